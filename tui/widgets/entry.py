"""The two places where an editor types: one line, and the body of an article.

Every text entry of the app is one of these, because stock `Input` and `TextArea` of Textual 8.2.8
hurt a Vietnamese text in ways that a screen cannot mend:

* input methods that type by backspace are scrambled (Textualize/textual issue 6605; the fix, PR
  6631, is not in 8.2.8): see `_Keys`;
* pasting many lines and undoing that crashes (issue 6686, PR 6687): see
  `BodyEntry._recompute_cursor_offset`;
* U+2028, U+0085, form feeds … come back as line feeds, and `Input` drops all but the first pasted
  line: see `_Lines` and `LineEntry`;
* decomposed letters stay decomposed, so a backspace turns ế into ê: see `_compose`.

Textual is pinned exactly, as these members that are not public are used or overridden:
`Widget._on_key`, `_on_paste`, `_restart_blink`, `Screen._modal_binding_chain`,
`Event._set_forwarded`, `EditHistory._pop_undo`, `_force_end_batch`, `_undo_stack`, `_redo_stack`
and `_get_time`, `Edit._edit_result`, `Document._lines` and `_newline`,
`TextArea._set_document`, `_recompute_cursor_offset`, `_replace_via_keyboard` and
`_delete_cursor_line`, and of `Input` `_value`, `_position_to_cell`, `_cell_offset_to_index`,
`_initial_value` and `_suggestion`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from unicodedata import category, combining, normalize

from rich.cells import get_character_cell_size
from rich.text import Text
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.document._document import Document, EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._history import EditHistory, HistoryException
from textual.document._wrapped_document import WrappedDocument
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.geometry import Size
from textual.suggester import Suggester
from textual.validation import Validator
from textual.widgets import Input, TextArea
from textual.widgets._input import Selection as InputSelection

from tui.i18n import N_
from tui.widgets.controls import from_editor, one_line, to_editor, visible

if TYPE_CHECKING:
    from textual.widget import Widget

    _Widget = Widget
else:
    # At run time the mixin must be no DOMNode: Textual takes the first base that is one for the
    # type that style sheets see, and the rules of `Input` and `TextArea` would no longer apply.
    _Widget = object

__all__ = ["BodyEntry", "LineEntry"]

_BODY_UNDO: Final = 5_000  # groups; the stock 50 are 12 words with a backspace input method
_LINE_UNDO: Final = 500
_PAUSE: Final = 2.0  # seconds without typing that end a group; the stock value
_WORDS: Final = 30  # characters after which the next word opens a group
_LONGEST: Final = 100  # characters of the longest group; the stock value
_FUSED: Final = 0.03  # seconds: what an input method sends at once; a held key repeats no faster
_RETYPED: Final = 10  # letters that an input method takes back at most; nghiêng has 7

_LINE_BREAKS: Final = re.compile(r"\r\n?|\n")
_ANY_BREAKS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as str.splitlines
_FIRST_MARK: Final = "\u0300"  # nothing below it composes with a letter before it
_CONTEXT: Final = 32  # letters and marks that a typed mark can reach


# ---------------------------------------------------------------- keys


class _Place(NamedTuple):
    """The words of one binding: its keys, its id, and what it is called."""

    keys: str
    id: str
    description: str
    tooltip: str


_PLACES: Final = (
    _Place("left", "left", N_("Left"), N_("Move one letter left.")),
    _Place("right", "right", N_("Right"), N_("Move one letter right.")),
    _Place("up", "up", N_("Up"), N_("Move one line up.")),
    _Place("down", "down", N_("Down"), N_("Move one line down.")),
    _Place("ctrl+left", "word-left", N_("Word left"), N_("Move one word left.")),
    _Place("ctrl+right", "word-right", N_("Word right"), N_("Move one word right.")),
    _Place("home", "line-start", N_("Line start"), N_("Move to the start of the line.")),
    _Place("end", "line-end", N_("Line end"), N_("Move to the end of the line.")),
    _Place("pageup", "page-up", N_("Page up"), N_("Move one page up.")),
    _Place("pagedown", "page-down", N_("Page down"), N_("Move one page down.")),
    _Place("ctrl+home", "text-start", N_("Text start"), N_("Move to the start of the text.")),
    _Place("ctrl+end", "text-end", N_("Text end"), N_("Move to the end of the text.")),
    _Place("shift+left", "select-left", N_("Select left"), N_("Select one letter left.")),
    _Place("shift+right", "select-right", N_("Select right"), N_("Select one letter right.")),
    _Place("shift+up", "select-up", N_("Select up"), N_("Select one line up.")),
    _Place("shift+down", "select-down", N_("Select down"), N_("Select one line down.")),
    _Place(
        "ctrl+shift+left",
        "select-word-left",
        N_("Select word left"),
        N_("Select to the start of the word."),
    ),
    _Place(
        "ctrl+shift+right",
        "select-word-right",
        N_("Select word right"),
        N_("Select to the end of the word."),
    ),
    _Place(
        "shift+home",
        "select-line-start",
        N_("Select to line start"),
        N_("Select to the start of the line."),
    ),
    _Place(
        "shift+end",
        "select-line-end",
        N_("Select to line end"),
        N_("Select to the end of the line."),
    ),
    _Place(
        "ctrl+shift+home",
        "select-text-start",
        N_("Select to text start"),
        N_("Select to the start of the text."),
    ),
    _Place(
        "ctrl+shift+end",
        "select-text-end",
        N_("Select to text end"),
        N_("Select to the end of the text."),
    ),
    _Place("ctrl+a", "select-all", N_("Select all"), N_("Select the whole text.")),
    _Place("backspace", "delete-left", N_("Delete left"), N_("Delete the letter before.")),
    _Place("delete", "delete-right", N_("Delete right"), N_("Delete the letter after.")),
    _Place(
        "ctrl+w,ctrl+backspace,alt+backspace",
        "delete-word-left",
        N_("Delete word left"),
        N_("Delete back to the start of the word."),
    ),
    _Place(
        "ctrl+delete,alt+delete",
        "delete-word-right",
        N_("Delete word right"),
        N_("Delete on to the end of the word."),
    ),
    _Place(
        "ctrl+u",
        "delete-line-start",
        N_("Delete to line start"),
        N_("Delete back to the start of the line."),
    ),
    _Place(
        "ctrl+k",
        "delete-line-end",
        N_("Delete to line end"),
        N_("Delete on to the end of the line."),
    ),
    _Place("ctrl+x", "cut", N_("Cut"), N_("Move the selected text to the clipboard.")),
    _Place("ctrl+c", "copy", N_("Copy"), N_("Copy the selected text to the clipboard.")),
    _Place("ctrl+v", "paste", N_("Paste"), N_("Insert what was cut or copied last.")),
    _Place("ctrl+z", "undo", N_("Undo"), N_("Take back the last change of the text.")),
    _Place("ctrl+y", "redo", N_("Redo"), N_("Make the change again that was taken back.")),
    _Place("enter", "submit", N_("Accept"), N_("Accept the line.")),
)


def _bindings(actions: dict[str, str]) -> list[BindingType]:
    """Give the bindings of an entry: what each of the places does there, by its id."""
    return [
        Binding(
            place.keys,
            actions[place.id],
            place.description,
            show=False,
            tooltip=place.tooltip,
            id=f"entry.{place.id}",
        )
        for place in _PLACES
        if place.id in actions
    ]


class _Keys(_Widget):
    """Keys take effect in the order in which they were typed.

    Stock widgets insert a letter in their own turn, while a bound key (backspace, arrows) travels
    up to the App first and is overtaken: `v i e ⌫ ê t ⌫⌫ ệ t` in one read, as Unikey, OpenKey,
    EVKey and some modes of ibus-bamboo send it, ends as `viet`. Here

    * a binding of the entry itself runs at once, in the entry's own turn;
    * a binding of a pane, the screen or the App runs in the App's turn, where stock Textual runs
      it too (in the entry's turn it could wait for ever, when it awaits the removal of a parent
      of the entry). What is typed meanwhile waits; when the binding has moved the focus, it goes
      on to where the focus went, so `title⇥lead` typed at once lands in two fields.

    A key that is bound nowhere bubbles as ever; one that is bound above reaches no `on_key` of a
    parent. Priority bindings stay with the App, which runs them before the entry sees the key:
    do not give a command priority that has to know the letters typed before it.
    """

    if TYPE_CHECKING:

        def _restart_blink(self) -> None: ...
        def _text_of(self, event: Key) -> str | None: ...
        def _put(self, text: str) -> None: ...
        def _paste_text(self, text: str) -> None: ...

    _waiting: list[Key | Paste] | None = None
    _passing_on = False
    _typed_at: float | None = None

    async def _on_key(self, event: Key) -> None:
        if self._put_aside(event) or await self._take_key(event):
            event.stop()
            event.prevent_default()

    def _take_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        if not self._put_aside(event):
            self._paste_text(event.text)

    async def _take_key(self, event: Key) -> bool:
        self._restart_blink()
        # The time of the key, not of its turn: a key in a paragraph of 5,000 words takes 95 ms
        # and more, and what an input method sent at once must still look so to the undo history.
        self._typed_at = event.time
        try:
            if (text := self._text_of(event)) is not None:
                self._put(to_editor(normalize("NFC", text)))
                return True
            return await self._run_binding(event.key)
        finally:
            self._typed_at = None

    async def _run_binding(self, key: str) -> bool:
        above: list[tuple[DOMNode, str]] = []
        for node, action in self._bound(key):
            if node is not self or re.match(r"(app|screen|focused)\.", action):
                above.append((node, action))
            elif await self.app.run_action(action, self):
                return True
        if above:
            self._waiting = []
            self.app.call_next(self._run_above, above)
        return bool(above)

    def _bound(self, key: str) -> list[tuple[DOMNode, str]]:
        # A click may have moved the focus after the key was typed; the chain is the other's then.
        focused = self.screen.focused is self
        chain = self.screen._modal_binding_chain if focused else [(self, self._bindings)]
        return [
            (node, binding.action)
            for node, bindings in chain
            for binding in bindings.key_to_bindings.get(key, ())
            if not binding.priority
        ]

    async def _run_above(self, bound: list[tuple[DOMNode, str]]) -> None:
        """Run the first of some bindings that is enabled; this is the App's turn."""
        was_here = self.app.focused is self
        try:
            for node, action in bound:
                if await self.app.run_action(action, node):
                    break
        finally:
            if was_here and self.app.focused is not self:
                self._pass_on_waiting()
            else:
                self.call_next(self._take_waiting)

    def _pass_on_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        self._passing_on = True  # for those that are still in the entry's queue
        for event in waiting:
            self._pass_on(event)

    async def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for place, event in enumerate(waiting):
            if self._waiting is not None:  # one of them is bound above as well
                self._waiting.extend(waiting[place:])
                return
            if isinstance(event, Paste):
                self._paste_text(event.text)
            else:
                await self._take_key(event)

    def _put_aside(self, event: Key | Paste) -> bool:
        if self._waiting is not None:
            self._waiting.append(event)
            return True
        if self.app.focused is self:
            self._passing_on = False
        elif self._passing_on and event.is_forwarded:
            self._pass_on(event)
            return True
        return False

    def _pass_on(self, event: Key | Paste) -> None:
        copy = Paste(event.text) if isinstance(event, Paste) else Key(event.key, event.character)
        copy.time = event.time
        copy._set_forwarded()  # or the App would take it for a new one when it bubbles up there
        (self.app.focused or self.app.screen).post_message(copy)

    def _to_clipboard(self, text: str) -> None:
        # The real characters: OSC 52 carries them as base64, so none reaches the terminal. A lone
        # surrogate has no UTF-8 and would crash there.
        real = from_editor(text).encode("utf-8", "replace").decode("utf-8")
        self.app.copy_to_clipboard(real)


