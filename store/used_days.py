"""The time as confirmed by the days on which the desk was used.

A clock is wrong now and then: a start in 2031, a dead battery, a laptop in another zone. What is
deleted because it is old must not depend on a single reading. So the desk keeps the days on which
it was changed, and a day counts once another one has followed. From one to the next at most `_GAP`
days count: over a weekend that is the calendar; after a jump, or a long holiday, which look the
same, old things are kept for as many more days. A day after the present one was never real.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import msgspec

READINGS: Final = "_clock"
"""The table of the days; its only document is under `KEY`."""

KEY: Final = "1"

_GAP: Final = 3
_LONG: Final = 100
"""After so many days without a change, a day is believed only when the next one comes."""

_MOST: Final = 60
"""The most days that are kept: a clock that is wrong for longer is right."""


class Readings(msgspec.Struct, frozen=True):
    """The days (in UTC) on which the desk was changed, in order."""

    days: tuple[date, ...] = ()

    def including(self, now: datetime) -> Readings:
        """Return the days with the present one; later ones were read from a wrong clock."""
        today = _day(now)
        if self.days[-1:] == (today,):
            return self
        before = tuple(day for day in self.days if day < today)
        return Readings((*before, today)[-_MOST:])

    def is_doubtful(self, now: datetime) -> bool:
        """Tell whether the last day is so long ago that the clock may be wrong."""
        *_, before, today = (date.min, _day(now), *self.including(now).days)
        return (today - before).days > _LONG and len(self.including(now).days) > 1

    def trusted(self, now: datetime) -> datetime:
        """Return the time by which age is judged.

        It is the present time, set back to the day before this one, and by the gaps that may be
        jumps of the clock. With only one reading, nothing is old.
        """
        gaps = [(later - day).days for day, later in pairwise(self.including(now).days)]
        if not gaps:
            return datetime.min.replace(tzinfo=UTC)
        last = gaps.pop()
        doubted = sum(max(gap - _GAP, 0) for gap in gaps)
        return now - timedelta(days=doubted + last)


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def readings_in(tables: Mapping[str, Mapping[str, bytes]]) -> Readings:
    """Return the days in a desk file; none where they cannot be read."""
    text = tables.get(READINGS, {}).get(KEY)
    try:
        return msgspec.json.decode(text, type=Readings) if text else Readings()
    except msgspec.DecodeError:
        return Readings()
