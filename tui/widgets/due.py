"""A due day in words: what was typed, as it was understood."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.records import Campaign
from store.when.due import Due
from store.when.showing import show_due
from tui.i18n import N_, _, ngettext

WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
"""Message ids."""


def due_in_words(due: Due, today: date, campaign: Campaign | None) -> str:
    """Give a due day as it was understood: the day of the week, what it hangs on, how far it is."""
    shown = show_due(due, today, campaign)
    if shown.weekday_index is None or shown.days_left is None:
        return ""
    parts = [f"{_(WEEKDAYS[shown.weekday_index])} {shown.when}"]
    if shown.lost:
        parts.append(_("lost day: {name}").format(name=shown.anchor))
    elif shown.anchor:
        name = {"start": _("the start"), "end": _("the end")}.get(shown.anchor, shown.anchor)
        days = abs(shown.offset)
        if shown.offset < 0:
            text = ngettext("{count} day before: {name}", "{count} days before: {name}", days)
        elif shown.offset > 0:
            text = ngettext("{count} day after: {name}", "{count} days after: {name}", days)
        else:
            text = "{name}"
        parts.append(text.format(count=days, name=name))
    left = abs(shown.days_left)
    if shown.days_left > 0:
        parts.append(ngettext("in {count} day", "in {count} days", left).format(count=left))
    elif shown.days_left < 0:
        parts.append(ngettext("{count} day ago", "{count} days ago", left).format(count=left))
    else:
        parts.append(_("today"))
    return " · ".join(parts)
