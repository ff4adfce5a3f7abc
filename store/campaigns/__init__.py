"""Campaigns: checklist, matrix, calendar, units, registers, scores, as functions of records."""
