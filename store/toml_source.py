"""Parse TOML with faults in plain words, and find the line of a path in it.

`tomllib` does not report lines of what it has read. What finds them is a scanner, not a parser: it
is given only text that `tomllib` has accepted, so it only has to find where keys, tables and
elements begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from store.errors import N_, InvalidValueError

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

_ENDLESS_NAME: Final = re.compile(
    r"""(?<![\w"'.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}"""
)
"""A key of fifty dotted names, for which the parser takes quadratic time."""
_NO_TOML: Final = (
    (r"Illegal character '\\n'|Unterminated string.*", N_("a quotation mark is not closed")),
    (r"Illegal character .*|Found invalid character .*", N_("a character that nobody sees")),
    (r"Expected newline .*", N_("something stands behind the end of the value")),
    (r"Expected '=' .*", N_("the = behind the name is missing")),
    (r"Expected '\]+' .*", N_("the closing bracket of the heading is missing")),
    (r"Unclosed .*", N_("a bracket is not closed, or a comma is missing")),
    (r"Cannot .*|Duplicate .*", N_("this name stands here a second time")),
    (r"Unescaped .*|Invalid hex .*|Escaped .*", N_("write \\\\ for a backslash")),
    (r"Invalid date .*", N_("this is not a date; write a day in quotation marks")),
    (r"Invalid value", N_("a value is missing, or a text lacks its quotation marks")),
    (r"Invalid .*", N_("this is neither a name with a value nor a heading")),
)
"""Error messages of tomllib, and plainer ones."""


def parsed(text: str, where: object) -> dict[str, Any]:
    """Parse TOML.

    Args:
        text: the text of a file.
        where: what a refusal calls the file.

    Raises:
        InvalidValueError: it is not TOML; the sentence names the line where one is to blame.
    """
    import tomllib  # here, not above: most starts of the app load no TOML

    if endless := _ENDLESS_NAME.search(text):
        line = text.count("\n", 0, endless.start()) + 1
        raise InvalidValueError(
            N_("{where} is not TOML: line {line} has too many names separated by dots."),
            where=where,
            line=line,
        )
    try:
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError is one, a number of 5,000 digits another
        reason, line, column = _position(str(error), text)
        raise InvalidValueError(
            N_("{where} is not TOML: line {line}, column {column}: {reason}."),
            where=where,
            line=line,
            column=column,
            reason=reason,
        ) from None
    except RecursionError:
        raise InvalidValueError(
            N_("{where} is not TOML: its brackets are nested too deeply."), where=where
        ) from None


def _position(said: str, text: str) -> tuple[str, int, int]:
    """Split a message of tomllib; before Python 3.14, only its text has the position."""
    found = re.fullmatch(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)", said, re.DOTALL)
    if found is not None:
        return _plainly(found[1]), int(found[2]), int(found[3])
    lines = text.split("\n")
    return _plainly(said.removesuffix(" (at end of document)")), len(lines), len(lines[-1]) + 1


def _plainly(said: str) -> str:
    """Return a plain message id for a message of tomllib, or the message if it is unknown."""
    known = (words for pattern, words in _NO_TOML if re.fullmatch(pattern, said, re.DOTALL))
    return next(known, said)


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
            import tomllib

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
