"""Where the words that are being typed stand in a row, narrowed letter by letter.

To look up two usual words that stand beside each other takes longer than all else that a key asks
for. Whatever has them and goes on with `th` is among what went on with `t`, so of a row that few
texts have its places are kept, until anything in the index changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

if TYPE_CHECKING:
    from store.search.index import Index

_MOST_PLACES: Final = 1000
"""Where more texts have a row, looking into each takes longer than asking the full text."""
_MOST_KEPT: Final = 32
"""As many as are asked for while a headline is typed; each is at most 14 KB."""
COLUMNS: Final = ("headline", "body", "author", "tags")
"""Of an entry, whatever has its words."""

Places = str
"""Of entries, as a list in JSON, which SQLite takes for a table."""


class Found(NamedTuple):
    """Entries that have some words."""

    places: Places
    is_all: bool
    """Whether there are no more."""


class TypedRows:
    """What has been found of the rows of words that were asked for, in one state of the index."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[str, Found]] = (0, {})

    def places(self, index: Index, rows: Collection[str]) -> Places | None:
        """Return where any of some rows stands, or None where too many texts have one.

        Args:
            index: what is asked.
            rows: words with spaces between them; the last is a beginning unless a space follows.
        """
        kept = self._kept_of(index)
        found = [_row(index, kept, row) for row in rows]
        if not all(one.is_all for one in found):
            return None
        if len(found) == 1:
            return found[0].places
        each = (msgspec.json.decode(one.places, type=list[int]) for one in found)
        return msgspec.json.encode(sorted(set(chain.from_iterable(each)))).decode()

    def _kept_of(self, index: Index) -> dict[str, Found]:
        # Another program may write the index as well: SQLite tells when anything was changed. A
        # thread that sees a newer state begins anew, and leaves another one's alone.
        version = index.ask("PRAGMA data_version")[0][0]
        if self._kept[0] != version:
            self._kept = (version, {})
        return self._kept[1]


def _row(index: Index, kept: dict[str, Found], row: str) -> Found:
    if row in kept:
        return kept[row]
    begun = (row[:end] for end in range(len(row) - 1, 0, -1))
    broader = next((found for one in begun if (found := kept.get(one)) and found.is_all), None)
    if broader is None:
        broader = _asked(index, kept, f'"{row[: row.rindex(" ")]}"', _MOST_PLACES)
        if row.endswith(" "):
            _keep(kept, row, broader)
    if row in kept or not broader.is_all:
        return broader
    return _keep(kept, row, Found(_narrowed(index, broader.places, row), is_all=True))


def _keep(kept: dict[str, Found], asked: str, found: Found) -> Found:
    while len(kept) >= _MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    kept[asked] = found
    return found


def _asked(index: Index, kept: dict[str, Found], match: str, most: int) -> Found:
    if match in kept:
        return kept[match]
    newest = "SELECT rowid AS place FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    count, places = index.ask(
        f"SELECT count(*), json_group_array(place) FROM ({newest})", [match, most + 1]
    )[0]
    return _keep(kept, match, Found(places, is_all=count <= most))


def _narrowed(index: Index, places: Places, row: str) -> Places:
    values: list[Any] = []
    has_row = having(COLUMNS, [row], values)
    found = index.ask(
        "SELECT json_group_array(items.place) FROM json_each(?) "
        f"CROSS JOIN items ON items.place = json_each.value WHERE {has_row}",
        [places, *values],
    )
    return str(found[0][0])


def having(columns: Iterable[str], rows: Collection[str], values: list[Any]) -> str:
    """Return the condition that a column has one of some rows of words, and add its values.

    Column by column: where it stands in the headline, the long text need not be read.
    """
    parts = []
    for column in columns:
        for row in rows:
            # GLOB looks for the first letter many times as fast as `instr` for the space before it.
            text = f"items.{column} || ' '" if row.endswith(" ") else f"items.{column}"
            parts.append(f"({text} GLOB ? AND instr(' ' || {text}, ?))")
            values += (f"*{row}*", f" {row}")
    return f"({' OR '.join(parts)})"
