"""The first start: what an empty desk can begin with. Nothing is forced."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from tui.commands import bindings
from tui.commands.global_commands import SwitchLanguage
from tui.commands.list_keys import Choose as ChooseCommand
from tui.commands.list_keys import CursorDown, CursorUp
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import Option, Options
from tui.i18n import _


class Welcome(Dialog[str]):
    """Offer ways to begin; answers campaign, empty, page or language, None when left."""

    BINDINGS = bindings(ChooseCommand, CursorUp, CursorDown, SwitchLanguage)
    DEFAULT_CSS = """
    Welcome #intro { margin-bottom: 1; }
    Welcome Options { height: 4; }
    Welcome #after { margin-top: 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(_("Welcome to toasoan, the newsroom desk"))

    def compose_body(self) -> ComposeResult:
        """Yield the offers."""
        yield Static(
            _(
                "A campaign's checklist, its articles and their related news, "
                "in one file on this machine."
            ),
            id="intro",
            markup=False,
        )
        rows = Options(multiple=False)
        yield rows
        yield Static(
            _("Esc begins with an empty desk; F6, Ctrl+N and Ctrl+O do the same later."),
            id="after",
            markup=False,
        )

    def on_mount(self) -> None:
        """Show the offers."""
        self.query_one(Options).show(
            [
                Option(
                    "campaign", _("The campaign Workers' Month (Tháng Công nhân), ready to use")
                ),
                Option("empty", _("An empty campaign")),
                Option("page", _("Open a page of text")),
                Option("language", _("Tiếng Việt / English"), "F9"),
            ]
        )

    def on_rows_selected(self) -> None:
        """Take the offer."""
        self.action_choose()

    def action_choose(self) -> None:
        """Take the offer under the cursor."""
        self.dismiss(self.query_one(Options).cursor_key)

    def action_switch_language(self) -> None:
        """Show the screens in the other language."""
        self.dismiss("language")

    def action_cursor(self, step: int) -> None:
        """Go one line up (-1) or down (1)."""
        self.query_one(Options).action_cursor(step)
