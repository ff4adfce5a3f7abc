"""The calendar of a campaign or the whole desk: the entries of each day, and moving them.

A task is on its due day; an article is on its due day or, once out, on the day it went out. A named
day that lasts several days is on each of them.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Task
from store.campaigns.holidays import is_called, lunar_day
from store.dates.anchors import offset_of
from store.dates.due import Due
from store.dates.zone import local_day
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import TAKEN_BACK, Article, Id, Record
from store.text import show_day

FIRST: Final = date(1, 2, 1)
LAST: Final = date(9999, 11, 30)
"""The days that can be shown, so that a month of weeks around them is still valid."""

LONGEST: Final = 3660
"""The most days listed at once."""


class Kind(StrEnum):
    """The kind of an entry, in the order within a day."""

    HOLIDAY = "holiday"
    MILESTONE = "milestone"
    PEAK = "peak"
    ANNIVERSARY = "anniversary"
    PLANNED = "planned"
    """An article that is due but not out."""
    TASK = "task"
    OUT = "out"
    """An article that went out."""


LISTS: Final = {Kind.MILESTONE: "milestones", Kind.PEAK: "peaks", Kind.ANNIVERSARY: "anniversaries"}
"""The list of a campaign that has the entries of a kind."""

DAYS: Final = frozenset({Kind.HOLIDAY, *LISTS})
EXPORTS: Final = frozenset({Kind.PLANNED, Kind.OUT})
TASKS: Final = frozenset({Kind.TASK})
ALL: Final = frozenset(Kind)

_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}


class Entry(Struct, frozen=True):
    """An entry of the calendar."""

    kind: Kind
    title: str
    """Empty for an article without text."""
    first: date
    last: date
    """The same as `first`, except for named days that last longer."""
    record: Task | Article | Campaign | None = None
    """The campaign for a named day; None for a holiday that no campaign names."""
    campaign: Id | None = None
    place: int = 0
    """The index of a named day in its list."""
    late: bool = False
    """Whether its day has passed and it is not done."""
    done: bool = False
    name: str = ""
    """For a holiday, its name in the campaign, if it has one."""

    @property
    def key(self) -> str:
        """Return an identifier that stays the same when the entry is moved."""
        owner = self.record.id if self.record else f"{self.first} {self.title}"
        # An article stays the same entry when it goes out.
        kind = "article" if self.kind in EXPORTS else self.kind
        return f"{kind} {self.place} {owner}"


class CalendarDay(Struct, frozen=True):
    """A day with its entries, in order."""

    day: date
    entries: tuple[Entry, ...] = ()
    is_off: bool = False
    """Whether it is a public holiday."""

    def counts(self) -> Counter[tuple[Kind, bool]]:
        """Count the entries by kind, and by whether they are done."""
        return Counter((entry.kind, entry.done) for entry in self.entries)


# ---------------------------------------------------------------------------- reading
def days(
    campaigns: Iterable[Campaign],
    tasks: Iterable[Task],
    articles: Iterable[Article],
    first: date,
    last: date,
    today: date,
    *,
    now: datetime | None = None,
    holidays: Mapping[date, Sequence[str]] | None = None,
    kinds: Collection[Kind] = ALL,
) -> list[CalendarDay]:
    """Return every day from `first` to `last` with its entries of the given kinds.

    Withdrawn and cancelled articles are ignored; `today` decides what is late, and `now` by which
    hour.
    """
    off = holidays or {}
    moment = now or datetime.combine(today, time.min)
    found: dict[date, list[Entry]] = {}
    if Kind.TASK in kinds:
        for task in tasks:
            if task.due is not None and first <= task.due <= last:
                found.setdefault(task.due, []).append(_of_task(task, task.due, moment))
    for article in articles if EXPORTS & set(kinds) else ():
        day = _day_of(article)
        if day is not None and first <= day <= last:
            found.setdefault(day, []).append(_of_article(article, day, today))
    for campaign in campaigns:
        for entry in _named_days(campaign, today):
            for day in _within(entry, first, last):
                found.setdefault(day, []).append(entry)
    for day, names in off.items():
        for name in names:
            found[day] = _with_holiday(found.get(day, ()), day, name)
    return [
        CalendarDay(day, _sorted(found.get(day, ()), kinds), day in off)
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def spans(
    campaigns: Iterable[Campaign],
    tasks: Iterable[Task],
    articles: Iterable[Article],
    kinds: Collection[Kind] = ALL,
) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of every entry of the given kinds, without holidays."""
    if Kind.TASK in kinds:
        yield from ((task.due, task.due) for task in tasks if task.due)
    for article in articles if EXPORTS & set(kinds) else ():
        day = _day_of(article)
        if day and _of_article(article, day, date.max).kind in kinds:
            yield day, day
    for campaign in campaigns:
        named = _named_days(campaign, date.max)
        yield from ((entry.first, entry.last) for entry in named if entry.kind in kinds)


