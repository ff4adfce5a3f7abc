"""A card compared with the current state of its source."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.commands import bindings
from tui.commands.history import NextMode
from tui.commands.related import KeepCard, TakeSource
from tui.dialogs.dialog import Dialog
from tui.dialogs.fitting import fit_height
from tui.i18n import _
from tui.widgets.difference import Difference


class CardScreen(Dialog[str]):
    """Compare a card with its source (`states`); returns "take", "keep" or None."""

    BINDINGS = bindings(TakeSource, KeepCard, NextMode)
    DEFAULT_CSS = """
    CardScreen #box { height: 100%; width: 100; }
    CardScreen Difference { height: 1fr; }
    """

    def __init__(self, title: str, states: tuple[str, str]) -> None:
        super().__init__(_("The source of “{title}” has changed").format(title=title))
        self._states = states

    def compose_body(self) -> ComposeResult:
        """Yield the difference."""
        yield Difference()

    def on_mount(self) -> None:
        """Show the difference."""
        difference = self.query_one(Difference)
        difference.show(*self._states, _("On the card"), _("The source now"))
        difference.focus()
        fit_height(self, difference)

    def action_take_source(self) -> None:
        """Update the card from its source."""
        self.dismiss("take")

    def action_keep_card(self) -> None:
        """Leave the card as it is."""
        self.dismiss("keep")

    def action_next_mode(self) -> None:
        """Show the difference in the next mode."""
        self.query_one(Difference).next_mode()
