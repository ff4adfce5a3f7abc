"""The multi-line entry for the body of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from functools import lru_cache
from typing import Final

import msgspec
from rich.style import Style
from rich.text import Text
from textual.document._document import Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.events import Key
from textual.geometry import Offset, Size
from textual.widgets import TextArea

from store.articles.find import find_all
from store.articles.letter_case import cased_like
from store.articles.shared_phrases import Marker
from tui.i18n import _, number
from tui.widgets.entry.bindings import entry_bindings
from tui.widgets.entry.document import Lines
from tui.widgets.entry.drawn import Paragraph
from tui.widgets.entry.keys import Keys
from tui.widgets.entry.letters import join, prepared
from tui.widgets.entry.marks import FLAG_CLASSES, FlagStyles, Marks, common_start, flag_css
from tui.widgets.entry.undo import BodyHistory, KeptEdit
from tui.widgets.terminal_safe import from_editor, visible

_shown: Final = lru_cache(64)(visible)
"""TextArea asks for a long line once for each of its visible sections."""

_PARAGRAPH: Final = "\n\n"
"""What parts two paragraphs."""
_BREAKS: Final = re.compile(r"\r\n?|\n")
MOST_PASTED: Final = 250_000
"""The maximum length of a text after pasting: 80 newspaper pages."""
_ALWAYS_TAKEN: Final = 1_000
"""Pastes of up to this length are always taken: a file may have a longer text."""


class BodyEntry(Keys, TextArea, inherit_bindings=False):
    """The multi-line entry for the body of an article.

    `body` is its content. In the inherited `text`, characters that must not reach the terminal are
    swapped (`tui.widgets.terminal_safe`), as in the arguments of the inherited `insert`, `replace`
    and `edit`: screens use `insert_text` and `replace_all`.

    Loading posts no `TextArea.Changed` and clears the undo history. While nothing is changed, or
    everything was undone, `body` is exactly what was loaded, including decomposed letters: a
    handler of `Changed` never saves what nobody typed.
    """

    BINDINGS = entry_bindings(
        {
            "Left": "cursor_left",
            "Right": "cursor_right",
            "Up": "cursor_up",
            "Down": "cursor_down",
            "Word left": "cursor_word_left",
            "Word right": "cursor_word_right",
            "Line start": "cursor_line_start",
            "Line end": "cursor_line_end",
            "Page up": "cursor_page_up",
            "Page down": "cursor_page_down",
            "Text start": "cursor_text_start",
            "Text end": "cursor_text_end",
            "Select left": "cursor_left(True)",
            "Select right": "cursor_right(True)",
            "Select up": "cursor_up(True)",
            "Select down": "cursor_down(True)",
            "Select word left": "cursor_word_left(True)",
            "Select word right": "cursor_word_right(True)",
            "Select to line start": "cursor_line_start(True)",
            "Select to line end": "cursor_line_end(True)",
            "Select to text start": "cursor_text_start(True)",
            "Select to text end": "cursor_text_end(True)",
            "Select all": "select_all",
            "Line break": "line_break",
            "Delete left": "delete_left",
            "Delete right": "delete_right",
            "Delete word left": "delete_word_left",
            "Delete word right": "delete_word_right",
            "Delete to line start": "delete_to_start_of_line",
            "Delete to line end": "delete_to_end_of_line_or_delete_line",
            "Cut": "cut",
            "Copy": "copy",
            "Paste": "paste",
            "Undo": "undo",
            "Redo": "redo",
        }
    )

    COMPONENT_CLASSES = {"body-entry--mark", *FLAG_CLASSES}
    DEFAULT_CSS = f"""
    BodyEntry > .body-entry--mark {{ color: $text-warning; text-style: underline; }}
    {flag_css("BodyEntry")}
    """

    document: Lines
    history: BodyHistory
    _is_centred = False
    """Whether the line of the cursor stays in the middle."""
    makes_paragraphs = False
    """Whether Enter begins a paragraph, apart from the one above by a blank line (on the page,
    too), and not just a line."""

    def __init__(self, body: str = "", *, id: str | None = None) -> None:
        self._flag_styles = FlagStyles(self)  # what follows updates styles
        super().__init__(
            prepared(body),
            id=id,
            compact=True,
            highlight_cursor_line=False,  # with soft wrap it would colour a part of a paragraph
        )
        self._loaded = (self.text, body)
        self.history = BodyHistory(self._change)
        self._marker: Marker | None = None
        self._flags = Marks()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave ↑ in the first line and ↓ in the last to the form, which goes to another field."""
        if action == "cursor_up" and not parameters:
            return not self.navigator.is_first_wrapped_line(self.cursor_location)
        if action == "cursor_down" and not parameters:
            return not self.navigator.is_last_wrapped_line(self.cursor_location)
        return super().check_action(action, parameters)

    # -------------------------------------------------------------- the text

    @property
    def body(self) -> str:
        """The content."""
        text, body = self._loaded
        return body if self.text == text else from_editor(self.text)

    holds = body

    def load_body(self, body: str) -> None:
        """Show another text from its start; posts no message, clears the undo history."""
        text = prepared(body)
        self._loaded = (text, body)
        with self.prevent(TextArea.Changed):
            self.load_text(text)

    def insert_text(self, text: str) -> None:
        """Insert `text` at the cursor like a paste, replacing the selection.

        A text so long that every key would be slow is refused with a notice.
        """
        if text and self._has_room(len(text), len(self.selected_text)):
            self._put(prepared(_BREAKS.sub("\n", text)))

    def _has_room(self, added: int, removed: int) -> bool:
        """Return whether so many characters may be exchanged; if not, notify why."""
        room = MOST_PASTED - len(self.text) + removed
        if added <= max(room, _ALWAYS_TAKEN) or self.read_only:
            return True
        told = _(
            "A text takes at most {most} characters, and {count} more would be too many: nothing "
            "was changed; split it into several articles."
        )
        told = told.format(most=number(MOST_PASTED), count=number(added))
        self.notify(told, severity="warning")
        return False

    def replace_all(self, text: str) -> None:
        """Replace the whole text in one undo step.

        Only what differs is replaced, so that the cursor keeps its place in the rest.
        """
        old, new = self.text, prepared(text)
        if old == new:
            return
        start = common_start(old, new)
        kept = common_start(old[start:][::-1], new[start:][::-1])
        location = self.document.get_location_from_index
        self.history.checkpoint()
        self.edit(
            Edit(
                new[start : len(new) - kept],
                location(start),
                location(len(old) - kept),
                maintain_selection_offset=True,
            )
        )
        self.history.checkpoint()

    fill_in = replace_all

    @property
    def selected_span(self) -> tuple[int, int] | None:
        """Where the selected text begins and ends in `text`; None where nothing is selected."""
        index = self.document.get_index_from_location
        start, end = sorted(map(index, self.selection))
        return (start, end) if start < end else None

    def rewrite(self, text: str) -> bool:
        """Replace the whole text like `replace_all`; return whether there is room for it."""
        if not self._has_room(len(text), len(self.text)):
            return False
        self.replace_all(text)
        return True

    def kept_undo(self, most: int) -> list[object]:
        """Return the end of the undo history, of about that size in characters, as JSON has it."""
        kept: list[object] = msgspec.to_builtins(self.history.kept(most))
        return kept

    def restore_undo(self, kept: list[object]) -> None:
        """Go on with the history of this very text; one that is damaged is dropped."""
        with suppress(msgspec.ValidationError):
            self.history.restore(msgspec.convert(kept, list[list[KeptEdit]]))

    def _set_document(self, text: str, language: str | None) -> None:
        # The original without languages, and with a document that keeps other line separators.
        self.document = Lines(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    # -------------------------------------------------------------- search

    def find(self, needle: str, *, stay: bool = False, within_lines: bool = False) -> bool:
        """Select the next match after the selection, wrapping around; return whether one exists.

        With `stay`, the selected match may be found again, for search while typing.
        """
        matches = find_all(self.text, prepared(needle), within_lines=within_lines)
        if not matches:
            return False
        after = min(self.selection) if stay else max(self.selection)
        place = bisect_left(matches, (self.document.get_index_from_location(after), 0))
        start, end = matches[place % len(matches)]
        location = self.document.get_location_from_index
        self.selection = Selection(location(start), location(end))
        self.record_cursor_width()
        self.history.checkpoint()
        return True

    def count_matches(self, needle: str, *, within_lines: bool = False) -> int:
        """Return the number of matches."""
        return len(find_all(self.text, prepared(needle), within_lines=within_lines))

    def replace_match(self, needle: str, text: str) -> bool:
        """Replace the match that is selected, in one undo step; return whether one was.

        The new words get the capitals of those that they replace, as in `replace_matches`.
        """
        index = self.document.get_index_from_location
        selected = index(min(self.selection)), index(max(self.selection))
        if selected not in find_all(self.text, prepared(needle), within_lines=True):
            return False
        self.history.checkpoint()
        self._put(cased_like(prepared(text), self.selected_text, needle))
        self.history.checkpoint()
        return True

    def replace_matches(self, needle: str, text: str) -> int:
        """Replace all matches within lines in one undo step; return how many there were.

        A text that would become too long is left as it is, with a notice.
        """
        old, new = self.text, prepared(text)
        matches = find_all(old, prepared(needle), within_lines=True)
        put = [cased_like(new, old[start:end], needle) for start, end in matches]
        removed = sum(end - start for start, end in matches)
        if not self._has_room(sum(map(len, put)), removed):
            return 0
        kept, at = [], 0
        for (start, end), words in zip(matches, put, strict=True):
            kept += [old[at:start], words]
            at = end
        self.replace_all("".join([*kept, old[at:]]))
        return len(matches)

    # -------------------------------------------------------------- keys and actions

    def _text_of(self, event: Key) -> str | None:
        if event.key == "enter":
            return _PARAGRAPH if self.makes_paragraphs else "\n"
        return super()._text_of(event)

    def _put(self, text: str) -> None:
        if text == _PARAGRAPH and self.selection.is_empty:
            self._begin_paragraph()
            return
        self._retype(0, text)

    def _before_cursor(self) -> str:
        row, column = min(self.selection)
        return self.document[row][:column]

    def _retype(self, back: int, text: str) -> None:
        (top, left), (bottom, right) = sorted(self.selection)
        left -= back
        back, text, ahead = join(self.document[top][:left], text, self.document[bottom][right:])
        self._replace_via_keyboard(text, (top, left - back), (bottom, right + ahead))

    def _begin_paragraph(self) -> None:
        row, column = self.cursor_location
        if self.document[row]:
            self._replace_via_keyboard(_PARAGRAPH, (row, column), (row, column))
        elif row and self.document[row - 1]:  # on the blank line below a paragraph
            is_last = row == self.document.line_count - 1
            self._replace_via_keyboard("\n" if is_last else _PARAGRAPH, (row, 0), (row, 0))
            self.move_cursor((row + 1, 0))
        # Else an empty paragraph stands here already: a second Enter, out of habit.

    def action_line_break(self) -> None:
        """Break the line within the paragraph."""
        self._put("\n")

    def action_delete_left(self) -> None:
        """Delete the letter before; at the start of a paragraph, the blank line above it, too."""
        row, column = self.cursor_location
        if column == 0 and self._is_parted(row - 2):
            self._delete_via_keyboard((row - 2, len(self.document[row - 2])), (row, 0))
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete the letter after; at the end of a paragraph, all that parts it from the next."""
        row, column = self.cursor_location
        if column == len(self.document[row]) and self._is_parted(row):
            self._delete_via_keyboard((row, column), (row + 2, 0))
        else:
            super().action_delete_right()

    def _is_parted(self, row: int) -> bool:
        """Tell whether a paragraph ends in a row, with a blank line below."""
        return (
            self.makes_paragraphs
            and self.selection.is_empty
            and 0 <= row < self.document.line_count - 2
            and bool(self.document[row])
            and not self.document[row + 1]
        )

    def action_undo(self) -> None:
        """Undo the last change, which in a read-only text was not made by the user."""
        if not self.read_only:
            super().action_undo()

    def action_redo(self) -> None:
        """Redo the last undone change."""
        if not self.read_only:
            super().action_redo()

    def action_cursor_text_start(self, select: bool = False) -> None:
        """Move to the start of the text."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """Move to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def action_cut(self) -> None:
        """Move the selected text to the clipboard, or the line when nothing is selected."""
        start, end = self.selection
        cut = self._delete_cursor_line() if start == end else self._delete_via_keyboard(start, end)
        if cut is not None:
            self._to_clipboard(cut.replaced_text)

    # -------------------------------------------------------------- what is drawn

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, safe for the terminal."""
        line = self.document.get_line(line_index)
        text = Paragraph(_shown(line))
        for start, end, severity in self._flags.of(line_index, line):
            text.stylize(self._flag_styles[severity], start, end)
        if self._marker:
            tone = self.get_component_rich_style("body-entry--mark")
            style = Style(color=tone.color, underline=tone.underline)
            for start, end in self._marker(line):
                text.stylize(style, start, end)
        return text

    def mark(self, find: Marker | None) -> None:
        """Highlight the spans that `find` returns for a line, without changing the text."""
        self._marker = lru_cache(256)(find) if find else None
        self._line_cache.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._flag_styles.clear()

    def flag(self, marks: Marks) -> None:
        """Show what the copy desk flags."""
        self._flags = marks
        self._line_cache.clear()
        self.refresh()

    def centre_cursor(self, wanted: bool) -> None:
        """Keep the line of the cursor in the middle, from there on down, or let it go."""
        self._is_centred = wanted
        self._refresh_size()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor; while the mouse selects, the text does not move below it."""
        centred = self._is_centred and not self._selecting
        return super().scroll_cursor_visible(center or centred, animate)

    def _refresh_size(self) -> None:
        super()._refresh_size()
        if self._is_centred:  # room below, so that the last line can be in the middle
            self.virtual_size += Size(0, self.size.height // 2)
            if self.is_mounted:
                self.scroll_cursor_visible()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Find none: `TextArea` would scan the whole text for that of a smiley, at every key."""
        return None

    def _recompute_cursor_offset(self) -> None:
        # While an edit of many lines is undone, the text is already shorter, but the cursor is at
        # its old place, and a disappearing scroll bar asks where it is: issue 6686.
        self._cursor_offset = self.wrapped_document.location_to_offset(
            self.clamp_visitable(self.cursor_location)
        )
