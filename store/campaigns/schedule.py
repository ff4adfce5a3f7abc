"""The order of tasks: dependencies, milestones, the agenda, and sorting."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from operator import itemgetter
from typing import Any, Final

from msgspec import Struct

from store.campaign_records import Campaign, Stage, Task
from store.errors import N_, InvalidValueError
from store.records import Article, Id
from store.text import identity, sort_key

# ---------------------------------------------------------------------------- order
_TITLES_AT_MOST: Final = 6


def blocked_by(task: Task, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks it waits for: those of its `after` that exist and are not done."""
    if not task.after:
        return []
    known = {other.id: other for other in tasks}
    waited = (known.get(other) for other in dict.fromkeys(task.after))
    return [other for other in waited if other is not None and other.done is None]


def due_later(task: Task, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks it waits for that are due later than itself, by day."""
    due = task.due
    if due is None:
        return []
    later = [other for other in blocked_by(task, tasks) if other.due and other.due > due]
    return sorted(later, key=_by_due)


def check_order(task: Task, after: Iterable[Id], tasks: Iterable[Task]) -> None:
    """Refuse an order in which a task would wait for itself; other circles are ignored.

    Raises:
        InvalidValueError: there would be a circle; the sentence shows it.
    """
    known = {other.id: other for other in tasks} | {task.id: task}
    came_from: dict[Id, Id] = {}
    to_see = list(dict.fromkeys(after))
    came_from.update(dict.fromkeys(to_see, task.id))
    while to_see:
        seen = to_see.pop()
        if seen == task.id:
            raise InvalidValueError(
                N_("“{title}” would wait for itself: {circle}."),
                title=task.title,
                circle=_circle(task.id, came_from, known),
            )
        for other in known[seen].after if seen in known else ():
            if other not in came_from:
                came_from[other] = seen
                to_see.append(other)


def _circle(task: Id, came_from: dict[Id, Id], known: dict[Id, Task]) -> str:
    """Return the titles of a circle, from each task to the one it waits for."""
    ids = [task]
    at = came_from[task]
    while at != task:
        ids.append(at)
        at = came_from[at]
    titles = [known[one].title for one in (task, *reversed(ids[1:]))]
    if len(titles) > _TITLES_AT_MOST:
        titles[_TITLES_AT_MOST - 1 : -1] = ["…"]
    return " → ".join((*titles, known[task].title))


class Chain(Struct, frozen=True):
    """The milestones of a campaign in order, and the first that is not covered yet.

    They are a chain: a later one is not planned before the earlier ones are covered. One is covered
    when a piece of it is out, and no task before or during it is left: neither done nor out.
    """

    places: dict[str, int]
    """The index of each milestone, by the identity of its name."""
    first_open: tuple[int, str] | None
    """The index and name of the first one that is not covered."""

    def before(self, task: Task) -> str | None:
        """Return the milestone to cover before the task's own; None if all are covered."""
        if self.first_open is None or not task.milestone or task.done is not None:
            return None
        place, name = self.first_open
        return name if self.places.get(identity(task.milestone), -1) > place else None


def chain(
    tasks: Iterable[Task], articles: Iterable[Article], out: Container[Id], campaign: Campaign
) -> Chain:
    """Return the chain of a campaign's milestones, as covered by its tasks and articles.

    Args:
        tasks: those of the campaign.
        articles: its articles.
        out: the articles that are out, and the tasks that were recorded as posted.
        campaign: its milestones, in order.
    """
    places: dict[str, int] = {}
    for place, day in enumerate(campaign.milestones):
        places.setdefault(identity(day.name), place)
    covered = {identity(one.milestone) for one in articles if one.milestone and one.id in out}
    still_open: set[str] = set()
    for task in tasks:
        if task.milestone and task.campaign == campaign.id:
            if task.id in out or any(one in out for one in task.articles):
                covered.add(identity(task.milestone))
            elif task.done is None and task.stage in (Stage.BEFORE, Stage.DURING):
                still_open.add(identity(task.milestone))
    for name, place in places.items():
        if name not in covered or name in still_open:
            return Chain(places, (place, campaign.milestones[place].name))
    return Chain(places, None)


# ---------------------------------------------------------------------------- agenda
class Agenda(Struct, frozen=True):
    """The open tasks by due day; each list is sorted."""

    overdue: tuple[Task, ...] = ()
    today: tuple[Task, ...] = ()
    week: tuple[Task, ...] = ()
    """Due in the seven days after today."""
    later: tuple[Task, ...] = ()
    undated: tuple[Task, ...] = ()


def agenda(tasks: Iterable[Task], now: datetime) -> Agenda:
    """Split the open tasks into overdue, today, the next seven days, later, and undated."""
    parts: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=_by_due):
        if task.done is None:
            parts.setdefault(_when(task, now), []).append(task)
    return Agenda(**{name: tuple(found) for name, found in parts.items()})


def _when(task: Task, now: datetime) -> str:
    if task.due is None:
        return "undated"
    if task.is_overdue(now):
        return "overdue"
    days = (task.due - now.date()).days
    return "today" if days == 0 else "week" if days <= 7 else "later"


def _by_due(task: Task) -> tuple[date, time, int, int]:
    """Sort by day, time (none: at the end of the day), priority, position."""
    return task.due or date.max, task.due_time or time.max, -task.priority, task.position


class By(StrEnum):
    """What tasks can be sorted by."""

    DUE = "due"
    PRIORITY = "priority"
    OWNER = "owner"
    PHASE = "phase"
    TITLE = "title"


def sorted_tasks(
    tasks: Iterable[Task], by: str, phases: Sequence[str] = (), *, is_turned: bool = False
) -> list[Task]:
    """Sort tasks by a value of `By`, or the other way round; equal ones by due day.

    Tasks without an owner or a day come last in both. Phases are in the order given, others by
    name.

    Raises:
        InvalidValueError: `by` is not one of them.
    """
    places = {identity(name): place for place, name in enumerate(phases)}
    values: dict[str, Callable[[Task], Any]] = {
        By.DUE: lambda task: (task.due, task.due_time or time.max) if task.due else None,
        By.PRIORITY: lambda task: -task.priority,
        By.OWNER: lambda task: sort_key(task.owner) if task.owner.strip() else None,
        By.PHASE: lambda task: (
            places.get(identity(task.phase), len(places)),
            sort_key(task.phase),
            task.position,
        ),
        By.TITLE: lambda task: sort_key(task.title),
    }
    if by not in values:
        raise InvalidValueError(
            N_("Tasks cannot be sorted by “{by}”; choose one of: {names}."),
            by=by,
            names=", ".join(values),
        )
    keyed = [(values[by](task), task) for task in sorted(tasks, key=_by_due)]
    valued = [pair for pair in keyed if pair[0] is not None]
    valued.sort(key=itemgetter(0), reverse=is_turned)
    return [task for _key, task in valued] + [task for key, task in keyed if key is None]
