"""What can go wrong, each in a sentence that names the thing and what to do.

The sentences are English message IDs with placeholders (`{path}`): `str(error)` reads well in a
script, and the screens translate `error.message` and fill in `error.values` themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec


def N_(message: str) -> str:
    """Mark `message` for translation and return it unchanged."""
    return message


class DeskError(Exception):
    """An error that is shown to the editor.

    Args:
        message: the sentence, an English message ID marked with `N_`.
        values: the values of its placeholders.
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
    """A desk file that cannot be opened, or is not a desk."""


class FileExistsAlreadyError(FileError):
    """A file with that name exists already, with other content."""


class ReadOnlyError(FileError):
    """A desk that can only be opened for reading: it is in use, or its folder is not writable."""


class LockedError(ReadOnlyError):
    """A desk that another process has open for writing."""


class SaveError(DeskError):
    """A change that is *not* in the desk file; the desk in memory is as it was before."""


class RecordNotFoundError(DeskError):
    """An ID, prefix or name that matches no record, or several."""


class InvalidValueError(DeskError):
    """A value that a record cannot hold: an impossible date, an unknown status."""


class BlockedError(InvalidValueError):
    """A status that something keeps an article from, as nobody takes it upon themselves."""


class UnknownChannelError(InvalidValueError):
    """A channel that the campaign of a piece does not have."""


@contextmanager
def os_errors_as(kind: type[DeskError], message: str, **values: object) -> Iterator[None]:
    """Raise each OSError within as a DeskError, with its `{reason}` in the sentence."""
    try:
        yield
    except OSError as error:
        raise kind(message, **values, reason=error.strerror) from error


class Finding(msgspec.Struct, frozen=True):
    """A sentence, or a few words, that is reported rather than raised.

    Args:
        message: an English message ID marked with `N_`.
        values: the values of its placeholders.
    """

    message: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Findings(tuple[Finding, ...]):
    """Several findings, as one value in another sentence."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class InBothLanguages(msgspec.Struct, frozen=True):
    """Words that are no message ID, since a rule brings them in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en


def finding(message: str, **values: object) -> Finding:
    """Return a finding; called like the constructor of `DeskError`."""
    return Finding(message, values)
