"""Copying and pasting in every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import SkipAction

from tui.widgets.entry.mixin import Mixin
from tui.widgets.terminal_safe import from_editor


class Clipboard(Mixin):
    """Copies the real characters, and leaves the clipboard alone if nothing is selected."""

    if TYPE_CHECKING:

        @property
        def selected_text(self) -> str:
            """What is selected."""
            return ""

    def action_copy(self) -> None:
        """Copy the selected text to the clipboard."""
        if not self.selected_text:
            raise SkipAction
        self._to_clipboard(self.selected_text)

    def action_paste(self) -> None:
        """Insert what was last cut or copied in the app."""
        self.insert_text(self.app.clipboard)

    def _to_clipboard(self, text: str) -> None:
        # OSC 52 carries base64, so no character reaches the terminal. A lone surrogate has no UTF-8
        # and would raise there.
        real = from_editor(text).encode("utf-8", "replace").decode("utf-8")
        self.app.copy_to_clipboard(real)
