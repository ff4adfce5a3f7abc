"""Tables: CSV and TSV, whatever their dialect, line by line.

A row with broken quoting is refused by itself: a quotation mark that is never closed would
otherwise take the rest of the file for one cell.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct

from store.errors import N_, FileError, InvalidValueError
from store.news.items import Piece, Refused, refused, refused_file
from store.news.mapping import Row, complete_map, guess_map
from store.news.row_mapping import Setting, converted, found_in_row, looked_at
from store.news.stream import MOST_LINE, Letters, Stream

_DELIMITERS: Final = (",", ";", "\t", "|")
BROKEN: Final = N_("The quotation marks of the row are broken.")
UNCLOSED: Final = N_(
    "A quotation mark opens in this row and is not closed within {most} lines; close or delete it."
)

_MOST_LINES: Final = 200
"""The most lines of one row: a text of two hundred paragraphs."""
_SAMPLE: Final = 50
"""How many rows are looked at to guess the columns."""

csv.field_size_limit(4_000_000)  # else a cell of 131,072 characters would end the reading


class Table(Struct, frozen=True):
    """What a table is made of, as far as its first rows show it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """The first ones."""
    mapping: Mapping[str, str]
    """Field → column."""
    wrong: InvalidValueError | None
    """Why the mapping does not fit."""


_Line = tuple[int, str | None]
"""The number of a line, and its text; None where it could not be read."""
_Cells = tuple[int, list[str]]


class TableReader:
    """Reads a table.

    Args:
        stream: its bytes.
        setting: what is known beforehand.
    """

    def __init__(self, stream: Stream, setting: Setting) -> None:
        self._name = stream.name
        self._setting = setting
        self._letters = Letters()
        self._columns: tuple[str, ...] = ()
        self._ahead: deque[_Line] = deque()
        self._lines = self._decoded(stream)
        self._delimiter = self._sniffed()
        self._rows: Iterator[_Cells | Refused] = self._parsed()

    def table(self) -> Table:
        """Return the columns and the first rows; to be asked once, before `pieces`.

        Raises:
            FileError: there are no rows.
        """
        first = next((row for row in self._rows if not isinstance(row, Refused)), None)
        if first is None:
            raise FileError(N_("{name} has no rows."), name=self._name)
        columns = _unique(first[1])
        if not guess_map(columns) and _only_numbers(self._setting.mapping):
            columns = tuple(str(number) for number in range(1, len(columns) + 1))
            self._rows = chain([first], self._rows)  # no header: it is a row
        self._columns = columns
        sampled, self._rows = looked_at(self._rows, _SAMPLE)
        rows = tuple(
            dict(zip(columns, cells[1], strict=False))
            for cells in sampled
            if not isinstance(cells, Refused)
        )
        try:
            return Table(columns, rows, complete_map(self._setting.mapping, columns, rows), None)
        except InvalidValueError as error:
            return Table(columns, rows, guess_map(columns, rows), error)

    def pieces(self) -> Iterator[Piece]:
        """Yield what each row holds."""
        table = self.table()
        if table.wrong:
            yield refused_file(self._name, table.wrong.message, **table.wrong.values)
            return
        for row in self._rows:
            yield row if isinstance(row, Refused) else self._piece(row, table.mapping)
        if self._letters.met:
            yield converted(self._name, self._letters.met)

    def _piece(self, row: _Cells, mapping: Mapping[str, str]) -> Piece:
        number, cells = row
        where = f"{self._name}:{number}"
        if len(cells) > len(self._columns) and not any(map(str.strip, cells[len(self._columns) :])):
            cells = cells[: len(self._columns)]
        if len(cells) != len(self._columns):
            return refused(
                where,
                N_("The row does not fit the columns: cells {count}, columns {most}."),
                count=len(cells),
                most=len(self._columns),
            )
        return found_in_row(
            where, dict(zip(self._columns, cells, strict=True)), mapping, self._setting
        )

    # ------------------------------------------------------------------ lines to rows

    def _decoded(self, stream: Stream) -> Iterator[_Line]:
        for number, data in stream.lines():
            yield number, None if data is None else self._letters.text(data)

    def _next(self) -> _Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _sniffed(self) -> str:
        """Return the delimiter that parts the first lines the most evenly."""
        for line in self._lines:
            self._ahead.append(line)
            if len(self._ahead) >= 20:
                break
        texts = [text for _, text in self._ahead if text and text.strip()]
        return max(_DELIMITERS, key=lambda delimiter: _evenness(texts, delimiter))

    def _parsed(self) -> Iterator[_Cells | Refused]:
        """Yield the cells of each row with the number of its first line."""
        while line := self._next():
            number, text = line
            where = f"{self._name}:{number}"
            if text is None:
                yield refused(where, N_("The line is in no encoding that is known, or too long."))
            elif text.strip("\r\n\t ;,\x00"):
                cells = self._cells(where, text)
                yield cells if isinstance(cells, Refused) else (number, cells)

    def _cells(self, where: str, text: str) -> list[str] | Refused:
        """Return the cells of the row that begins with a line; a refusal where it is broken."""
        cells = _strict(text, self._delimiter)
        taken: list[_Line] = []
        lines, quotes, size = [text], text.count('"') if cells is None else 0, len(text)
        while quotes % 2:
            following = self._next()
            text = (following and following[1]) or ""
            size += len(text)
            if not text or len(taken) >= _MOST_LINES or size > MOST_LINE:
                taken += [following] if following else []
                self._ahead.extendleft(reversed(taken))
                return refused(where, UNCLOSED, most=_MOST_LINES)
            assert following is not None
            taken.append(following)
            quotes += text.count('"')
            lines.append(text)
        cells = _strict("".join(lines), self._delimiter) if taken else cells
        if cells is None or (taken and self._columns and len(cells) != len(self._columns)):
            self._ahead.extendleft(reversed(taken))
            return refused(where, BROKEN)
        return cells


def _strict(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of one row; None where it is not one row."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _evenness(texts: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Say how many lines have as many cells as the first, and how many cells those are."""
    counts = [len(cells) for text in texts if (cells := _strict(text, delimiter))]
    if not counts or counts[0] < 2:
        return 0, 0
    return counts.count(counts[0]), counts[0]


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns, each only once: an empty or second one gets its number."""
    seen: dict[str, None] = {}
    for number, name in enumerate((name.strip() for name in names), 1):
        named = name if name and name not in seen else f"{name} {number}".strip()
        while named in seen:  # “a 2” may be the name of another
            named += "'"
        seen[named] = None
    return tuple(seen)


def _only_numbers(mapping: Mapping[str, str] | None) -> bool:
    return bool(mapping) and all(column.isdigit() for column in (mapping or {}).values() if column)
