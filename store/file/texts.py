"""The texts of the documents of a checkpoint, as they lie in its bytes: no object for each.

A desk of 110,000 records has as many texts and revisions. They are read seldom, one at a time, and
all together only when a checkpoint is written. So they stay one piece, with a place for each; what
is saved later stands over it (`Overlay`). `pack` compresses the piece, and leaves out what the
records in memory say again, byte for byte. It stays in memory: what a desk holds must not depend on
a file that others may change, truncate or take away with the disk.
"""

from __future__ import annotations

import contextlib
import zlib
from array import array
from bisect import bisect_left
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from functools import lru_cache, partial
from itertools import accumulate
from mmap import mmap
from operator import add, eq
from threading import Lock
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from store.file.journal import Documents, Places
from store.overlay import Overlay

T = TypeVar("T")

_BLOCK: Final = 16 * 1024
"""Bytes that are compressed together: reading one document unpacks as many, in 0.05 ms."""

_KEPT: Final = 32
"""How many blocks stay unpacked: half a megabyte."""

_GIVEN_BACK: Final = 256
"""After how many blocks, packed, their bytes are given back: 4 megabytes."""

_PLAIN: Final = 1
"""The level of compression where no words are known: a higher one takes twice as long to save a
tenth."""

_KNOWING: Final = 4
"""The level where they are. Both together save a seventh, and take half as long again."""

_LEAST_SAVED: Final = 0.05
"""From which part of the bytes on known words are worth it; packed texts (revisions) have none."""


class Sources(NamedTuple):
    """What is in memory anyway, and makes the texts of documents again."""

    by_key: Mapping[str, Any]
    """By document ID; none of them may ever change."""
    make: Callable[[Any], bytes]
    """Returns the text that one of them makes."""


class LeftOutError(Exception):
    """What was asked for is not kept in the piece any more."""


