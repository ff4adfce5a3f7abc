"""Forms that were not finished: what was typed into them, kept for the next start.

One small file a desk, beside the app's state. Whoever has the desk open for writing keeps it;
a copy that only reads neither reads nor writes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec

from store.atomic import clear_drafts, write_beside
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder

_ANY_CHARACTER: Final = "surrogatepass"
"""A lone surrogate has no UTF-8, and can be pasted all the same."""


class Unfinished(msgspec.Struct, frozen=True, omit_defaults=True):
    """A form as it stood."""

    kind: str
    """Which form: a key of `tui.dialogs.forms.reopening.KINDS`."""
    title: str
    """What stood above it, as it was shown."""
    made_of: dict[str, Any] | None = None
    """What it was opened for, by the names of what it is made of; None: that cannot be named."""
    typed: dict[str, str] = {}
    """What its entries read, by their ids."""
    choices: dict[str, Any] = {}
    """What was chosen and not typed."""

    @property
    def text(self) -> str:
        """All that was typed, to be copied."""
        return "\n\n".join(filter(None, (text.strip() for text in self.typed.values())))


class _Kept(msgspec.Struct):
    desk: str
    forms: list[Unfinished]
    is_tried: bool = False


class UnfinishedForms:
    """The file of the forms of one desk that were not finished.

    What was asked for last is what stands, though an earlier save may take its time in a thread.

    Args:
        desk: the path of the desk.
    """

    def __init__(self, desk: Path) -> None:
        self._desk = os.path.realpath(desk)
        name = sha256(self._desk.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = state_folder() / "forms" / f"{name}.json"
        self._gate = Lock()
        self._last = 0

    def load(self) -> tuple[list[Unfinished], bool]:
        """Return what is kept, and whether it was tried before to open it again."""
        try:
            text = read(self.path).decode("utf-8", _ANY_CHARACTER)
            kept = msgspec.convert(json.loads(text), _Kept)
        except (OSError, ValueError, RecursionError, msgspec.ValidationError):
            return [], False
        return (kept.forms, kept.is_tried) if kept.desk == self._desk else ([], False)

    def next(self) -> int:
        """Return the number of the next save; every earlier one comes too late from now on."""
        with self._gate:
            self._last += 1
            return self._last

    def save(self, forms: Sequence[Unfinished], number: int, *, is_tried: bool = False) -> bool:
        """Keep these forms and no others, unless a later save was asked for; in any thread.

        Args:
            forms: in the order in which they stand one over the other; none to keep nothing.
            number: as `next` gave it.
            is_tried: whether they are about to be opened again.

        Returns:
            whether no later save was asked for.

        Raises:
            OSError: they could not be kept; what was kept before is kept still.
        """
        if not forms:
            with self._gate:
                if is_last := number == self._last:
                    self.path.unlink(missing_ok=True)
            return is_last
        kept = msgspec.to_builtins(_Kept(self._desk, list(forms), is_tried))
        data = json.dumps(kept, ensure_ascii=False).encode("utf-8", _ANY_CHARACTER)
        make_folder(self.path.parent, PRIVATE_FOLDER)
        # Contacts of sources may be typed in a form: nobody else ever reads it.
        draft = write_beside(self.path, [data], PRIVATE)
        try:
            with self._gate:
                if is_last := number == self._last:
                    draft.replace(self.path)
            return is_last
        finally:
            draft.unlink(missing_ok=True)

    def clear_drafts(self) -> None:
        """Take away what a process left that was killed while it saved."""
        clear_drafts(self.path)
