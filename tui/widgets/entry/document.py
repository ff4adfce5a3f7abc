"""A document whose lines end only at line feeds."""

from __future__ import annotations

from textual.document._document import Document, EditResult, Location


class Lines(Document):
    """A document whose lines end only at line feeds.

    Textual's own splits like `str.splitlines`, and joins with line feeds.
    """

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The whole text, cached until the next edit: TextArea asks for it with each drawn line."""
        if self._text is None:
            self._text = "\n".join(self._lines)
        return self._text

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace the text between two locations."""
        top, bottom = sorted((start, end))
        replaced = self.get_text_range(top, bottom)
        inserted = text.split("\n")
        inserted[0] = self._line(top[0])[: top[1]] + inserted[0]
        end_column = len(inserted[-1])
        inserted[-1] += self._line(bottom[0])[bottom[1] :]
        self._lines[top[0] : bottom[0] + 1] = inserted
        self._text = None
        return EditResult((top[0] + len(inserted) - 1, end_column), replaced)

    def _line(self, row: int) -> str:
        return self._lines[row] if row < len(self._lines) else ""
