"""What every dialog has: a box with a title, the keys at its foot, Esc to leave; and questions.

The questions stand here since leaving a dialog may ask one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar, Final, Self, TypeVar

import msgspec
from textual import events, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from store import Desk, DeskError, SaveError
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.dialog_keys import Cancel, No, OtherAnswer, TakeAnswer, Yes
from tui.commands.global_commands import Help
from tui.dialogs.min_size import FitScreen
from tui.i18n import _, sentence
from tui.widgets.bars import KeyLine
from tui.widgets.entry.keys import Keys
from tui.widgets.terminal_safe import one_line, visible

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], FitScreen[Result | None]):
    """A box over the desk; it answers None when it is left with Esc."""

    CHANGES: ClassVar[bool] = False
    """Whether it can end in nothing but a change of the desk: never shown where that is read."""
    NOTICE_LAST: ClassVar[bool] = True
    """Whether its sentences stand below the body; else that puts them below a field."""

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
        & #notice.remark { color: $text-muted; }
        & .label { width: 14; color: $text-muted; height: 1; }
        & .field { height: 1; margin-bottom: 1; }
        & KeyLine {
            dock: none; height: auto; max-height: 2;
            margin-top: 1; background: $surface; padding: 0;
        }
    }
    """

    made_of: tuple[tuple[Any, ...], dict[str, Any]]
    """What the constructor was given: a form can be made of it again at the next start."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Remember what the dialog is made of."""
        made = super().__new__(cls)
        made.made_of = given, named
        return made

    def __init__(self, title: str) -> None:
        """Make the dialog.

        Args:
            title: already translated.
        """
        super().__init__()
        self._title = title
        self._at_first: tuple[dict[str, str], dict[str, Any]] = {}, {}

    def compose(self) -> ComposeResult:
        """Put what the dialog holds between its title and its keys."""
        with Vertical(id="box"):
            yield Static(one_line(self._title), id="title", markup=False)
            yield from self.compose_body()
            if self.NOTICE_LAST:
                yield from self.compose_notice()
            yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Yield what the dialog holds."""
        yield from ()

    def compose_notice(self) -> ComposeResult:
        """Yield the place of `say`."""
        yield Static("", id="notice", markup=False)

    def say(self, sentence: str, *, is_wrong: bool = True) -> None:
        """Show a sentence in the dialog: what is wrong and what to do, or what is to be known."""
        notice = self.query_one("#notice", Static)
        notice.update(visible(sentence))
        notice.display = bool(sentence)
        notice.set_class(not is_wrong, "remark")

    def tell_refusal(self, error: DeskError) -> None:
        """Say why the desk refuses something; where it is only read, who has it too."""
        if not isinstance(error, SaveError) or app_of(self).may_change():
            self.say(sentence(error))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Say a refusal of the desk in this screen; what was asked for has not happened then."""
        try:
            yield
        except DeskError as error:
            self.tell_refusal(error)

    def tell_deleted(self, title: str) -> None:
        """Say what was deleted, and how it comes back."""
        told = _("Deleted: {title}. Ctrl+Z brings it back.")
        self.notify(told.format(title=title), markup=False)

    def take_back(self, desk: Desk) -> None:
        """Take the last change of the desk back, and say what it was."""
        with self.refusals():
            label = desk.undo.step_back()
            told = _("Undone: {what}.").format(what=_(label)) if label else _("Nothing to undo.")
            self.app.clear_notifications()  # "…; Ctrl+Z brings it back" is no longer so
            self.notify(told)

    # -------------------------------------------------------------- what was filled in

    def on_mount(self) -> None:
        """Remember how the entries read before anything is typed."""
        self._at_first = self.typed_texts, self.choices

    @property
    def heading(self) -> str:
        """What stands above the dialog; already translated."""
        return self._title

    @property
    def _typing(self) -> dict[str, Keys]:
        """The entries that can be typed in, by their ids."""
        found = self.query("LineEntry, BodyEntry")  # by name: a start that needs no text loads none
        return {e.id or "": e for e in found if isinstance(e, Keys) and not e.read_only}

    @property
    def typed_texts(self) -> dict[str, str]:
        """What the entries read, by their ids."""
        return {name: entry.holds for name, entry in self._typing.items()}

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen in the form and not typed, as plain values."""
        return {}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose again what `choices` gave."""

    @property
    def is_filled_in(self) -> bool:
        """Whether something stands in the form that did not stand there when it was opened."""
        return (self.typed_texts, self.choices) != self._at_first

    def take_up(self, typed: dict[str, str], choices: dict[str, Any]) -> bool:
        """Fill in what was typed and chosen before; tell whether there was a place for all."""
        entries = self._typing
        if not typed.keys() <= entries.keys():
            return False
        for name, text in typed.items():
            if entries[name].holds != text:
                entries[name].fill_in(text)
        try:
            self.restore_choices(choices)
        except (LookupError, TypeError, ValueError, msgspec.MsgspecError):
            return False  # of an older version; what was typed is shown
        return True

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer, and go; nothing of what was typed is kept any longer."""
        app_of(self).form_closed(self)
        return super().dismiss(result)

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
        question = ConfirmLoss(_("Leave, and drop what was typed here?"), _("Drop it"))
        if await self.app.push_screen_wait(question):
            self.dismiss(None)


# ---------------------------------------------------------------- one question


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
        """Give the highlighted answer."""
        is_loss = self.focused is not None and self.focused.id == _LOSE
        self.dismiss(True if is_loss else None)
