"""What comes again: how it is typed and shown, and the tasks of a series.

A task that repeats is the first of a series; the others are made as their days come near, each
once: it is known by its day in the series (`Task.instance`), wherever `due` has been moved since.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Final

from msgspec.structs import replace

from store.dates.vocabulary import (
    ENGLISH_WEEKDAYS,
    NUMBER,
    VIETNAMESE_WEEKDAYS,
    read_number,
    read_weekday,
    short,
)
from store.errors import N_, InvalidValueError
from store.records import Task, new_id
from store.text import fold, read_day, show_day

HORIZON: Final = 14
"""So many days ahead, today included, the tasks of a series are made."""

# ---------------------------------------------------------------------------- repetitions
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS: Final = "MO,TU,WE,TH,FR"
_ORDER: Final = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
_LONGEST_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST_MONTH: Final = 28
_MOST: Final = 9999

_NOT_UNDERSTOOD: Final = N_(
    "“{text}” is not understood as a repetition; type weekly, every monday, every 2 weeks, or "
    "a rule such as FREQ=WEEKLY;BYDAY=MO."
)


def read_repeat(text: str) -> str:
    """Read how a task comes again, and return the rule (an RRULE of RFC 5545); empty for never.

    Args:
        text: "hằng tuần", "thứ hai, thứ năm hằng tuần", "ngày 15 hằng tháng", "mỗi 2 tuần",
            "every monday, until 31.5.2027", "weekly, 10 times", or a rule.

    Raises:
        InvalidValueError: it is not understood, or is a rule that never comes to pass.
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if "=" in typed:
        return _canonical(typed)
    folded = " ".join(fold(typed).split())
    phrase, end = _split_end(folded, typed)
    rule = _read_phrase(phrase, typed)
    if not rule:
        raise _not_understood(typed)
    try:
        return _canonical(rule + end)
    except InvalidValueError as error:  # it quotes the rule, which nobody has typed
        raise InvalidValueError(error.message, **{**error.values, "text": short(typed)}) from None


def show_repeat(rule: str, *, english: bool = False) -> str:
    """Say in words how a task comes again; a rule that has no words here is shown as it is.

    `read_repeat` of what is shown gives the rule again.
    """
    if not rule:
        return ""
    try:
        canonical = _canonical(rule)
    except InvalidValueError:
        return rule
    phrase = _phrase(_parts(canonical), english)
    try:
        return phrase if read_repeat(phrase) == canonical else canonical
    except InvalidValueError:
        return canonical


def _not_understood(text: str) -> InvalidValueError:
    return InvalidValueError(_NOT_UNDERSTOOD, text=short(text))


def _parts(rule: str) -> dict[str, str]:
    """Take a rule apart, unchecked but for its form."""
    parts: dict[str, str] = {}
    for piece in rule.upper().replace(" ", "").removeprefix("RRULE:").strip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not (name and equals and value) or name in parts:
            raise _not_understood(rule)
        parts[name] = value
    return parts


def _canonical(rule: str) -> str:
    """Check a rule, and write it in one way: parts in order, usual values left out."""
    parts = _parts(rule)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise _not_understood(rule)
    for name in parts:
        if name not in _ORDER:
            raise InvalidValueError(
                N_(
                    "The desk keeps no repetition with {part}, as in “{text}”; leave that part out."
                ),
                part=name if len(name) <= 20 else f"{name[:19]}…",
                text=short(rule),
            )
    try:
        checked = {name: _checked(name, value) for name, value in parts.items()}
    except ValueError:
        raise _not_understood(rule) from None
    if "COUNT" in parts and "UNTIL" in parts:
        raise _not_understood(rule)
    _refuse_never(checked, rule)
    usual = {"INTERVAL": "1", "WKST": "MO"}
    return ";".join(
        f"{name}={checked[name]}"
        for name in _ORDER
        if name in checked and checked[name] != usual.get(name)
    )


def _checked(name: str, value: str) -> str:
    """Return the value of a part in its canonical form; ValueError when it is none."""
    if name == "FREQ":
        return value
    if name == "UNTIL":
        found = re.fullmatch(r"([0-9]{8})(T[0-9]{6}Z?)?", value)
        if found is None:
            raise ValueError
        return datetime.strptime(found[1], "%Y%m%d").strftime("%Y%m%d").rjust(8, "0")
    if name in ("INTERVAL", "COUNT"):
        return str(_number(value, 1, _MOST))
    if name == "WKST":
        return _DAY_CODES[_DAY_CODES.index(value)]
    if name == "BYDAY":
        days = {_weekday_in_rule(part) for part in value.split(",")}
        return ",".join(f"{nth or ''}{_DAY_CODES[day]}" for nth, day in sorted(days))
    limit = {"BYMONTH": 12, "BYMONTHDAY": 31}.get(name, 366)
    least = 1 if name == "BYMONTH" else -limit
    return ",".join(map(str, sorted({_number(part, least, limit) for part in value.split(",")})))


