"""The terminal as it really is: it may stall, go away, be lent to an editor, or be stopped."""
