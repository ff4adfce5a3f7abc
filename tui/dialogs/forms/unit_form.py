"""The form of a unit of a campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from store import Campaign, Desk
from store.campaign_records import Unit
from store.campaigns.units import below
from tui.dialogs.forms.form import Field, Form
from tui.dialogs.picker import Option
from tui.i18n import _


class UnitForm(Form[str]):
    """Ask for the values of a unit, and save it; returns its full name.

    `before` is its full name on the desk; None for a new one.
    """

    PREFIX = "unit-"

    _campaign: Campaign

    def __init__(self, desk: Desk, campaign: Campaign, unit: Unit, before: str | None) -> None:
        level = Field("level", _("Level"), unit.level)
        if campaign.levels:  # else there is nothing to choose from
            among = {name: name for name in campaign.levels}
            level = level._replace(kind="choice", among=among)
        at_the_top = {"": _("– none, at the top")}
        hint = _("who answers, by phone or mail")
        fields = [
            Field("name", _("Full name"), unit.name),
            Field("short", _("Short name"), unit.short),
            level,
            Field("parent", _("Parent"), unit.parent, "choice", among=at_the_top),
            Field("contact", _("Contact"), unit.contact, hint=hint),
        ]
        title = _("New unit") if before is None else _("Edit the unit")
        super().__init__(title, desk, campaign, fields)
        self._unit = unit
        self._before = before

    def options(self, name: str) -> Sequence[Option]:
        """Return what can be chosen; a unit below this one cannot be its parent."""
        options = super().options(name)
        if name == "level":
            return options
        units = self._campaign.units
        own = {self._before, *(unit.name for unit in below(units, self._before or ""))}
        others = [unit for unit in units if unit.name not in own]
        shown = [Option(u.name, u.short or u.name, u.name if u.short else "") for u in others]
        return [*options, *shown]

    def save(self, values: Mapping[str, Any]) -> str:
        """Save the unit."""
        unit = replace(self._unit, **values)
        if self._before is None:
            return self._desk.units.add(self._campaign, unit).name
        return self._desk.units.edit(self._campaign, self._before, unit).name
