"""The days of a month or a week, with a cursor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from store.campaigns.calendar import CalendarDay, Entry, later
from tui.commands import bindings
from tui.commands.calendar import (
    DayAbove,
    DayAfter,
    DayBefore,
    DayBelow,
    EnterDay,
    RowEnd,
    RowStart,
)
from tui.i18n import _
from tui.widgets.day_cells import (
    AT_CURSOR,
    Place,
    cell,
    day_line,
    entry_in_cell,
    entry_in_line,
)
from tui.widgets.due import SHORT_WEEKDAYS, WEEKDAYS
from tui.widgets.virtual_list import Line, Rows, fitted

_NAMED_IN_FULL = 11
"""The minimum width of a column for the full names of weekdays."""


class DayGrid(Rows[tuple[CalendarDay, ...]], inherit_bindings=False):
    """Weeks of seven cells, or seven days below each other."""

    BINDINGS = bindings(DayBefore, DayAfter, DayAbove, DayBelow, RowStart, RowEnd, EnterDay)
    COMPONENT_CLASSES = {"rows--rule"}
    ALLOW_SELECT = False
    cursor_needs_focus = False  # the list of entries belongs to the day under the cursor
    DEFAULT_CSS = """
    DayGrid { & > .rows--rule { color: $border; } }
    """

    class Wanted(Message):
        """A request to move the cursor to another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Message):
        """A request to show the entries of the day."""

    class Resized(Message):
        """The columns have new positions."""

    class Turned(Message):
        """The mouse wheel was turned, to show another month or week."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Grasped(Message):
        """The mouse was pressed on an entry."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    class Dropped(Message):
        """The mouse button was released on a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        super().__init__(id="days")
        self.cell_height = 2
        self._day = date.min
        self._today = date.min
        self._month = 0
        self._columns = 7
        self._pressed: date | None = None
        """The day on which the mouse button was pressed."""
        self._drawn: dict[tuple[int, int], list[Line]] = {}

    # -------------------------------------------------------------- what is shown

    def put(self, days: Sequence[CalendarDay], columns: int, today: date, month: int = 0) -> None:
        """Show whole weeks in 7 columns, or 1, days of other months (except for 0) dimmed."""
        self._columns, self._today, self._month = columns, today, month
        self.items = [tuple(days[n : n + columns]) for n in range(0, len(days), columns)]
        self._forget()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day in view."""
        self._day = day
        days = [one.day for row in self.items for one in row]
        self.cursor_place = days.index(day) // self._columns if day in days else 0
        self._forget()
        self._follow_cursor()

    def _forget(self) -> None:
        self._drawn = {}
        self._measure()
        self.refresh()

    def edges(self, width: int) -> list[int]:
        """Return where each column of a grid of that width begins, and where the last one ends."""
        return [n * width // self._columns for n in range(self._columns + 1)]

    def weekdays(self) -> str:
        """Return the line of weekday names above the columns."""
        edges = self.edges(self.scrollable_content_region.width or self.size.width)
        widths = [end - start for start, end in pairwise(edges)]
        names = WEEKDAYS if min(widths) >= _NAMED_IN_FULL else SHORT_WEEKDAYS
        each = zip(names, widths, strict=False)
        return "".join(fitted(f"\xa0{_(name)}", width) for name, width in each)

    def row_key(self, item: tuple[CalendarDay, ...]) -> str:
        """Return the first day of the row."""
        return item[0].day.isoformat()

    def row_height(self, item: tuple[CalendarDay, ...], width: int) -> int:
        """Return the height of all rows."""
        return self.cell_height

    def row_lines(self, item: tuple[CalendarDay, ...], width: int) -> list[Line]:
        """Draw a row, once for all its lines."""
        key = (item[0].day.toordinal(), width)
        if key not in self._drawn:
            self._drawn[key] = self._row(item, width)
        return self._drawn[key]

    def _row(self, item: tuple[CalendarDay, ...], width: int) -> list[Line]:
        if self._columns == 1:
            return day_line(item[0], width, self.cell_height, self._place(item[0]))
        widths = [end - start for start, end in pairwise(self.edges(width))]
        cells = [
            cell(day, each, self.cell_height, self._place(day))
            for day, each in zip(item, widths, strict=True)
        ]
        return [[part for lines in cells for part in lines[n]] for n in range(self.cell_height)]

    def _place(self, day: CalendarDay) -> Place:
        return Place(
            is_here=day.day == self._day,
            is_today=day.day == self._today,
            is_outside=self._month not in (0, day.day.month),
        )

    def _strip(self, line: Line, width: int, at_cursor: bool) -> Strip:
        """Draw a line; the cursor is on a cell rather than the row."""
        strips = [
            super(DayGrid, self)._strip(
                [(text, tone.removeprefix(AT_CURSOR))],
                cell_len(text),
                tone.startswith(AT_CURSOR),
            )
            for text, tone in line
            if text
        ]
        return Strip.join(strips).adjust_cell_length(width, self._tone("", False))

    def on_resize(self) -> None:
        """Post that the columns have new positions."""
        super().on_resize()
        self._drawn = {}
        self.post_message(self.Resized())

    # -------------------------------------------------------------- keys

    def offers(self, action: str) -> bool:
        """Offer to enter the day only where something stands on it."""
        return action != EnterDay.action or any(
            day.entries for row in self.items for day in row if day.day == self._day
        )

    def action_go_days(self, days: int) -> None:
        """Go some days on, or back."""
        self.post_message(self.Wanted(later(self._day, days)))

    def action_go_rows(self, rows: int) -> None:
        """Go some rows down, or up."""
        self.action_go_days(rows * self._columns)

    def action_row_start(self) -> None:
        """Go to the first day of the week."""
        self.action_go_days(-self._day.weekday())

    def action_row_end(self) -> None:
        """Go to the last day of the week."""
        self.action_go_days(6 - self._day.weekday())

    def action_enter_day(self) -> None:
        """Show the entries of the day."""
        self.post_message(self.Chosen())

    # -------------------------------------------------------------- mouse

    def _under(self, event: events.MouseEvent) -> tuple[CalendarDay, Entry | None] | None:
        """Return the day under the mouse, and the entry drawn there."""
        width, high = self.scrollable_content_region.width, self.cell_height
        row, line = divmod(event.y + self.scroll_offset.y, high)
        edges = self.edges(width)
        column = bisect_right(edges, event.x) - 1
        if not (0 <= row < len(self.items) and 0 <= column < len(self.items[row])):
            return None
        day = self.items[row][column]
        if self._columns == 1:
            return day, entry_in_line(day, width, high, event.x, line)
        return day, entry_in_cell(day, edges[column + 1] - edges[column], high, line)

    def on_click(self, event: events.Click) -> None:
        """Go to the day; a double click shows its entries. The end of a drag is not a click."""
        event.prevent_default()
        found = self._under(event)
        if found and found[0].day == self._pressed:
            self.post_message(self.Wanted(found[0].day))
            if event.chain >= 2:
                self.post_message(self.Chosen())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Grab the entry under the mouse."""
        found = self._under(event)
        self._pressed = found[0].day if found else None
        self.post_message(self.Grasped(found[1] if found else None))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop what the mouse holds."""
        event.stop()
        if found := self._under(event):
            self.post_message(self.Dropped(found[0].day))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show the next month or week."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show the previous month or week."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Turned(-1))
