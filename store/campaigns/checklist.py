"""The checklist of a campaign by phase, and its progress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Final

import msgspec

from store.campaign_records import Campaign, Task
from store.campaigns.tags import TAGS
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import TAKEN_BACK, Article, Id, Status
from store.text import identity, show_day

USUAL_PHASES: Final = ("tham mưu", "kế hoạch", "triển khai", "tổng kết")
"""The phases of a campaign that has none of its own."""


class Phase(msgspec.Struct, frozen=True):
    """A phase of a campaign with its tasks in order."""

    name: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        """Return how many of its tasks are ticked."""
        return sum(task.done is not None for task in self.tasks)


class Progress(msgspec.Struct, frozen=True):
    """The progress of a campaign, in tasks."""

    done: int
    total: int
    overdue: int


def checklist(campaign: Campaign, tasks: Iterable[Task]) -> list[Phase]:
    """Return the phases of a campaign in order, then those named only by tasks."""
    by_phase: dict[str, list[Task]] = {name: [] for name in campaign.phases}
    for task in tasks:
        if task.campaign == campaign.id:
            by_phase.setdefault(task.phase, []).append(task)
    return [
        Phase(name, tuple(sorted(found, key=lambda task: task.position)))
        for name, found in by_phase.items()
    ]


def progress(phases: Iterable[Phase], now: datetime) -> Progress:
    """Count the tasks of a checklist; overdue as in `Task.is_overdue`."""
    tasks = [task for phase in phases for task in phase.tasks]
    return Progress(
        done=sum(task.done is not None for task in tasks),
        total=len(tasks),
        overdue=sum(task.is_overdue(now) for task in tasks),
    )


def phase_on(phases: Iterable[Phase], day: date) -> str:
    """Return the phase that a campaign is in on a day, by the due days of its tasks.

    It is the first whose span contains the day; between two, the earlier one. If none has begun or
    has days, it is the first phase, or the empty text if there is none.
    """
    known = list(phases)
    begun = []
    for phase in known:
        days = [task.due for task in phase.tasks if task.due]
        if days and min(days) <= day:
            if day <= max(days):
                return phase.name
            begun.append(phase.name)
    return begun[-1] if begun else known[0].name if known else ""


def next_position(task: Task, tasks: Iterable[Task]) -> int:
    """Return the position after the last task of the task's phase."""
    return max((other.position for other in _neighbours(task, tasks)), default=-1) + 1


def moved(task: Task, by: int, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks whose positions change when `task` moves by one; none at the end."""
    ordered = sorted(_neighbours(task, tasks), key=lambda other: other.position)
    place = next(n for n, other in enumerate(ordered) if other.id == task.id)
    if not 0 <= place + by < len(ordered):
        return []
    ordered.insert(place + by, ordered.pop(place))
    return [
        msgspec.structs.replace(other, position=n)
        for n, other in enumerate(ordered)
        if other.position != n
    ]


def placed(task: Task, phase: str, before: Id | None, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks that change when `task` is moved before another one of a phase.

    Without a `before`, it goes to the end of the phase.
    """
    there = msgspec.structs.replace(task, phase=phase)
    before_it = sorted(_neighbours(there, tasks), key=lambda other: other.position)
    others = [other for other in before_it if other.id != task.id]
    place = next((n for n, other in enumerate(others) if other.id == before), len(others))
    others.insert(place, there)
    if [other.id for other in others] == [other.id for other in before_it]:
        return []
    return [
        msgspec.structs.replace(other, position=n)
        for n, other in enumerate(others)
        if other.position != n or other is there
    ]


def retagged(
    piece: Task | Article, field: str, add: Collection[str], drop: Collection[str]
) -> tuple[str, ...]:
    """Return a list of a piece with values added and removed; the others keep their order."""
    kept = [value for value in getattr(piece, field) if value not in drop]
    return (*kept, *(value for value in add if value not in kept))


def check_days(changed: Campaign, before: Campaign) -> None:
    """Raise InvalidValueError for an end before its start, in the campaign or a named day.

    Faults that the campaign had `before` do not prevent other changes.
    """
    span = (changed.start, changed.end)
    if span != (before.start, before.end):
        _refuse_backwards(changed.name, *span)
    known = {*before.milestones, *before.anniversaries, *before.peaks}
    for day in (*changed.milestones, *changed.anniversaries, *changed.peaks):
        if day not in known:
            _refuse_backwards(day.name, day.start, day.end)


def _refuse_backwards(name: str, start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise InvalidValueError(
            N_("“{name}” would end on {end}, before it begins on {start}; change one of the two."),
            name=name,
            start=show_day(start),
            end=show_day(end),
        )


def article_for(task: Task) -> Article:
    """Return a new article with the tags of a task, and its title as a working headline.

    A piece has one channel: the first of the task's. For the others versions are to be made.
    """
    tags = {name: getattr(task, name) for name in TAGS}
    return Article(
        campaign=task.campaign,
        headline=task.title,
        status=Status.ASSIGNED,
        due=task.due,
        **{**tags, "channels": task.channels[:1]},
    )


def settled(task: Task, article: Callable[[Id], Article | None], now: datetime) -> Task:
    """Return a task ticked, or not, by the status of its articles.

    It is done when all its articles have gone out, and no longer if one is withdrawn or another
    one is attached; a tick set by an editor stays. `article` looks up articles by id.
    """
    named = map(article, task.articles)
    live = [one for one in named if one and one.status not in TAKEN_BACK]
    is_out = bool(live) and all(one.out for one in live)
    if is_out and task.done is None:
        return msgspec.structs.replace(task, done=now, done_by_export=True)
    if task.done_by_export and not is_out:
        return msgspec.structs.replace(task, done=None, done_by_export=False)
    return task


def campaign_named(campaigns: Iterable[Campaign], name: str) -> Campaign:
    """Return the campaign of that name (compared by `identity`), or whose id begins with it.

    Raises:
        RecordNotFoundError: there is none, or several.
    """
    known = list(campaigns)
    wanted = identity(name)
    found = [campaign for campaign in known if identity(campaign.name) == wanted]
    found = found or [campaign for campaign in known if wanted and campaign.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordNotFoundError(
            N_("{count} campaigns are called “{name}”; give an ID."), count=len(found), name=name
        )
    if not known:
        raise RecordNotFoundError(
            N_("There is no campaign “{name}”: the desk has none yet; see toasoan campaign new."),
            name=name,
        )
    raise RecordNotFoundError(
        N_("There is no campaign “{name}”; the desk has: {names}."),
        name=name,
        names=", ".join(campaign.name for campaign in known),
    )


def refuse_same_name(campaigns: Iterable[Campaign], name: str) -> None:
    """Raise InvalidValueError if a name is empty or taken by another campaign."""
    if not name.strip():
        raise InvalidValueError(N_("A campaign needs a name."))
    if any(identity(campaign.name) == identity(name) for campaign in campaigns):
        raise InvalidValueError(
            N_("There is a campaign “{name}” already; give the new one another name."), name=name
        )


def _neighbours(task: Task, tasks: Iterable[Task]) -> list[Task]:
    return [t for t in tasks if t.campaign == task.campaign and t.phase == task.phase]
