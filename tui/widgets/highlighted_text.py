"""Texts with some words marked: as a line, a snippet, or a whole text to read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from store.articles.shared_phrases import Span
from tui.widgets.headline import line_starts
from tui.widgets.terminal_safe import one_line
from tui.widgets.text_view import Sheet, wrapped
from tui.widgets.virtual_list import Line

BEFORE: Final = 24
"""The maximum number of characters before the first mark of a snippet."""

_BLANK: Final = re.compile(r"\s+")


def marked_line(text: str, spans: Sequence[Span], tone: str = "") -> Line:
    """Return a text as pieces of one tone, with `spans` in the tone of a mark."""
    line: Line = []
    at = 0
    for start, end in spans:
        line += [(text[at:start], tone), (text[start:end], "mark")]
        at = end
    line.append((text[at:], tone))
    return [piece for piece in line if piece[0]]


def marked_headline(text: str, spans: Sequence[Span], width: int) -> list[Line]:
    """Return a headline in one line or two, with `spans` in the tone of a mark."""
    lines = []
    for start, end in pairwise((*line_starts(one_line(text), width, 2), len(text))):
        part = text[start:end].rstrip()
        inside = [
            (max(first - start, 0), min(last - start, len(part)))
            for first, last in spans
            if first < start + len(part) and last > start
        ]
        lines.append(marked_line(part, inside))
    return lines


def snippet(text: str, spans: Sequence[Span], length: int) -> Line:
    """Return whole words of the part of a text with the most marks, or else of its start.

    Args:
        text: the whole text.
        spans: the marks.
        length: how many characters there is room for, the dots at the start apart.
    """
    first = _densest(spans, max(length - BEFORE, 1))
    start = 0
    if first > BEFORE:
        blank = _BLANK.search(text, first - BEFORE, first)
        start = blank.end() if blank else first
    end = start + length
    if end < len(text):  # room for the dots, after a whole word
        blanks = [blank.start() for blank in _BLANK.finditer(text, start + 1, end - 1)]
        end = blanks[-1] if blanks else end - 2
    inside = [(s - start, min(e, end) - start) for s, e in spans if start <= s < end]
    dots: Line = [("… ", "dim")] if start else []
    cut: Line = [(" …", "dim")] if end < len(text) else []
    return dots + marked_line(text[start:end], inside, "dim") + cut


def _densest(spans: Sequence[Span], length: int) -> int:
    """Return the start of the part of that length with the most marks."""
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
    """The tone of what is not marked: one of `MarkedText.COMPONENT_CLASSES`."""


class MarkedText(Sheet):
    """A read-only text with some words marked, set by `show`."""

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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passages: Sequence[Passage] = ()

    def show(self, passages: Sequence[Passage], *, stay: bool = False) -> None:
        """Show another text from its start; with `stay`, keep the scroll position."""
        self._passages = passages
        if not stay:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.lay_out()

    def lay_out(self) -> None:
        """Wrap the passages."""
        if width := self.text_width:
            lines = (marked_line(*passage) for passage in self._passages)
            console = self.app.console
            self.put([part for line in lines for part in wrapped(line, width, console)])
