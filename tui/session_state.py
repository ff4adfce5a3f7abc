"""Where the editor was on each desk: kept as they go, so that a crash loses no place either."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from store.atomic import replace_quickly
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the editor was."""

    campaign: str | None = None
    article: str | None = None
    cursor: tuple[int, int] = (0, 0)
    """Line and column in the text of the article."""
    pane: str = ""
    """The one that was worked in."""


def load(desk: Path) -> Place:
    """Return where the editor was on a desk."""
    return _all().get(str(desk), Place())


def save(desk: Path, place: Place) -> None:
    """Remember where the editor is; where that cannot be, nothing happens: it is a convenience.

    Nothing waits for the disk here: after a power cut, the place of a minute ago will do.
    """
    path = _path()
    with contextlib.suppress(OSError):
        make_folder(path.parent, PRIVATE_FOLDER)
        replace_quickly(path, msgspec.json.encode({**_all(), str(desk): place}), PRIVATE)


def _path() -> Path:
    return state_folder() / "places.json"


def _all() -> dict[str, Place]:
    try:
        return msgspec.json.decode(read(_path()), type=dict[str, Place])
    except (OSError, ValueError):
        return {}
