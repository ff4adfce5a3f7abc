"""What the readers of rows have in common: the columns, and each row as a piece of news."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from store.errors import InvalidValueError
from store.news.items import Piece, Refused, refused_file
from store.news.mapping import Row, complete_map, guess_map
from store.news.row_mapping import Setting, converted
from store.news.stream import Letters, Stream

T = TypeVar("T")


class Table(Struct, frozen=True):
    """What a table is made of, as far as its first rows show it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """The first ones."""
    mapping: Mapping[str, str]
    """Field → column."""
    wrong: InvalidValueError | None
    """Why the mapping does not fit."""


class TableReader(ABC, Generic[T]):
    """Reads a file of rows.

    Args:
        stream: its bytes.
        setting: what is known beforehand.
    """

    def __init__(self, stream: Stream, setting: Setting) -> None:
        self._name = stream.name
        self._setting = setting
        self._letters = Letters()
        self._rows: Iterator[T | Refused] = self._read(stream)

    @abstractmethod
    def table(self) -> Table:
        """Return the columns and the first rows; to be asked once, before `pieces`.

        Raises:
            FileError: there are no rows.
        """

    @abstractmethod
    def _read(self, stream: Stream) -> Iterator[T | Refused]:
        """Return all rows."""

    @abstractmethod
    def _piece(self, row: T, mapping: Mapping[str, str]) -> Piece:
        """Return what a row holds."""

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

    def _mapped(self, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
        wanted, shown = self._setting.mapping, tuple(rows)
        try:
            return Table(columns, shown, complete_map(wanted, columns, shown), None)
        except InvalidValueError as error:
            return Table(columns, shown, guess_map(columns, shown), error)
