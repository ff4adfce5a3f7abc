"""What can be done in the history of an article."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class RestoreRevision(Command):
    changes = True
    key, label, footer = "enter", N_("Restore"), True
    help = N_("Put the text of the revision back; the current text stays in the history.")


class CompareWith(Command):
    key, label, footer = "c", N_("Compare"), True
    help = N_("Compare with the current text, or with the revision before.")


class NextMode(Command):
    key, label, footer = "m", N_("View"), True
    help = N_("Show the difference in one flow, in two columns or in plain marks.")


class ReadRevision(Command):
    key, label, footer = "v", N_("Copy from"), True
    help = N_("Show the whole text of the revision, to copy a passage out of it.")


class ShowUnchanged(Command):
    key, label, footer = "u", N_("Unchanged"), True
    help = N_("Show the paragraphs that have not changed as well, or fold them away.")


class ReadOn(Command):
    key, label, footer = "space", N_("Read on"), True
    help = N_("Go one screen down in the difference; at its end, back to its start.")
