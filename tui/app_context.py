"""What screens, dialogs and panes use of the app, as a protocol.

They do not import the app itself, as that would be an import cycle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from store import Desk, ReadOnlyError
from store.input_method.composer import Composer
from tui.checking import Checking
from tui.indexing import Indexing
from tui.link_doubts import LinkDoubts
from tui.settings import Settings
from tui.view_states import ViewStates

RESTART: Final = 3
"""The app's result if it is to be started again, in the other language."""

REOPEN: Final = 4
"""The app's result if the desk is to be opened again, for writing."""


class DeskContext(Protocol):
    """What other screens use of the screen with the three panes."""

    def action_enter_room(self, name: str) -> object:
        """Open a room of the campaign."""

    def action_search_desk(self) -> None:
        """Search everything on the desk."""

    def action_undo(self) -> object:
        """Undo the last change of the desk."""

    def call_later(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something after the waiting messages."""

    def post_message(self, message: Message) -> bool:
        """Send it a message, such as the request to open an article."""


class AppContext(Protocol):
    """What is used of `ToasoanApp`."""

    desk: Desk
    settings: Settings
    indexing: Indexing
    checking: Checking
    only_reading: ReadOnlyError | None
    view_states: ViewStates
    last_key_at: float
    composer: Composer
    is_asked_to_leave: bool
    asks_language: bool
    link_doubts: LinkDoubts
    closing: int
    """How many screens are being closed; nothing is drawn until they have gone."""

    @property
    def desk_screen(self) -> DeskContext | None:
        """The screen of the three panes; None during the start."""

    def may_change(self) -> bool:
        """Return whether the desk can be changed; if not, show why."""

    def action_switch_input_method(self) -> None:
        """Type by Telex, by VNI, or letters as they are: whichever comes next."""

    def form_closed(self, form: Screen[Any]) -> None:
        """Note that a form was saved or left."""

    def leave(self, result: int = 0) -> None:
        """Save, remember the place, and end; if saving fails, ask."""

    def end(self, result: int) -> None:
        """Remember the place and end, even if something is not saved."""


def app_of(node: DOMNode) -> AppContext:
    """Return the app of a widget or screen."""
    return cast("AppContext", node.app)