def nearest(found: Iterable[tuple[date, date]], first: date, last: date) -> date | None:
    """Return the next day of these after `last`, or else the last one before `first`."""
    known = list(found)
    after = min((begin for begin, _end in known if begin > last), default=None)
    return after or max((end for _begin, end in known if end < first), default=None)


def opening_day(campaign: Campaign, found: Iterable[tuple[date, date]], today: date) -> date:
    """Return the day at which the calendar of a campaign opens.

    That is today, but where all of the campaign is still to come or over, its start or its end.
    """
    known = [day for span in found for day in span]
    known += [day for day in (campaign.start, campaign.end) if day]
    if known and today < min(known):
        return campaign.start or min(known)
    if known and today > max(known):
        return campaign.end or max(known)
    return today


def _sorted(entries: Iterable[Entry], kinds: Collection[Kind]) -> tuple[Entry, ...]:
    return tuple(sorted((e for e in entries if e.kind in kinds), key=_by_order))


def _by_order(entry: Entry) -> tuple[int, bool, time, int, int]:
    """Sort by kind, open before done, time, priority, position in the checklist."""
    if isinstance(task := entry.record, Task):
        hour, rest = task.due_time or time.max, (-task.priority, task.position)
    else:
        hour, rest = time.max, (0, entry.place)
    return (_ORDER[entry.kind], entry.done, hour, *rest)


def _of_task(task: Task, due: date, now: datetime) -> Entry:
    done = task.done is not None
    late = task.is_overdue(now)
    return Entry(Kind.TASK, task.title, due, due, task, task.campaign, 0, late, done)


def _day_of(article: Article) -> date | None:
    """Return the day of an article: that on which it first went out, or the day it is due."""
    if article.status in TAKEN_BACK:
        return None
    return local_day(article.exported) if article.exported else article.due


def _of_article(article: Article, day: date, today: date) -> Entry:
    done = article.exported is not None  # one that was taken back has no day
    kind = Kind.OUT if done else Kind.PLANNED
    late = not done and day < today
    return Entry(kind, article.title, day, day, article, article.campaign, 0, late, done)


def _named_days(campaign: Campaign, today: date) -> Iterable[Entry]:
    for kind, name in LISTS.items():
        named: Sequence[Day] = getattr(campaign, name)
        for place, day in enumerate(named):
            if day.start is not None:
                last = max(day.end or day.start, day.start)
                owner = campaign.id
                yield Entry(
                    kind, day.name, day.start, last, campaign, owner, place, done=last < today
                )


