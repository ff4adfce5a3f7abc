"""The units of a campaign: their tree, and edits of it.

A unit is identified by its full name, and names its parent by that one's full name. Names are
compared by `store.text.identity`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import msgspec

from store.campaign_records import Campaign, Task, Unit
from store.channels import Channel
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import Article
from store.text import fold, identity, nfc, sort_key

_sort_key: Final = lru_cache(maxsize=50_000)(sort_key)


class Flaw(StrEnum):
    """Why a unit that names a parent is at the top nevertheless."""

    NONE = ""
    MISSING = "missing"
    """Its parent does not exist."""
    CIRCLE = "circle"
    """It would be below itself."""


class Branch(msgspec.Struct, frozen=True):
    """A unit in its place in the tree."""

    unit: Unit
    depth: int
    """0 at the top."""
    below: int
    """The number of units below it, at any depth: these are the branches that follow it."""
    flaw: Flaw = Flaw.NONE


class Tree:
    """The units of a campaign in preorder: each one, followed by all that are below it.

    The list is flat, so that a chain of ten thousand units is no deeper than one of two. Siblings
    are sorted by level, then by name in Vietnamese order. A unit whose parent is missing, and each
    one of a circle, is at the top with its `flaw`.

    The levels are given from the top down.
    """

    def __init__(self, units: Sequence[Unit], levels: Sequence[str] = ()) -> None:
        parents, flaws = _parents(units)
        order = _order(units, parents, levels)
        self.branches: Final = _branches(units, parents, flaws, order)
        self.names: Final = tuple(branch.unit.name for branch in self.branches)
        """The full names, in the order of the branches."""
        self._places: Final = _first_places(self.names)
        self._identities: dict[str, int] | None = None

    def place(self, name: str) -> int | None:
        """Return the index of a unit among the branches; None if there is no such unit."""
        found = self._places.get(name)
        if found is None and name:
            if self._identities is None:
                self._identities = _alike([branch.unit for branch in self.branches])
            found = self._identities.get(identity(name))
        return found

    def reach(self, name: str) -> range:
        """Return the indexes of the units below a unit; for the empty name, of all units."""
        if not name:
            return range(len(self.branches))
        place = self.place(name)
        if place is None:
            return range(0)
        return range(place + 1, place + 1 + self.branches[place].below)


_grown: Final[deque[tuple[Sequence[Unit], Sequence[str], Tree]]] = deque(maxlen=4)
"""The last trees, each with what it was made from."""


def tree_of(campaign: Campaign) -> Tree:
    """Return the tree of a campaign's units, cached while they stay the same.

    The cache compares object identity: hashing ten thousand units takes a third of a millisecond,
    and this is called for each task.
    """
    units, levels = campaign.units, campaign.levels
    for of_units, of_levels, found in _grown:
        if of_units is units and of_levels is levels:
            return found
    made = Tree(units, levels)
    _grown.append((units, levels, made))
    return made


def below(units: Iterable[Unit], name: str) -> list[Unit]:
    """Return all units below the one of that name, in the order of the tree."""
    found = Tree(tuple(units))
    return [found.branches[place].unit for place in found.reach(name)] if name else []


# ---------------------------------------------------------------- how the tree is made


def _first_places(names: Iterable[str]) -> dict[str, int]:
    """Return the first index of each name."""
    return {name: place for place, name in reversed(list(enumerate(names)))}


def _alike(units: Sequence[Unit]) -> dict[str, int]:
    """Return the first index of each name by its identity; short names are included."""
    short = _first_places(identity(unit.short) for unit in units)
    short.pop("", None)
    return {**short, **_first_places(identity(unit.name) for unit in units)}


def parent_places(units: Sequence[Unit]) -> list[int | None]:
    """Return the index of each unit's parent; None if it names none that exists."""
    exact = _first_places(unit.name for unit in units)
    alike: dict[str, int] | None = None
    found: list[int | None] = []
    for unit in units:
        place = exact.get(unit.parent) if unit.parent else None
        if place is None and unit.parent:
            if alike is None:  # rarely needed: most lists spell a name one way
                alike = _alike(units)
            place = alike.get(identity(unit.parent))
        found.append(place)
    return found


def circles(parents: Sequence[int | None]) -> set[int]:
    """Return the indexes of units that are their own ancestors."""
    on_circle: set[int] = set()
    walked = [0] * len(parents)  # in which walk, counted from 1
    for start in range(len(parents)):
        here: int | None = start
        while here is not None and not walked[here]:
            walked[here] = start + 1
            here = parents[here]
        if here is not None and walked[here] == start + 1:
            on_circle.update(around(here, parents))
    return on_circle


