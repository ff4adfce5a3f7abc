"""One key after the other: the next is handed out when the one before has had its whole effect.

Stock Textual puts a printable key into the widget with the focus at once, while a bound key
travels up to the App, and a change of focus or a dialog takes some turns more. Keys that arrive
together (an input method that types by backspace, a slow line, quick fingers) then overtake each
other: `/det` in a list filtered for nothing, but *deleted* an article (Textualize/textual issue
6605 tells of the input methods). Here each key waits for the one before.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import Final, TypeVar

from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.events import Event, InputEvent, Key, MouseDown, MouseUp, Paste
from textual.message import Message
from textual.widget import Widget

from tui.terminal.key_parser import EscapeWasNone

Result = TypeVar("Result")

Input = InputEvent | Paste | EscapeWasNone
"""What comes from the terminal in an order that counts."""

ROUNDS: Final = 3
"""How often an echo follows a key that was bound: its action, the messages that sends, theirs."""

PATIENCE: Final = 50
"""Looks after which a key waits no more for the one before: a handler may wait for the editor. They
are counted, not the time: on a busy machine a second may pass in one turn of the event loop."""

LOOK: Final = 0.02
"""Seconds between two of them."""

_IN_LINE: Final = (Key, Paste, MouseDown, MouseUp, EscapeWasNone)


class Echo(Message, bubble=True):
    """Follows a key on its way up; at the App, all that were on the way have dealt with the key."""

    def __init__(self, heard: asyncio.Future[None]) -> None:
        super().__init__()
        self.heard = heard


class KeyQueue(App[Result]):
    """An App in which keys take effect in the order in which they were typed."""

    def __init__(self) -> None:
        super().__init__()
        self.last_key_at = 0.0
        """When the editor last did something, by `time.monotonic`."""
        self._typed: deque[Input] = deque()
        self._in_hand: asyncio.Task[None] | None = None
        self._is_handing_out = False
        self._reached_app = False

    @property
    def is_settled(self) -> bool:
        """Tell whether every key that came has had its effect."""
        return self._in_hand is None and not self._typed and not self._is_handing_out

    async def on_event(self, event: Event) -> None:
        """Take an event; keys, pastes and the buttons of the mouse stand in line."""
        if isinstance(event, _IN_LINE) and not event.is_forwarded:
            self.last_key_at = monotonic()
            self._typed.append(event)
            await self._hand_out()
        else:
            # A key that comes back was not taken by the widget: something may be bound to it.
            self._reached_app = self._reached_app or isinstance(event, Key)
            await super().on_event(event)

    async def _hand_out(self) -> None:
        if not self._typed or self._in_hand is not None or self._exit:
            return
        event = self._typed.popleft()
        self._reached_app = False
        screen, target = self.screen, self.focused or self.screen
        self._is_handing_out = True
        try:
            if self.admits(event):
                await super().on_event(event)
        finally:
            self._is_handing_out = False
        self._in_hand = asyncio.create_task(self._settle(screen, target))

    def admits(self, event: Input) -> bool:
        """Tell whether something typed has its effect where the focus is now, in its turn."""
        return not isinstance(event, EscapeWasNone)

    async def _settle(self, screen: DOMNode, target: Widget) -> None:
        """Wait until a key has had its effect, then hand out the next."""
        try:
            await self._echo(target)
            if self._reached_app:
                for _round in range(ROUNDS):
                    await self._echo(self.focused or self.screen)
            if self.screen is not screen:  # a dialog has come or gone: let it get its focus
                await self._echo(self.screen)
                await self._echo(self.focused or self.screen)
        except ScreenStackError:  # the key was the last one: the App ends
            self._typed.clear()
        finally:
            self._in_hand = None
            if self._typed:
                self.call_next(self._hand_out)

    async def _echo(self, target: Widget) -> None:
        heard = asyncio.get_running_loop().create_future()
        if not target.post_message(Echo(heard)):
            return
        for _look in range(PATIENCE):
            if heard.done() or not target.is_attached:
                return
            await asyncio.wait([heard], timeout=LOOK)

    def on_echo(self, echo: Echo) -> None:
        """Answer an echo behind what is in line here: a focus that was asked for is set then."""
        self.call_later(_hear, echo.heard)


def _hear(heard: asyncio.Future[None]) -> None:
    if not heard.done():
        heard.set_result(None)
