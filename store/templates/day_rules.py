"""Days as written in a template, with or without a year."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta
from typing import Final

from store.errors import N_
from store.text import show_day

SOME_LEAP_YEAR: Final = 2000
"""Used to check a day without a year, since it has all 366 days."""

_FARTHEST: Final = 99_999
"""The most days of an offset, so that the result is a valid date in every possible year."""

WRITE_A_DAY: Final = N_(
    "{file}, line {line} ({place}): “{text}” is not a day; write it as “1.5”, “17.10.2023” or "
    "“1.5-45d”."
)
_NO_SUCH_DAY: Final = N_("{file}, line {line} ({place}): there is no day “{text}” in the calendar.")


class NotADayError(ValueError):
    """A text that is not a day; a ValueError, to which msgspec adds the field's path."""

    def __init__(self, message: str, text: object) -> None:
        super().__init__(message)
        self.message = message
        self.text = text


class DayRule:
    """A day as written in a template: `1.5`, `17.10.2023`, or either with an offset: `1.5-45d`.

    A day with a year is a fact of that year. This is a plain class because msgspec would read a
    struct or dataclass from a table, not from a text.

    Raises:
        NotADayError: the text has none of these forms, or no such day exists.
    """

    __slots__ = ("_day", "_month", "_shift", "year")

    _WRITTEN = re.compile(
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})(\.(?P<year>[0-9]{4}))?"
        r"( *(?P<sign>[+-]) *(?P<days>[0-9]{1,5})d)?"
    )

    def __init__(self, text: str) -> None:
        found = self._WRITTEN.fullmatch(text.strip())
        if found is None:
            raise NotADayError(WRITE_A_DAY, text)
        self._day, self._month = int(found["day"]), int(found["month"])
        self._shift = timedelta(days=int((found["sign"] or "") + (found["days"] or "0")))
        self.year = int(found["year"]) if found["year"] else None
        """The year as written, or None."""
        try:
            self.on(SOME_LEAP_YEAR)
        except (ValueError, OverflowError):
            raise NotADayError(_NO_SUCH_DAY, text) from None

    def on(self, year: int) -> date:
        """Return the date, in `year` if it is written without one (29.2 is 28.2 in most years)."""
        if self.year is not None:
            return date(self.year, self._month, self._day) + self._shift
        is_missing = (self._day, self._month) == (29, 2) and not isleap(year)
        return date(year, self._month, 28 if is_missing else self._day) + self._shift

    def within(self, year: int) -> date | None:
        """Return the date in a campaign of `year`; None if it is a fact of another year."""
        return self.on(year) if self.year in (None, year) else None


def every_year(day: date, year: int) -> str:
    """Write a day that recurs each year, for a campaign of `year`.

    A day of another year is written as an offset from the campaign's year: `31.12+5d`. One that is
    too far away for that is written with its year, as a fact.
    """
    if day.year == year:
        return f"{day.day}.{day.month}"
    return _counted(day, year, "1.1", "31.12") or show_day(day)


def of_this_year(day: date, year: int) -> str:
    """Write a day that is a fact of the campaign's year and open in other years."""
    if day.year == year:
        return show_day(day)
    return _counted(day, year, f"1.1.{year:04d}", f"31.12.{year:04d}") or show_day(day)


def _counted(day: date, year: int, first: str, last: str) -> str:
    """Write a day of another year as an offset from `year`; empty if it is too far away."""
    if day.year < year:
        days, written = (date(year, 1, 1) - day).days, f"{first}-"
    else:
        days, written = (day - date(year, 12, 31)).days, f"{last}+"
    return f"{written}{days}d" if days <= _FARTHEST else ""
