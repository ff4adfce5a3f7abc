"""One question before something that overwrites."""

from __future__ import annotations

from dataclasses import replace

from tui.commands import bindings
from tui.commands.lists import Cancel, No, Yes
from tui.screens.dialog import Dialog


class Confirm(Dialog[bool]):
    """Ask a question (already translated); answers True, or None when it is left."""

    BINDINGS = [
        replace(Cancel.binding(), show=False),  # Esc is no; “Esc Close” would read as yes
        *bindings(Yes, No),
    ]

    def action_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Say no."""
        self.dismiss(None)
