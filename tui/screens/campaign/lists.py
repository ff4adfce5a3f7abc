"""Editing the campaign itself and its lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk
from store.campaigns.lists import Entry, Uses, entries, key_of, phase_instead
from tui.commands import bindings
from tui.commands.campaign_lists import (
    AddEntry,
    DeleteEntry,
    EditEntry,
    GoAcross,
    MoveEntryDown,
    MoveEntryUp,
)
from tui.commands.global_commands import Undo
from tui.dialogs.dialog import Confirm
from tui.dialogs.forms.list_forms import FIELDS, LIST_NAMES, OWN, shown
from tui.i18n import N_, _, ngettext
from tui.screens.campaign.base import Room
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

ELSEWHERE: Final = {
    "documents": (N_("Documents"), N_("Documents have a screen of their own: Alt+D.")),
    "units": (N_("Units"), N_("Units have a screen of their own: Alt+U.")),
}
"""The lists that are edited elsewhere: their names, and where; message ids."""


class ListLine(NamedTuple):
    """A row of the list of lists."""

    key: str
    label: str
    size: int | None


class EntryLine(NamedTuple):
    """A row of the list that is shown."""

    key: str
    left: str
    right: str
    is_field: bool = False
    """Whether it is a field of the campaign, with its label on the left."""


class ListRows(Rows[ListLine]):
    """The lists, each with the number of its entries."""

    def row_key(self, item: ListLine) -> str:
        """Return the field of the campaign."""
        return item.key

    def row_lines(self, item: ListLine, width: int) -> list[Line]:
        """Draw a list."""
        count = "" if item.size is None else str(item.size)
        room = max(width - len(count) - 1, 1)
        tone = "title" if item.key in FIELDS else "dim" if item.key in ELSEWHERE else ""
        return [[(fitted(item.label, room) + " ", tone), (count, "dim")]]


class EntryRows(Rows[EntryLine]):
    """The entries of a list."""

    _column = 0
    """The width of the widest text on the right."""
    _labels = 0
    """The width of the labels of the campaign's fields."""

    def show(self, items: Sequence[EntryLine], key: str | None = None) -> None:
        """Show other entries, with the texts on the right in one column."""
        self._column = max((cell_len(item.right) for item in items), default=0)
        self._labels = max((cell_len(item.left) for item in items), default=0) + 2
        super().show(items, key)

    def row_key(self, item: EntryLine) -> str:
        """Return the name of the entry."""
        return item.key

    def row_lines(self, item: EntryLine, width: int) -> list[Line]:
        """Draw an entry: its name, and the rest in a second column."""
        if item.is_field:
            return [[(fitted(item.left, self._labels), "dim"), (item.right, "")]]
        column = min(self._column, width // 2)
        if not column:
            return [[(item.left, "")]]
        left = fitted(item.left, width - column - 1)
        return [[(f"{left} ", ""), (fitted(item.right, column), "dim")]]


class ListsScreen(Room):
    """The lists of a campaign on the left, the entries of one on the right."""

    BINDINGS = bindings(
        EditEntry, AddEntry, DeleteEntry, GoAcross, MoveEntryUp, MoveEntryDown, Undo
    )
    DEFAULT_CSS = """
    ListsScreen {
        & #lists { width: 24; padding-right: 1; border-right: solid $border; }
        & #entries { width: 1fr; padding-left: 1; }
        & #columns { height: 1fr; }
        & #detail { height: auto; max-height: 3; min-height: 1; color: $text-muted; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(self._titled(campaign), desk, campaign)

    @staticmethod
    def _titled(campaign: Campaign) -> str:
        return _("Lists: {name}").format(name=campaign.name)

    def compose_body(self) -> ComposeResult:
        """Yield the lists, the entries, and the details of one."""
        with Horizontal(id="columns"):
            yield ListRows(id="lists")
            yield EntryRows(id="entries")
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin with the lists."""
        self._lists.focus()

    def offers(self, action: str) -> bool:
        """Offer only what can be done to the list under the cursor, and to the entry in it."""
        is_entry = self._entries.has_focus and self._entry is not None
        match action:
            case AddEntry.action:
                return self._list in LIST_NAMES
            case EditEntry.action:
                return self._list not in ELSEWHERE
            case DeleteEntry.action | MoveEntryUp.action | MoveEntryDown.action:
                return is_entry
        return True

    @property
    def _lists(self) -> ListRows:
        return self.query_one(ListRows)

    @property
    def _entries(self) -> EntryRows:
        return self.query_one(EntryRows)

    @property
    def _list(self) -> str:
        """The list under the cursor."""
        return self._lists.cursor_key or OWN

    # -------------------------------------------------------------- display

    def look(self) -> None:
        """Show the lists as they are now."""
        campaign = self.campaign
        self.query_one("#title", Static).update(one_line(self._titled(campaign)))

        def line(name: str, label: str) -> ListLine:
            size = None if name in FIELDS else len(getattr(campaign, name))
            return ListLine(name, _(label), size)

        own = [line(name, label) for name, (label, _made) in FIELDS.items()]
        lists = [line(name, label) for name, label in LIST_NAMES.items()]
        elsewhere = [line(name, label) for name, (label, _where) in ELSEWHERE.items()]
        self._lists.show([own[0], *lists, *own[1:], *elsewhere])
        self._show_entries()

    @on(Rows.Highlighted, "#lists")
    def _show_list(self) -> None:
        self._show_entries()

    def _show_entries(self, key: str | None = None) -> None:
        """Show the entries of the current list; the cursor goes to the one named `key`."""
        name, rows = self._list, self._entries
        rows.empty_text = _("Nothing in this list yet; press a to add.")
        if name in ELSEWHERE:
            rows.empty_text = _(ELSEWHERE[name][1])
        rows.show(self._lines(name), key)
        self._describe()

    def _lines(self, name: str) -> list[EntryLine]:
        if name in FIELDS:
            fields = FIELDS[name][1](self.campaign)
            return [EntryLine(field.name, field.label, field.text, True) for field in fields]
        if name in ELSEWHERE:
            return []
        return [EntryLine(key_of(one), *shown(one)) for one in entries(self.campaign, name)]

    @on(Rows.Highlighted, "#entries")
    def _describe(self) -> None:
        self.say("")
        self.refresh_bindings()
        line = self._entries.current
        text = "" if line is None else line.right if line.is_field else line.left
        if line and not line.is_field and line.right:
            text = f"{text} · {line.right}"
        self.query_one("#detail", Static).update(one_line(text))

    # -------------------------------------------------------------- keys

    def action_go_across(self) -> None:
        """Go from the lists to the entries, or back."""
        (self._entries if self._lists.has_focus else self._lists).focus()

    @property
    def _entry(self) -> Entry | None:
        """The entry under the cursor; None for a field of the campaign."""
        key = self._entries.cursor_key
        found = entries(self.campaign, self._list) if self._list in LIST_NAMES else ()
        return next((entry for entry in found if key_of(entry) == key), None)

    def _is_elsewhere(self) -> bool:
        """Return whether the list is edited elsewhere, after a notice that says where."""
        if self._list in ELSEWHERE:
            self.say(_(ELSEWHERE[self._list][1]))
        return self._list in ELSEWHERE

    @on(Rows.Selected, "#lists")
    def _enter_list(self) -> None:
        self._entries.focus()

    @on(Rows.Selected, "#entries")
    def _edit_selected(self) -> None:
        self._edit(self._entry)

    def action_edit_entry(self) -> None:
        """Edit the entry under the cursor; in the lists, go to the entries."""
        if self._is_elsewhere():
            return
        if self._lists.has_focus:
            self._entries.focus()
        elif self._list in FIELDS or self._entry is not None:
            self._edit(self._entry)

    def action_add_entry(self) -> None:
        """Add an entry to the list."""
        if self._list in FIELDS:
            self.say(_("The campaign itself has these fields only; Enter edits them."))
        elif not self._is_elsewhere():
            self._entries.focus()
            self._edit(None)

    def action_move_entry(self, by: int) -> None:
        """Move the entry down in its list by some lines."""
        entry = self._entry
        if entry is None or not self._entries.has_focus:
            return
        with self.refusals():
            self._desk.campaigns.move_in_list(self.campaign, self._list, key_of(entry), by)

    @work
    async def _edit(self, entry: Entry | None) -> None:
        """Ask for the values of an entry, or of the campaign itself."""
        from tui.dialogs.forms.list_forms import FieldForm

        key = None if entry is None else key_of(entry)
        first = (self._entries.cursor_key or "") if self._list in FIELDS else ""
        form = FieldForm(self._desk, self.campaign, self._list, key, first)
        saved = await self.app.push_screen_wait(form)
        if saved is not None:
            self._show_entries(saved)

    @work
    async def action_delete_entry(self) -> None:
        """Delete the entry; ask first, if something uses it."""
        if self._is_elsewhere():
            return
        if self._list in FIELDS:
            self.say(_("What the campaign itself says can be emptied: Enter. F6 deletes it."))
            return
        entry = self._entry
        if entry is None or not self._entries.has_focus:
            return
        name, key = self._list, key_of(entry)
        used = self._desk.campaigns.uses_in_list(self.campaign, name, key)
        if used and not await self.app.push_screen_wait(Confirm(self._question(name, key, used))):
            return
        with self.refusals():
            self._desk.campaigns.remove_from_list(self.campaign, name, key)
            self.tell_deleted(key)

    def _question(self, name: str, key: str, used: Uses) -> str:
        counts = (
            (ngettext("{count} task", "{count} tasks", used.tasks), used.tasks),
            (ngettext("{count} article", "{count} articles", used.articles), used.articles),
            (ngettext("{count} unit", "{count} units", used.units), used.units),
        )
        uses = ", ".join(text.format(count=count) for text, count in counts if count)
        phase = phase_instead(self.campaign, key) if name == "phases" else ""
        if phase:
            text = _("“{name}” has {uses}, which would go to “{phase}”. Delete it?")
        else:
            text = _("“{name}” is taken off {uses}; nothing else goes. Delete it from the list?")
        return text.format(name=key, uses=uses, phase=phase)
