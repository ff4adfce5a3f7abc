"""Filter the tasks of a checklist by words, and by facets such as owner and topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from store.campaign_records import Task
from store.text import fold, identity, sort_key

_folded = lru_cache(20_000)(fold)


class Kind(StrEnum):
    """The kinds of facets."""

    STATE = "state"
    OWNER = "owner"
    CHANNEL = "channel"
    TOPIC = "topic"
    STRAND = "strand"
    UNIT = "unit"


class State(StrEnum):
    """The states by which tasks can be filtered."""

    LATE = "late"
    """Open, and its day or its hour has passed."""
    WAITING = "waiting"
    """Open, and waiting for another task."""
    UNDATED = "undated"
    """Open, without a day."""
    OPEN = "open"
    DONE = "done"


class Facet(NamedTuple):
    """A value that tasks can have in common."""

    kind: Kind
    value: str
    """As spelled in a task; for a state, its `State`."""


_ONE: Final = {Kind.OWNER: "owner", Kind.STRAND: "strand", Kind.UNIT: "unit"}
_MANY: Final = {Kind.CHANNEL: "channels", Kind.TOPIC: "topics"}


class TaskFilter(Struct, frozen=True):
    """Matches tasks with all words, and with one of the facets of each kind."""

    words: str = ""
    """As typed; marks and case are ignored, and a word may be part of another."""
    facets: frozenset[Facet] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether it filters anything."""
        return bool(self.words.strip() or self.facets)


def sifted(
    tasks: Iterable[Task], sieve: TaskFilter, now: datetime, is_waiting: Callable[[Task], bool]
) -> list[Task]:
    """Return the tasks that match a filter, in the same order; late as in `Task.is_overdue`."""
    words = fold(sieve.words).split()
    asked: dict[Kind, set[str]] = {}
    for facet in sieve.facets:
        asked.setdefault(facet.kind, set()).add(identity(facet.value))
    return [
        task
        for task in tasks
        if _holds(task, words)
        and all(
            not values.isdisjoint(map(identity, _values(task, kind, now, is_waiting)))
            for kind, values in asked.items()
        )
    ]


def facets(
    tasks: Iterable[Task], now: datetime, is_waiting: Callable[[Task], bool]
) -> list[tuple[Facet, int]]:
    """Return the facets of the tasks, each with the number of tasks.

    They are sorted by `Kind`, then alphabetically; states are in the order of `State`.
    """
    counts: Counter[tuple[Kind, str]] = Counter()
    spelled: dict[tuple[Kind, str], str] = {}
    for task in tasks:
        for kind in Kind:
            for value in {identity(v): v for v in _values(task, kind, now, is_waiting)}.values():
                key = (kind, identity(value))
                counts[key] += 1
                spelled.setdefault(key, value)
    states = list(State)

    def order(key: tuple[Kind, str]) -> tuple[int, object]:
        kind, value = key
        if kind is Kind.STATE:
            return 0, states.index(State(value))
        return list(Kind).index(kind), sort_key(spelled[key])

    return [(Facet(key[0], spelled[key]), counts[key]) for key in sorted(counts, key=order)]


def _holds(task: Task, words: list[str]) -> bool:
    if not words:
        return True
    parts = (task.title, task.owner, task.unit, *task.channels, *task.topics, task.notes)
    text = _folded("\n".join(parts))
    return all(word in text for word in words)


def _values(
    task: Task, kind: Kind, now: datetime, is_waiting: Callable[[Task], bool]
) -> Iterator[str]:
    """Yield the values of a task for a kind."""
    if kind is Kind.STATE:
        yield from _states(task, now, is_waiting)
    elif kind in _MANY:
        yield from getattr(task, _MANY[kind])
    elif value := getattr(task, _ONE[kind]).strip():
        yield value


def _states(task: Task, now: datetime, is_waiting: Callable[[Task], bool]) -> Iterator[State]:
    if task.done is not None:
        yield State.DONE
        return
    yield State.OPEN
    if task.is_overdue(now):
        yield State.LATE
    if task.due is None:
        yield State.UNDATED
    if is_waiting(task):
        yield State.WAITING
