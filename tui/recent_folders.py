"""The folders and files last used in dialogs that ask for a file."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from store.atomic import replace_quickly
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder

MOST: Final = 10

_FOLDERS: Final = "folders.json"
_FILES: Final = "files.json"


def load() -> list[str]:
    """Return the recent folders, the newest first."""
    return _load(_FOLDERS)


def load_files() -> list[str]:
    """Return the recent files that were read, the newest first."""
    return _load(_FILES)


def add(folder: Path) -> None:
    """Remember a folder; as this is only a convenience, errors are ignored."""
    _add(_FOLDERS, [folder])


def add_files(paths: Sequence[Path]) -> None:
    """Remember those of the paths that are files."""
    _add(_FILES, [path for path in paths[:MOST] if path.is_file()])


def add_of(path: Path) -> None:
    """Remember the folder of a file to be read, or the folder itself, if it exists."""
    folder = path if path.is_dir() else path.parent
    if folder.is_dir():
        add(folder)


def _load(name: str) -> list[str]:
    try:
        return msgspec.json.decode(read(state_folder() / name), type=list[str])[:MOST]
    except (OSError, ValueError):
        return []


def _add(name: str, paths: Sequence[Path]) -> None:
    used = [str(path.absolute()) for path in paths]
    if not used:
        return
    with contextlib.suppress(OSError, UnicodeError):
        kept = [*used, *(other for other in _load(name) if other not in used)][:MOST]
        make_folder(state_folder(), PRIVATE_FOLDER)
        replace_quickly(state_folder() / name, msgspec.json.encode(kept), PRIVATE)
