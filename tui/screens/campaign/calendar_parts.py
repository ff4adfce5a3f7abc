"""The two parts of the calendar: the days, and the entries of the one under the cursor."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from store import Desk
from store.campaigns.calendar import DAYS, CalendarDay, Entry
from tui.i18n import _
from tui.screens.campaign.calendar_view import CalendarView
from tui.screens.campaign.calendar_words import day_line, detail
from tui.widgets.calendar_rows import EntryRows
from tui.widgets.day_grid import DayGrid
from tui.widgets.terminal_safe import one_line

BESIDE: Final = 120
"""The least width, in columns, at which the entries of the day stand beside the month."""
IN_COLUMNS: Final = 100
"""The least width, in columns, at which the days of a week stand side by side."""
WIDEST: Final = 14
"""The greatest width of a cell of the month beside the entries."""
HIGHEST: Final = 7
"""The greatest height of a cell above the entries."""
LIST: Final = 6
"""The fewest lines for the list of entries, with its head and foot."""


class DayEntries(Vertical):
    """A day: its name, its entries, and details of one of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="side")
        self._desk = desk
        self._listed: date | None = None
        """The day whose entries are listed."""
        self.remark = ""
        """What is said on a day without entries (translated)."""
        self._described: tuple[date | None, str | None] | None = None
        """The day and the entry that were described last."""

    def compose(self) -> ComposeResult:
        """Yield the name of the day, its entries, and the details."""
        yield Static(id="day", markup=False)
        yield EntryRows(self._desk)
        yield Static(id="detail", markup=False)

    @property
    def rows(self) -> EntryRows:
        """The list."""
        return self.query_one(EntryRows)

    def show(self, found: CalendarDay, key: str | None = None) -> None:
        """List the entries of a day; the cursor goes to the one named `key`."""
        self.query_one("#day", Static).update(one_line(day_line(found, self._desk.records.today())))
        empty = _("Nothing on this day.\na adds a task.")
        self.rows.empty_text = "\n".join(filter(None, (empty, self.remark)))
        self.rows.show(found.entries, key or self._key_at_first(found))
        self._listed = found.day

    def _key_at_first(self, found: CalendarDay) -> str | None:
        """Return the entry to begin with on another day: the first that is not a named day."""
        entries = found.entries
        if self._listed == found.day or not entries:
            return None
        return next((e.key for e in entries if e.kind not in DAYS), entries[0].key)

    def describe(self) -> bool:
        """Show the details of the entry under the cursor; return whether it is another one."""
        entry = self.rows.current
        shown = (self._listed, entry.key if entry else None)
        is_another, self._described = shown != self._described, shown
        text = one_line(detail(self._desk, entry)) if entry else ""
        self.query_one("#detail", Static).update(text)
        return is_another


class CalendarParts(Container):
    """The days, and the entries of one of them: side by side where there is room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="parts")
        self._desk = desk
        self.days: list[CalendarDay] = []
        """The days in view."""
        self.held: Entry | None = None
        """The entry that the mouse holds."""

    def compose(self) -> ComposeResult:
        """Yield the days, and the entries of the one under the cursor."""
        with Vertical(id="left"):
            yield Static(id="weekdays", markup=False)
            yield DayGrid()
        yield DayEntries(self._desk)

    @property
    def grid(self) -> DayGrid:
        """The days."""
        return self.query_one(DayGrid)

    @property
    def entries(self) -> DayEntries:
        """The entries of the day under the cursor."""
        return self.query_one(DayEntries)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries.rows.current

    def show_day(self, day: date, key: str | None = None) -> None:
        """Put the cursor on a day in view, and on its entry named `key`."""
        self.grid.go_to(day)
        self.entries.show(self.days[(day - self.days[0].day).days], key)

    def lay_out(self, view: CalendarView) -> None:
        """Set the sizes of the days and the list."""
        screen, grid = self.screen.size, self.grid
        width, height = screen.width - 4, screen.height - 5
        beside = not view.is_week and screen.width >= BESIDE
        columns = 7 if not view.is_week or screen.width >= IN_COLUMNS else 1
        rows = len(self.days) // columns
        self.set_class(beside, "beside")
        self.query_one("#weekdays").display = columns > 1
        left = self.query_one("#left")
        left.styles.width = min(width * 2 // 3 // 7, WIDEST) * 7 if beside else "1fr"
        head = int(columns > 1)
        if beside:
            grid.cell_height = max((height - head) // rows, 1)
        else:
            highest = HIGHEST if rows > 1 else height * 2 // 3
            grid.cell_height = min(max((height - head - LIST) // rows, 1), highest)
        grid.styles.height = min(grid.cell_height * rows, max(height - head, 1))
        grid.put(self.days, columns, self._desk.records.today(), view.month)
        grid.go_to(view.day)
        self._name_weekdays()

    @on(DayGrid.Resized)
    def _name_weekdays(self) -> None:
        self.query_one("#weekdays", Static).update(self.grid.weekdays())

    @on(DayGrid.Grasped)
    def _grasp(self, event: DayGrid.Grasped) -> None:
        self.held = event.entry
