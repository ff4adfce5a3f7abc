"""What the readers of rows share: finding the columns, and turning rows into pieces of news."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from store.charsets import Letters
from store.errors import N_, Finding, InvalidValueError, finding
from store.news.dates import orders_of
from store.news.items import Found, Piece, Refused, Told, refused_file
from store.news.mapping import Row, columns_left, complete_map, guess_map
from store.news.row_mapping import Setting
from store.news.stream import Stream

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
        self._told: list[Finding] = []
        """What is to be said of the file."""
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
        dates = _Dates(table)
        self._setting = replace(self._setting, month_first=dates.month_first)
        for row in self._rows:
            piece = row if isinstance(row, Refused) else self._piece(row, table.mapping)
            dates.look_at(piece)
            yield piece
        yield from self._remarks(table, dates)

    def _remarks(self, table: Table, dates: _Dates) -> Iterator[Told]:
        yield from (Told(self._name, what) for what in self._told)
        if self._letters.met:
            names = ", ".join(sorted(self._letters.met))
            message = N_("Some of it was in an old encoding and has been converted: {names}.")
            yield Told(self._name, finding(message, names=names))
        if dates.are_mixed:
            message = N_("Dates such as 4/5/2027 are read day first, but some are month first.")
            yield Told(self._name, finding(message))
        elif dates.month_first:
            message = N_("The dates are read month first: 4/18/2027 is 18 April.")
            yield Told(self._name, finding(message))
        if left := columns_left(table.columns, table.rows, table.mapping):
            message = N_("Columns that are not taken: {columns}. --map or the preview maps them.")
            yield Told(self._name, finding(message, columns=left))

    def _mapped(self, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
        wanted, shown = self._setting.mapping, tuple(rows)
        try:
            return Table(columns, shown, complete_map(wanted, columns, shown), None)
        except InvalidValueError as error:
            return Table(columns, shown, guess_map(columns, shown), error)


class _Dates:
    """Which of day and month comes first in the dates of a table."""

    def __init__(self, table: Table) -> None:
        column = table.mapping.get("published", "")
        self._orders = orders_of(row.get(column) for row in table.rows)
        self.month_first = self._orders == {"month"}

    def look_at(self, piece: Piece) -> None:
        """Note the date of a piece where it cannot be read."""
        if isinstance(piece, Found) and piece.published is None:
            for said in piece.told:
                self._orders |= orders_of([said.values.get("text")])

    @property
    def are_mixed(self) -> bool:
        """Whether both orders are there, so that no date below 13/13 is certain."""
        return bool(self._orders - {"month" if self.month_first else "day"})
