"""Vietnam's public holidays, and the solar days of lunar ones.

The holidays come from the `holidays` package, which is loaded on first use (150 ms). If it is not
installed, or does not cover a year, there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from msgspec.structs import replace

from store.campaign_records import Campaign, Task
from store.dates.lunar import FIRST_YEAR, LAST_YEAR, solar_day
from store.text import fold

_TET: Final = (1, 1)
_KINGS: Final = (10, 3)
_LUNAR: Final = {
    **dict.fromkeys(("tet", "tet am lich", "tet co truyen", "tet ta", "tet nguyen dan"), _TET),
    **dict.fromkeys(("mung mot tet", "mong mot tet", "mung 1 tet", "mong 1 tet"), _TET),
    **dict.fromkeys(("gio to", "gio to hung vuong", "gio quoc to", "quoc gio"), _KINGS),
}
"""Day and month of the lunar days, by their folded names without "ngày" and year."""
_EVE: Final = frozenset({"giao thua", "giao thua tet nguyen dan"})
"""The names of the day before Tết; its month has 29 or 30 days."""

_ALSO: Final = {"chien thang": ("giai phong mien nam", "thong nhat dat nuoc")}
"""Other names of holidays, as `_plain` returns them."""


def is_loaded() -> bool:
    """Tell whether the package is loaded, so that holidays are returned at once."""
    return _of_year.cache_info().currsize > 0


def holidays(first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return the public holidays of Vietnam from `first` to `last`, with their Vietnamese names."""
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    return {
        day: names
        for year in years
        for day, names in _of_year(year).items()
        if first <= day <= last
    }


def lunar_day(name: str, year: int) -> date | None:
    """Return the solar day of a lunar one: "Tết Nguyên đán", "Giỗ Tổ Hùng Vương", "Giao thừa" …

    Marks, a leading "ngày" and a trailing year are ignored. None for any other name, and for solar
    years that are not supported.
    """
    called = _plain(name)
    if called in _EVE:
        tet = solar_day(*_TET, year)
        return tet and tet - timedelta(days=1)
    return solar_day(*_LUNAR[called], year) if called in _LUNAR else None


def is_called(holiday: str, name: str) -> bool:
    """Tell whether a name means a holiday of `holidays`: "Quốc khánh nước …" is "Quốc khánh"."""
    own, other = _plain(holiday), _plain(name)
    if (own in _EVE and other in _EVE) or (own in _LUNAR and _LUNAR[own] == _LUNAR.get(other)):
        return True
    return any(re.match(rf"{re.escape(known)}\b", other) for known in (own, *_ALSO.get(own, ())))


def with_lunar_days(campaign: Campaign, tasks: Iterable[Task]) -> tuple[Campaign, list[Task]]:
    """Return a campaign with dates for its undated lunar days, and its tasks due accordingly."""
    year = campaign.year
    fields: dict[str, Any] = {}
    if year is not None:
        for name in ("anniversaries", "milestones", "peaks"):
            fields[name] = tuple(
                day if day.start else replace(day, start=lunar_day(day.name, year))
                for day in getattr(campaign, name)
            )
    filled = replace(campaign, **fields)
    own = list(tasks)
    if filled == campaign:
        return campaign, own
    from store.dates.anchors import moved

    placed = {task.id: task for task in moved(own, filled)}
    return filled, [placed.get(task.id, task) for task in own]


def _plain(name: str) -> str:
    """Return a name as in `_LUNAR`: folded, without "ngày" and year."""
    words = " ".join(fold(name).split()).removeprefix("ngay ")
    return re.sub(r",? (?:nam )?[0-9]{4}$", "", words)


@cache
def _of_year(year: int) -> Mapping[date, tuple[str, ...]]:
    try:
        from holidays import country_holidays

        found = country_holidays("VN", years=year, language="vi")
    except (ImportError, NotImplementedError):  # not installed, or a version without Vietnam
        return {}
    return {day: tuple(found.get_list(day)) for day in sorted(found)}
