"""What comes again, what must wait, and what is next.

A task that repeats is the first of a series; the others are made as their days come near, each
once: it is known by its day in the series (`Task.instance`), wherever `due` has been moved since.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from store.errors import N_, BadValue
from store.records import Campaign, Id, Stage, Task, new_id
from store.text import fold, identity, read_day, show_day, sort_key
from store.when import ENGLISH_WEEKDAYS, NUMBERS, VIETNAMESE_WEEKDAYS, read_weekday

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
_MOST: Final = 9999

_NOT_UNDERSTOOD: Final = N_(
    "“{text}” is not understood as a repetition; type weekly, every monday, every 2 weeks, or "
    "a rule such as FREQ=WEEKLY;BYDAY=MO."
)


def read_repeat(text: str) -> str:
    """Read how a task comes again, and give the rule (an RRULE of RFC 5545); empty for never.

    Args:
        text: "hằng tuần", "thứ hai, thứ năm hằng tuần", "ngày 15 hằng tháng", "mỗi 2 tuần",
            "every monday, until 31.5.2027", "weekly, 10 times", or a rule.

    Raises:
        BadValue: it is not understood, or is a rule that never comes to pass.
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
    return _canonical(rule + end)


def show_repeat(rule: str, *, english: bool = False) -> str:
    """Say in words how a task comes again; a rule that has no words here is shown as it is.

    `read_repeat` of what is shown gives the rule again.
    """
    if not rule:
        return ""
    try:
        canonical = _canonical(rule)
    except BadValue:
        return rule
    phrase = _phrase(_parts(canonical), english)
    try:
        return phrase if read_repeat(phrase) == canonical else canonical
    except BadValue:
        return canonical


