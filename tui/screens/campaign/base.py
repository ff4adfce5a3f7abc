"""The rooms of a campaign: full screens over the desk, each for one of its aspects."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from importlib import import_module
from typing import Final, TypeVar, cast

from textual import work
from textual.binding import ActiveBinding

from store import Campaign, Change, Desk
from store.records import Id
from tui.app_context import DeskContext, app_of
from tui.commands import bindings
from tui.commands.campaign_navigation import DOORS
from tui.commands.global_commands import Back, Palette
from tui.commands.search import SearchDesk
from tui.dialogs.dialog import Dialog
from tui.dialogs.many import undo_last

_WAYS_OUT: Final = {command.id for command in (SearchDesk, *DOORS)}
_TABLES: Final = frozenset(
    {"campaigns", "tasks", "articles", "facts", "rumours", "questions", "bulletins", "ledger"}
)
"""The tables that a room shows something of."""

V = TypeVar("V")


def following(value: V, among: Sequence[V]) -> V:
    """Return the next of several values, the first after the last; duplicates count once."""
    values = list(dict.fromkeys(among))
    place = values.index(value) if value in values else -1
    return values[(place + 1) % len(values)]


class Room(Dialog[Id]):
    """A screen on one campaign that follows the desk; answers the article to open.

    Rooms are never opened over each other: entering another one leaves this one, and Esc leads
    from each back to the desk. The title is already translated.
    """

    BINDINGS = bindings(Back, Palette, SearchDesk, *DOORS)
    DEFAULT_CSS = """
    Room {
        /* A translucent screen would be redrawn whole at each change. */
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & KeyLine { margin-top: 0; max-height: 1; }
        &.short > #box { overflow-y: hidden; }  /* the list scrolls, not the whole */
    }
    """

    def __init__(self, title: str, desk: Desk, campaign: Campaign) -> None:
        super().__init__(title)
        self._desk = desk
        self._campaign = campaign.id

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work where the focus is; those that leave the room come last."""
        found = super().active_bindings.items()
        return dict(sorted(found, key=lambda one: one[1].binding.id in _WAYS_OUT))

    @property
    def campaign(self) -> Campaign:
        """The campaign as it is now."""
        return self._desk.campaigns[self._campaign]

    @property
    def desk_screen(self) -> DeskContext:
        """The screen from which the room was entered."""
        found = app_of(self).desk_screen
        assert found
        return found

    def kept(self, fresh: V) -> V:
        """Return the state that this room keeps for the campaign, also for the next start.

        Args:
            fresh: its first value, a dataclass; later calls return the same object, which may be
                changed.
        """
        return app_of(self).view_states.kept(type(self).__name__, fresh, self._campaign)

    @abstractmethod
    def look(self) -> None:
        """Show what is on the desk now."""

    def on_mount(self) -> None:
        """Show what there is, and follow the desk."""
        self.listen(self._desk.records.listen, self._desk_changed)
        self.look()  # already in the first frame: the next one comes some 20 ms later

    def _desk_changed(self, change: Change) -> None:
        if self._campaign not in self._desk.campaigns:
            self._leave_with_campaign()
        elif change.tables & _TABLES:
            self.look()

    def on_screen_resume(self) -> None:
        """Leave, if the campaign was deleted while a dialog was open over this one."""
        self._leave_with_campaign()

    def _leave_with_campaign(self) -> None:
        if self.is_active and self._campaign not in self._desk.campaigns:
            self.dismiss(None)

    @work
    async def action_undo(self) -> None:
        """Undo the last change of the desk."""
        with self.refusals():
            await undo_last(self.app, self._desk)

    def action_back(self) -> None:
        """Go one step back; at last, to the desk."""
        self.action_cancel()

    async def action_palette(self) -> None:
        """Find a command of the room or of the desk by its name."""
        await self.run_action("app.palette")

    def action_enter_room(self, name: str) -> None:
        """Leave for another room."""
        if type(self).__name__ != ROOMS[name][1]:
            self.dismiss(None)
            self.desk_screen.call_later(self.desk_screen.action_enter_room, name)

    def action_search_desk(self) -> None:
        """Search everything on the desk; opening a result leaves the room."""
        self.desk_screen.action_search_desk()


ROOMS: Final = {
    "overview": ("campaign.overview", "OverviewScreen"),
    "matrix": ("campaign.matrix", "MatrixScreen"),
    "calendar": ("campaign.calendar", "CalendarScreen"),
    "units": ("campaign.units", "UnitsScreen"),
    "facts": ("records.facts", "FactsScreen"),
    "documents": ("records.documents", "DocumentsScreen"),
    "rumours": ("records.rumours", "RumoursScreen"),
    "questions": ("records.questions", "QuestionsScreen"),
    "rights": ("records.rights", "RightsScreen"),
    "bulletins": ("records.bulletins", "BulletinsScreen"),
    "ledger": ("records.ledger", "LedgerScreen"),
    "lists": ("campaign.lists", "ListsScreen"),
}
"""The module of each room, and its class; imported when it is first entered."""


def room_name(screen: Room) -> str:
    """Return the name of a room; empty for one that is entered from another."""
    found = (name for name, (_module, kind) in ROOMS.items() if kind == type(screen).__name__)
    return next(found, "")


def room(name: str, desk: Desk, campaign: Campaign) -> Room:
    """Return a new room by its name."""
    module, screen = ROOMS[name]
    made = getattr(import_module(f"tui.screens.{module}"), screen)
    return cast("Room", made(desk, campaign))
