"""Lines of text in which each number can be gone to, and opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import Formatter
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events

from store.campaigns.counted import Number
from tui.commands import bindings
from tui.commands.overview import NumberAfter, NumberBefore
from tui.i18n import number
from tui.widgets.virtual_list import Line, Rows

BETWEEN: Final = " · "
"""What stands between two parts of a line."""


class NumberSpot(NamedTuple):
    """A number in a line."""

    start: int
    """Where it begins, in characters …"""
    end: int
    """… and where it ends."""
    number: Number
    title: str
    """What it is a number of; already translated."""
    note: str = ""
    """More about it; already translated."""


class NumberLine(NamedTuple):
    """A line with its numbers."""

    text: str
    spots: tuple[NumberSpot, ...] = ()

    def behind(self, text: str) -> NumberLine:
        """Return it behind other text."""
        by = len(text)
        moved = (one._replace(start=one.start + by, end=one.end + by) for one in self.spots)
        return NumberLine(text + self.text, tuple(moved))


def told(words: str, **numbers: Number) -> NumberLine:
    """Return translated words with numbers in the place of their fields."""
    text, spots = "", list[tuple[int, int, Number]]()
    for part, name, _form, _conversion in Formatter().parse(words):
        text += part
        if name:
            shown = number(numbers[name].value)
            spots.append((len(text), len(text) + len(shown), numbers[name]))
            text += shown
    return NumberLine(text, tuple(NumberSpot(*spot, title=text) for spot in spots))


def in_lines(parts: Iterable[NumberLine], width: int) -> list[NumberLine]:
    """Return parts side by side, in as many lines as they need in some width."""
    lines: list[NumberLine] = []
    for part in parts:
        before = f"{lines[-1].text}{BETWEEN}" if lines else ""
        if lines and cell_len(before + part.text) <= width:
            lines[-1] = NumberLine(before + part.text, lines[-1].spots + part.behind(before).spots)
        else:
            lines.append(part)
    return lines


class NumberLines(Rows[NumberLine]):
    """The lines; the cursor goes up and down by lines, left and right by their numbers."""

    BINDINGS = bindings(NumberBefore, NumberAfter)

    class Left(Rows.Highlighted):
        """The cursor went down from the last line."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._place = 0
        """Which of the numbers of its line is under the cursor."""

    def row_key(self, item: NumberLine) -> str:
        """Return the text of the line."""
        return item.text

    @property
    def spot(self) -> NumberSpot | None:
        """The number under the cursor."""
        spots = self.current.spots if self.current else ()
        return spots[min(self._place, len(spots) - 1)] if spots else None

    def row_lines(self, item: NumberLine, width: int) -> list[Line]:
        """Draw a line with its numbers underlined."""
        here = self.spot if item is self.current else None
        line: Line = []
        end = 0
        for spot in item.spots:
            tone = "number-here" if spot is here else "number"
            line += [(item.text[end : spot.start], ""), (item.text[spot.start : spot.end], tone)]
            end = spot.end
        return [[*line, (item.text[end:], "")]]

    def _tone(self, name: str, at_cursor: bool) -> Style:
        """Return the style of a tone; that of a number does without colour."""
        if not name.startswith("number"):
            return super()._tone(name, at_cursor)
        is_here = name == "number-here" and self.has_focus
        return super()._tone("", at_cursor) + Style(underline=True, reverse=is_here)

    def action_cursor(self, step: int) -> None:
        """Go one line up or down."""
        before = self.cursor_place
        super().action_cursor(step)
        if step > 0 and self.cursor_place == before:
            self.post_message(self.Left(self))

    def action_number(self, by: int) -> None:
        """Go to the number before or after, in the lines above or below if there is no other."""
        spots = self.current.spots if self.current else ()
        place = min(self._place, max(len(spots) - 1, 0)) + by
        if 0 <= place < len(spots):
            self._place = place
            self.refresh()
            self.post_message(self.Highlighted(self))
            return
        step = 1 if by > 0 else -1
        line = self.cursor_place + step
        while 0 <= line < len(self.items) and not self.items[line].spots:
            line += step
        if 0 <= line < len(self.items):
            self._place = 0 if step > 0 else len(self.items[line].spots) - 1
            self.move_to(line, step)

    def on_click(self, event: events.Click) -> None:
        """Go to the number that is clicked; a double click opens it."""
        line = self._place_at(event.y)
        if line is not None:
            spots = self.items[line].spots
            x = event.x + self.scroll_offset.x
            found = (n for n, one in enumerate(spots) if _covers(self.items[line].text, one, x))
            self._place = next(found, self._place)
        super().on_click(event)
        self.refresh()


def _covers(text: str, spot: NumberSpot, x: int) -> bool:
    start = cell_len(text[: spot.start])
    return start <= x < start + cell_len(text[spot.start : spot.end])


def first_number(lines: Sequence[NumberLine]) -> int:
    """Return the index of the first line with a number; 0 if there is none."""
    return next((n for n, line in enumerate(lines) if line.spots), 0)
