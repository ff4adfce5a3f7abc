"""The plan of a campaign: its checklist by phase, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Final

import msgspec

from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import Article, Campaign, Id, Status, Task
from store.text import identity, show_day

USUAL_PHASES: Final = ("tham mưu", "kế hoạch", "triển khai", "tổng kết")
"""From advice to carrying out: the phases of a campaign that names none of its own."""

_TAKEN_BACK: Final = (Status.WITHDRAWN, Status.CANCELLED)


class Phase(msgspec.Struct, frozen=True):
    """A phase of a campaign with its tasks in order."""

    name: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        """How many of its tasks are ticked."""
        return sum(task.done is not None for task in self.tasks)


class Progress(msgspec.Struct, frozen=True):
    """How far a campaign has come, in tasks."""

    done: int
    total: int
    overdue: int


def checklist(campaign: Campaign, tasks: Iterable[Task]) -> list[Phase]:
    """Return the phases of a campaign in its order, then those only its tasks name."""
    by_phase: dict[str, list[Task]] = {name: [] for name in campaign.phases}
    for task in tasks:
        if task.campaign == campaign.id:
            by_phase.setdefault(task.phase, []).append(task)
    return [
        Phase(name, tuple(sorted(found, key=lambda task: task.position)))
        for name, found in by_phase.items()
    ]


def progress(phases: Iterable[Phase], today: date) -> Progress:
    """Count the tasks of a checklist."""
    tasks = [task for phase in phases for task in phase.tasks]
    return Progress(
        done=sum(task.done is not None for task in tasks),
        total=len(tasks),
        overdue=sum(task.is_overdue(today) for task in tasks),
    )


def phase_on(phases: Iterable[Phase], day: date) -> str:
    """Return the phase that a campaign is in on a day, by what is due in each.

    It is the first in whose span the day lies; between two, the one before. Where none has begun,
    or none has days, it is the first of all; the empty text where there is none.
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
    """Return the place behind the last task of the task's phase."""
    return max((other.position for other in _neighbours(task, tasks)), default=-1) + 1


def moved(task: Task, by: int, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks whose places change when `task` moves by one.

    None at the end of the phase.
    """
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
    """Return the tasks that change when `task` comes to stand in front of another.

    Args:
        task: the one that is moved.
        phase: where to.
        before: the task of that phase in front of which it comes; None for the end.
        tasks: all tasks.
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
    task: Task, field: str, add: Collection[str], drop: Collection[str]
) -> tuple[str, ...]:
    """Return a list of a task with some values more and some fewer; the others keep their order."""
    kept = [value for value in getattr(task, field) if value not in drop]
    return (*kept, *(value for value in add if value not in kept))


def check_days(changed: Campaign, before: Campaign) -> None:
    """Refuse an end before its start, in the campaign itself or in a day of it.

    Args:
        changed: the campaign as it is to be.
        before: as it is; what is wrong in it already does not hold other changes up.

    Raises:
        InvalidValueError: names the day.
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
    """Return a new article that carries what a task says of it; its title is a working headline."""
    return Article(
        campaign=task.campaign,
        headline=task.title,
        status=Status.ASSIGNED,
        due=task.due,
        channels=task.channels,
        audiences=task.audiences,
        levels=task.levels,
        topics=task.topics,
        goals=task.goals,
        strand=task.strand,
        unit=task.unit,
        milestone=task.milestone,
    )


def settled(task: Task, article: Callable[[Id], Article | None], now: datetime) -> Task:
    """Return a task with the tick that follows from where its articles stand.

    It is done when all that fulfils it has gone out, and no longer when a piece of that is taken
    back or one comes to it that is not out; a tick that an editor has set stays.

    Args:
        task: which one.
        article: gives an article by its id.
        now: when the tick is set.
    """
    named = map(article, task.articles)
    live = [one for one in named if one and one.status not in _TAKEN_BACK]
    is_out = bool(live) and all(one.status is Status.EXPORTED for one in live)
    if is_out and task.done is None:
        return msgspec.structs.replace(task, done=now, done_by_export=True)
    if task.done_by_export and not is_out:
        return msgspec.structs.replace(task, done=None, done_by_export=False)
    return task


def campaign_named(campaigns: Iterable[Campaign], name: str) -> Campaign:
    """Return the campaign of that name (as a reader compares), or whose id begins so.

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


def phase_named(campaign: Campaign, name: str) -> str:
    """Return the name of a phase as the campaign spells it.

    Raises:
        InvalidValueError: the campaign has no such phase; names those it has.
    """
    for phase in campaign.phases:
        if identity(phase) == identity(name):
            return phase
    raise InvalidValueError(
        N_("The campaign has no phase “{name}”; it has: {names}."),
        name=name,
        names=", ".join(campaign.phases) or "–",
    )


def refuse_same_name(campaigns: Iterable[Campaign], name: str) -> None:
    """Raise InvalidValueError for an empty name, or one that another campaign has."""
    if not name.strip():
        raise InvalidValueError(N_("A campaign needs a name."))
    if any(identity(campaign.name) == identity(name) for campaign in campaigns):
        raise InvalidValueError(
            N_("There is a campaign “{name}” already; give the new one another name."), name=name
        )


def _neighbours(task: Task, tasks: Iterable[Task]) -> list[Task]:
    return [t for t in tasks if t.campaign == task.campaign and t.phase == task.phase]
