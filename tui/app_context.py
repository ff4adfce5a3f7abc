"""What screens, dialogs and panes use of the app, and how it may be told to end.

They stand below the app and do not import it: that would be an import circle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from textual.dom import DOMNode
from textual.screen import Screen

from store import Desk, ReadOnlyError
from store.records import Id
from tui.indexing import Indexing
from tui.settings import Settings

RESTART: Final = 3
"""What the app returns when it is to be opened again, in the other language."""

REOPEN: Final = 4
"""What the app returns when the desk is to be opened anew, for writing."""


class DeskContext(Protocol):
    """What other screens use of the screen of the three panes."""

    def action_enter_room(self, name: str) -> object:
        """Open a room of the campaign."""

    def action_search_desk(self) -> None:
        """Search everything on the desk."""

    def action_undo(self) -> None:
        """Take the last change of the desk back."""

    def call_later(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something when the messages that wait have been handled."""


class AppContext(Protocol):
    """What is used of the app from below; `ToasoanApp` has it all."""

    desk: Desk
    settings: Settings
    indexing: Indexing
    only_reading: ReadOnlyError | None
    view_states: dict[tuple[type, Id], object]
    last_key_at: float
    is_asked_to_leave: bool

    @property
    def desk_screen(self) -> DeskContext | None:
        """The screen of the three panes; None while the app starts."""

    def may_change(self) -> bool:
        """Tell whether the desk takes changes; where it does not, say why and what to do."""

    def form_closed(self, form: Screen[Any]) -> None:
        """Take note that a form was saved or left."""

    def leave(self, result: int = 0) -> None:
        """Save, remember where the editor was, and end."""

    def end(self, result: int) -> None:
        """Remember where the editor was, and end, whatever is not saved."""


def app_of(node: DOMNode) -> AppContext:
    """Return the app that a screen, a dialog or a pane stands in."""
    return cast("AppContext", node.app)
