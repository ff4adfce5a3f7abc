"""The base class of dialogs that read files, and the list of what they found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any, ClassVar, Final, NamedTuple, Protocol

from textual.binding import ActiveBinding
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from store.paths import named_files
from tui import recent_folders
from tui.commands import bindings
from tui.commands.dialog_keys import FieldAbove, FieldBelow
from tui.dialogs.dialog import Dialog, Result
from tui.i18n import N_
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows
from tui.workers import said

PROGRESS_SECONDS: Final = 0.1
"""How often the progress is shown."""


class ReadingDialog(Dialog[Result]):
    """Ask for files and read them in the background; Esc stops it."""

    CHANGES = True
    NOTICE_LAST = False
    BINDINGS = bindings(FieldAbove, FieldBelow)
    READING: ClassVar[str]
    """The group of the workers that read files."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._reading = False
        self._stopped = False
        self._timer: Timer | None = None
        self._outcome: Result | None = None
        """The result of the dialog, once something was imported."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now: Esc is called by what it does, and nothing offered twice."""
        found = super().active_bindings
        does = N_("Stop") if self._reading else N_("Close") if self._outcome is not None else ""
        if does:
            shown: dict[str, dict[str, Any]] = {
                "escape": {"description": does},
                "ctrl+s": {"show": False},
            }
            found |= {
                key: found[key]._replace(binding=replace(found[key].binding, **changed))
                for key, changed in shown.items()
                if key in found
            }
        return found

    def _files(self) -> list[Path] | None:
        """Return the named files; after showing an error, None."""
        with self.refusals():
            paths = named_files(self.query_one("#files", LineEntry).text.strip())
            if paths:
                recent_folders.add_of(paths[0])
                recent_folders.add_files(paths)
            return paths
        return None

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show in the dialog, too, that reading has failed; it can be tried again."""
        if event.worker.group == self.READING and event.state is WorkerState.ERROR:
            self._end_reading()
            self.say(said(event.worker))
            self.refresh_bindings()

    def _begin_reading(self) -> None:
        """Begin, and show the progress from now on."""
        self._reading, self._stopped = True, False
        self._timer = self.set_interval(PROGRESS_SECONDS, self._show_progress)
        self.refresh_bindings()

    def _end_reading(self) -> None:
        self._reading = False
        if self._timer:
            self._timer.stop()
            self._show_progress()

    def progress_told(self, width: int) -> str:
        """Return how far it has come, for the line `#progress`; empty while there is nothing."""
        return ""

    def _show_progress(self) -> None:
        line = self.query_one("#progress", Static)
        line.display = self._reading
        if self._reading and (told := self.progress_told(line.size.width or 60)):
            line.update(told)

    def action_cancel(self) -> None:
        """Stop reading; otherwise leave, with the result if there is one."""
        if self._reading:
            self._stop_reading()
        elif self._outcome is not None:
            self.dismiss(self._outcome)
        else:
            super().action_cancel()

    def _stop_reading(self) -> None:
        self._stopped = True


class Shown(Protocol):
    """A row of the list."""

    @property
    def key(self) -> str:
        """The key of the row."""

    @property
    def is_heading(self) -> bool:
        """Whether the cursor skips it."""

    def lines(self, width: int) -> list[Line]:
        """Draw the row."""


class Sentence(NamedTuple):
    """A text of one line or several."""

    text: str
    tone: str = ""
    indent: int = 0
    hang: int = 2
    """How much further the other lines are indented."""

    @property
    def key(self) -> str:
        """The text."""
        return self.text

    @property
    def is_heading(self) -> bool:
        """Whether the cursor skips it."""
        return self.tone == "title"

    def lines(self, width: int) -> list[Line]:
        """Draw the sentence."""
        text = f"{' ' * self.indent}{one_line(self.text)}"
        if len(text) <= width:
            return [[(text, self.tone)]]
        lines = wrap(text, max(width, 20), subsequent_indent=" " * (self.indent + self.hang))
        return [[(line, self.tone)] for line in lines]


class FoundRows(Rows[Shown]):
    """A preview of files, or the report of their import."""

    def row_key(self, item: Shown) -> str:
        """Return the key of the row."""
        return item.key

    def selectable(self, item: Shown) -> bool:
        """Skip headings."""
        return not item.is_heading

    def row_height(self, item: Shown, width: int) -> int:
        """Return the number of lines."""
        return len(item.lines(width))

    def row_lines(self, item: Shown, width: int) -> list[Line]:
        """Draw a row."""
        return item.lines(width)
