"""Read dates as files spell them: ISO 8601, RFC 822, 20.4.2027, months by name, epoch seconds.

Where only the order of day and month is open, the day comes first, unless the table is one of the
United States. What is left to a guess (a date without a year, “tomorrow”) is no date.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
"""A date outside these years is a mistake, or a number that is not in seconds."""

_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII | re.IGNORECASE,
)
_WEEK: Final = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?\b", re.ASCII)
_DAY_OF_YEAR: Final = re.compile(r"(\d{4})-(\d{3})(?!\d)", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", re.ASCII)
_RFC_822: Final = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3}[a-z]*[ -]\d{2,4}\b")
_DAY_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?=[\s,]|$)")
_IN_WORDS: Final = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.I)
_MONTH_IN_FRONT: Final = re.compile(r"tháng\s+(\d{1,2})\s+(\d{1,2}),?\s+(\d{4})", re.I)
_SHORT_MONTH: Final = re.compile(r"\b(?:thg|th)\.?\s*(?=\d{1,2}\b)", re.IGNORECASE)
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[.年]\s*(\d{1,2})\s*[.月]\s*(\d{1,2})\s*[.日]")
_MONTHS: Final = {
    name: str(number)
    for number, names in enumerate(
        ("một|giêng", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười",
         "mười một", "mười hai|chạp"), 1,
    )
    for name in names.split("|")
}  # fmt: skip
_MONTH: Final = re.compile(
    rf"\btháng\s+({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b(?!\s+\d{{1,2}}\b)", re.I
)
_WEEKDAY: Final = re.compile(
    r"^\s*(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?[,\s]*",
    re.IGNORECASE,
)
_NAMED_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_BY_NAME: Final = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[\s.,-]+(?:of\s+)?[a-z]{3,9}[\s.,-]+\d{4}\b"
    r"|\b[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b",
    re.IGNORECASE,
)
"""The day, month and year of a text, without a time that is impossible or oddly written."""
_ZONE: Final = re.compile(r"\s*\b(?:GMT|UTC|Z)\s*$", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_NUMBER: Final = re.compile(r"\d{9,14}(?:\.\d+)?", re.ASCII)
_SLASHED: Final = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_SHORT_NAMED: Final = re.compile(
    r"(\d{1,2})[ -]?([a-z]{3})[a-z]*[ -]?(\d{4}|\d\d)(?=$|[\s,T])", re.IGNORECASE
)
"""As spreadsheets write it: 8-Mar-27."""
_ASP_NET: Final = re.compile(r"/Date\((\d{9,14})(?:[+-]\d{4})?\)/")
_FOREIGN: Final = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?"
    r"(\d{4})(?=$|[\s,])"
)
"""With the name of a month, in any language."""
_LANGUAGES: Final = ("fr", "de", "es", "it", "pt", "nl", "pl", "ru", "sv", "cs", "el", "tr", "id")
_LONGEST: Final = 100


def read_date(
    value: str | float, zone: tzinfo | None = None, *, month_first: bool = False
) -> date | None:
    """Return the date in a value from a file; None if there is none, or an impossible one.

    Numbers are seconds (or milliseconds) since 1970. Moments in UTC are dated in the zone.

    Args:
        value: what stands in the file.
        zone: the time zone of the desk.
        month_first: whether 4/5/2027 is 5 April.
    """
    if isinstance(value, int | float):
        return _bounded(_of_seconds(value, zone))
    text = normalize("NFC", value.strip())[: _LONGEST + 1]
    if not text or len(text) > _LONGEST:
        return None
    if month_first and (found := _SLASHED.match(text)):
        return _bounded(_day(f"20{found[4]}"[-4:], found[1], found[3]))
    readers: tuple[Callable[[str, tzinfo | None], date | None], ...]
    readers = (_of_number, _of_year, _iso, _compact, _rfc_822, _day_first, _by_name, _short_named)
    in_words = _SHORT_MONTH.sub("tháng ", _MONTH.sub(_numbered, _WEEKDAY.sub("", text)))
    spellings = dict.fromkeys((text, in_words))
    days = (_bounded(read(written, zone)) for written in spellings for read in readers)
    return next((day for day in days if day), None) or _bounded(_in_any_language(in_words))


def _numbered(found: re.Match[str]) -> str:
    return f"tháng {_MONTHS[found[1].lower()]}"


def orders_of(values: Iterable[object]) -> set[str]:
    """Return how the dates of a column are written: "day" or "month" first, both, or not told."""
    orders: set[str] = set()
    for value in values:
        found = _SLASHED.match(value) if isinstance(value, str) else None
        if found and int(found[1]) > 12:
            orders.add("day")
        elif found and int(found[3]) > 12:
            orders.add("month")
    return orders


def _bounded(day: date | None) -> date | None:
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _of_number(text: str, zone: tzinfo | None) -> date | None:
    if asp_net := _ASP_NET.fullmatch(text):
        text = asp_net[1]
    return _of_seconds(float(text), zone) if _NUMBER.fullmatch(text) else None


def _of_seconds(value: float, zone: tzinfo | None) -> date | None:
    if not abs(value) < 1e15:  # a number of hundreds of digits cannot be divided
        return None
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 1e8 <= seconds <= 1e11:  # from 1973 on: smaller numbers are years, or days as digits
        return None
    return datetime.fromtimestamp(seconds, zone or UTC).date()


def _iso(text: str, zone: tzinfo | None) -> date | None:
    found = _ISO.match(text)
    if found is None:
        return None
    day = _day(*found.groups()[:3])
    if day is None or not found[4] or not found[5]:
        return day
    offset = "+00:00" if found[5].upper() in ("Z", "UTC", "GMT") else found[5]
    clock = found[4] if found[4][2] == ":" else f"0{found[4]}"
    ends = clock.startswith("24:00")  # the end of the day, which is the beginning of the next
    clock = clock.replace("24", "00", 1) if ends else clock
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset}")
        return _day_there(moment + timedelta(days=ends), zone)
    except (ValueError, OverflowError):  # no such hour
        return day


def _day_there(moment: datetime, zone: tzinfo | None) -> date:
    """Return the date of a moment: in `zone` if it is given in UTC, else in its own offset."""
    is_utc = moment.tzinfo is not None and not moment.utcoffset()
    return moment.astimezone(zone).date() if zone and is_utc else moment.date()


def _of_year(text: str, _zone: tzinfo | None) -> date | None:
    """Read a day by its week or its number in the year: 2027-W10-1, 2027-067."""
    try:
        if week := _WEEK.match(text):
            return date.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1))
        if found := _DAY_OF_YEAR.match(text):
            first = date(int(found[1]), 1, 1)
            day = first + timedelta(days=int(found[2]) - 1)
            return day if day.year == first.year else None
    except ValueError:  # no such week
        pass
    return None


def _in_any_language(text: str) -> date | None:
    found = _FOREIGN.match(text)
    month = _month_of(found[2].lower()) if found else None
    return _day(found[3], str(month), found[1]) if found and month else None


@lru_cache(maxsize=256)
def _month_of(word: str) -> int | None:
    """Return which month a word means: `mars`, `März`, `марта`; None if it means none."""
    found = day_in_words(f"15 {word} 2021", _LANGUAGES, ("month",))
    return found.month if found and (found.day, found.year) == (15, 2021) else None


def day_in_words(
    text: str, languages: Sequence[str] | None, parts: Sequence[str] = ("day", "month", "year")
) -> date | None:
    """Return a day whose month is a word; None if there is none.

    Args:
        text: the day as it is written.
        languages: the languages that the word may be of, by their codes; None for any.
        parts: what must be written, as it is filled in otherwise.
    """
    import dateparser  # type: ignore[import-untyped]  # of htmldate; half a second, once

    # Without a time zone it asks for that of the machine, which may have no name.
    settings = {"REQUIRE_PARTS": [*parts], "PARSERS": ["absolute-time"], "TIMEZONE": "UTC"}
    try:
        found = dateparser.parse(text, languages=languages and [*languages], settings=settings)
    except ValueError:  # a language that it does not know
        return None
    return found.date() if found else None


def _compact(text: str, _zone: tzinfo | None) -> date | None:
    found = _COMPACT.fullmatch(text)
    return _day(*found.groups()) if found else None


def _rfc_822(text: str, zone: tzinfo | None) -> date | None:
    if not _RFC_822.match(text):
        return None
    try:
        return _day_there(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day_first(text: str, _zone: tzinfo | None) -> date | None:
    named: list[tuple[str, ...]] = []  # year, month and day
    named += [(found[4], found[3], found[1]) for found in _DAY_FIRST.finditer(text)]
    named += [(found[3], found[2], found[1]) for found in _IN_WORDS.finditer(text)]
    named += [(found[3], found[1], found[2]) for found in _MONTH_IN_FRONT.finditer(text)]
    named += [found.groups() for found in _YEAR_FIRST.finditer(text)]
    if short := _SHORT_YEAR.match(text):
        named.append((f"20{short[4]}", short[3], short[1]))
    return next((day for parts in named if (day := _day(*parts))), None)


def _by_name(text: str, zone: tzinfo | None) -> date | None:
    """Read “Apr 18, 2024” and the like, where month, day and year are all there."""
    if not _NAMED_MONTH.search(text) or not _YEAR.search(text):
        return None
    if ":" not in text:  # a zone without a time is not understood
        text = _ZONE.sub("", text)
    bare = _BY_NAME.search(text)
    return _parsed(text, zone) or (_parsed(bare[0], zone) if bare else None)


def _short_named(text: str, zone: tzinfo | None) -> date | None:
    found = _SHORT_NAMED.match(text)
    if not found or not _NAMED_MONTH.fullmatch(found[2]):
        return None
    return _parsed(
        f"{found[1]} {found[2]} {found[3] if len(found[3]) == 4 else '20' + found[3]}", zone
    )


def _parsed(text: str, zone: tzinfo | None) -> date | None:
    """Return the date in a text that names all of it, whatever dateutil would fill in."""
    from dateutil.parser import (  # type: ignore[import-untyped]  # 50 ms
        ParserError,
        UnknownTimezoneWarning,
        parse,
    )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnknownTimezoneWarning)
        try:
            found = [parse(text, default=datetime(1904, month, month)) for month in (1, 3)]
        except (ParserError, ValueError, OverflowError, TypeError):
            return None
    first, other = (_day_there(moment, zone) for moment in found)
    return first if first == other else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
