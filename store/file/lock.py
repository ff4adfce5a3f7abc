"""One writer a desk: an flock on a file beside it, which dies with the process that holds it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
from datetime import datetime
from pathlib import Path

import msgspec

from store.errors import N_, FileError, InUse, ReadOnly
from store.file import rights
from store.file.safe_open import NotOrdinaryError, create, give, open_again, open_to_read, read


class Holder(msgspec.Struct, frozen=True):
    """Who has a desk open for writing."""

    host: str
    process: int
    since: datetime


class DeskLock:
    """The lock of the desk at `path`, held from `take` to `release`.

    The lock file is never deleted: a second process could then lock a new one while the first
    still holds the old.
    """

    def __init__(self, path: Path) -> None:
        self._desk = path
        self.path = path.with_name(path.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock at once or refuse.

        Raises:
            InUse: another process has it.
            ReadOnly: the folder cannot be written or locked.
        """
        try:
            handle = self._opened()
        except NotOrdinaryError as error:
            raise in_the_way(self.path, error) from error
        except OSError as error:
            raise ReadOnly(
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
        readers = rights.of_desk(self._desk)
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
        holder = Holder(host=socket.gethostname(), process=os.getpid(), since=now)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without the name on it
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, msgspec.json.encode(holder), 0)

    def refusal(self, error: OSError) -> FileError:
        """Give what to say about a lock that could not be had, as `error` tells."""
        desk = self.path.with_suffix("")
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            return ReadOnly(
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
            return InUse(
                N_("The desk {desk} is open in another toasoan; close it first."), desk=desk
            )
        return InUse(
            N_(
                "The desk {desk} is open in another toasoan (process {process} on {host}, "
                "since {since}); close it first."
            ),
            desk=desk,
            process=holder.process,
            host=holder.host,
            since=f"{holder.since:%H:%M}",
        )


def in_the_way(path: Path, error: NotOrdinaryError) -> ReadOnly:
    """Return what to say where something else lies under a name that we use beside a desk."""
    return ReadOnly(
        N_(
            "{path} lies beside the desk under a name that toasoan uses, but {reason}; "
            "it has been left as it is. Move it away or delete it."
        ),
        path=path,
        reason=error.strerror,
    )


def unlock(handle: int) -> None:
    """Close a locked file; the lock ends too where a child process has the file still open."""
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    with contextlib.suppress(OSError):  # it is closed all the same
        os.close(handle)
