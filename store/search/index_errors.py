"""What the index cannot do, in a sentence: it is SQLite in a file, and derived, so it may be gone,
damaged or without room at any time, and nothing on the desk is the worse for it."""

from __future__ import annotations

import sqlite3
from typing import Final

from store.errors import N_, FileError

FAILURES: Final = (sqlite3.Error, OSError, ValueError, TypeError, LookupError)
"""What an index may raise; the last three where its pages hold what was never written in them."""

OF_THE_DISK: Final = (sqlite3.Error, OSError)
"""What it may raise also when it was made a moment ago."""

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
"""What an editor is told, by the primary code of SQLite."""


def reason(error: BaseException) -> str:
    """Return what went wrong, in words (a message id where we know one)."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _REASONS.get(code & 0xFF, str(error)) if code else str(error)
    if isinstance(error, FileNotFoundError) and error.filename is None:  # what tempfile says
        return N_("no folder for temporary files is writable")
    return (error.strerror if isinstance(error, OSError) else None) or N_("it is damaged")


def is_closed(error: BaseException) -> bool:
    """Tell whether the desk, and its index, has been closed meanwhile."""
    return isinstance(error, sqlite3.ProgrammingError)


def is_damage(error: BaseException) -> bool:
    """Tell whether it is the index itself that is wrong, not its disk or its folder."""
    return not isinstance(error, sqlite3.OperationalError | OSError)


def closed() -> FileError:
    """Return what is raised where one asks a desk that has been closed."""
    return FileError(N_("The desk has been closed; nothing can be searched on it."))


def nowhere(error: BaseException) -> FileError:
    """Return what is raised where there is no index, and none can be made."""
    return FileError(
        N_("There is no place to keep the search index: {reason}."),
        reason=reason(error),
    )


def behind(error: BaseException) -> FileError:
    """Return what is raised, or told, where an index is there but cannot take in what is new."""
    return FileError(
        N_(
            "The search does not find what is new: its index cannot be written ({reason}). "
            "It goes on by itself when it can."
        ),
        reason=reason(error),
    )
