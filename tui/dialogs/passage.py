"""An earlier or unsaved text in full, to copy passages from."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _
from tui.widgets.entry.body import BodyEntry


class OldText(BodyEntry):
    """A read-only text; it notifies when something was copied."""

    def action_copy(self) -> None:
        """Copy the selection, and say how to insert it into an article."""
        super().action_copy()
        self.notify(_("Copied. Ctrl+V in an article inserts it."))


class PassageScreen(Dialog[None]):
    """Show the whole text of a revision, to copy passages from."""

    BINDINGS = [CLOSE]
    DEFAULT_CSS = """
    PassageScreen {
        & #box { width: 100%; height: 100%; }
        & KeyLine { margin-top: 0; }
        & OldText { height: 1fr; padding: 0; background: $background; }
        & #how { color: $text-muted; height: auto; }
    }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def compose_body(self) -> ComposeResult:
        """Yield the text and the instructions."""
        entry = OldText(self._text, id="passage")
        entry.read_only = True
        yield entry
        yield Static(
            _("Shift and arrows, or the mouse, select; Ctrl+C copies; Ctrl+A selects all."),
            id="how",
            markup=False,
        )

    def on_mount(self) -> None:
        """Focus the text."""
        self.query_one(OldText).focus()


class UnfinishedText(PassageScreen):
    """Show what was typed into a form whose record is gone; `form` is its title."""

    def __init__(self, form: str, text: str) -> None:
        title = _("Not saved, and it cannot be opened again: {form}").format(form=form)
        super().__init__(title, text)
        self._form = form

    @property
    def heading(self) -> str:
        """The title of the form it was typed in."""
        return self._form

    @property
    def is_filled_in(self) -> bool:
        """Always True: it is kept until it is left with Esc."""
        return True

    @property
    def typed_texts(self) -> dict[str, str]:
        """Everything that was typed, as one text."""
        return {"passage": self._text}
