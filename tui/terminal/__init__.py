"""The terminal itself: what comes from it, and what goes to it."""
