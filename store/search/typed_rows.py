"""Where the words that are being typed stand in a row, narrowed letter by letter.

To look up two usual words that stand beside each other takes longer than all else that a key asks
for. Whatever has them and goes on with `th` is among what went on with `t`, so of a row that few
texts have its places are kept, until anything in the index changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import Any, Final, NamedTuple

import msgspec

_MOST_PLACES: Final = 1000
"""Where more texts have a row, looking into each takes longer than asking the full text."""
_MOST_KEPT: Final = 32
"""As many as are asked for while a headline is typed; each is at most 14 KB."""
COLUMNS: Final = ("headline", "body", "author", "tags")
"""Of an entry, whatever has its words."""

Ask = Callable[[str, Iterable[Any]], list[tuple[Any, ...]]]
"""Return the rows of a SELECT with some values."""

Places = str
"""Of entries, as a list in JSON, which SQLite takes for a table."""


class Found(NamedTuple):
    """Entries that have some words."""

    places: Places
    is_all: bool
    """Whether there are no more."""


class TypedRows:
    """What has been found of the rows of words that were asked for, in one state of the index.

    Args:
        ask: asks the index.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._kept: tuple[int, dict[str, Found]] = (0, {})

    def places(self, rows: Collection[str]) -> Places | None:
        """Return where any of some rows stands, or None where too many texts have one.

        Args:
            rows: words with spaces between them; the last is a beginning unless a space follows.
        """
        kept = self._kept_now()
        found = [_row(self._ask, kept, row) for row in rows]
        if not all(one.is_all for one in found):
            return None
        if len(found) == 1:
            return found[0].places
        each = (msgspec.json.decode(one.places, type=list[int]) for one in found)
        return msgspec.json.encode(sorted(set(chain.from_iterable(each)))).decode()

    def _kept_now(self) -> dict[str, Found]:
        # Another program may write the index as well: SQLite tells when anything was changed. A
        # thread that sees a newer state begins anew, and leaves another one's alone.
        version = self._ask("PRAGMA data_version", ())[0][0]
        if self._kept[0] != version:
            self._kept = (version, {})
        return self._kept[1]


def _row(ask: Ask, kept: dict[str, Found], row: str) -> Found:
    if known := kept.get(row):
        return known
    begun = (row[:end] for end in range(len(row) - 1, 0, -1))
    broader = next((found for one in begun if (found := kept.get(one)) and found.is_all), None)
    if broader is None:
        whole = row[: row.rindex(" ") + 1]
        broader = kept.get(whole) or _keep(kept, whole, _with_phrase(ask, whole.strip()))
        if whole == row or not broader.is_all:
            return broader
    return _keep(kept, row, Found(_narrowed(ask, broader.places, row), is_all=True))


def _keep(kept: dict[str, Found], asked: str, found: Found) -> Found:
    while len(kept) >= _MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    kept[asked] = found
    return found


def _with_phrase(ask: Ask, phrase: str) -> Found:
    newest = "SELECT rowid AS place FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    values = [f'"{phrase}"', _MOST_PLACES + 1]
    count, places = ask(f"SELECT count(*), json_group_array(place) FROM ({newest})", values)[0]
    return Found(places, is_all=count <= _MOST_PLACES)


def _narrowed(ask: Ask, places: Places, row: str) -> Places:
    values: list[Any] = []
    has_row = having(COLUMNS, [row], values)
    found = ask(
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
