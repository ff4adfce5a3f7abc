"""Typing a path."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class CompletePath(Command):
    key, label, footer = "tab", N_("Complete"), True
    help = N_("Complete the path; where nothing is to be completed, go on to the next field.")


class RecentFolders(Command):
    key, label, footer = "down", N_("Recent folders"), True
    help = N_("Choose one of the folders that were used last; in a list, go one line down.")
