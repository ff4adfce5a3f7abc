"""What the readers of rows share: finding the columns, and turning rows into pieces of news."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from store.errors import N_, InvalidValueError, finding
from store.news.items import Piece, Refused, Told, refused_file
from store.news.mapping import Row, complete_map, guess_map
from store.news.row_mapping import Setting
from store.news.stream import Letters, Stream

T = TypeVar("T")


class Table(Struct, frozen=True):
    """The structure of a table, judged by its first rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """The first ones."""
    mapping: Mapping[str, str]
    """The column of each field."""
    wrong: InvalidValueError | None
    """Why the requested mapping does not fit."""


class TableReader(ABC, Generic[T]):
    """Reads a file of rows."""

    def __init__(self, stream: Stream, setting: Setting) -> None:
        self._name = stream.name
        self._setting = setting
        self._letters = Letters()
        self._rows: Iterator[T | Refused] = self._read(stream)

    @abstractmethod
    def table(self) -> Table:
        """Return the columns and the first rows; call once, before `pieces`.

        Raises:
            FileError: there are no rows.
        """

    @abstractmethod
    def _read(self, stream: Stream) -> Iterator[T | Refused]:
        """Return all rows."""

    @abstractmethod
    def _piece(self, row: T, mapping: Mapping[str, str]) -> Piece:
        """Return the piece of news in a row."""

    def pieces(self) -> Iterator[Piece]:
        """Yield the piece of news in each row."""
        table = self.table()
        if table.wrong:
            yield refused_file(self._name, table.wrong.message, **table.wrong.values)
            return
        for row in self._rows:
            yield row if isinstance(row, Refused) else self._piece(row, table.mapping)
        if self._letters.met:
            names = ", ".join(sorted(self._letters.met))
            message = N_("Some of it was in an old encoding and has been converted: {names}.")
            yield Told(self._name, finding(message, names=names))

    def _mapped(self, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
        wanted, shown = self._setting.mapping, tuple(rows)
        try:
            return Table(columns, shown, complete_map(wanted, columns, shown), None)
        except InvalidValueError as error:
            return Table(columns, shown, guess_map(columns, shown), error)
