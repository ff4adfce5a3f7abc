"""The desk file itself: the last checkpoint, plain TinyDB JSON, always replaced as a whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any, Final

import msgspec

from store.file.journal import Documents
from store.safe_open import open_to_read

_CHUNK: Final = 128 * 1024
"""Bytes joined at once: a whole file in one call would block every other thread."""

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


def read(path: Path, *, strictly: bool = False) -> Checkpoint | None:
    """Read a desk file; None where there is none.

    Documents are validated only `strictly`. Otherwise they are taken as they are: for a file that
    is verified by its digest, and five times as fast.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with open_to_read(path) as file:
            looked = signature_of(os.fstat(file.fileno()))
            data = file.read()
    except FileNotFoundError:
        return None
    digests: list[str] = []
    work = Thread(target=lambda: digests.append(digest([data])))
    if len(data) >= _BESIDE:
        work.start()
    else:
        work.run()
    tables, flaw = _decoded(data, strictly)
    if len(data) >= _BESIDE:
        work.join()
    return Checkpoint(signature=looked, digest=digests[0], tables=tables, flaw=flaw)


def _decoded(data: bytes, strictly: bool) -> tuple[Documents | None, str]:
    if not data.strip():  # stock TinyDB before the first insert
        return {}, ""
    try:
        if strictly:
            msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
        raw = msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]])
        tables = {
            name: {key: bytes(document) for key, document in table.items()}
            for name, table in raw.items()
        }
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, str(error)
    return tables, ""


def encoded(tables: Mapping[str, Mapping[str, bytes]]) -> Iterator[bytes]:
    """Yield the bytes of a desk file, in chunks; the same tables always yield the same bytes."""
    chunk = bytearray(b"{")
    for number, (name, table) in enumerate(tables.items()):
        chunk += b"%s%s:{" % (b"," if number else b"", msgspec.json.encode(name))
        for place, (key, document) in enumerate(table.items()):
            chunk += b"%s%s:%s" % (b"," if place else b"", msgspec.json.encode(key), document)
            if len(chunk) >= _CHUNK:
                yield bytes(chunk)
                chunk.clear()
        chunk += b"}"
    chunk += b"}"
    yield bytes(chunk)


def new_hash() -> hashlib.blake2b:
    """Return the hash for the digest of a desk file."""
    return hashlib.blake2b(digest_size=20)


def digest(chunks: Iterable[bytes]) -> str:
    """Return the digest of some bytes."""
    hashed = new_hash()
    for chunk in chunks:
        hashed.update(chunk)
    return hashed.hexdigest()
