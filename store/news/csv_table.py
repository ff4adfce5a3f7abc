"""Read CSV and TSV tables of any dialect, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from store.csv_reader import Fault, RowReader, cells_of
from store.errors import N_, FileError, finding
from store.news.items import Piece, Refused, refused
from store.news.mapping import guess_map
from store.news.row_mapping import found_in_row, looked_at
from store.news.stream import Stream
from store.news.table import Table, TableReader

_DELIMITERS: Final = (",", ";", "\t", "|")
_MOST_LINES: Final = 200
"""The most lines in one row: a text of two hundred paragraphs."""
_FEWEST_CELLS: Final = 2
"""A row with a single cell is a piece of another row, whose line break was not quoted."""
_MOST_ABOVE: Final = 10
_QUOTE: Final = 40
_ABOVE: Final = N_("Above the names of the columns stands “{text}”, which is not read.")
_SAMPLE: Final = 1000
"""How many rows are used to guess the columns and the order of dates: a sorted table may have some
hundred of one day."""
_FAULTS: Final = {
    Fault.UNREADABLE: N_("The line is in an unknown encoding, or too long."),
    Fault.UNCLOSED: N_(
        "A quotation mark opens in this row and is not closed within {most} lines; "
        "close or delete it."
    ),
    Fault.BROKEN: N_("The quotation marks of the row are broken."),
}

_AS_TEXT: Final = re.compile(r'^="(.*)"$', re.DOTALL)
"""A cell that a spreadsheet is told to leave alone."""
_Cells = tuple[int, list[str]]


class CsvReader(TableReader[_Cells]):
    """Reads a CSV or TSV table."""

    def table(self) -> Table:
        """Return the columns and the first rows, as `TableReader.table`."""
        first = self._header()
        columns = _unique(first[1])
        if not guess_map(columns) and _only_numbers(self._setting.mapping):
            columns = tuple(str(number) for number in range(1, len(columns) + 1))
            self._rows = chain([first], self._rows)  # no header: the first row is data
        self._columns = columns
        self._reader.width = len(columns)
        sampled, self._rows = looked_at(self._rows, _SAMPLE)
        known = [cells for cells in sampled if not isinstance(cells, Refused)]
        return self._mapped(
            columns, [dict(zip(columns, cells, strict=False)) for _, cells in known]
        )

    def _header(self) -> _Cells:
        """Return the row with the names of the columns, taken off; a title may stand above it."""
        first = next((row for row in self._rows if not isinstance(row, Refused)), None)
        if first is None:
            raise FileError(N_("{name} has no rows."), name=self._name)
        if guess_map(first[1]) or set((self._setting.mapping or {}).values()) & {*first[1]}:
            return first
        seen, self._rows = looked_at(self._rows, _MOST_ABOVE)
        for number, row in enumerate(seen):
            if not isinstance(row, Refused) and len(guess_map(_unique(row[1]))) >= _FEWEST_CELLS:
                cells = " ".join(filter(None, map(str.strip, first[1])))
                self._told.append(finding(_ABOVE, text=cells[:_QUOTE]))
                self._rows = islice(self._rows, number + 1, None)
                return row
        return first

    def _piece(self, row: _Cells, mapping: Mapping[str, str]) -> Piece:
        number, cells = row
        where = f"{self._name}:{number}"
        if len(cells) > len(self._columns) and not any(map(str.strip, cells[len(self._columns) :])):
            cells = cells[: len(self._columns)]
        if _FEWEST_CELLS <= len(cells) < len(self._columns):  # the last ones are left out
            cells = [*cells, *[""] * (len(self._columns) - len(cells))]
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

    def _read(self, stream: Stream) -> Iterator[_Cells | Refused]:
        letters = self._letters
        lines = ((number, letters.text(data) if data else None) for number, data in stream.lines())
        self._reader = RowReader(lines, _MOST_LINES)
        texts = [text for _, text in self._reader.look(20) if text and text.strip()]
        self._reader.delimiter = max(_DELIMITERS, key=lambda mark: _evenness(texts, mark))
        self._reader.is_padded = f'"{self._reader.delimiter} "' in "".join(texts[:1])
        for number, cells in self._reader:
            if isinstance(cells, Fault):
                yield refused(f"{self._name}:{number}", _FAULTS[cells], most=_MOST_LINES)
            else:
                yield number, [_AS_TEXT.sub(r"\1", cell) for cell in cells]


def _evenness(texts: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines have as many cells as the first, and that number of cells.

    Lines of a single cell before it may be a title above the table.
    """
    counts = [len(cells) for text in texts if (cells := cells_of([text], delimiter))]
    first = next((count for count in counts if count > 1), 0)
    return counts.count(first), first


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return unique column names: an empty or repeated one gets its number."""
    seen: dict[str, None] = {}
    for number, name in enumerate((name.strip() for name in names), 1):
        named = name if name and name not in seen else f"{name} {number}".strip()
        while named in seen:  # “a 2” may be the name of another column
            named += "'"
        seen[named] = None
    return tuple(seen)


def _only_numbers(mapping: Mapping[str, str] | None) -> bool:
    return bool(mapping) and all(column.isdigit() for column in (mapping or {}).values() if column)
