"""The screens of one campaign: overview, matrix, calendar, units, lists."""
