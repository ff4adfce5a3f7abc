"""Drops calls to screens and widgets that have been removed.

Textual removes a screen over several turns of the event loop: its children first, and only at the
end it is notified and its workers are cancelled. A call in between (by a listener of the desk, a
thread with results, a callback after refresh) would query missing children, and the error would
close the app.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from textual.app import App, ScreenError, ScreenStackError
from textual.css.query import QueryError
from textual.dom import DOMError, DOMNode, NoScreen
from textual.message_pump import MessagePump

Listener = Callable[..., None]

TOO_LATE: Final = (QueryError, DOMError, ScreenError)
"""What Textual raises for a screen or widget that has been removed."""


def is_gone(node: DOMNode) -> bool:
    """Return whether a screen, a widget or the app itself has been, or is being, removed."""
    if isinstance(node, App):
        return not node.is_running or node._exit
    if node._pruning or node._closing or not node.is_attached:
        return True
    try:
        return node.screen not in node.app.screen_stack
    except (NoScreen, ScreenStackError, KeyError):  # the app is removing everything
        return True


def while_there(node: DOMNode, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that calls `call` as long as `node` exists."""

    def called(*arguments: Any, **options: Any) -> Any:
        return None if is_gone(node) else call(*arguments, **options)

    return called


def is_late(call: Callable[..., Any]) -> bool:
    """Return whether a call is one to a screen or widget that has been removed."""
    target = getattr(getattr(call, "func", call), "__self__", None)
    return isinstance(target, DOMNode) and is_gone(target)


class Lifetime(MessagePump):
    """A mixin, to be named first: nothing calls the screen or widget once it is removed."""

    def listen(self, source: Callable[[Listener], Callable[[], None]], listener: Listener) -> None:
        """Listen to a source, which returns a function to stop that, as long as this exists."""
        self._endings.append(source(while_there(self._node, listener)))

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something after the next refresh, unless this is removed by then."""
        # Textual lets the screen that is on top then make the call.
        return super().call_after_refresh(while_there(self._node, callback), *args, **kwargs)

    def on_unmount(self) -> None:
        """Stop listening, as the desk outlives the screens."""
        while self._endings:
            self._endings.pop()()

    @property
    def _node(self) -> DOMNode:
        assert isinstance(self, DOMNode)
        return self

    @cached_property
    def _endings(self) -> list[Callable[[], None]]:
        return []
