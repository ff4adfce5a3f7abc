"""What can go wrong, each as one sentence that names the thing and what to do.

The sentences are English message ids with named places (`{path}`): `str(error)` reads well in a
script, and the screens translate `error.message` and fill in `error.values` themselves.
"""

from __future__ import annotations

from typing import Any

import msgspec


def N_(message: str) -> str:
    """Mark `message` for translation and return it unchanged."""
    return message


class DeskError(Exception):
    """A refusal that an editor can read.

    Args:
        message: the sentence, an English message id marked with `N_`.
        values: what stands in its places.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class PageError(DeskError):
    """A page of text that cannot be read or written."""


class FileError(DeskError):
    """A desk file that cannot be opened, or is no desk."""


class FileExistsAlreadyError(FileError):
    """A file of that name is there already and holds something else."""


class ReadOnlyError(FileError):
    """A desk that can be opened for reading only: it is in use, or its folder takes no writer."""


class LockedError(ReadOnlyError):
    """A desk that another process has open for writing."""


class SaveError(DeskError):
    """A change that is *not* in the desk file; the desk in memory is as it was before it."""


class RecordNotFoundError(DeskError):
    """An id, prefix or name that stands for nothing, or for several things."""


class InvalidValueError(DeskError):
    """A value that a record cannot hold: an impossible date, an unknown status."""


class Finding(msgspec.Struct, frozen=True):
    """A sentence, or a few words, that is told and not raised: what a file was found in, a reason.

    Args:
        message: an English message id marked with `N_`.
        values: what stands in its places.
    """

    message: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Findings(tuple[Finding, ...]):
    """Several in a row, as one value in another sentence."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))


def finding(message: str, **values: object) -> Finding:
    """Return a finding, written like the making of a `DeskError`."""
    return Finding(message, values)
