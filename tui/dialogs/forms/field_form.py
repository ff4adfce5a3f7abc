"""The form of an entry of a campaign's lists, or of what the campaign itself says."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from store import Campaign, Desk, DeskError
from store.campaigns.lists import Entry, entries, key_of, place_of
from store.dates.due import Due
from store.dates.parser import read_due
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.dialogs.forms.list_forms import (
    LIST_NAMES,
    OWN,
    Field,
    entry_from,
    fields_of,
    own_changes,
    own_fields,
)
from tui.i18n import _, sentence
from tui.widgets.choice import Choice
from tui.widgets.due import due_in_words, plain
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_hint import Echo


class FieldForm(Dialog[str]):
    """Ask for the values of an entry, and put it on its list; answers the entry's key.

    The dialog goes only when the desk has taken the values: a refusal leaves what was typed.

    Args:
        desk: where the campaign is.
        campaign: whose lists they are.
        list_name: the list; `OWN` for what the campaign itself says.
        key: the entry as the list names it; None for a new one.
        first: the field to begin in; else the first one.
    """

    CHANGES = True
    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    FieldForm .field { margin-bottom: 0; }
    FieldForm .label { width: 16; }
    FieldForm Echo { padding-left: 16; }
    """

    def __init__(
        self, desk: Desk, campaign: Campaign, list_name: str, key: str | None, first: str = ""
    ) -> None:
        self._desk = desk
        self._campaign = campaign
        self._list = list_name
        self._entry = None if key is None else self._entry_named(key)
        if list_name == OWN:
            title, self._fields = _("The campaign"), own_fields(campaign)
        else:
            title = f"{_(LIST_NAMES[list_name])}: {_('Add') if key is None else _('Edit')}"
            self._fields = fields_of(self._entry, list_name, campaign)
        self._first = first or self._fields[0].name
        super().__init__(title)

    def _entry_named(self, key: str) -> Entry:
        found = entries(self._campaign, self._list)
        return found[place_of(self._campaign, self._list, key)]

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        for field in self._fields:
            yield Horizontal(
                Static(field.label, classes="label", markup=False),
                self._widget(field),
                classes="field",
            )
            if field.kind == "day":
                yield Echo(id=f"echo-{field.name}")

    def _widget(self, field: Field) -> Widget:
        name = f"field-{field.name}"
        if field.kind == "choice":
            return Choice(id=name)
        return LineEntry(field.value, placeholder=field.hint, id=name)

    def on_mount(self) -> None:
        """Show the values."""
        for field in self._fields:
            if field.kind == "choice":
                self.query_one(f"#field-{field.name}", Choice).value = field.value
        self.check_days()
        self.query_one(f"#field-{self._first}").focus()

    def _value(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, Choice):
            return widget.value
        assert isinstance(widget, LineEntry)
        return widget.text

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, by the names of the fields."""
        chosen = (field.name for field in self._fields if field.kind == "choice")
        return {name: self.query_one(f"#field-{name}", Choice).value for name in chosen}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose again what `choices` gave."""
        for name in self.choices:
            self.query_one(f"#field-{name}", Choice).value = choices[name]

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        return any(self._value(field) != field.value for field in self._fields)

    @on(LineEntry.Changed)
    def check_days(self) -> None:
        """Echo each day as it was understood, or say at once that it was not."""
        self.say("")
        for field in self._fields:
            if field.kind == "day":
                echo = self.query_one(f"#echo-{field.name}", Echo)
                try:
                    echo.tell(self._in_words(self._read(self._value(field))))
                except DeskError as error:
                    echo.refuse(error)

    @on(Choice.Asked)
    @work
    async def choose(self, event: Choice.Asked) -> None:
        """Ask for another value."""
        from tui.dialogs.picker import Option, Picker

        field = next(f for f in self._fields if event.choice.id == f"field-{f.name}")
        options = [Option(name, name) for name in field.among]
        picker = Picker(field.label, options, chosen=[event.choice.value])
        if picked := await self.app.push_screen_wait(picker):
            event.choice.value = picked[0]

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the values on the desk."""
        try:
            self.dismiss(self._save({field.name: self._value(field) for field in self._fields}))
        except DeskError as error:
            self.say(sentence(error))

    # -------------------------------------------------------------- days

    @property
    def _now(self) -> Campaign:
        """The campaign as it stands now."""
        return self._desk.campaigns[self._campaign.id]

    def _read(self, typed: str) -> Due:
        return plain(read_due(typed, self._desk.records.today(), self._now))

    def _in_words(self, due: Due) -> str:
        return due_in_words(Due(due.day), self._desk.records.today(), self._now)

    # -------------------------------------------------------------- saving

    def _save(self, typed: dict[str, str]) -> str:
        if self._list == OWN:
            changes = own_changes(typed, lambda text: self._read(text).day)
            self._desk.campaigns.edit(self._now, **changes)
            return self._first
        made = entry_from(self._list, typed, lambda text: self._read(text).day)
        if self._entry is None:
            changed = self._desk.campaigns.add_to_list(self._now, self._list, made)
            return key_of(entries(changed, self._list)[-1])
        key = key_of(self._entry)
        place = place_of(self._now, self._list, key)
        changed = self._desk.campaigns.edit_in_list(self._now, self._list, key, made)
        return key_of(entries(changed, self._list)[place])
