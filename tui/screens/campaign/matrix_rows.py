"""The rows of the matrix, with a cursor on one cell, and of the list of its gaps."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.message import Message

from store.campaigns.matrix import NO_DAY, Cell, Gap, Matrix, Row, State
from tui.i18n import _, ngettext, number
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted, headed

SYMBOLS: Final = {
    State.EMPTY: ("·", "dim"),
    State.PLANNED: ("○", ""),
    State.WRITING: ("◐", "accent"),
    State.APPROVED: ("●", "good"),
    State.OUT: ("✔", "good"),
}
NARROWEST: Final = 4
WIDEST: Final = 12
"""The widths that a column may have."""
LABEL: Final = 20
"""The least width of the names of the rows."""
SYNC_WIDTH: Final = 3


class CellRows(Rows[Row]):
    """The rows of the matrix, with a cursor on one cell."""

    class Resized(Message):
        """The columns have moved."""

    def __init__(self) -> None:
        super().__init__(id="cells")
        self.place = 0
        """The column under the cursor."""
        self.columns = 0

    def row_key(self, item: Row) -> str:
        """Return the name of the row."""
        return item.name

    def column_width(self, width: int) -> int:
        """Return the width of a column in a list of some width."""
        room = max(width * 3 // 5, width - 40) // max(self.columns, 1)
        return min(max(room, NARROWEST), WIDEST)

    def shown(self, width: int) -> range:
        """Return the columns in view, always with the one under the cursor."""
        fits = max((width - LABEL - SYNC_WIDTH) // self.column_width(width), 1)
        first = max(self.place - fits + 1, 0)
        return range(first, min(first + fits, self.columns))

    def label_width(self, width: int) -> int:
        """Return the width of the names of the rows."""
        return width - SYNC_WIDTH - len(self.shown(width)) * self.column_width(width)

    def row_lines(self, item: Row, width: int) -> list[Line]:
        """Draw a row: its name, whether it is in sync, its cells."""
        at_cursor = self.current is item
        cell_width = self.column_width(width)
        late = (" ≠ ", "warn") if item.sync.late_hours else ("   ", "")
        line: Line = [
            (fitted(item.label, self.label_width(width)), "title" if at_cursor else ""),
            (" = ", "good") if item.sync.is_met else late,
        ]
        for place in self.shown(width):
            is_here = at_cursor and place == self.place
            line.append(drawn(item.cells[place], cell_width, is_here))
        return [line]

    def head_lines(self, found: Matrix, width: int) -> list[str]:
        """Return the head of the columns: the names of their groups, and their own."""
        shown, each = self.shown(width), self.column_width(width)
        names = "".join(headed(found.columns[place], each - 1) + " " for place in shown)
        groups = ""
        for group, those in groupby(shown, key=lambda place: found.groups[place]):
            groups += fitted(group, len(list(those)) * each - 1) + " "
        groups, names = groups.rstrip(), names.rstrip()
        # No-break spaces: wrapping drops plain ones at the start of a line.
        indent = "\xa0" * self.label_width(width)
        before = "‹" if shown and shown[0] > 0 else "\xa0"
        after = "›" if shown and shown[-1] < len(found.columns) - 1 else "\xa0"
        lines = [f"{indent}{before}{after}\xa0\xa0{names}"]
        if groups:
            lines.insert(0, indent + "\xa0" * (SYNC_WIDTH + 1) + groups)
        return lines

    def move_column(self, by: int) -> None:
        """Move the cursor by some columns."""
        self._put_column(self.place + by)

    def _put_column(self, place: int) -> None:
        self.place = min(max(place, 0), max(self.columns - 1, 0))
        self.refresh()
        self.post_message(self.Highlighted(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the column; the list puts it on the row."""
        width = self.scrollable_content_region.width
        shown = self.shown(width)
        place = (event.x - self.label_width(width) - SYNC_WIDTH) // self.column_width(width)
        if 0 <= place < len(shown):
            self._put_column(shown[place])

    def on_resize(self) -> None:
        """Report that the columns have moved."""
        self.post_message(self.Resized())

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        row = self.current
        return row.cells[self.place] if row and self.place < len(row.cells) else None


def drawn(cell: Cell, width: int, is_here: bool) -> tuple[str, str]:
    """Return a cell as drawn: its state, its number of pieces, and brackets at the cursor."""
    symbol, tone = SYMBOLS[cell.state]
    count = str(cell.count) if cell.count > 1 else ""
    if len(count) > width - 2:  # a number that is cut would be wrong
        count = "+"
    text = f"[{symbol}{count}]" if is_here else f" {symbol}{count} "
    return text[:width].ljust(width), tone


def counts_of(found: Matrix) -> list[str]:
    """Return how many rows are in sync, and how many gaps there are."""
    in_sync = _("in sync {count}/{total}")
    gaps = ngettext("{count} gap", "{count} gaps", found.empty)
    return [
        in_sync.format(count=number(found.in_sync), total=number(len(found.rows))),
        gaps.format(count=number(found.empty)),
    ]


class GapRows(Rows[Gap]):
    """The gaps, the most pressing first."""

    def __init__(self) -> None:
        super().__init__(id="gaps")

    def row_key(self, item: Gap) -> str:
        """Return the row and column of the gap."""
        return f"{item.row}\n{item.column}"

    def row_lines(self, item: Gap, width: int) -> list[Line]:
        """Draw a gap: how urgent, how important, which cell."""
        days = abs(item.days_left)
        if item.days_left == NO_DAY:
            left = "–"
        elif item.days_left < 0:
            left = ngettext("{count} day late", "{count} days late", days)
        else:
            left = ngettext("{count} day left", "{count} days left", days)
        left = left.format(count=number(days))
        column = one_line(item.column)
        room = max(width - 18 - 4 - 3 - cell_len(column), LABEL)
        row = one_line(item.label)
        return [
            [
                (fitted(left, 18), "warn" if item.days_left < 0 else "dim"),
                (fitted("▲" * item.weight, 4), "accent"),
                (fitted(row, min(cell_len(row), room)), ""),
                (" × ", "dim"),
                (column, ""),
            ]
        ]
