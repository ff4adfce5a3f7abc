"""A list that draws only the visible lines: ten rows or a hundred thousand cost the same.

Textual's ListView and OptionList make an object and a layout for every row: showing 1,000 rows
of a ListView takes 2.4 s.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import bindings
from tui.commands.list_keys import CursorDown, CursorFirst, CursorLast, CursorUp, PageDown, PageUp
from tui.late_messages import Lifetime
from tui.widgets.terminal_safe import one_line

T = TypeVar("T")

Line = list[tuple[str, str]]
"""A line of a row: pieces of text, each with its tone (`Rows.COMPONENT_CLASSES`)."""


def fitted(text: str, width: int) -> str:
    """Return `text` on one line, safe to show, truncated or padded to `width` cells."""
    safe = one_line(text)
    if cell_len(safe) > width > 0:
        return set_cell_size(safe, width - 1) + "…"
    return set_cell_size(safe, width)


def headed(name: str, width: int) -> str:
    """Return the name of a column in `width` cells: in full, or the initials of its words."""
    if cell_len(name) > width and " " in name:
        name = "".join(word[0] for word in name.split()).upper()
    return fitted(name, width)


class Rows(Lifetime, ScrollView, Generic[T], can_focus=True, inherit_bindings=False):
    """A list with a cursor. A subclass defines how its rows look (`row_lines`)."""

    BINDINGS = bindings(CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown)
    COMPONENT_CLASSES = {
        "rows--cursor",
        "rows--cursor-away",
        "rows--dim",
        "rows--good",
        "rows--warn",
        "rows--accent",
        "rows--title",
        "rows--open",
        "rows--mark",
    }
    DEFAULT_CSS = """
    Rows { height: 1fr; overflow-x: hidden; }
    """

    class Highlighted(Message):
        """The cursor has moved to another row."""

        def __init__(self, rows: Rows[Any]) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows[Any]:
            """The list."""
            return self.rows

    class Selected(Highlighted):
        """A row was chosen with the mouse (Enter is a command of the pane, shown in the footer)."""

    class MarkPressed(Highlighted):
        """The mark at the start of a row was clicked."""

    class Dragged(Highlighted):
        """A row was dragged with the mouse and dropped on another one."""

        def __init__(self, rows: Rows[Any], dragged: int, onto: int) -> None:
            super().__init__(rows)
            self.dragged = dragged
            """The index of the row in `items`."""
            self.onto = onto
            """The index of the row it was dropped on."""

    mark_width = 0
    """The width of the clickable mark at the start of a row."""
    empty_text = ""
    """The text shown while there are no rows (already translated)."""
    cursor_needs_focus = True
    """Whether the cursor is drawn in a weaker way while the list does not have the focus."""

    cursor_place: var[int] = var(0, init=False)
    """The index of the cursor in `items`.

    What watches it is drawn in one frame with the cursor; `Highlighted` comes after that frame.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: Sequence[T] = ()
        self._ends = array("I")
        self._measured = 0
        """The width for which the heights of the rows were computed."""
        self._looks: dict[int, list[Line]] = {}
        """The lines of the rows that are being drawn, by their index in `items`."""
        self._tones: dict[tuple[str, bool, bool], Style] = {}
        self._grabbed: int | None = None
        """The index of the row on which the mouse was pressed, while it may be dragged."""
        self._target: int | None = None
        """The index of the row that a dragged row is over."""
        self._has_dragged = False
        """Whether the next click is the end of a drag."""

    # -------------------------------------------------------------- for subclasses

    def row_key(self, item: T) -> str:
        """Return what identifies the row, so that the cursor stays on it when the list changes."""
        raise NotImplementedError

    def row_lines(self, item: T, width: int) -> list[Line]:
        """Return the lines of a row."""
        raise NotImplementedError

    def row_height(self, item: T, width: int) -> int:
        """Return how many lines a row has; called for every row, so it must be cheap."""
        return 1

    def row_heights(self, width: int) -> Iterable[int]:
        """Return how many lines each of `items` has."""
        return (self.row_height(item, width) for item in self.items)

    def selectable(self, item: T) -> bool:
        """Return whether the cursor can be on the row."""
        return True

    def can_drag(self, item: T) -> bool:
        """Return whether the row can be dragged with the mouse (`Dragged`)."""
        return False

    # -------------------------------------------------------------- items and cursor

    def show(self, items: Sequence[T], key: str | None = None) -> None:
        """Show other rows; the cursor stays on its row, or moves to the one with that key."""
        wanted = key or self.cursor_key
        grabbed = None if self._grabbed is None else self.row_key(self.items[self._grabbed])
        self.items = items
        if grabbed is not None:  # the dragged row may have moved, or be gone
            again = (n for n, item in enumerate(items) if self.row_key(item) == grabbed)
            self._grabbed = next(again, None)
        self._measure()
        places = (n for n, item in enumerate(items) if wanted and self.row_key(item) == wanted)
        place = next(places, min(self.cursor_place, max(len(items) - 1, 0)))
        self.cursor_place, _is_below = self._selectable_from(place, 1)
        self.refresh()
        self.call_after_refresh(self._follow_cursor)
        if self.cursor_key != wanted:
            self.post_message(self.Highlighted(self))

    def show_again(self) -> None:
        """Show the same rows, in which something is drawn otherwise now."""
        self._measure()
        self.refresh()

    @property
    def current(self) -> T | None:
        """The row under the cursor."""
        place = self.cursor_place
        if 0 <= place < len(self.items) and self.selectable(self.items[place]):
            return self.items[place]
        return None

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor."""
        return None if self.current is None else self.row_key(self.current)

    @property
    def cut_lines(self) -> list[str]:
        """The lines of the row under the cursor for which the list is too narrow, each whole."""
        width = self._beside_bar(self.scrollable_content_region.width)
        lines = [] if self.current is None or width < 1 else self.row_lines(self.current, width)
        whole = (one_line("".join(text for text, _tone in line)) for line in lines)
        return [text.strip() for text in whole if cell_len(text) > width]

    def move_to(self, place: int, step: int = 1) -> None:
        """Move the cursor to a row, or to the next selectable one in the direction of `step`."""
        before = self.cursor_place
        start = min(max(place, 0), max(len(self.items) - 1, 0))
        found, is_ahead = self._selectable_from(start, step)
        if is_ahead and found != before:
            self.cursor_place = found
            self._refresh_rows(*sorted((before, found)))
            self.post_message(self.Highlighted(self))
        self._follow_cursor()

    def _selectable_from(self, start: int, step: int) -> tuple[int, bool]:
        """Return the place of the next selectable row; if there is none, of the one before.

        The second value says whether it is in the direction of `step`.
        """
        for direction in (step, -step):
            place = start
            while 0 <= place < len(self.items):
                if self.selectable(self.items[place]):
                    return place, direction == step
                place += 1 if direction > 0 else -1
        return start, False

    @property
    def text_width(self) -> int:
        """The width of the rows: a blank separates them from a scrollbar."""
        return self._beside_bar(self.scrollable_content_region.width)

    def _beside_bar(self, width: int) -> int:
        return max(width - min(self.scrollbar_size_vertical, 1), 0)

    def _measure(self) -> None:
        width = self.text_width or self.size.width
        self._measured = width
        # Without a width it is not laid out yet: `on_resize` will follow.
        self._ends = array("I", accumulate(self.row_heights(width) if width else ()))
        self.virtual_size = Size(width, self._ends[-1] if self._ends else 1)

    @property
    def cursor_lines(self) -> range:
        """The lines of the screen on which the row under the cursor stands."""
        if not self._ends:
            return range(0)
        first = self.content_region.y - self.scroll_offset.y
        return range(first + self._top(self.cursor_place), first + self._ends[self.cursor_place])

    def _top(self, place: int) -> int:
        return self._ends[place - 1] if place else 0

    def _refresh_rows(self, first: int, last: int) -> None:
        """Draw some rows again."""
        lines = self._ends[last] - self._top(first) if last < len(self._ends) else 0
        if 0 < lines < self.size.height:
            self.refresh_lines(self._top(first), lines)
        else:
            self.refresh()

    def _follow_cursor(self) -> None:
        if self.cursor_place < len(self._ends):
            top = self._top(self.cursor_place)
            height = self._ends[self.cursor_place] - top
            self.scroll_to_region(
                Region(0, top, 1, height), animate=False, force=True, immediate=True
            )

    # -------------------------------------------------------------- drawing

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._tones = {}

    def on_resize(self) -> None:
        """Compute the heights again if the width is another one, on which they may depend."""
        if self._measured != (self.text_width or self.size.width):
            self._measure()
        self._follow_cursor()

    def _measure_again(self) -> None:
        self._measure()
        self._follow_cursor()
        self.refresh(layout=True)  # the height of the list may depend on it, too

    def on_focus(self) -> None:
        """Draw the cursor, which depends on the focus."""
        self.refresh()

    on_blur = on_focus

    def _tone(self, name: str, at_cursor: bool) -> Style:
        has_focus = at_cursor and self.has_focus
        key = (name, at_cursor, has_focus)
        if key not in self._tones:
            style = self.rich_style
            if name:
                # Not `partial=True`: that returns muted colours at full strength.
                tone = self.get_component_rich_style(f"rows--{name}")
                style += Style(color=tone.color, bold=tone.bold)
            if at_cursor:
                here = has_focus or not self.cursor_needs_focus
                cursor = self.get_component_rich_style(f"rows--cursor{'' if here else '-away'}")
                style += Style(bgcolor=cursor.bgcolor)
                if name == "dim":  # muted twice, it could not be read
                    style += Style(color=cursor.color)
                if not here and self.app.no_color:  # a dim background is none there
                    style += Style(underline=True)
            self._tones[key] = style
        return self._tones[key]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines of the screen."""
        self._looks.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        whole = self.scrollable_content_region.width
        width = self._beside_bar(whole)
        if width != self._measured:  # the width has changed after the last resize event
            self._measured = width
            self.call_after_refresh(self._measure_again)
        line = y + self.scroll_offset.y
        if not self.items:
            return self._empty_line(y, width)
        place = bisect_right(self._ends, line)
        if place >= len(self.items):
            return Strip.blank(whole, self.rich_style)
        item = self.items[place]
        if place not in self._looks:  # a row has several lines
            self._looks[place] = self.row_lines(item, width)
        lines = self._looks[place]
        number = line - self._top(place)
        at_cursor = place == self.cursor_place and self.selectable(item)
        strip = self._strip(lines[number] if number < len(lines) else [], width, at_cursor)
        strip = strip.adjust_cell_length(whole, self._tone("", at_cursor))
        is_target = place == self._target != self._grabbed
        return strip.apply_style(Style(reverse=True)) if is_target else strip

    def _strip(self, line: Line, width: int, at_cursor: bool) -> Strip:
        segments = [Segment(one_line(text), self._tone(tone, at_cursor)) for text, tone in line]
        strip = Strip(segments)
        if strip.cell_length > width:
            strip = Strip([*strip.crop(0, width - 1), Segment("…", self._tone("dim", at_cursor))])
        return strip.adjust_cell_length(width, self._tone("", at_cursor))

    def _empty_line(self, y: int, width: int) -> Strip:
        from textwrap import wrap

        lines = [part for text in self.empty_text.split("\n") for part in wrap(text, width) or [""]]
        return self._strip([(lines[y], "dim")] if y < len(lines) else [], width, False)

    # -------------------------------------------------------------- keys and mouse

    def action_cursor(self, step: int) -> None:
        """Go one row up (-1) or down (1)."""
        self.move_to(self.cursor_place + step, step)

    def action_cursor_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_cursor_last(self) -> None:
        """Go to the last row."""
        self.move_to(len(self.items) - 1, -1)

    def action_page(self, step: int) -> None:
        """Go one screen up (-1) or down (1)."""
        if self.items:
            line = self._top(self.cursor_place) + step * max(self.size.height - 1, 1)
            self.move_to(bisect_right(self._ends, max(line, 0)), step)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor there; a double click chooses, a click on the mark presses it."""
        if self._has_dragged:
            self._has_dragged = False
            return
        place = self._place_at(event.y)
        if place is None or not self.selectable(self.items[place]):
            return
        self.move_to(place)
        if event.x < self.mark_width:
            self.post_message(self.MarkPressed(self))
        elif event.chain >= 2:
            self.post_message(self.Selected(self))

    # -------------------------------------------------------------- dragging

    def _place_at(self, y: int) -> int | None:
        place = bisect_right(self._ends, y + self.scroll_offset.y)
        return place if 0 <= place < len(self.items) and y >= 0 else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Grab the row, if it can be dragged."""
        place = self._place_at(event.y)
        self._has_dragged = False
        if event.button == 1 and place is not None and self.can_drag(self.items[place]):
            self._grabbed = place

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row the dragged one is over; at the edge, scroll."""
        if self._grabbed is None:
            return
        if not event.button and self._target is None:  # the button was released elsewhere
            self._grabbed = None
            return
        over = self._grabbed if self._target is None else self._target
        place = self._place_at(event.y)
        if place is not None and place != over:
            if self._target is None:
                self.capture_mouse()
            self._target = place
            self.refresh()
        if self._target is not None and not 0 < event.y < self.size.height - 1:
            self.scroll_relative(y=-1 if event.y <= 0 else 1, animate=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the row, and post where."""
        grabbed, target = self._grabbed, self._target
        self._grabbed = self._target = None
        if target is None:
            return
        over = self._place_at(event.y)  # the rows may have moved under the mouse
        target = target if over is None else over
        self.release_mouse()
        self.refresh()
        self._has_dragged = True
        if grabbed is not None and grabbed != target and max(grabbed, target) < len(self.items):
            self.post_message(self.Dragged(self, grabbed, target))


class MovesRows:
    """A mixin for a dialog with a list whose cursor moves wherever the focus is."""

    @property
    def rows(self) -> Rows[Any]:
        """The list."""
        raise NotImplementedError

    def action_cursor(self, step: int) -> None:
        """Go one line up (-1) or down (1)."""
        self.rows.action_cursor(step)

    def action_page(self, step: int) -> None:
        """Go one screen up (-1) or down (1)."""
        self.rows.action_page(step)
