"""The matrix of a campaign: what is covered, and what is in sync.

Every cell is counted from the tasks and articles that carry its tags. What is out, the ledger says
(`store.ledger`): an article in the channels in which it went out, a task only where it was recorded
as posted. A ticked task is work done, and an approved article is ready; neither is out.

A piece fills the cells of its own tags, and nothing is multiplied out: an article does not carry
the tags of its tasks. A task that was begun stays planned in those of its cells in which none of
its articles is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any, Final

import msgspec

from store.campaign_records import Campaign, Named, Task
from store.campaigns.sync import MessageSync, Sync, sync_of
from store.channels import Channel
from store.dates.zone import local_day
from store.ledger import Outs
from store.records import Article, Id, Status


class State(IntEnum):
    """How far a piece, or the best one of a cell, has come."""

    EMPTY = 0
    PLANNED = 1
    WRITING = 2
    APPROVED = 3
    OUT = 4


class Rows(StrEnum):
    """The possible rows of a matrix; the value is a field of tasks and articles."""

    TOPICS = "topics"
    MILESTONES = "milestone"
    GOALS = "goals"
    UNITS = "unit"


class Columns(StrEnum):
    """The possible columns of a matrix."""

    CHANNELS = "channels"
    AUDIENCES = "audiences"
    LEVELS = "levels"


class View(msgspec.Struct, frozen=True):
    """The axes of a matrix, and which pieces count."""

    rows: Rows = Rows.TOPICS
    columns: Columns = Columns.CHANNELS
    strand: str = ""
    """Only pieces of this strand, and articles that fulfil a task of it; empty for all."""
    phase: str = ""
    """Only tasks of this phase and the articles that fulfil them."""
    since: date | None = None
    """Only pieces that are due, or went out, from this day on …"""
    until: date | None = None
    """… and up to this one."""


class Cell(msgspec.Struct, frozen=True):
    """The pieces in one row and column."""

    articles: tuple[Id, ...] = ()
    tasks: tuple[Id, ...] = ()
    """Tasks with no live article in it, and those that were recorded as posted there."""
    states: tuple[State, ...] = ()
    """How far each of them has come: first the articles, then the tasks."""
    due: date | None = None
    """The first day on which a piece is planned here that is not out."""

    @property
    def state(self) -> State:
        """Return how far the best piece has come."""
        return max(self.states, default=State.EMPTY)

    @property
    def count(self) -> int:
        """Return the number of pieces, including planned ones."""
        return len(self.states)

    def pieces_in(self, *states: State) -> tuple[Id, ...]:
        """Return the articles and tasks that have come as far as one of some states."""
        known = zip((*self.articles, *self.tasks), self.states, strict=True)
        return tuple(piece for piece, state in known if state in states)

    @property
    def planned(self) -> tuple[Id, ...]:
        """Return the pieces that are planned or being written."""
        return self.pieces_in(State.PLANNED, State.WRITING)

    @property
    def ready(self) -> tuple[Id, ...]:
        """Return the pieces that are ready and not out."""
        return self.pieces_in(State.APPROVED)

    @property
    def out(self) -> tuple[Id, ...]:
        """Return the pieces that are out."""
        return self.pieces_in(State.OUT)


class Row(msgspec.Struct, frozen=True):
    """One row of the matrix."""

    name: str
    """The name of the row; for a goal, its code."""
    label: str
    """The text to display; for a goal, its text."""
    cells: tuple[Cell, ...]
    sync: Sync
    days: tuple[date, ...] = ()
    """The days on which pieces of it are due that have not gone out, in order."""


class Matrix(msgspec.Struct, frozen=True):
    """The matrix of a campaign in one view."""

    view: View
    columns: tuple[str, ...]
    groups: tuple[str, ...]
    """The group of each column, or the empty text."""
    rows: tuple[Row, ...]

    @property
    def in_sync(self) -> int:
        """Return the number of rows in sync."""
        return sum(row.sync.is_met for row in self.rows)

    @property
    def empty(self) -> int:
        """Return the number of empty cells."""
        return sum(cell.state is State.EMPTY for row in self.rows for cell in row.cells)


class Piece(msgspec.Struct, frozen=True, gc=False):
    """What is counted: an article, or a task."""

    id: Id
    """The id of the article or task."""
    is_article: bool
    ready: State
    """How far it has come, short of being out."""
    tagged: tuple[Task | Article, ...]
    """The article or task, and after an article the tasks that it fulfils."""
    due: date | None
    outs: Mapping[str, datetime] = {}
    """When it first went out, by channel (`store.ledger.first_outs`)."""
    begun: tuple[Article, ...] = ()
    """The live articles of a task."""

    @property
    def message(self) -> Id:
        """Return the message that it is a part of; a task is of that of its articles, if of one."""
        one = self.tagged[0]
        if isinstance(one, Article):
            return one.message
        known = {article.message for article in self.begun}
        return known.pop() if len(known) == 1 else one.id

    @property
    def state(self) -> State:
        """Return how far it has come."""
        return State.OUT if self.outs else self.ready

    @property
    def is_correction(self) -> bool:
        """Tell whether it is the notice of a correction (đính chính), which is no piece of news."""
        one = self.tagged[0]
        return isinstance(one, Article) and one.corrects is not None

    @property
    def is_out(self) -> bool:
        """Tell whether it went out, and is not withdrawn."""
        return bool(self.outs)

    @property
    def is_work_left(self) -> bool:
        """Tell whether there is something to do for it."""
        return not (self.outs or self.is_ticked)

    @property
    def is_ticked(self) -> bool:
        """Tell whether it is a task whose work is done."""
        one = self.tagged[0]
        return isinstance(one, Task) and one.done is not None

    @property
    def out(self) -> datetime | None:
        """Return when it first went out."""
        return min(self.outs.values(), default=None)

    def state_in(self, channel: str) -> State:
        """Return how far it has come in one channel: what is out in another is ready for it."""
        return State.OUT if channel in self.outs else self.ready

    def tags(self, field: str) -> Collection[str]:
        """Return its own values of a field; what went out in a channel has that one, too."""
        value: str | tuple[str, ...] = getattr(self.tagged[0], field)
        if isinstance(value, str):
            return (value,) if value else ()
        if self.outs and field == "channels":
            value = (*value, *self.outs)
        if len(value) < 2 and "" not in value:
            return value
        tags = dict.fromkeys(value)
        tags.pop("", None)
        return tags

    def columns_in(self, view: View, row: str) -> Collection[str]:
        """Return the columns of the cells that it is in, in a row whose tag it carries.

        An article is in each that it carries. A task is where it was posted, and where none of its
        articles is.
        """
        field = view.columns.value
        columns = self.tags(field)
        if not self.begun or (self.outs and view.columns is not Columns.CHANNELS):
            return columns
        filled: set[str] = set()
        for article in self.begun:
            if row in _values(article, view.rows.value):
                filled.update(_values(article, field))
        return [column for column in columns if column in self.outs or column not in filled]


def _values(one: Task | Article, field: str) -> Iterable[str]:
    """Return what a task or article carries of a field."""
    value: str | tuple[str, ...] = getattr(one, field)
    return filter(None, (value,) if isinstance(value, str) else value)


_STATES: Final = {
    Status.IDEA: State.PLANNED,
    Status.ASSIGNED: State.PLANNED,
    Status.WRITING: State.WRITING,
    Status.RETURNED: State.WRITING,
    Status.TO_EDIT: State.WRITING,
    Status.EDITING: State.WRITING,
    Status.TO_APPROVE: State.WRITING,
    Status.APPROVED: State.APPROVED,
    Status.EXPORTED: State.APPROVED,  # the ledger says where it is out
    Status.WITHDRAWN: State.EMPTY,
    Status.CANCELLED: State.EMPTY,
}


def count_matrix(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    outs: Outs,
    view: View,
) -> Matrix:
    """Count the matrix of a campaign.

    A name that is twice in a list is one row or column. Tags that are not in the campaign's lists
    have no cell.

    The articles are those of the campaign, and those its tasks name, by id.
    """
    columns = _columns(campaign, view.columns)
    cells: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    by_row: dict[str, list[Piece]] = defaultdict(list)
    rows_of, columns_of = view.rows.value, view.columns.value
    shows_all = view == View(view.rows, view.columns)
    for piece in pieces(tasks, articles, outs, with_begun=True):
        if (names := piece.tags(rows_of)) and (shows_all or _counts(view, piece)):
            everywhere = () if piece.begun else piece.tags(columns_of)
            for row in names:
                there = piece.columns_in(view, row) if piece.begun else everywhere
                in_row = cells[row]
                for column in there:
                    in_row[column].append(piece)
                if there or not piece.begun:
                    by_row[row].append(piece)
    group_of = _groups(campaign.channels)
    rows = tuple(
        Row(
            name=name,
            label=label,
            cells=tuple(_cell(view, column, cells[name].get(column, ())) for column in columns),
            sync=sync_of(campaign, _outs_of(by_row.get(name, ())), group_of),
            days=_days(by_row.get(name, ())),
        )
        for name, label in _row_names(campaign, view.rows).items()
    )
    return Matrix(view, tuple(columns), tuple(columns.values()), rows)


def tags_of_cell(view: View, row: str, column: str) -> dict[str, Any]:
    """Return the fields that put a new piece in a cell of a view."""
    is_one = view.rows in (Rows.MILESTONES, Rows.UNITS)
    return {
        view.rows.value: row if is_one else (row,),
        view.columns.value: (column,),
        "strand": view.strand,
        "due": view.until,
    }


def pieces(
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    outs: Outs,
    *,
    with_begun: bool = False,
) -> list[Piece]:
    """Return the pieces of a campaign, articles first, without withdrawn and cancelled ones.

    Of the tasks that have a live article, those that were recorded as posted; `with_begun` all.
    """
    fulfilling: dict[Id, list[Task]] = defaultdict(list)
    of_tasks: list[Piece] = []
    for task in tasks:
        for named in task.articles:
            fulfilling[named].append(task)
        posts = outs.get(task.id, _NOWHERE)
        known = (articles[one] for one in task.articles if one in articles)
        begun = tuple(one for one in known if _STATES[one.status])
        if posts or with_begun or not begun:
            one = Piece(task.id, False, State.PLANNED, (task,), task.due, posts, begun)
            of_tasks.append(one)
    of_articles: list[Piece] = []
    for article in articles.values():
        if state := _STATES[article.status]:
            own = fulfilling.get(article.id, ())
            due = article.due
            if due is None and own:
                due = min((task.due for task in own if task.due), default=None)
            went_out = outs.get(article.id, _NOWHERE)
            tagged = (article, *own)
            of_articles.append(Piece(article.id, True, state, tagged, due, went_out))
    return of_articles + of_tasks


_NOWHERE: Final[Mapping[str, datetime]] = {}


def _counts(view: View, piece: Piece) -> bool:
    if view.strand and all(one.strand != view.strand for one in piece.tagged):
        return False
    if view.phase and all(isinstance(o, Article) or o.phase != view.phase for o in piece.tagged):
        return False
    if not (view.since or view.until):
        return True
    day = local_day(piece.out) if piece.out else piece.due
    return day is not None and (view.since or day) <= day <= (view.until or day)


def _cell(view: View, column: str, pieces: Sequence[Piece]) -> Cell:
    if not pieces:
        return _EMPTY
    is_channel = view.columns is Columns.CHANNELS
    states = [piece.state_in(column) if is_channel else piece.state for piece in pieces]
    known = zip(pieces, states, strict=True)
    left = [one.due for one, state in known if one.due and state < State.OUT and not one.is_ticked]
    split = sum([piece.is_article for piece in pieces])  # they come before the tasks
    ids = tuple([piece.id for piece in pieces])
    return Cell(ids[:split], ids[split:], tuple(states), min(left, default=None))


_EMPTY: Final = Cell()


def messages_in_sync(campaign: Campaign, known: Iterable[Piece]) -> dict[Id, MessageSync]:
    """Return of each message of which something is out whether it is in sync, whatever its rows."""
    found = sync_of(campaign, _outs_of(known), _groups(campaign.channels))
    return {one.message: one for one in found.messages}


def _days(pieces: Sequence[Piece]) -> tuple[date, ...]:
    return tuple(sorted({piece.due for piece in pieces if piece.due and piece.is_work_left}))


def _outs_of(pieces: Iterable[Piece]) -> Iterable[tuple[Id, Mapping[str, datetime]]]:
    """Return the message of each piece that is out, and when it first went out by channel."""
    return ((piece.message, piece.outs) for piece in pieces if piece.outs)


def _columns(campaign: Campaign, columns: Columns) -> dict[str, str]:
    """Return the columns, each with its group."""
    match columns:
        case Columns.CHANNELS:
            return _groups(campaign.channels)
        case Columns.AUDIENCES:
            return _groups(campaign.audiences)
        case Columns.LEVELS:
            return dict.fromkeys(campaign.levels, "")


def _groups(entries: Iterable[Named | Channel]) -> dict[str, str]:
    return _first((entry.name, entry.group) for entry in entries)


def _row_names(campaign: Campaign, rows: Rows) -> dict[str, str]:
    """Return the rows, each with its label."""
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
    """Return the entries by name; the first one of each name."""
    found: dict[str, str] = {}
    for name, value in entries:
        found.setdefault(name, value)
    return found


def states_by_unit(
    tasks: Iterable[Task], articles: Mapping[Id, Article], outs: Outs
) -> dict[str, Counter[State]]:
    """Count the pieces of each unit by state, as the matrix does."""
    found: dict[str, Counter[State]] = defaultdict(Counter)
    for piece in pieces(tasks, articles, outs):
        for name in piece.tags("unit"):
            found[name][piece.state] += 1
    return found
