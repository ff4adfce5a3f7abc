"""Dispatches keys one by one: each waits until the previous one has had its whole effect.

In Textual a printable key is inserted into the focused widget at once, while a bound key bubbles up
to the App, and a change of focus or a dialog takes some more turns. Keys that arrive together (from
an input method that types by backspace, a slow line, fast typing) then overtake each other: `/det`
in a list did not filter, but *deleted* an article. (Textualize/textual issue 6605 is about the
input methods.)
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

from store.input_method.composer import Composer
from tui.terminal.key_parser import EscapeWasNone

Result = TypeVar("Result")

Input = InputEvent | Paste | EscapeWasNone
"""Input from the terminal whose order matters."""

ROUNDS: Final = 3
"""Echoes after a bound key: one for its action, one for the messages that posts, one for theirs."""

PATIENCE: Final = 50
"""The number of looks after which a key no longer waits for the previous one, whose handler may
wait for the user. Not a time, as on a busy machine one turn of the event loop may take a second."""

LOOK: Final = 0.02
"""Seconds between two looks."""

_IN_LINE: Final = (Key, Paste, MouseDown, MouseUp, EscapeWasNone)


class Echo(Message, bubble=True):
    """Bubbles up behind a key: when it reaches the App, all widgets have handled the key."""

    def __init__(self, heard: asyncio.Future[None]) -> None:
        super().__init__()
        self.heard = heard


class KeyQueue(App[Result]):
    """An App in which keys take effect in the order they were typed."""

    def __init__(self) -> None:
        super().__init__()
        self.last_key_at = 0.0
        """The time of the last input, by `time.monotonic`."""
        self.composer = Composer()
        """What Telex or VNI make of the keys."""
        self._typed: deque[Input] = deque()
        self._in_hand: asyncio.Task[None] | None = None
        self._is_handing_out = False
        self._reached_app = False

    @property
    def is_settled(self) -> bool:
        """Whether all keys have had their effect."""
        return self._in_hand is None and not self._typed and not self._is_handing_out

    async def on_event(self, event: Event) -> None:
        """Handle an event; keys, pastes and mouse buttons are queued."""
        if isinstance(event, _IN_LINE) and not event.is_forwarded:
            self.last_key_at = monotonic()
            self._typed.append(event)
            await self._hand_out()
        else:
            # A forwarded key was not handled by the widget, and may be bound to an action.
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
        """Return whether input may take effect at the current focus; called in its turn."""
        return not isinstance(event, EscapeWasNone)

    async def _settle(self, screen: DOMNode, target: Widget) -> None:
        """Wait until a key has had its effect, then dispatch the next one."""
        try:
            await self._echo(target)
            if self._reached_app:
                for _round in range(ROUNDS):
                    await self._echo(self.focused or self.screen)
            if self.screen is not screen:  # a dialog was opened or closed: wait for the focus
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
        """Answer an echo after the waiting messages, when a requested focus is set."""
        self.call_later(_hear, echo.heard)


def _hear(heard: asyncio.Future[None]) -> None:
    if not heard.done():
        heard.set_result(None)
