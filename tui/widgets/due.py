"""A due day in words, as it was understood."""

from __future__ import annotations

from datetime import date
from typing import Final

from store import Campaign, InvalidValueError
from store.dates.due import Due
from store.dates.formatting import show_due
from tui.i18n import N_, _, ngettext
from tui.widgets.labels import anchor_name

WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS: Final = (
    *(N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")),
)
"""Message ids, both."""


def due_in_words(due: Due, today: date, campaign: Campaign | None) -> str:
    """Return a due day in words: weekday and date, distance, and the day it is relative to."""
    shown = show_due(due, today, campaign)
    if shown.weekday_index is not None and shown.days_left is not None:
        parts = [f"{_(WEEKDAYS[shown.weekday_index])} {shown.when}", _left(shown.days_left)]
    elif shown.anchor:
        parts = [_("no day yet (Alt+L sets it)")]
    else:
        return ""
    # The anchor comes last: its name may be long and be truncated.
    if shown.lost:
        parts.append(_("lost day: {name}").format(name=shown.anchor))
    elif shown.anchor:
        name = anchor_name(shown.anchor)
        days = abs(shown.offset)
        if shown.offset < 0:
            text = ngettext("{count} day before: {name}", "{count} days before: {name}", days)
        elif shown.offset > 0:
            text = ngettext("{count} day after: {name}", "{count} days after: {name}", days)
        else:
            text = "{name}"
        parts.append(text.format(count=days, name=name))
    return " · ".join(parts)


def plain(due: Due) -> Due:
    """Return a due day unchanged; raises InvalidValueError if it has an anchor without a date."""
    if due.anchor and due.day is None:
        raise InvalidValueError(
            N_("“{name}” has no day yet; type another."), name=anchor_name(due.anchor)
        )
    return due


def _left(days: int) -> str:
    count = abs(days)
    if days > 0:
        return ngettext("in {count} day", "in {count} days", count).format(count=count)
    if days < 0:
        return ngettext("{count} day ago", "{count} days ago", count).format(count=count)
    return _("today")
