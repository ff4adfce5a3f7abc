"""What can be done with the lists of a campaign."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class EditEntry(Command):
    key, label, footer = "enter,e", N_("Edit"), True
    help = N_("Edit the entry; a new name goes to all tasks and articles that carry the old one.")


class AddEntry(Command):
    changes = True
    key, label, footer = "a", N_("Add"), True
    help = N_("Add an entry to the list.")


class DeleteEntry(Command):
    changes = True
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Take the entry out; says first how many tasks and articles carry it.")


class GoAcross(Command):
    key, label, footer = "tab,left,right", N_("Across"), True
    help = N_("Go from the lists to the entries, or back.")


class MoveEntryUp(Command):
    does = "move_entry(-1)"
    changes = True
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the entry up in its list.")


class MoveEntryDown(Command):
    does = "move_entry(1)"
    changes = True
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the entry down in its list.")
