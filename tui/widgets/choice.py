"""A field whose value is chosen from a list."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.i18n import N_, _
from tui.widgets.terminal_safe import one_line


class Choice(Widget, can_focus=True):
    """A value and a small arrow; Enter or a click asks for another value (`Choice.Asked`).

    Letters and spaces do not: somebody who types here believes the focus is in a text, and a list
    would swallow the rest. Nor does the Enter after such letters.
    """

    BINDINGS = [
        Binding(
            "enter",
            "ask",
            N_("Choose"),
            id="entry.choose",
            tooltip=N_("Choose another value from a list."),
        )
    ]
    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; &:focus { background: $primary 25%; text-style: bold; } }
    """

    value = reactive("")
    """What is shown; already translated."""

    class Asked(Message):
        """A request for another value."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The field."""
            return self.choice

    def render(self) -> RenderResult:
        """Draw the value."""
        text = Content(one_line(self.value)).truncate(max(self.size.width - 2, 1), ellipsis=True)
        return Content.assemble(text, (" ▾", "$text-muted"))

    takes_letters = True
    """No command is bound to a printable key."""

    _is_typed_at = False
    """Whether the last keys were letters."""

    def on_key(self, event: events.Key) -> None:
        """Notify once that nothing can be typed here."""
        if not event.is_printable or event.key.startswith("alt+"):
            return
        event.stop()
        if not self._is_typed_at:
            self._is_typed_at = True
            self.app.bell()
            self.notify(_("Nothing can be typed here: Enter chooses, Tab goes to the next field."))

    def on_blur(self) -> None:
        """Forget the letters."""
        self._is_typed_at = False

    def action_ask(self) -> None:
        """Ask for another value."""
        if self._is_typed_at:  # it ends a sentence that was meant for a text
            self._is_typed_at = False
            return
        self.post_message(self.Asked(self))

    def on_click(self) -> None:
        """Ask for another value."""
        self._is_typed_at = False
        self.action_ask()
