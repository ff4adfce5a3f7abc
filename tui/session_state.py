"""Where the user was on each desk, saved continually, so that it survives a crash."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from store.atomic import replace_quickly
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder
from tui.view_states import Saved


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the user was."""

    campaign: str | None = None
    article: str | None = None
    cursor: tuple[int, int] = (0, 0)
    """Line and column in the text of the article."""
    pane: str = ""
    """The pane that had the focus."""
    selected: str | None = None
    """The article or task under the cursor of the list that had the focus."""
    room: str = ""
    """The name of the room that was open over the desk."""
    views: Saved = {}
    """How lists and rooms were looked at."""
    is_zoomed: bool = False
    """Whether one pane had the whole screen."""
    shows_page: bool = False
    """Whether the page stood beside the text."""


def load(desk: Path) -> Place:
    """Return where the user was on a desk."""
    return _all().get(str(desk), Place())


def save(desk: Path, place: Place) -> None:
    """Save where the user is; as this is only a convenience, errors are ignored.

    It does not wait for the disk: after a power cut, the place of a minute ago is good enough.
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
