"""What every dialog has: a box with a title, the keys at its foot, Esc to leave."""

from __future__ import annotations

from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import bindings
from tui.commands.everywhere import Help
from tui.commands.lists import Cancel
from tui.i18n import _
from tui.screens.fit import FitScreen
from tui.widgets.bars import KeyLine
from tui.widgets.controls import one_line, visible

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], FitScreen[Answer | None]):
    """A box over the desk; it answers None when it is left with Esc."""

    BINDINGS = bindings(Cancel, Help)
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > #box {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; border: round $primary; padding: 0 1;
        }
        & #title { text-style: bold; height: auto; margin-bottom: 1; }
        & #notice { color: $text-error; height: auto; display: none; }
        & .label { width: 14; color: $text-muted; height: 1; }
        & .field { height: 1; margin-bottom: 1; }
        & KeyLine { dock: none; margin-top: 1; background: $surface; padding: 0; }
    }
    """

    def __init__(self, title: str) -> None:
        """Make the dialog.

        Args:
            title: already translated.
        """
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Put what the dialog holds between its title and its keys."""
        with Vertical(id="box"):
            yield Static(one_line(self._title), id="title", markup=False)
            yield from self.compose_body()
            yield Static("", id="notice", markup=False)
            yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Give what the dialog holds."""
        yield from ()

    def say(self, sentence: str) -> None:
        """Show a sentence in the dialog: what is wrong and what to do."""
        notice = self.query_one("#notice", Static)
        notice.update(visible(sentence))
        notice.display = bool(sentence)

    async def action_help(self) -> None:
        """Show what can be done in the dialog."""
        await self.run_action("app.help")

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs that are drawn here and what each says, for the help; already translated."""
        return []

    @property
    def has_unsaved(self) -> bool:
        """Tell whether something was typed that would be lost by leaving."""
        return False

    def action_cancel(self) -> None:
        """Leave; where something was typed, ask first."""
        if self.has_unsaved:
            self._ask_to_leave()
        else:
            self.dismiss(None)

    @work
    async def _ask_to_leave(self) -> None:
        from tui.screens.confirm import Confirm

        question = Confirm(_("Leave, and drop what was typed here?"))
        if await self.app.push_screen_wait(question):
            self.dismiss(None)
