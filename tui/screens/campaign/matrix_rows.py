"""The rows of the matrix, with a cursor on one cell, and of the list of its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.message import Message

from store.campaigns.gaps import NO_DAY, Gap
from store.campaigns.matrix import Cell, Matrix, Row, State
from tui.i18n import N_, _, ngettext, number
from tui.screens.campaign.matrix_layout import LABEL, SYNC_WIDTH, MatrixLayout, lay_out, wrapped
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

SYMBOLS: Final = {
    State.EMPTY: ("·", "dim"),
    State.PLANNED: ("○", ""),
    State.WRITING: ("◐", "accent"),
    State.APPROVED: ("●", "good"),
    State.OUT: ("✔", "good"),
}
STATE_NAMES: Final = {
    State.EMPTY: N_("nothing yet"),
    State.PLANNED: N_("planned"),
    State.WRITING: N_("being written"),
    State.APPROVED: N_("ready"),
    State.OUT: N_("out"),
}
THREE: Final = ("213", "○●✔")
"""Three counts where there is no room for their signs, and which they are."""
GUIDE: Final = "┄"
"""What leads the eye along every other row."""


class CellRows(Rows[Row]):
    """The rows of the matrix, with a cursor on one cell."""

    class Resized(Message):
        """The columns have moved."""

    def __init__(self) -> None:
        super().__init__(id="cells")
        self.place = 0
        """The column under the cursor."""
        self.columns: tuple[str, ...] = ()
        """The names of the columns."""
        self._longest = 0
        """The width of the longest name of a row."""
        self._needed: tuple[int, ...] = ()
        """The width that the counts of each column need with their signs."""
        self._guided: frozenset[str] = frozenset()
        """The rows with a guide."""

    def show(self, items: Sequence[Row], key: str | None = None) -> None:
        """Show other rows, with the cells right behind the longest name."""
        self._longest = max((cell_len(one_line(row.label)) for row in items), default=0)
        columns = zip(*(row.cells for row in items), strict=True)
        self._needed = tuple(max(map(signs_width, cells), default=0) for cells in columns)
        self._guided = frozenset(row.name for row in items[1::2])
        super().show(items, key)

    def row_key(self, item: Row) -> str:
        """Return the name of the row."""
        return item.name

    def layout_in(self, width: int) -> MatrixLayout:
        """Return where the cells stand in a list of some width."""
        return lay_out(self.columns, self._longest, width, self.place, self._needed)

    def row_lines(self, item: Row, width: int) -> list[Line]:
        """Draw a row: its name, whether it is in sync, its cells."""
        at_cursor, layout = self.current is item, self.layout_in(width)
        guide = GUIDE if item.name in self._guided else " "
        name = one_line(item.label)
        if cell_len(name) > layout.label:
            name = fitted(name, layout.label)
        space = layout.label - cell_len(name)
        between = f"{guide if space else ' '}{guide} "
        late = (" ≠ ", "warn") if item.sync.late_hours else (between, "dim")
        line: Line = [
            (name, "title" if at_cursor else ""),
            (guided(space, guide), "dim"),
            (" = ", "good") if item.sync.is_met else late,
        ]
        guide = guide if layout.has_space else " "
        bracket = " "
        for place, cell_width in zip(layout.shown, layout.widths, strict=True):
            is_here = at_cursor and place == self.place
            counts = drawn(item.cells[place], cell_width - 1)
            line += [("[" if is_here else bracket, ""), *counts]
            left = cell_width - 1 - sum(cell_len(text) for text, _tone in counts)
            bracket = "]" if is_here else " "  # right behind the cell, if need be in the next one
            if left:
                line += [(bracket, ""), (guided(left - 1, guide, 0), "dim")]
                bracket = " "
        if bracket == "]" and sum(cell_len(text) for text, _tone in line) < width:
            line.append((bracket, ""))
        return [line]

    def shortened(self, width: int) -> list[tuple[str, str]]:
        """Return each name that stands shortened above a column in view, and the whole name."""
        layout = self.layout_in(width)
        heads = zip(layout.shown, layout.heads, strict=True)
        names = [(" ".join(head), self.columns[place]) for place, head in heads]
        return [(short, name) for short, name in names if short != " ".join(name.split())]

    def head_lines(self, found: Matrix, width: int) -> list[str]:
        """Return the head of the columns: the names of their groups, and their own."""
        layout = self.layout_in(width)
        shown, widths, height = layout.shown, layout.widths, layout.head_height
        lines = _in_columns(layout.heads, widths)
        spans = groupby(zip(shown, widths, strict=True), key=lambda one: found.groups[one[0]])
        groups = [(group, sum(each for _place, each in those)) for group, those in spans]
        if any(group for group, _span in groups):
            most = 2 if height > 1 else 1  # in a low window, rows are worth more
            texts = [_group_lines(group, span - 1, most) for group, span in groups]
            lines = _in_columns(texts, [span for _group, span in groups]) + lines
        # No-break spaces: wrapping drops plain ones at the start of a line.
        lines = ["\xa0" * (layout.label + SYNC_WIDTH + 1) + line for line in lines]
        before = "‹" if shown and shown[0] > 0 else "\xa0"
        after = "›" if shown and shown[-1] < len(found.columns) - 1 else "\xa0"
        if lines:
            lines[-1] = lines[-1][: layout.label] + before + after + lines[-1][layout.label + 2 :]
        return lines

    def move_column(self, by: int) -> None:
        """Move the cursor by some columns."""
        self._put_column(self.place + by)

    def _put_column(self, place: int) -> None:
        self.place = min(max(place, 0), max(len(self.columns) - 1, 0))
        self.refresh()
        self.post_message(self.Highlighted(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the column; the list puts it on the row."""
        layout = self.layout_in(self.text_width)
        if (place := layout.column_at(event.x)) is not None:
            self._put_column(place)

    def on_resize(self) -> None:
        """Report that the columns have moved."""
        self.post_message(self.Resized())

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        row = self.current
        return row.cells[self.place] if row and self.place < len(row.cells) else None