class Piece:
    """The bytes of a checkpoint, in memory."""

    def __init__(self, data: bytes | mmap) -> None:
        self._data: bytes | mmap | None = data
        """What is not packed yet: all of it, or its beginning."""
        self._block: Callable[[int], bytes] | None = None
        self._gate = Lock()

    def view(self, begin: int, end: int) -> bytes | memoryview:
        """Return a long part, without a copy where there is one; raises LeftOutError."""
        with self._gate:  # what is looked at is not taken away
            data = self._data
            if data is not None and end <= len(data):
                return memoryview(data)[begin:end]
        return self.cut(begin, end)

    def cut(self, begin: int, end: int) -> bytes:
        """Return the bytes from one place to another; raises LeftOutError."""
        with self._gate:
            there = b"" if self._data is None else self._data[begin:end]
        begin += len(there)
        if begin >= end:
            return there
        assert self._block
        first, last = begin // _BLOCK, (end - 1) // _BLOCK
        found = b"".join(map(self._block, range(first, last + 1)))
        return there + found[begin - first * _BLOCK : end - first * _BLOCK]

    def pack(self, parts: Collection[range], without: Collection[range]) -> None:
        """Compress them, `without` some parts; others may read meanwhile.

        What lies in one of the `parts` has words in common. It begins at the end, so that what is
        packed can be given back before the rest is.
        """
        data = self._data
        if data is None or self._block:
            return
        left_out = {
            number
            for part in without
            for number in range(-(-part.start // _BLOCK), part.stop // _BLOCK)
        }
        blocks: list[bytes | None] = [None] * -(-len(data) // _BLOCK)
        packing = [(part, _Packing(data, part)) for part in parts]
        other = _Packing(data, range(0))
        words = [(part, one.words) for part, one in packing if one.words]
        self._block = lru_cache(_KEPT)(partial(_unpacked, blocks, words))
        for number in reversed(range(len(blocks))):
            begin = number * _BLOCK
            if number not in left_out:
                mine = (one for part, one in packing if begin in part)
                blocks[number] = next(mine, other).packed(data[begin : begin + _BLOCK])
            if number % _GIVEN_BACK == 0:
                self._give_back(data, begin)

    def _give_back(self, data: bytes | mmap, begin: int) -> None:
        """Keep no more than the beginning of the bytes."""
        with self._gate:
            if begin == 0:
                self._data = None
            elif isinstance(data, mmap):
                # Not while somebody looks at it, nor where the system cannot: later, then.
                with contextlib.suppress(BufferError, OSError, SystemError, ValueError):
                    data.resize(begin)


class _Packing:
    """The compression of a part of a piece.

    The blocks of a part are compressed one by one, so the words of one are not known in the next:
    a block out of its middle is given to each of them, where that helps.
    """

    def __init__(self, data: bytes | mmap, part: range) -> None:
        middle = part.start + len(part) // 2
        self.words = data[middle : min(middle + _BLOCK, part.stop)]
        self._knowing = zlib.compressobj(_KNOWING, zdict=self.words)
        early = part.start + len(part) // 4
        tried = data[early : min(early + _BLOCK, part.stop)]
        plain, knowing = (len(packed) for packed in (self._plain(tried), self._by_words(tried)))
        if len(part) < 8 * _BLOCK or plain - knowing < len(tried) * _LEAST_SAVED:
            self.words = b""

    def packed(self, block: bytes) -> bytes:
        """Return a block compressed."""
        return self._by_words(block) if self.words else self._plain(block)

    def _plain(self, block: bytes) -> bytes:
        return zlib.compress(block, _PLAIN)

    def _by_words(self, block: bytes) -> bytes:
        begun = self._knowing.copy()  # the words are read once
        return begun.compress(block) + begun.flush()


def _unpacked(
    blocks: Sequence[bytes | None], words: Iterable[tuple[range, bytes]], number: int
) -> bytes:
    """Return a block; `words` are those that are known in parts of the piece."""
    block = blocks[number]
    if block is None:
        raise LeftOutError
    for part, known in words:
        if number * _BLOCK in part:
            return zlib.decompressobj(zdict=known).decompress(block)
    return zlib.decompress(block)


class _Places:
    """Where the documents of a table lie, in the order of the file."""

    def __init__(self, numbers: array[int], begins: array[int], end: int) -> None:
        self.numbers, self._begins, self._end = numbers, begins, end
        self._order: array[int] | None = None
        """The positions by number; 20 bytes a document where a `dict` takes 150."""

    def span(self, place: int) -> tuple[int, int]:
        """Return where the document at a position begins and ends in the file."""
        begin, after = self._begins[place], place + 1
        if after == len(self.numbers):
            return begin, self._end
        return begin, self._begins[after] - _before(str(self.numbers[after]))

    def of(self, key: str) -> int | None:
        """Return the position of a document; None where there is none with that ID."""
        if not (key.isascii() and key.isdecimal() and len(key) <= 20 and str(int(key)) == key):
            return None
        if self._order is None:
            by_number = sorted(range(len(self.numbers)), key=self.numbers.__getitem__)
            self._order = array("I", by_number)
        order, number = self._order, int(key)
        place = bisect_left(order, number, key=self.numbers.__getitem__)
        is_there = place < len(order) and self.numbers[order[place]] == number
        return order[place] if is_there else None


class Texts(Mapping[str, bytes]):
    """The JSON texts of the documents of a table, by document ID.

    Args:
        piece: where they lie.
        begin, end: where the JSON text of the table lies in it.
    """

    def __init__(self, piece: Piece, begin: int, end: int) -> None:
        self.piece = piece
        self._begin, self._end = begin, end
        self._known: _Places | dict[str, bytes] | None = None
        self._settling = Lock()
        self._anew: tuple[Mapping[int, bytes], Sequence[Any], Callable[[Any], bytes]] | None = None
        """The texts that are kept; for each other position its source, and what makes its text."""

    def settle(self) -> _Places | dict[str, bytes]:
        """Find out where the documents lie, if that is not known yet.

        Where a file has another form than ours (spaces, other IDs), they are copied.
        """
        if self._known is not None:
            return self._known
        with self._settling:
            if self._known is None:
                text = self.piece.view(self._begin, self._end)
                raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
                places = _places(raw, self._begin, self._end)
                self._known = places or {key: bytes(document) for key, document in raw.items()}
            return self._known

    def decoded(self, kind: type[T]) -> Iterable[T]:
        """Return all documents as values of a type: in half the time that it takes one by one.

        Raises:
            ValueError, RecursionError: one of them is not of the type.
        """
        text = self.piece.view(self._begin, self._end)
        return msgspec.json.decode(text, type=dict[str, kind]).values()  # type: ignore[valid-type]

    @property
    def part(self) -> range:
        """Where the table lies in its piece."""
        return range(self._begin, self._end)

    def make_anew(self, sources: Sources) -> bool:
        """Let texts be made again when they are asked for, where that makes the same bytes.

        Return whether the part of the piece is not needed any more.
        """
        known = self.settle()
        if isinstance(known, dict) or self._anew:
            return False
        made_of, make = [sources.by_key.get(key) for key in self], sources.make
        kept = {
            place: text
            for place, (text, source) in enumerate(zip(self.values(), made_of, strict=True))
            if source is None or make(source) != text
        }
        self._anew = kept, made_of, make
        return True

    def _text(self, known: _Places, place: int) -> bytes:
        if self._anew is None:
            with contextlib.suppress(LeftOutError):  # only just now
                return self.piece.cut(*known.span(place))
        assert self._anew
        kept, made_of, make = self._anew
        return kept[place] if place in kept else make(made_of[place])

    def __getitem__(self, key: str) -> bytes:
        known = self.settle()
        if isinstance(known, dict):
            return known[key]
        place = known.of(key)
        if place is None:
            raise KeyError(key)
        return self._text(known, place)

    def __contains__(self, key: object) -> bool:
        known = self.settle()
        if isinstance(known, dict):
            return key in known
        return isinstance(key, str) and known.of(key) is not None

    def __len__(self) -> int:
        known = self.settle()
        return len(known) if isinstance(known, dict) else len(known.numbers)

    def __iter__(self) -> Iterator[str]:
        known = self.settle()
        return iter(known) if isinstance(known, dict) else map(str, known.numbers)

    def items(self) -> ItemsView[str, bytes]:
        """Return the IDs with their texts."""
        return _Items(self)

    def values(self) -> ValuesView[bytes]:
        """Return the texts."""
        return _Values(self)

    def pairs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the IDs with their texts, without a look-up for each."""
        known = self.settle()
        if isinstance(known, dict):
            yield from known.items()
            return
        for place, number in enumerate(known.numbers):
            yield str(number), self._text(known, place)


class _Items(ItemsView[str, bytes]):
    _mapping: Texts

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return self._mapping.pairs()


class _Values(ValuesView[bytes]):
    _mapping: Texts

    def __iter__(self) -> Iterator[bytes]:
        return (text for _, text in self._mapping.pairs())


def _places(raw: Mapping[str, msgspec.Raw], begin: int, end: int) -> _Places | None:
    """Return where the documents of a table lie; None where it is not as we write it.

    It is if what we write would be as long: nothing that says the same is shorter.
    """
    try:
        numbers = array("Q", map(int, raw))
    except (ValueError, OverflowError):
        return None
    if not all(map(eq, map(str, numbers), raw)):
        return None
    width = "Q" if end >> 32 else "I"  # 8 bytes or 4
    sizes = array(width, map(len, raw.values()))
    before = array("B", map(_before, raw))
    begins = array(width, accumulate(map(add, before[1:], sizes), initial=begin + sum(before[:1])))
    if not raw:
        return _Places(numbers, array(width), end) if end - begin == len("{}") else None
    last = begins[-1] + sizes[-1]
    return _Places(numbers, begins, last) if last + len("}") == end else None


def _before(key: str) -> int:
    """Return how many bytes stand between a document and the one before: a comma and its ID."""
    return len(key) + len(',"":')


def tables_of(data: bytes | mmap) -> Documents:
    """Return the tables of a desk file, as they are: their documents are not looked at.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError, RecursionError: it is not JSON, or no object.
    """
    raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    before = [len(msgspec.json.encode(name)) + len(",:") for name in raw]
    sizes = [*map(len, raw.values())]
    begins = [*accumulate(map(add, before[1:], sizes), initial=sum(before[:1]))]
    is_ours = not raw or begins[-1] + sizes[-1] + len("}") == len(data)
    if is_ours:
        places = zip(raw, begins, sizes, strict=False)
        return tables_at({name: (begin, begin + size) for name, begin, size in places}, data)
    return {name: Overlay(Texts(Piece(bytes(table)), 0, len(table))) for name, table in raw.items()}


def tables_at(places: Places, data: bytes | mmap) -> Documents:
    """Return the tables of a desk file that lie in known places."""
    piece = Piece(data)
    return {name: Overlay(Texts(piece, begin, end)) for name, (begin, end) in places.items()}


def copied(table: MutableMapping[str, bytes]) -> MutableMapping[str, bytes]:
    """Return a copy of a table; its texts are the same, as nobody changes them."""
    return table.copy() if isinstance(table, Overlay) else dict(table)


def settle(table: Mapping[str, bytes]) -> None:
    """Find out where the documents of a table lie.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError, RecursionError: it is no table.
    """
    if isinstance(table, Overlay) and isinstance(table.base, Texts):
        table.base.settle()


def pack(tables: Documents, sources: Mapping[str, Sources]) -> None:
    """Compress what lies in memory of the checkpoint; in any thread, while others read.

    Where there are `sources` for a table, what they make again is not kept.
    """
    pieces: dict[Piece, tuple[list[range], list[range]]] = {}
    for name, table in tables.items():
        if isinstance(table, Overlay) and isinstance(table.base, Texts):
            parts, left_out = pieces.setdefault(table.base.piece, ([], []))
            table.base.settle()
            parts.append(table.base.part)
            if name in sources and table.base.make_anew(sources[name]):
                left_out.append(table.base.part)
    for piece, (parts, left_out) in pieces.items():
        piece.pack(parts, left_out)