def _not_understood(text: str) -> BadValue:
    return BadValue(_NOT_UNDERSTOOD, text=_short(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


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
            raise BadValue(
                N_(
                    "The desk keeps no repetition with {part}, as in “{text}”; leave that part out."
                ),
                part=name if len(name) <= 20 else f"{name[:19]}…",
                text=_short(rule),
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
    """Give the value of a part in its canonical form; ValueError when it is none."""
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
        raise BadValue(N_("The repetition “{text}” never comes to pass."), text=_short(rule))


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
_COUNT: Final = rf"[0-9]{{1,4}}|{'|'.join(NUMBERS)}"
_UNIT: Final = "(?P<unit>ngay|tuan|thang|nam|day|week|month|year)s?"
_EVERY: Final = (
    re.compile(rf"(?:hang|moi|every) {_UNIT}"),
    re.compile(rf"(?:moi|cu|every) (?P<count>{_COUNT}) {_UNIT}(?: (?:mot|1) lan)?"),
    re.compile(rf"(?P<count>{_COUNT}) {_UNIT} (?:mot|1) lan"),
    re.compile(rf"(?P<other>cach|every other) {_UNIT}"),
)
_EVERY_WORDS: Final = (
    rf"(?:(?:hang|moi|cu|every|cach)(?: (?:other|{_COUNT}))? {_UNIT.replace('?P<unit>', '?:')}"
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
    """Take "10 lần" or "đến 31.5.2027" off; give the rest and the part of a rule that it is."""
    counted, until = (form.fullmatch(folded) for form in _END)
    if counted is not None:
        return counted["phrase"], f";COUNT={counted['count']}"
    if until is None:
        return folded, ""
    if not re.search(r"[0-9]{4}", until["until"]):
        raise BadValue(
            N_("“{text}” needs a last day with its year, such as 31.5.2027."), text=_short(typed)
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
            interval = 2 if "other" in named else NUMBERS.get(count) or int(count)
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
    """Give the tasks of a series that are to be made now: those ahead, and the latest one missed.

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
        BadValue: its `repeat` is no rule.
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
    """Yield the days of a rule from `start` up to `until`."""
    checked = _canonical(rule)
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # most desks repeat nothing

    try:
        found = rrulestr(checked, dtstart=datetime.combine(start, time()))
    except (ValueError, ArithmeticError, LookupError, TypeError):
        raise _not_understood(rule) from None
    return takewhile(lambda day: day <= until, (moment.date() for moment in found))


# ---------------------------------------------------------------------------- order
_TITLES_AT_MOST: Final = 6


def blocked_by(task: Task, tasks: Iterable[Task]) -> list[Task]:
    """Give the tasks it waits for: those of its `after` that are on the desk and not done."""
    if not task.after:
        return []
    known = {other.id: other for other in tasks}
    waited = (known.get(other) for other in dict.fromkeys(task.after))
    return [other for other in waited if other is not None and other.done is None]


def check_order(task: Task, after: Iterable[Id], tasks: Iterable[Task]) -> None:
    """Refuse an order in which a task would wait for itself.

    Args:
        task: the task that is to wait.
        after: what for.
        tasks: the tasks of the desk; a circle there already that `task` is not in is left alone.

    Raises:
        BadValue: there would be a circle; the sentence names it.
    """
    known = {other.id: other for other in tasks} | {task.id: task}
    came_from: dict[Id, Id] = {}
    to_see = list(dict.fromkeys(after))
    came_from.update(dict.fromkeys(to_see, task.id))
    while to_see:
        seen = to_see.pop()
        if seen == task.id:
            raise BadValue(
                N_("“{title}” would wait for itself: {circle}."),
                title=task.title,
                circle=_circle(task.id, came_from, known),
            )
        for other in known[seen].after if seen in known else ():
            if other not in came_from:
                came_from[other] = seen
                to_see.append(other)


def _circle(task: Id, came_from: dict[Id, Id], known: dict[Id, Task]) -> str:
    """Name the tasks of a circle, from one to what it waits for."""
    ids = [task]
    at = came_from[task]
    while at != task:
        ids.append(at)
        at = came_from[at]
    titles = [known[one].title for one in (task, *reversed(ids[1:]))]
    if len(titles) > _TITLES_AT_MOST:
        titles[_TITLES_AT_MOST - 1 : -1] = ["…"]
    return " → ".join((*titles, known[task].title))


def early(task: Task, tasks: Iterable[Task], campaign: Campaign) -> str | None:
    """Give the milestone that is to be covered before the task's own, None when all are.

    The milestones of a campaign are a chain: a later link is not planned before the earlier ones
    are covered. One is covered when something of it is done, and nothing that belongs before or
    during it is open.
    """
    names = [identity(day.name) for day in campaign.milestones]
    own = identity(task.milestone)
    if task.done is not None or own not in names:
        return None
    done: set[str] = set()
    still_open: set[str] = set()
    for other in tasks:
        if other.campaign == campaign.id and other.id != task.id:
            if other.done is not None:
                done.add(identity(other.milestone))
            elif other.stage in (Stage.BEFORE, Stage.DURING):
                still_open.add(identity(other.milestone))
    for day in campaign.milestones[: names.index(own)]:
        name = identity(day.name)
        if name not in done or name in still_open:
            return day.name
    return None


# ---------------------------------------------------------------------------- what is next
class Agenda(Struct, frozen=True):
    """The open tasks by when they are due, each list in the order of the work."""

    overdue: tuple[Task, ...] = ()
    today: tuple[Task, ...] = ()
    week: tuple[Task, ...] = ()
    """In the seven days after today."""
    later: tuple[Task, ...] = ()
    undated: tuple[Task, ...] = ()


def agenda(tasks: Iterable[Task], today: date) -> Agenda:
    """Part the open tasks into overdue, today, the next seven days, later, and without a day."""
    parts: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=_by_due):
        if task.done is None:
            parts.setdefault(_when(task, today), []).append(task)
    return Agenda(**{name: tuple(found) for name, found in parts.items()})


def _when(task: Task, today: date) -> str:
    if task.due is None:
        return "undated"
    days = (task.due - today).days
    if days <= 0:
        return "today" if days == 0 else "overdue"
    return "week" if days <= 7 else "later"


def _by_due(task: Task) -> tuple[date, time, int, int]:
    """Order by day, hour (none: by the end of it), priority, position."""
    return task.due or date.max, task.due_time or time.max, -task.priority, task.position


class By(StrEnum):
    """What tasks can be sorted by."""

    DUE = "due"
    PRIORITY = "priority"
    OWNER = "owner"
    PHASE = "phase"
    TITLE = "title"


def sorted_tasks(tasks: Iterable[Task], by: str, phases: Sequence[str] = ()) -> list[Task]:
    """Sort tasks, within equal ones by due day.

    Args:
        tasks: the tasks.
        by: a value of `By`. Without an owner or a day, a task comes last.
        phases: the phases of the campaign in their order; others follow by name.

    Raises:
        BadValue: `by` is none of them.
    """
    places = {identity(name): place for place, name in enumerate(phases)}
    keys: dict[str, Callable[[Task], Any]] = {
        By.DUE: lambda task: (task.due is None,),
        By.PRIORITY: lambda task: -task.priority,
        By.OWNER: lambda task: (not task.owner.strip(), sort_key(task.owner)),
        By.PHASE: lambda task: (
            places.get(identity(task.phase), len(places)),
            sort_key(task.phase),
            task.position,
        ),
        By.TITLE: lambda task: sort_key(task.title),
    }
    if by not in keys:
        raise BadValue(
            N_("Tasks cannot be sorted by “{by}”; choose one of: {names}."),
            by=by,
            names=", ".join(keys),
        )
    key = keys[by]
    return sorted(tasks, key=lambda task: (key(task), _by_due(task)))
