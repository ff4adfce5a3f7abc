"""Dialogs that read a file or write one."""