def _printed(event: Key) -> str | None:
    """Give the character that a key prints.

    Stock Textual inserts what `str.isprintable` lets through, which is neither a no-break space
    nor the joiner inside an emoji.
    """
    char = event.character
    if char is None or len(char) != 1:
        return None
    return char if char.isprintable() or category(char) in {"Zs", "Cf", "Co"} else None


# ---------------------------------------------------------------- composed letters


def _reach(before: str) -> int:
    """Count the characters at the end of `before` that a mark after them belongs to."""
    start = len(before)
    while start and combining(before[start - 1]):
        start -= 1
    return len(before) - max(start - 1, 0)


def _compose(before: str, text: str, after: str) -> tuple[int, str, int]:
    """Give what to insert between `before` and `after` so that all of it stays composed.

    Returns:
        how many characters before it are replaced, the text, and how many after it.
    """
    if not text:
        return 0, text, 0
    back = _reach(before) if text[0] >= _FIRST_MARK else 0
    ahead = next((place for place, char in enumerate(after) if not combining(char)), len(after))
    apart = before[len(before) - back :] + text + after[:ahead]
    whole = normalize("NFC", apart)
    return (0, text, 0) if whole == apart else (back, whole, ahead)


# ---------------------------------------------------------------- undo


class _Grouping:
    """Which changes are undone together.

    Typing makes one group until a pause, a line break or the first word after 30 characters;
    deleting makes another. What an input method takes back and types again at once (`e ⌫ê`)
    belongs to the typing: nobody should get a half-made letter from an undo.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew: the next change opens a group."""
        self._kind = "none"
        self._last = 0.0
        self._space = False
        self._count = 0
        self._deleted = 0
        self._typing: int | None = None  # size of the group of typing before one of deleting

    def step(
        self, inserted: str, removed: str, now: float, apart: bool
    ) -> Literal["new", "join", "merge"]:
        """Say where a change belongs: a new group, the last one, or the last two made one.

        Args:
            inserted: what the change put in.
            removed: what it took out.
            now: the second of the change.
            apart: whether the cursor was moved since the change before it, say.
        """
        kind = self._kind_of(inserted, removed)
        answer = self._answer(kind, inserted, now, apart)
        if answer == "new":
            typing_before = kind == "delete" and self._kind == "insert" and not apart
            in_time = now - self._last <= _PAUSE
            self._typing = self._count if typing_before and in_time else None
            self._count = self._deleted = 0
        elif answer == "merge":
            self._count, self._typing = self._typing or 0, None
        self._count += len(inserted)
        self._deleted = self._deleted + 1 if kind == "delete" else 0
        self._kind, self._last, self._space = kind, now, inserted.isspace()
        return answer

    @staticmethod
    def _kind_of(inserted: str, removed: str) -> str:
        if len(inserted) == 1 and len(removed) <= 1 and "\n" not in inserted + removed:
            return "insert"  # with one removed: a letter that a mark was added to
        return "delete" if not inserted and len(removed) == 1 and removed != "\n" else "other"

    def _answer(
        self, kind: str, inserted: str, now: float, apart: bool
    ) -> Literal["new", "join", "merge"]:
        if apart or "other" in (kind, self._kind) or now - self._last > _PAUSE:
            return "new"
        if kind == "insert" and self._kind == "delete":
            if now - self._last > _FUSED or self._deleted > _RETYPED:
                return "new"
            return "join" if self._typing is None else "merge"
        if kind != self._kind:
            return "new"
        new_word = self._space and not inserted.isspace() and self._count >= _WORDS
        return "new" if new_word or self._count >= _LONGEST else "join"


