"""A due day in words: what was typed, as it was understood."""

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
    """Return a due day as it was understood.

    The day of the week, what it hangs on, how far it is.
    """
    shown = show_due(due, today, campaign)
    if shown.weekday_index is not None and shown.days_left is not None:
        parts = [f"{_(WEEKDAYS[shown.weekday_index])} {shown.when}", _left(shown.days_left)]
    elif shown.anchor:
        parts = [_("no day yet (Alt+L sets it)")]
    else:
        return ""
    # What it hangs on comes last: its name may be long, and is what is cut.
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
    """Return a due day again, for what needs its day at once.

    Raises:
        InvalidValueError: what it hangs on has no day yet.
    """
    if due.anchor and due.day is None:
        raise InvalidValueError(
            N_("“{name}” has no day yet; type another."), name=anchor_name(due.anchor)
        )
    return due


def _left(days: int) -> str:
    """Say how far off a day is."""
    count = abs(days)
    if days > 0:
        return ngettext("in {count} day", "in {count} days", count).format(count=count)
    if days < 0:
        return ngettext("{count} day ago", "{count} days ago", count).format(count=count)
    return _("today")
