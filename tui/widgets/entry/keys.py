"""Keys take effect in the order in which they were typed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any
from unicodedata import category

from textual.dom import DOMNode
from textual.events import Key, Paste

from tui.widgets.entry.letters import prepared
from tui.widgets.entry.mixin import Mixin


class Keys(Mixin):
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
        def _put(self, text: str) -> None: ...

    _waiting: list[Key | Paste] | None = None
    _passing_on = False
    _typed_at: float | None = None

    async def _on_key(self, event: Key) -> None:
        if self._put_aside(event) or await self._take_key(event):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: Paste) -> Any:  # a coroutine in `TextArea`, none in `Input`
        event.stop()
        event.prevent_default()
        if not self._put_aside(event):
            self.insert_text(event.text)

    async def _take_key(self, event: Key) -> bool:
        self._restart_blink()
        self._typed_at = event.time
        try:
            if (text := self._text_of(event)) is not None:
                self._put(prepared(text))
                return True
            return await self._run_binding(event.key)
        finally:
            self._typed_at = None

    def _change_time(self) -> float:
        """Give the second of the change that is being made, for the undo history.

        That is the time of the key, not of its turn: a key in a paragraph of 5,000 words takes
        95 ms and more, and what an input method sent at once must still look so.
        """
        return monotonic() if self._typed_at is None else self._typed_at

    def _text_of(self, event: Key) -> str | None:
        """Give the character that a key prints.

        Stock Textual inserts what `str.isprintable` lets through, which is neither a no-break
        space nor the joiner inside an emoji.
        """
        char = event.character
        if char is None or len(char) != 1:
            return None
        return char if char.isprintable() or category(char) in {"Zs", "Cf", "Co"} else None

    # -------------------------------------------------------------- bindings

    async def _run_binding(self, key: str) -> bool:
        above: list[tuple[DOMNode, str]] = []
        for node, action in self._bound(key):
            if node is not self:
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

    # -------------------------------------------------------------- what waits

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

    async def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for place, event in enumerate(waiting):
            if self._waiting is not None:  # one of them is bound above as well
                self._waiting.extend(waiting[place:])
                return
            if isinstance(event, Paste):
                self.insert_text(event.text)
            else:
                await self._take_key(event)

    def _pass_on_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        self._passing_on = True  # for those that are still in the entry's queue
        for event in waiting:
            self._pass_on(event)

    def _pass_on(self, event: Key | Paste) -> None:
        copy = Paste(event.text) if isinstance(event, Paste) else Key(event.key, event.character)
        copy.time = event.time
        copy._set_forwarded()  # or the App would take it for a new one when it bubbles up there
        (self.app.focused or self.app.screen).post_message(copy)
