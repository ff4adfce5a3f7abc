"""The terminal as it really is: cut, late, stalled, lent to an editor, stopped or gone."""
