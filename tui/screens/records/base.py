"""What the registers share: a list with a filter, whose entries are added, edited and deleted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import Static

from store import Article, Campaign, Change, Desk
from store.records import Id
from store.text import fold
from tui.commands.global_commands import Undo
from tui.commands.records import AddRecord, DeleteRecord, EditRecord, FilterRecords
from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.fitting import fit_height
from tui.dialogs.many import undo_last
from tui.i18n import _
from tui.screens.campaign.base import Room
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

T = TypeVar("T")

ON_ENTRIES: Final = (AddRecord, EditRecord, DeleteRecord, FilterRecords, Undo)
"""What every register binds, after its own first command."""


class Placed(NamedTuple, Generic[T]):
    """An entry that has no id, and its index in the list."""

    place: int
    value: T


class Register(Dialog[Id]):
    """A list that is shown again whenever the desk has changed.

    A subclass says what the entries are (`entries`, `words`), how their rows look (`ROWS`) and
    what can be done with them (`form`, `delete`, and actions of its own).
    """

    ROWS: ClassVar[type[Rows[Any]]]
    """The list."""
    EMPTY: ClassVar[str]
    """What to do while there is no entry; a message id."""
    CLICK: ClassVar[str] = EditRecord.action
    """What a click on an entry does."""
    NEEDS_ENTRY: ClassVar[frozenset[str]] = frozenset({EditRecord.action, DeleteRecord.action})
    """The actions that need an entry: they are not offered while the list is empty."""
    DEFAULT_CSS = """
    Register {
        & #head { height: auto; min-height: 1; max-height: 2; color: $text-muted; }
        & #entries { height: 1fr; }
        & #filter { height: 1; }
        & #detail { height: auto; max-height: 5; min-height: 2; color: $text-muted; }
    }
    """

    _desk: Desk

    # -------------------------------------------------------------- for subclasses

    @abstractmethod
    def entries(self) -> Sequence[Any]:
        """Return what is on the desk now."""

    @abstractmethod
    def words(self, item: Any) -> str:
        """Return the words by which an entry is found."""

    def form(self, item: Any) -> Dialog[Any]:
        """Return the form that edits an entry; None stands for a new one."""
        raise NotImplementedError

    async def kept_now(self, kept: Any, item: Any) -> None:
        """Do what follows from an entry that was added or, as `item` was, edited."""

    def key_kept(self, kept: Any, item: Any) -> str | None:
        """Return the row key of what a form has saved; `item` is None for a new entry."""
        return None

    def delete(self, item: Any) -> str:
        """Delete an entry; return its name."""
        raise NotImplementedError

    def head(self) -> str:
        """Return the line above the list."""
        return ""

    def detail(self, item: Any) -> str:
        """Return the details of an entry."""
        return ""

    def foot(self) -> str:
        """Return the text below the list."""
        return "" if self.current is None else self.detail(self.current)

    # -------------------------------------------------------------- display

    def compose_body(self) -> ComposeResult:
        """Yield the head, the list and the details."""
        yield Static(id="head", markup=False)
        yield self.ROWS(id="entries")
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.rows.focus()

    @property
    def rows(self) -> Rows[Any]:
        """The list."""
        return self.query_one("#entries", Rows)

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to show."""
        return False

    @property
    def current(self) -> Any:
        """The entry under the cursor; None if the list is empty."""
        return self.rows.current

    @property
    def _filter(self) -> LineEntry | None:
        return next(iter(self.query("#filter").results(LineEntry)), None)

    def look(self, key: str | None = None) -> None:
        """Show what is on the desk now; the cursor goes to the row named `key`."""
        wanted = fold(self._filter.text).split() if self._filter else []
        found = [
            item
            for item in self.entries()
            if not wanted or all(word in fold(self.words(item)) for word in wanted)
        ]
        self.rows.empty_text = _("Nothing matches.") if wanted else _(self.EMPTY)
        self.rows.show(found, key)
        self._describe()

    @on(Rows.Highlighted, "#entries")
    def _describe(self) -> None:
        self.say("")
        self.query_one("#head", Static).update(one_line(self.head()))
        self.query_one("#detail", Static).update(one_line(self.foot()))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs an entry only where there is one."""
        if action in self.NEEDS_ENTRY:
            return bool(self.query("#entries")) and self.current is not None
        return True

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work where the focus is; no letters while one types."""
        found = super().active_bindings
        if not getattr(self.focused, "takes_letters", False):
            return found
        typed = {"space", "slash", "enter", "delete"}
        return {key: one for key, one in found.items() if len(key) > 1 and key not in typed}

    # -------------------------------------------------------------- keys

    def on_key(self, event: events.Key) -> None:
        """Say how to type to somebody whose letters are no commands here."""
        if event.is_printable and event.key not in self.active_bindings:
            self.say(_("Nothing is typed into the list: a adds an entry, / finds one."))

    @work
    async def _ask(self, item: object) -> None:
        kept = await self.app.push_screen_wait(self.form(item))
        if kept and not self.is_gone:
            self.look(self.key_kept(kept, item))
            await self.kept_now(kept, item)

    def action_add_record(self) -> object:
        """Add an entry."""
        return self._ask(None)

    def action_edit_record(self) -> None:
        """Edit the entry under the cursor."""
        if item := self.current:
            self._ask(item)

    def action_delete_record(self) -> None:
        """Delete the entry under the cursor."""
        if item := self.current:
            with self.refusals():
                self.tell_deleted(self.delete(item))

    @on(Rows.Selected, "#entries")
    def _clicked(self) -> None:
        getattr(self, f"action_{self.CLICK}")()

    def copy(self, text: str) -> None:
        """Copy a text to the clipboard."""
        self.app.copy_to_clipboard(text)
        self.notify(_("Copied: {text}").format(text=one_line(text)), markup=False)

    async def action_filter_records(self) -> None:
        """Show the entry that filters the list."""
        if self._filter is None:
            entry = LineEntry(id="filter", placeholder=_("Type a part of it …"))
            await self.query_one("#box").mount(entry, before="#entries")
        cast("LineEntry", self._filter).focus()

    @on(LineEntry.Changed, "#filter")
    def _narrow(self) -> None:
        self.look()

    @on(LineEntry.Submitted, "#filter")
    def _to_list(self) -> None:
        self.rows.focus()

    def action_cancel(self) -> None:
        """Remove the filter; without one, leave."""
        if self._filter is None:
            super().action_cancel()
            return
        self.rows.focus()
        self.call_later(self._show_all)

    async def _show_all(self) -> None:
        if self._filter:
            key = self.rows.cursor_key
            await self._filter.remove()
            self.look(key)

    @work
    async def action_undo(self) -> None:
        """Undo the last change of the desk."""
        with self.refusals():
            await undo_last(self.app, self._desk)


