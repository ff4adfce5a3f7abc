"""A preview over the draft, for windows too narrow to show both side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from store.articles.shared_phrases import marker
from tui.commands import bindings
from tui.commands.related import LinkRead, RefuseNews
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _
from tui.widgets.highlighted_text import MarkedText, Passage


class PreviewScreen(Dialog[str]):
    """Show a piece above and the draft below, the shared phrases marked in both.

    Returns "link", "refuse" or None.
    """

    BINDINGS = [CLOSE, *bindings(LinkRead, RefuseNews)]
    DEFAULT_CSS = """
    PreviewScreen {
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; color: $text-muted; }
        & #piece { height: 3fr; }
        & #draft { height: 2fr; }
        & #draft-title { color: $text-muted; text-style: bold; margin-top: 1; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(
        self,
        title: str,
        passages: Sequence[Passage],
        draft: str | None = None,
        phrases: frozenset[str] = frozenset(),
        *,
        can_link: bool = False,
        can_refuse: bool = False,
    ) -> None:
        super().__init__(title)
        self._passages = passages
        self._draft = draft
        self._phrases = phrases
        self._offers = {LinkRead.action: can_link, RefuseNews.action: can_refuse}

    def compose_body(self) -> ComposeResult:
        """Yield the two texts."""
        yield MarkedText(id="piece")
        if self._draft is not None:
            yield Static(_("In the open article (Tab)"), id="draft-title", markup=False)
            yield MarkedText(id="draft")

    def on_mount(self) -> None:
        """Show both, and focus the piece."""
        piece = self.query_one("#piece", MarkedText)
        piece.show(self._passages)
        if self._draft is not None:
            spans = marker(self._phrases)(self._draft)
            self.query_one("#draft", MarkedText).show([Passage(self._draft, spans)])
        piece.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what was asked for."""
        return self._offers.get(action, True)

    def action_link_read(self) -> None:
        """Link it."""
        self.dismiss("link")

    def action_refuse_news(self) -> None:
        """Do not suggest it again."""
        self.dismiss("refuse")
