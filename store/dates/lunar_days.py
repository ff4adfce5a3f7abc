"""Lunar days that a due day hangs on: “10.3 âm lịch” is another solar day each year.

Such a day is an anchor of a task like a named day of its campaign, and needs no entry in a list.
Its name says the lunar year only where that is not the one that the campaign's year gives:
“1.1.2027 âm lịch” in a campaign of 2026.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from store.dates.lunar import last_of_month, solar_day

_NAME: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})(?:\.([0-9]{4}))? âm lịch")
_OF_TEMPLATE: Final = re.compile(r"\{year([+-][0-9]{1,2})?\}")


class LunarDay(Struct, frozen=True):
    """A day of the lunar calendar."""

    day: int
    month: int
    year: int | None = None
    """The lunar year; None for the first such day of the campaign's year."""

    @property
    def name(self) -> str:
        """Return its name as an anchor."""
        year = f".{self.year}" if self.year else ""
        return f"{self.day}.{self.month}{year} âm lịch"

    def on(self, year: int | None) -> date | None:
        """Return the solar day for a campaign of a year; None if that is not known.

        The 30th of a month that has only 29 days is its last one, as the last day of a year is
        called “30 Tết” whether or not there is a 30th.
        """
        if self.year is not None:
            return self._in(self.year)
        if year is None:
            return None
        likely = (self._in(lunar_year) for lunar_year in range(year - 1, year + 2))
        return next((day for day in likely if day and day.year >= year), None)

    def _in(self, lunar_year: int) -> date | None:
        found = solar_day(self.day, self.month, lunar_year)
        return found or (last_of_month(self.month, lunar_year) if self.day == 30 else None)

    def hung(self, year: int | None) -> LunarDay:
        """Return it without its lunar year, where a campaign of `year` gives the same day."""
        plain = replace(self, year=None)
        return plain if plain.on(year) == self.on(year) else self

    def shifted(self, years: int) -> LunarDay:
        """Return the same day of another year."""
        return replace(self, year=self.year + years) if self.year else self


def lunar_day_named(anchor: str) -> LunarDay | None:
    """Return the lunar day that an anchor names; None where it names none."""
    found = _NAME.fullmatch(anchor)
    if found is None:
        return None
    day, month, year = (int(number) if number else None for number in found.groups())
    lunar = LunarDay(day or 0, month or 0, year)
    return lunar if 1 <= lunar.day <= 30 and 1 <= lunar.month <= 12 else None


def for_template(anchor: str, year: int) -> str:
    """Return an anchor as a template writes it: its lunar year counts from the campaign's."""
    lunar = lunar_day_named(anchor)
    if lunar is None or lunar.year is None:
        return anchor
    later = f"{lunar.year - year:+d}" if lunar.year != year else ""
    return replace(lunar, year=None).name.replace(" ", f".{{year{later}}} ", 1)


def from_template(anchor: str, year: int) -> str:
    """Return an anchor of a template for a campaign of a year."""
    named = _OF_TEMPLATE.sub(lambda found: str(year + int(found[1] or 0)), anchor)
    return named if lunar_day_named(named) else anchor


def is_lunar_anchor(anchor: str) -> bool:
    """Tell whether an anchor of a template is a lunar day."""
    return lunar_day_named(_OF_TEMPLATE.sub("2000", anchor)) is not None
