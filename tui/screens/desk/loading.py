"""The screen that is shown while a large desk is opened."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.min_size import FitScreen
from tui.i18n import _


class OpeningScreen(FitScreen[None]):
    """One sentence while `open_desk` opens the desk and shows it; Ctrl+Q leaves."""

    DEFAULT_CSS = """
    OpeningScreen { align: center middle; }
    OpeningScreen Static { width: auto; color: $text-muted; }
    """

    def __init__(self, open_desk: Callable[[], object]) -> None:
        super().__init__()
        self._open_desk = open_desk

    def on_mount(self) -> None:
        """Open the desk once the sentence is drawn."""
        self.call_after_refresh(self._open_desk)

    def compose(self) -> ComposeResult:
        """Yield the sentence."""
        yield Static(_("Opening the desk …"), markup=False)
