"""Searching the desk, and following who cites whom."""
