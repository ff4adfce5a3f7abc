"""The gaps of a matrix, the most urgent first.

A gap is a cell in which nothing is out. How urgent it is follows from the day on which something is
planned for that very cell, else from the next day on which something is planned for its row. Only
the first can be late.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from store.campaigns.matrix import Matrix, Rows, State

NO_DAY: Final = 9999
"""The days left where nothing is planned on a day."""


class Gap(msgspec.Struct, frozen=True):
    """A cell in which nothing is out."""

    row: str
    label: str
    """The name of the row; for a goal, its code and text."""
    column: str
    days_left: int
    """Until something is planned for the cell, else for its row; else `NO_DAY`."""
    weight: int
    """3: filling it would bring the row in sync; 2: its group of columns is empty; 1: otherwise."""
    state: State = State.EMPTY
    """How far the best piece for it has come."""

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed on which something was planned for it."""
        return self.days_left < 0


def ranked_gaps(found: Matrix, today: date) -> list[Gap]:
    """Return the gaps of a matrix: by days left, then the emptiest rows first, then by weight."""
    ranked: list[tuple[int, Gap]] = []
    for row in found.rows:
        filled = {
            group
            for group, cell in zip(found.groups, row.cells, strict=True)
            if cell.state is not State.EMPTY
        }
        label = f"{row.name} {row.label}" if found.view.rows is Rows.GOALS else row.name
        coming = next((day for day in row.days if day >= today), None)
        out = sum(cell.state is State.OUT for cell in row.cells)
        for column, group, cell in zip(found.columns, found.groups, row.cells, strict=True):
            if cell.state is not State.OUT:
                day = cell.due or coming
                weight = 3 if row.sync.missing == (group,) else 1 + (group not in filled)
                days_left = (day - today).days if day else NO_DAY
                ranked.append((out, Gap(row.name, label, column, days_left, weight, cell.state)))
    ranked.sort(key=lambda one: (one[1].days_left, one[0], -one[1].weight))
    return [gap for _out, gap in ranked]
