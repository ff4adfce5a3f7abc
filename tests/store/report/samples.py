"""What a campaign gives to report, and how to read what was written of it."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta, timezone

from ical.calendar_stream import IcsCalendarStream

from store.campaign_records import Campaign
from store.campaigns.rumours import entries
from store.report import COLUMNS, gather
from tests.tui.helpers import entries_for

NOW = datetime(2027, 5, 6, 9, tzinfo=timezone(timedelta(hours=7)))
TODAY = NOW.date()
EMPTY = Campaign(name="Trống")


def figures(campaign, tasks=(), articles=(), today=TODAY, rumours=(), posts=()):
    known = {one.id: one for one in articles}
    claims = entries(campaign, rumours, known.get, NOW)
    ledger = [*entries_for(*articles, at=NOW), *posts]
    moment = datetime.combine(today, NOW.timetz())
    return gather(campaign, tasks, known, ledger, moment, claims=claims)


def section(text: str, title: str) -> str:
    """The part of a report under a heading, up to the next one."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.lstrip("# ").startswith(title))
    rest = lines[start + 1 :]
    heading = re.compile(r"#*\s*(I+\.|\d\\?\.) |Nơi nhận|\*\*Nơi nhận")
    end = next((n for n, line in enumerate(rest) if heading.match(line)), len(rest))
    return "\n".join(rest[:end])


def cells(part):
    """The rows of the tables in a part of a report, the lines of a cell joined."""
    rows = []
    for line in part.split("\n"):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def read_csv(data: bytes) -> list[dict[str, str]]:
    """Read a plan as a program does: one apostrophe off the beginning of a cell."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    codes = {head: code for code, head in COLUMNS.items()}
    return [{codes[head]: cell.removeprefix("'") for head, cell in row.items()} for row in rows]


def read_calendar(data: bytes):
    """Read a calendar with another library than the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(data.decode())
