"""Which tasks of a checklist are looked at: by words, and by what they have in common.

A `TaskFilter` is a value: two that let the same through are equal, and it knows of no screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from store.records import Task
from store.text import fold, identity, sort_key

_folded = lru_cache(20_000)(fold)


class Kind(StrEnum):
    """What tasks can have in common."""

    STATE = "state"
    OWNER = "owner"
    CHANNEL = "channel"
    TOPIC = "topic"
    STRAND = "strand"
    UNIT = "unit"


class State(StrEnum):
    """The states by which tasks can be sifted."""

    LATE = "late"
    """Its day has passed and it is open."""
    WAITING = "waiting"
    """It is open and waits for another task."""
    UNDATED = "undated"
    """It is open and has no day."""
    OPEN = "open"
    DONE = "done"


class Facet(NamedTuple):
    """One thing that tasks have in common."""

    kind: Kind
    value: str
    """As it is spelled on a task; of a state, its `State`."""


_ONE: Final = {Kind.OWNER: "owner", Kind.STRAND: "strand", Kind.UNIT: "unit"}
_MANY: Final = {Kind.CHANNEL: "channels", Kind.TOPIC: "topics"}


class TaskFilter(Struct, frozen=True):
    """What is let through: tasks that hold every word, and one of the facets of each kind."""

    words: str = ""
    """As typed; marks and case count nothing, and a word may be a part of one."""
    facets: frozenset[Facet] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything is held back at all."""
        return bool(self.words.strip() or self.facets)


def sifted(
    tasks: Iterable[Task], sieve: TaskFilter, today: date, is_waiting: Callable[[Task], bool]
) -> list[Task]:
    """Return the tasks that a sieve lets through, in the same order.

    Args:
        tasks: the tasks.
        sieve: what is let through.
        today: what late means.
        is_waiting: tells whether a task waits for another one.
    """
    words = fold(sieve.words).split()
    asked: dict[Kind, set[str]] = {}
    for facet in sieve.facets:
        asked.setdefault(facet.kind, set()).add(identity(facet.value))
    return [
        task
        for task in tasks
        if _holds(task, words)
        and all(
            not values.isdisjoint(_compared(task, kind, today, is_waiting))
            for kind, values in asked.items()
        )
    ]


def facets(
    tasks: Iterable[Task], today: date, is_waiting: Callable[[Task], bool]
) -> list[tuple[Facet, int]]:
    """Return what the tasks have in common, each with the number of tasks.

    The kinds in the order of `Kind`, within one in the order of the alphabet, the states in the
    order of `State`.
    """
    counts: Counter[tuple[Kind, str]] = Counter()
    spelled: dict[tuple[Kind, str], str] = {}
    for task in tasks:
        for kind in Kind:
            for value in {identity(v): v for v in _values(task, kind, today, is_waiting)}.values():
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


def _compared(
    task: Task, kind: Kind, today: date, is_waiting: Callable[[Task], bool]
) -> Iterator[str]:
    return map(identity, _values(task, kind, today, is_waiting))


def _values(
    task: Task, kind: Kind, today: date, is_waiting: Callable[[Task], bool]
) -> Iterator[str]:
    """Yield what a task has of a kind."""
    if kind is Kind.STATE:
        yield from _states(task, today, is_waiting)
    elif kind in _MANY:
        yield from getattr(task, _MANY[kind])
    elif value := getattr(task, _ONE[kind]).strip():
        yield value


def _states(task: Task, today: date, is_waiting: Callable[[Task], bool]) -> Iterator[State]:
    if task.done is not None:
        yield State.DONE
        return
    yield State.OPEN
    if task.is_overdue(today):
        yield State.LATE
    if task.due is None:
        yield State.UNDATED
    if is_waiting(task):
        yield State.WAITING
