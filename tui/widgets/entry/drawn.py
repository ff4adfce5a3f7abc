"""The text of an entry as it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, SupportsIndex

from rich.containers import Lines
from rich.style import Style
from rich.text import Span, Text

_IS_MARK: Final = re.compile("[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")


class Drawn(Text):
    """A text in which the cursor never parts a sign from its marks (❤️, 👍🏽, 1️⃣).

    Parted, the two are measured otherwise than together, and the line would jump as the cursor
    blinks.
    """

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Give a style to a part of the text, and to the whole of each sign that it touches."""
        super().stylize(style, *self._whole(start, end))

    def stylize_before(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Give a style to a part of the text, under its other styles."""
        super().stylize_before(style, *self._whole(start, end))

    def _whole(self, start: int, end: int | None) -> tuple[int, int | None]:
        plain = self.plain
        while 0 < start < len(plain) and _IS_MARK.match(plain[start]):
            start -= 1
        while end is not None and 0 < end < len(plain) and _IS_MARK.match(plain[end]):
            end += 1
        return start, end


class Paragraph(Drawn):
    """A line of a text of many, which is drawn in sections.

    For each section that it draws, `TextArea` makes the whole line anew and divides all of it: in
    a paragraph of 600 KB eight thousand sections, twenty times a key. Here the text is not
    searched for control characters again, and a section is made when it is asked for.

    Args:
        text: fit for the terminal.
    """

    def __init__(self, text: str) -> None:
        super().__init__("", end="", no_wrap=True)
        self._text, self._length = [text], len(text)

    def pad_right(self, count: int, character: str = " ") -> None:
        """Put blanks at the end."""
        self._text = [self.plain + character * count]
        self._length += count

    def divide(self, offsets: Iterable[int]) -> Lines:
        """Return the sections, each made when it is asked for."""
        return _Sections(self, [0, *offsets, len(self.plain)])

    def section(self, start: int, end: int) -> Text:
        """Return a part of the text, with its styles."""
        spans = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
            for span in self.spans
            if span.start < end and span.end > start
        ]
        return Text(self.plain[start:end], style=self.style, spans=spans)


class _Sections(Lines):
    """What `TextArea` takes of the sections: the one it draws, and the tabs of those before it."""

    def __init__(self, line: Paragraph, edges: Sequence[int]) -> None:
        super().__init__()
        self._line, self._edges = line, edges
        self._drawn: Text | None = None
        self._has_tabs = "\t" in line.plain

    def __getitem__(self, place: SupportsIndex) -> Text:  # type: ignore[override]
        if self._drawn is None or self._has_tabs:
            start, end = self._edges[int(place)], self._edges[int(place) + 1]
            self._drawn = self._line.section(start, end)
        return self._drawn
