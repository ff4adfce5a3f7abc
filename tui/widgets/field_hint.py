"""The line below a field: how the text is understood, or what is wrong with it."""

from __future__ import annotations

from textual.widgets import Static

from store import DeskError
from tui.i18n import sentence
from tui.widgets.terminal_safe import one_line


class Echo(Static):
    """One line, always there, so that the form does not move while somebody types."""

    DEFAULT_CSS = """
    Echo {
        height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
        &.wrong { color: $text-error; }
        &.doubtful { color: $text-warning; }
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def tell(self, text: str) -> None:
        """Show how the text is understood."""
        self._show(text, "")

    def warn(self, text: str) -> None:
        """Show a warning."""
        self._show(text, "doubtful")

    def refuse(self, error: DeskError) -> None:
        """Show an error."""
        self._show(sentence(error), "wrong")

    def _show(self, text: str, tone: str) -> None:
        for name in ("wrong", "doubtful"):
            self.set_class(name == tone, name)
        self.update(one_line(text))
