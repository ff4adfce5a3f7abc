"""A labelled entry for a path, with the list of its completions below."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui.widgets.entry.path import Asks, PathEntry
from tui.widgets.path_choices import PathChoices


class PathField(Vertical):
    """A labelled entry for a path, with the list of its completions below."""

    DEFAULT_CSS = """
    PathField {
        height: auto; margin-bottom: 1;
        & Horizontal { height: 1; }
        & PathChoices { margin-left: 14; }
    }
    """

    def __init__(
        self, label: str, text: str = "", *, asks: Asks, placeholder: str = "", id: str
    ) -> None:
        super().__init__()
        self._label = label
        self._choices = PathChoices()
        self.entry = PathEntry(text, self._choices, asks=asks, placeholder=placeholder, id=id)

    def compose(self) -> ComposeResult:
        """Yield the line and the list."""
        with Horizontal():
            yield Static(self._label, classes="label", markup=False)
            yield self.entry
        yield self._choices

    @on(PathChoices.Taken)
    def _take(self, taken: PathChoices.Taken) -> None:
        taken.stop()
        self.entry.take(taken.text)
