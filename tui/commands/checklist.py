"""What can be done in the checklist."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class Tick(Command):
    key, label, footer = "space", N_("Tick"), True
    help = N_("Tick the task, or take the tick off.")


class OpenTask(Command):
    key, label, footer = "enter", N_("Article"), True
    help = N_("Open the article of the task, or begin one for it.")


class AddTask(Command):
    changes = True
    key, label, footer = "a", N_("Add"), True
    help = N_("Add a task to the phase.")


class EditTask(Command):
    changes = True
    key, label, footer = "e", N_("Edit"), True
    help = N_("Edit the task.")


class DeleteTask(Command):
    changes = True
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the task, or after a question all that are marked; Ctrl+Z undoes it.")


class SwitchView(Command):
    key, label, footer = "v", N_("View"), True
    help = N_("Show the tasks by day, or by phase.")


class FilterTasks(Command):
    key, label, footer = "f", N_("Filter"), True
    help = N_("Show only the tasks that hold some words; marks need not be typed.")


class FilterByFacts(Command):
    key, label = "F", N_("Only …")
    help = N_("Show only the tasks of an owner, a channel, a topic, a unit; the late, the waiting.")


class SortTasks(Command):
    key, label = "s", N_("Sort")
    help = N_("Sort the tasks by day, priority, owner, phase or title.")


class MarkTask(Command):
    key, label = "x", N_("Mark")
    help = N_("Mark the task; tick, edit, delete and phase then mean all that are marked.")


class MarkAll(Command):
    key, label = "X", N_("Mark all")
    help = N_("Mark all tasks that are shown, or none.")


class MoveToPhase(Command):
    changes = True
    key, label = "m", N_("Phase")
    help = N_("Move the task, or all that are marked, to another phase.")


class ShowAcknowledgements(Command):
    key, label = "c", N_("Going down")
    help = N_("Show which units below have acknowledged the task, and where it stops.")


class Acknowledge(Command):
    changes = True
    key, label, footer = "space", N_("Acknowledge"), True
    help = N_("Say that the unit has acknowledged the task, or take that back.")


class MoveTaskUp(Command):
    changes = True
    does = "move_task(-1)"
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the task up in its phase.")


class MoveTaskDown(Command):
    changes = True
    does = "move_task(1)"
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the task down in its phase.")


class AttachArticle(Command):
    changes = True
    key, label, footer = "l", N_("Attach"), True
    help = N_("Say which articles fulfil the task.")


class FoldPhase(Command):
    does = "fold_phase(True)"
    key, label = "left,h", N_("Fold")
    help = N_("Hide the tasks of the phase.")


class UnfoldPhase(Command):
    does = "fold_phase(False)"
    key, label = "right", N_("Unfold")
    help = N_("Show the tasks of the phase.")
