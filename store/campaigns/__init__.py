"""Campaigns: checklist, matrix, calendar, units, registers, scores. Plain functions of records."""
