"""Where notices stand: not over the keys, the counts of the text, or where the cursor is."""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen
from textual.widgets._toast import ToastRack

MOST_LINES: Final = 8
"""The lines of two notices of three lines, with those between them."""

BELOW: Final = 3
"""The lines below the lowest notice: the counts of the text, and the keys."""

HIGH: Final = 6
"""The lines above the notices if one writes in the lower half: the fields of the editor."""


def place_notices(screen: Screen[Any]) -> None:
    """Put the notices where they cover nothing that is needed: at the bottom, if possible."""
    top = _top(screen)
    for rack in screen.query(ToastRack):
        if top is None:
            rack.styles.dock, rack.styles.margin = "bottom", (0, 0, BELOW, 0)
            rack.styles.align = ("right", "bottom")
        else:
            rack.styles.dock, rack.styles.margin = "top", (top, 0, 0, 0)
            rack.styles.align = ("right", "top")


def _top(screen: Screen[Any]) -> int | None:
    """Return the first line of the notices; None if they stand at the bottom."""
    height = screen.size.height
    kept = {y for part in screen.query("KeyLine, #counts") for y in part.region.line_range}
    kept.update(getattr(screen.focused, "cursor_lines", ()))
    cursor = getattr(screen.focused, "cursor_screen_offset", None)
    is_low = cursor is not None and cursor.y >= height // 2
    if cursor is not None:
        kept.add(cursor.y)

    def is_free(top: int) -> bool:
        return kept.isdisjoint(range(top, top + MOST_LINES))

    if is_free(height - BELOW - MOST_LINES) and not is_low:
        return None
    tops = (HIGH, *range(height - MOST_LINES, 0, -1))
    return next(filter(is_free, tops), HIGH if is_low else 0)
