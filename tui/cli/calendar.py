"""The calendar on the command line: what stands on which day."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store import Campaign, Desk, Task
from store.errors import N_, InvalidValueError
from tui import settings
from tui.cli.console import cell, fields, note, opened, refuse_where_none, safe_json
from tui.cli.parser import Commands
from tui.i18n import _

if TYPE_CHECKING:
    from store.campaigns.calendar import CalendarDay, Entry

AHEAD: Final = timedelta(days=30)
"""How many days after the first one are listed where `--to` is not given."""

KINDS: Final = (
    *(N_("holiday"), N_("milestone"), N_("peak"), N_("anniversary")),
    *(N_("planned"), N_("task"), N_("out")),
)
"""The kinds of entries, as they are translated for people; in JSON they stay codes."""


def add(commands: Commands) -> None:
    """Add the command."""
    made = commands.add(
        "calendar", _calendar, _("list tasks, exports, milestones and holidays by day")
    )
    made.add_argument("--campaign", metavar="NAME", help=_("only this campaign"))
    made.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help=_("the first day: 18.5, friday, +3d (default: today)"),
    )
    made.add_argument(
        "--to",
        dest="last",
        metavar="DAY",
        help=_("the last day (default: 30 days after the first)"),
    )
    made.add_argument("--json", action="store_true", help=_("one JSON array of objects"))


def _calendar(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        campaign = desk.campaigns.find(options.campaign) if options.campaign else None
        first = _day(options.first, desk.records.today(), campaign) or desk.records.today()
        last = _day(options.last, desk.records.today(), campaign) or _ahead(first)
        found = desk.calendar.days(campaign, first, last)
        rows = [_row(desk, day, entry) for day in found for entry in day.entries]
    if options.json:
        print(safe_json(rows))
        return 0
    for row in rows:
        state = _("late") if row["late"] else _("done") if row["done"] else None
        words = (row["day"], _(row["kind"]), state, row["title"])
        whose = [] if campaign else [row["campaign"]]
        print("  ".join(cell(word) for word in (*words, *whose)))
    if not rows:
        note(_("Nothing stands on these days."))
    return 0


def _day(typed: str | None, today: date, campaign: Campaign | None) -> date | None:
    """Read a day as it is typed; None where none is."""
    if typed is None:
        return None
    from store.dates.parser import read_due

    due = read_due(typed, today, campaign)
    if due.day is None:
        raise InvalidValueError(N_("“{text}” has no day yet; type a day such as 18.5."), text=typed)
    return due.day


def _ahead(first: date) -> date:
    return first + min(AHEAD, date.max - first)


def _row(desk: Desk, day: CalendarDay, entry: Entry) -> dict[str, Any]:
    campaign = desk.campaigns.get(entry.campaign)
    record = entry.record
    return {
        "day": day.day,
        "kind": entry.kind,
        "title": entry.title,
        "time": record.due_time if isinstance(record, Task) else None,
        **fields(entry, "first", "last", "late"),
        # A day that has passed is no work that was done.
        "done": entry.done and entry.kind in ("task", "out"),
        "id": record.id if record and not isinstance(record, Campaign) else None,
        "campaign": campaign.name if campaign else None,
        "campaign_id": entry.campaign,
    }
