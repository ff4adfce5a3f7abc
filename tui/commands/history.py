"""What can be done in the history of an article."""

from tui.commands.command import Command
from tui.i18n import N_


class RestoreRevision(Command, footer=True, changes=True):
    key, label = "enter", N_("Restore")
    help = N_("Put the text of the revision back; the current text stays in the history.")


class CompareWith(Command, footer=True):
    key, label = "c", N_("Compare")
    help = N_("Compare with the current text, or with the revision before.")


class NextMode(Command, footer=True):
    key, label = "m", N_("View")
    help = N_("Show the difference in one flow, in two columns or in plain marks.")


class ReadRevision(Command, footer=True):
    key, label = "v", N_("Copy from")
    help = N_("Show the whole text of the revision, to copy a passage out of it.")


class CompareWentOut(Command, footer=True):
    key, label = "o", N_("Went out")
    help = N_("Show what has changed since the article last went out.")


class ShowUnchanged(Command, footer=True):
    key, label = "u", N_("Unchanged")
    help = N_("Show the paragraphs that have not changed as well, or fold them away.")


class ReadOn(Command, footer=True):
    key, label = "space", N_("Read on")
    help = N_("Go one screen down in the difference; at its end, back to its start.")
