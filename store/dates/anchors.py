"""The named days of a campaign, which a due day can hang on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from msgspec.structs import replace

from store.errors import N_, InvalidValueError
from store.records import Campaign, Day, Task
from store.text import fold, identity, same_text

START: Final = "start"
END: Final = "end"


def reference_day(campaign: Campaign | None, today: date) -> date:
    """Return the day from which a day without a year is understood: the start of its campaign's."""
    return date(campaign.year, 1, 1) if campaign and campaign.year else today


def named_days(campaign: Campaign | None) -> Iterator[Day]:
    """Yield what a due day can hang on; `start` and `end` always are the campaign's own."""
    if campaign is not None:
        for day in (*campaign.anniversaries, *campaign.milestones, *campaign.peaks):
            if day.name.strip() and day.name not in (START, END):
                yield day


def day_named(name: str, campaign: Campaign) -> Day | None:
    """Return the campaign's day of that name, None where there is none."""
    days = list(named_days(campaign))
    exact = (day for day in days if day.name == name)
    return next(exact, None) or next((day for day in days if same_text(day.name, name)), None)


def candidates(part: str, days: Iterable[Day]) -> list[Day]:
    """Return the days that a typed name can be: the closest kind of likeness that there is.

    The name, the name but for its marks, a part of it that begins at a word, and that but for the
    marks; a short part typed with marks means those ("thứ" is not "Thủ đô"). A name that stands in
    two lists is one.
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
    """Return the first and the last day of an anchor; None where it has none, or is gone."""
    if anchor == START:
        return campaign.start, campaign.start
    if anchor == END:
        return campaign.end, campaign.end
    day = day_named(anchor, campaign)
    if day is None or day.start is None:
        return None, None
    return day.start, max(day.end or day.start, day.start)


def has_anchor(anchor: str, campaign: Campaign) -> bool:
    """Tell whether the campaign has that named day, if only without a date yet."""
    return anchor in (START, END) or day_named(anchor, campaign) is not None


def day_of(anchor: str, offset: int, campaign: Campaign) -> date | None:
    """Return the day that hangs on an anchor; None when that is gone or has no day.

    "3 days after" one that lasts several days counts from its last, "3 days before" from its
    first.
    """
    first, last = span(anchor, campaign) if anchor else (None, None)
    base = last if offset > 0 else first
    try:
        return base + timedelta(days=offset) if base else None
    except OverflowError:
        return None


def offset_of(day: date, anchor: str, campaign: Campaign) -> int | None:
    """Return the offset with which `day` hangs on the anchor: for a due day moved on the calendar.

    None when the anchor has no day, or `day` lies within it (then it is a plain day).
    """
    first, last = span(anchor, campaign) if anchor else (None, None)
    if first is None or last is None or first < day <= last:
        return None
    return (day - (first if day <= first else last)).days


def moved(
    tasks: Iterable[Task], campaign: Campaign, names: Mapping[str, str] | None = None
) -> list[Task]:
    """Return the tasks that change because the day they hang on has moved, or has another name.

    A task that is done stays where it was; one whose anchor is gone, or has lost its date, keeps
    its day.

    Args:
        tasks: all tasks.
        campaign: as it is to be.
        names: what the renamed days are called now, by their old names.
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
    """Return the fields that change when the due day of a task moves by so many days.

    Raises:
        InvalidValueError: it would lie beyond the years of the calendar.
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

    A day has been renamed when, at the same place of a list that is as long as before, one name
    has gone from the campaign and another has come.
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