class _History(EditHistory):
    """The undo history of a body, grouped as `_Grouping` says.

    Stock history opens a group at each change between inserting and deleting, which is two to
    four groups a word with an input method that types by backspace.
    """

    def __init__(self, entry: BodyEntry) -> None:
        super().__init__(_BODY_UNDO, _PAUSE, _LONGEST)
        self._entry = entry
        self._grouping = _Grouping()

    def record(self, edit: Edit) -> None:
        """Record an edit that was just done."""
        if edit._edit_result is None:
            raise HistoryException("Cannot record an edit before it was done.")
        removed = edit._edit_result.replaced_text
        if not edit.text and not removed:
            return
        stack = self._undo_stack
        apart = self._force_end_batch or not stack
        step = self._grouping.step(edit.text, removed, self._get_time(), apart)
        if step == "new" or (step == "merge" and len(stack) < 2):
            stack.append([edit])
        else:
            if step == "merge":
                retyped = stack.pop()
                stack[-1].extend(retyped)
            stack[-1].append(edit)
        self._force_end_batch = False
        self._redo_stack.clear()

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._grouping.reset()

    def _pop_undo(self) -> list[Edit] | None:
        self.checkpoint()  # or what is typed next would join the group before the undone one
        return super()._pop_undo()

    def _get_time(self) -> float:
        typed_at = self._entry._typed_at
        return monotonic() if typed_at is None else typed_at


