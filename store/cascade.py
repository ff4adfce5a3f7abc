"""A task that goes down the tree of units: whom it reaches, who has acknowledged, where it stops.

Plain functions of a campaign and a task. A unit knows its parent by name; names are compared as a
reader does, and the short form of a name serves as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from store.errors import N_, BadValue
from store.records import Ack, Campaign, Task, Unit
from store.text import identity


class Branch(Struct, frozen=True):
    """A unit at its place in the tree."""

    unit: Unit
    depth: int
    """0 for one that stands below none."""


class Cascade(Struct, frozen=True):
    """How far a task has come down."""

    units: tuple[Unit, ...]
    """All whom it is for, in the order of the tree."""
    acked: dict[str, datetime]
    """When each has acknowledged, by the name of the unit."""
    stopped_at: tuple[Unit, ...]
    """The first silent unit on each way down: the chain stops there, also where one further down
    has acknowledged already."""

    @property
    def is_through(self) -> bool:
        """Tell whether every unit has acknowledged."""
        return len(self.acked) == len(self.units)


def tree(campaign: Campaign) -> list[Branch]:
    """Give the units of a campaign, each below its parent, those of one parent as they are listed.

    A unit whose parent is not in the list begins a tree of its own. So does one of units that
    stand below each other in a circle: none is left out. A name that stands there twice is one.
    """
    return list(_branches(campaign))


def unit_named(campaign: Campaign, name: str) -> Unit | None:
    """Give the unit of that name, or of that short name; None where there is none."""
    return _by_name(campaign).get(identity(name))


def units_below(campaign: Campaign, unit: str) -> tuple[Unit, ...]:
    """Give the units that stand below one, at any depth, in the order of the tree.

    Args:
        campaign: whose units.
        unit: the name of one, or its short name; the empty text for the whole tree. Below one
            that the campaign does not have stands nothing.
    """
    return tuple(branch.unit for branch in _below(campaign, unit))


def reached(task: Task, campaign: Campaign) -> list[Branch]:
    """Give the units a task is for if it goes down: those below the one that does it.

    A task of no unit is the organisation's own, whose campaign it is; where that is not in the
    list either, it is for the whole tree.
    """
    if task.unit.strip():
        return _below(campaign, task.unit)
    own = unit_named(campaign, campaign.organisation)
    return _below(campaign, own.name if own else "")


def acknowledged(task: Task, campaign: Campaign) -> Cascade:
    """Give how far a task has come down; with no units where it does not go down.

    The word of a unit that is no longer below counts no more, but is kept with the task.
    """
    branches = reached(task, campaign) if task.cascades else []
    said = {identity(ack.unit): ack.at for ack in task.acks}
    acked: dict[str, datetime] = {}
    stopped: list[Unit] = []
    silent: int | None = None
    """How deep the silent unit stands whose branch this is."""
    for branch in branches:
        if silent is not None and branch.depth <= silent:
            silent = None
        at = said.get(identity(branch.unit.name))
        if at is not None:
            acked[branch.unit.name] = at
        elif silent is None:
            silent = branch.depth
            stopped.append(branch.unit)
    return Cascade(tuple(branch.unit for branch in branches), acked, tuple(stopped))


def with_ack(task: Task, campaign: Campaign, unit: str, at: datetime) -> Task:
    """Give the task with the word of a unit, or without it where the unit had given it already.

    Raises:
        BadValue: the task does not go down to that unit.
    """
    key = identity(unit)
    below = {identity(b.unit.name): b.unit for b in reached(task, campaign) if task.cascades}
    if key not in below:
        raise BadValue(
            N_("“{title}” does not go down to “{unit}”: it is not among the units below."),
            title=task.title,
            unit=unit,
        )
    others = tuple(ack for ack in task.acks if identity(ack.unit) != key)
    taken_back = len(others) < len(task.acks)
    own = Ack(unit=below[key].name, at=at)
    return replace(task, acks=others if taken_back else (*others, own))


def _by_name(campaign: Campaign) -> dict[str, Unit]:
    """Give the units by what names them; a full name wins over another one's short form."""
    listed = list(reversed(campaign.units))
    found = {identity(unit.short): unit for unit in listed}
    found.update((identity(unit.name), unit) for unit in listed)
    found.pop("", None)
    return found


def _below(campaign: Campaign, unit: str) -> list[Branch]:
    branches = tree(campaign)
    if not unit.strip():
        return branches
    top = unit_named(campaign, unit)
    key = identity(top.name) if top else ""
    place = next((n for n, b in enumerate(branches) if identity(b.unit.name) == key), None)
    if place is None:
        return []
    below: list[Branch] = []
    for branch in branches[place + 1 :]:
        if branch.depth <= branches[place].depth:
            break
        below.append(branch)
    return below


def _branches(campaign: Campaign) -> Iterator[Branch]:
    known = _by_name(campaign)
    children: dict[str, list[Unit]] = {}
    for unit in campaign.units:
        parent = known.get(identity(unit.parent)) if unit.parent.strip() else None
        children.setdefault(identity(parent.name) if parent else "", []).append(unit)
    seen: set[str] = set()
    # The roots first; what then is still unseen stands in a circle, and is taken as it is listed.
    for start in (*children.get("", ()), *campaign.units):
        to_see = [Branch(start, 0)]
        while to_see:
            branch = to_see.pop()
            key = identity(branch.unit.name)
            if key not in seen:
                seen.add(key)
                yield branch
                below = children.get(key, ()) if key else ()
                to_see += [Branch(unit, branch.depth + 1) for unit in reversed(below)]
