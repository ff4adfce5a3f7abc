"""The gaps of a matrix, the most urgent first."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from store.campaigns.matrix import Matrix, Rows, State
from store.records import Campaign


class Gap(msgspec.Struct, frozen=True):
    """An empty cell."""

    row: str
    label: str
    """The name of the row; for a goal, its code and text."""
    column: str
    days_left: int
    """Until the day of the row, else the end of the campaign, else `NO_DAY`."""
    weight: int
    """3: filling it would bring the row in sync; 2: its group of columns is empty; 1: otherwise."""


def ranked_gaps(found: Matrix, campaign: Campaign, today: date) -> list[Gap]:
    """Return the empty cells of a matrix, the most pressing first: days left, then weight."""
    ranked = []
    for row in found.rows:
        filled = {
            group
            for group, cell in zip(found.groups, row.cells, strict=True)
            if cell.state is not State.EMPTY
        }
        label = f"{row.name} {row.label}" if found.view.rows is Rows.GOALS else row.name
        due = row.due or campaign.end or campaign.start
        days_left = (due - today).days if due else NO_DAY
        for column, group, cell in zip(found.columns, found.groups, row.cells, strict=True):
            if cell.state is State.EMPTY:
                weight = 1 + (group not in filled)
                if row.sync.missing == (group,):
                    weight = 3
                ranked.append(Gap(row.name, label, column, days_left, weight))
    return sorted(ranked, key=lambda gap: (gap.days_left, -gap.weight))


NO_DAY: Final = 9999
"""The days left if neither the row nor the campaign has a day."""
