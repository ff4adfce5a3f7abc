"""Repetitions: parsing and formatting them, and the tasks of a series.

A repeating task is the first of a series; the others are created as their days approach, each
once: it is identified by its day in the series (`Task.instance`), even if `due` has been moved.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any, Final
from uuid import UUID, uuid5

from msgspec.structs import replace

from store.campaign_records import Task
from store.campaigns.recurrence_phrases import phrase_of, read_phrase, split_end
from store.campaigns.recurrence_rule import SHORTEST_MONTH, canonical, not_understood, parts_of
from store.dates.due import Due, due_fields
from store.dates.vocabulary import short
from store.errors import N_, InvalidValueError
from store.text import fold

HORIZON: Final = 14
"""How many days ahead, including today, the tasks of a series are created."""

# ---------------------------------------------------------------------------- repetitions


def read_repeat(text: str) -> str:
    """Parse a repetition, and return its rule (an RRULE of RFC 5545); empty for none.

    Args:
        text: "hằng tuần", "thứ hai, thứ năm hằng tuần", "ngày 15 hằng tháng", "mỗi 2 tuần",
            "every monday, until 31.5.2027", "weekly, 10 times", or a rule.

    Raises:
        InvalidValueError: it is not understood, or never occurs.
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if "=" in typed:
        return canonical(typed)
    folded = " ".join(fold(typed).split())
    phrase, end = split_end(folded, typed)
    rule = read_phrase(phrase, typed)
    if not rule:
        raise not_understood(typed)
    try:
        return canonical(rule + end)
    except InvalidValueError as error:  # it quotes the rule instead of what was typed
        raise InvalidValueError(error.message, **{**error.values, "text": short(typed)}) from None


def due_and_repeat(due: Due, repeat: str, task: Task | None) -> dict[str, Any]:
    """Return the fields of a task that is due and repeats; a series begins on its day.

    Args:
        due: when it is due.
        repeat: as returned by `read_repeat`.
        task: as it is now; None for a new one.

    Raises:
        InvalidValueError: it repeats, and has no day.
    """
    if repeat and due.day is None:
        raise InvalidValueError(N_("A task that repeats needs a first day; type one in Due."))
    return {
        "repeat": repeat,
        "instance": due.day if repeat else (task.instance if task else None),
        **due_fields(due),
    }


def show_repeat(rule: str, *, english: bool = False) -> str:
    """Return a repetition in words, or the rule itself if there are none for it.

    `read_repeat` of the result returns the rule again.
    """
    if not rule:
        return ""
    try:
        kept = canonical(rule)
    except InvalidValueError:
        return rule
    phrase = phrase_of(parts_of(kept), english)
    try:
        return phrase if read_repeat(phrase) == kept else kept
    except InvalidValueError:
        return kept


# ---------------------------------------------------------------------------- series
def instances(
    first: Task, existing: Iterable[Task], today: date, horizon_days: int = HORIZON
) -> list[Task]:
    """Return the tasks of a series to create now: those ahead, and the latest one missed.

    Each has its day of the series as its `instance`; only days after the last one created are
    considered. So a day never gets a second task, even if the first was moved or deleted, and
    after a month away not all missed ones are created.

    Args:
        first: the repeating task; the series begins on its `instance`, else on its `due`.
        existing: the tasks of the desk and of the bin, so that a deleted one does not come back.
        today: the first of the days ahead.
        horizon_days: how many days ahead, including today.

    Raises:
        InvalidValueError: its `repeat` is not a rule.
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
    """Return the next days of a series, after its first one and today.

    Args:
        rule: as returned by `read_repeat`.
        start: the first day.
        today: only later days are returned.
        count: the most days; fewer if the series ends, or pauses for ten years.

    Raises:
        InvalidValueError: it is not a rule.
    """
    since = max(start, today)
    until = since + min(timedelta(days=3660), date.max - since)
    return list(islice((day for day in _days(rule, start, until) if day > since), count))


def _instance(first: Task, day: date) -> Task:
    """Copy the first task for another day, without its anchor, to which all would move.

    Its ID follows from series and day: two machines that share a desk make the same task.
    """
    return replace(
        first,
        id=uuid5(UUID(first.id), day.isoformat()).hex,
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
    """Yield the days of a rule from `start` to `until`.

    If a month is too short, its last day is used: monthly from 31.1 gives 28.2 and 31.3. This is
    SKIP=BACKWARD of RFC 7529, as people expect; RFC 5545 alone would skip the month.
    """
    checked = canonical(rule)
    parts = parts_of(checked)
    days = [int(day) for day in parts.get("BYMONTHDAY", str(start.day)).split(",")]
    by_month = parts["FREQ"] in ("MONTHLY", "YEARLY")
    if by_month and not {"BYDAY", "BYSETPOS"} & parts.keys() and max(days) > SHORTEST_MONTH:
        found = _in_months(parts, start, days)
    else:
        found = _dates(checked, start)
    return takewhile(lambda day: day <= until, found)


def _in_months(parts: Mapping[str, str], start: date, days: Collection[int]) -> Iterator[date]:
    """Yield some days of each month of a rule, or its last day if it is too short."""
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
        raise not_understood(rule) from None
    return (moment.date() for moment in found)
