"""What the copy desk has found, kept in the index: it is derived, too, and may go at any time.

A row says of an article what was found when it was last checked, and by a key of all that was
looked at. Whoever reads it compares the key, so no row needs to be deleted to be out of date.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from store.records import Id
from store.search.index import Index

Row = tuple[bytes, bytes]
"""The key of what was looked at, and what was found there."""


def of(index: Index, one: Id) -> Row | None:
    """Return what is kept of an article; None for nothing."""
    rows = index.ask("SELECT key, result FROM checks WHERE id = ?", (one,))
    return (rows[0][0], rows[0][1]) if rows else None


def ids(index: Index) -> Iterator[Id]:
    """Yield the articles of which something is kept; nobody else reads the index meanwhile."""
    return (one for (one,) in index.each("SELECT id FROM checks"))


def keep(index: Index, rows: Mapping[Id, Row | None]) -> None:
    """Keep what was found in some articles; None drops what is kept of one that is gone."""

    def write(base: sqlite3.Connection) -> None:
        new = ((one, *row) for one, row in rows.items() if row)
        base.executemany("INSERT OR REPLACE INTO checks VALUES(?, ?, ?)", new)
        gone = ((one,) for one, row in rows.items() if row is None)
        base.executemany("DELETE FROM checks WHERE id = ?", gone)

    index.change(write)
