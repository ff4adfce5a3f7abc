"""What each unit of a campaign has acknowledged, and the pieces for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate
from operator import add

import msgspec

from store.campaign_records import Campaign, Task
from store.campaigns.acknowledgements import names_heard, reach_of
from store.campaigns.matrix import State, states_by_unit
from store.campaigns.units import Tree, tree_of
from store.ledger import Outs
from store.records import Article, Id


class UnitCoverage(msgspec.Struct, frozen=True, gc=False):
    """The counts of one unit."""

    asked: int = 0
    """How many cascading tasks reach it."""
    acked: int = 0
    """How many of those it has acknowledged."""
    stops: int = 0
    """In how many of those the chain stops at it (see `Cascade.stopped_at`)."""
    planned: int = 0
    """Pieces for it that are only planned: tasks without an article, ideas, assignments."""
    writing: int = 0
    approved: int = 0
    out: int = 0
    branch_out: int = 0
    """The pieces for it and all units below it that are out …"""
    branch_pieces: int = 0
    """… and all pieces for them."""

    @property
    def pieces(self) -> int:
        """Return the number of pieces for it."""
        return self.planned + self.writing + self.approved + self.out


def unit_coverage(
    campaign: Campaign, tasks: Iterable[Task], articles: Mapping[Id, Article], outs: Outs
) -> dict[str, UnitCoverage]:
    """Return the counts of each unit of a campaign, by full name, in the order of the tree.

    The articles are those of the campaign, and those its tasks name, by id.
    """
    tasks = list(tasks)
    tree = tree_of(campaign)
    counts = _Counts(tree)
    for task in tasks:
        if task.cascades:
            counts.take(task, reach_of(task, campaign))
    acked, states = counts.acked(), states_by_unit(tasks, articles, outs)
    nothing: Counter[State] = Counter()
    of_units = [states.get(name, nothing) for name in tree.names]
    # Running totals before each index, so that a branch is the difference of two.
    gone_out = [0, *accumulate(pieces[State.OUT] for pieces in of_units)]
    alls = [0, *accumulate(pieces.total() for pieces in of_units)]
    found: dict[str, UnitCoverage] = {}
    for place, asked in enumerate(accumulate(counts.asked[:-1])):
        pieces, end = of_units[place], place + 1 + tree.branches[place].below
        found.setdefault(
            tree.names[place],
            UnitCoverage(
                asked,
                acked[place],
                counts.stops[place],
                pieces[State.PLANNED],
                pieces[State.WRITING],
                pieces[State.APPROVED],
                pieces[State.OUT],
                gone_out[end] - gone_out[place],
                alls[end] - alls[place],
            ),
        )
    return found


class _Counts:
    """Counts of the cascading tasks, by index in the tree.

    For speed (half a million acknowledgements while an editor waits), the acknowledgements of a
    task are one byte per unit, and such bytes are added as one large integer.
    """

    def __init__(self, tree: Tree) -> None:
        self._size = len(tree.branches)
        self._below = [branch.below for branch in tree.branches]
        self._names = tree.names
        self._known = set(self._names)
        self._sum = self._summed = 0
        self._acked = [0] * self._size
        self.asked = [0] * (self._size + 1)
        """The difference of each unit's count of tasks from the one before it."""
        self.stops = [0] * self._size

    def take(self, task: Task, reach: range) -> None:
        """Count one task that is for the units at some indexes."""
        self.asked[reach.start] += 1
        self.asked[reach.stop] -= 1
        names = self._names[reach.start : reach.stop]
        heard = {ack.unit for ack in task.acks}
        mask = bytes(map(heard.__contains__, names))
        if mask.count(1) < len(heard):  # other spellings, or units that are not asked
            mask = bytes(map(names_heard(task, self._known).__contains__, names))
        self._add(mask, reach.start)
        self._stop(mask, reach.start)

    def acked(self) -> list[int]:
        """Return how many tasks each unit has acknowledged."""
        counts = self._sum.to_bytes(self._size, "little")
        self._acked = [*map(add, self._acked, counts)]
        self._sum = self._summed = 0
        return self._acked

    def _add(self, mask: bytes, start: int) -> None:
        self._sum += int.from_bytes(mask, "little") << (8 * start)
        self._summed += 1
        if self._summed == 255:  # what a byte holds
            self.acked()

    def _stop(self, mask: bytes, start: int) -> None:
        """Count where the chain stops: at silent units with no silent one above them."""
        silent = mask.find(0)
        while silent >= 0:
            self.stops[start + silent] += 1
            silent = mask.find(0, silent + 1 + self._below[start + silent])


def last_words(tasks: Iterable[Task]) -> dict[str, datetime]:
    """Return when each unit last acknowledged a task, by the names in the acknowledgements.

    This is separate from `unit_coverage` because it takes as long as all of that.
    """
    last: dict[str, datetime] = {}
    for task in tasks:
        for ack in task.acks if task.cascades else ():
            name, at = ack.unit, ack.at
            if name not in last or last[name] < at:
                last[name] = at
    return last
