"""One writer per desk: an flock on a file beside it, which ends with the process that holds it."""

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
"""The bytes written to a lock file, padded with spaces."""


class Last(msgspec.Struct, frozen=True):
    """The state of the desk at its last save; written without a sync.

    It survives the process, and after a power cut it may be behind, never ahead.
    """

    lock: int
    """The inode of the lock file: a copy of it elsewhere says nothing about the desk there."""
    saved: int
    """The number of the last save."""
    waiting: int
    """How many saves are in the journal only."""
    desk: tuple[int, int] | None
    """The inode and the date of the desk file that the journal extends."""


class Holder(msgspec.Struct, frozen=True):
    """The process that has a desk open for writing."""

    host: str
    process: int
    since: datetime
    last: Last | None = None


class DeskLock:
    """The lock of the desk at `path`, held from `take` to `release`.

    The lock file is never deleted: a second process could then lock a new one while the first still
    holds the old one.
    """

    def __init__(self, path: Path) -> None:
        self._desk = path
        self.path = _path_of(path)
        self._handle: int | None = None
        self._holder: Holder | None = None
        self._inode = 0

    def take(self) -> None:
        """Take the lock, without waiting.

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
        """Release the lock, if it is held."""
        if self._handle is not None:
            unlock(self._handle)
            self._handle = None

    def drop(self) -> None:
        """Close the lock file in a child process, without releasing the parent's lock."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def is_free(self) -> bool:
        """Tell whether no process has the desk open for writing."""
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
        """Write the holder into the lock file, once it is certain that nobody else has the desk."""
        assert self._handle is not None
        self._holder = Holder(host=socket.gethostname(), process=os.getpid(), since=now)
        self._inode = os.fstat(self._handle).st_ino
        with contextlib.suppress(OSError):  # a full disk: the lock holds without the name
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, msgspec.json.encode(self._holder), 0)

    def note(self, saved: int, waiting: int, desk: tuple[int, int] | None) -> None:
        """Write the state of the desk (`Last`) into the lock file."""
        if self._handle is None or self._holder is None:
            return
        last = Last(self._inode, saved, waiting, desk)
        text = msgspec.json.encode(msgspec.structs.replace(self._holder, last=last))
        with contextlib.suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.ljust(_LENGTH))  # overwritten in one call

    def refusal(self, error: OSError) -> FileError:
        """Return the error for a lock that could not be taken because of `error`."""
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
    """Return the error for something else under a name that we use beside a desk."""
    return ReadOnlyError(
        N_(
            "{path} lies beside the desk under a name that toasoan uses, but {reason}; "
            "it has been left as it is. Move it away or delete it."
        ),
        path=path,
        reason=error.strerror,
    )


def last_of(desk: Path) -> Last | None:
    """Read the state of a desk at its last save from its lock file.

    None where it is unknown, or was written on another computer or as another file: a desk that was
    copied or synced may be in any of its states.
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
    """Close a locked file, and release its lock even if a child process still has it open."""
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    with contextlib.suppress(OSError):  # it is closed all the same
        os.close(handle)
