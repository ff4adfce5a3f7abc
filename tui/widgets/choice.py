"""A field whose value is chosen from a list, not typed."""

from __future__ import annotations

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.i18n import N_
from tui.widgets.controls import one_line


class Choice(Widget, can_focus=True):
    """A value and a small arrow; Enter, Space or a click ask for another (`Choice.Asked`)."""

    BINDINGS = [
        Binding(
            "enter,space",
            "ask",
            N_("Choose"),
            id="entry.choose",
            tooltip=N_("Choose another value from a list."),
        )
    ]
    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; &:focus { background: $primary 40%; text-style: bold; } }
    """

    value = reactive("")
    """What is shown; already translated."""

    class Asked(Message):
        """Another value is asked for."""

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

    def action_ask(self) -> None:
        """Ask for another value."""
        self.post_message(self.Asked(self))

    def on_click(self) -> None:
        """Ask for another value."""
        self.action_ask()
