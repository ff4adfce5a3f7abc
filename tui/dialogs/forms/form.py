"""The base class of forms for adding or editing a record, with fields declared as data."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple

import msgspec
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from store import Campaign, Desk, DeskError
from store.dates.due import Due
from store.dates.looking_back import read_past
from store.dates.parser import read_due
from tui.commands import bindings
from tui.commands.dialog_keys import Accept, FieldAbove, FieldBelow
from tui.dialogs.dialog import Dialog, Result
from tui.dialogs.forms.field_help import field_help
from tui.dialogs.picker import MultiPicker, Option, Picker
from tui.i18n import N_, sentence
from tui.widgets.choice import Choice
from tui.widgets.due import due_in_words, plain
from tui.widgets.entry.headline import HeadlineEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import Asks, PathField
from tui.widgets.labels import typed_day
from tui.widgets.terminal_safe import one_line


class Field(NamedTuple):
    """A field of a form."""

    name: str
    label: str
    """Already translated."""
    value: Any = ""
    """The initial value: a text, a date or None, or what was chosen."""
    kind: Literal["text", "day", "file", "files", "choice", "several", "turn"] = "text"
    """How it is filled in: typed (also as the path of a file), chosen from a list, or cycled."""
    hint: str = ""
    """Shown while nothing is typed; already translated."""
    among: Mapping[Any, str] = {}
    """The possible values and their labels; already translated."""
    has_echo: bool = False
    """Whether a line below shows how it is understood; a day always has one."""
    shares_line: bool = False
    """Whether the next field is on the same line, so that a long form fits in 24 lines."""
    heading: str = ""
    """The heading of the group that begins with it; already translated."""
    wraps: bool = False
    """Whether a long text is shown in several lines."""
    is_past: bool = False
    """Whether a day is past, so that a weekday is the last one."""
    help: str = ""
    """A sentence for the help, already translated, where its name has not the usual meaning."""

    @property
    def is_typed(self) -> bool:
        """Whether it is typed rather than chosen."""
        return self.kind in ("text", "day", "file", "files")

    @property
    def is_echoed(self) -> bool:
        """Whether a line below shows how it is understood."""
        return self.has_echo or self.kind == "day"

    @property
    def text(self) -> str:
        """The initial text of its entry."""
        return typed_day(self.value) if self.kind == "day" else str(self.value)

    def after(self, value: object) -> object:
        """Return the value that follows another one in the cycle."""
        known = list(self.among)
        return known[(known.index(value) + 1) % len(known)]

    def kept(self, plain_value: object) -> object:
        """Return the chosen value that was kept as a plain one.

        Raises:
            LookupError, TypeError, ValidationError: it cannot be chosen.
        """
        if self.kind == "turn":
            return {msgspec.to_builtins(value): value for value in self.among}[plain_value]
        return msgspec.convert(plain_value, tuple[str, ...] if self.kind == "several" else str)


class Echo(Static):
    """The line below a field: how the text is understood, or what is wrong with it.

    It is always there, so that the form does not move while somebody types.
    """

    DEFAULT_CSS = """
    Echo {
        height: auto; min-height: 1; max-height: 3; color: $text-muted;
        &.wrong { color: $text-error; }
        &.doubtful { color: $text-warning; }
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def tell(self, text: str) -> None:
        """Show how the text is understood."""
        self._show(text, "")

    def warn(self, text: str) -> None:
        """Show a warning."""
        self._show(text, "doubtful")

    def refuse(self, error: DeskError) -> None:
        """Show an error."""
        self._show(sentence(error), "wrong")

    def _show(self, text: str, tone: str) -> None:
        for name in ("wrong", "doubtful"):
            self.set_class(name == tone, name)
        self.update(one_line(text))


class Form(Dialog[Result]):
    """Ask for the values of a record, and save it; returns what `save` returns.

    If the desk refuses the values, the form stays open. The named days of `campaign` can be typed.
    `first` is the field to focus, if not the first one.
    """

    CHANGES = True
    PREFIX: ClassVar[str] = "entry-"
    """The prefix of the ids of typed fields; the id of a chosen field is its name."""
    BINDINGS = [Accept.labelled(N_("Save changes")), *bindings(FieldAbove, FieldBelow)]
    DEFAULT_CSS = """
    /* The fields scroll where they do not fit; the keys stay in sight. */
    Form #box { overflow-y: auto; }
    Form KeyLine { dock: bottom; }
    Form .field { margin-bottom: 0; }
    Form .label { min-width: 16; }
    Form PathField { margin-bottom: 0; }
    Form .group { height: 1; color: $primary; text-style: bold; }
    Form Echo { padding-left: 16; }
    """

    def __init__(
        self,
        title: str,
        desk: Desk,
        campaign: Campaign | None,
        fields: Sequence[Field],
        first: str = "",
    ) -> None:
        super().__init__(title)
        self._desk = desk
        self._campaign = campaign
        self._fields = {field.name: field for field in fields}
        self._chosen = {field.name: field.value for field in fields if not field.is_typed}
        self._first = first or fields[0].name

    @abstractmethod
    def save(self, values: Mapping[str, Any]) -> Result:
        """Save the values, by the names of the fields; a DeskError keeps the form open."""

    @property
    def fields_told(self) -> list[tuple[str, str]]:
        """Each field and what it is for, for the help; already translated."""
        told = (
            (field.label, field.help or field_help(field.name, self.PREFIX))
            for field in self._fields.values()
        )
        return [(label, help_text) for label, help_text in told if help_text]

    # -------------------------------------------------------------- what is drawn

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        fields = iter(self._fields.values())
        for field in fields:
            if field.heading:
                yield Static(field.heading, classes="group", markup=False)
            if field.shares_line:
                second = self._row(next(fields)).add_class("second")
                yield Horizontal(self._row(field), second, classes="field")
            else:
                yield self._row(field)
            if field.is_echoed:
                yield Echo(id=f"echo-{field.name}")

    def _row(self, field: Field) -> Widget:
        if field.kind in ("file", "files"):
            asks: Asks = "files" if field.kind == "files" else "file"
            name = self.PREFIX + field.name
            return PathField(field.label, field.text, asks=asks, placeholder=field.hint, id=name)
        label = Static(field.label, classes="label", markup=False)
        if field.is_typed:
            kind = HeadlineEntry if field.wraps else LineEntry
            entry = kind(field.text, placeholder=field.hint, id=self.PREFIX + field.name)
            entry.select_on_focus = field.is_echoed or field.text.isdigit()
            return Horizontal(label, entry, classes="field")
        return Horizontal(label, Choice(id=field.name), classes="field")

    def on_mount(self) -> None:
        """Show the chosen values, and focus the first field."""
        self._show()
        self._focus(self._fields[self._first])

    def _focus(self, field: Field) -> None:
        self.query_one(f"#{self.PREFIX if field.is_typed else ''}{field.name}").focus()

    def _show(self) -> None:
        for name in self._chosen:
            self.query_one(f"#{name}", Choice).value = self.shown(name) or "–"
        self.echo()

    def shown(self, name: str) -> str:
        """Return a chosen value as it is shown."""
        field, chosen = self._fields[name], self._chosen[name]
        values = chosen if field.kind == "several" else [chosen]
        return ", ".join(str(field.among.get(value, value)) for value in values)

    def echo(self) -> None:
        """Show below the fields how they are understood, or what is wrong with those left."""
        self.say("")
        for field in (field for field in self._fields.values() if field.is_echoed):
            self._echo(field, is_left=not (field.is_typed and self.entry(field.name).has_focus))

    def _echo(self, field: Field, is_left: bool) -> bool:
        """Show how a field is understood; return whether it is.

        What is typed at the moment may be half a word: an error waits until the field is left.
        """
        echo = self.query_one(f"#echo-{field.name}", Echo)
        try:
            echo.tell(self.understood(field.name))
        except DeskError as error:
            if is_left:
                echo.refuse(error)
            else:
                echo.tell("")
            return False
        return True

    def understood(self, name: str) -> str:
        """Return how a field is understood; raises InvalidValueError if it is not."""
        return due_in_words(self.due(name), self._today, self._campaign)

    # -------------------------------------------------------------- what was filled in

    @property
    def _today(self) -> date:
        return self._desk.records.today()

    def entry(self, name: str) -> LineEntry:
        """Return the entry of a field."""
        return self.query_one(f"#{self.PREFIX}{name}", LineEntry)

    def typed(self, name: str) -> str:
        """Return the text of a field."""
        return self.entry(name).text.strip()

    def due(self, name: str) -> Due:
        """Return the day typed in a field; raises InvalidValueError if it is none."""
        read = read_past if self._fields[name].is_past else read_due
        return plain(read(self.typed(name), self._today, self._campaign))

    def is_changed(self, name: str) -> bool:
        """Return whether a field differs from its initial value."""
        field = self._fields[name]
        if field.is_typed:
            return self.entry(name).text != field.text
        return bool(self._chosen[name] != field.value)

    def _value(self, field: Field) -> Any:
        if not field.is_typed:
            return self._chosen[field.name]
        if field.kind != "day":
            return self.typed(field.name)
        return self.due(field.name).day if self.is_changed(field.name) else field.value

    @property
    def has_unsaved(self) -> bool:
        """Whether a value was changed."""
        return any(map(self.is_changed, self._fields))

    @property
    def choices(self) -> dict[str, Any]:
        """The chosen values that differ from the initial ones, by the names of the fields."""
        changed = {name: value for name, value in self._chosen.items() if self.is_changed(name)}
        plain_values: dict[str, Any] = msgspec.to_builtins(changed)
        return plain_values

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Restore what `choices` returned."""
        fields = {name: self._fields[name] for name in self._chosen}
        self._chosen |= {name: fields[name].kept(value) for name, value in choices.items()}
        self._show()

    # -------------------------------------------------------------- keys

    @on(LineEntry.Changed)
    def _changed(self) -> None:
        self.echo()

    @on(events.DescendantBlur)
    def _left(self, event: events.DescendantBlur) -> None:
        for field in self._fields.values():
            if field.is_typed and field.is_echoed and self.entry(field.name) is event.widget:
                self._echo(field, is_left=True)

    @on(Choice.Asked)
    def _asked(self, event: Choice.Asked) -> None:
        field = self._fields[str(event.choice.id)]
        if field.kind != "turn":
            self._pick(field.name)
            return
        with self.refusals():
            self._put(**{field.name: field.after(self._chosen[field.name])})

    @work
    async def _pick(self, name: str) -> None:
        field, chosen = self._fields[name], self._chosen[name]
        is_several = field.kind == "several"
        kind = MultiPicker if is_several else Picker
        with self.refusals():
            options = self.options(name)
            picker = kind(field.label, options, chosen=chosen if is_several else [chosen])
            picked = await self.app.push_screen_wait(picker)
            if picked is not None:
                self._put(**{name: tuple(picked) if is_several else picked[0]})
                self._focus(self._after(field))

    def _after(self, field: Field) -> Field:
        """Return the next field; after the last one, that one."""
        fields = list(self._fields.values())
        return fields[min(fields.index(field) + 1, len(fields) - 1)]

    def options(self, name: str) -> Sequence[Option]:
        """Return what can be chosen; raises InvalidValueError if nothing can."""
        return [Option(value, label) for value, label in self._fields[name].among.items()]

    def _put(self, **chosen: Any) -> None:
        """Store what was chosen; raises InvalidValueError if it cannot be."""
        self._chosen |= chosen
        self._show()

    @on(LineEntry.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Save the values; an error is shown below its field, if it has such a line."""
        values = self.understood_values()
        if values is not None:
            with self.refusals():
                self.dismiss(self.save(values))

    def understood_values(self) -> dict[str, Any] | None:
        """Return the values, by the names of the fields; None if one is not understood."""
        for field in (field for field in self._fields.values() if field.is_echoed):
            if not self._echo(field, is_left=True):
                self._focus(field)
                return None
        return {name: self._value(field) for name, field in self._fields.items()}
