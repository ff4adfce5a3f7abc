"""Starting a campaign, from a template or empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Campaign, Desk, InvalidValueError
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _

LAST_MONTH_TO_BEGIN = 5
"""After May, the Workers' Month to plan is next year's."""

FROM_A_FILE = "file"
"""In place of a template's name: the form asks for the file."""


class CampaignForm(Form[Campaign]):
    """Ask for year and name, and add the campaign to the desk; returns the campaign.

    `template` is the name of a template, the path of its file, `FROM_A_FILE`, or empty.
    """

    PREFIX = ""

    def __init__(self, desk: Desk, template: str) -> None:
        today = desk.records.today()
        year = today.year + (today.month > LAST_MONTH_TO_BEGIN)
        hint = _("left empty: the template's name and the year") if template else ""
        fields = [Field("year", _("Year"), str(year)), Field("name", _("Name"), hint=hint)]
        if template == FROM_A_FILE:
            hint = _("a template that was sent to you: x.toml")
            fields.insert(0, Field("file", _("File"), hint=hint))
        first = "" if template else "name"
        super().__init__(_("New campaign"), desk, None, fields, first)
        self._template = template

    @property
    def has_unsaved(self) -> bool:
        """Whether a name or a file was typed."""
        return any(map(self.typed, self._fields.keys() - {"year"}))

    def save(self, values: Mapping[str, Any]) -> Campaign:
        """Add the campaign to the desk."""
        if not values["year"].isdecimal():
            raise InvalidValueError(N_("A year is a number such as 2027."))
        year, name = int(values["year"]), values["name"]
        if not self._template:
            return self._desk.campaigns.new_empty(name, year)
        template = self._template
        if template == FROM_A_FILE:
            template = values["file"].strip("\"'")
            if not template:
                raise InvalidValueError(N_("Name the template's file; it ends in .toml."))
        return self._desk.campaigns.new(template, year, name or None)
