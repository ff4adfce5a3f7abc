"""Unfinished forms, kept in a file until the next start.

There is one small file for each desk, in the state folder. Only the process that has the desk open
for writing reads and writes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec

from store.atomic import clear_drafts, write_beside
from store.digests import sha256
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder, read
from tui.settings import state_folder

_ANY_CHARACTER: Final = "surrogatepass"
"""Lone surrogates have no UTF-8, but can be pasted."""


class Unfinished(msgspec.Struct, frozen=True, omit_defaults=True):
    """The state of an unfinished form."""

    kind: str
    """A key of `tui.dialogs.forms.reopening.KINDS`."""
    title: str
    made_of: dict[str, Any] | None = None
    """The arguments of its constructor; None if they cannot be saved."""
    typed: dict[str, str] = {}
    """The texts of its entries, by their ids."""
    choices: dict[str, Any] = {}

    @property
    def text(self) -> str:
        """Everything that was typed, to be copied."""
        return "\n\n".join(filter(None, (text.strip() for text in self.typed.values())))


class _Kept(msgspec.Struct):
    desk: str
    forms: list[Unfinished]
    is_tried: bool = False


class UnfinishedForms:
    """The file of the unfinished forms of a desk.

    The last requested save wins, even if an earlier one takes longer in a thread.
    """

    def __init__(self, desk: Path) -> None:
        self._desk = os.path.realpath(desk)
        name = sha256(self._desk.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = state_folder() / "forms" / f"{name}.json"
        self._gate = Lock()
        self._last = 0

    def load(self) -> tuple[list[Unfinished], bool]:
        """Return the forms, and whether an earlier start has tried to open them again."""
        try:
            text = read(self.path).decode("utf-8", _ANY_CHARACTER)
            kept = msgspec.convert(json.loads(text), _Kept)
        except (OSError, ValueError, RecursionError, msgspec.ValidationError):
            return [], False
        return (kept.forms, kept.is_tried) if kept.desk == self._desk else ([], False)

    def next(self) -> int:
        """Return the number of the next save; earlier ones have no effect from now on."""
        with self._gate:
            self._last += 1
            return self._last

    def save(self, forms: Sequence[Unfinished], number: int, *, is_tried: bool = False) -> bool:
        """Replace the saved forms, unless a later save was requested; return whether it did.

        For any thread. `number` is from `next`; `is_tried` says that the forms are about to be
        opened again. After an OSError, the previous ones are still there.
        """
        if not forms:
            with self._gate:
                if is_last := number == self._last:
                    self.path.unlink(missing_ok=True)
            return is_last
        kept = msgspec.to_builtins(_Kept(self._desk, list(forms), is_tried))
        data = json.dumps(kept, ensure_ascii=False).encode("utf-8", _ANY_CHARACTER)
        make_folder(self.path.parent, PRIVATE_FOLDER)
        # Forms may contain contacts of sources, so nobody else can read the file at any time.
        draft = write_beside(self.path, [data], PRIVATE)
        try:
            with self._gate:
                if is_last := number == self._last:
                    draft.replace(self.path)
            return is_last
        finally:
            draft.unlink(missing_ok=True)

    def clear_drafts(self) -> None:
        """Delete the temporary files of a process that was killed while saving."""
        clear_drafts(self.path)
