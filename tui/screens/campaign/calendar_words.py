"""The texts of the calendar: on a day, on an entry, and on one that was moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from store import Article, Campaign, Desk, Task
from store.campaigns.calendar import CalendarDay, Entry, Kind, Moved
from store.dates.due import Due, due_of
from store.text import show_day
from tui.i18n import N_, _, ngettext
from tui.widgets.calendar_rows import hour_of, span_of
from tui.widgets.due import WEEKDAYS, due_in_words
from tui.widgets.labels import status_name

KIND_NAMES: Final = {
    Kind.HOLIDAY: N_("Public holiday"),
    Kind.MILESTONE: N_("Milestone"),
    Kind.PEAK: N_("Peak"),
    Kind.ANNIVERSARY: N_("Anniversary"),
    Kind.PLANNED: N_("Planned export"),
    Kind.TASK: N_("Task"),
    Kind.OUT: N_("Went out"),
}
"""The name of each kind of entry; message ids."""


def day_line(found: CalendarDay, today: date) -> str:
    """Return the line above the entries of a day: its name and their number."""
    weekday = _(WEEKDAYS[found.day.weekday()])
    parts = [f"{weekday[:1].upper()}{weekday[1:]} {show_day(found.day)}"]
    if found.day == today:
        parts.append(_("today"))
    if count := len(found.entries):
        parts.append(ngettext("{count} entry", "{count} entries", count).format(count=count))
    return " · ".join(parts)


def nearest_told(nearest: date | None, days: Sequence[CalendarDay]) -> str:
    """Return where the nearest entry is, as seen from days without one; empty for none."""
    if nearest is None:
        return ""
    is_next = nearest > days[-1].day
    told = _("The next entry is on {day}.") if is_next else _("The last entry was on {day}.")
    return told.format(day=f"{_(WEEKDAYS[nearest.weekday()])} {show_day(nearest)}")


def detail(desk: Desk, entry: Entry) -> str:
    """Return the details of the entry under the cursor, for the line below the list."""
    record, today = entry.record, desk.records.today()
    parts = [_(KIND_NAMES[entry.kind])]
    if isinstance(record, Task):
        campaign = desk.campaigns.get(record.campaign)
        parts += [due_in_words(due_of(record), today, campaign), record.phase]
    elif isinstance(record, Article):
        parts += [hour_of(entry), status_name(record.status), record.byline]
    elif isinstance(record, Campaign):
        parts += [span_of(entry, today) if entry.last > entry.first else ""]
        hang = sum(
            t.campaign == record.id and t.anchor == (entry.name or entry.title) for t in desk.tasks
        )
        if hang:
            tasks = ngettext("{count} task hangs on it", "{count} tasks hang on it", hang)
            parts.append(tasks.format(count=hang))
    if isinstance(record, Task | Article):
        parts.append(", ".join(record.channels))
    return " · ".join(part for part in parts if part)


def told_of_move(desk: Desk, entry: Entry, moved: Moved) -> list[str]:
    """Return what the list does not show: what the entry depends on now, and what moved along.

    Of a named day it always includes the new day, because much may depend on it.
    """
    told = []
    if isinstance(entry.record, Campaign):
        day = f"{_(WEEKDAYS[moved.day.weekday()])} {show_day(moved.day)}"
        told.append(_("Moved to {day}.").format(day=day))
    if moved.anchor and isinstance(entry.record, Task):
        campaign = desk.campaigns.get(entry.record.campaign)
        due = Due(moved.day, None, moved.anchor, moved.offset)
        told.append(due_in_words(due, desk.records.today(), campaign))
    if moved.lost:
        plain = _("{day}: a fixed day now; it no longer depends on “{name}”.")
        told.append(plain.format(day=show_day(moved.day), name=moved.lost))
    if moved.along:
        along = ngettext("{count} task moved along.", "{count} tasks moved along.", moved.along)
        told.append(along.format(count=moved.along))
    return told
