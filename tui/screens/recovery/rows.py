"""The rows of what can be recovered: changes, deletions, conflicts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from store import ConflictCopy, Desk, Undoable
from store.dates.zone import on_wall
from store.record_kinds import of_editors, title
from store.records import Conflict, Deleted, Record
from tui.i18n import _
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

    def row_key(self, item: ChangeRow) -> str:
        """Return the place of the change."""
        return str(item.place)

    def row_lines(self, item: ChangeRow, width: int) -> list[Line]:
        """Draw a change."""
        is_taken = len(self.items) - item.place <= self._cursor
        column = max(cell_len(row.what) for row in self.items)
        what = fitted(item.what, min(column, width // 3))
        room = width - 2 - len(item.when) - 2 - cell_len(what) - 1
        return [
            [
                ("↶ " if is_taken else "  ", "accent"),
                (what, "accent"),
                (" ", ""),
                (fitted(item.about, room), ""),
                (f"  {item.when}", "dim"),
            ]
        ]


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
        """Return two lines."""
        return 2

    def row_lines(self, item: BinRow, width: int) -> list[Line]:
        """Draw an entry."""
        name = item.deleted.title or _("(no headline)")
        return [[(name, "title")], [(f"  {item.facts}", "dim")]]


class ConflictRow(NamedTuple):
    """A conflict, or a copy of the desk that can be merged."""

    conflict: Conflict | ConflictCopy
    kind: str
    what: str


class ConflictRows(Rows[ConflictRow]):
    """The conflicts, a line each."""

    def row_key(self, item: ConflictRow) -> str:
        """Return the id of a conflict, or the path of a copy."""
        if isinstance(item.conflict, ConflictCopy):
            return str(item.conflict.path)
        return item.conflict.id

    def row_lines(self, item: ConflictRow, width: int) -> list[Line]:
        """Draw a conflict."""
        column = max(cell_len(row.kind) for row in self.items)
        is_whole = isinstance(item.conflict, ConflictCopy) or item.conflict.theirs is None
        tone = "warn" if is_whole else ""
        return [[(fitted(item.kind, column), "dim"), ("  ", ""), (item.what, tone)]]


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
