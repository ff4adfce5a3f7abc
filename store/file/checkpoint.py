"""The desk file itself: the last checkpoint, plain TinyDB JSON, always replaced as a whole."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final

import msgspec

from store.digests import blake2b
from store.file import texts
from store.file.journal import Documents, Header, Places
from store.safe_open import open_to_read

_CHUNK: Final = 128 * 1024
"""Bytes joined at once: a whole file in one call would block every other thread."""

_PART: Final = 4 << 20
"""Bytes that are read at once, while those before go into the digest."""

_BESIDE: Final = 1 << 20
"""The size from which on the digest is computed in a thread of its own."""


class Signature(msgspec.Struct, frozen=True):
    """Identifies the file that we wrote without reading it."""

    inode: int
    mtime_ns: int
    size: int

    @property
    def mark(self) -> tuple[int, int]:
        """Return the part that no other file in its place has, for the lock file."""
        return self.inode, self.mtime_ns


def signature(path: Path) -> Signature | None:
    """Return the signature of a file; None where there is none."""
    try:
        return signature_of(path.stat())
    except FileNotFoundError:
        return None


def signature_of(status: os.stat_result) -> Signature:
    """Return the signature of a file from its status."""
    return Signature(inode=status.st_ino, mtime_ns=status.st_mtime_ns, size=status.st_size)


class Checkpoint(msgspec.Struct, frozen=True):
    """A desk file as it was read."""

    signature: Signature
    digest: str
    tables: Documents | None
    """None where it is not a TinyDB file."""
    flaw: str = ""
    """Why it is not."""

    @property
    def is_empty(self) -> bool:
        """Tell whether it has no documents: a new file, or one that was emptied."""
        return self.tables is not None and not any(self.tables.values())


def read(
    path: Path, *, strictly: bool = False, expected: Header | None = None
) -> Checkpoint | None:
    """Read a desk file; None where there is none.

    Documents are validated only `strictly`. Otherwise not even the tables are looked into (see
    `with_tables`): for a file that is verified by its digest, and ten times as fast. Where it is
    the one that a journal is `expected` to extend, even their places are known.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with open_to_read(path) as file:
            looked = signature_of(os.fstat(file.fileno()))
            data, digested = _read(file, looked.size)
    except FileNotFoundError:
        return None
    is_known = expected and expected.read_by and expected.places  # else it may not be JSON at all
    if expected and is_known and expected.digest == digested():
        return Checkpoint(
            signature=looked,
            digest=expected.digest,
            tables=texts.tables_at(expected.places, data),
        )
    tables, flaw = _decoded(data, strictly)
    return Checkpoint(signature=looked, digest=digested(), tables=tables, flaw=flaw)


def _read(file: io.BufferedReader, size: int) -> tuple[bytes | mmap, Callable[[], str]]:
    """Read a file of about a size; return it, and what returns its digest."""
    if size < _BESIDE:
        data = file.read()
        return data, lambda: digest([data])
    parts: SimpleQueue[memoryview | bytes | None] = SimpleQueue()
    digests: list[str] = []
    work = Thread(target=lambda: digests.append(digest(iter(parts.get, None))))
    work.start()

    def digested() -> str:
        work.join()
        return digests[0]

    try:
        # Private, so that what is cut off of it later is given back.
        room, place = mmap(-1, size, MAP_PRIVATE | MAP_ANONYMOUS), 0
        with memoryview(room) as whole:
            while place < size and (count := file.readinto(whole[place : place + _PART])):
                parts.put(whole[place : place + count])
                place += count
            rest = file.read()
            if rest:
                parts.put(rest)
    finally:
        parts.put(None)
    return (room if place == size and not rest else room[:place] + rest), digested


def _decoded(data: bytes | mmap, strictly: bool) -> tuple[Documents | None, str]:
    if not (data[:_PART].strip() or data[_PART:].strip()):  # stock TinyDB before the first insert
        return {}, ""
    try:
        if strictly:
            msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
        return texts.tables_of(data), ""
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, str(error)


def with_tables(found: Checkpoint) -> Checkpoint:
    """Return a desk file that was not read strictly; without tables where one of them is none."""
    try:
        for table in (found.tables or {}).values():
            texts.settle(table)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return msgspec.structs.replace(found, tables=None, flaw=str(error))
    return found


class Encoded(Iterable[bytes]):
    """The bytes of a desk file, in chunks; the same tables always yield the same bytes."""

    def __init__(self, tables: Mapping[str, Mapping[str, bytes]]) -> None:
        self._tables = tables
        self.places: Places = {}
        """Where each table lies; known when all chunks have been taken."""

    def __iter__(self) -> Iterator[bytes]:
        chunk, before = bytearray(b"{"), 0
        for number, (name, table) in enumerate(self._tables.items()):
            chunk += b"%s%s:" % (b"," if number else b"", msgspec.json.encode(name))
            begin = before + len(chunk)
            chunk += b"{"
            for place, (key, document) in enumerate(table.items()):
                chunk += b"%s%s:%s" % (b"," if place else b"", msgspec.json.encode(key), document)
                if len(chunk) >= _CHUNK:
                    yield bytes(chunk)
                    before += len(chunk)
                    chunk.clear()
            chunk += b"}"
            self.places[name] = begin, before + len(chunk)
        chunk += b"}"
        yield bytes(chunk)


def new_hash() -> blake2b:
    """Return the hash for the digest of a desk file."""
    return blake2b(digest_size=20)


def digest(chunks: Iterable[bytes | memoryview]) -> str:
    """Return the digest of some bytes."""
    hashed = new_hash()
    for chunk in chunks:
        hashed.update(chunk)
    return hashed.hexdigest()
