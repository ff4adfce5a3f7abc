"""Read JSON Lines, one object per line, and JSON arrays, which are read as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from store.errors import N_, FileError
from store.news.items import Piece, Refused, refused
from store.news.mapping import Row
from store.news.row_mapping import found_in_row, looked_at
from store.news.stream import Stream
from store.news.table import Table, TableReader

_SAMPLE: Final = 100
"""How many objects are used to find the columns."""

_Numbered = tuple[str, Row]
"""The position of an object, and the object."""


class JsonReader(TableReader[_Numbered]):
    """Reads JSON Lines or a JSON array."""

    def table(self) -> Table:
        """Return the columns and the first rows, as `TableReader.table`."""
        sampled, self._rows = looked_at(self._rows, _SAMPLE)
        rows = [row[1] for row in sampled if not isinstance(row, Refused)]
        if not sampled:
            next(self._rows, None)  # raises the reason, if there is one
        if not rows:
            raise FileError(N_("{name} has no rows."), name=self._name)
        return self._mapped(tuple({column: None for row in rows for column in row}), rows)

    def _piece(self, row: _Numbered, mapping: Mapping[str, str]) -> Piece:
        return found_in_row(*row, mapping, self._setting)

    def _read(self, stream: Stream) -> Iterator[_Numbered | Refused]:
        is_array = stream.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        return self._of_array(stream) if is_array else self._of_lines(stream)

    def _of_lines(self, stream: Stream) -> Iterator[_Numbered | Refused]:
        for number, data in stream.lines():
            where = f"{self._name}:{number}"
            if data is not None and not data.strip():
                continue
            text = None if data is None else self._letters.text(data)
            if text is None:
                yield refused(where, N_("The line is in an unknown encoding, or too long."))
                continue
            try:
                value = msgspec.json.decode(text)
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                value = None
            yield _numbered(where, value)

    def _of_array(self, stream: Stream) -> Iterator[_Numbered | Refused]:
        try:
            items = msgspec.json.decode(stream.whole().removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FileError(N_("{name} is not valid JSON."), name=self._name) from error
        for number, item in enumerate(items if isinstance(items, list) else [items], 1):
            yield _numbered(f"{self._name}#{number}", item)


def _numbered(where: str, value: object) -> _Numbered | Refused:
    if isinstance(value, dict):
        return where, value
    return refused(where, N_("The line is not a JSON object."))
