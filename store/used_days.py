"""What time it is as far as the days on which the desk was used bear it out.

A clock is wrong now and then: a start in 2031, a battery that is dead, a laptop that wakes up
elsewhere. What is thrown away because it is old must not go by one reading of it. So the desk
keeps the days on which it was changed, and a day counts when another one has come after it. From
one to the next at the most `_GAP` days count: over a weekend that is the calendar; after a jump,
or a long holiday, which look the same, what is old waits for as many days more. A day that comes
after the present one was never.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import msgspec

READINGS: Final = "_clock"
"""The table of the days; its only document stands under `KEY`."""

KEY: Final = "1"

_GAP: Final = 3
_LONG: Final = 100
"""After so many days without a change, a day is believed when the next one comes."""

_MOST: Final = 60
"""So many days are kept: a clock that is wrong for longer is right."""


class Readings(msgspec.Struct, frozen=True):
    """The days (in UTC) on which the desk was changed, in their order."""

    days: tuple[date, ...] = ()

    def including(self, now: datetime) -> Readings:
        """Return the days with the present one; those after it were read from a wrong clock."""
        today = _day(now)
        if self.days[-1:] == (today,):
            return self
        before = tuple(day for day in self.days if day < today)
        return Readings((*before, today)[-_MOST:])

    def is_doubtful(self, now: datetime) -> bool:
        """Tell whether the present day comes so long after the last one that the clock may err."""
        *_, before, today = (date.min, _day(now), *self.including(now).days)
        return (today - before).days > _LONG and len(self.including(now).days) > 1

    def trusted(self, now: datetime) -> datetime:
        """Return the time by which things are old.

        It is the present time, set back to the day before this one, and by what cannot be told
        from a jump of the clock; where this is the only reading there is, nothing is old.
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
    """Return the days that stand in a desk file; none where they cannot be read."""
    text = tables.get(READINGS, {}).get(KEY)
    try:
        return msgspec.json.decode(text, type=Readings) if text else Readings()
    except msgspec.DecodeError:
        return Readings()
