"""Checks of a destination before anything is written there, each reported in a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import N_, FileError, Finding, InvalidValueError, finding
from store.safe_open import refuse_unless_writable
from store.text import fold_name

NO_FILE: Final = N_("{path} is a folder and cannot be the name of a file; name a file in it.")


_MOST_BYTES: Final = 255
"""Of a name, on all file systems that matter."""
_FORBIDDEN: Final = frozenset('/\\<>:"|?*')
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"))
)


class Destination(NamedTuple):
    """A place where something is to be written."""

    told: Finding | None = None
    """What the user should know about it."""
    is_possible: bool = True
    """Whether anything can be written there."""
    is_there: bool = False
    """Whether a file exists there that would be overwritten."""


def file_destination(
    path: Path, *, may_replace: bool = True, makes_folders: bool = True
) -> Destination:
    """Check the destination of a file, without leaving anything behind."""
    try:
        is_there = _is_there(path)
    except ValueError:
        return _impossible(N_("“{name}” cannot be the name of a file here."), name=path.name[:80])
    except OSError as error:
        return _refused_by_system(path.parent, error)
    if path.is_dir():
        return _impossible(NO_FILE, path=path)
    folder = folder_destination(path.parent, makes_folders=makes_folders)
    if not is_there or not folder.is_possible:
        return folder
    there = N_("{path} is there already; you are asked before it is written over.")
    if not may_replace:
        there = N_("{path} is there already; choose another name.")
    return Destination(finding(there, path=path), may_replace, is_there=True)


def folder_destination(folder: Path, *, makes_folders: bool = True) -> Destination:
    """Check a folder as a destination, without leaving anything behind."""
    nearest = folder
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        return _impossible(N_("{path} is a file, not a folder; name a folder."), path=nearest)
    if nearest != folder and not makes_folders:
        return _impossible(
            N_("There is no folder {folder}; name a file in one that is there."), folder=folder
        )
    try:
        refuse_unless_writable(nearest)
    except OSError as error:
        return _refused_by_system(nearest, error)
    missing = N_("There is no folder {folder} yet; it will be made.")
    return Destination(None if nearest == folder else finding(missing, folder=folder))


def refuse_name(name: str) -> None:
    """Raise InvalidValueError where a name cannot be that of a file, here or on Windows."""
    if name in ("", ".", "..") or not name.isprintable() or "/" in name:
        raise InvalidValueError(
            N_("“{name}” cannot be the name of a file here."), name=ascii(name)[1:-1][:80]
        )
    if len(name.encode(errors="replace")) > _MOST_BYTES:
        raise InvalidValueError(
            N_("“{name}…” is too long for the name of a file; shorten it."), name=name[:40]
        )
    if name.partition(".")[0].rstrip().lower() in _RESERVED:
        raise InvalidValueError(
            N_("Windows keeps the name “{name}” for itself; choose another name."), name=name
        )
    if found := next((char for char in name if char in _FORBIDDEN), None):
        raise InvalidValueError(
            N_("Windows has no file names with “{sign}”; choose another name."), sign=found
        )
    if name.endswith((".", " ")):
        raise InvalidValueError(
            N_("“{name}” ends in a dot or a space, which Windows drops; choose another name."),
            name=name,
        )


def names_like(folder: Path) -> dict[str, str]:
    """Return the names in a folder by what some system takes for the same (`fold_name`)."""
    try:
        return {fold_name(name): name for name in os.listdir(folder)}  # noqa: PTH208
    except (OSError, ValueError):  # told where something is written there
        return {}


def refuse_lookalike(path: Path) -> None:
    """Raise FileError where another file has a name that some system takes for the same."""
    other = names_like(path.parent).get(fold_name(path.name), path.name)
    if other != path.name and not os.path.lexists(path):
        raise FileError(
            N_(
                "{path} and {other}, which is there, are one name to some systems; choose another "
                "name."
            ),
            path=path,
            other=other,
        )


def _is_there(path: Path) -> bool:
    """Tell whether something is there, even a dangling link; raises ValueError for a bad name."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ValueError from error
        raise
    return True


def _refused_by_system(folder: Path, error: OSError) -> Destination:
    return _impossible(
        N_("Nothing can be written in {folder}: {reason}."), folder=folder, reason=error.strerror
    )


def _impossible(message: str, **values: object) -> Destination:
    return Destination(Finding(message, values), is_possible=False)
