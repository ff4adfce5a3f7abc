"""The common base of the entries: handling of keys, and the clipboard."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from textual.actions import SkipAction
from textual.events import Key, Paste
from textual.message import Message

from tui.app_context import app_of
from tui.widgets.entry.letters import prepared
from tui.widgets.entry.undo import Change
from tui.widgets.terminal_safe import from_editor

if TYPE_CHECKING:
    from textual.widget import Widget

    class _Entry(Widget):
        id: str | None
        read_only: bool
        selected_text: Any  # a property

        @property
        def holds(self) -> str: ...
        def fill_in(self, text: str) -> None: ...
        def insert_text(self, text: str) -> None: ...
        def _put(self, text: str) -> None: ...
        def _before_cursor(self) -> str: ...
        def _retype(self, back: int, text: str) -> None: ...
        def _restart_blink(self) -> None: ...

else:
    # No widget at run time: Textual matches style sheets against the first base class that is one,
    # so the rules of `Input` and `TextArea` would no longer apply.
    _Entry = object

_EDITS: Final = ("cut", "delete_", "line_break", "paste", "redo", "undo")
"""The prefixes of actions that would change the text."""


_ENDING: Final = frozenset(
    ("enter", "tab", "shift+tab", "escape", "up", "down", "left", "right", "home", "end")
)
"""The keys that end a word, though they type nothing."""


class Refused(Message):
    """Somebody typed in a read-only entry."""


class Keys(_Entry):
    """Handles characters and the entry's own bindings at once, and the clipboard.

    In Textual's widgets a character is inserted at once, while a bound key (backspace, arrows)
    bubbles up to the App first. `tui.key_queue` keeps the keys of an input method in order; here
    the time of each key is known, by which the undo history groups changes.
    """

    takes_letters = True
    """No command is bound to a printable key."""

    composes = True
    """Whether Telex or VNI, where it is on, makes letters of the keys."""

    _typed_at: float | None = None
    _is_composing = False

    async def _on_key(self, event: Key) -> None:
        # Alt and a letter is a command, though Textual gives such a key the letter's character,
        # which this entry and the base class would insert.
        if event.key.startswith("alt+"):
            event.character = None
        if await self._take_key(event):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: Paste) -> Any:  # a coroutine in `TextArea`, none in `Input`
        event.stop()
        event.prevent_default()
        if self.read_only:
            self.post_message(Refused())
        else:
            self.insert_text(event.text)

    async def _take_key(self, event: Key) -> bool:
        self._restart_blink()
        self._typed_at = event.time
        try:
            if (text := self._text_of(event)) is not None:
                if self.read_only:
                    self.post_message(Refused())
                else:
                    self._type(text)
                return True
            self._end_word(event.key)
            return await self._run_binding(event.key)
        finally:
            self._typed_at = None

    def _type(self, text: str) -> None:
        """Insert what a key types, by Telex or VNI where one is on."""
        composer = app_of(self).composer
        if composer.method is None or not self.composes:
            self._put(prepared(text))
            return
        before = self._before_cursor()
        self._exchange(*composer.finished(before, text))
        back, letters = composer.typed(before, text)
        if back or letters != text:
            self._exchange(back, letters)
        else:
            self._put(prepared(text))

    def _end_word(self, key: str) -> None:
        """Let a key that types nothing end the word that is being typed."""
        composer = app_of(self).composer
        if key in _ENDING and composer.method and self.composes and not self.read_only:
            self._exchange(*composer.finished(self._before_cursor(), " "))
        composer.forget()

    def _exchange(self, back: int, letters: str) -> None:
        if not (back or letters):
            return
        self._is_composing = not self.selected_text
        try:
            self._retype(back, letters)
        finally:
            self._is_composing = False

    def _change(self) -> Change:
        """Return what is known of the change that is being made, for the undo history.

        Its time is when the key came, not when it is handled: a key in a paragraph of 5,000 words
        takes 95 ms or more, and the keys of an input method must still belong together.
        """
        return Change(monotonic() if self._typed_at is None else self._typed_at, self._is_composing)

    def _text_of(self, event: Key) -> str | None:
        """Return the character that a key inserts.

        Textual inserts what is `str.isprintable`, which excludes no-break spaces and the joiners
        inside emoji.
        """
        char = event.character
        if char is None or len(char) != 1:
            return None
        return char if char.isprintable() or category(char) in {"Zs", "Cf", "Co"} else None

    async def _run_binding(self, key: str) -> bool:
        # The chain, not `_bindings`: it includes the keys of the settings.
        for node, bindings in self.screen._modal_binding_chain:
            for binding in bindings.key_to_bindings.get(key, ()) if node is self else ():
                if self.read_only and binding.action.startswith(_EDITS):
                    self.post_message(Refused())
                    return True
                if await self.app.run_action(binding.action, self):
                    return True
        return False

    def action_copy(self) -> None:
        """Copy the selected text; without one, leave the clipboard alone."""
        if not self.selected_text:
            raise SkipAction
        self._to_clipboard(self.selected_text)

    def action_paste(self) -> None:
        """Insert what was last cut or copied in the app."""
        self.insert_text(self.app.clipboard)

    def _to_clipboard(self, text: str) -> None:
        # OSC 52 carries base64, so no character reaches the terminal. A lone surrogate has no UTF-8
        # and would raise there.
        real = from_editor(text).encode("utf-8", "replace").decode("utf-8")
        self.app.copy_to_clipboard(real)
