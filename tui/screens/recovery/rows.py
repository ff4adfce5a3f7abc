"""The rows of what can be recovered: changes, deletions, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from store import ConflictCopy, Desk, Undoable
from store.bookkeeping import Conflict, Deleted
from store.dates.zone import on_wall
from store.record_kinds import of_editors, title
from store.records import Record
from tui.i18n import _
from tui.widgets.headline import fits, headline_lines
from tui.widgets.labels import time_of
from tui.widgets.record_text import title_of_document
from tui.widgets.virtual_list import Line, Rows, fitted


class ChangeRow(NamedTuple):
    """A change of this session."""

    place: int
    """Counted from the first change, so that it identifies the row while others are added."""
    change: Undoable
    what: str
    about: str
    when: str


class ChangeRows(Rows[ChangeRow]):
    """The changes, the last one first, with a mark at all that Enter would undo."""

    _column = 0
    """The width of what the changes did."""

    def row_key(self, item: ChangeRow) -> str:
        """Return the place of the change."""
        return str(item.place)

    def row_lines(self, item: ChangeRow, width: int) -> list[Line]:
        """Draw a change."""
        is_taken = len(self.items) - item.place <= self.cursor_place
        column, room = self._widths(item, width)
        first, *others = headline_lines(item.about, room)
        return [
            [
                ("↶ " if is_taken else "  ", "accent"),
                (fitted(item.what, column), "accent"),
                ("  ", ""),
                (fitted(first, room), ""),
                (f"  {item.when}", "dim"),
            ],
            *([(" " * (2 + column + 2), ""), (line, "")] for line in others),
        ]

    def row_height(self, item: ChangeRow, width: int) -> int:
        """Return one line, or two for a long title."""
        _column, room = self._widths(item, width)
        return 2 - fits(item.about, room)

    def show(self, items: Sequence[ChangeRow], key: str | None = None) -> None:
        """Show other changes, what they did in one column."""
        self._column = max((cell_len(row.what) for row in items), default=0)
        super().show(items, key)

    def _widths(self, item: ChangeRow, width: int) -> tuple[int, int]:
        """Return the widths of what was done, and of the title."""
        column = min(self._column, width // 3)
        return column, width - 2 - column - 2 - 2 - len(item.when)


class BinRow(NamedTuple):
    """An entry of the bin."""

    deleted: Deleted
    facts: str


class BinRows(Rows[BinRow]):
    """What was deleted: its title, and below it the facts."""

    def row_key(self, item: BinRow) -> str:
        """Return the id of the entry."""
        return item.deleted.id

    def row_height(self, item: BinRow, width: int) -> int:
        """Return the number of lines: the title in one or two, and the facts."""
        return 3 - fits(_name(item), width)

    def row_lines(self, item: BinRow, width: int) -> list[Line]:
        """Draw an entry."""
        lines = headline_lines(_name(item), width)
        return [*([(line, "title")] for line in lines), [(f"  {item.facts}", "dim")]]


def _name(item: BinRow) -> str:
    return item.deleted.title or _("(no headline)")


class ConflictRow(NamedTuple):
    """A conflict, or a copy of the desk that can be merged."""

    conflict: Conflict | ConflictCopy
    kind: str
    what: str


class ConflictRows(Rows[ConflictRow]):
    """The conflicts."""

    _column = 0
    """The width of the kinds."""

    def row_key(self, item: ConflictRow) -> str:
        """Return the id of a conflict, or the path of a copy."""
        if isinstance(item.conflict, ConflictCopy):
            return str(item.conflict.path)
        return item.conflict.id

    def row_lines(self, item: ConflictRow, width: int) -> list[Line]:
        """Draw a conflict."""
        is_whole = isinstance(item.conflict, ConflictCopy) or item.conflict.theirs is None
        tone = "warn" if is_whole else ""
        first, *others = headline_lines(item.what, width - self._column - 2)
        return [
            [(fitted(item.kind, self._column), "dim"), ("  ", ""), (first, tone)],
            *([(" " * (self._column + 2), ""), (line, tone)] for line in others),
        ]

    def row_height(self, item: ConflictRow, width: int) -> int:
        """Return one line, or two for a long title."""
        return 2 - fits(item.what, width - self._column - 2)

    def show(self, items: Sequence[ConflictRow], key: str | None = None) -> None:
        """Show other conflicts, their kinds in one column."""
        self._column = max((cell_len(row.kind) for row in items), default=0)
        super().show(items, key)


def subject(desk: Desk, change: Undoable) -> str:
    """Return what a change is about: the current title of its record."""
    records = [after or before for before, after in change.steps]
    for record in records:
        if isinstance(record, Deleted):
            return record.title or _("(no headline)")
    names = [_name_now(desk, record) for record in records if record]
    return next(filter(None, names), _("(no headline)"))


def _name_now(desk: Desk, record: Record) -> str:
    wanted = record.record if isinstance(record, Conflict) else record.id
    for kind in of_editors():
        table = desk.records.table(kind.table)
        if table is not None and (now := table.get(wanted)):
            return title(now)
    if isinstance(record, Conflict):
        return title_of_document(record.theirs or {})
    return title(record)


def moment(at: datetime, now: datetime) -> str:
    """Return a time of day, with the day if it is not today."""
    local = on_wall(at, now)
    return f"{local:%H:%M}" if local.date() == now.date() else time_of(at, now)
