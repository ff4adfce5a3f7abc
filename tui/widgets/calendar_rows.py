"""The list of the entries of a day of the calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

from rich.cells import cell_len
from textual import events

from store import Article, Desk, Task, clock
from store.campaigns.calendar import Entry, Kind
from store.dates.zone import on_wall
from store.text import show_day_short, show_time
from tui.commands import bindings
from tui.commands.calendar import OpenEntry, RowEnd, RowStart
from tui.commands.list_keys import CursorDown, CursorUp
from tui.i18n import _, ngettext
from tui.widgets.check_signs import follow_checks, signed
from tui.widgets.day_cells import mark_of, named, tone_of
from tui.widgets.day_grid import DayGrid
from tui.widgets.headline import headline_lines
from tui.widgets.labels import PRIORITY_MARKS, status_name
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

ROOMY: Final = 64
"""The least width, in cells, for titles in two lines beside their facts."""


class EntryRows(Rows[Entry], inherit_bindings=False):
    """The entries of a day. Page keys and `g` are the calendar's own."""

    BINDINGS = bindings(CursorUp, CursorDown, RowStart, RowEnd, OpenEntry)
    ALLOW_SELECT = False
    mark_width = 3

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="entries")
        self._desk = desk
        self.names_campaigns = False
        """Whether the campaign of an entry is shown."""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self, wraps=True)

    def row_key(self, item: Entry) -> str:
        """Return the key of the entry."""
        return item.key

    def row_lines(self, item: Entry, width: int) -> list[Line]:
        """Draw an entry: its mark, its title, and further facts as far as they fit."""
        facts, room = self._beside(item, width)
        first, *others = headline_lines(_title(item), room, _most(width))
        tone = tone_of(item)
        return [
            [
                (f" {mark_of(item)} ", tone),
                (fitted(first, room), tone),
                (f" {facts}" if facts else "", "warn" if item.late else "dim"),
            ],
            *([("   ", ""), (line, tone)] for line in others),
        ]

    def row_height(self, item: Entry, width: int) -> int:
        """Return one line, or more for a long title."""
        _facts, room = self._beside(item, width)
        return len(headline_lines(_title(item), room, _most(width)))

    def _beside(self, item: Entry, width: int) -> tuple[str, int]:
        """Return the facts as far as they fit, and the width that is left for the title."""
        facts, room = one_line(" · ".join(self._facts(item))), width - 4
        facts = fitted(facts, min(cell_len(facts), room * 2 // 5))
        return facts, room - cell_len(facts)

    def _facts(self, item: Entry) -> list[str]:
        record, today = item.record, self._desk.records.today()
        facts = []
        if item.late:
            days = (today - item.first).days
            told = ngettext("{count} day overdue", "{count} days overdue", days)
            facts.append(told.format(count=days) if days else _("overdue"))
        if isinstance(record, Task):
            facts += [show_time(record.due_time) if record.due_time else "", record.owner]
        elif isinstance(record, Article):
            state = hour_of(item) if item.kind is Kind.OUT else status_name(record.status)
            facts.append(signed(self, record, state))
        elif item.last > item.first:
            facts.append(span_of(item, item.last))
        if self.names_campaigns and (campaign := self._desk.campaigns.get(item.campaign)):
            facts.append(campaign.name)
        return [fact for fact in facts if fact]

    def action_open_entry(self) -> None:
        """Open the entry under the cursor."""
        self.post_message(self.Selected(self))

    action_row_start = Rows.action_cursor_first
    action_row_end = Rows.action_cursor_last

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Grab the entry under the mouse."""
        place = self._place_at(event.y)
        self.post_message(DayGrid.Grasped(None if place is None else self.items[place]))


def _most(width: int) -> int:
    """Return in how many lines a title of 80 characters is whole."""
    return 3 if width < ROOMY else 2


def _title(entry: Entry) -> str:
    priority = PRIORITY_MARKS[entry.record.priority] if isinstance(entry.record, Task) else ""
    return f"{priority}{named(entry)}"


def hour_of(entry: Entry) -> str:
    """Return the time at which an article was exported, if it is known."""
    record = entry.record
    if isinstance(record, Article) and record.exported:
        return show_time(on_wall(record.exported, clock.now()).time())
    return ""


def span_of(entry: Entry, near: date) -> str:
    """Return the first and the last day of an entry, without the year of a day near them."""
    return f"{show_day_short(entry.first, near)} – {show_day_short(entry.last, near)}"
