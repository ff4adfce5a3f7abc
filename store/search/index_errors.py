"""What the index cannot do, in a sentence.

It is a derived SQLite file, so it may be gone, damaged or without space at any time, and the desk
is none the worse for it.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from store.errors import N_, FileError

FAILURES: Final = (sqlite3.Error, OSError, ValueError, TypeError, LookupError)
"""What an index may raise; the last three where its pages have been damaged."""

OF_THE_DISK: Final = (sqlite3.Error, OSError)
"""What even a new index may raise."""

_REASONS: Final = {
    sqlite3.SQLITE_FULL: N_("No space left on device"),
    sqlite3.SQLITE_IOERR: N_("Input/output error"),
    sqlite3.SQLITE_CANTOPEN: N_("it cannot be opened"),
    sqlite3.SQLITE_READONLY: N_("Permission denied"),
    sqlite3.SQLITE_PERM: N_("Permission denied"),
    sqlite3.SQLITE_BUSY: N_("another program is using it"),
    sqlite3.SQLITE_LOCKED: N_("another program is using it"),
    sqlite3.SQLITE_CORRUPT: N_("it is damaged"),
    sqlite3.SQLITE_NOTADB: N_("it is damaged"),
}
"""The sentences by the primary code of SQLite."""


def reason(error: BaseException) -> str:
    """Return what went wrong, in words (a known message ID where possible)."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _REASONS.get(code & 0xFF, str(error)) if code else str(error)
    if isinstance(error, FileNotFoundError) and error.filename is None:  # from tempfile
        return N_("no folder for temporary files is writable")
    return (error.strerror if isinstance(error, OSError) else None) or N_("it is damaged")


def is_closed(error: BaseException) -> bool:
    """Tell whether the desk, and its index, has been closed meanwhile."""
    return isinstance(error, sqlite3.ProgrammingError)


def is_damage(error: BaseException) -> bool:
    """Tell whether the index itself is damaged, rather than its disk or its folder."""
    return not isinstance(error, sqlite3.OperationalError | OSError)


def closed() -> FileError:
    """Return the error for a query to a closed desk."""
    return FileError(N_("The desk has been closed; nothing can be searched on it."))


def nowhere(error: BaseException) -> FileError:
    """Return the error where there is no index, and none can be created."""
    return FileError(
        N_("There is no place to keep the search index: {reason}."),
        reason=reason(error),
    )


def behind(error: BaseException) -> FileError:
    """Return the error where the index cannot be updated."""
    return FileError(
        N_(
            "The search does not find what is new: its index cannot be written ({reason}). "
            "It goes on by itself when it can."
        ),
        reason=reason(error),
    )
