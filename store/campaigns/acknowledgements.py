"""How a cascading task goes down the tree of units, and where it stops."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set
from datetime import datetime

import msgspec

from store.campaign_records import Ack, Campaign, Task, Unit
from store.campaigns.units import Branch, tree_of
from store.errors import N_, InvalidValueError
from store.text import identity


class Cascade(msgspec.Struct, frozen=True):
    """The acknowledgements of a cascading task."""

    units: tuple[Unit, ...] = ()
    """The units it is for, in the order of the tree."""
    acked: Mapping[str, datetime] = {}
    """When units acknowledged it, by name."""
    done: Mapping[str, Ack] = {}
    """The acknowledgements of units that have also done it, by name."""
    stopped_at: tuple[Unit, ...] = ()
    """The first unit on each path that has not acknowledged it, while all above it have."""

    @property
    def silent(self) -> list[Unit]:
        """Return the units that have not acknowledged it."""
        return [unit for unit in self.units if unit.name not in self.acked]

    @property
    def not_done(self) -> list[Unit]:
        """Return the units that have acknowledged it and not done it."""
        return [u for u in self.units if u.name in self.acked and u.name not in self.done]


def reach_of(task: Task, campaign: Campaign) -> range:
    """Return the indexes in the tree of the units that a task is for: those below its own.

    A task without a unit belongs to the campaign's organisation; if that is not among the units,
    it is for all of them.
    """
    tree = tree_of(campaign)
    issuer = task.unit.strip()
    if not issuer and tree.place(campaign.organisation) is not None:
        issuer = campaign.organisation
    return tree.reach(issuer)


def reached(task: Task, campaign: Campaign) -> Sequence[Branch]:
    """Return the branches of the units that a task is for if it cascades."""
    reach = reach_of(task, campaign)
    return tree_of(campaign).branches[reach.start : reach.stop]


def acknowledged(task: Task, campaign: Campaign) -> Cascade:
    """Return who has acknowledged a task, and where the chain stops; empty if it does not cascade.

    Acknowledgements below a silent unit count, but the chain still stops at that unit. Those of
    units that are no longer below the task's are ignored, but kept in the task.
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
        done={known[a.unit]: a for a in task.acks if a.unit in known and a.done},
        stopped_at=_stops(branches, acked),
    )


def heard_of(task: Task, campaign: Campaign) -> tuple[int, int]:
    """Return how many units have acknowledged a task, of how many; faster than `acknowledged`."""
    reach = reach_of(task, campaign)
    names = set(tree_of(campaign).names[reach.start : reach.stop])
    return len(names & names_heard(task, names)), len(reach)


def names_heard(task: Task, known: Set[str]) -> set[str]:
    """Return the units that have acknowledged a task, by their known names where they match."""
    heard = {ack.unit for ack in task.acks}
    if heard <= known:
        return heard
    return heard | set(_as_called(heard, known).values())


def _as_called(names: Sequence[str] | Set[str], known: Set[str]) -> dict[str, str]:
    """Return the known names by their spellings in `names`."""
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
    """Raise InvalidValueError if a task is not for a unit to acknowledge."""
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
