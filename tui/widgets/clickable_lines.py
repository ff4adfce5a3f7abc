"""Lines of short texts, of which each does something when it is clicked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget


class Clickable(NamedTuple):
    """A text that can be clicked."""

    text: Content
    action: str
    """Empty if a click does nothing."""
    tip: str
    """The tooltip; already translated."""


GAP: Final = 2
"""Cells between two texts."""


def laid_out(items: Iterable[Clickable], width: int) -> list[list[Clickable]]:
    """Lay texts out in lines of so many cells; one that is wider than a line is left out."""
    lines: list[list[Clickable]] = [[]]
    used = 0
    for item in items:
        length = item.text.cell_length
        if length > width:
            continue
        if used + length > width:
            lines.append([])
            used = 0
        lines[-1].append(item)
        used += length + GAP
    return lines


class ClickableLines(Widget):
    """Lines of texts; a click on one runs its action."""

    spots: tuple[tuple[range, int, Clickable], ...] = ()
    """The cells each text takes, and in which line."""

    def draw(self, lines: Sequence[Sequence[Clickable]]) -> Content:
        """Return the lines, and remember where each text is."""
        spots = []
        for number, line in enumerate(lines):
            start = 0
            for item in line:
                end = start + item.text.cell_length
                spots.append((range(start, end), number, item))
                start = end + GAP
        self.spots = tuple(spots)
        gap = Content(" " * GAP)
        return Content("\n").join(gap.join(item.text for item in line) for line in lines)

    def _under(self, event: events.MouseEvent) -> Clickable | None:
        at = event.get_content_offset(self)
        if at is None:
            return None
        return next((item for x, y, item in self.spots if at.x in x and at.y == y), None)

    def on_click(self, event: events.Click) -> None:
        """Run the action of the text that was clicked."""
        item = self._under(event)
        if item and item.action:
            self.clicked(item.action)

    def clicked(self, action: str) -> None:
        """Run an action, from this widget."""
        self.call_later(self.run_action, action)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the tooltip of the text under the mouse."""
        item = self._under(event)
        self.tooltip = item.tip if item and item.tip else None
