"""How a task that was issued at the top goes down the chain of units, and where it stops."""

from __future__ import annotations

from collections.abc import Container, Set
from typing import Final

import msgspec

from store.errors import N_, BadValue
from store.records import Campaign, Task, Unit
from store.text import identity
from store.units import Branch, tree_of


class Cascade(msgspec.Struct, frozen=True):
    """How far a cascading task has come."""

    units: tuple[Unit, ...]
    """All that it is for, in the order of the tree."""
    acked: tuple[Unit, ...]
    """Those that have acknowledged it, wherever in the chain."""
    stopped_at: tuple[Unit, ...]
    """The first silent unit on each path: all above it have acknowledged, it has not."""


NOBODY: Final = Cascade((), (), ())


def units_below(campaign: Campaign, unit: str) -> tuple[Unit, ...]:
    """Give the units that a task issued by `unit` is for: all below it, in the order of the tree.

    Args:
        campaign: its units.
        unit: the full name of who issues it; the empty name is for all units, a name that the
            campaign does not know for none.
    """
    tree = tree_of(campaign)
    return tuple(tree.branches[place].unit for place in tree.reach(unit))


def acknowledged(task: Task, campaign: Campaign) -> Cascade:
    """Say who has acknowledged a task, and where the chain stops; nobody, if it does not cascade.

    A word that has come round a silent unit, from one below it, counts; the chain stops at the
    silent one all the same.
    """
    if not task.cascades:
        return NOBODY
    tree = tree_of(campaign)
    reach = tree.reach(task.unit)
    branches = tree.branches[reach.start : reach.stop]
    heard = names_heard(task, set(tree.names[reach.start : reach.stop]))
    return Cascade(
        units=tuple(branch.unit for branch in branches),
        acked=tuple(branch.unit for branch in branches if branch.unit.name in heard),
        stopped_at=_stops(branches, heard),
    )


def heard_of(task: Task, campaign: Campaign) -> tuple[int, int]:
    """Say how many units have acknowledged a task, of how many; quicker than `acknowledged`."""
    tree = tree_of(campaign)
    reach = tree.reach(task.unit)
    names = set(tree.names[reach.start : reach.stop])
    return len(names & names_heard(task, names)), len(reach)


def names_heard(task: Task, known: Set[str]) -> set[str]:
    """Give the names of those that have acknowledged a task, as the units are called.

    Args:
        task: which one.
        known: the names of the units; another spelling of one is taken for it.
    """
    heard = {ack.unit for ack in task.acks}
    if strange := heard - known:
        alike = {identity(name): name for name in known}
        heard.update(alike[key] for name in strange if (key := identity(name)) in alike)
    return heard


def _stops(branches: tuple[Branch, ...], heard: Container[str]) -> tuple[Unit, ...]:
    stops = []
    place = 0
    while place < len(branches):
        branch = branches[place]
        if branch.unit.name in heard:
            place += 1
        else:
            stops.append(branch.unit)
            place += 1 + branch.below
    return tuple(stops)


def refuse_not_asked(task: Task, campaign: Campaign, unit: str) -> None:
    """Raise BadValue where a task is not for a unit to acknowledge."""
    if not task.cascades:
        raise BadValue(
            N_("“{title}” is for its own unit alone; it goes down to no other one."),
            title=task.title,
        )
    tree = tree_of(campaign)
    if tree.place(unit) not in tree.reach(task.unit):
        raise BadValue(
            N_("“{title}” does not go to “{unit}”: that one is not below “{issuer}”."),
            title=task.title,
            unit=unit,
            issuer=task.unit,
        )
