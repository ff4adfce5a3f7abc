"""The folders last used in dialogs that ask for a file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

import msgspec

from store.atomic import replace_quickly
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder

MOST: Final = 10


def load() -> list[str]:
    """Return the recent folders, the newest first."""
    try:
        return msgspec.json.decode(read(_path()), type=list[str])[:MOST]
    except (OSError, ValueError):
        return []


def add(folder: Path) -> None:
    """Remember a folder; as this is only a convenience, errors are ignored."""
    used = str(folder.absolute())
    with contextlib.suppress(OSError, UnicodeError):
        kept = [used, *(other for other in load() if other != used)][:MOST]
        make_folder(_path().parent, PRIVATE_FOLDER)
        replace_quickly(_path(), msgspec.json.encode(kept), PRIVATE)


def add_of(path: Path) -> None:
    """Remember the folder of a file to be read, or the folder itself, if it exists."""
    folder = path if path.is_dir() else path.parent
    if folder.is_dir():
        add(folder)


def _path() -> Path:
    return state_folder() / "folders.json"
