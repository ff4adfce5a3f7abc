"""What can be done in the checklist."""

from tui.commands.command import Command
from tui.i18n import N_


class Tick(Command, footer=True, at_once=True, also="done complete hoàn thành"):
    key, label = "space", N_("Tick")
    help = N_("Tick the task, or take the tick off.")


class OpenTask(Command, footer=True):
    key, label = "enter", N_("Article")
    help = N_("Open the article of the task, or begin one for it.")


class AddTask(Command, footer=True, changes=True):
    key, label = "a", N_("Add")
    help = N_("Add a task to the phase.")


class EditTask(Command, footer=True, changes=True):
    key, label = "e", N_("Edit")
    help = N_("Edit the task.")


class DeleteTask(Command, footer=True, changes=True, at_once=True, also="remove bỏ việc"):
    key, label = "d,delete", N_("Delete")
    help = N_("Delete the task, or after a question all that are marked; Ctrl+Z undoes it.")


class SwitchView(Command, footer=True):
    key, label = "v", N_("View")
    help = N_("Show the tasks by day, or by phase.")


class FilterTasks(Command, footer=True, also="narrow lọc bớt"):
    key, label = "f", N_("Filter")
    help = N_("Show only the tasks that hold some words; accents need not be typed.")


class FilterByFacts(Command):
    key, label = "F", N_("Only …")
    help = N_("Show only tasks of an owner, channel, topic or unit, or those overdue or waiting.")


class SortTasks(Command, also="order sắp xếp thứ tự"):
    key, label = "s", N_("Sort")
    help = N_(
        "Sort the tasks by day, priority, owner, phase or title; the same again turns it round."
    )


class MarkTask(Command):
    key, label = "x", N_("Mark")
    help = N_("Mark the task; tick, edit, delete and phase then mean all that are marked.")


class MarkAll(Command):
    key, label = "X", N_("Mark all")
    help = N_("Mark all tasks that are shown, or none.")


class MoveToPhase(Command, changes=True):
    key, label = "m", N_("Phase")
    help = N_("Move the task, or all that are marked, to another phase.")


class ShowAcknowledgements(Command):
    key, label = "c", N_("Going down")
    help = N_("Show which units below have acknowledged the task, and where it stops.")


class Acknowledge(Command, footer=True, changes=True, at_once=True):
    key, label = "space", N_("Acknowledge")
    help = N_("Say that the unit has acknowledged the task, or take that back.")


class ReportDone(Command, footer=True, changes=True):
    key, label = "x", N_("Done")
    help = N_("Say when the unit has done the task, with a note; no day takes it back.")


class MoveTaskUp(Command, action="move_task(-1)", changes=True, at_once=True):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the task up in its phase.")


class MoveTaskDown(Command, action="move_task(1)", changes=True, at_once=True):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the task down in its phase.")


class AttachArticle(Command, footer=True, changes=True):
    key, label = "l", N_("Attach")
    help = N_("Say which articles fulfil the task.")


class FoldPhase(Command, action="fold_phase(True)"):
    key, label = "left,h", N_("Fold")
    help = N_("Hide the tasks of the phase.")


class UnfoldPhase(Command, action="fold_phase(False)"):
    key, label = "right", N_("Unfold")
    help = N_("Show the tasks of the phase.")