def _number(text: str, least: int, most: int) -> int:
    if (
        not re.fullmatch(r"[+-]?[0-9]{1,4}", text)
        or not least <= int(text) <= most
        or not int(text)
    ):
        raise ValueError(text)
    return int(text)


def _weekday_in_rule(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([+-]?[0-9]{1,2})?([A-Z]{2})", text)
    if found is None:
        raise ValueError(text)
    return _number(found[1], -53, 53) if found[1] else 0, _DAY_CODES.index(found[2])


def _refuse_never(parts: dict[str, str], rule: str) -> None:
    """Refuse what never comes to pass: looking for it day by day to the year 9999 takes seconds."""
    often = parts["FREQ"] in ("DAILY", "WEEKLY")
    numbered = re.search(r"[0-9]", parts.get("BYDAY", "")) is not None
    if often and (numbered or "BYMONTHDAY" in parts or "BYSETPOS" in parts):
        raise _not_understood(rule)
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY", "BYMONTH"} & parts.keys():
        raise _not_understood(rule)
    months = [int(part) for part in parts.get("BYMONTH", "1,2").split(",")]
    days = [int(part) for part in parts.get("BYMONTHDAY", "1").split(",")]
    nths = [abs(int(nth)) for nth in re.findall(r"[0-9]+", parts.get("BYDAY", ""))]
    in_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    if min(map(abs, days)) > max(_LONGEST_MONTHS[month - 1] for month in months) or (
        nths and in_month and min(nths) > 5
    ):
        raise InvalidValueError(
            N_("The repetition “{text}” never comes to pass."), text=short(rule)
        )


# ---------------------------------------------------------------------------- in words
_FREQUENCY_OF: Final = {
    "ngay": "DAILY",
    "day": "DAILY",
    "tuan": "WEEKLY",
    "week": "WEEKLY",
    "thang": "MONTHLY",
    "month": "MONTHLY",
    "nam": "YEARLY",
    "year": "YEARLY",
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


def _split_end(folded: str, typed: str) -> tuple[str, str]:
    """Take "10 lần" or "đến 31.5.2027" off; return the rest and the part of a rule that it is."""
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


def _read_phrase(folded: str, typed: str) -> str:
    every = _read_every(folded)
    if every:
        return every
    if folded in _WORKDAY:
        return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"
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
    """Read the days on which it comes; `every` is the rule without them, or empty for weekly."""
    if place in _WORKDAY and not every:
        return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"
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
    """Read weekdays in a row ("thu hai, thu nam", "thu 2, 4 va 6", "mon and fri"), or give none."""
    found: list[str] = []
    for piece in re.split(r" ?(?:,|&|\+)(?: va | and )? ?| va | and ", folded):
        day = read_weekday(piece)
        if day is None and piece.endswith("s"):  # "mondays"
            day = read_weekday(piece[:-1])
        if day is None and found:  # "thứ hai, tư, sáu"
            day = read_weekday(f"thu {piece}")
        if day is None:
            return []
        found.append(_DAY_CODES[day])
    return found


def _phrase(parts: dict[str, str], english: bool) -> str:
    """Say a rule in words; nothing where there are none for it."""
    frequency, interval = parts["FREQ"], parts.get("INTERVAL", "1")
    place = ""
    if "BYDAY" in parts:
        place = _say_weekdays(parts["BYDAY"], english)
        if frequency == "WEEKLY" and parts["BYDAY"] == _WORKDAYS and interval == "1":
            return _say_end("every weekday" if english else "mỗi ngày làm việc", parts, english)
    elif parts.get("BYMONTHDAY") == "-1":
        place = "last day" if english else "ngày cuối"
    elif "BYMONTHDAY" in parts:
        place = f"{'day' if english else 'ngày'} {parts['BYMONTHDAY'].replace(',', ', ')}"
    unit = _FREQUENCIES.index(frequency)
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
    first_or_last = re.fullmatch(r"(1|-1)([A-Z]{2})", codes)
    if first_or_last is not None:
        name = names[_DAY_CODES.index(first_or_last[2])]
        if english:
            return f"{'first' if first_or_last[1] == '1' else 'last'} {name}"
        return f"{name} {'đầu tiên' if first_or_last[1] == '1' else 'cuối cùng'}"
    known = [code for code in codes.split(",") if code in _DAY_CODES]
    return ", ".join(names[_DAY_CODES.index(code)] for code in known)


def _say_end(phrase: str, parts: dict[str, str], english: bool) -> str:
    if "COUNT" in parts:
        return f"{phrase}, {parts['COUNT']} {'times' if english else 'lần'}"
    if "UNTIL" in parts:
        day = datetime.strptime(parts["UNTIL"], "%Y%m%d").date()
        return f"{phrase}, {'until' if english else 'đến'} {show_day(day)}"
    return phrase


# ---------------------------------------------------------------------------- series
def instances(
    first: Task, existing: Iterable[Task], today: date, horizon_days: int = HORIZON
) -> list[Task]:
    """Return the tasks of a series that are to be made now: those ahead, and the latest one missed.

    Each stands for one day of the series, kept as `instance`; only days behind the last one made
    so far are looked at. So there is never a second one for a day, also when a task was moved or
    deleted meanwhile, and after a month away those missed do not come back one by one.

    Args:
        first: the task that repeats; the series begins on its `instance`, else on its `due`.
        existing: the tasks of the desk, and those in the bin: the last one deleted would come
            back without them.
        today: the first of the days ahead.
        horizon_days: how many days, today included, are ahead.

    Raises:
        InvalidValueError: its `repeat` is no rule.
    """
    start = first.instance or first.due
    if not first.repeat or start is None:
        return []
    made = [start]
    for task in existing:
        day = task.instance or task.due
        if task.series == first.id and task.id != first.id and day is not None:
            made.append(day)
    since = max(made)
    until = today + min(timedelta(days=max(horizon_days, 1) - 1), date.max - today)
    due = [day for day in _days(first.repeat, start, until) if day > since]
    missed = [day for day in due if day < today]
    return [_instance(first, day) for day in (*missed[-1:], *due[len(missed) :])]


def next_days(rule: str, start: date, today: date, count: int = 3) -> list[date]:
    """Return the next days of a series, behind its first one and today.

    Args:
        rule: as `read_repeat` gives it.
        start: the first day.
        today: only what is ahead of it is given.
        count: so many at most; fewer where the series ends, or rests for ten years.

    Raises:
        InvalidValueError: it is no rule.
    """
    since = max(start, today)
    until = since + min(timedelta(days=3660), date.max - since)
    return list(islice((day for day in _days(rule, start, until) if day > since), count))


def _instance(first: Task, day: date) -> Task:
    """Copy the first task for another day; it hangs on no named day, or all would move to one."""
    return replace(
        first,
        id=new_id(),
        created=None,
        updated=None,
        due=day,
        anchor="",
        offset=0,
        repeat="",
        series=first.id,
        instance=day,
        acks=(),
        articles=(),
        done=None,
    )


def _days(rule: str, start: date, until: date) -> Iterator[date]:
    """Yield the days of a rule from `start` up to `until`.

    A month that is too short for a day has its last day instead, and the day itself comes back in
    the next: from 31.1 monthly to 28.2 and 31.3. That is SKIP=BACKWARD of RFC 7529, as people mean
    it; RFC 5545 alone would pass the month over.
    """
    checked = _canonical(rule)
    parts = _parts(checked)
    days = [int(day) for day in parts.get("BYMONTHDAY", str(start.day)).split(",")]
    is_by_day_of_month = (
        parts["FREQ"] in ("MONTHLY", "YEARLY")
        and not {
            "BYDAY",
            "BYSETPOS",
        }
        & parts.keys()
    )
    if is_by_day_of_month and max(days) > _SHORTEST_MONTH:
        found = _in_months(parts, start, days)
    else:
        found = _dates(checked, start)
    return takewhile(lambda day: day <= until, found)


def _in_months(parts: Mapping[str, str], start: date, days: Collection[int]) -> Iterator[date]:
    """Yield some days of each month of a rule, its last where it is too short for one."""
    months = {name: parts[name] for name in ("FREQ", "INTERVAL", "BYMONTH") if name in parts}
    if parts["FREQ"] == "YEARLY" and not {"BYMONTH", "BYMONTHDAY"} & parts.keys():
        months["BYMONTH"] = str(start.month)
    rule = ";".join(f"{name}={value}" for name, value in {**months, "BYMONTHDAY": "1"}.items())
    found = (
        day
        for month in _dates(rule, start.replace(day=1))
        for day in _days_of(month, days)
        if day >= start
    )
    if "UNTIL" in parts:
        last = datetime.strptime(parts["UNTIL"], "%Y%m%d").date()
        found = (day for day in takewhile(lambda day: day <= last, found))
    return islice(found, int(parts["COUNT"])) if "COUNT" in parts else found


def _days_of(month: date, days: Collection[int]) -> list[date]:
    length = monthrange(month.year, month.month)[1]
    numbers = {min(day, length) if day > 0 else length + 1 + day for day in days}
    return [month.replace(day=number) for number in sorted(numbers) if number > 0]


def _dates(rule: str, start: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # most desks repeat nothing

    try:
        found = rrulestr(rule, dtstart=datetime.combine(start, time()))
    except (ValueError, ArithmeticError, LookupError, TypeError):
        raise _not_understood(rule) from None
    return (moment.date() for moment in found)
