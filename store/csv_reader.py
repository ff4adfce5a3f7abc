"""CSV files row by row, in any dialect.

A row with broken quoting is reported alone, and reading goes on with the line after its first one:
a quotation mark that is never closed would otherwise take the rest of the file for one cell.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import islice
from typing import Final, NamedTuple

MOST_SIZE: Final = 4_000_000
"""The most characters of a row, and of a cell."""
_BLANK: Final = " \t\r\n;,\x00"

csv.field_size_limit(MOST_SIZE)  # the default limit, 131,072, would end the reading

Line = tuple[int, str | None]
"""The number of a line, and its text; None where it cannot be read."""


class Fault(Enum):
    """Why a row has no cells."""

    UNREADABLE = auto()
    """Its line cannot be read."""
    UNCLOSED = auto()
    """A quotation mark is not closed within the lines of a row."""
    BROKEN = auto()
    """A quotation mark is misplaced, or the row swallows another."""


class Row(NamedTuple):
    """The cells of a row, or its fault."""

    line: int
    """The number of its first line."""
    cells: list[str] | Fault


class _UnclosedError(Exception):
    """A row is longer than allowed."""


class RowReader:
    """Reads the rows of a file from lines with their ends; blank rows are skipped."""

    def __init__(self, lines: Iterable[Line], most_lines: int) -> None:
        self._lines = iter(lines)
        self._ahead: deque[Line] = deque()
        self._most_lines = most_lines
        self.delimiter = ","
        self.is_padded = False
        """Whether a blank follows each delimiter, which is no part of the cell."""
        self.width: int | None = None
        """How many cells a row over several lines must have, so that two rows are not joined."""
        first = self.look(1)
        hint = (first[0][1] or "") if first else ""
        if hint.lstrip('\ufeff"').lower().startswith("sep="):  # a hint of Excel for itself
            self.drop()

    def look(self, most: int) -> Sequence[Line]:
        """Return the next lines without taking them."""
        self._ahead.extend(islice(self._lines, max(0, most - len(self._ahead))))
        return list(islice(self._ahead, most))

    def drop(self) -> None:
        """Skip a line."""
        self._next()

    def __iter__(self) -> Iterator[Row]:
        while line := self._next():
            taken = [line]
            row = Row(line[0], self._cells(taken))
            if isinstance(row.cells, Fault):
                self._ahead.extendleft(reversed(taken[1:]))
            if isinstance(row.cells, Fault) or any(cell.strip(_BLANK) for cell in row.cells):
                yield row

    def _next(self) -> Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _cells(self, taken: list[Line]) -> list[str] | Fault:
        """Return the cells of the row that begins with the given line; append its further lines."""
        if taken[0][1] is None:
            return Fault.UNREADABLE
        try:
            cells = cells_of(self._texts(taken), self.delimiter, is_padded=self.is_padded)
        except _UnclosedError:
            return Fault.UNCLOSED
        if cells is None:
            return Fault.BROKEN if len(taken) == 1 else Fault.UNCLOSED
        if len(taken) > 1 and self.width not in (None, len(cells)):
            return Fault.BROKEN
        return cells

    def _texts(self, taken: list[Line]) -> Iterator[str]:
        """Yield the lines of a row, as many as are consumed."""
        size = 0
        while text := taken[-1][1]:
            yield text
            size += len(text)
            following = self._next()
            if following is None:
                break
            taken.append(following)
            if len(taken) > self._most_lines or size + len(following[1] or "") > MOST_SIZE:
                break
        raise _UnclosedError


def cells_of(lines: Iterable[str], delimiter: str, *, is_padded: bool = False) -> list[str] | None:
    """Return the cells of the first row in some lines; None where it is malformed."""
    try:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=is_padded, strict=True)
        return next(reader, None)
    except csv.Error:
        return None
