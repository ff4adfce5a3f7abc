"""One question before something is done; where words would be lost, no letter answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.commands import bindings
from tui.commands.lists import Cancel, No, OtherAnswer, TakeAnswer, Yes
from tui.dialogs.dialog import Dialog
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


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


_CANCEL: Final = "cancel"
_LOSE: Final = "lose"


class Answer(Static, can_focus=True):
    """An answer to a question; a click gives it."""

    DEFAULT_CSS = """
    Answer {
        width: auto; height: 1; padding: 0 2; margin-right: 2;
        background: $boost;
        &:focus { background: $primary; color: $text; text-style: bold; }
    }
    """

    async def on_click(self) -> None:
        """Give this answer."""
        self.focus()
        await self.run_action("screen.take_answer")


class ConfirmLoss(Dialog[bool]):
    """Ask before words are lost; answers True, or None when it is left.

    Nothing that writing sends says yes. The keys of somebody who believes to be in a text come
    here too: Alt and a letter that a slow line has parted, the end of a paste, quick fingers. No
    letter answers, and Enter answers “Cancel” until an arrow key has gone to the other answer.

    Args:
        question: already translated.
        loss: what the other answer says that it does; already translated.
    """

    BINDINGS = [*bindings(OtherAnswer, TakeAnswer), replace(Cancel.binding(), show=False)]
    DEFAULT_CSS = """
    ConfirmLoss #answers { height: 1; }
    """

    def __init__(self, question: str, loss: str) -> None:
        super().__init__(question)
        self._loss = loss

    def compose_body(self) -> ComposeResult:
        """Yield the answers."""
        with Horizontal(id="answers"):
            yield Answer(_("Cancel"), id=_CANCEL, markup=False)
            yield Answer(one_line(self._loss), id=_LOSE, markup=False)

    def on_mount(self) -> None:
        """Begin with the answer that loses nothing."""
        self.query_one(f"#{_CANCEL}").focus()

    def on_key(self, event: events.Key) -> None:
        """Say to whoever goes on typing that a question stands here, and begin anew."""
        if event.is_printable:
            event.stop()
            self.query_one(f"#{_CANCEL}").focus()
            self.say(_("No letter answers here: the arrow keys choose, then Enter."))

    def action_other_answer(self) -> None:
        """Go to the other answer."""
        is_loss = self.focused is not None and self.focused.id == _LOSE
        self.query_one(f"#{_CANCEL if is_loss else _LOSE}").focus()

    def action_take_answer(self) -> None:
        """Give the answer that is marked."""
        is_loss = self.focused is not None and self.focused.id == _LOSE
        self.dismiss(True if is_loss else None)
