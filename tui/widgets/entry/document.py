"""A document whose lines end at a line feed and nowhere else."""

from __future__ import annotations

from textual.document._document import Document, EditResult, Location


class Lines(Document):
    """A document whose lines end at a line feed and nowhere else.

    The stock one splits at everything that `str.splitlines` knows and gives back line feeds.
    """

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The whole text; kept until the next edit, as each line drawn asks whether it is empty."""
        if self._text is None:
            self._text = "\n".join(self._lines)
        return self._text

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what stands between two locations."""
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
