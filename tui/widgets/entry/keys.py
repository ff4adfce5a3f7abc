"""How an entry handles a key: it inserts the character, or runs its own binding."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from textual.events import Key, Paste
from textual.message import Message

from tui.widgets.entry.letters import prepared
from tui.widgets.entry.mixin import Mixin

_EDITS: Final = ("cut", "delete_", "paste", "redo", "undo")
"""The prefixes of actions that would change the text."""


class Refused(Message):
    """Somebody typed in a read-only entry."""


class Keys(Mixin):
    """Handles characters and the entry's own bindings at once.

    In Textual's widgets a character is inserted at once, while a bound key (backspace, arrows)
    bubbles up to the App first. `tui.key_queue` keeps the keys of an input method in order; here
    the time of each key is known, by which the undo history groups changes.
    """

    takes_letters = True
    """No command is bound to a printable key."""

    if TYPE_CHECKING:
        read_only: bool
        id: str | None

        @property
        def holds(self) -> str:
            """The content."""

        def fill_in(self, text: str) -> None:
            """Replace everything, as if it had been typed."""

        def _restart_blink(self) -> None: ...
        def _put(self, text: str) -> None: ...

    _typed_at: float | None = None

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
                    self._put(prepared(text))
                return True
            return await self._run_binding(event.key)
        finally:
            self._typed_at = None

    def _change_time(self) -> float:
        """Return the time of the change that is being made, for the undo history.

        It is when the key came, not when it is handled: a key in a paragraph of 5,000 words takes
        95 ms or more, and the keys of an input method must still belong together.
        """
        return monotonic() if self._typed_at is None else self._typed_at

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
