"""A viewer for a news item, an article, or a page before export."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.fitting import fit_height
from tui.widgets.terminal_safe import visible


class Reading(Dialog[None]):
    """Show a text, read-only; an empty byline is left out."""

    BINDINGS = [CLOSE]
    DEFAULT_CSS = """
    Reading #box { height: 100%; }
    Reading VerticalScroll { height: 1fr; }
    Reading #byline { color: $text-muted; }
    """

    def __init__(self, headline: str, byline: str, text: str) -> None:
        super().__init__(headline)
        self._byline = byline
        self._text = text

    def compose_body(self) -> ComposeResult:
        """Yield the byline and the text."""
        if self._byline:
            yield Static(visible(self._byline), id="byline", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(visible(self._text), id="text", markup=False)

    def on_mount(self) -> None:
        """Be as high as the text."""
        fit_height(self, self.query_one(VerticalScroll), self.query_one("#text"))
