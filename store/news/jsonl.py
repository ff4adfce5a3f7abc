"""Read JSON: Lines, one object per line; arrays and objects over any number of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from json import JSONDecoder
from typing import Any, Final

import msgspec

from store.charsets import whole_text
from store.errors import N_, FileError
from store.news.items import Piece, Refused, refused
from store.news.json_shapes import is_list, pieces_of, shaped, source_of
from store.news.mapping import Row
from store.news.row_mapping import found_in_row, looked_at
from store.news.stream import MOST_WHOLE, Stream
from store.news.table import Table, TableReader

_SAMPLE: Final = 100
"""How many objects are used to find the columns."""
_FAILURES: Final = (msgspec.DecodeError, UnicodeError, RecursionError)

_CALL: Final = re.compile(
    r"\s*+(?:/\*\*/\s*+)?[A-Za-z_$][\w$.]{0,100}\((.*)\)\s*+;?\s*+", re.DOTALL
)
_COMMA: Final = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*+[\]}])', re.DOTALL)
"""One that nothing follows, or a text, in which there may be others."""

_Numbered = tuple[str, Row]
"""The position of an object, and the object."""
_Line = tuple[int, bytes | None]


class JsonReader(TableReader[_Numbered]):
    """Reads JSON Lines, a JSON array, or objects that hold pieces or are pieces."""

    def table(self) -> Table:
        """Return the columns and the first rows, as `TableReader.table`."""
        sampled, self._rows = looked_at(self._rows, _SAMPLE)
        rows = [row[1] for row in sampled if not isinstance(row, Refused)]
        if not sampled:
            next(self._rows, None)  # raises the reason, if there is one
        if not rows:
            raise self._no_rows([row for row in sampled if isinstance(row, Refused)])
        return self._mapped(tuple({column: None for row in rows for column in row}), rows)

    def _no_rows(self, why: list[Refused]) -> FileError:
        if len(why) == 1:
            return FileError(why[0].why.message, **why[0].why.values)
        return FileError(N_("{name} has no JSON objects, each a piece of news."), name=self._name)

    def _piece(self, row: _Numbered, mapping: Mapping[str, str]) -> Piece:
        return found_in_row(*row, mapping, self._setting)

    def _read(self, stream: Stream) -> Iterator[_Numbered | Refused]:
        if stream.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            return self._of_values([self._decoded(stream.whole())])
        return self._of_object_or_lines(stream)

    def _of_object_or_lines(self, stream: Stream) -> Iterator[_Numbered | Refused]:
        lines = stream.lines()
        written = (line for line in lines if line[1] is None or line[1].strip())
        first = next(written, None)
        if first is None:
            return
        value = self._object_in(first[1])
        if value is not None:
            try:
                second = next(written, None)
            except FileError:  # damaged from there on
                yield from self._of_lines(iter([first]))
                raise
            if second is not None:
                yield from self._of_lines(chain([first, second], lines))
            elif is_list(value):
                yield from self._of_values([value])
            else:
                yield from self._of_lines(iter([first]))
            return
        taken = list(self._limited(chain([first], lines)))
        whole = b"".join(data or b"" for _, data in taken)
        values = list(self._values_in(whole))
        if values:
            yield from self._of_values(values)
        elif any(self._object_in(data) is not None for _, data in taken[:_SAMPLE]):
            yield from self._of_lines(iter(taken))
        else:
            yield from self._of_values([self._decoded(whole)])

    def _limited(self, lines: Iterator[_Line]) -> Iterator[_Line]:
        size = 0
        for line in lines:
            size += len(line[1] or b"")
            if size > MOST_WHOLE:
                raise FileError(
                    N_("{name} is larger than {most} MB, too large for its format; split it."),
                    name=self._name,
                    most=MOST_WHOLE // 1_000_000,
                )
            yield line

    def _object_in(self, data: bytes | None) -> dict[str, Any] | None:
        value = _value_of(None if data is None else self._letters.text(data))
        return value if isinstance(value, dict) else None

    def _values_in(self, data: bytes) -> Iterator[dict[str, Any]]:
        """Yield the objects that follow each other in a text; none if any part is not JSON."""
        text, found = (whole_text(data) or "").strip(), []
        decoder, place = JSONDecoder(), 0
        try:
            while place < len(text):
                value, place = decoder.raw_decode(text, place)
                found.append(value)
                while place < len(text) and text[place] in " \t\r\n,":
                    place += 1
        except (ValueError, RecursionError):  # also of a number of thousands of digits
            return
        yield from found

    def _decoded(self, data: bytes) -> Any:
        text = whole_text(data)
        value = _value_of(text)
        if value is None and text is not None:
            value = _value_of(_as_meant(text))
        if not isinstance(value, list | dict):
            raise FileError(N_("{name} is not valid JSON."), name=self._name)
        return value

    def _of_lines(self, lines: Iterator[_Line]) -> Iterator[_Numbered | Refused]:
        for number, data in lines:
            where = f"{self._name}:{number}"
            if data is not None and not data.strip():
                continue
            text = None if data is None else self._letters.text(data)
            if text is None:
                yield refused(where, N_("The line is in an unknown encoding, or too long."))
            else:
                yield _numbered(where, _value_of(text))

    def _of_values(self, values: list[Any]) -> Iterator[_Numbered | Refused]:
        """Yield the pieces of a whole document."""
        only = values[0] if len(values) == 1 else values
        if isinstance(only, dict):
            source, pieces = source_of(only), list(pieces_of(only))
        else:
            source, pieces = "", only
        for number, piece in enumerate(pieces, 1):
            yield _numbered(f"{self._name}#{number}", piece, source)


def _as_meant(text: str) -> str:
    """Return JSON out of what programs of pages read as well: a call, commas before an end."""
    called = _CALL.fullmatch(text)
    return _COMMA.sub(lambda found: found[1] or "", called[1] if called else text)


def _value_of(text: str | None) -> object:
    """Return the value of a text in JSON; None if it is none."""
    try:
        return None if text is None else msgspec.json.decode(text)
    except _FAILURES:
        return None


def _numbered(where: str, value: object, source: str = "") -> _Numbered | Refused:
    if not isinstance(value, dict):
        return refused(where, N_("The line is not a JSON object."))
    row, state = shaped(value)
    if state:
        return refused(where, N_("It is not published, but “{state}”."), state=state[:40])
    return where, {**row, "source": row.get("source") or source} if source else row
