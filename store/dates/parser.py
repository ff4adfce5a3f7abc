"""Parse due days as people type them.

Vietnamese and English, with or without marks, day first. A due day is a date, or relative to a
named day ("10 ngày trước 1.5", "D-10") or a lunar one ("rằm tháng 7"), with which it moves.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Final

from msgspec.structs import replace

from store.campaign_records import Campaign, Day
from store.dates.anchors import (
    END,
    START,
    candidates,
    day_named,
    day_of,
    named_days,
    reference_day,
    span,
)
from store.dates.due import Due
from store.dates.lunar_days import lunar_day_named
from store.dates.lunar_words import with_solar_days
from store.dates.time_parser import AFTERNOON, groups, read_time, split_clock
from store.dates.vocabulary import (
    ENGLISH_WEEKDAY,
    NUMBER,
    VIETNAMESE_WEEKDAY,
    read_number,
    read_weekday,
    short,
)
from store.errors import N_, InvalidValueError
from store.text import fold, identity, read_day, show_day

_LONGEST: Final = 500
_NAMED_AT_MOST: Final = 5

_NOT_UNDERSTOOD: Final = N_(
    "“{text}” is not understood as a day; type 18.5, Friday, +3d, or 10 days before 1.5."
)
_COUNT: Final = rf"(?P<count>{NUMBER})"
_DAYS: Final = "(?:ngay|hom|days?|d)"
_WEEKS: Final = "(?:tuan|weeks?|w)"
_UNIT: Final = rf"(?P<unit>{_DAYS}|{_WEEKS}|thang|months?|m)"
_DIRECTION: Final = "(?P<direction>truoc|sau|before|after)"
_SIGN: Final = "(?P<sign>[+–−-])"
_BACK: Final = frozenset({"-", "–", "−", "truoc", "before", "ago"})
_QUOTED: Final = re.compile(r"(?P<before>[^“\"]*)[“\"](?P<name>.+)[”\"](?P<after>[^”\"]*)")
_QUOTE: Final = "“”"
"""Stands for the quoted name while the words around it are parsed."""
_PART: Final = re.compile(r"(?P<part>sang|trua|chieu|toi|dem) (?P<rest>.+)")
_NUMERIC: Final = re.compile(
    r"(?:ngay )?(?P<day>[0-9]{1,2})(?P<sep>[./-])(?P<month>[0-9]{1,2})"
    r"(?:(?P=sep)(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[./-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
)
_IN_WORDS: Final = re.compile(
    r"(?:ngay )?(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})"
    r"(?:,? (?:nam )?(?P<year>[0-9]{4}))?"
)
_DAY_ONLY: Final = re.compile(r"ngay (?P<day>[0-9]{1,2})")
_WITH_WEEKDAY: Final = re.compile(
    rf"(?P<weekday>{VIETNAMESE_WEEKDAY}|{ENGLISH_WEEKDAY}),? (?P<rest>(?:ngay )?[0-9].*)"
)
_FROM_TODAY: Final = {
    word: days
    for days, words in {
        0: ("hom nay", "nay", "today"),
        1: ("mai", "ngay mai", "tomorrow", "tmr"),
        2: ("kia", "ngay kia", "mot", "ngay mot", "day after tomorrow", "the day after tomorrow"),
        7: ("tuan sau", "tuan toi", "next week"),
        -1: ("hom qua", "qua", "yesterday"),
        -2: ("hom kia",),
    }.items()
    for word in words
}
_WEEKDAY: Final = re.compile(
    rf"(?P<weekday>{VIETNAMESE_WEEKDAY})"
    r"(?: (?:(?P<this>nay|tuan nay)|(?P<next>tuan sau|tuan toi)|(?P<last>tuan truoc)|toi))?"
)
_WEEKDAY_ENGLISH: Final = re.compile(
    r"(?:on |coming )?(?:(?P<this>this)|(?P<next>next)|(?P<last>last))? ?"
    rf"(?P<weekday>{ENGLISH_WEEKDAY})(?P<next_week> next week)?"
)
_PART_OF_WEEK: Final = re.compile(r"(?P<end>dau|cuoi) tuan(?: (?:nay|(?P<next>sau|toi)))?")
_PART_OF_MONTH: Final = re.compile(
    r"(?:ngay )?(?P<end>dau|giua|cuoi) thang"
    r"(?: (?:(?P<this>nay)|(?P<next>sau|toi)|(?P<month>[0-9]{1,2})))?"
)
_PART_OF_MONTH_ENGLISH: Final = re.compile(
    r"(?:the )?(?P<end>start|beginning|middle|end) of "
    r"(?:the |(?P<this>this )|(?P<next>next ))?month"
)
_FROM_NOW: Final = (
    re.compile(rf"{_SIGN} ?(?P<count>[0-9]{{1,5}}) ?{_UNIT}?"),
    re.compile(rf"(?:sau |in ){_COUNT} ?{_UNIT}"),
    re.compile(rf"{_COUNT} ?{_UNIT} (?:nua|toi|sau|later|from now|from today)"),
    re.compile(rf"{_COUNT} ?{_UNIT} (?P<sign>truoc|ago)"),
    re.compile(r"(?P<count>[0-9]{1,5})(?P<unit>d|w)"),
)
_MONTH_NAMED: Final = re.compile(
    r"(?=.*[0-9]).*(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*"
)

_ANCHORED: Final = (
    re.compile(rf"(?:{_COUNT} ?)?{_UNIT} {_DIRECTION} (?P<anchor>.+)"),
    re.compile(rf"{_DIRECTION} (?P<anchor>.+?),? {_COUNT} ?{_UNIT}"),
    re.compile(rf"(?P<anchor>.+?) ?{_SIGN} ?(?P<count>[0-9]{{1,5}}) ?{_UNIT}"),
    re.compile(rf"(?P<anchor>d|start|end) ?{_SIGN} ?(?P<count>[0-9]{{1,5}})"),
)
_ALWAYS_THE_CAMPAIGN: Final = {"d": START, "start": START, "end": END}
_USUALLY_THE_CAMPAIGN: Final = {
    **dict.fromkeys(("d-day", "khai mac", "bat dau", "mo dau", "the start"), START),
    **dict.fromkeys(("ket thuc", "be mac", "the end"), END),
}
"""Words for its first and last day, unless they are part of the name of a day."""


def read_due(text: str, today: date, campaign: Campaign | None) -> Due:
    """Parse a due day as people type it; an empty text is no due day.

    Args:
        text: "mai 22h", "thứ sáu tuần sau", "18.5", "+3d", "10 ngày trước 1.5", "D-10",
            "rằm tháng Giêng", "10.3 âm lịch" …
        today: the day from which "mai" and weekdays count.
        campaign: its named days can be anchors, and its year is that of days without one.

    Raises:
        InvalidValueError: it is not understood, does not exist, or is ambiguous.
    """
    typed = " ".join(text.split())
    if not typed:
        return Due()
    if len(typed) > _LONGEST:
        raise _not_understood(typed)
    return _Reader(typed, today, campaign).read()


def read_shift(text: str) -> int | None:
    """Parse by how many days to move several due days, as in "+3d" or "-1 tuần".

    Returns:
        the days; None if the text is not a shift (but a day, for example).

    Raises:
        InvalidValueError: it counts in months, which differ in length.
    """
    found = _FROM_NOW[0].fullmatch(fold(" ".join(text.split())))
    if found is None:
        return None
    unit = found["unit"] or "d"
    if not re.fullmatch(f"{_DAYS}|{_WEEKS}", unit):
        raise InvalidValueError(
            N_("“{text}” counts in months; move in days or weeks."), text=short(text)
        )
    days = read_number(found["count"]) * (7 if re.fullmatch(_WEEKS, unit) else 1)
    return -days if found["sign"] in _BACK else days


class _Reader:
    """One typed text, with the context to parse it."""

    def __init__(self, typed: str, today: date, campaign: Campaign | None) -> None:
        self._typed = typed
        self._today = today
        self._campaign = campaign
        self._reference = reference_day(campaign, today)
        self._quoted: Day | None = None

    def read(self) -> Due:
        text = self._take_quoted(self._typed)
        names = [day.name for day in named_days(self._campaign)]
        text, lunar = with_solar_days(text, self._reference, names)
        due = self._read(text)
        if self._campaign is None or due.anchor or due.day is None or len(lunar) != 1:
            return due
        [(day, named)] = lunar
        anchor = named.hung(self._campaign.year).name
        return replace(due, anchor=anchor, offset=(due.day - day).days)

    def _read(self, text: str) -> Due:
        rest, clock, part = split_clock(text)
        time = read_time(clock, part, self._typed) if clock else None
        if not rest:
            return Due(self._today, time)
        if clock and fold(rest) in AFTERNOON:  # "tối 8h"
            return Due(self._today, read_time(clock, rest, self._typed))
        try:
            return self._day(rest, clock, time)
        except _NotUnderstoodError:
            # The time may be part of a name ("Lễ 20h"), or of a form that only dateutil knows.
            due = self._hung(text) or self._bare_name(text) or self._by_dateutil(text, None)
            if due is None:
                raise _not_understood(self._typed) from None
            return due

    def _take_quoted(self, typed: str) -> str:
        found = _QUOTED.fullmatch(typed)
        if found is None or self._campaign is None:
            return typed
        days = list(named_days(self._campaign))
        likely = candidates(found["name"], days)
        self._quoted = day_named(found["name"], self._campaign) or (
            likely[0] if len(likely) == 1 else None
        )
        if self._quoted is None and lunar_day_named(found["name"]):
            self._quoted = Day(name=found["name"])
        return f"{found['before']}{_QUOTE}{found['after']}" if self._quoted else typed

    def _day(self, text: str, clock: dict[str, str] | None, time: time_of_day | None) -> Due:
        day = self._plain(text)
        if day is not None:
            return Due(day, time)
        opened = groups(_PART, text)
        if opened is not None:  # "tối mai 8h": the part of the day comes first
            day = self._plain(opened["rest"])
            if day is not None:
                return Due(day, read_time(clock, opened["part"], self._typed) if clock else None)
        due = self._hung(text) or self._bare_name(text) or self._by_dateutil(text, time)
        if due is None:
            raise _NotUnderstoodError
        return replace(due, time=time or due.time)

    # ------------------------------------------------------------------ plain days
    def _plain(self, text: str) -> date | None:
        """Parse a day without an anchor, or return None."""
        folded = fold(text)
        if folded in _FROM_TODAY and identity(text) != "một":  # one, not "mốt"
            return self._later(self._today, _FROM_TODAY[folded])
        return (
            self._dated(text)
            or self._weekday_and_day(text)
            or self._weekday(text)
            or self._part_of_week(folded)
            or self._part_of_month(folded)
            or self._from_now(folded)
        )

    def _dated(self, text: str) -> date | None:
        folded = fold(text)
        for form in (_YEAR_FIRST, _NUMERIC, _IN_WORDS):
            found = form.fullmatch(folded)
            if found is not None:
                year = found["year"] or ""
                typed = f"{found['day']}.{found['month']}"
                if year:
                    typed += f".{'20' * (len(year) == 2)}{year}"
                return read_day(typed, self._reference)
        found = _DAY_ONLY.fullmatch(folded)
        return self._next_day_of_month(int(found["day"])) if found else None

    def _next_day_of_month(self, day: int) -> date:
        if not 1 <= day <= 31:
            raise InvalidValueError(
                N_("{text} is not a day of the calendar; type a day such as 18.5 or 18.5.2027."),
                text=short(self._typed),
            )
        month = self._today.replace(day=1)
        while True:
            if day <= _length(month) and month.replace(day=day) >= self._today:
                return month.replace(day=day)
            month = self._months_later(month, 1)

    def _weekday_and_day(self, text: str) -> date | None:
        """Parse a weekday and a day, as the app shows them; the two must agree."""
        found = groups(_WITH_WEEKDAY, text)
        if found is None:
            return None
        weekday = read_weekday(found["weekday"])
        day = self._dated(found["rest"]) if weekday is not None else None
        if day is not None and day.weekday() != weekday:
            raise InvalidValueError(
                N_("“{text}” names another weekday than {day} is; type one of the two."),
                text=self._typed,
                day=show_day(day),
            )
        return day

    def _weekday(self, text: str) -> date | None:
        found = groups(_WEEKDAY, text) or groups(_WEEKDAY_ENGLISH, text)
        weekday = read_weekday(found["weekday"]) if found else None
        if found is None or weekday is None:
            return None
        of_this_week = weekday - self._today.weekday()
        if found["this"]:
            return self._later(self._today, of_this_week)
        if found["next"] or found.get("next_week"):
            return self._later(self._today, of_this_week + 7)
        if found["last"]:
            return self._later(self._today, of_this_week - 7)
        return self._later(self._today, (of_this_week - 1) % 7 + 1)

    def _part_of_week(self, folded: str) -> date | None:
        found = _PART_OF_WEEK.fullmatch(folded)
        if found is None:
            return None
        day = (6 if found["end"] == "cuoi" else 0) - self._today.weekday()
        return self._later(self._today, day + 7 if found["next"] or day < 0 else day)

    def _part_of_month(self, folded: str) -> date | None:
        """Parse the first, the middle (15th) or the last day of a month."""
        found = _PART_OF_MONTH.fullmatch(folded) or _PART_OF_MONTH_ENGLISH.fullmatch(folded)
        if found is None:
            return None
        month = self._today.replace(day=1)
        named = found.groupdict().get("month")
        if named:
            month = read_day(f"1.{named}", self._reference)
        elif found["next"]:
            month = self._months_later(month, 1)
        day = _in_month(month, found["end"])
        if day < self._today and not (named or found["next"] or found["this"]):
            day = _in_month(self._months_later(month, 1), found["end"])
        return day

    def _from_now(self, folded: str) -> date | None:
        for form in _FROM_NOW:
            found = form.fullmatch(folded)
            if found is not None:
                sign = -1 if found.groupdict().get("sign") in _BACK else 1
                days = self._days(found["count"], found["unit"] or "d", sign, self._today)
                return self._later(self._today, days)
        return None

    def _by_dateutil(self, text: str, time: time_of_day | None) -> Due | None:
        """Parse other forms, such as "18 May 2027" and "May 18".

        dateutil silently fills in what is missing from a default. With two defaults that have
        nothing in common, only what was typed comes out the same.
        """
        if not _MONTH_NAMED.fullmatch(fold(text)):
            return None
        from dateutil import parser  # type: ignore[import-untyped]  # 25 ms, seldom needed

        try:
            first, second = (
                parser.parse(text, dayfirst=True, default=default)
                for default in (datetime(2000, 1, 1, 1, 1), datetime(2004, 2, 2, 2, 2))
            )
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
            return None
        if (first.month, first.day) != (second.month, second.day) or first.tzinfo is not None:
            return None
        year = f".{first.year:04d}" if first.year == second.year else ""
        day = read_day(f"{first.day}.{first.month}{year}", self._reference)
        if first.hour == second.hour:
            time = time_of_day(
                first.hour, first.minute % 60 if first.minute == second.minute else 0
            )
        return Due(day, time)

    # ------------------------------------------------------------------ anchored days
    def _hung(self, text: str) -> Due | None:
        for form in _ANCHORED:
            found = groups(form, text)
            if found is None:
                continue
            direction = fold(found.get("direction") or found.get("sign") or "")
            sign = -1 if direction in _BACK else 1
            anchor, first, last = self._anchor(found["anchor"])
            base = first if sign < 0 else last
            count, unit = fold(found.get("count") or "1"), fold(found.get("unit") or "d")
            offset = self._days(count, unit, sign, base, anchor)
            if not anchor:
                return Due(self._later(base or self._today, offset))
            return self._due_on(anchor, offset)
        return None

    def _bare_name(self, text: str) -> Due | None:
        """Parse the name of a day alone: due on that day."""
        if self._campaign is None:
            return None
        folded = fold(text).removeprefix("ngay ")
        anchor = _ALWAYS_THE_CAMPAIGN.get(folded) or self._anchor_named(text)
        return self._due_on(anchor, 0) if anchor else None

    def _due_on(self, anchor: str, offset: int) -> Due:
        assert self._campaign is not None
        due = Due(day_of(anchor, offset, self._campaign), None, anchor, offset)
        if due.day is None and span(anchor, self._campaign) != (None, None):
            raise _beyond(self._typed)
        return due

    def _anchor(self, text: str) -> tuple[str, date | None, date | None]:
        """Return the anchor's name (empty for a plain day), its first and its last day."""
        name = _ALWAYS_THE_CAMPAIGN.get(fold(text), "")
        if not name and text != _QUOTE:
            day = self._dated(text)
            if day is not None:
                name = self._anchor_on(day, re.search(r"[0-9]{4}", text) is not None)
            else:
                day = self._plain(text)
            if day is not None and not name:
                return "", day, day
        name = name or self._anchor_named(text)
        if not name and (due := self._by_dateutil(text, None)) is not None:
            return "", due.day, due.day
        if self._campaign is None:
            raise InvalidValueError(
                N_(
                    "Without a campaign there is no day to count “{text}” from; type a day like "
                    "18.5."
                ),
                text=short(self._typed),
            )
        if not name:
            raise InvalidValueError(
                N_("The campaign has no day called “{name}” to count from; see its milestones."),
                name=short(text),
            )
        return name, *span(name, self._campaign)

    def _anchor_on(self, day: date, with_year: bool) -> str:
        """Return the name of the campaign's day on that date, preferring anniversaries."""
        days = [known for known in named_days(self._campaign) if known.start is not None]
        for known in days:
            if known.start == day:
                return known.name
        for known in days:
            start = known.start
            if start and not with_year and (start.day, start.month) == (day.day, day.month):
                return known.name
        return ""

    def _anchor_named(self, text: str) -> str:
        """Return the named day meant by a name or a part of one; empty if there is none."""
        if text == _QUOTE and self._quoted is not None:
            return self._quoted.name
        days = list(named_days(self._campaign))
        without = text[5:] if fold(text).startswith("ngay ") else ""  # "trước ngày khai mạc"
        found = candidates(text, days) or candidates(without, days)
        if len(found) > 1:
            shown = [f"“{day.name}”" for day in found[:_NAMED_AT_MOST]]
            raise InvalidValueError(
                N_("“{name}” can be several days: {names}; type more of the name."),
                name=text,
                names=", ".join(shown) + " …" * (len(found) > _NAMED_AT_MOST),
            )
        return found[0].name if found else _USUALLY_THE_CAMPAIGN.get(fold(without or text), "")

    # ------------------------------------------------------------------ counting
    def _days(self, count: str, unit: str, sign: int, base: date | None, anchor: str = "") -> int:
        """Convert a number of days, weeks or months, counted from `base`, to days."""
        number = sign * read_number(count)
        if re.fullmatch(_DAYS, unit):
            return number
        if re.fullmatch(_WEEKS, unit):
            return number * 7
        if base is None:
            raise InvalidValueError(
                N_("“{name}” has no day yet; count from it in days or weeks."), name=anchor
            )
        return (self._months_later(base, number) - base).days

    def _later(self, day: date, days: int) -> date:
        try:
            return day + timedelta(days=days)
        except OverflowError:
            raise _beyond(self._typed) from None

    def _months_later(self, day: date, months: int) -> date:
        """Return the same day of another month, or its last: 31.1 + 1m is 28.2."""
        years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not 1 <= years <= 9999:
            raise _beyond(self._typed)
        return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


class _NotUnderstoodError(Exception):
    """No form matches; there may still be another reading."""


def _not_understood(text: str) -> InvalidValueError:
    return InvalidValueError(_NOT_UNDERSTOOD, text=short(text))


def _beyond(text: str) -> InvalidValueError:
    return InvalidValueError(
        N_("“{text}” lies beyond the years of the calendar."), text=short(text)
    )


def _length(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def _in_month(month: date, part: str) -> date:
    if part in ("dau", "start", "beginning"):
        return month.replace(day=1)
    return month.replace(day=15 if part in ("giua", "middle") else _length(month))
