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
    """A text in which the cursor never separates an emoji from its modifiers (❤️, 👍🏽, 1️⃣).

    Separated, their widths differ, and the line would jump as the cursor blinks.
    """

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Style a part of the text, extended to whole emoji."""
        super().stylize(style, *self._whole(start, end))

    def stylize_before(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Style a part of the text, below its other styles."""
        super().stylize_before(style, *self._whole(start, end))

    def _whole(self, start: int, end: int | None) -> tuple[int, int | None]:
        plain = self.plain
        while 0 < start < len(plain) and _IS_MARK.match(plain[start]):
            start -= 1
        while end is not None and 0 < end < len(plain) and _IS_MARK.match(plain[end]):
            end += 1
        return start, end


class Paragraph(Drawn):
    """A line of the body, safe for the terminal, which is drawn in sections.

    For each visible section, `TextArea` makes the whole line again and divides all of it: in a
    paragraph of 600 KB into 8,000 sections, twenty times a key. Here the text is not searched for
    control characters again, and sections are made on demand.
    """

    def __init__(self, text: str) -> None:
        super().__init__("", end="", no_wrap=True)
        self._text, self._length = [text], len(text)

    def pad_right(self, count: int, character: str = " ") -> None:
        """Append blanks."""
        self._text = [self.plain + character * count]
        self._length += count

    def divide(self, offsets: Iterable[int]) -> Lines:
        """Return the sections, made on demand."""
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
    """The sections that `TextArea` uses: the one it draws, and those before it for their tabs."""

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
