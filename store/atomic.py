"""Writing a whole file so that a crash leaves the old one or the new one, never a mixture."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

from store.safe_open import (
    PUBLIC,
    Rights,
    create,
    open_to_read,
    refuse_unless_replaceable,
)

_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
"""The errors of a file system that cannot sync a folder, and need not."""


_CHUNK: Final = 1 << 20
"""Bytes copied at a time, so that a large desk is not in memory twice."""

_AT_ONCE: Final = 2 << 20
"""Bytes written between two syncs: a save made meanwhile waits for them."""


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep the blocks of a file from being freed, even if it is unlinked; it need not exist."""
    try:
        file = open_to_read(path)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.close()


def replace_file(path: Path, data: bytes, rights: Rights | None = None) -> None:
    """Write `data` to `path`, over an existing file, and return when it is on the disk.

    The folder must exist. Without `rights`, those of the old file are kept.

    Raises:
        NotOrdinaryError: a link or a special file is there.
        OSError: nothing has changed at `path`.
    """
    refuse_unless_replaceable(path)
    is_new = not os.path.lexists(path)
    draft = write_beside(path, [data], rights or (PUBLIC if is_new else _rights_of(path)))
    before = draft.with_suffix(".old")
    try:
        if not is_new:
            keep_as(path, before)
        draft.replace(path)
        try:
            sync_folder(path.parent)
        except OSError:  # a power cut may lose the new file: restore the old one, which is durable
            if is_new:
                path.unlink()
            else:
                before.replace(path)
            raise
    finally:
        draft.unlink(missing_ok=True)
        before.unlink(missing_ok=True)


def replace_quickly(path: Path, data: bytes, rights: Rights) -> None:
    """Write `data` to `path` as `replace_file` does, but do not sync.

    Raises:
        OSError: nothing has changed at `path`.
    """
    refuse_unless_replaceable(path)
    draft = _draft_of(path)
    try:
        _write_new(draft, [data], rights, is_synced=False)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _rights_of(path: Path) -> Rights:
    status = path.lstat()
    return Rights(stat.S_IMODE(status.st_mode), status.st_gid, status.st_uid)


def create_file(path: Path, data: bytes, rights: Rights = PUBLIC) -> None:
    """Write `data` to a new file at `path`, whose folder must exist.

    Raises:
        FileExistsError: a file exists there, even one created just now.
        OSError: nothing has been written to `path`.
    """
    draft = write_beside(path, [data], rights)
    try:
        try:
            os.link(draft, path)  # unlike a rename, fails where something stands
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links (FAT, some network drives)
            _write_new(path, [data], rights)
        try:
            sync_folder(path.parent)
        except OSError:
            path.unlink()
            raise
    finally:
        draft.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return a name that is not taken: `path`, or the same with a number appended."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def keep_as(path: Path, other: Path) -> None:
    """Keep the file at `path` under another name too, even if `path` is replaced later."""
    try:
        os.link(path, other)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        status = path.stat()
        _write_new(other, of_file(path), _rights_of(path))
        os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))


def of_file(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, which may be replaced meanwhile but not changed."""
    with open_to_read(path) as source:
        yield from iter(lambda: source.read(_CHUNK), b"")


def clear_drafts(path: Path) -> None:
    """Delete what a killed writer of `path` left beside it; no writer may be at work."""
    for kind in ("tmp", "old"):
        with contextlib.suppress(OSError):  # they are harmless
            for left in path.parent.glob(f"{glob.escape(_draft_prefix(path))}????????.{kind}"):
                left.unlink()


def _draft_prefix(path: Path) -> str:
    return f".{path.name[:100]}."


def _draft_of(path: Path) -> Path:
    return path.parent / f"{_draft_prefix(path)}{uuid4().hex[:8]}.tmp"


def write_beside(path: Path, chunks: Iterable[bytes], rights: Rights) -> Path:
    """Write `chunks` to a new hidden file in the folder of `path`, synced, and return its path."""
    draft = _draft_of(path)
    _write_new(draft, chunks, rights)
    return draft


def sync(handle: int, *, data_only: bool = False) -> None:
    """Return when what was written to an open file is on the disk, its metadata unless `data_only`.

    Raises:
        OSError: it may not be there, and trying again proves nothing: the system may have
            dropped what it could not write (the lesson of fsyncgate).
    """
    if full := getattr(fcntl, "F_FULLFSYNC", None):  # macOS: fsync stops at the drive's cache
        with contextlib.suppress(OSError):  # not on a network drive
            fcntl.fcntl(handle, full)
            return
    (os.fdatasync if data_only and hasattr(os, "fdatasync") else os.fsync)(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; a rename is not before its folder is synced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes | memoryview, place: int | None = None) -> None:
    """Write all of `data` to an open file; a single call may write only part of it.

    `place` is the offset in the file; None for the current position.
    """
    left = memoryview(data)
    while left:
        if place is None:
            taken = os.write(handle, left)
        else:
            taken = os.pwrite(handle, left, place)
            place += taken
        left = left[taken:]


def _write_new(
    path: Path, chunks: Iterable[bytes], rights: Rights, *, is_synced: bool = True
) -> None:
    """Write `chunks` to a new file; if that fails, delete it."""
    handle = create(path, rights)
    try:
        try:
            waiting = 0
            for chunk in chunks:
                write_all(handle, chunk)
                waiting += len(chunk)
                if waiting >= _AT_ONCE and is_synced:
                    sync(handle, data_only=True)
                    waiting = 0
            if is_synced:
                sync(handle)
        finally:
            os.close(handle)
    except OSError:
        path.unlink(missing_ok=True)
        raise
