"""The rows of what can be had back: changes, what was deleted, conflicts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from store import ConflictCopy, Desk, Undoable
from store.dates.zone import on_wall
from store.record_kinds import of_editors, title
from store.records import Conflict, Deleted, Record
from store.text import show_day_short
from tui.i18n import _
from tui.widgets.record_text import title_of_document
from tui.widgets.virtual_list import Line, Rows, fitted


class ChangeRow(NamedTuple):
    """A change of this session."""

    place: int
    """From the first one on, so that it names the row while others come and go above it."""
    change: Undoable
    what: str
    about: str
    when: str


class ChangeRows(Rows[ChangeRow]):
    """The changes, the last one on top; a mark at all that Enter takes back."""

    def row_key(self, item: ChangeRow) -> str:
        """Name a change by its place."""
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
    """What was deleted: its title, and below it what is to be known."""

    def row_key(self, item: BinRow) -> str:
        """Name an entry by its id."""
        return item.deleted.id

    def row_height(self, item: BinRow, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: BinRow, width: int) -> list[Line]:
        """Draw an entry."""
        name = item.deleted.title or _("(no headline)")
        return [[(name, "title")], [(f"  {item.facts}", "dim")]]


class ConflictRow(NamedTuple):
    """A conflict; or a whole copy of the desk that waits to be taken in."""

    conflict: Conflict | ConflictCopy
    kind: str
    what: str


class ConflictRows(Rows[ConflictRow]):
    """The conflicts, a line each."""

    def row_key(self, item: ConflictRow) -> str:
        """Name a conflict by its id, a copy by its path."""
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
    """Return what a change is about: the title of its record, as it is called now."""
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
    """Return a time of day, and the day where it is not today."""
    at = on_wall(at, now)
    if at.date() == now.date():
        return f"{at:%H:%M}"
    return f"{show_day_short(at.date(), now.date())} {at:%H:%M}"
