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
        self.path = path.with_name(path.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock at once or refuse.

        Raises:
            InUse: another process has it.
            ReadOnly: the folder cannot be written or locked.
        """
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
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
            handle = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return not self.path.exists()
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(handle)
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
            holder = msgspec.json.decode(self.path.read_bytes(), type=Holder)
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


def unlock(handle: int) -> None:
    """Close a locked file; the lock ends too where a child process has the file still open."""
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    with contextlib.suppress(OSError):  # it is closed all the same
        os.close(handle)
