"""What can be done in the matrix."""

from tui.commands.command import Command
from tui.i18n import N_


class OpenCell(Command, footer=True):
    key, label = "enter", N_("Open / make")
    help = N_("Open what is there, or make the missing article or task, tagged already.")


class CellLeft(Command, action="move_column(-1)"):
    key, label = "left,h", N_("Left")
    help = N_("Go one column to the left.")


class CellRight(Command, action="move_column(1)"):
    key, label = "right,l", N_("Right")
    help = N_("Go one column to the right.")


class SwitchRows(Command, action="show_next('rows')", footer=True):
    key, label = "r", N_("Rows")
    help = N_("Show other rows: topics, milestones, goals, units.")


class SwitchColumns(Command, action="show_next('columns')", footer=True):
    key, label = "c", N_("Columns")
    help = N_("Show other columns: channels, audiences, levels.")


class FilterStrand(Command, action="show_next('strand')", footer=True):
    key, label = "s", N_("Strand")
    help = N_("Count only the pieces of one strand.")


class FilterPhase(Command, action="show_next('phase')", footer=True):
    key, label = "p", N_("Phase")
    help = N_("Count only the tasks of one phase, and the articles that fulfil them.")


class FilterPeriod(Command, footer=True):
    key, label = "t", N_("Period")
    help = N_("Count only what is due, or has gone out, in the next days.")


class ShowGaps(Command, footer=True):
    key, label = "o", N_("Gaps")
    help = N_("List the empty cells, the most pressing first.")
