"""The lunar calendar of Vietnam: convert lunar to solar days.

A lunar month begins on the day of the new moon in Hà Nội; the eleventh contains the winter
solstice. If there are thirteen months between two of those, the first in which the sun enters no
new sign is a leap month, with the number of the one before. The formulas are from Hồ Ngọc Đức,
"Computing the Vietnamese lunar calendar", after J. Meeus, "Astronomical Algorithms".
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor, radians, sin
from typing import Final

FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2100
"""The supported years; beyond them the formulas are too inaccurate."""

_MONTH: Final = 29.530588853
"""The mean days between new moons."""
_FIRST_NEW_MOON: Final = 2415021.076998695
"""The Julian day of the first new moon of 1900."""
_HANOI: Final = 7 / 24
_JULIAN: Final = 1721425
"""The difference between a Julian day number and a Python ordinal."""
_DAYS: Final = 30
_MONTHS: Final = 12


def solar_day(day: int, month: int, year: int) -> date | None:
    """Return the solar day of a lunar one; for a month with a leap month, in the first of the two.

    The lunar year begins at Tết. None if the month has no such day, or the year is not supported.
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    begin, end = _month(month, year)
    return date.fromordinal(begin + day - 1) if begin + day - 1 < end else None


def last_of_month(month: int, year: int) -> date | None:
    """Return the solar day of the last day of a lunar month; None if it is not supported."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= _MONTHS):
        return None
    return date.fromordinal(_month(month, year)[1] - 1)


def _month(month: int, year: int) -> tuple[int, int]:
    """Return the first day of a month, and of the next one."""
    before = _eleventh(year - (month < 11))
    after = _eleventh(year - (month < 11) + 1)
    place = (month - 11) % _MONTHS
    moon = floor((before + _JULIAN - _FIRST_NEW_MOON) / _MONTH + 0.5)  # its number
    if after - before > 365 and place >= _leap(moon):
        place += 1
    return _new_moon(moon + place), _new_moon(moon + place + 1)


@lru_cache(maxsize=64)
def _eleventh(year: int) -> int:
    """Return the first day of the month with the winter solstice."""
    last_day = date(year, 12, 31).toordinal()
    moon = floor((last_day + _JULIAN - floor(_FIRST_NEW_MOON)) / _MONTH)
    begin = _new_moon(moon)
    return begin if _sign(begin) < 9 else _new_moon(moon - 1)


def _leap(moon: int) -> int:
    """Return how many months after the eleventh the first one without a new sign is."""
    place = 1
    while _sign(_new_moon(moon + place)) != _sign(_new_moon(moon + place + 1)) and place < 13:
        place += 1
    return place


def _sign(day: int) -> int:
    """Return the sign (0 to 11) of the sun at the start of a day; 0 begins at the equinox."""
    centuries = (day + _JULIAN - 0.5 - _HANOI - 2451545.0) / 36525
    mean = radians(
        357.52910 + 35999.05030 * centuries - 0.0001559 * centuries**2 - 0.00000048 * centuries**3
    )
    longitude = 280.46645 + 36000.76983 * centuries + 0.0003032 * centuries**2
    longitude += (1.914600 - 0.004817 * centuries - 0.000014 * centuries**2) * sin(mean)
    longitude += (0.019993 - 0.000101 * centuries) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=1024)
def _new_moon(number: int) -> int:
    """Return the day of a new moon in Hà Nội, numbered from 1900."""
    t = number / 1236.85
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    near = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    near += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    near += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    near += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    near += -0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon)
    near += 0.0005 * sin(2 * moon + sun)
    slowed = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + near - slowed + 0.5 + _HANOI) - _JULIAN
