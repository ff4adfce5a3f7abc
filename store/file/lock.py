"""One writer a desk: an flock on a file beside it, which dies with the process that holds it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from store.errors import N_, FileError, LockedError, ReadOnlyError
from store.file import permissions
from store.safe_open import NotOrdinaryError, create, give, open_again, open_to_read, read

_LENGTH: Final = 256
"""Bytes written into a lock file, whatever is to be said: the rest are spaces."""


class Last(msgspec.Struct, frozen=True):
    """How far the desk was at its last save; written without a sync.

    So it outlasts the process, and after a power cut it says less than it should, never more.
    """

    lock: int
    """The inode of the lock file: a copy of it elsewhere says nothing of the desk there."""
    saved: int
    """The number of the last save."""
    waiting: int
    """How many saves are in the journal only."""
    desk: tuple[int, int] | None
    """The inode and the date of the desk file that the journal extends."""


class Holder(msgspec.Struct, frozen=True):
    """Who has a desk open for writing."""

    host: str
    process: int
    since: datetime
    last: Last | None = None


class DeskLock:
    """The lock of the desk at `path`, held from `take` to `release`.

    The lock file is never deleted: a second process could then lock a new one while the first
    still holds the old.
    """

    def __init__(self, path: Path) -> None:
        self._desk = path
        self.path = _path_of(path)
        self._handle: int | None = None
        self._holder: Holder | None = None
        self._inode = 0

    def take(self) -> None:
        """Take the lock at once or refuse.

        Raises:
            LockedError: another process has it.
            ReadOnlyError: the folder cannot be written or locked.
        """
        try:
            handle = self._opened()
        except NotOrdinaryError as error:
            raise in_the_way(self.path, error) from error
        except OSError as error:
            raise ReadOnlyError(
                N_(
                    "The folder {folder} cannot be written ({reason}); "
                    "choose another place with --desk FILE."
                ),
                folder=self.path.parent,
                reason=error.strerror,
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise self.refusal(error) from error
        self._handle = handle

    def _opened(self) -> int:
        readers = permissions.of_desk(self._desk)
        with contextlib.suppress(FileExistsError):
            return create(self.path, readers)
        handle = open_again(self.path)
        give(handle, readers)  # where the desk has been shared since
        return handle

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._handle is not None:
            unlock(self._handle)
            self._handle = None

    def drop(self) -> None:
        """Close the lock file in a child process, and leave the lock to the parent."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def is_free(self) -> bool:
        """Tell whether nobody has the desk open for writing."""
        try:
            file = open_to_read(self.path)
        except OSError:
            return not self.path.exists()
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return False
        return True

    def sign(self, now: datetime) -> None:
        """Write into the lock file who has it, once it is sure that nobody else has the desk."""
        assert self._handle is not None
        self._holder = Holder(host=socket.gethostname(), process=os.getpid(), since=now)
        self._inode = os.fstat(self._handle).st_ino
        with contextlib.suppress(OSError):  # a full disk: the lock holds without the name on it
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, msgspec.json.encode(self._holder), 0)

    def note(self, saved: int, waiting: int, desk: tuple[int, int] | None) -> None:
        """Write how far the desk is, as `Last` has it."""
        if self._handle is None or self._holder is None:
            return
        last = Last(self._inode, saved, waiting, desk)
        text = msgspec.json.encode(msgspec.structs.replace(self._holder, last=last))
        with contextlib.suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.ljust(_LENGTH))  # in one call, over the one before

    def refusal(self, error: OSError) -> FileError:
        """Return what to say about a lock that could not be had, as `error` tells."""
        desk = self.path.with_suffix("")
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            return ReadOnlyError(
                N_(
                    "The folder of {desk} cannot lock files ({reason}), so two programs could "
                    "write over each other; choose another place with --desk FILE."
                ),
                desk=desk,
                reason=error.strerror,
            )
        try:
            holder = msgspec.json.decode(read(self.path), type=Holder)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return LockedError(
                N_("The desk {desk} is open in another toasoan; close it first."), desk=desk
            )
        return LockedError(
            N_(
                "The desk {desk} is open in another toasoan (process {process} on {host}, "
                "since {since}); close it first."
            ),
            desk=desk,
            process=holder.process,
            host=holder.host,
            since=f"{holder.since:%H:%M}",
        )


def in_the_way(path: Path, error: NotOrdinaryError) -> ReadOnlyError:
    """Return what to say where something else lies under a name that we use beside a desk."""
    return ReadOnlyError(
        N_(
            "{path} lies beside the desk under a name that toasoan uses, but {reason}; "
            "it has been left as it is. Move it away or delete it."
        ),
        path=path,
        reason=error.strerror,
    )


def last_of(desk: Path) -> Last | None:
    """Read how far a desk was at its last save, as the lock file beside it has it.

    None where it does not know, or was written on another computer or as another file: a desk that
    was copied or synced may be at any of its states.
    """
    try:
        with open_to_read(_path_of(desk)) as file:
            inode = os.fstat(file.fileno()).st_ino
            holder = msgspec.json.decode(file.read(2 * _LENGTH), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    is_of_here = holder.last and holder.last.lock == inode and holder.host == socket.gethostname()
    return holder.last if is_of_here else None


def _path_of(desk: Path) -> Path:
    return desk.with_name(f"{desk.name}.lock")


def unlock(handle: int) -> None:
    """Close a locked file; the lock ends too where a child process has the file still open."""
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    with contextlib.suppress(OSError):  # it is closed all the same
        os.close(handle)
