"""Who may read a desk: its owner alone, unless the owner has decided otherwise.

The rights of the desk file apply to everything beside it. A new one has 0600, its folders 0700. An
editor who widens them shares the desk on purpose, and new files follow.

A folder that belongs to a group (setgid and group-writable: 2770) is meant for a newsroom that
works in it together: unlike a umask, nobody has one by accident. There the group keeps its rights,
since the second editor would be locked out; everybody else loses theirs.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.safe_open import PRIVATE, Rights

_SHARED: Final = Rights(0o660)
_OTHERS: Final = 0o077
_OTHERS_WHERE_SHARED: Final = 0o007

_BESIDE: Final = re.compile(
    r"(\.(lock|prev|index(-wal|-shm|-journal)?|backups|j-[0-9]{6,}|(damaged|outside)-.*))?"
)
"""The suffixes of our files after the name of the desk."""


def of_desk(desk: Path) -> Rights:
    """Return the rights of a desk file; of the previous checkpoint where it is gone."""
    for path in (desk, desk.with_name(f"{desk.name}.prev")):
        with contextlib.suppress(OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                return Rights(status.st_mode & 0o666 | 0o600, status.st_gid, status.st_uid)
    return _SHARED if is_shared(desk.parent) else PRIVATE


def index_files(index: Path) -> list[Path]:
    """Return the paths of a search index and of the files that SQLite keeps beside it."""
    return [index.with_name(index.name + end) for end in ("", "-wal", "-shm", "-journal")]


def of_folder(rights: Rights) -> int:
    """Return the mode of a folder that may be entered by those who may read its files."""
    return rights.mode | (rights.mode & 0o444) >> 2


def narrowed(rights: Rights, desk: Path) -> Rights:
    """Return the rights on a desk without those of others."""
    return rights._replace(mode=rights.mode & ~_taken_at(desk))


def narrow(desk: Path) -> bool:
    """Remove the rights of others on a desk and on our files beside it.

    Folders created by an editor and files with a second name are left alone.

    Returns:
        Whether there was anything to remove.

    Raises:
        OSError: we may not change the desk file; the files beside it may be changed already.
    """
    taken = _taken_at(desk)
    was_wide = False
    for path in _ours(desk):
        with contextlib.suppress(OSError):
            was_wide = _take(path, taken, is_desk=False) or was_wide
    with contextlib.suppress(FileNotFoundError):
        was_wide = _take(desk, taken, is_desk=True) or was_wide
    return was_wide


def _ours(desk: Path) -> Iterator[Path]:
    """Yield our files beside a desk, including the backups."""
    for path in desk.parent.glob(f"{glob.escape(desk.name)}.*"):
        if _BESIDE.fullmatch(path.name.removeprefix(desk.name)):
            yield path
            if path.name.endswith(".backups") and not path.is_symlink():
                yield from path.glob(f"{glob.escape(desk.stem)}-*{glob.escape(desk.suffix)}")


def _take(path: Path, taken: int, *, is_desk: bool) -> bool:
    status = path.lstat()
    is_folder = stat.S_ISDIR(status.st_mode)
    if not (is_folder or stat.S_ISREG(status.st_mode)) or not status.st_mode & taken:
        return False
    if status.st_nlink > 1 and not (is_folder or is_desk):
        return False
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        os.fchmod(handle, stat.S_IMODE(os.fstat(handle).st_mode) & ~taken)
    finally:
        os.close(handle)
    return True


def _taken_at(desk: Path) -> int:
    return _OTHERS_WHERE_SHARED if is_shared(desk.parent) else _OTHERS


def is_shared(folder: Path) -> bool:
    """Tell whether a folder is meant for a group that works in it together."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)
