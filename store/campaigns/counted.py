"""A number of a campaign with all that makes it, and all that does not count, with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

import msgspec

from store.campaigns.matrix import Piece, State
from store.campaigns.quotas import Kind, Period
from store.errors import N_, Finding, finding
from store.records import Id

NOTHING_YET: Final = N_("nothing yet")
NOT_OUT: Final = {
    State.APPROVED: N_("ready, not out"),
    State.PLANNED: N_("planned, not out"),
}
"""Why what is not out does not count."""


class Item(msgspec.Struct, frozen=True):
    """One of the things that a score counts: a topic, a day, an article."""

    name: str = ""
    """Its name; empty if it is a record, which has its own."""
    records: tuple[Id, ...] = ()
    """The articles and tasks by which it counts; if it does not, those that exist."""
    why: Finding | None = None
    """Why it does not count, in a few words; None if it does."""


class Counted(msgspec.Struct, frozen=True):
    """A share: `value` of `of`, by a rule."""

    value: int
    of: int
    rule: Finding
    """What counts, as a sentence."""
    items: tuple[Item, ...]
    """What was examined, whether it counts or not."""

    @property
    def counted(self) -> tuple[Id, ...]:
        """Return the records of the items that count, each once."""
        found = (one for item in self.items if item.why is None for one in item.records)
        return tuple(dict.fromkeys(found))


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
    ready: int = 0
    """How many of what does not count have a piece that is ready, …"""
    planned: int = 0
    """… and how many only one that is planned."""

    @property
    def share(self) -> float:
        """Return the value as a share, from 0 to 1."""
        return self.value / self.of if self.of else 0.0


def score(name: str, rule: Finding, items: Iterable[Item]) -> Score:
    """Return the share of the items that count."""
    found = tuple(items)
    return Score(name=name, value=counting(found), of=len(found), rule=rule, items=found)


def counting(items: Iterable[Item]) -> int:
    """Return how many items count."""
    return sum(item.why is None for item in items)


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
        items = []
        states: Counter[State] = Counter()
        for one in names:
            item, state = self._item(one)
            items.append(item)
            states[state] += 1
        return Score(
            name=name,
            value=states[State.OUT],
            of=len(items),
            rule=rule,
            items=tuple(items),
            ready=states[State.APPROVED],
            planned=states[State.PLANNED] + states[State.WRITING],
        )

    def _item(self, name: str) -> tuple[Item, State]:
        """Return a name with its records, and how far it has come."""
        records = self._records.get(name)
        if not records:
            return Item(name, (), finding(self._nothing)), State.EMPTY
        state = max(records)
        if state is State.OUT:
            return Item(name, tuple(records[state])), state
        why = NOT_OUT[State.APPROVED if state is State.APPROVED else State.PLANNED]
        every = tuple(one for some in records.values() for one in some)
        return Item(name, every, finding(why)), state
