"""What is to be said of a place before anything is written there, each as one sentence."""

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
    """What whoever named it should know."""
    is_possible: bool = True
    """Whether anything can be written there."""
    is_there: bool = False
    """Whether a file stands there that would be written over."""


def file_destination(
    path: Path, *, may_replace: bool = True, makes_folders: bool = True
) -> Destination:
    """Look at the place of a file; nothing is left behind.

    Args:
        path: the file.
        may_replace: whether one that is there may be written over.
        makes_folders: whether a folder that is missing is made.
    """
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
    """Look at a folder where something is to be written; nothing is left behind."""
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
    """Tell whether something is there, if only a link to nothing.

    Raises:
        ValueError: no file can have this name.
        OSError: it cannot be looked at.
    """
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
