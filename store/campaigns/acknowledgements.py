"""How a task that was issued at the top goes down the chain of units, and where it stops.

Plain functions of a campaign and a task; the tree itself is that of `store.campaigns.units`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set
from datetime import datetime

import msgspec

from store.campaigns.units import Branch, tree_of
from store.errors import N_, InvalidValueError
from store.records import Campaign, Task, Unit
from store.text import identity


class Cascade(msgspec.Struct, frozen=True):
    """How far a cascading task has come."""

    units: tuple[Unit, ...] = ()
    """All that it is for, in the order of the tree."""
    acked: Mapping[str, datetime] = {}
    """When each has acknowledged, wherever in the chain, by the name of the unit."""
    stopped_at: tuple[Unit, ...] = ()
    """The first silent unit on each path: all above it have acknowledged, it has not."""


def reach_of(task: Task, campaign: Campaign) -> range:
    """Return the places in the tree of the units that a task is for: those below its own.

    A task of no unit is the organisation's own, whose campaign it is; where that is not among the
    units either, it is for all of them.
    """
    tree = tree_of(campaign)
    issuer = task.unit.strip()
    if not issuer and tree.place(campaign.organisation) is not None:
        issuer = campaign.organisation
    return tree.reach(issuer)


def reached(task: Task, campaign: Campaign) -> Sequence[Branch]:
    """Return the units that a task is for if it goes down, in their places in the tree."""
    reach = reach_of(task, campaign)
    return tree_of(campaign).branches[reach.start : reach.stop]


def acknowledged(task: Task, campaign: Campaign) -> Cascade:
    """Say who has acknowledged a task, and where the chain stops; nobody, if it does not cascade.

    A word that has come round a silent unit, from one below it, counts; the chain stops at the
    silent one all the same. The word of a unit that is no longer below counts no more, but is kept
    with the task.
    """
    if not task.cascades:
        return Cascade()
    branches = reached(task, campaign)
    names = {branch.unit.name for branch in branches}
    known = _as_called([ack.unit for ack in task.acks], names)
    acked = {known[ack.unit]: ack.at for ack in task.acks if ack.unit in known}
    return Cascade(
        units=tuple(branch.unit for branch in branches),
        acked=acked,
        stopped_at=_stops(branches, acked),
    )


def heard_of(task: Task, campaign: Campaign) -> tuple[int, int]:
    """Say how many units have acknowledged a task, of how many; quicker than `acknowledged`."""
    reach = reach_of(task, campaign)
    names = set(tree_of(campaign).names[reach.start : reach.stop])
    return len(names & names_heard(task, names)), len(reach)


def names_heard(task: Task, known: Set[str]) -> set[str]:
    """Return the names of those that have acknowledged a task, as the units are called.

    Args:
        task: which one.
        known: the names of the units; another spelling of one is taken for it.
    """
    heard = {ack.unit for ack in task.acks}
    if heard <= known:
        return heard
    return heard | set(_as_called(heard, known).values())


def _as_called(names: Sequence[str] | Set[str], known: Set[str]) -> dict[str, str]:
    """Return what units are called, by the names somebody has written down for them."""
    found = {name: name for name in names if name in known}
    if len(found) < len(names):
        alike = {identity(name): name for name in known}
        for name in names:
            if name not in found and (key := identity(name)) in alike:
                found[name] = alike[key]
    return found


def _stops(branches: Sequence[Branch], heard: Container[str]) -> tuple[Unit, ...]:
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
    """Raise InvalidValueError where a task is not for a unit to acknowledge."""
    if not task.cascades:
        raise InvalidValueError(
            N_("“{title}” is for its own unit alone; it goes down to no other one."),
            title=task.title,
        )
    if tree_of(campaign).place(unit) not in reach_of(task, campaign):
        raise InvalidValueError(
            N_("“{title}” does not go down to “{unit}”: it is not among the units below."),
            title=task.title,
            unit=unit,
        )
