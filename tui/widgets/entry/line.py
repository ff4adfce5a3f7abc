"""One line of text."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import get_character_cell_size
from rich.text import Text
from textual.geometry import Size
from textual.widgets import Input
from textual.widgets._input import Selection

from store.text import nfc
from tui.i18n import _, number
from tui.widgets.entry.bindings import entry_bindings
from tui.widgets.entry.clipboard import Clipboard
from tui.widgets.entry.drawn import Drawn
from tui.widgets.entry.keys import Keys
from tui.widgets.entry.letters import join, prepared
from tui.widgets.entry.undo import LineHistory, Moment
from tui.widgets.terminal_safe import from_editor, one_line

MOST_PASTED: Final = 10_000
"""The most characters of a line to which something is pasted: all of it is drawn at each key."""

_BREAKS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as str.splitlines


class LineEntry(Keys, Clipboard, Input, inherit_bindings=False):
    """One line of text.

    `text` is what it holds; `value`, and the `value` in the messages of `Input`, is the same with
    characters that must not reach the terminal swapped (`tui.widgets.terminal_safe`). Setting
    `text` posts no `Input.Changed` and empties the undo history; as long as nothing was changed, or
    all of it was undone, `text` is exactly what was set.

    Args:
        text: what it holds at first.
        placeholder: what it shows while it is empty.
        id: the id of the widget.
    """

    BINDINGS = entry_bindings(
        {
            "left": "cursor_left",
            "right": "cursor_right",
            "word-left": "cursor_left_word",
            "word-right": "cursor_right_word",
            "line-start": "home",
            "line-end": "end",
            "select-left": "cursor_left(True)",
            "select-right": "cursor_right(True)",
            "select-word-left": "cursor_left_word(True)",
            "select-word-right": "cursor_right_word(True)",
            "select-line-start": "home(True)",
            "select-line-end": "end(True)",
            "select-all": "select_all",
            "delete-left": "delete_left",
            "delete-right": "delete_right",
            "delete-word-left": "delete_left_word",
            "delete-word-right": "delete_right_word",
            "delete-line-start": "delete_left_all",
            "delete-line-end": "delete_right_all",
            "cut": "cut",
            "copy": "copy",
            "paste": "paste",
            "undo": "undo",
            "redo": "redo",
            "submit": "submit",
        }
    )

    read_only = False
    """Whether nothing can be typed; as in `TextArea`, the text can be marked and copied."""

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        # Stock `Input` selects all at the focus, so the next letter would replace a whole title.
        super().__init__(placeholder=placeholder, select_on_focus=False, id=id)
        self._history = LineHistory(self._change_time)
        # As the setter of `text` does, but without the watchers, which need a running app.
        value = prepared(text)
        self._loaded = (value, text)
        self.set_reactive(Input.value, value)
        self.set_reactive(Input.selection, Selection.cursor(len(value)))
        self._initial_value = False
        self.virtual_size = Size(self.content_width, 1)

    # -------------------------------------------------------------- the text

    @property
    def text(self) -> str:
        """What the entry holds."""
        value, text = self._loaded
        return text if self.value == value else from_editor(self.value)

    @text.setter
    def text(self, text: str) -> None:
        value = prepared(text)
        self._loaded = (value, text)
        with self.prevent(Input.Changed):
            self.value = value
        # A field nobody types in shows its start; stock `Input` scrolls to the tail of a long text.
        self.cursor_position = len(value) if self.has_focus else 0
        self._history.clear()

    @property
    def holds(self) -> str:
        """What the entry holds, the very characters."""
        return self.text

    def fill_in(self, text: str) -> None:
        """Put `text` in the place of all, as if it had been typed."""
        self.text = text
        self.cursor_position = len(self.value)
        self.post_message(self.Changed(self, self.value))

    def validate_value(self, value: str) -> str:
        """Keep the value composed, whoever sets it (Textual's hook)."""
        return nfc(value)

    def insert_text(self, text: str) -> None:
        """Insert `text` at the cursor, in place of the selection, as pasting it does.

        Of what is too long for a line the beginning is inserted, and that is told.
        """
        room = max(MOST_PASTED - len(self.value) + len(self.selected_text), 0)
        if len(text) > room and not self.read_only:
            text = text[:room]
            told = _("A line takes at most {count} characters; the rest was not pasted.")
            self.notify(told.format(count=number(MOST_PASTED)), severity="warning")
        self._put(prepared(_BREAKS.sub(" ", text.strip("\r\n"))))

    def _put(self, text: str) -> None:
        if text:
            self.replace(text, *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace `start:end` of the value with `text`; every edit of the value comes by here."""
        if self.read_only:
            return
        start, end = sorted((max(start, 0), min(end, len(self.value))))
        back, text, ahead = join(self.value[:start], text, self.value[end:])
        start, end = start - back, end + ahead
        before = self._moment
        super().replace(text, start, end)
        if self.value != before.value:
            self._history.record(before, self._moment, text, before.value[start:end])

    # -------------------------------------------------------------- actions

    @property
    def _moment(self) -> Moment:
        return Moment(self.value, self.cursor_position)

    def _restore(self, moment: Moment) -> None:
        if moment != self._moment:
            self.value, self.cursor_position = moment

    def action_undo(self) -> None:
        """Take back the last group of changes."""
        self._restore(self._history.undo(self._moment))

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self._restore(self._history.redo(self._moment))

    def action_cut(self) -> None:
        """Move the selected text to the clipboard; stock `Input` empties it if there is none."""
        self.action_copy()
        self.delete_selection()

    def action_delete_right_word(self) -> None:
        """Delete on to the end of the word; stock `Input` takes the next word's first letter."""
        found = re.match(r"\s*(?:\w+|[^\w\s]+)|\s+", self.value[self.cursor_position :])
        if not self.selection.is_empty:
            self.delete_selection()
        elif found:
            self.delete(self.cursor_position, self.cursor_position + found.end())

    # -------------------------------------------------------------- what is drawn

    # Stock `Input` draws and measures the value itself; a tab is 4 cells there to the cursor, up
    # to 8 to the text and 0 to the mouse, and a control character goes to the terminal.

    @property
    def _value(self) -> Text:
        return Drawn(one_line(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return Text(one_line(self.value[:position])).cell_len

    def _cell_offset_to_index(self, offset: int) -> int:
        cells = -self.scroll_offset.x
        for index, char in enumerate(one_line(self.value)):
            cells += get_character_cell_size(char)
            if offset < cells:
                return index
        return len(self.value)