class RoomRegister(Register, Room):
    """A register that is a room of a campaign."""

    HEADING: ClassVar[str]
    """The title, with a place for the name of the campaign; a message id."""
    # Textual takes the style sheet of a class from its first base alone.
    DEFAULT_CSS = Room.DEFAULT_CSS.replace("Room {", "RoomRegister {", 1)

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_(self.HEADING).format(name=campaign.name), desk, campaign)


class ArticleRegister(Register):
    """A register that belongs to one article; it closes when that is deleted."""

    BINDINGS = [CLOSE]
    HEADING: ClassVar[str]
    """The title, with a place for that of the article; a message id."""
    DEFAULT_CSS = """
    ArticleRegister #box { height: 100%; }
    """

    def __init__(self, desk: Desk, article: Article) -> None:
        super().__init__(_(self.HEADING).format(title=title_of(article)))
        self._desk = desk
        self._article = article.id

    @property
    def article(self) -> Article:
        """The article as it is now."""
        return self._desk.articles[self._article]

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to show."""
        return self._article not in self._desk.articles

    def on_mount(self) -> None:
        """Show what there is, and follow the desk."""
        self.listen(self._desk.records.listen, self._desk_changed)
        self.call_after_refresh(self.look)
        fit_height(self, self.rows)

    def _desk_changed(self, change: Change) -> None:
        if self.is_gone:
            self._leave_with_article()
        elif self._article in change.ids:
            self.look()

    def on_screen_resume(self) -> None:
        """Leave, if the article was deleted while a dialog was open over this one."""
        self._leave_with_article()

    def _leave_with_article(self) -> None:
        if self.is_active and self.is_gone:
            self.dismiss(None)
