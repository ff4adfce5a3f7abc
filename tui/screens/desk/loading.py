"""What stands on the screen while a large desk is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.min_size import FitScreen
from tui.i18n import _

if TYPE_CHECKING:
    from tui.app import ToasoanApp


class OpeningScreen(FitScreen[None]):
    """One sentence until the desk is there; Ctrl+Q leaves."""

    DEFAULT_CSS = """
    OpeningScreen { align: center middle; }
    OpeningScreen Static { width: auto; color: $text-muted; }
    """

    def on_mount(self) -> None:
        """Read the desk once the sentence stands there."""
        self.call_after_refresh(cast("ToasoanApp", self.app).open_desk)

    def compose(self) -> ComposeResult:
        """Yield the sentence."""
        yield Static(_("Opening the desk …"), markup=False)
