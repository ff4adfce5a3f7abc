"""What can be done in the overview of a campaign."""

from tui.commands.command import Command
from tui.i18n import N_


class ShowCounted(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Show the pieces that a bar counts, or enter the room.")


class NextChart(Command, footer=True):
    key, label = "v", N_("Chart")
    help = N_("Show the burn-down, the heat map or the numbers, where they do not fit together.")


class SwitchHeat(Command, footer=True):
    key, label = "c", N_("Heat by")
    help = N_("Show the heat map by channels, audiences or levels.")


class ReadReport(Command, footer=True, also="preview numbers xem thử số liệu"):
    key, label = "r", N_("Read report")
    help = N_("Read the report as it would be written; Enter on a number shows what makes it.")


class NumberBefore(Command, action="number(-1)"):
    key, label = "left,h", N_("Number before")
    help = N_("Go to the number before.")


class NumberAfter(Command, action="number(1)"):
    key, label = "right,l", N_("Number after")
    help = N_("Go to the number after.")
