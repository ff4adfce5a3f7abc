"""Adding and editing a unit of a campaign."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk, DeskError
from store.campaigns.units import below
from store.records import Unit
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import _, sentence
from tui.widgets.choice import Choice
from tui.widgets.entry.line import LineEntry

LINES = ("name", "short", "contact")
"""The fields that are typed; their entries are called `unit-…`."""


class UnitForm(Dialog[str]):
    """Ask for the values of a unit, and put it on the desk; answers its full name.

    The dialog goes only when the desk has taken the unit: a refusal leaves what was typed.

    Args:
        desk: where it goes.
        campaign: whose unit it is; gives the levels and the parents to choose from.
        unit: its values now.
        before: its full name on the desk; None for a new one.
    """

    CHANGES = True
    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, campaign: Campaign, unit: Unit, before: str | None) -> None:
        super().__init__(_("New unit") if before is None else _("Edit the unit"))
        self._desk = desk
        self._campaign = campaign
        self._given = self._draft = unit
        self._before = before

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        given = self._given
        yield self._field(_("Full name"), LineEntry(given.name, id="unit-name"))
        yield self._field(_("Short name"), LineEntry(given.short, id="unit-short"))
        if self._campaign.levels:
            yield self._field(_("Level"), Choice(id="unit-level"))
        else:  # nothing to choose from: the campaign lists none
            yield self._field(_("Level"), LineEntry(given.level, id="unit-level-typed"))
        yield self._field(_("Parent"), Choice(id="unit-parent"))
        hint = _("who answers, by phone or mail")
        entry = LineEntry(given.contact, placeholder=hint, id="unit-contact")
        yield self._field(_("Contact"), entry)

    def _field(self, label: str, widget: LineEntry | Choice) -> Horizontal:
        return Horizontal(Static(label, classes="label", markup=False), widget, classes="field")

    def on_mount(self) -> None:
        """Show the chosen values."""
        self._show_choices()
        self.query_one("#unit-name").focus()

    def _show_choices(self) -> None:
        for choice in self.query("#unit-level").results(Choice):
            choice.value = self._draft.level or "–"
        self.query_one("#unit-parent", Choice).value = self._draft.parent or _("– none, at the top")

    def _typed(self, name: str) -> str:
        return self.query_one(f"#unit-{name}", LineEntry).text

    @property
    def _filled_in(self) -> Unit:
        """The unit as the form has it now."""
        unit = replace(self._draft, **{name: self._typed(name) for name in LINES})
        for entry in self.query("#unit-level-typed").results(LineEntry):
            unit = replace(unit, level=entry.text)
        return unit

    @property
    def choices(self) -> dict[str, Any]:
        """The level and the parent that were chosen."""
        return {"level": self._draft.level, "parent": self._draft.parent}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose again what `choices` gave."""
        self._draft = replace(self._draft, level=choices["level"], parent=choices["parent"])
        self._show_choices()

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        return self._filled_in != self._given

    @on(Choice.Asked, "#unit-level")
    @work
    async def choose_level(self) -> None:
        """Ask for the level."""
        from tui.dialogs.picker import Option, Picker

        options = [Option(name, name) for name in self._campaign.levels]
        picker = Picker(_("Level"), options, chosen=[self._draft.level])
        if picked := await self.app.push_screen_wait(picker):
            self._draft = replace(self._draft, level=picked[0])
            self._show_choices()

    @on(Choice.Asked, "#unit-parent")
    @work
    async def choose_parent(self) -> None:
        """Ask for the parent; it can be none that is below the unit."""
        from tui.dialogs.picker import Option, Picker

        units = self._campaign.units
        own = {self._before, *(unit.name for unit in below(units, self._before or ""))}
        options = [Option("", _("– none, at the top"))]
        options += [
            Option(unit.name, unit.short or unit.name, unit.name if unit.short else "")
            for unit in units
            if unit.name not in own
        ]
        picker = Picker(_("Parent"), options, chosen=[self._draft.parent])
        picked = await self.app.push_screen_wait(picker)
        if picked:
            self._draft = replace(self._draft, parent=picked[0])
            self._show_choices()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the unit on the desk."""
        unit = self._filled_in
        try:
            if self._before is None:
                saved = self._desk.units.add(self._campaign, unit)
            else:
                saved = self._desk.units.edit(self._campaign, self._before, unit)
        except DeskError as error:
            self.say(sentence(error))
        else:
            self.dismiss(saved.name)
