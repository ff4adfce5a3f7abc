"""Which words stand side by side in the articles and news of a desk, and in how many of them.

Unlike the terms of the search these keep their marks, so that *sử dụng* and *xử dụng* are two
pairs. Only words in small letters count, for names go beside anything. Of each piece the index
keeps the numbers of its words and pairs; how many pieces have each is counted when it is first
asked for, into a table of at most 8 MB, and then follows what is written. Two rows may share a
place in the table, so that a count may be too high, never too low.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol
from zlib import crc32

from store.records import Id
from store.search.index_errors import FAILURES
from store.search.tokens import Stretch, number, spelling
from store.text import as_seen, fold

ALL: Final = ""
"""Stands for the pieces in which anything is counted."""
_LEAST_BITS: Final = 14
_MOST_BITS: Final = 22
_AT_ONCE: Final = 500
"""How many pieces are counted before a writer may come in between."""
_32_BITS: Final = 0xFFFFFFFF
_MIXED: Final = 0x9E3779B1
"""Of a pair, the first word's number is multiplied by it, so that the order counts."""


@lru_cache(maxsize=4096)
def _word(written: str) -> int:
    """Return the number of a word as it is written; 0 for one that does not count."""
    if not written.isalpha() or not written.islower():
        return 0
    return crc32(spelling(as_seen(written)).encode()) or 1


def numbers_in(stretches: Iterable[Stretch]) -> bytes:
    """Return the numbers of the words and pairs of a text, each once, of 32 bits."""
    found = {0}  # of `ALL`
    for stretch in stretches:
        before = 0
        for written, _folded in stretch:
            word = _word(written)
            if word:
                found.add(word)
                if before:
                    found.add(before * _MIXED + word & _32_BITS)
            before = word
    return array("I", found).tobytes()


def _number(row: str) -> int:
    first, _space, second = row.partition(" ")
    if not second:
        return _word(first) if first else 0
    return _word(first) * _MIXED + _word(second) & _32_BITS


class Rewritten(NamedTuple):
    """What has changed of a piece in the index: its number there, and what it has of words."""

    piece: int
    before: bytes
    after: bytes


class Readable(Protocol):
    """An index, as far as it is read here."""

    def ask(self, statement: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT."""

    def frequencies(self, wanted: Collection[int]) -> dict[int, int]:
        """Return how many entries have each of some terms."""


class Neighbours:
    """In how many pieces of an index words and pairs stand.

    A writer calls `follow` while nobody else writes; `read_on` is called in the same way.
    """

    def __init__(self) -> None:
        self._counts: array[int] | None = None
        self._upto = 0
        """The pieces up to this number are counted."""
        self._counted = 0

    def forget(self) -> None:
        """Count anew when it is next asked for."""
        self._counts = None
        self._upto = self._counted = 0

    def follow(self, changes: Iterable[Rewritten]) -> None:
        """Count what was written."""
        for piece, before, after in changes:
            if self._counts is not None and piece <= self._upto and before != after:
                self._add(before, -1)
                self._add(after, 1)

    def read_on(self, index: Readable) -> bool:
        """Count some more of the pieces; return whether there were any."""
        if self._counts is None:
            ((size,),) = index.ask("SELECT coalesce(sum(length(neighbours)), 0) FROM vectors")
            bits = min(max((size // 4).bit_length() + 1, _LEAST_BITS), _MOST_BITS)
            self._counts = array("H", bytes(2 << bits))
        rows = index.ask(
            "SELECT number, neighbours FROM vectors WHERE number > ? ORDER BY number LIMIT ?",
            (self._upto, _AT_ONCE),
        )
        for piece, packed in rows:
            self._add(packed, 1)
            self._upto = piece
        is_crowded = self._counted > 2 * len(self._counts)
        if is_crowded and len(self._counts) < 1 << _MOST_BITS:  # it has grown since
            self.forget()
            return True
        return bool(rows)

    def _add(self, packed: bytes, by: int) -> None:
        counts = self._counts
        assert counts is not None
        last = len(counts) - 1
        for one in array("I", packed):  # this loop is all that counting costs
            try:
                counts[one & last] += by
            except OverflowError:
                counts[one & last] = 65_535 if by > 0 else 0  # as good as more
        self._counted += by * len(packed) // 4

    def seen(self, number: int) -> int:
        """Return in how many pieces the word or pair with a number stands at most."""
        counts = self._counts
        return counts[number & len(counts) - 1] if counts else 0


class Counted(Readable, Protocol):
    """An index that counts neighbours."""

    @property
    def total(self) -> int:
        """How many entries there are."""

    def counted_neighbours(self) -> Neighbours:
        """Return the counts, with everything in them that is indexed."""


class Archive:
    """How many pieces of a desk have words and pairs of words, for one check of a text.

    Args:
        index: the index of the desk, if it has one.
        besides: the pieces that do not count: what is checked is no witness of itself.
    """

    def __init__(self, index: Counted | None, besides: Sequence[Id] = ()) -> None:
        self._index = index
        self._besides = besides
        self._counts: Neighbours | None = None
        self._own: list[frozenset[int]] = []

    @property
    def size(self) -> int:
        """Return about how many records there are; 0 where nothing can be told."""
        with suppress(*FAILURES):
            return self._index.total if self._index else 0
        return 0

    def seen(self, row: str) -> int:
        """Return in how many pieces a word or a pair of words stands, or some more.

        Args:
            row: in small letters, with a space between the words of a pair; `ALL` for all pieces.
        """
        if self._counts is None and self._index is not None:
            self._count(self._index)
        if self._counts is None:
            return 0
        one = _number(row)
        seen = self._counts.seen(one)
        for own in self._own:
            seen -= one in own
        return max(seen, 0)

    def _count(self, index: Counted) -> None:
        with suppress(*FAILURES):
            self._own = self._numbers_of_own(index)
            self._counts = index.counted_neighbours()

    def surely_seen(self, row: str) -> int:
        """Return the same, but no more than pieces have the row without its marks; this is slow."""
        with suppress(*FAILURES):
            if self._index is not None:
                bare = number(fold(row))
                return min(self.seen(row), self._index.frequencies([bare]).get(bare, 0))
        return 0

    def _numbers_of_own(self, index: Counted) -> list[frozenset[int]]:
        marks = ", ".join("?" * len(self._besides))
        rows = index.ask(
            f"SELECT neighbours FROM vectors JOIN items USING(number) WHERE id IN ({marks})",
            self._besides,
        )
        return [frozenset(array("I", packed)) for (packed,) in rows]
