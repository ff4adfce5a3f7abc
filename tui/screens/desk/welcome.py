"""The first start: ways to begin with an empty desk."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from tui.commands import bindings
from tui.commands.global_commands import SwitchLanguage
from tui.commands.list_keys import Choose, CursorDown, CursorUp
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import Option, Options
from tui.i18n import _
from tui.widgets.virtual_list import MovesRows


class Offers(MovesRows, Dialog[str]):
    """A short list, one line of which is taken; answers its key, None when left."""

    BINDINGS = bindings(Choose, CursorUp, CursorDown)

    @property
    def rows(self) -> Options:
        """The offers."""
        return self.query_one(Options)

    @on(Options.Selected)
    def action_choose(self) -> None:
        """Answer the offer under the cursor."""
        self.dismiss(self.rows.cursor_key)


class LanguageQuestion(Offers):
    """Ask, in both languages, for the language of the screens; answers its code."""

    DEFAULT_CSS = """
    LanguageQuestion Options { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__(_("Chọn ngôn ngữ · Choose a language"))

    def compose_body(self) -> ComposeResult:
        """Yield the languages."""
        yield Options(multiple=False)

    def on_mount(self) -> None:
        """Show the languages, each by its own name."""
        self.rows.show([Option("vi", _("Tiếng Việt")), Option("en", _("English"))])


class Welcome(Offers):
    """Offer ways to begin; answers campaign, empty, page or language, None when left."""

    BINDINGS = bindings(SwitchLanguage)
    DEFAULT_CSS = """
    Welcome #intro { margin-bottom: 1; }
    Welcome Options { height: 4; }
    Welcome #after { margin-top: 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(_("Welcome to toasoan, the newsroom desk"))

    def compose_body(self) -> ComposeResult:
        """Yield the offers."""
        intro = _(
            "A campaign's checklist, its articles and their related news, "
            "in one file on this machine."
        )
        after = _("Esc begins with an empty desk; F6, Ctrl+N and Ctrl+O do the same later.")
        yield Static(intro, id="intro", markup=False)
        yield Options(multiple=False)
        yield Static(after, id="after", markup=False)

    def on_mount(self) -> None:
        """Show the offers."""
        ready = _("The campaign Workers' Month (Tháng Công nhân), ready to use")
        self.rows.show(
            [
                Option("campaign", ready),
                Option("empty", _("An empty campaign")),
                Option("page", _("Open a page of text")),
                Option("language", _("Tiếng Việt / English"), key_shown="F9"),
            ]
        )

    def action_switch_language(self) -> None:
        """Answer that the language is to be switched."""
        self.dismiss("language")
