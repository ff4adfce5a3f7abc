"""The days that a paragraph names."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from store.copydesk.paragraph import Paragraph

DAY: Final = re.compile(
    r"(?=[\dnstcđ])(?P<word>(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm)\s+)?(?<![\d./,-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})"
    r"(?:(?P=mark)(?P<year>(?:1[89]|20)\d\d))?(?![\d%]|[./,:-]\d|\s*(?:%|km|m[²2]|tỷ|tỉ|triệu|nghìn))",
    re.I,
)
SPELLED: Final = re.compile(
    r"(?<!\w)ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    r"(?:\s+năm\s+(?P<year>(?:1[89]|20)\d\d))?(?!\d)",
    re.I,
)
_LUNAR: Final = re.compile(r"âm|ÂL|ÂM|A\.?L\b|lunar|tháng\s+(?:nhuận|thiếu|đủ)", re.I)
_DAYS_OF_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """A day that is named, with or without its year."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def said(self) -> str:
        """The day as the desk writes it: 18.5.2027, or 18.5."""
        return f"{self.day}.{self.month}" + (f".{self.year}" if self.year else "")

    def may_be(self, other: Day) -> bool:
        """Tell whether both may be one day; where a year is missing, it may be any."""
        if (self.day, self.month) != (other.day, other.month):
            return False
        return None in (self.year, other.year) or self.year == other.year


def days(paragraph: Paragraph) -> list[Day]:
    """Return the days of the calendar that a paragraph names; lunar ones are not looked at.

    What may be a fraction or a score (3/4) is a day only behind “ngày”, “sáng” …, or with its year.
    """
    return paragraph.keep(days, _days)


def matches(paragraph: Paragraph) -> list[re.Match[str]]:
    """Return what looks like a day of the calendar: 18.5, and ngày 18 tháng 5."""
    return paragraph.keep(matches, _matches)


def _matches(paragraph: Paragraph) -> list[re.Match[str]]:
    text = paragraph.text
    spelled = SPELLED.finditer(text) if "tháng" in paragraph.places else ()
    return [*DAY.finditer(text), *spelled]


def _days(paragraph: Paragraph) -> list[Day]:
    return sorted(
        _day(match)
        for match in matches(paragraph)
        if match.re is SPELLED or match["year"] or match["word"]
        if not is_lunar(paragraph, match) and is_day(match)
    )


def is_lunar(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Tell whether a day that was matched may be one of the lunar calendar."""
    around = paragraph.text[max(0, match.start() - 20) : match.end() + 24]
    return _LUNAR.search(around) is not None


def is_day(match: re.Match[str]) -> bool:
    """Tell whether the calendar has the day that was matched."""
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if not year:
        return 1 <= month <= 12 and 1 <= day <= _DAYS_OF_MONTH[month - 1]
    return day_of(year, month, day) is not None


def day_of(year: str, month: int, day: int) -> date | None:
    """Return a day of the calendar; None where it has none."""
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def day_in(text: str) -> Day | None:
    """Return the only day that a short text names: "18.5", "8h ngày 18.5.2027"; else None."""
    matches = (pattern.fullmatch(text) for pattern in (DAY, SPELLED))
    named = [_day(match) for match in matches if match and is_day(match)]
    named = named or days(Paragraph(text))
    return named[0] if len(named) == 1 else None


def _day(match: re.Match[str]) -> Day:
    year = int(match["year"]) if match["year"] else None
    return Day(match.start("day"), match.end(), int(match["day"]), int(match["month"]), year)
