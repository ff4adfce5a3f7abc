"""What stands on the days of a desk, for the tests of the calendar."""

from __future__ import annotations

from datetime import date

from store import Campaign, Task
from store.dates.parser import read_due

TODAY = date(2027, 4, 20)


def on(desk, day, campaign=None, **options):
    """What stands on a day: kinds and titles."""
    (found,) = desk.calendar.days(campaign, day, day, **options)
    return [(str(entry.kind), entry.title) for entry in found.entries]


def entry_of(desk, day, title, campaign=None):
    (found,) = desk.calendar.days(campaign, day, day)
    return next(entry for entry in found.entries if entry.title == title)


def put_campaign(desk, name="Mùa quà", **fields):
    return desk.records.add(Campaign(name=name, year=2027, phases=("triển khai",), **fields))


def put_task(desk, campaign, title, typed="", **fields):
    due = read_due(typed, desk.records.today(), campaign)
    where = {"due": due.day, "due_time": due.time, "anchor": due.anchor, "offset": due.offset}
    return desk.tasks.add(Task(campaign=campaign.id, title=title, **{**where, **fields}))
