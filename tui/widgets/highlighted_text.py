"""Texts with some of their words marked: in a list, in one line, or whole to read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.console import Console
from rich.text import Text

from store.articles.shared_phrases import Span
from tui.widgets.terminal_safe import visible
from tui.widgets.text_view import Sheet
from tui.widgets.virtual_list import Line

BEFORE: Final = 24
"""How many characters of a snippet stand before its first mark at the most."""

_BLANK: Final = re.compile(r"\s+")


def marked_line(text: str, spans: Sequence[Span], tone: str = "") -> Line:
    """Return a text as pieces of one tone, what stands at `spans` in the tone of a mark."""
    line: Line = []
    at = 0
    for start, end in spans:
        line += [(text[at:start], tone), (text[start:end], "mark")]
        at = end
    line.append((text[at:], tone))
    return [piece for piece in line if piece[0]]


def snippet(text: str, spans: Sequence[Span], length: int) -> Line:
    """Return about `length` characters of a text where most marks are; its start, without one."""
    first = _densest(spans, max(length - BEFORE, 1))
    start = 0
    if first > BEFORE:
        blank = _BLANK.search(text, first - BEFORE, first)
        start = blank.end() if blank else first
    end = start + length
    inside = [(s - start, min(e, end) - start) for s, e in spans if start <= s < end]
    dots: Line = [("… ", "dim")] if start else []
    return dots + marked_line(text[start:end], inside, "dim")


def _densest(spans: Sequence[Span], length: int) -> int:
    """Return where the stretch of that length begins that has the most marks, close together."""
    starts = [start for start, _end in spans]
    best = (0, 0, 0)
    for place, start in enumerate(starts):
        count = bisect_left(starts, start + length) - place
        best = max(best, (count, start - starts[place + count - 1], -start))
    return -best[2]


class Passage(NamedTuple):
    """A part of a text, with its marks."""

    text: str
    spans: Sequence[Span] = ()
    tone: str = ""
    """Of what is not marked: one of `MarkedText.COMPONENT_CLASSES`."""


class MarkedText(Sheet):
    """A text to read, some words of it marked. `show` gives it the text."""

    TONES = "marked"
    COMPONENT_CLASSES = {"marked--mark", "marked--dim", "marked--title", "marked--warn"}
    DEFAULT_CSS = """
    MarkedText {
        & > .marked--mark { color: $text-warning; text-style: bold underline; }
        & > .marked--dim { color: $text-muted; }
        & > .marked--warn { color: $text-error; }
        & > .marked--title { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._passages: Sequence[Passage] = ()

    def show(self, passages: Sequence[Passage], *, stay: bool = False) -> None:
        """Show another text from its start.

        Args:
            passages: its parts, each on lines of its own.
            stay: whether to leave it where it was scrolled to: the same text, marked anew.
        """
        self._passages = passages
        if not stay:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:  # there is no room yet: `on_resize` comes
            return
        sheets = (_wrapped(passage, width, self.app.console) for passage in self._passages)
        self.put([line for sheet in sheets for line in sheet])


def _wrapped(passage: Passage, width: int, console: Console) -> list[Line]:
    """Return a passage in lines of `width` cells."""
    line = marked_line(passage.text, passage.spans, passage.tone)
    # Rich takes a style by its name: an empty one would leave no span to read the tone from.
    text = Text.assemble(*((visible(piece), tone or "none") for piece, tone in line))
    return [
        [
            (part.plain[span.start : span.end], "" if span.style == "none" else str(span.style))
            for span in part.spans
        ]
        for part in text.wrap(console, max(width, 1))
    ]
