"""Who may read a desk: its owner alone, unless the owner has said otherwise.

The rights of the desk file are those of all that lies beside it. A new one has 0600, its folders
0700. An editor who gives it more afterwards shares it on purpose, and what comes after follows.

A folder that belongs to a group (setgid, and the group may write: 2770) says by itself that a
newsroom works in it together: nobody has such a folder by accident, as one has a umask. There the
group keeps what it had, since the second editor would be locked out; everybody else loses it.
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
"""What follows the name of the desk in the names of what is ours."""


def of_desk(desk: Path) -> Rights:
    """Return the rights of a desk file; of the checkpoint before where it is gone."""
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
    """Return the mode of a folder that those may enter who may read its files."""
    return rights.mode | (rights.mode & 0o444) >> 2


def narrowed(rights: Rights, desk: Path) -> Rights:
    """Return what is left of some rights on a desk when others lose theirs."""
    return rights._replace(mode=rights.mode & ~_taken_at(desk))


def narrow(desk: Path) -> bool:
    """Take from others what they may do with a desk and with all that is ours beside it.

    Never a folder that an editor has made, and no file that has another name, too.

    Returns:
        Whether there was anything to take from the desk file or from what lies beside it.

    Raises:
        OSError: the desk file is not ours to change; what lies beside it may be.
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
    """Yield what is ours beside a desk, the backups in their folder included."""
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
    """Tell whether a folder says that a group works in it together."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)
