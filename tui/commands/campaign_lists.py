"""What can be done with the lists of a campaign."""

from tui.commands.command import Command
from tui.i18n import N_


class EditEntry(Command, footer=True):
    key, label = "enter,e", N_("Edit")
    help = N_("Edit the entry; a new name goes to all tasks and articles that carry the old one.")


class AddEntry(Command, footer=True, changes=True):
    key, label = "a", N_("Add")
    help = N_("Add an entry to the list.")


class DeleteEntry(Command, footer=True, changes=True, at_once=True):
    key, label = "d,delete", N_("Delete")
    help = N_("Take the entry out; says first how many tasks and articles carry it.")


class GoAcross(Command, footer=True):
    key, label = "tab,left,right", N_("Across")
    help = N_("Go from the lists to the entries, or back.")


class MoveEntryUp(Command, action="move_entry(-1)", changes=True, at_once=True):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the entry up in its list.")


class MoveEntryDown(Command, action="move_entry(1)", changes=True, at_once=True):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the entry down in its list.")
