"""What can be done with the units of a campaign."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class OpenUnit(Command):
    key, label, footer = "enter", N_("Pieces"), True
    help = N_("Show the tasks and articles of the unit, to open one.")


class ChooseCascade(Command):
    key, label, footer = "t", N_("One task"), True
    help = N_("Choose a task that goes down the tree, and see who has acknowledged it.")


class AcknowledgeUnit(Command):
    changes = True
    key, label, footer = "space", N_("Acknowledge"), True
    help = N_("Note that the unit has acknowledged the chosen task, or take that back.")


class AddUnit(Command):
    changes = True
    key, label, footer = "a", N_("Add"), True
    help = N_("Add a unit below the one under the cursor.")


class EditUnit(Command):
    changes = True
    key, label, footer = "e", N_("Edit"), True
    help = N_("Edit the unit; another name comes wherever the old one stands.")


class DeleteUnit(Command):
    changes = True
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the unit; what is below it goes below its parent. Ctrl+Z brings it back.")


class FilterUnits(Command):
    key, label, footer = "f,slash", N_("Filter"), True
    help = N_("Show only the units whose name, level or contact holds some words.")


class ImportUnits(Command):
    changes = True
    key, label, footer = "i", N_("Import"), True
    help = N_("Take in units from a CSV file; what it would change is shown first.")


class ExportUnits(Command):
    key, label, footer = "x", N_("Write out"), True
    help = N_("Write the units to a CSV file.")


class FoldUnit(Command):
    key, label = "left,h", N_("Fold")
    help = N_("Hide what is below the unit; where that is hidden, go to its parent.")


class UnfoldUnit(Command):
    key, label = "right,l", N_("Unfold")
    help = N_("Show what is below the unit.")
