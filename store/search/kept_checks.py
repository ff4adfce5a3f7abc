"""What the copy desk has found, kept in the index: it is derived, too, and may go at any time.

A row says of an article what was found when it was last checked, and by a key of all that was
looked at. Whoever reads it compares the key, so no row needs to be deleted to be out of date.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from store.records import Id
from store.search.index import Index

Row = tuple[bytes, bytes]
"""The key of what was looked at, and what was found there."""


def read(index: Index) -> dict[Id, Row]:
    """Return what is kept of each article."""
    return {one: (key, result) for one, key, result in index.ask("SELECT * FROM checks")}


def keep(index: Index, rows: Mapping[Id, Row | None]) -> None:
    """Keep what was found in some articles; None drops what is kept of one that is gone."""

    def write(base: sqlite3.Connection) -> None:
        new = ((one, *row) for one, row in rows.items() if row)
        base.executemany("INSERT OR REPLACE INTO checks VALUES(?, ?, ?)", new)
        gone = ((one,) for one, row in rows.items() if row is None)
        base.executemany("DELETE FROM checks WHERE id = ?", gone)

    index.change(write)
