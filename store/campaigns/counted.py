"""A number of a campaign with all that makes it, and all that does not count, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import msgspec

from store.campaigns.matrix import Piece, State
from store.campaigns.quotas import Kind, Period
from store.errors import N_, Finding, finding
from store.records import Id
from store.text import show_number

NOTHING_YET: Final = N_("nothing yet")
WHY_NOT_OUT: Final = {
    State.APPROVED: N_("ready, not out"),
    State.WRITING: N_("planned, not out"),
    State.PLANNED: N_("planned, not out"),
}
"""Why what is not out does not count."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """One of the things that a number counts: a topic, a day, an article."""

    name: str = ""
    """Its name; empty if it is a record, which has its own."""
    records: tuple[Id, ...] = ()
    """The articles and tasks by which it counts; if it does not, those that exist."""
    why: Finding | None = None
    """Why it does not count, in a few words; None if it does."""
    state: State = State.EMPTY
    """How far the best of its records has come, where it does not count."""
    weighs: bool = True
    """Whether it is decided; not a day that is not over, or an answer that is still in time."""


class Number(msgspec.Struct, frozen=True):
    """A number with what makes it, and what does not count: its value is never told apart."""

    items: tuple[Item, ...]
    """What was examined, whether it counts or not."""

    @property
    def value(self) -> int:
        """Return how many items count."""
        return counting(self.items)

    @property
    def counted(self) -> tuple[Id, ...]:
        """Return the records of the items that count, each once."""
        found = (one for item in self.items if item.why is None for one in item.records)
        return tuple(dict.fromkeys(found))

    def __str__(self) -> str:
        return show_number(self.value)


class Counted(Number, frozen=True, kw_only=True):
    """A number of how many, by a rule."""

    rule: Finding
    """What counts, as a sentence."""
    target: int | None = None
    """How many are wanted; None where it is a share of its items."""

    @property
    def of(self) -> int:
        """Return how many are wanted, or how many items there are to count."""
        return sum(one.weighs for one in self.items) if self.target is None else self.target


class Part(Counted, frozen=True, kw_only=True):
    """A quota as part of a score."""

    label: str
    """What was counted, as in the report: "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt"."""
    told: Finding | None = None
    """The same, translatable, for screens; None if the label is only the quota's."""
    is_met: bool = False
    """Whether it counts towards the score."""
    kind: Kind | None = None
    """What the quota counts; None if it cannot be counted."""
    under_way: tuple[int, int] | None = None
    """How many there are of how many wanted on the day, or in the week, that is not over yet."""
    per: Period | None = None
    typed: int | None = None
    """The number that was typed, where somebody counts elsewhere."""

    @property
    def value(self) -> int:
        """Return the number that was typed, or how many items count."""
        return counting(self.items) if self.typed is None else self.typed

    @property
    def is_weighed(self) -> bool:
        """Tell whether there is something to count."""
        return self.of > 0


class Score(Counted, frozen=True, kw_only=True):
    """How far a requirement is met."""

    name: str
    """The name of the requirement, in Vietnamese as in a campaign's own list."""
    parts: tuple[Part, ...] = ()
    """Its parts, if it has several."""

    def beside(self, *states: State) -> tuple[Item, ...]:
        """Return what does not count and whose best piece has come as far as some state."""
        return tuple(item for item in self.items if item.why and item.state in states)

    @property
    def ready(self) -> int:
        """Return how many of what does not count have a piece that is ready."""
        return len(self.beside(State.APPROVED))

    @property
    def planned(self) -> int:
        """Return how many of what does not count have only a piece that is planned."""
        return len(self.beside(State.PLANNED, State.WRITING))

    @property
    def share(self) -> float:
        """Return the value as a share, from 0 to 1."""
        return self.value / self.of if self.of else 0.0


def score(name: str, rule: Finding, items: Iterable[Item]) -> Score:
    """Return the share of the items that count."""
    return Score(name=name, rule=rule, items=tuple(items))


def counting(items: Iterable[Item]) -> int:
    """Return how many items count."""
    return [item.why for item in items].count(None)  # ten thousand at a time


class Tally:
    """The records of each name by how far they have come: what is out counts.

    `nothing` says why a name without any record does not count.
    """

    def __init__(self, nothing: str = NOTHING_YET) -> None:
        self._nothing = nothing
        self._records: dict[str, dict[State, list[Id]]] = defaultdict(lambda: defaultdict(list))

    def add(self, name: str, piece: Piece) -> None:
        """Add a piece to a name."""
        self._records[name][piece.state].append(piece.id)

    def score(self, name: str, rule: Finding, names: Iterable[str]) -> Score:
        """Return the score of names, of which those count that have something out."""
        return score(name, rule, map(self._item, names))

    def _item(self, name: str) -> Item:
        """Return a name with its records, and how far it has come."""
        records = self._records.get(name)
        if not records:
            return Item(name, (), finding(self._nothing))
        state = max(records)
        if state is State.OUT:
            return Item(name, tuple(records[state]))
        every = tuple(one for some in records.values() for one in some)
        return Item(name, every, finding(WHY_NOT_OUT[state]), state)
