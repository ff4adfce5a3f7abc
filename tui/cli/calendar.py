"""The calendar on the command line: the entries by day."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store import Campaign, Desk, Task
from store.errors import N_
from tui import settings
from tui.cli.console import cell, fields, note, opened, read_day, refuse_where_none, safe_json
from tui.cli.parser import Commands
from tui.i18n import _

if TYPE_CHECKING:
    from store.campaigns.calendar import CalendarDay, Entry

AHEAD: Final = timedelta(days=30)
"""The period that is listed if `--to` is not given."""

KINDS: Final = (
    *(N_("holiday"), N_("milestone"), N_("peak"), N_("anniversary")),
    *(N_("planned"), N_("task"), N_("out")),
)
"""The kinds of entries, marked for translation; in JSON they stay codes."""


def add(commands: Commands) -> None:
    """Add the command."""
    about = _("list tasks, exports, milestones and holidays by day")
    made = commands.add("calendar", _calendar, about)
    made.add_argument("--campaign", metavar="NAME", help=_("only this campaign"))
    first = _("the first day: 18.5, Friday, +3d (default: today)")
    made.add_argument("--from", dest="first", metavar="DAY", help=first)
    last = _("the last day (default: 30 days after the first)")
    made.add_argument("--to", dest="last", metavar="DAY", help=last)
    made.add_argument("--json", action="store_true", help=_("one JSON array of objects"))


def _calendar(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        campaign = desk.campaigns.find(options.campaign) if options.campaign else None
        today = desk.records.today()
        first = read_day(options.first, today, campaign) or today
        last = read_day(options.last, today, campaign) or first + min(AHEAD, date.max - first)
        found = desk.calendar.days(campaign, first, last)
        rows = [_row(desk, day, entry) for day in found for entry in day.entries]
    if options.json:
        print(safe_json(rows))
        return
    for row in rows:
        state = _("overdue") if row["late"] else _("done") if row["done"] else None
        words = (row["day"], _(row["kind"]), state, row["title"])
        whose = [] if campaign else [row["campaign"]]
        print("  ".join(map(cell, (*words, *whose))))
    if not rows:
        note(_("Nothing stands on these days."))


def _row(desk: Desk, day: CalendarDay, entry: Entry) -> dict[str, Any]:
    campaign = desk.campaigns.get(entry.campaign)
    record = entry.record
    return {
        "day": day.day,
        "kind": entry.kind,
        "title": entry.title,
        "time": record.due_time if isinstance(record, Task) else None,
        **fields(entry, "first", "last", "late"),
        # A named day that has passed is not work that was done.
        "done": entry.done and entry.kind in ("task", "out"),
        "id": record.id if record and not isinstance(record, Campaign) else None,
        "campaign": campaign.name if campaign else None,
        "campaign_id": entry.campaign,
    }
