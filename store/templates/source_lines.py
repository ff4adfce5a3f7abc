"""Find the line of a path in a TOML file, which `tomllib` does not report.

This is a scanner, not a parser: it is given only text that `tomllib` has accepted, so it only has
to find where keys, tables and elements begin.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final

Place = tuple[str | int, ...]
"""Keys and indexes from the top of the file: `("tasks", 3, "due")`."""

_STRING: Final = (
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY: Final = re.compile(rf"(?P<quoted>{_STRING})|(?P<bare>[A-Za-z0-9_-]+)", re.DOTALL)
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_VALUE: Final = re.compile(rf"{_STRING}|[^,\]}}#\n]+", re.DOTALL)


def line_of(text: str, place: Place) -> int:
    """Return the line (from 1) of a path in valid TOML, or of the nearest enclosing path.

    A list or table is at its first key or header.
    """
    wanted = {place[:length] for length in range(1, len(place) + 1)}
    found: dict[Place, int] = {}
    for at, where in _Scanner(text).places():
        if where in wanted and where not in found:
            found[where] = at
            if where == place:
                break
    nearest = max(found, key=len, default=())
    return text.count("\n", 0, found.get(nearest, 0)) + 1


class _Scanner:
    """Scans a text once for the start of each path."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counts: dict[Place, int] = {}
        """How many tables each array of tables has so far."""

    def places(self) -> Iterator[tuple[int, Place]]:
        """Yield the offset and the path of each header, key and element, in order."""
        table: Place = ()
        while self._skip_blank() < len(self._text):
            at = self._at
            if self._text[at] == "[":
                names, is_array = self._header()
                table = self._table(names, is_array)
                yield from ((at, table[: length + 1]) for length in range(len(table)))
            else:
                yield from self._pair(table)

    def _skip_blank(self) -> int:
        found = _BLANK.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        return self._at

    def _take(self, char: str) -> bool:
        """Skip a string if it comes next."""
        is_next = self._text.startswith(char, self._at)
        self._at += len(char) * is_next
        return is_next

    def _names(self) -> Place:
        """Read a key: names separated by dots."""
        names: list[str] = []
        while not names or (dot := _DOT.match(self._text, self._at)):
            self._at = dot.end() if names and dot else self._at
            found = _KEY.match(self._text, self._at)
            if found is None:
                raise AssertionError(f"no key at {self._at}")
            quoted = found["quoted"]
            names.append(tomllib.loads(f"key = {quoted}")["key"] if quoted else found["bare"])
            self._at = found.end()
        return tuple(names)

    def _header(self) -> tuple[Place, bool]:
        is_array = self._take("[[")
        self._at += not is_array
        self._skip_blank()
        names = self._names()
        self._skip_blank()
        self._at += 1 + is_array
        return names, is_array

    def _table(self, names: Place, is_array: bool) -> Place:
        """Return the path of a table from its header: in arrays, that of the last table."""
        place: Place = ()
        for number, name in enumerate(names, 1):
            place = (*place, name)
            if is_array and number == len(names):
                self._counts[place] = self._counts.get(place, 0) + 1
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
        return place

    def _pair(self, table: Place) -> Iterator[tuple[int, Place]]:
        at = self._at
        names = self._names()
        yield from ((at, (*table, *names[: length + 1])) for length in range(len(names)))
        self._skip_blank()
        self._take("=")
        yield from self._value((*table, *names))

    def _value(self, place: Place) -> Iterator[tuple[int, Place]]:
        self._skip_blank()
        if self._take("["):
            yield from self._array(place)
        elif self._take("{"):
            while not self._closed("}"):
                yield from self._pair(place)
        else:
            found = _VALUE.match(self._text, self._at)
            assert found is not None
            self._at = found.end()

    def _array(self, place: Place) -> Iterator[tuple[int, Place]]:
        number = 0
        while not self._closed("]"):
            yield self._at, (*place, number)
            yield from self._value((*place, number))
            number += 1

    def _closed(self, bracket: str) -> bool:
        """Skip to the next entry of an array or inline table; tell whether it ends instead."""
        self._skip_blank()
        self._take(",")
        self._skip_blank()
        return self._take(bracket)
