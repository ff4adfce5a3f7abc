"""Parse and format repetitions in words, in Vietnamese and English."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from store.campaigns.recurrence_rule import DAY_CODES, FREQUENCIES, WORKDAYS
from store.dates.vocabulary import (
    ENGLISH_WEEKDAYS,
    NUMBER,
    VIETNAMESE_WEEKDAYS,
    read_number,
    read_weekday,
    short,
)
from store.errors import N_, InvalidValueError
from store.text import read_day, show_day

_FREQUENCY_OF: Final = {
    **dict(zip(("ngay", "tuan", "thang", "nam"), FREQUENCIES, strict=True)),
    **dict(zip(("day", "week", "month", "year"), FREQUENCIES, strict=True)),
}
_ADVERBS: Final = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
}
_UNIT: Final = "(?P<unit>ngay|tuan|thang|nam|day|week|month|year)s?"
_EVERY: Final = (
    re.compile(rf"(?:hang|moi|every) {_UNIT}"),
    re.compile(rf"(?:moi|cu|every) (?P<count>{NUMBER}) {_UNIT}(?: (?:mot|1) lan)?"),
    re.compile(rf"(?P<count>{NUMBER}) {_UNIT} (?:mot|1) lan"),
    re.compile(rf"(?P<other>cach|every other) {_UNIT}"),
)
_EVERY_WORDS: Final = (
    rf"(?:(?:hang|moi|cu|every|cach)(?: (?:other|{NUMBER}))? {_UNIT.replace('?P<unit>', '?:')}"
    rf"|{'|'.join(_ADVERBS)})"
)
_PLACED: Final = (
    re.compile(rf"(?P<place>.+?),? (?P<every>{_EVERY_WORDS})"),
    re.compile(rf"(?P<every>{_EVERY_WORDS}),? (?:(?:vao|on) )?(?:the )?(?P<place>.+)"),
    re.compile(r"(?:moi|every|hang) (?P<place>.+)"),
    re.compile(r"(?:on )?(?P<place>[a-z]+days)"),
)
_DAYS_OF_MONTH: Final = re.compile(
    r"(?:ngay|day)? ?(?P<days>[0-9]{1,2}(?:st|nd|rd|th)?(?:(?:, ?| va | and )[0-9]{1,2})*)"
)
_LAST_OF_MONTH: Final = frozenset({"ngay cuoi", "ngay cuoi thang", "cuoi thang", "last day"})
_WORKDAY: Final = frozenset({"ngay lam viec", "weekday", "weekdays", "workday", "workdays"})
_NTH: Final = (
    (re.compile(r"(?P<day>.+) dau tien|first (?P<day_en>.+)"), 1),
    (re.compile(r"(?P<day>.+) cuoi cung|last (?P<day_en>.+)"), -1),
)
_END: Final = (
    # Without the comma, "mỗi tháng 2 lần" would be twice a month.
    re.compile(r"(?P<phrase>.+?), ?(?P<count>[0-9]{1,4}) (?:lan|times)"),
    re.compile(r"(?P<phrase>.+?),? (?:den|toi|until|till) (?:ngay )?(?P<until>[0-9./-]+)"),
)


def split_end(folded: str, typed: str) -> tuple[str, str]:
    """Split "10 lần" or "đến 31.5.2027" off; return the rest, and that as a part of a rule."""
    counted, until = (form.fullmatch(folded) for form in _END)
    if counted is not None:
        return counted["phrase"], f";COUNT={counted['count']}"
    if until is None:
        return folded, ""
    if not re.search(r"[0-9]{4}", until["until"]):
        raise InvalidValueError(
            N_("“{text}” needs a last day with its year, such as 31.5.2027."), text=short(typed)
        )
    day = read_day(until["until"], date.min)
    return until["phrase"], f";UNTIL={day.year:04d}{day.month:02d}{day.day:02d}"


def read_phrase(folded: str, typed: str) -> str:
    """Return the rule of a phrase without an end; empty if there is none."""
    every = _read_every(folded)
    if every:
        return every
    if folded in _WORKDAY:
        return f"FREQ=WEEKLY;BYDAY={WORKDAYS}"
    for form in _PLACED:
        found = form.fullmatch(folded)
        if found is not None:
            every = _read_every(found["every"]) if "every" in form.groupindex else ""
            rule = _read_place(found["place"], every)
            if rule:
                return rule
    return ""


def _read_every(folded: str) -> str:
    if folded in _ADVERBS:
        return _ADVERBS[folded]
    for form in _EVERY:
        found = form.fullmatch(folded)
        if found is not None:
            named = found.groupdict()
            count = named.get("count") or "1"
            interval = 2 if "other" in named else read_number(count)
            return f"FREQ={_FREQUENCY_OF[named['unit']]};INTERVAL={interval}"
    return ""


def _read_place(place: str, every: str) -> str:
    """Parse the days of a rule; `every` is the rule without them, or empty for weekly."""
    if place in _WORKDAY and not every:
        return f"FREQ=WEEKLY;BYDAY={WORKDAYS}"
    if "MONTHLY" in every:
        if place in _LAST_OF_MONTH:
            return f"{every};BYMONTHDAY=-1"
        found = _DAYS_OF_MONTH.fullmatch(place)
        if found is not None:
            return f"{every};BYMONTHDAY={','.join(re.findall('[0-9]+', found['days']))}"
        for form, nth in _NTH:
            named = form.fullmatch(place)
            days = _read_weekdays(named["day"] or named["day_en"]) if named else []
            if len(days) == 1:
                return f"{every};BYDAY={nth}{days[0]}"
    if "WEEKLY" in every or not every:
        days = _read_weekdays(place)
        if days:
            return f"{every or 'FREQ=WEEKLY'};BYDAY={','.join(days)}"
    return ""


def _read_weekdays(folded: str) -> list[str]:
    """Parse a list of weekdays ("thu hai, thu nam", "thu 2, 4 va 6", "mon and fri")."""
    found: list[str] = []
    for piece in re.split(r" ?(?:,|&|\+)(?: va | and )? ?| va | and ", folded):
        day = read_weekday(piece)
        if day is None and piece.endswith("s"):  # "mondays"
            day = read_weekday(piece[:-1])
        if day is None and found:  # "thứ hai, tư, sáu"
            day = read_weekday(f"thu {piece}")
        if day is None:
            return []
        found.append(DAY_CODES[day])
    return found


def phrase_of(parts: dict[str, str], english: bool) -> str:
    """Return a rule in words, as far as there are any for it."""
    frequency, interval = parts["FREQ"], parts.get("INTERVAL", "1")
    place = ""
    if "BYDAY" in parts:
        place = _say_weekdays(parts["BYDAY"], english)
        if frequency == "WEEKLY" and parts["BYDAY"] == WORKDAYS and interval == "1":
            return _say_end("every weekday" if english else "mỗi ngày làm việc", parts, english)
    elif parts.get("BYMONTHDAY") == "-1":
        place = "last day" if english else "ngày cuối"
    elif "BYMONTHDAY" in parts:
        place = f"{'day' if english else 'ngày'} {parts['BYMONTHDAY'].replace(',', ', ')}"
    unit = FREQUENCIES.index(frequency)
    if english:
        name = ("day", "week", "month", "year")[unit]
        every = ("daily", "weekly", "monthly", "yearly")[unit]
        if place and interval == "1":
            every = f"every {name}"
        elif interval != "1":
            every = f"every {interval} {name}s"
    else:
        name = ("ngày", "tuần", "tháng", "năm")[unit]
        every = f"hằng {name}" if interval == "1" else f"mỗi {interval} {name}"
    return _say_end(f"{place} {every}".strip(), parts, english)


def _say_weekdays(codes: str, english: bool) -> str:
    names = ENGLISH_WEEKDAYS if english else VIETNAMESE_WEEKDAYS
    if ordinal := re.fullmatch(r"(1|-1)([A-Z]{2})", codes):
        name, is_first = names[DAY_CODES.index(ordinal[2])], ordinal[1] == "1"
        if english:
            return f"{'first' if is_first else 'last'} {name}"
        return f"{name} {'đầu tiên' if is_first else 'cuối cùng'}"
    known = [code for code in codes.split(",") if code in DAY_CODES]
    return ", ".join(names[DAY_CODES.index(code)] for code in known)


def _say_end(phrase: str, parts: dict[str, str], english: bool) -> str:
    if "COUNT" in parts:
        return f"{phrase}, {parts['COUNT']} {'times' if english else 'lần'}"
    if "UNTIL" in parts:
        day = datetime.strptime(parts["UNTIL"], "%Y%m%d").date()
        return f"{phrase}, {'until' if english else 'đến'} {show_day(day)}"
    return phrase
