"""The cursor and the undo history of the texts that were open last, also after a restart.

There is one small file for each desk, in the state folder, which only its owner can read, as it
holds what was deleted from the texts. A history belongs to one text: if the article has another one
when it is opened again, the history is dropped.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from store.atomic import replace_quickly
from store.digests import sha256
from store.records import Id
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder

if TYPE_CHECKING:  # a start that shows no text does not load TextArea
    from tui.widgets.entry.body import BodyEntry

MOST_TEXTS: Final = 5
"""The number of articles whose history is kept."""
MOST_CHARACTERS: Final = 120_000
"""The size of the history of one text: 3,000 words typed, or all of a long one replaced."""

_ANY_CHARACTER: Final = "surrogatepass"
"""Lone surrogates have no UTF-8, but can be pasted."""


class _Kept(msgspec.Struct):
    desk: str
    texts: dict[Id, TextState]


class TextState(msgspec.Struct):
    """The state of the entry of one text."""

    cursor: tuple[int, int] = (0, 0)
    """Line and column."""
    text: str = ""
    """The digest of the text that the history belongs to."""
    undo: list[object] = []
    """The history, as `BodyEntry.kept_undo` has returned it."""


class TextStates:
    """The states of the texts that were open last, by the ids of the articles."""

    def __init__(self, desk: Path) -> None:
        self._desk = os.path.realpath(desk)
        name = sha256(self._desk.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = state_folder() / "texts" / f"{name}.json"
        self._states = self._load()
        """The one that was left last comes last."""
        self._scrolled: dict[Id, float] = {}
        """Since the start: in another window, the same line is elsewhere."""

    def put_cursor(self, article: Id, cursor: tuple[int, int]) -> None:
        """Set the position of the cursor for when the article is opened."""
        self._states.setdefault(article, TextState()).cursor = cursor

    def remember(self, article: Id | None, body: BodyEntry) -> None:
        """Note the state of a text that is being left."""
        if article:
            self._states.pop(article, None)
            self._states[article] = TextState(
                body.cursor_location, _digest(body.text), body.kept_undo(MOST_CHARACTERS)
            )
            self._scrolled[article] = body.scroll_offset.y
            for old in list(self._states)[:-MOST_TEXTS]:
                del self._states[old]

    def restore(self, article: Id, body: BodyEntry) -> None:
        """Go on where a text was left that was opened."""
        if state := self._states.get(article):
            if state.text == _digest(body.text):
                body.restore_undo(state.undo)
            body.move_cursor(state.cursor)
            if (scrolled := self._scrolled.get(article)) is not None:
                body.scroll_to(y=scrolled, animate=False)

    # -------------------------------------------------------------- the file

    def _load(self) -> dict[Id, TextState]:
        try:
            kept = msgspec.convert(
                json.loads(read(self.path).decode("utf-8", _ANY_CHARACTER)), _Kept
            )
        except (OSError, ValueError, RecursionError, msgspec.ValidationError):
            return {}
        return kept.texts if kept.desk == self._desk else {}

    def save(self, articles: Container[Id]) -> None:
        """Write the file, without what is no longer among the articles.

        As it is only a convenience, errors are ignored.
        """
        states = {name: state for name, state in self._states.items() if name in articles}
        kept = msgspec.to_builtins(_Kept(self._desk, states))
        data = json.dumps(kept, ensure_ascii=False).encode("utf-8", _ANY_CHARACTER)
        with contextlib.suppress(OSError):
            make_folder(self.path.parent, PRIVATE_FOLDER)
            replace_quickly(self.path, data, PRIVATE)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", _ANY_CHARACTER)).hexdigest()
