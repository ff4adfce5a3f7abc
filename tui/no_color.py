"""NO_COLOR: only the terminal's own two colours, with highlights in reverse."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

COLOURED: Final = 24
"""The range of red, green and blue from which a background is a highlight (a cursor, a focus)
rather than one of the theme's greys."""

BRIGHT: Final = 96
"""The difference in brightness from the screen's from which a background is a highlight."""


class NoColor(LineFilter):
    """Removes colours. Textual's own filter leaves greys, or hides the cursor."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            Segment(text, style and _plain(style, background), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _plain(style: Style, background: Color) -> Style:
    marked = bool(style.bgcolor and style.bgcolor.triplet) and _is_mark(style, background)
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=bool(style.reverse) != marked,
    )


def _is_mark(style: Style, background: Color) -> bool:
    assert style.bgcolor
    channels = style.bgcolor.get_truecolor()
    ours = (background.r, background.g, background.b)
    far = abs(sum(channels) - sum(ours)) / 3
    return max(channels) - min(channels) > COLOURED or far > BRIGHT
