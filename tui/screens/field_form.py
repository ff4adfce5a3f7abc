"""A form of a few fields, made from a list of them: text, days, numbers, choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from store import DeskError
from store.when.due import Due
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.i18n import sentence
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.echo import Echo
from tui.widgets.entry.line import LineEntry


class Field(NamedTuple):
    """A field of a form."""

    name: str
    label: str
    """Already translated."""
    value: str = ""
    kind: Literal["text", "day", "choice"] = "text"
    hint: str = ""
    """What stands in it while it is empty; already translated."""
    among: Sequence[str] = ()
    """What can be chosen."""


class FieldForm(Dialog[str]):
    """Ask for the values of some fields; answers what `save` gives.

    The dialog goes only when `save` has taken the values: a refusal leaves what was typed.

    Args:
        title: already translated.
        fields: in their order.
        save: takes the values by the names of the fields; raises DeskError to refuse them.
        read: reads a day as it was typed.
        echo: says a day as it was understood.
        first: the field to begin in; else the first one.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    FieldForm .field { margin-bottom: 0; }
    FieldForm .label { width: 16; }
    FieldForm Echo { padding-left: 16; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, str]], str],
        *,
        read: Callable[[str], Due],
        echo: Callable[[Due], str],
        first: str = "",
    ) -> None:
        super().__init__(title)
        self._fields = fields
        self._save = save
        self._read = read
        self._echo = echo
        self._first = first or fields[0].name

    def compose_body(self) -> ComposeResult:
        """Give the fields."""
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
                    echo.tell(self._echo(self._read(self._value(field))))
                except DeskError as error:
                    echo.refuse(error)

    @on(Choice.Asked)
    @work
    async def choose(self, event: Choice.Asked) -> None:
        """Ask for another value."""
        from tui.screens.pick import Option, Picker

        field = next(f for f in self._fields if event.choice.id == f"field-{f.name}")
        options = [Option(name, name) for name in field.among]
        picker = Picker(field.label, options, chosen=[event.choice.value])
        if picked := await self.app.push_screen_wait(picker):
            event.choice.value = picked[0]

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Give the values to whoever asked."""
        save = partial(self._save, {field.name: self._value(field) for field in self._fields})
        try:
            self.dismiss(save())
        except DeskError as error:
            self.say(sentence(error))
