"""What can be done in the matrix."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class OpenCell(Command):
    key, label, footer = "enter", N_("Open / make"), True
    help = N_("Open what is there, or make the missing article or task, tagged already.")


class CellLeft(Command):
    does = "move_column(-1)"
    key, label = "left,h", N_("Left")
    help = N_("Go one column to the left.")


class CellRight(Command):
    does = "move_column(1)"
    key, label = "right,l", N_("Right")
    help = N_("Go one column to the right.")


class SwitchRows(Command):
    key, label, footer = "r", N_("Rows"), True
    help = N_("Show other rows: topics, milestones, goals, units.")


class SwitchColumns(Command):
    key, label, footer = "c", N_("Columns"), True
    help = N_("Show other columns: channels, audiences, levels.")


class FilterStrand(Command):
    key, label, footer = "s", N_("Strand"), True
    help = N_("Count only the pieces of one strand.")


class FilterPhase(Command):
    key, label, footer = "p", N_("Phase"), True
    help = N_("Count only the tasks of one phase, and the articles that fulfil them.")


class FilterPeriod(Command):
    key, label, footer = "t", N_("Period"), True
    help = N_("Count only what is due, or has gone out, in the next days.")


class ShowGaps(Command):
    key, label, footer = "o", N_("Gaps"), True
    help = N_("List the empty cells, the most pressing first.")
