"""What the almanac knows: Vietnam's public holidays, and the sun's days of the lunar ones.

The holidays come from the `holidays` package, which is loaded when it is first asked for (150 ms);
where it is not installed, or knows nothing of a year, there simply are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from msgspec.structs import replace

from store.dates.lunar import FIRST_YEAR, LAST_YEAR, solar_day
from store.records import Campaign, Day, Task
from store.text import fold

_years: dict[int, Mapping[date, tuple[str, ...]]] = {}
"""What is known of each year that was asked for."""

_TET: Final = (1, 1)
_KINGS: Final = (10, 3)
_LUNAR: Final = {
    **dict.fromkeys(("tet", "tet am lich", "tet co truyen", "tet ta", "tet nguyen dan"), _TET),
    **dict.fromkeys(("mung mot tet", "mong mot tet", "mung 1 tet", "mong 1 tet"), _TET),
    **dict.fromkeys(("gio to", "gio to hung vuong", "gio quoc to", "quoc gio"), _KINGS),
}
"""Day and month of the lunar days, by what they are called without "ngày" and year; folded."""
_EVE: Final = frozenset({"giao thua", "giao thua tet nguyen dan"})
"""What the day before Tết is called; its month may have 29 days or 30."""

_ALSO: Final = {"chien thang": ("giai phong mien nam", "thong nhat dat nuoc")}
"""What else a holiday is called; both as `_plain` gives them."""


def is_loaded() -> bool:
    """Tell whether an answer takes no time any more."""
    return bool(_years)


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
    """Return the day of a year on which a lunar day falls.

    Args:
        name: "Tết Nguyên đán", "Giỗ Tổ Hùng Vương", "Giao thừa", as a campaign calls them; marks,
            "ngày" before and a year behind make no difference.
        year: of the sun's calendar.

    Returns:
        None for any other name, and where the almanac knows nothing of that year.
    """
    called = _plain(name)
    if called in _EVE:
        tet = solar_day(*_TET, year)
        return tet and tet - timedelta(days=1)
    return solar_day(*_LUNAR[called], year) if called in _LUNAR else None


def is_called(holiday: str, name: str) -> bool:
    """Tell whether a day that falls on a public holiday is that holiday, by its name.

    Args:
        holiday: as `holidays` calls it.
        name: what another calls the day: "Tết cổ truyền", "Quốc khánh nước CHXHCN Việt Nam".
    """
    own, other = _plain(holiday), _plain(name)
    if (own in _EVE and other in _EVE) or (own in _LUNAR and _LUNAR[own] == _LUNAR.get(other)):
        return True
    return any(re.match(rf"{re.escape(known)}\b", other) for known in (own, *_ALSO.get(own, ())))


def with_lunar_days(campaign: Campaign, tasks: Iterable[Task]) -> tuple[Campaign, list[Task]]:
    """Return a campaign whose lunar days have their day of its year, and tasks that hang on them.

    A day that has one keeps it.
    """
    year = campaign.year
    fields: dict[str, Any] = {}
    if year is not None:
        for name in ("anniversaries", "milestones", "peaks"):
            fields[name] = tuple(_dated(day, year) for day in getattr(campaign, name))
    filled = replace(campaign, **fields)
    own = list(tasks)
    if filled == campaign:
        return campaign, own
    from store.dates.anchors import moved

    placed = {task.id: task for task in moved(own, filled)}
    return filled, [placed.get(task.id, task) for task in own]


def _dated(day: Day, year: int) -> Day:
    if day.start is not None:
        return day
    return replace(day, start=lunar_day(day.name, year))


def _plain(name: str) -> str:
    """Return a name as `_LUNAR` has it: folded, without "ngày" and the year behind it."""
    words = " ".join(fold(name).split()).removeprefix("ngay ")
    return re.sub(r",? (?:nam )?[0-9]{4}$", "", words)


def _of_year(year: int) -> Mapping[date, tuple[str, ...]]:
    if year not in _years:
        _years[year] = _asked_for(year)
    return _years[year]


def _asked_for(year: int) -> Mapping[date, tuple[str, ...]]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    try:
        from holidays import country_holidays

        found = country_holidays("VN", years=year, language="vi")
    except (ImportError, NotImplementedError):  # not there, or a version without Vietnam
        return {}
    return {day: tuple(found.get_list(day)) for day in sorted(found)}
