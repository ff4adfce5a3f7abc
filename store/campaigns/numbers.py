"""Numbers of a campaign that are no score, each with what makes it: tasks, rows, cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TypeVar

from store.campaign_records import Task
from store.campaigns.counted import WHY_NOT_OUT, Item, Number
from store.campaigns.gaps import Gap
from store.campaigns.matrix import Cell, Matrix, Row, State
from store.errors import N_, Finding, finding
from store.records import Id

T = TypeVar("T")


def all_of(items: Iterable[Item]) -> Number:
    """Return the number of items, whether they count elsewhere or not."""
    return Number(tuple(Item(one.name, one.records) for one in items))


def tasks_in(tasks: Iterable[Task], why_not: Callable[[Task], Finding | None]) -> Number:
    """Return the number of the tasks for which nothing speaks against it."""
    return Number(tuple(Item(records=(one.id,), why=why_not(one)) for one in tasks))


def done(tasks: Iterable[Task]) -> Number:
    """Return the number of the tasks that are ticked."""
    return tasks_in(tasks, lambda one: None if one.done else finding(N_("open")))


def overdue(tasks: Iterable[Task], now: datetime) -> Number:
    """Return the number of the tasks that are overdue."""

    def why_not(task: Task) -> Finding | None:
        if task.is_overdue(now):
            return None
        if task.done:
            return finding(N_("ticked"))
        return finding(N_("still in time") if task.due else N_("without a day"))

    return tasks_in(tasks, why_not)


def rows_in_sync(found: Matrix, groups: Collection[str]) -> Number:
    """Return the number of the rows that are in sync, by the pieces out in groups of channels."""
    items = (Item(row.label, _out_in(found, row, groups), _out_of_sync(row)) for row in found.rows)
    return Number(tuple(items))


def _out_in(found: Matrix, row: Row, groups: Collection[str]) -> tuple[Id, ...]:
    cells = zip(found.groups, row.cells, strict=True)
    return tuple(dict.fromkeys(one for g, cell in cells if g in groups for one in cell.out))


def _out_of_sync(row: Row) -> Finding | None:
    """Return why a row is not in sync; None if it is."""
    if row.sync.is_met:
        return None
    if row.sync.missing:
        return finding(N_("missing: {groups}"), groups=", ".join(row.sync.missing))
    return finding(N_("{hours} h too far apart"), hours=row.sync.late_hours)


def empty_cells(found: Matrix) -> Number:
    """Return the number of the cells of a matrix that have nothing yet."""
    return Number(
        tuple(
            Item(f"{row.label} × {column}", (*cell.articles, *cell.tasks), _held(cell))
            for row in found.rows
            for column, cell in zip(found.columns, row.cells, strict=True)
        )
    )


def _held(cell: Cell) -> Finding | None:
    """Return what a cell holds; None if it is empty."""
    if cell.state is State.EMPTY:
        return None
    return finding(WHY_NOT_OUT.get(cell.state, N_("out")))


def gaps_of(found: Matrix, gaps: Iterable[Gap], why_not: Callable[[Gap], Finding | None]) -> Number:
    """Return the number of the gaps of a matrix for which nothing speaks against it."""
    there = {
        (row.name, column): cell
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
    }
    items = []
    for gap in gaps:
        cell = there[gap.row, gap.column]
        records = (*cell.articles, *cell.tasks)
        items.append(Item(f"{gap.label} × {gap.column}", records, why_not(gap)))
    return Number(tuple(items))