def around(start: int, parents: Sequence[int | None]) -> Iterator[int]:
    """Yield the indexes of a circle, from one of them on."""
    here: int | None = start
    while here is not None:
        yield here
        here = parents[here]
        if here == start:
            return


def _parents(units: Sequence[Unit]) -> tuple[list[int | None], list[Flaw]]:
    """Return the index of each unit's parent, None at the top, and the flaws."""
    parents = parent_places(units)
    flaws = [
        Flaw.MISSING if parent is None and unit.parent else Flaw.NONE
        for unit, parent in zip(units, parents, strict=True)
    ]
    for place in circles(parents):
        parents[place] = None
        flaws[place] = Flaw.CIRCLE
    return parents, flaws


def _order(
    units: Sequence[Unit], parents: Sequence[int | None], levels: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the index and the depth of each unit, in the order of the tree."""
    ranks = _first_places(levels)
    keys = [(ranks.get(unit.level, len(ranks)), _sort_key(unit.name)) for unit in units]
    children: dict[int | None, list[int]] = {}
    # Sorted backwards, since they are popped from the end.
    for place in sorted(range(len(units)), key=keys.__getitem__, reverse=True):
        children.setdefault(parents[place], []).append(place)
    order = []
    waiting = [(place, 0) for place in children.get(None, ())]
    while waiting:
        place, depth = waiting.pop()
        order.append((place, depth))
        waiting.extend((child, depth + 1) for child in children.get(place, ()))
    return order


def _branches(
    units: Sequence[Unit],
    parents: Sequence[int | None],
    flaws: Sequence[Flaw],
    order: Sequence[tuple[int, int]],
) -> tuple[Branch, ...]:
    sizes = [0] * len(units)
    for place, _depth in reversed(order):  # whatever is below a unit comes after it
        parent = parents[place]
        if parent is not None:
            sizes[parent] += 1 + sizes[place]
    return tuple(Branch(units[place], depth, sizes[place], flaws[place]) for place, depth in order)


# ---------------------------------------------------------------- finding


def clean(text: str) -> str:
    """Return a text as stored in a unit: in NFC, on one line, with single spaces, without NUL."""
    return " ".join(nfc(text).replace("\0", " ").split())


def unit_named(campaign: Campaign, name: str) -> Unit:
    """Return the unit of that full name, or of that short name if it is unique.

    Raises:
        RecordNotFoundError: there is none, or several.
    """
    wanted = identity(name)
    found = [u for u in campaign.units if wanted and identity(u.name) == wanted][:1]
    found = found or [u for u in campaign.units if wanted and identity(u.short) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordNotFoundError(
            N_("{count} units are called “{name}” for short; give the full name of one: {names}."),
            count=len(found),
            name=name,
            names=", ".join(unit.name for unit in found[:5]),
        )
    raise RecordNotFoundError(
        N_("The campaign “{campaign}” has no unit “{name}”; see toasoan units."),
        campaign=campaign.name,
        name=name,
    )


# ---------------------------------------------------------------- edits


def known_level(level: str, campaign: Campaign, name: str) -> str:
    """Return a level as the campaign spells it; a campaign without levels accepts any.

    Raises:
        InvalidValueError: the campaign has no such level; names the unit, and the levels it has.
    """
    typed = clean(level)
    if not campaign.levels:
        return typed
    for reads in (identity, lambda text: fold(clean(text))):
        found = [known for known in campaign.levels if reads(known) == reads(typed)]
        if typed and len(found) == 1:
            return found[0]
    part = fold(typed)
    found = [known for known in campaign.levels if f" {part}" in f" {fold(clean(known))}"]
    if typed and len(found) == 1:  # "Thành phố" for "LĐLĐ Thành phố"
        return found[0]
    if not typed:
        message = N_("“{name}” has no level; the campaign has the levels {known}.")
    else:
        message = N_("“{name}”: there is no level “{level}”; the campaign has the levels {known}.")
    raise InvalidValueError(message, name=name, level=typed, known=", ".join(campaign.levels))


def unit_below(campaign: Campaign, parent: Unit | None) -> Unit:
    """Return a nameless unit one level below another one, or at the top for None."""
    levels = campaign.levels
    if parent is None:
        return Unit(name="", level=levels[0] if levels else "")
    if parent.level not in levels:
        return Unit(name="", level=levels[0] if levels else parent.level, parent=parent.name)
    place = min(levels.index(parent.level) + 1, len(levels) - 1)
    return Unit(name="", level=levels[place], parent=parent.name)


def with_unit(campaign: Campaign, unit: Unit, before: str | None = None) -> tuple[Unit, ...]:
    """Return the units of a campaign with one added or changed.

    The unit replaces the one named `before`, if that is given. If it is thereby renamed, so are the
    references to it as a parent.

    Raises:
        InvalidValueError: its name is empty or taken, its level or parent unknown, or it would be
            below itself.
        RecordNotFoundError: there is no unit named `before`.
    """
    old = None if before is None else unit_named(campaign, before)
    units = [one for one in campaign.units if one is not old]
    new = _checked(unit, units, campaign, old)
    if old is None:
        put = (*campaign.units, new)
    else:
        here = [new if one is old else one for one in campaign.units]
        put = tuple(_with_parent(one, old.name, new.name) for one in here)
    _refuse_circle(put, new)
    return put


def _checked(unit: Unit, others: Sequence[Unit], campaign: Campaign, old: Unit | None) -> Unit:
    """Return a unit as stored; refuse one that does not fit among the others."""
    name = clean(unit.name)
    if not name:
        raise InvalidValueError(N_("A unit needs a name; type its full name."))
    if any(identity(other.name) == identity(name) for other in others):
        raise InvalidValueError(
            N_("There is a unit “{name}” already; give this one another name."), name=name
        )
    level = unit.level
    if old is None or level != old.level:  # an old level stays until it is changed
        level = known_level(level, campaign, name)
    parent = clean(unit.parent)
    if parent and (old is None or parent != clean(old.parent)):
        parent = _known_parent(parent, name, others, old)
    return Unit(
        name=name, level=level, short=clean(unit.short), parent=parent, contact=clean(unit.contact)
    )


def _known_parent(parent: str, name: str, others: Sequence[Unit], old: Unit | None) -> str:
    own = {identity(name), identity(old.name) if old else ""}
    if identity(parent) in own:
        return name  # the circle is refused later, with its own sentence
    for other in others:
        if identity(other.name) == identity(parent):
            return other.name
    raise InvalidValueError(
        N_("“{name}”: there is no unit “{parent}” to stand below; choose one that is there."),
        name=name,
        parent=parent,
    )


def _with_parent(unit: Unit, old: str, new: str) -> Unit:
    if old != new and unit.parent and identity(unit.parent) == identity(old):
        return msgspec.structs.replace(unit, parent=new)
    return unit


def _refuse_circle(units: Sequence[Unit], unit: Unit) -> None:
    parents = parent_places(units)
    start = units.index(unit)
    if start in circles(parents):
        raise circle_refusal([units[place].name for place in around(start, parents)])


def circle_refusal(names: Sequence[str]) -> InvalidValueError:
    """Return the refusal of a circle, given its names from each unit to its parent."""
    shown = [*names[:4], "…"] if len(names) > 4 else list(names)
    return InvalidValueError(
        N_("“{name}” would stand below itself: {chain}; choose another parent."),
        name=names[0],
        chain=" → ".join([*shown, names[0]]),
    )


def without_unit(campaign: Campaign, name: str) -> tuple[Unit, ...]:
    """Return the units of a campaign without one; its children move below its parent.

    Raises:
        RecordNotFoundError: there is no unit of that name.
    """
    gone = unit_named(campaign, name)
    left = [unit for unit in campaign.units if unit is not gone]
    parent = "" if identity(gone.parent) == identity(gone.name) else gone.parent
    return tuple(_with_parent(unit, gone.name, parent) for unit in left)


def renamed_in_channels(channels: Iterable[Channel], old: str, new: str) -> tuple[Channel, ...]:
    """Return the channels with the new name of a unit that has one of its own."""
    return tuple(
        msgspec.structs.replace(one, units=tuple(new if u == old else u for u in one.units))
        if old in one.units
        else one
        for one in channels
    )


def renamed_in(pieces: Iterable[Article | Task], old: str, new: str) -> list[Article | Task]:
    """Return the tasks and articles that name a unit, with its new name."""
    key = identity(old)
    told: dict[str, bool] = {}

    def is_it(name: str) -> bool:
        if name not in told:
            told[name] = name == old or (bool(name) and identity(name) == key)
        return told[name]

    changed: list[Article | Task] = []
    for piece in pieces:
        fields: dict[str, Any] = {"unit": new} if is_it(piece.unit) else {}
        if isinstance(piece, Task) and any(is_it(ack.unit) for ack in piece.acks):
            fields["acks"] = tuple(
                msgspec.structs.replace(ack, unit=new) if is_it(ack.unit) else ack
                for ack in piece.acks
            )
        if fields:
            changed.append(msgspec.structs.replace(piece, **fields))
    return changed
