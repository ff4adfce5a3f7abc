"""The form of an entry of a campaign's lists, or of the campaign's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Campaign, Desk
from store.campaigns.lists import entries, key_of, place_of
from store.dates.due import Due
from tui.dialogs.forms.form import Form
from tui.dialogs.forms.list_forms import (
    LIST_NAMES,
    OWN,
    entry_from,
    fields_of,
    own_changes,
    own_fields,
)
from tui.i18n import _


class FieldForm(Form[str]):
    """Ask for the values of an entry, and save it in its list; returns the entry's key.

    Args:
        desk: of the campaign.
        campaign: whose lists they are.
        list_name: the list; `OWN` for the campaign's own fields.
        key: of the entry; None for a new one.
        first: the field to focus, if not the first one.
    """

    PREFIX = "field-"

    _campaign: Campaign

    def __init__(
        self, desk: Desk, campaign: Campaign, list_name: str, key: str | None, first: str = ""
    ) -> None:
        self._list = list_name
        self._key = key
        if list_name == OWN:
            title, fields = _("The campaign"), own_fields(campaign)
        else:
            title = f"{_(LIST_NAMES[list_name])}: {_('Add') if key is None else _('Edit')}"
            known = entries(campaign, list_name)
            entry = None if key is None else known[place_of(campaign, list_name, key)]
            fields = fields_of(entry, list_name, campaign)
        super().__init__(title, desk, campaign, fields, first)

    def due(self, name: str) -> Due:
        """Return the day without its anchor, which is not kept; raises InvalidValueError."""
        return Due(super().due(name).day)

    def save(self, values: Mapping[str, Any]) -> str:
        """Save the entry in its list, or the campaign's own fields."""
        campaign = self._desk.campaigns[self._campaign.id]
        if self._list == OWN:
            self._desk.campaigns.edit(campaign, **own_changes(values))
            return self._first
        made = entry_from(self._list, values)
        if self._key is None:
            changed = self._desk.campaigns.add_to_list(campaign, self._list, made)
            return key_of(entries(changed, self._list)[-1])
        place = place_of(campaign, self._list, self._key)
        changed = self._desk.campaigns.edit_in_list(campaign, self._list, self._key, made)
        return key_of(entries(changed, self._list)[place])