# ---------------------------------------------------------------- one line


class _Moment(NamedTuple):
    value: str
    cursor: int


class LineEntry(_Keys, Input, inherit_bindings=False):
    """One line of text.

    `text` is what it holds; `value`, and the `value` in the messages of `Input`, is the same with
    characters that must not reach the terminal swapped (`tui.widgets.controls`). Setting `text`
    posts no `Input.Changed` and empties the undo history; as long as nothing was changed, or all
    of it was undone, `text` is exactly what was set.
    """

    BINDINGS = _bindings(
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

    def __init__(
        self,
        text: str = "",
        placeholder: str = "",
        *,
        max_length: int = 0,
        suggester: Suggester | None = None,
        validators: Validator | Iterable[Validator] | None = None,
        select_on_focus: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
        tooltip: str | None = None,
        compact: bool = False,
    ) -> None:
        """Make an entry.

        Args:
            text: what it holds at first.
            placeholder: what it shows while it is empty.
            max_length: the most characters, or 0 for any number.
            suggester: completes what is typed.
            validators: check what is typed.
            select_on_focus: whether the focus selects all of it, so that the next letter
                replaces it; stock `Input` does, which costs a title too easily.
            name: the name of the widget.
            id: the id of the widget.
            classes: its CSS classes.
            disabled: whether it takes no focus.
            tooltip: shown under the mouse.
            compact: whether it has no border.
        """
        self._undone: deque[_Moment] = deque(maxlen=_LINE_UNDO)
        self._redone: list[_Moment] = []
        self._grouping = _Grouping()
        self._after_edit: _Moment | None = None
        super().__init__(
            placeholder=placeholder,
            max_length=max_length,
            suggester=suggester,
            validators=validators,
            select_on_focus=select_on_focus,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            tooltip=tooltip,
            compact=compact,
        )
        # As the setter of `text` does, but without the watchers, which need a running app.
        value = to_editor(normalize("NFC", text))
        self.set_reactive(Input.value, value)
        self.set_reactive(Input.selection, InputSelection.cursor(len(value)))
        self._initial_value = False
        self.virtual_size = Size(self.content_width, 1)
        self._loaded = (value, text)

    @property
    def text(self) -> str:
        """What the entry holds."""
        value, text = self._loaded
        return text if self.value == value else from_editor(self.value)

    @text.setter
    def text(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self.value = to_editor(normalize("NFC", text))
            self.cursor_position = len(self.value)
        self._loaded = (self.value, text)
        self._undone.clear()
        self._redone.clear()
        self._grouping.reset()

    @property
    def is_edited(self) -> bool:
        """Whether it differs from what `text` was set to."""
        return self.value != self._loaded[0]

    def validate_value(self, value: str) -> str:
        """Keep the value composed, whoever sets it (Textual's hook)."""
        return normalize("NFC", value)

    def insert_text(self, text: str) -> None:
        """Insert `text` at the cursor, in place of the selection, as pasting it would."""
        line = _ANY_BREAKS.sub(" ", text.strip("\r\n"))
        self._put(to_editor(normalize("NFC", line)))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace `start:end` of the value with `text`; every edit of the value comes by here."""
        start, end = sorted((max(start, 0), min(end, len(self.value))))
        before = _Moment(self.value, self.cursor_position)
        back, text, ahead = _compose(
            self.value[max(start - _CONTEXT, 0) : start], text, self.value[end : end + _CONTEXT]
        )
        start, end = start - back, end + ahead
        super().replace(text, start, end)
        if self.value != before.value:
            self._record(before, text, before.value[start:end])

    def _record(self, before: _Moment, inserted: str, removed: str) -> None:
        now = monotonic() if self._typed_at is None else self._typed_at
        apart = not self._undone or before != self._after_edit
        step = self._grouping.step(inserted, removed, now, apart)
        if step == "merge" and len(self._undone) > 1:
            self._undone.pop()
        elif step == "new":
            self._undone.append(before)
        self._redone.clear()
        self._after_edit = _Moment(self.value, self.cursor_position)

    def _restore(self, source: list[_Moment] | deque[_Moment], keep: list[_Moment]) -> None:
        moment = source.pop()
        keep.append(_Moment(self.value, self.cursor_position))
        self.value = moment.value
        self.cursor_position = moment.cursor
        self._grouping.reset()
        self._after_edit = None

    def action_undo(self) -> None:
        """Take back the last group of changes."""
        if self._undone:
            self._restore(self._undone, self._redone)

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._redone:
            kept: list[_Moment] = []
            self._restore(self._redone, kept)
            self._undone.extend(kept)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right, or accept the suggestion; by way of `replace`, so that it can be undone."""
        if self.cursor_at_end and self._suggestion and not select:
            self.replace(self._suggestion, 0, len(self.value))
        else:
            super().action_cursor_right(select)

    def action_cut(self) -> None:
        """Move the selected text to the clipboard; stock `Input` empties it if there is none."""
        self.action_copy()
        self.delete_selection()

    def action_copy(self) -> None:
        """Copy the selected text to the clipboard."""
        if not self.selected_text:
            raise SkipAction
        self._to_clipboard(self.selected_text)

    def action_paste(self) -> None:
        """Insert what was cut or copied last in the app."""
        self.insert_text(self.app.clipboard)

    def action_delete_right_word(self) -> None:
        """Delete on to the end of the word; stock `Input` takes the next word's first letter."""
        found = re.match(r"\s*(?:\w+|[^\w\s]+)|\s+", self.value[self.cursor_position :])
        if not self.selection.is_empty:
            self.delete_selection()
        elif found:
            self.delete(self.cursor_position, self.cursor_position + found.end())

    def _text_of(self, event: Key) -> str | None:
        return _printed(event)

    def _put(self, text: str) -> None:
        if text:
            self.replace(text, *self.selection)

    def _paste_text(self, text: str) -> None:
        self.insert_text(text)

    def _on_paste(self, event: Paste) -> None:
        self._take_paste(event)

    # Stock `Input` draws and measures the value itself; a tab is 4 cells there to the cursor, up
    # to 8 to the text and 0 to the mouse, and a control character goes to the terminal.

    @property
    def _value(self) -> Text:
        return Text(one_line(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return Text(one_line(self.value[:position])).cell_len

    def _cell_offset_to_index(self, offset: int) -> int:
        cells = -self.scroll_offset.x
        for index, char in enumerate(one_line(self.value)):
            cells += get_character_cell_size(char)
            if offset < cells:
                return index
        return len(self.value)


# ---------------------------------------------------------------- many lines


class _Lines(Document):
    """A document whose lines end at a line feed and nowhere else.

    The stock one splits at everything that `str.splitlines` knows and gives back line feeds.
    """

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The whole text; kept until the next edit, as each line drawn asks whether it is empty."""
        if self._text is None:
            self._text = "\n".join(self._lines)
        return self._text

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what stands between two locations."""
        top, bottom = sorted((start, end))
        replaced = self.get_text_range(top, bottom)
        inserted = text.split("\n")
        inserted[0] = self._line(top[0])[: top[1]] + inserted[0]
        end_column = len(inserted[-1])
        inserted[-1] += self._line(bottom[0])[bottom[1] :]
        self._lines[top[0] : bottom[0] + 1] = inserted
        self._text = None
        return EditResult((top[0] + len(inserted) - 1, end_column), replaced)

    def _line(self, row: int) -> str:
        return self._lines[row] if row < len(self._lines) else ""

    def location(self, index: int) -> Location:
        """Give the location of a character by its index in `text`."""
        return self.text.count("\n", 0, index), index - self.text.rfind("\n", 0, index) - 1

    def index(self, location: Location) -> int:
        """Give the index in `text` of the character at a location."""
        row, column = location
        return sum(map(len, self._lines[:row])) + row + column


class _Folded(NamedTuple):
    """A text folded for search, and where each folded character stands in it."""

    text: str
    folded: str
    where: list[int]


class BodyEntry(_Keys, TextArea, inherit_bindings=False):
    """Many lines of text: the body of an article.

    `body` is what it holds; the inherited `text` is the same with characters that must not reach
    the terminal swapped (`tui.widgets.controls`), and so are the texts that the inherited
    `insert`, `replace` and `edit` take: screens use `insert_text` and `replace_all`.

    Loading posts no `TextArea.Changed` and empties the undo history. As long as nothing was
    changed, or all of it was undone, `is_edited` is false and `body` is exactly what was loaded,
    decomposed letters and all: so a handler of `Changed` saves nothing that nobody typed.
    """

    BINDINGS = _bindings(
        {
            "left": "cursor_left",
            "right": "cursor_right",
            "up": "cursor_up",
            "down": "cursor_down",
            "word-left": "cursor_word_left",
            "word-right": "cursor_word_right",
            "line-start": "cursor_line_start",
            "line-end": "cursor_line_end",
            "page-up": "cursor_page_up",
            "page-down": "cursor_page_down",
            "text-start": "cursor_text_start",
            "text-end": "cursor_text_end",
            "select-left": "cursor_left(True)",
            "select-right": "cursor_right(True)",
            "select-up": "cursor_up(True)",
            "select-down": "cursor_down(True)",
            "select-word-left": "cursor_word_left(True)",
            "select-word-right": "cursor_word_right(True)",
            "select-line-start": "cursor_line_start(True)",
            "select-line-end": "cursor_line_end(True)",
            "select-text-start": "cursor_text_start(True)",
            "select-text-end": "cursor_text_end(True)",
            "select-all": "select_all",
            "delete-left": "delete_left",
            "delete-right": "delete_right",
            "delete-word-left": "delete_word_left",
            "delete-word-right": "delete_word_right",
            "delete-line-start": "delete_to_start_of_line",
            "delete-line-end": "delete_to_end_of_line_or_delete_line",
            "cut": "cut",
            "copy": "copy",
            "paste": "paste",
            "undo": "undo",
            "redo": "redo",
        }
    )

    def __init__(
        self,
        body: str = "",
        *,
        placeholder: str = "",
        read_only: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
        tooltip: str | None = None,
        compact: bool = True,
    ) -> None:
        """Make an entry.

        Args:
            body: what it holds at first.
            placeholder: what it shows while it is empty.
            read_only: whether the keyboard changes nothing; letters are keys of the screen then.
            name: the name of the widget.
            id: the id of the widget.
            classes: its CSS classes.
            disabled: whether it takes no focus.
            tooltip: shown under the mouse.
            compact: whether it has no border.
        """
        self._folded = _Folded("", "", [])
        editor_text = to_editor(normalize("NFC", body))
        super().__init__(
            editor_text,
            read_only=read_only,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            tooltip=tooltip,
            compact=compact,
            highlight_cursor_line=False,  # with soft wrap it colours a piece of a paragraph
            placeholder=placeholder,
        )
        self._loaded = (editor_text, body)
        self.history = _History(self)

    # ------------------------------------------------ the text

    @property
    def body(self) -> str:
        """What the entry holds."""
        editor_text, body = self._loaded
        return body if self.text == editor_text else from_editor(self.text)

    @body.setter
    def body(self, body: str) -> None:
        self.load_body(body)

    @property
    def is_edited(self) -> bool:
        """Whether it differs from what was loaded."""
        return self.text != self._loaded[0]

    def load_body(self, body: str) -> None:
        """Show another text from its start: no message, no undo back to the text before."""
        editor_text = to_editor(normalize("NFC", body))
        with self.prevent(TextArea.Changed):
            self.load_text(editor_text)
        self._loaded = (editor_text, body)

    def insert_text(self, text: str) -> None:
        """Insert `text` at the cursor, in place of the selection, as pasting it would."""
        if text:
            self._put(to_editor(normalize("NFC", _LINE_BREAKS.sub("\n", text))))

    def replace_all(self, text: str) -> None:
        """Replace the whole text in one step of the undo history, read-only or not.

        Only what differs is replaced, so the cursor stays where it was in the rest.
        """
        old, new = self.text, to_editor(normalize("NFC", text))
        if old == new:
            return
        start = _common_start(old, new)
        kept = _common_start(old[start:][::-1], new[start:][::-1])
        lines = self._lines_document
        self.history.checkpoint()
        self.edit(
            Edit(
                new[start : len(new) - kept],
                lines.location(start),
                lines.location(len(old) - kept),
                maintain_selection_offset=True,
            )
        )
        self.history.checkpoint()

    @property
    def _lines_document(self) -> _Lines:
        assert isinstance(self.document, _Lines)
        return self.document

    def _set_document(self, text: str, language: str | None) -> None:
        # The stock method without languages, and with a document that changes no line separator.
        self._highlight_query = None
        self.document = _Lines(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    # ------------------------------------------------ search

    def find(self, needle: str, backwards: bool = False, *, stay: bool = False) -> bool:
        """Select the next match after the selection, or the last before it, and show it.

        Case makes no difference, nor do marks unless `needle` has some. At the end of the text
        the search goes on from its start, and the other way round.

        Args:
            needle: what to look for.
            backwards: whether to look before the selection.
            stay: whether the match that is selected may be found again, for search while typing.

        Returns:
            whether there is any match.
        """
        matches = self._matches(needle)
        if not matches:
            return False
        lines = self._lines_document
        start, end = (lines.index(place) for place in sorted(self.selection))
        if backwards:
            place = bisect_left(matches, (start, start)) - 1  # -1 is the last one: wraps around
        else:
            place = bisect_left(matches, ((start if stay else end), 0)) % len(matches)
        found = matches[place]
        self.selection = Selection(lines.location(found[0]), lines.location(found[1]))
        self.record_cursor_width()
        self.history.checkpoint()
        return True

    def count_matches(self, needle: str) -> int:
        """Count what `find` can find."""
        return len(self._matches(needle))

    def _matches(self, needle: str) -> list[tuple[int, int]]:
        from store.text import fold, same_text

        needle = to_editor(normalize("NFC", needle))
        short = fold(needle)
        if not short:
            return []
        text, folded, where = self._fold()
        exact = not same_text(short, needle)
        matches: list[tuple[int, int]] = []
        found = folded.find(short)
        while found >= 0:
            end = found + len(short)
            match = where[found], where[end] if end < len(where) else len(text)
            if fits := not exact or same_text(text[slice(*match)], needle):
                matches.append(match)
            found = folded.find(short, end if fits else found + 1)
        return matches

    def _fold(self) -> _Folded:
        from store.text import fold_with_map

        if self._folded.text != self.text:
            self._folded = _Folded(self.text, *fold_with_map(self.text))
        return self._folded

    # ------------------------------------------------ keys and edits

    def _text_of(self, event: Key) -> str | None:
        if self.read_only:
            return None
        return "\n" if event.key == "enter" else _printed(event)

    def _put(self, text: str) -> None:
        (top_row, top), (bottom_row, bottom) = sorted(self.selection)
        back, text, ahead = _compose(
            self.document[top_row][max(top - _CONTEXT, 0) : top],
            text,
            self.document[bottom_row][bottom : bottom + _CONTEXT],
        )
        self._replace_via_keyboard(text, (top_row, top - back), (bottom_row, bottom + ahead))

    def _paste_text(self, text: str) -> None:
        self.insert_text(text)

    async def _on_paste(self, event: Paste) -> None:
        self._take_paste(event)

    def action_undo(self) -> None:
        """Take back the last group of changes; stock `TextArea` does so in a read-only one too."""
        if not self.read_only:
            super().action_undo()

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
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
        if self.read_only:
            return
        start, end = self.selection
        cut = self._delete_cursor_line() if start == end else self._delete_via_keyboard(start, end)
        if cut is not None:
            self._to_clipboard(cut.replaced_text)

    def action_copy(self) -> None:
        """Copy the selected text to the clipboard."""
        if not self.selected_text:
            raise SkipAction
        self._to_clipboard(self.selected_text)

    def action_paste(self) -> None:
        """Insert what was cut or copied last in the app."""
        self.insert_text(self.app.clipboard)

    # ------------------------------------------------ what is drawn

    def get_line(self, line_index: int) -> Text:
        """Give a line as it is drawn: no character of it can do harm."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Find none: stock `TextArea` walks the whole text for a smiley's, at every key."""
        return None

    def _recompute_cursor_offset(self) -> None:
        # While an edit of many lines is undone, the text is shorter already, the cursor still in
        # what is gone, and a scroll bar that goes away asks where it is: issue 6686.
        self._cursor_offset = self.wrapped_document.location_to_offset(
            self.clamp_visitable(self.cursor_location)
        )


def _common_start(a: str, b: str) -> int:
    """Count the characters that two texts begin with alike.

    Halving compares slices in C: 0.4 ms for 540,000 characters, where a loop takes 60.
    """
    same, limit = 0, min(len(a), len(b))
    while same < limit:
        middle = (same + limit + 1) // 2
        if a[same:middle] == b[same:middle]:
            same = middle
        else:
            limit = middle - 1
    return same
