"""Opening files by name: the one place where they are created, reopened and read.

Three rules, since anybody who may write in a folder can put anything under the names we use there.
What is written is a new file, created with its final rights, so that no link is followed and
nothing is readable for a moment that should not be. What is reopened for writing is a regular file
with no other name. What is read is a regular file: a pipe would block for ever, and opening a
device may do anything.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import N_


class Rights(NamedTuple):
    """Who may read and write a file."""

    mode: int
    group: int | None = None
    """The group that the group bits of the mode are for; the mode is then used as it is. None: the
    umask applies, as to any new file."""
    owner: int | None = None
    """Who gets a file that root creates: otherwise the owner could not read their own desk."""


PRIVATE: Final = Rights(0o600)
"""For files that only the editor may read."""
PUBLIC: Final = Rights(0o666)
"""For exported files: the editor's umask decides."""

PRIVATE_FOLDER: Final = 0o700
PUBLIC_FOLDER: Final = 0o777

NO_FILE: Final = N_("it is not a regular file")
LINK: Final = N_("it is a link")
SECOND_NAME: Final = N_("the same file has another name as well (a hard link)")

_NAMELESS: Final = getattr(os, "O_TMPFILE", os.O_DIRECTORY)
_WITHOUT_NAMELESS: Final = {errno.EISDIR, errno.EOPNOTSUPP, errno.EINVAL}
"""The errors of a system without nameless files, where the rights of the folder must do."""
_ALWAYS: Final = os.O_CLOEXEC | os.O_NONBLOCK  # a pipe may have been put there just now


class NotOrdinaryError(OSError):
    """A path that is not a file that may be read or written under this name."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(errno.EINVAL, reason, str(path))


def open_to_read(path: Path) -> io.BufferedReader:
    """Open a regular file, or a link to one, for reading.

    Raises:
        OSError: it cannot be read, or is not a regular file.
    """
    looked = path.stat()  # before opening
    if stat.S_ISDIR(looked.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    _refuse_unless_ordinary(looked, path)
    handle = os.open(path, os.O_RDONLY | _ALWAYS)
    try:
        _refuse_unless_ordinary(os.fstat(handle), path)
        return os.fdopen(handle, "rb")
    except OSError:
        os.close(handle)
        raise


def open_handed_over(path: Path) -> io.BufferedReader:
    """Open for reading what the caller has opened for us already, even a pipe."""
    return path.open("rb")


def read(path: Path) -> bytes:
    """Return the bytes of a regular file; raises as `open_to_read`."""
    with open_to_read(path) as file:
        return file.read()


def create(path: Path, rights: Rights) -> int:
    """Create a new file for writing; return its handle.

    Raises:
        FileExistsError: something exists there, even a dangling link.
        OSError: there is no new file.
    """
    begun = rights.mode if rights.group is None else rights.mode & 0o700
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, begun)
    give(handle, rights)
    return handle


def open_again(path: Path) -> int:
    """Open a file of ours, for reading and writing in place.

    Raises:
        NotOrdinaryError: something else is there, or writing it would change another file.
        OSError: it cannot be opened, or there is none.
    """
    refuse_unless_ours(path)
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | _ALWAYS)
    try:
        _refuse_unless_ours(os.fstat(handle), path)
    except OSError:
        os.close(handle)
        raise
    return handle


def refuse_unless_ours(path: Path) -> None:
    """Raise NotOrdinaryError where the path is not a file of ours, OSError where it is missing."""
    _refuse_unless_ours(path.lstat(), path)


def refuse_unless_replaceable(path: Path) -> None:
    """Raise NotOrdinaryError where the path must not be replaced by a file.

    A file with a second name may be replaced: the other name keeps its content.
    """
    with contextlib.suppress(FileNotFoundError):
        _refuse_link(path.lstat(), path)


def refuse_unless_ordinary(path: Path) -> None:
    """Raise NotOrdinaryError for a device, a pipe or a folder; a link to a file is accepted."""
    _refuse_unless_ordinary(path.stat(), path)


def refuse_unless_writable(folder: Path) -> None:
    """Raise the error that creating a file in a folder would raise; nothing is left behind.

    The rights of the folder say nothing to root, nor about a disk that is full: where the system
    has nameless files, one is opened.

    Raises:
        OSError: nothing can be written there.
    """
    try:
        os.close(os.open(folder, _NAMELESS | os.O_WRONLY | os.O_CLOEXEC, PRIVATE.mode))
    except OSError as error:
        if error.errno not in _WITHOUT_NAMELESS:
            raise
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder)) from error


def make_folder(folder: Path, mode: int) -> bool:
    """Create a folder and its missing parents; tell whether it was missing.

    Raises:
        FileExistsError: something else exists there.
        OSError: it cannot be created.
    """
    if folder.is_dir():
        return False
    missing = [folder]
    while not os.path.lexists(missing[-1].parent):
        missing.append(missing[-1].parent)
    for one in reversed(missing):
        # Not mkdir(parents=True), which gives the mode to the last one only.
        one.mkdir(mode=mode, exist_ok=True)
    return True


def widen_folder(folder: Path, rights: Rights) -> None:
    """Let those into a folder of ours who may read what is in it; ignore a failure."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | _ALWAYS)
        try:
            mode = stat.S_IMODE(os.fstat(handle).st_mode)
            give(handle, rights._replace(mode=mode | rights.mode))
        finally:
            os.close(handle)


def give(handle: int, rights: Rights) -> None:
    """Set the rights of an open file of ours; where that fails, it has fewer."""
    if rights.group is None:
        return
    with contextlib.suppress(OSError):
        status = os.fstat(handle)
        mode = rights.mode
        if rights.owner not in (None, status.st_uid) and os.geteuid() == 0:
            os.fchown(handle, rights.owner, -1)
        if mode & 0o070 and status.st_gid != rights.group:
            try:
                os.fchown(handle, -1, rights.group)
            except OSError:  # our own group must not get the rights of another one
                mode &= ~0o070
        if stat.S_IMODE(status.st_mode) != mode:
            os.fchmod(handle, mode)


def _refuse_unless_ordinary(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotOrdinaryError(NO_FILE, path)


def _refuse_link(status: os.stat_result, path: Path) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise NotOrdinaryError(LINK, path)
    _refuse_unless_ordinary(status, path)


def _refuse_unless_ours(status: os.stat_result, path: Path) -> None:
    _refuse_link(status, path)
    if status.st_nlink > 1:
        raise NotOrdinaryError(SECOND_NAME, path)
