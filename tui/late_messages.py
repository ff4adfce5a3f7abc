"""What comes for a screen or widget that has gone is dropped.

Textual takes a screen away over several turns of the event loop: its children go first, and only
at the end is it told, and are its workers cancelled. What calls it meanwhile (a listener of the
desk, a thread that has found something, what was to be done after the next refresh) would look for
children that are not there any more, and the error would close the app.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.app import App, ScreenError, ScreenStackError
from textual.css.query import QueryError
from textual.dom import DOMError, DOMNode, NoScreen
from textual.message_pump import MessagePump

Listener = Callable[..., None]

TOO_LATE: Final = (QueryError, DOMError, ScreenError)
"""What Textual raises where a screen or a part of it is asked for that has gone."""


def is_gone(node: DOMNode) -> bool:
    """Tell whether a screen, a widget or the app itself has been left, or is being taken away."""
    if isinstance(node, App):
        return not node.is_running or node._exit
    if node._pruning or node._closing or not node.is_attached:
        return True
    try:
        return node.screen not in node.app.screen_stack
    except (NoScreen, ScreenStackError, KeyError):  # the app is taking everything away
        return True


def while_there(node: DOMNode, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return what calls `call` as long as `node` is there, and then does nothing."""

    def called(*arguments: Any, **options: Any) -> Any:
        return None if is_gone(node) else call(*arguments, **options)

    return called


class Lifetime(MessagePump):
    """A screen or widget that is called by nobody once it has gone; a mixin, named first."""

    _endings: list[Callable[[], None]]

    def listen(self, source: Callable[[Listener], Callable[[], None]], listener: Listener) -> None:
        """Listen as long as this is there.

        Args:
            source: takes a listener, and returns what ends it, as `UnitOfWork.listen` does.
            listener: is called.
        """
        self._following().append(source(while_there(self._node, listener)))

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something after the next refresh, unless this has gone by then."""
        # Textual leaves that call to whichever screen is on top then.
        return super().call_after_refresh(while_there(self._node, callback), *args, **kwargs)

    def on_unmount(self) -> None:
        """Listen no more: the desk outlives the screens."""
        endings = self._following()
        while endings:
            endings.pop()()

    @property
    def _node(self) -> DOMNode:
        assert isinstance(self, DOMNode)
        return self

    def _following(self) -> list[Callable[[], None]]:
        if "_endings" not in self.__dict__:
            self._endings = []
        return self._endings
