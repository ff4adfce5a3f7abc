"""What can be done in the overview of a campaign."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class ShowCounted(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Show the pieces that a bar counts, or enter the room.")


class NextChart(Command):
    key, label, footer = "v", N_("Chart"), True
    help = N_("Show the burn-down, the heat map or the numbers, where they do not fit together.")


class SwitchHeat(Command):
    key, label, footer = "c", N_("Heat by"), True
    help = N_("Show the heat map by channels, audiences or levels.")
