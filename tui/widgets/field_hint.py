"""The line below a field: how what was typed is understood, or what is wrong with it."""

from __future__ import annotations

from textual.widgets import Static

from store import DeskError
from tui.i18n import sentence
from tui.widgets.terminal_safe import one_line


class Echo(Static):
    """One line, always there: a form does not jump while something is typed."""

    DEFAULT_CSS = """
    Echo {
        height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
        &.wrong { color: $text-error; }
        &.doubtful { color: $text-warning; }
    }
    """

    def __init__(self, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    def tell(self, text: str) -> None:
        """Say how it is understood."""
        self._show(text, "")

    def warn(self, text: str) -> None:
        """Say what is doubtful about it."""
        self._show(text, "doubtful")

    def refuse(self, error: DeskError) -> None:
        """Say what is wrong with it."""
        self._show(sentence(error), "wrong")

    def _show(self, text: str, tone: str) -> None:
        self.set_classes([*(self.classes - {"wrong", "doubtful"}), *filter(None, [tone])])
        self.update(one_line(text))
