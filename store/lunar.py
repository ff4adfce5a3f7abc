"""Named days of the lunar calendar, as far as the almanac of the desk knows them."""

from __future__ import annotations

from datetime import date
from importlib import import_module


def lunar_day(name: str, year: int) -> date | None:
    """Give the day on which a named lunar day falls in a year; None where it is not known as one.

    Args:
        name: as a campaign has it: "Tết Nguyên đán", "Giỗ Tổ Hùng Vương".
        year: of the sun's calendar.
    """
    try:
        almanac = import_module("store.almanac")  # late: seldom asked for
    except ModuleNotFoundError:
        return None
    found: date | None = almanac.lunar_day(name, year)
    return found
