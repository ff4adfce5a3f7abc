"""Widgets shared by panes, screens and dialogs."""
