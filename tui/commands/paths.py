"""Typing a path."""

from tui.commands.command import Command
from tui.i18n import N_


class CompletePath(Command, footer=True):
    key, label = "tab", N_("Complete")
    help = N_("Complete the path; where nothing is to be completed, go on to the next field.")


class RecentFolders(Command, footer=True):
    key, label = "down", N_("Recent folders")
    help = N_("Choose one of the folders that were used last; in a list, go one line down.")
