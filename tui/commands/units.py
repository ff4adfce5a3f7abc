"""What can be done with the units of a campaign."""

from tui.commands.command import Command
from tui.i18n import N_


class OpenUnit(Command, footer=True):
    key, label = "enter", N_("Pieces")
    help = N_("Show the tasks and articles of the unit, to open one.")


class ChooseCascade(Command, footer=True):
    key, label = "t", N_("One task")
    help = N_("Choose a task that goes down the tree, and see who has acknowledged it.")


class AcknowledgeUnit(Command, footer=True, changes=True, at_once=True):
    key, label = "space", N_("Acknowledge")
    help = N_("Note that the unit has acknowledged the chosen task, or take that back.")


class AddUnit(Command, footer=True, changes=True):
    key, label = "a", N_("Add")
    help = N_("Add a unit below the one under the cursor.")


class EditUnit(Command, footer=True, changes=True):
    key, label = "e", N_("Edit")
    help = N_("Edit the unit; another name comes wherever the old one stands.")


class DeleteUnit(Command, footer=True, changes=True, at_once=True):
    key, label = "d,delete", N_("Delete")
    help = N_("Delete the unit; what is below it goes below its parent. Ctrl+Z brings it back.")


class FilterUnits(Command, footer=True):
    key, label = "f,slash", N_("Filter")
    help = N_("Show only the units whose name, level or contact holds some words.")


class ImportUnits(Command, footer=True, changes=True):
    key, label = "i", N_("Import")
    help = N_("Import units from a CSV file; what it would change is shown first.")


class ExportUnits(Command, footer=True):
    key, label = "x", N_("Write out")
    help = N_("Write the units to a CSV file.")


class FoldUnit(Command):
    key, label = "left,h", N_("Fold")
    help = N_("Hide what is below the unit; where that is hidden, go to its parent.")


class UnfoldUnit(Command):
    key, label = "right,l", N_("Unfold")
    help = N_("Show what is below the unit.")
