"""The base class of all dialogs, and the dialogs that ask one question.

The questions are in this module because leaving a dialog may ask one.
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
from textual.containers import Container, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from store import DeskError, SaveError
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.dialog_keys import AnswerBefore, Cancel, No, OtherAnswer, TakeAnswer, Yes
from tui.commands.global_commands import Help, ShowKeys, SwitchInputMethod
from tui.dialogs.min_size import FitScreen
from tui.i18n import N_, _, sentence
from tui.widgets.bars import KeyLine
from tui.widgets.entry.keys import Keys
from tui.widgets.field_moves import go_to_field
from tui.widgets.terminal_safe import one_line, visible

Result = TypeVar("Result")

CLOSE: Final = Cancel.labelled(N_("Close"))
"""Esc, in what only shows something or has done it already."""


class Dialog(ModalScreen[Result | None], FitScreen[Result | None]):
    """A box over the desk, under a translated title; returns None when it is left with Esc."""

    CHANGES: ClassVar[bool] = False
    """Whether its only purpose is to change the desk: not shown on a read-only desk."""
    NOTICE_LAST: ClassVar[bool] = True
    """Whether the notice comes below the body; otherwise the body places it."""

    ENTER_ACCEPTS: ClassVar[bool] = False
    """Whether the line of keys shows Enter for what it does in an entry, rather than Ctrl+S."""

    BINDINGS = bindings(Cancel, Help, ShowKeys, SwitchInputMethod)
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
        & .label { width: auto; min-width: 14; padding-right: 1; color: $text-muted; height: 1; }
        & .field { height: 1; margin-bottom: 1; }
        & KeyLine {
            dock: none; height: auto; max-height: 2;
            margin-top: 1; background: $surface; padding: 0;
        }
        & > KeyPanel { margin-bottom: 2; }
        /* In a low window what does not fit scrolls; the keys stay in sight. */
        &.short > #box { overflow-y: auto; }
        &.short KeyLine { dock: bottom; margin-top: 0; }
    }
    """

    made_of: tuple[tuple[Any, ...], dict[str, Any]]
    """The constructor's arguments, with which the next start can open the form again."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Remember the arguments."""
        made = super().__new__(cls)
        made.made_of = given, named
        return made

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._at_first: tuple[dict[str, str], dict[str, Any]] = {}, {}

    def compose(self) -> ComposeResult:
        """Yield the title, the body, the notice and the keys."""
        with Vertical(id="box"):
            yield Static(one_line(self._title), id="title", markup=False)
            yield from self.compose_body()
            if self.NOTICE_LAST:
                yield from self.compose_notice()
            yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Yield the widgets between title and keys."""
        yield from ()

    def compose_notice(self) -> ComposeResult:
        """Yield the line that `say` fills."""
        yield Static("", id="notice", markup=False)

    def say(self, sentence: str, *, is_wrong: bool = True) -> None:
        """Show a sentence in the dialog: an error, or else a remark."""
        notice = self.query_one("#notice", Static)
        notice.update(visible(sentence))
        notice.display = bool(sentence)
        notice.set_class(not is_wrong, "remark")

    def tell_refusal(self, error: DeskError) -> None:
        """Show why the desk refuses something; on a read-only desk, also who has it open."""
        if not isinstance(error, SaveError) or app_of(self).may_change():
            self.say(sentence(error))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk in this dialog instead of raising it."""
        try:
            yield
        except DeskError as error:
            self.tell_refusal(error)

    def tell_deleted(self, title: str) -> None:
        """Notify what was deleted, and how to restore it."""
        told = _("Deleted: {title}. Ctrl+Z brings it back.")
        self.notify(told.format(title=title), markup=False)

    # -------------------------------------------------------------- what was filled in

    def on_mount(self) -> None:
        """Remember the initial state of the form."""
        self._at_first = self.typed_texts, self.choices

    @property
    def heading(self) -> str:
        """The title of the dialog; already translated."""
        return self._title

    @property
    def _typing(self) -> dict[str, Keys]:
        found = self.query("LineEntry, BodyEntry")  # by name: does not import the entries at start
        return {e.id or "": e for e in found if isinstance(e, Keys) and not e.read_only}

    @property
    def typed_texts(self) -> dict[str, str]:
        """The text of each entry, by its id."""
        return {name: entry.holds for name, entry in self._typing.items()}

    @property
    def choices(self) -> dict[str, Any]:
        """The values that were chosen rather than typed, as plain values."""
        return {}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Restore what `choices` returned."""

    @property
    def is_filled_in(self) -> bool:
        """Whether the form differs from what it was when it was opened."""
        return (self.typed_texts, self.choices) != self._at_first

    def take_up(self, typed: dict[str, str], choices: dict[str, Any]) -> bool:
        """Restore what was typed and chosen before; return whether everything had its place."""
        entries = self._typing
        if not typed.keys() <= entries.keys():
            return False
        for name, text in typed.items():
            if entries[name].holds != text:
                entries[name].fill_in(text)
        try:
            self.restore_choices(choices)
        except (LookupError, TypeError, ValueError, msgspec.MsgspecError):
            return False  # saved by an older version; the caller shows the text instead
        return True

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; what was typed is no longer kept."""
        app_of(self).form_closed(self)
        return super().dismiss(result)

    def action_go_to_field(self, step: int) -> None:
        """Go to the field above (-1) or below (1)."""
        if self.focused:
            go_to_field(step, self.focused)

    def action_switch_input_method(self) -> None:
        """Type by Telex, by VNI, or letters as they are: whichever comes next."""
        app_of(self).action_switch_input_method()

    async def action_help(self) -> None:
        """Show the help."""
        await self.run_action("app.help")

    async def action_show_keys(self) -> None:
        """Show the keys for which the line has no room."""
        await self.run_action("app.show_keys")

    @property
    def signs(self) -> list[tuple[str, str]]:
        """Each symbol drawn here and its meaning, for the help; already translated."""
        return []

    @property
    def has_unsaved(self) -> bool:
        """Whether leaving would lose something that was typed."""
        return False

    def action_cancel(self) -> None:
        """Leave; if something was typed, ask first."""
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
    """Ask a question (already translated); returns True, or None for no."""

    BINDINGS = [
        replace(Cancel.binding(), show=False),  # Esc means no, which “Esc Close” does not say
        *bindings(Yes, No),
    ]

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(None)