def _group_lines(group: str, width: int, most: int) -> tuple[str, ...]:
    lines = wrapped(one_line(group), width)
    if len(lines) > most:
        lines = (*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), width))
    return lines


def _in_columns(texts: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Return texts of several lines side by side; they end in the same line."""
    most = max(map(len, texts), default=0)
    rows = zip(*(("",) * (most - len(text)) + tuple(text) for text in texts), strict=True)
    return [
        "".join(fitted(text, w - 1) + " " for text, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def legend() -> list[tuple[str, str]]:
    """Return each sign of the matrix and its meaning."""
    return [
        *((symbol, _(STATE_NAMES[state])) for state, (symbol, _tone) in SYMBOLS.items()),
        THREE,
        ("=", _("in sync")),
        ("≠", _("too far apart")),
    ]


def counts_in(cell: Cell) -> list[tuple[State, int]]:
    """Return how many pieces of a cell are planned, ready and out, each with its sign."""
    is_written = State.WRITING in cell.states
    return [
        (State.WRITING if is_written else State.PLANNED, len(cell.planned)),
        (State.APPROVED, len(cell.ready)),
        (State.OUT, len(cell.out)),
    ]


def with_signs(cell: Cell) -> Line:
    """Return the counts of a cell, each behind its sign; a sign alone stands for one piece."""
    if not cell.count:
        return [SYMBOLS[State.EMPTY]]
    return [
        (f"{SYMBOLS[state][0]}{count if count > 1 else ''}", SYMBOLS[state][1])
        for state, count in counts_in(cell)
        if count
    ]


def signs_width(cell: Cell) -> int:
    """Return the width that a cell needs with the signs of its counts."""
    return sum(cell_len(text) for text, _tone in with_signs(cell))


def drawn(cell: Cell, width: int) -> Line:
    """Return a cell as drawn in some width: its counts with their signs, or the three alone.

    A number that is cut would be wrong, so where there is no room for one it is a +.
    """
    if signs_width(cell) <= width:
        return with_signs(cell)
    counts = counts_in(cell)
    there = [(state, count) for state, count in counts if count]
    if len(there) == 1:
        symbol, tone = SYMBOLS[there[0][0]]
        return [(f"{symbol}+", tone)]
    digits = ("·" if not n else str(n) if n < 10 else "+" for _state, n in counts)
    return [(text, SYMBOLS[s][1]) for text, (s, _n) in zip(digits, counts, strict=True)]


def guided(width: int, guide: str, space: int = 1) -> str:
    """Return a guide of some width, after some space."""
    return (" " * space + guide * (width - space))[: max(width, 0)]


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
            left = ngettext("{count} day overdue", "{count} days overdue", days)
        else:
            left = ngettext("{count} day left", "{count} days left", days)
        left = left.format(count=number(days))
        column = one_line(item.column)
        room = max(width - 18 - 4 - 2 - 3 - cell_len(column), LABEL)
        row = one_line(item.label)
        return [
            [
                (fitted(left, 18), "warn" if item.is_late else "dim"),
                (fitted("▲" * item.weight, 4), "accent"),
                (f"{SYMBOLS[item.state][0]} ", SYMBOLS[item.state][1]),
                (fitted(row, min(cell_len(row), room)), ""),
                (" × ", "dim"),
                (column, ""),
            ]
        ]
