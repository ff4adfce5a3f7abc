"""What an entry does with a key: a letter goes in, a binding of its own runs."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from textual.events import Key, Paste
from textual.message import Message

from tui.widgets.entry.letters import prepared
from tui.widgets.entry.mixin import Mixin

_EDITS: Final = ("cut", "delete_", "line_break", "paste", "redo", "undo")
"""How the actions begin that would change what an entry holds."""


class Refused(Message):
    """Something was to be typed in an entry that can only be read."""


class Keys(Mixin):
    """Letters and the entry's own bindings, in the entry's own turn.

    In stock widgets a letter goes in at once while a bound key (backspace, arrows) travels up to
    the App first. That the keys of an input method keep their order is seen to by the App
    (`tui.key_queue`); here each knows when it was typed, which the undo history groups by.
    """

    takes_letters = True
    """A key that prints does nothing but print here: no command is on it."""

    if TYPE_CHECKING:
        read_only: bool
        id: str | None

        @property
        def holds(self) -> str:
            """What the entry holds, the very characters."""

        def fill_in(self, text: str) -> None:
            """Put `text` in the place of all, as if it had been typed."""

        def _restart_blink(self) -> None: ...
        def _put(self, text: str) -> None: ...

    _typed_at: float | None = None

    async def _on_key(self, event: Key) -> None:
        # A terminal sends Alt and a letter as Esc and the letter, and Textual says that it prints:
        # it is a command, never a text, for this entry as for the stock one below it.
        if event.key.startswith("alt+"):
            event.character = None
        if await self._take_key(event):
            event.stop()
            event.prevent_default()
        elif _has_alt(event):
            event.prevent_default()  # the stock widget would type the letter

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
        """Return the second of the change that is being made, for the undo history.

        That is the time of the key, not of its turn: a key in a paragraph of 5,000 words takes
        95 ms and more, and what an input method sent at once must still look so.
        """
        return monotonic() if self._typed_at is None else self._typed_at

    def _text_of(self, event: Key) -> str | None:
        """Return the character that a key prints.

        Stock Textual inserts what `str.isprintable` lets through, which is neither a no-break
        space nor the joiner inside an emoji. With Alt a key prints nothing: it is a command's, and
        a terminal sends the letter with it all the same.
        """
        char = event.character
        if char is None or len(char) != 1 or _has_alt(event):
            return None
        return char if char.isprintable() or category(char) in {"Zs", "Cf", "Co"} else None

    async def _run_binding(self, key: str) -> bool:
        # The chain, not `_bindings`: it knows the keys that were bound anew in the settings.
        for node, bindings in self.screen._modal_binding_chain:
            for binding in bindings.key_to_bindings.get(key, ()) if node is self else ():
                if self.read_only and binding.action.startswith(_EDITS):
                    self.post_message(Refused())
                    return True
                if await self.app.run_action(binding.action, self):
                    return True
        return False


def _has_alt(event: Key) -> bool:
    """Tell whether Alt was held: Textual gives such a key the letter's own character."""
    return event.key.startswith("alt+")
