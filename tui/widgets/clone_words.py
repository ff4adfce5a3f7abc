"""How a day is shifted when a campaign is cloned, in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.templates.clone import Rule, Shift
from store.text import show_day
from tui.i18n import N_, _
from tui.widgets.due import SHORT_WEEKDAYS
from tui.widgets.labels import anchor_name

WHY: Final = {
    Rule.FIXED: N_("the campaign's own day"),
    Rule.ANNIVERSARY: N_("anniversary: date kept"),
    Rule.LUNAR: N_("lunar day, looked up"),
    Rule.FACT: N_("fact of its year: open"),
    Rule.HANGS: N_("hangs on {anchor}"),
    Rule.WEEKDAY: N_("weekday kept"),
    Rule.DATE: N_("date kept"),
}
"""Why a day is shifted as it is; message ids."""


def what(shift: Shift) -> str:
    """Return the name of the day."""
    if shift.name == "start":
        return _("last day") if shift.part else _("first day")
    if shift.part == "until":
        return _("{name}: repeats until").format(name=shift.name)
    return _("{name}: last day").format(name=shift.name) if shift.part else shift.name


def why(shift: Shift) -> str:
    """Return the reason for its new date."""
    return _(WHY[shift.rule]).format(anchor=anchor_name(shift.anchor))


def shown_day(day: date | None) -> str:
    """Return a date with its weekday, "Mon 17.10.2027"; a dash for None."""
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {show_day(day)}" if day else "–"