class Answer(Static, can_focus=True):
    """An answer to a question; a click gives it."""

    DEFAULT_CSS = """
    Answer {
        width: auto; max-width: 100%; height: auto; padding: 0 2; margin-right: 2;
        background: $foreground 10%;
        &:focus { background: $primary; color: $text; text-style: bold; }
    }
    """

    async def on_click(self) -> None:
        """Give this answer."""
        self.focus()
        await self.run_action("screen.take_answer")


class ConfirmLoss(Dialog[int]):
    """Ask before text is lost; returns which answer it is, from 1, or None for Cancel.

    Keys meant for a text may arrive here: an Alt+letter split by a slow line, the end of a paste,
    fast typing. So no letter answers, and Enter cancels until an arrow key has moved to another
    answer.

    Args:
        question: already translated, as the answers are.
        loss: the answer beside Cancel.
        others: more of them; then they stand below each other.
    """

    BINDINGS = [
        *bindings(OtherAnswer, AnswerBefore, TakeAnswer),
        replace(Cancel.binding(), show=False),
    ]
    DEFAULT_CSS = """
    ConfirmLoss #answers {
        height: auto; layout: horizontal;
        &.several { layout: vertical; }
    }
    """

    def __init__(self, question: str, loss: str, *others: str) -> None:
        super().__init__(question)
        self._answers_beside = (loss, *others)

    def compose_body(self) -> ComposeResult:
        """Yield the answers."""
        with Container(id="answers", classes="several" if len(self._answers_beside) > 1 else ""):
            for number, answer in enumerate((_("Cancel"), *self._answers_beside)):
                yield Answer(one_line(answer), id=f"answer-{number}", markup=False)

    def on_mount(self) -> None:
        """Focus the answer that loses nothing."""
        self.query(Answer).focus()

    def on_key(self, event: events.Key) -> None:
        """Explain to somebody who keeps typing that letters do not answer, and refocus Cancel."""
        if event.is_printable:
            event.stop()
            self.query(Answer).focus()
            self.say(_("No letter answers here: the arrow keys choose, then Enter."))

    @property
    def _answers(self) -> list[Answer]:
        return list(self.query(Answer))

    @property
    def _place(self) -> int:
        return next((n for n, one in enumerate(self._answers) if one.has_focus), 0)

    def action_other_answer(self, step: int) -> None:
        """Move to the next answer (1), or the one before (-1)."""
        answers = self._answers
        answers[(self._place + step) % len(answers)].focus()

    def action_take_answer(self) -> None:
        """Give the highlighted answer."""
        self.dismiss(self._place or None)
