"""What the dialogs have in common that read files: a reading that Esc stops, and what it found."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import ClassVar, NamedTuple, Protocol

from textual.worker import Worker, WorkerState

from store import DeskError
from store.paths import named_files
from tui import recent_folders
from tui.dialogs.dialog import Dialog, Result
from tui.i18n import sentence
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows
from tui.workers import said


class ReadingDialog(Dialog[Result]):
    """Ask for files and read them beside the screen."""

    CHANGES = True
    NOTICE_LAST = False
    READING: ClassVar[str]
    """The group of the workers that read."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._reading = False
        self._stopped = False
        self._outcome: Result | None = None
        """What leaving answers, once something has been taken."""

    def _files(self) -> list[Path] | None:
        """Return the files that are named; None where it says why none can be."""
        try:
            paths = named_files(self.query_one("#files", LineEntry).text.strip())
        except DeskError as error:
            self.say(sentence(error))
            return None
        if paths:
            recent_folders.add_of(paths[0])
        return paths

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell here, too, that reading has failed; it can be begun again."""
        if event.worker.group == self.READING and event.state is WorkerState.ERROR:
            self._end_reading()
            self.say(said(event.worker))
            self.refresh_bindings()

    def _end_reading(self) -> None:
        self._reading = False

    def action_cancel(self) -> None:
        """Stop what is read; else leave, for what was taken if anything."""
        if self._reading:
            self._stop_reading()
        elif self._outcome is not None:
            self.dismiss(self._outcome)
        else:
            super().action_cancel()

    def _stop_reading(self) -> None:
        self._stopped = True


class Shown(Protocol):
    """A row of what was found."""

    @property
    def key(self) -> str:
        """What the row is known by."""

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""

    def lines(self, width: int) -> list[Line]:
        """Draw the row."""


class Sentence(NamedTuple):
    """A line, or a sentence that may take several."""

    text: str
    tone: str = ""
    indent: int = 0
    hang: int = 2
    """How much further its other lines stand in."""

    @property
    def key(self) -> str:
        """What it says."""
        return self.text

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.tone == "title"

    def lines(self, width: int) -> list[Line]:
        """Draw the sentence."""
        text = f"{' ' * self.indent}{one_line(self.text)}"
        if len(text) <= width:
            return [[(text, self.tone)]]
        lines = wrap(text, max(width, 20), subsequent_indent=" " * (self.indent + self.hang))
        return [[(line, self.tone)] for line in lines]


class FoundRows(Rows[Shown]):
    """What files would give, or what came of them."""

    def row_key(self, item: Shown) -> str:
        """Name a row by its key."""
        return item.key

    def selectable(self, item: Shown) -> bool:
        """Let the cursor pass over headings."""
        return not item.is_heading

    def row_height(self, item: Shown, width: int) -> int:
        """Count the lines of a sentence."""
        return len(item.lines(width))

    def row_lines(self, item: Shown, width: int) -> list[Line]:
        """Draw a row."""
        return item.lines(width)
