"""The entry for one line of text."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets._input import Selection

from store.text import nfc
from tui.i18n import _, number
from tui.widgets.entry.bindings import entry_bindings
from tui.widgets.entry.drawn import Drawn
from tui.widgets.entry.keys import Keys
from tui.widgets.entry.letters import join, prepared
from tui.widgets.entry.marks import FLAG_CLASSES, FlagStyles, Marks, common_start, flag_css
from tui.widgets.entry.undo import LineHistory, Moment
from tui.widgets.terminal_safe import from_editor, one_line

MOST_PASTED: Final = 10_000
"""The maximum length of a line after pasting: all of it is drawn at each key."""

_BREAKS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as str.splitlines


class LineEntry(Keys, Input, inherit_bindings=False):
    """The entry for one line of text.

    `text` is its content; in `value`, also that of the messages of `Input`, characters that must
    not reach the terminal are swapped (`tui.widgets.terminal_safe`). Setting `text` posts no
    `Input.Changed` and clears the undo history. While nothing is changed, or everything was
    undone, `text` is exactly what was set.
    """

    BINDINGS = entry_bindings(
        {
            "Left": "cursor_left",
            "Right": "cursor_right",
            "Word left": "cursor_left_word",
            "Word right": "cursor_right_word",
            "Line start": "home",
            "Line end": "end",
            "Select left": "cursor_left(True)",
            "Select right": "cursor_right(True)",
            "Select word left": "cursor_left_word(True)",
            "Select word right": "cursor_right_word(True)",
            "Select to line start": "home(True)",
            "Select to line end": "end(True)",
            "Select all": "select_all",
            "Delete left": "delete_left",
            "Delete right": "delete_right",
            "Delete word left": "delete_left_word",
            "Delete word right": "delete_right_word",
            "Delete to line start": "delete_left_all",
            "Delete to line end": "delete_right_all",
            "Cut": "cut",
            "Copy": "copy",
            "Paste": "paste",
            "Undo": "undo",
            "Redo": "redo",
            "Accept": "submit",
        }
    )

    COMPONENT_CLASSES = FLAG_CLASSES
    DEFAULT_CSS = flag_css("LineEntry")

    read_only = False
    """Whether nothing can be typed; as in `TextArea`, text can be selected and copied."""

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        self._flag_styles = FlagStyles(self)  # what follows updates styles
        # `Input` selects everything when focused, so the next letter would replace a whole title.
        super().__init__(placeholder=placeholder, select_on_focus=False, id=id)
        self._history = LineHistory(self._change)
        self._flags = Marks()
        # Like the setter of `text`, but without the watchers, which need a running app.
        value = prepared(text)
        self._loaded = (value, text)
        self.set_reactive(Input.value, value)
        self.set_reactive(Input.selection, Selection.cursor(len(value)))
        self._initial_value = False
        self.virtual_size = Size(self.content_width, 1)

    # -------------------------------------------------------------- the text

    @property
    def text(self) -> str:
        """The content."""
        value, text = self._loaded
        return text if self.value == value else from_editor(self.value)

    @text.setter
    def text(self, text: str) -> None:
        value = prepared(text)
        self._loaded = (value, text)
        with self.prevent(Input.Changed):
            self.value = value
        # A field without the focus shows the start of a long text; `Input` would show the end.
        self.cursor_position = len(value) if self.has_focus else 0
        self._history.clear()

    holds = text

    def fill_in(self, text: str) -> None:
        """Replace everything, as if it had been typed."""
        self.text = text
        self.cursor_position = len(self.value)
        self.post_message(self.Changed(self, self.value))

    def validate_value(self, value: str) -> str:
        """Keep the value composed, whoever sets it (called by Textual)."""
        return nfc(value)

    def insert_text(self, text: str) -> None:
        """Insert `text` at the cursor like a paste, replacing the selection.

        If it is too long, only its beginning is inserted, with a notice.
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

    def _before_cursor(self) -> str:
        return self.value[: min(self.selection)]

    def _retype(self, back: int, text: str) -> None:
        start, end = sorted(self.selection)
        self.replace(text, start - back, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace `start:end` of the value with `text`; every edit uses this method."""
        if self.read_only:
            return
        start, end = sorted((max(start, 0), min(end, len(self.value))))
        back, text, ahead = join(self.value[:start], text, self.value[end:])
        start, end = start - back, end + ahead
        before = self._moment
        super().replace(text, start, end)
        if self.value != before.value:
            self._history.record(before, self._moment, text, before.value[start:end])

    def rewrite(self, text: str) -> None:
        """Replace the whole text in one undo step; only what differs is replaced."""
        old, new = self.value, prepared(text)
        start = common_start(old, new)
        kept = common_start(old[start:][::-1], new[start:][::-1])
        self.replace(new[start : len(new) - kept], start, len(old) - kept)

    # -------------------------------------------------------------- actions

    @property
    def _moment(self) -> Moment:
        return Moment(self.value, self.cursor_position)

    def _restore(self, moment: Moment) -> None:
        if moment != self._moment:
            self.value, self.cursor_position = moment

    def action_undo(self) -> None:
        """Undo the last group of changes."""
        self._restore(self._history.undo(self._moment))

    def action_redo(self) -> None:
        """Redo the last undone group of changes."""
        self._restore(self._history.redo(self._moment))

    def action_cut(self) -> None:
        """Move the selection to the clipboard; without one, `Input` would clear the clipboard."""
        self.action_copy()
        self.delete_selection()

    def action_delete_right_word(self) -> None:
        """Delete to the end of the word; `Input` would take the next word's first letter, too."""
        found = re.match(r"\s*(?:\w+|[^\w\s]+)|\s+", self.value[self.cursor_position :])
        if not self.selection.is_empty:
            self.delete_selection()
        elif found:
            self.delete(self.cursor_position, self.cursor_position + found.end())

    # -------------------------------------------------------------- what is drawn

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._flag_styles.clear()

    def flag(self, marks: Marks) -> None:
        """Show what the copy desk flags."""
        self._flags = marks
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the text; where the end of a long one is not in view, dots say so."""
        strip = super().render_line(y)
        shown, width = one_line(self.value or self.placeholder), self.content_size.width
        is_typed_in = self.has_focus and self.value
        if y == 0 and not is_typed_in and cell_len(shown) - self.scroll_offset.x > width:
            dots = Segment("…", next(iter(strip.crop(width - 1)), Segment("")).style)
            strip = Strip([*strip.crop(0, width - 1), dots]).adjust_cell_length(strip.cell_length)
        return strip

    # `Input` would send control characters to the terminal, and a tab would be 4 cells wide for the
    # cursor, up to 8 for the text and 0 for the mouse.

    @property
    def _value(self) -> Text:
        text = Drawn(one_line(self.value), no_wrap=True, overflow="ignore", end="")
        if self.selection.is_empty:  # or what is selected could not be told
            for start, end, severity in self._flags.of(0, self.value):
                text.stylize(self._flag_styles[severity], start, end)
        return text

    def _position_to_cell(self, position: int) -> int:
        return Text(one_line(self.value[:position])).cell_len

    def _cell_offset_to_index(self, offset: int) -> int:
        cells = -self.scroll_offset.x
        for index, char in enumerate(one_line(self.value)):
            cells += get_character_cell_size(char)
            if offset < cells:
                return index
        return len(self.value)