def _within(entry: Entry, first: date, last: date) -> Iterable[date]:
    """Return the days of an entry between `first` and `last`."""
    begin, end = max(entry.first, first), min(entry.last, last)
    return (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _with_holiday(entries: Iterable[Entry], day: date, name: str) -> list[Entry]:
    """Add a public holiday to the entries of its day, replacing equal anniversaries."""
    holiday = Entry(Kind.HOLIDAY, name, day, day)
    others = []
    for entry in entries:
        if entry.kind is not Kind.ANNIVERSARY or not is_called(name, entry.title):
            others.append(entry)
        elif holiday.record is None:
            holiday = replace(entry, kind=Kind.HOLIDAY, title=name, done=False, name=entry.title)
    return [*others, holiday]


# ---------------------------------------------------------------------------- ranges
def bounded(day: date) -> date:
    """Return the nearest day that can be shown."""
    return min(max(day, FIRST), LAST)


def later(day: date, by: int) -> date:
    """Return the day some days later, within the days that can be shown."""
    by = min(max(by, (FIRST - day).days), (LAST - day).days)
    return bounded(day + timedelta(days=by))


def months_later(day: date, by: int) -> date:
    """Return the same day some months later, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    if not FIRST.year <= years <= LAST.year:
        return FIRST if by < 0 else LAST
    month += 1
    return bounded(date(years, month, min(day.day, monthrange(years, month)[1])))


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks that a month touches."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return week_of(day.replace(day=1))[0], week_of(last)[1]


def check_range(first: date, last: date) -> None:
    """Raise InvalidValueError if `last` is before `first`, or there are too many days."""
    if last < first:
        raise InvalidValueError(
            N_("The last day, {last}, comes before the first one, {first}; type them anew."),
            first=show_day(first),
            last=show_day(last),
        )
    if (last - first).days >= LONGEST:
        raise InvalidValueError(
            N_("{first} to {last} is more than ten years; ask for fewer."),
            first=show_day(first),
            last=show_day(last),
        )


# ---------------------------------------------------------------------------- moving
class Moved(Struct, frozen=True):
    """The result of moving an entry to another day."""

    day: date
    """The new first day."""
    anchor: str = ""
    """The new anchor of the task."""
    offset: int = 0
    lost: str = ""
    """The former anchor of the task, if it has none any more."""
    along: int = 0
    """How many tasks moved as well, because the moved day is their anchor."""


def task_on(task: Task, due: Due, campaign: Campaign | None) -> Task:
    """Return a task moved to a due day.

    Its anchor is that of `due`. If that has none, the task keeps its own with another offset, or
    loses it if the day lies within the anchor, or the anchor is gone.
    """
    assert due.day is not None
    anchor, offset = due.anchor, due.offset
    if not anchor and task.anchor and campaign is not None:
        counted = offset_of(due.day, task.anchor, campaign)
        anchor, offset = (task.anchor, counted) if counted is not None else ("", 0)
    time_of_day = task.due_time if due.time is None else due.time
    return replace(task, due=due.day, due_time=time_of_day, anchor=anchor, offset=offset)


def days_moved(campaign: Campaign, entry: Entry, to: date) -> dict[str, Any]:
    """Return the field of a campaign that changes when a named day is moved.

    Raises:
        RecordNotFoundError: the campaign no longer has it.
        InvalidValueError: its last day would be beyond the calendar.
    """
    name = LISTS[entry.kind]
    named: list[Day] = list(getattr(campaign, name))
    if not (entry.place < len(named) and named[entry.place].name == entry.title):
        raise RecordNotFoundError(
            N_("The campaign has no day “{name}” any more."), name=entry.title
        )
    try:
        end = to + (entry.last - entry.first)
    except OverflowError:
        raise InvalidValueError(
            N_("“{name}” would end beyond the years of the calendar."), name=entry.title
        ) from None
    day = named[entry.place]
    named[entry.place] = replace(day, start=to, end=end if day.end is not None else None)
    return {name: tuple(named)}


def movable(entry: Entry) -> Record:
    """Return the record that changes when an entry is moved.

    Days that are facts cannot be moved: public holidays, lunar days, anniversaries. A milestone or
    peak with a lunar name that is on another day is a plan, and can.

    Raises:
        InvalidValueError: it cannot be moved; the sentence says why, and where to edit its day.
    """
    lunar = lunar_day(entry.title, entry.first.year) if entry.kind in LISTS else None
    if entry.record is None:
        why = N_("“{name}” is a public holiday; it cannot be moved.")
    elif entry.kind is Kind.HOLIDAY:
        why = N_("“{name}” is a public holiday; your entry for it is edited in the lists (Alt+L).")
    elif entry.kind is Kind.OUT:
        why = N_("“{title}” has gone out; the day it did cannot be moved.")
    elif lunar and (lunar == entry.first or entry.kind is Kind.ANNIVERSARY):
        why = N_("“{name}” follows the lunar calendar; its day is edited in the lists (Alt+L).")
    elif entry.kind is Kind.ANNIVERSARY:
        why = N_("“{name}” is on the same day each year; it is edited in the lists (Alt+L).")
    else:
        return entry.record
    raise InvalidValueError(why, name=entry.title, title=entry.title)


def is_movable(entry: Entry) -> bool:
    """Tell whether an entry can be moved."""
    try:
        movable(entry)
    except InvalidValueError:
        return False
    return True
