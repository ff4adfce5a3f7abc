"""What leads to the rooms of a campaign, from the desk and from each other."""

from __future__ import annotations

from typing import Final

from tui.commands.command import Command
from tui.i18n import N_


class ShowOverview(Command):
    key, label, does = "alt+o", N_("Overview"), "enter_room('overview')"
    help = N_("Show how far the campaign has come: bars, burn-down, scores; the way to all rooms.")


class ShowMatrix(Command):
    key, label, does = "f8", N_("Matrix"), "enter_room('matrix')"
    help = N_("Show what the campaign covers where, what is in sync, and the gaps.")


class ShowCalendar(Command):
    key, label, does = "alt+c", N_("Calendar"), "enter_room('calendar')"
    help = N_("Show tasks, exports, milestones, holidays and anniversaries by month or week.")


class ShowUnits(Command):
    key, label, does = "alt+u", N_("Units"), "enter_room('units')"
    help = N_("Show the tree of units: who has acknowledged, what is covered, where it stops.")


class ShowFacts(Command):
    key, label, does = "alt+e", N_("Fact sheet"), "enter_room('facts')"
    help = N_("Show the figures, names and days that every text of the campaign agrees with.")


class ShowDocuments(Command):
    key, label, does = "alt+d", N_("Documents"), "enter_room('documents')"
    help = N_("Show the register of the documents that the campaign cites.")


class ShowRumours(Command):
    key, label, does = "alt+n", N_("Negative news"), "enter_room('rumours')"
    help = N_("Show the log of negative news: what was claimed, checked and answered.")


class ShowRights(Command):
    key, label, does = "alt+r", N_("Rights cases"), "enter_room('rights')"
    help = N_("Show the rights cases of the campaign: when each is looked at again, the outcome.")


class EditLists(Command):
    key, label, does = "alt+l", N_("Lists"), "enter_room('lists')"
    help = N_("Edit the campaign itself: its days, topics, channels, audiences and other lists.")


DOORS: Final = (
    ShowOverview,
    ShowMatrix,
    ShowCalendar,
    ShowUnits,
    ShowFacts,
    ShowDocuments,
    ShowRumours,
    ShowRights,
    EditLists,
)
"""The doors of all rooms."""
