"""The named days of a campaign (anchors), to which due days can be relative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Task
from store.dates.lunar_days import lunar_day_named
from store.errors import N_, InvalidValueError
from store.text import fold, identity, same_text

START: Final = "start"
END: Final = "end"


def reference_day(campaign: Campaign | None, today: date) -> date:
    """Return the day from which a date without a year counts: 1 January of the campaign's year."""
    return date(campaign.year, 1, 1) if campaign and campaign.year else today


def named_days(campaign: Campaign | None) -> Iterator[Day]:
    """Yield the possible anchors; `start` and `end` always mean the campaign's own days."""
    if campaign is not None:
        for day in (*campaign.anniversaries, *campaign.milestones, *campaign.peaks):
            if day.name.strip() and day.name not in (START, END):
                yield day


def day_named(name: str, campaign: Campaign) -> Day | None:
    """Return the campaign's day of that name, or None."""
    days = list(named_days(campaign))
    exact = (day for day in days if day.name == name)
    return next(exact, None) or next((day for day in days if same_text(day.name, name)), None)


def candidates(part: str, days: Iterable[Day]) -> list[Day]:
    """Return the days that a typed name may mean, by the closest kind of match.

    These are: the name; the name ignoring marks; a part of it from the start of a word; that
    ignoring marks, unless it is short and typed with marks ("thứ" is not "Thủ đô"). A name in two
    lists counts once.
    """
    by_name: dict[str, Day] = {}
    for day in days:
        by_name.setdefault(identity(day.name), day)
    known = by_name.values()
    wanted, folded = identity(part), _words(part)
    if not folded:
        return []
    found = [day for day in known if identity(day.name) == wanted]
    found = found or [day for day in known if _words(day.name) == folded]
    if not found and len(wanted) > 1:
        found = [day for day in known if f" {wanted}" in f" {identity(day.name)}"]
        if not found and (wanted == folded or len(folded) > 3):
            found = [day for day in known if f" {folded}" in f" {_words(day.name)}"]
    return found


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def span(anchor: str, campaign: Campaign) -> tuple[date | None, date | None]:
    """Return the first and the last day of an anchor; None if it is undated or gone."""
    if anchor == START:
        return campaign.start, campaign.start
    if anchor == END:
        return campaign.end, campaign.end
    day = day_named(anchor, campaign)
    if day is None and (lunar := lunar_day_named(anchor)):
        found = lunar.on(campaign.year)
        return found, found
    if day is None or day.start is None:
        return None, None
    return day.start, max(day.end or day.start, day.start)


def has_anchor(anchor: str, campaign: Campaign) -> bool:
    """Tell whether the campaign has that named day, dated or not; every lunar day it has."""
    if anchor in (START, END) or lunar_day_named(anchor):
        return True
    return day_named(anchor, campaign) is not None


def day_of(anchor: str, offset: int, campaign: Campaign) -> date | None:
    """Return the day at an offset from an anchor; None if that is undated or gone.

    "3 days after" counts from the last day of the anchor, "3 days before" from its first.
    """
    first, last = span(anchor, campaign) if anchor else (None, None)
    base = last if offset > 0 else first
    try:
        return base + timedelta(days=offset) if base else None
    except OverflowError:
        return None


def offset_of(day: date, anchor: str, campaign: Campaign) -> int | None:
    """Return the offset of a day from an anchor.

    None if the anchor is undated, or the day lies within it and so cannot be expressed.
    """
    first, last = span(anchor, campaign) if anchor else (None, None)
    if first is None or last is None or first < day <= last:
        return None
    return (day - (first if day <= first else last)).days


def moved(
    tasks: Iterable[Task], campaign: Campaign, names: Mapping[str, str] | None = None
) -> list[Task]:
    """Return the tasks that change because their anchor has moved or was renamed.

    Done tasks do not move; those whose anchor is gone or undated keep their day. `names` has the
    new names of renamed days, by their old ones.
    """
    new_names = {identity(old): new for old, new in (names or {}).items()}
    found = []
    for task in tasks:
        if task.campaign != campaign.id or not task.anchor:
            continue
        anchor = new_names.get(identity(task.anchor), task.anchor)
        day = day_of(anchor, task.offset, campaign) if task.done is None else None
        follows = replace(task, anchor=anchor, due=day or task.due)
        if follows != task:
            found.append(follows)
    return found


def shifted(task: Task, days: int, campaign: Campaign | None) -> dict[str, Any]:
    """Return the fields that change when the due day of a task moves by some days.

    Raises:
        InvalidValueError: it would be beyond the years of the calendar.
    """
    assert task.due is not None
    try:
        day = task.due + timedelta(days=days)
    except OverflowError:
        raise InvalidValueError(
            N_("“{title}” cannot be due beyond the years of the calendar."), title=task.title
        ) from None
    offset = offset_of(day, task.anchor, campaign) if campaign else None
    fields: dict[str, Any] = {"due": day, "offset": offset or 0}
    if offset is None:
        fields["anchor"] = ""
    return fields


def renamed(before: Campaign, after: Campaign) -> dict[str, str]:
    """Return the new names of the named days that were renamed, by their old ones.

    A day counts as renamed if its list is as long as before and, at its index, one name has gone
    from the campaign and a new one has come.
    """
    old_names = {day.name for day in named_days(before)}
    new_names = {day.name for day in named_days(after)}
    return {
        old.name: new.name
        for name in ("milestones", "anniversaries", "peaks")
        if len(getattr(before, name)) == len(getattr(after, name))
        for old, new in zip(getattr(before, name), getattr(after, name), strict=True)
        if old.name not in new_names and new.name not in old_names and new.name.strip()
    }
