"""A form of typed lines for one entry of a register."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from store import Campaign, Desk, DeskError, InvalidValueError
from store.dates.due import Due
from store.dates.parser import read_due
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import sentence
from tui.widgets.due import due_in_words, plain
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_hint import Echo


class Field(NamedTuple):
    """A line of the form."""

    name: str
    label: str
    """Already translated."""
    value: str = ""
    hint: str = ""
    """Shown while it is empty; already translated."""
    is_day: bool = False
    """Whether what is typed is a day, which is echoed as it was understood."""


class EntryForm(Dialog[bool]):
    """Ask for the values of an entry; goes only when the desk has taken them.

    Args:
        title: already translated.
        desk: where the entry goes.
        campaign: whose days are understood; None for none.
        fields: what is asked for.
    """

    CHANGES = True
    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    EntryForm .field { margin-bottom: 0; }
    EntryForm .label { width: 16; }
    EntryForm Echo { padding-left: 16; }
    """

    def __init__(
        self, title: str, desk: Desk, campaign: Campaign | None, fields: Sequence[Field]
    ) -> None:
        super().__init__(title)
        self._desk = desk
        self._campaign = campaign
        self._fields = {field.name: field for field in fields}

    @abstractmethod
    def keep(self) -> None:
        """Put what was typed on the desk; a refusal leaves the form open."""

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        for field in self._fields.values():
            entry = LineEntry(field.value, placeholder=field.hint, id=f"entry-{field.name}")
            yield self.row(field.label, entry)
            if field.is_day:
                yield Echo(id=f"echo-{field.name}")

    def row(self, label: str, widget: Widget) -> Horizontal:
        """Return a labelled line."""
        return Horizontal(Static(label, classes="label", markup=False), widget, classes="field")

    def on_mount(self) -> None:
        """Begin in the first field."""
        for field in self._fields.values():
            if field.is_day:
                self.echo(field.name)
        self.entry(next(iter(self._fields))).focus()

    def entry(self, name: str) -> LineEntry:
        """Return the entry of a field."""
        return self.query_one(f"#entry-{name}", LineEntry)

    def typed(self, name: str) -> str:
        """Return what stands in a field."""
        return self.entry(name).text.strip()

    def is_changed(self, name: str) -> bool:
        """Tell whether a field was typed in."""
        return self.entry(name).text != self._fields[name].value

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        return any(map(self.is_changed, self._fields))

    # -------------------------------------------------------------- days

    def due(self, name: str) -> Due:
        """Return the day that was typed in a field; raises InvalidValueError where it is none."""
        return plain(read_due(self.typed(name), self._desk.records.today(), self._campaign))

    def day(self, name: str) -> date | None:
        """Return the day that was typed in a field; raises InvalidValueError where it is none."""
        return self.due(name).day

    @on(LineEntry.Changed)
    def _typed(self, event: LineEntry.Changed) -> None:
        name = (event.input.id or "").removeprefix("entry-")
        if name in self._fields and self._fields[name].is_day:
            self.echo(name)

    def echo(self, name: str) -> None:
        """Say how a day was understood, or at once that it was not."""
        self.say("")
        echo = self.query_one(f"#echo-{name}", Echo)
        try:
            echo.tell(due_in_words(self.due(name), self._desk.records.today(), self._campaign))
        except InvalidValueError as error:
            echo.refuse(error)

    # -------------------------------------------------------------- the end

    @on(LineEntry.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Put the entry on the desk."""
        try:
            self.keep()
        except DeskError as error:
            self.say(sentence(error))
        else:
            self.dismiss(True)
