"""Checks of a destination before anything is written there, each reported in a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import N_, Finding, finding
from store.safe_open import refuse_unless_writable

NO_FILE: Final = N_("{path} is a folder and cannot be the name of a file; name a file in it.")


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
