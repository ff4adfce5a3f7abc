"""Which days the calendar shows, and which kinds of entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store import Campaign, Desk
from store.campaigns import holidays
from store.campaigns.calendar import (
    ALL,
    DAYS,
    EXPORTS,
    TASKS,
    CalendarDay,
    later,
    month_of,
    months_later,
    week_of,
)
from store.text import show_day
from tui.i18n import N_, _
from tui.widgets.day_cells import MONTHS

FILTERS: Final = (
    (ALL, N_("everything")),
    (TASKS, N_("tasks alone")),
    (EXPORTS, N_("exports alone")),
    (DAYS, N_("named days alone")),
)
"""The kinds of entries that can be shown, and the name of each choice."""


@dataclass
class CalendarView:
    """The day under the cursor, and the month or the week around it."""

    day: date
    is_week: bool = False
    shows_all: bool = False
    """Whether the entries of the whole desk are shown, not of one campaign only."""
    filter: int = 0
    """The index in `FILTERS`."""

    @property
    def month(self) -> int:
        """The month whose days are not dimmed; 0 for none."""
        return 0 if self.is_week else self.day.month

    def days(self, desk: Desk, campaign: Campaign) -> list[CalendarDay]:
        """Return the days in view, with their entries."""
        kinds, _name = FILTERS[self.filter]
        return desk.calendar.days(
            None if self.shows_all else campaign,
            *(week_of if self.is_week else month_of)(self.day),
            kinds=kinds,
            days_off=holidays.is_loaded(),
        )

    def nearest_day(
        self, desk: Desk, campaign: Campaign, days: Sequence[CalendarDay]
    ) -> date | None:
        """Return the next day with an entry after these days, or else the last before them."""
        kinds, _name = FILTERS[self.filter]
        whose = None if self.shows_all else campaign
        return desk.calendar.nearest_day(whose, days[0].day, days[-1].day, kinds=kinds)

    def keeps_to(self, day: date) -> bool:
        """Return whether a day is in the month of the cursor; in the week view, always true."""
        return self.is_week or (day.year, day.month) == (self.day.year, self.day.month)

    def turned(self, by: int) -> date:
        """Return the day that is some months or weeks away."""
        return later(self.day, 7 * by) if self.is_week else months_later(self.day, by)

    def switch_kinds(self) -> None:
        """Go to the next of `FILTERS`."""
        self.filter = (self.filter + 1) % len(FILTERS)

    def in_words(self) -> str:
        """Return which days, campaigns and kinds are in view."""
        if self.is_week:
            first, last = week_of(self.day)
            period = f"{show_day(first)} – {show_day(last)}"
        else:
            period = _(MONTHS[self.day.month - 1]).format(year=self.day.year)
        whose = _("all campaigns") if self.shows_all else _("this campaign")
        return " · ".join((period, whose, _(FILTERS[self.filter][1])))
