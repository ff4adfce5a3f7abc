"""The matrix of a campaign: what is covered where, what is in sync, and which gaps come first.

Nothing here is typed in: every cell is counted from the tasks and articles that carry its tags.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import Any, Final

import msgspec

from store.records import Article, Campaign, Id, Named, Status, Task


class State(IntEnum):
    """How far the best piece of a cell has come."""

    EMPTY = 0
    PLANNED = 1
    WRITING = 2
    APPROVED = 3
    OUT = 4


FINISHED: Final = (State.APPROVED, State.OUT)


class Rows(StrEnum):
    """What the rows of a matrix can be; the value is the field of a task or article."""

    TOPICS = "topics"
    MILESTONES = "milestone"
    GOALS = "goals"
    UNITS = "unit"


class Columns(StrEnum):
    """What its columns can be."""

    CHANNELS = "channels"
    AUDIENCES = "audiences"
    LEVELS = "levels"


class View(msgspec.Struct, frozen=True):
    """Which matrix: its axes, and which pieces count."""

    rows: Rows = Rows.TOPICS
    columns: Columns = Columns.CHANNELS
    strand: str = ""
    """Only pieces of this strand, and articles that fulfil a task of it; empty for all."""
    phase: str = ""
    """Only tasks of this phase and the articles that fulfil them."""
    since: date | None = None
    """Only pieces that are due, or have gone out, from this day on …"""
    until: date | None = None
    """… and up to this one."""


class Cell(msgspec.Struct, frozen=True):
    """What there is on one row for one column."""

    state: State = State.EMPTY
    articles: tuple[Id, ...] = ()
    tasks: tuple[Id, ...] = ()
    """Tasks that no article stands for yet."""

    @property
    def count(self) -> int:
        """How many pieces there are, planned ones included."""
        return len(self.articles) + len(self.tasks)


class Sync(msgspec.Struct, frozen=True):
    """Whether the pieces of a row are in sync (đồng bộ)."""

    is_met: bool
    """There is a finished piece in both groups of channels, and they went out close together."""
    missing: tuple[str, ...] = ()
    """The groups in which there is no finished piece."""
    late_hours: int = 0
    """By how many hours they went out too far from each other."""


class Row(msgspec.Struct, frozen=True):
    """One row of the matrix."""

    name: str
    """What the row is called; of a goal its code."""
    label: str
    """What is shown of it: of a goal its text."""
    cells: tuple[Cell, ...]
    sync: Sync
    due: date | None = None
    """The first day on which something of it is due that has not gone out."""


class Gap(msgspec.Struct, frozen=True):
    """A cell in which nothing is."""

    row: str
    label: str
    """The row as it is told: its name; of a goal the code and the text."""
    column: str
    days_left: int
    """To the day of the row, else to the end of the campaign, else `NO_DAY`."""
    weight: int
    """3: filling it would bring the row in sync; 2: its group of columns is empty; 1: else."""


class Matrix(msgspec.Struct, frozen=True):
    """The matrix of a campaign in one view."""

    view: View
    columns: tuple[str, ...]
    groups: tuple[str, ...]
    """The group of each column; the empty text where the list has none."""
    rows: tuple[Row, ...]

    @property
    def in_sync(self) -> int:
        """How many rows are in sync."""
        return sum(row.sync.is_met for row in self.rows)

    @property
    def empty(self) -> int:
        """How many cells are empty."""
        return sum(cell.state is State.EMPTY for row in self.rows for cell in row.cells)


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """What is counted: an article with the tags of the tasks it fulfils, or a task without one."""

    id: Id
    is_article: bool
    state: State
    rows: frozenset[str]
    columns: frozenset[str]
    channels: frozenset[str]
    out: datetime | None
    """When it went out, where that is known."""
    due: date | None


_STATES: Final = {
    Status.IDEA: State.PLANNED,
    Status.ASSIGNED: State.PLANNED,
    Status.WRITING: State.WRITING,
    Status.TO_EDIT: State.WRITING,
    Status.EDITING: State.WRITING,
    Status.TO_APPROVE: State.WRITING,
    Status.APPROVED: State.APPROVED,
    Status.EXPORTED: State.OUT,
    Status.WITHDRAWN: State.EMPTY,
    Status.CANCELLED: State.EMPTY,
}


def count_matrix(
    campaign: Campaign, tasks: Iterable[Task], articles: Mapping[Id, Article], view: View
) -> Matrix:
    """Count the matrix of a campaign.

    A name that stands twice in a list is one row or column. A tag that is in none of the
    campaign's lists has no cell.

    Args:
        campaign: its lists are the axes.
        tasks: its tasks.
        articles: its articles, and those its tasks name, by id.
        view: the axes, and what counts.
    """
    columns = _columns(campaign, view.columns)
    cells: dict[tuple[str, str], list[_Piece]] = defaultdict(list)
    by_row: dict[str, list[_Piece]] = defaultdict(list)
    for piece in _pieces(tasks, articles, view):
        for row in piece.rows:
            by_row[row].append(piece)
            for column in piece.columns:
                cells[row, column].append(piece)
    group_of = _groups(campaign.channels)
    rows = tuple(
        Row(
            name=name,
            label=label,
            cells=tuple(_cell(cells.get((name, column), ())) for column in columns),
            sync=_sync(campaign, by_row.get(name, ()), group_of),
            due=_due(by_row.get(name, ())),
        )
        for name, label in _row_names(campaign, view.rows).items()
    )
    return Matrix(view, tuple(columns), tuple(columns.values()), rows)


def tags_of_cell(view: View, row: str, column: str) -> dict[str, Any]:
    """Return what a new piece carries to stand in a cell of a view."""
    is_one = view.rows in (Rows.MILESTONES, Rows.UNITS)
    return {
        view.rows.value: row if is_one else (row,),
        view.columns.value: (column,),
        "strand": view.strand,
        "due": view.until,
    }


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
"""The days left where the campaign says nothing of days."""


def _pieces(tasks: Iterable[Task], articles: Mapping[Id, Article], view: View) -> list[_Piece]:
    fulfilled: dict[Id, list[Task]] = defaultdict(list)
    pieces: list[_Piece] = []

    def add(state: State, one: Task | Article, of: Sequence[Task], due: date | None) -> None:
        tagged = (one, *of)
        rows = _tags(tagged, view.rows)
        out = one.done if isinstance(one, Task) else one.exported
        day = out.date() if out and state is State.OUT else due
        if rows and _counts(view, tagged, day):
            columns = _tags(tagged, view.columns)
            by_channel = view.columns is Columns.CHANNELS
            channels = columns if by_channel else _tags(tagged, Columns.CHANNELS)
            is_article = isinstance(one, Article)
            pieces.append(_Piece(one.id, is_article, state, rows, columns, channels, out, due))

    for task in tasks:
        for named in task.articles:
            fulfilled[named].append(task)
        if not any(_STATES[articles[a].status] for a in task.articles if a in articles):
            add(State.OUT if task.done else State.PLANNED, task, (), task.due)
    for article in articles.values():
        if state := _STATES[article.status]:
            of = fulfilled.get(article.id, ())
            due = article.due or min((task.due for task in of if task.due), default=None)
            add(state, article, of, due)
    return pieces


def _counts(view: View, tagged: Iterable[Task | Article], day: date | None) -> bool:
    if view.strand and all(one.strand != view.strand for one in tagged):
        return False
    if view.phase and all(isinstance(o, Article) or o.phase != view.phase for o in tagged):
        return False
    if view.since and (day is None or day < view.since):
        return False
    return not (view.until and (day is None or day > view.until))


def _tags(tagged: Iterable[Task | Article], field: str) -> frozenset[str]:
    tags: set[str] = set()
    for one in tagged:
        value = getattr(one, field)
        tags.update((value,) if isinstance(value, str) else value)
    tags.discard("")
    return frozenset(tags)


def _cell(pieces: Sequence[_Piece]) -> Cell:
    if not pieces:
        return _EMPTY
    return Cell(
        state=max(piece.state for piece in pieces),
        articles=tuple(piece.id for piece in pieces if piece.is_article),
        tasks=tuple(piece.id for piece in pieces if not piece.is_article),
    )


_EMPTY: Final = Cell()


def _due(pieces: Sequence[_Piece]) -> date | None:
    days = (piece.due for piece in pieces if piece.due and piece.state is not State.OUT)
    return min(days, default=None)


def _sync(campaign: Campaign, pieces: Sequence[_Piece], group_of: Mapping[str, str]) -> Sync:
    """Say whether a row is in sync, by the rule: a finished piece in both groups, close together.

    Of an approved piece that has not gone out, the hour is not known yet: it is not late.
    """
    finished: dict[str, list[datetime | None]] = {group: [] for group in campaign.sync_groups}
    for piece in pieces:
        if piece.state in FINISHED:
            for group in {group_of.get(channel) for channel in piece.channels}:
                if group in finished:
                    finished[group].append(piece.out)
    missing = tuple(group for group, times in finished.items() if not times)
    if missing:
        return Sync(is_met=False, missing=missing)
    one, other = (finished[group] for group in campaign.sync_groups)
    late = _apart(one, other) - timedelta(hours=campaign.sync_hours)
    hours = -(-late // timedelta(hours=1))
    return Sync(is_met=hours <= 0, late_hours=max(hours, 0))


def _apart(one: Iterable[datetime | None], other: Iterable[datetime | None]) -> timedelta:
    """Return how far the two nearest times of two lists are from each other; 0 if one has none."""
    # Of all the pairs the nearest is one of neighbours, so there is no need to try each with each.
    times = [(at, side) for side, those in enumerate((one, other)) for at in those if at]
    # A time without offset, which another program may have written, is local.
    merged = sorted((at if at.tzinfo else at.astimezone(), side) for at, side in times)
    between = (b - a for (a, left), (b, right) in pairwise(merged) if left != right)
    return min(between, default=timedelta())


def _columns(campaign: Campaign, columns: Columns) -> dict[str, str]:
    """Return the name of each column, and its group."""
    match columns:
        case Columns.CHANNELS:
            return _groups(campaign.channels)
        case Columns.AUDIENCES:
            return _groups(campaign.audiences)
        case Columns.LEVELS:
            return dict.fromkeys(campaign.levels, "")


def _groups(entries: Iterable[Named]) -> dict[str, str]:
    return _first((entry.name, entry.group) for entry in entries)


def _row_names(campaign: Campaign, rows: Rows) -> dict[str, str]:
    """Return the name of each row, and what is shown of it."""
    match rows:
        case Rows.TOPICS:
            return _first((topic, topic) for topic in campaign.topics)
        case Rows.MILESTONES:
            return _first((day.name, day.name) for day in campaign.milestones)
        case Rows.GOALS:
            return _first((goal.code, goal.text) for goal in campaign.goals)
        case Rows.UNITS:
            return _first((unit.name, unit.short or unit.name) for unit in campaign.units)


def _first(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the entries by name; of a name that stands there twice, the first."""
    found: dict[str, str] = {}
    for name, value in entries:
        found.setdefault(name, value)
    return found


def states_by_unit(
    tasks: Iterable[Task], articles: Mapping[Id, Article]
) -> dict[str, Counter[State]]:
    """Count the pieces for each unit by how far they have come, as the matrix counts them."""
    found: dict[str, Counter[State]] = defaultdict(Counter)
    for piece in _pieces(tasks, articles, View(rows=Rows.UNITS, columns=Columns.LEVELS)):
        for name in piece.rows:
            found[name][piece.state] += 1
    return found
