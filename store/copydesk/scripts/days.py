"""Days that the calendar has not, and weekdays that are those of another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from store.copydesk.mentions.days import SPELLED, day_of, days, is_day, is_lunar, matches
from store.copydesk.mentions.documents import documents
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.text import show_day

_WEEKDAYS: Final = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "bẩy": 5,
    "7": 5,
}
_SAY_WEEKDAYS: Final = ("thứ", "nhật")
_NAMES: Final = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_WEEKDAY: Final = re.compile(
    r"(?<!\w)(?P<weekday>chủ\s+nhật|thứ\s+(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]))"
    r"[\s,(–-]{1,3}(?:ngày\s+)?(?P<day>\d{1,2})(?:[./-]|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:(?:[./-]|\s+năm\s+)(?P<year>20\d\d))?(?!\d|[./-]\d)",
    re.I,
)
_BEHIND: Final = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?:[./-]|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:(?:[./-]|\s+năm\s+)(?P<year>20\d\d))?\s+\((?:tức\s+)?(?P<weekday>chủ\s+nhật"
    r"|thứ\s+(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]))\)",
    re.I,
)
_BEFORE_WEEKDAY: Final = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|hôm|vào|từ|đến|tới|và|,)\s*\Z", re.I
)
_RANGE: Final = re.compile(
    r"(?<!\w)ngày\s+\d{1,2}(?:[./]\d{1,2}){0,2}\s*(?:đến|tới|và|–|-)\s*(?:hết\s+)?\Z", re.I
)
"""What makes a day of 31/4 where “ngày” is not right before it: a first day."""
_FAR: Final = 40
_COUNTED: Final = re.compile(
    r"(?<!\w)(?:kỳ\s+họp|phiên|lần|khóa|vòng|trận|đợt|lượt|hội\s+nghị|đại\s+hội|bàn|ca|tập|vụ)\s*\Z",
    re.I,
)
"""What is counted, so that “thứ 3” behind it is no weekday."""
_BEGINNING: Final = 2
"""The parts of a text that say what day it is about: headline and lead."""


def impossible(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield days such as 31.4, 31 tháng 4 and 29.2.2027; lunar ones are not looked at."""
    for sheet in sheets:
        for start, end in sheet.paragraph.keep(_impossible_in, _impossible_in):
            yield Found(((sheet.at, start, end, None),))


def _impossible_in(paragraph: Paragraph) -> list[tuple[int, int]]:
    found = []
    for match in matches(paragraph):
        is_meant = match.re is SPELLED or match["year"] or _is_called_day(match)
        if not (is_meant or _RANGE.search(paragraph.text, *_before(match))):
            continue
        if not is_lunar(paragraph, match) and not is_day(match):
            found.append((match.start("day"), match.end()))
    return sorted(found)


def _before(match: re.Match[str]) -> tuple[int, int]:
    """Return from where to where something is looked for before a match."""
    return max(0, match.start() - _FAR), match.start()


def _is_called_day(match: re.Match[str]) -> bool:
    """Tell whether it is called a day; after “sáng” or “chiều” 27/30 may be so many of thirty."""
    word = (match["word"] or "").strip().lower()
    return word == "ngày" or (bool(word) and int(match["day"]) < 32 and int(match["month"]) < 13)


def wrong_weekdays(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield days whose weekday is another one; says the {right} one and the {day}.

    A day without a year is the one nearest to the day that the text is about, if that is known or
    named at its beginning.
    """
    about = sheets.known.day or _named_first(sheets)
    for sheet in sheets:
        for match in sheet.paragraph.keep(_weekdays_in, _weekdays_in):
            day = _meant(match, about)
            said = _WEEKDAYS[match["name"].lower()] if match["name"] else 6
            if day is not None and day.weekday() != said:
                values = {"right": _NAMES[day.weekday()], "day": show_day(day)}
                yield Found(((sheet.at, match.start(), match.end(), None),), values)


def _named_first(sheets: Sheets) -> date | None:
    """Return the first day with its year in the headline and the lead; None where none is.

    The day of a document is older, and those further below may be.
    """
    for sheet in sheets[:_BEGINNING]:
        cited = {one.day_start for one in documents(sheet.paragraph)}
        for day in days(sheet.paragraph):
            if day.year and day.start not in cited:
                return date(day.year, day.month, day.day)
    return None


def _weekdays_in(paragraph: Paragraph) -> list[re.Match[str]]:
    if paragraph.places.keys().isdisjoint(_SAY_WEEKDAYS):
        return []
    found = _WEEKDAY.finditer(paragraph.text)
    before = [match for match in found if not _is_ordinal(paragraph, match)]
    return [*before, *_BEHIND.finditer(paragraph.text)]


def _is_ordinal(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Tell whether it may be the second of something: ngày thi đấu thứ hai (23/8)."""
    before = paragraph.text[max(0, match.start() - 12) : match.start()]
    if match["name"] and _COUNTED.search(before):
        return True
    if match["name"] is None or "(" not in match[0]:
        return False
    return not (paragraph.begins_sentence(match.start()) or _BEFORE_WEEKDAY.search(before))


def _meant(match: re.Match[str], about: date | None) -> date | None:
    """Return the day that is meant; None where that is not known."""
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return day_of(match["year"], month, day)
    if about is None:
        return None
    years = (about.year - 1, about.year, about.year + 1)
    days = [one for year in years if (one := day_of(str(year), month, day))]
    return min(days, key=lambda one: abs(one - about), default=None)
