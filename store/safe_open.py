"""Opening files by name: the one place where they are made, opened again, and read.

Three rules, since anybody who may write in a folder can lay anything under the names we use there.
What is written is a new file, made with its final rights, so that no link is written through and
nothing is readable for a moment that should not be. What is opened again to be written is an
ordinary file that has no other name. What is read is an ordinary file: a pipe would wait for ever,
and of a device nobody knows what opening it does.
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
    """Whose the group's part of the mode is meant for: the mode is then given as it stands. None:
    the umask takes from it what it takes from any new file."""
    owner: int | None = None
    """Who gets the file where root makes it: else its owner could not read a desk of theirs."""


PRIVATE: Final = Rights(0o600)
"""For what only the editor may read."""
PUBLIC: Final = Rights(0o666)
"""For what goes out: the editor's umask decides."""

PRIVATE_FOLDER: Final = 0o700
PUBLIC_FOLDER: Final = 0o777

NO_FILE: Final = N_("it is not a regular file")
LINK: Final = N_("it is a link")
SECOND_NAME: Final = N_("the same file has another name as well (a hard link)")

_NAMELESS: Final = getattr(os, "O_TMPFILE", os.O_DIRECTORY)
_WITHOUT_NAMELESS: Final = {errno.EISDIR, errno.EOPNOTSUPP, errno.EINVAL}
"""What is said where files without a name are not known: then the rights must do."""
_ALWAYS: Final = os.O_CLOEXEC | os.O_NONBLOCK  # a pipe that came at this very moment


class NotOrdinaryError(OSError):
    """What stands there is not a file that may be read or written under this name."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(errno.EINVAL, reason, str(path))


def open_to_read(path: Path) -> io.BufferedReader:
    """Open an ordinary file for reading; a link to one will do.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    looked = path.stat()  # before it is opened
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
    """Open for reading what the caller has opened for us already, be it a pipe.

    Raises:
        OSError: it cannot be read.
    """
    return path.open("rb")


def read(path: Path) -> bytes:
    """Return the bytes of an ordinary file; raises as `open_to_read`."""
    with open_to_read(path) as file:
        return file.read()


def create(path: Path, rights: Rights) -> int:
    """Make a new file that can be written; return its handle.

    Raises:
        FileExistsError: something stands there, if only a link to nothing.
        OSError: there is no new file.
    """
    begun = rights.mode if rights.group is None else rights.mode & 0o700
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, begun)
    give(handle, rights)
    return handle


def open_again(path: Path) -> int:
    """Open a file of ours, for reading and writing in place.

    Raises:
        NotOrdinaryError: something else lies there, or writing it would change another file.
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
    """Raise NotOrdinaryError where something lies that is no file of ours.

    Raises:
        OSError: there is nothing, or it cannot be looked at.
    """
    _refuse_unless_ours(path.lstat(), path)


def refuse_unless_replaceable(path: Path) -> None:
    """Raise NotOrdinaryError where something lies in whose place no file may come.

    A file with a second name may be replaced: the other name keeps what it has.

    Raises:
        OSError: it cannot be looked at.
    """
    with contextlib.suppress(FileNotFoundError):
        _refuse_link(path.lstat(), path)


def refuse_unless_ordinary(path: Path) -> None:
    """Raise NotOrdinaryError where a device, a pipe or a folder stands; a link to a file will do.

    Raises:
        OSError: there is nothing, or it cannot be looked at.
    """
    _refuse_unless_ordinary(path.stat(), path)


def refuse_unless_writable(folder: Path) -> None:
    """Raise what the system would say of a new file in a folder; none is left behind.

    The rights of the folder tell nothing to root, nor of a disk that takes nothing: where the
    system knows files without a name, one is opened.

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
    """Make a folder and those above it that are missing; tell whether it was missing.

    Raises:
        FileExistsError: something else stands there.
        OSError: it cannot be made.
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
    """Let those into a folder of ours who may read what is in it; else it stays as it is."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | _ALWAYS)
        try:
            mode = stat.S_IMODE(os.fstat(handle).st_mode)
            give(handle, rights._replace(mode=mode | rights.mode))
        finally:
            os.close(handle)


def give(handle: int, rights: Rights) -> None:
    """Give an open file of ours its rights; where that cannot be, it has fewer."""
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
            except OSError:  # else our own group would get what is meant for another one
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
