"""The form that notes that a unit has done a task: on which day, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Campaign, Desk, Task
from store.campaigns.acknowledgements import acknowledged
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _


class UnitDoneForm(Form[Task]):
    """Ask when a unit has done a task; answers the changed task. No day takes it back."""

    def __init__(self, desk: Desk, campaign: Campaign, task: Task, unit_name: str) -> None:
        ack = acknowledged(task, campaign).done.get(unit_name)
        day = ack.done if ack else desk.records.today()
        fields = [
            Field("day", _("Done on"), day, "day", _("empty: not done"), is_past=True),
            Field("note", _("Note"), ack.note if ack else "", hint=_("how it was done")),
        ]
        super().__init__(_("Done by {unit}").format(unit=unit_name), desk, campaign, fields)
        self._task_record = task
        self._unit_name = unit_name

    def save(self, values: Mapping[str, Any]) -> Task:
        """Note it on the task."""
        return self._desk.units.report_done(
            self._task_record, self._unit_name, values["day"], values["note"]
        )
