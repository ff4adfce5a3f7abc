"""What the tests of the calendar press, and how they read what it shows."""

from datetime import date, timedelta, timezone

from store import Task
from store.dates.parser import read_due

TODAY = date(2027, 4, 20)  # a Tuesday
HANOI = timezone(timedelta(hours=7))


def put_task(desk, campaign, title, typed="", **fields):
    due = read_due(typed, desk.records.today(), campaign)
    where = {"due": due.day, "due_time": due.time, "anchor": due.anchor, "offset": due.offset}
    return desk.tasks.add(
        Task(campaign=campaign.id, title=title, phase="triển khai", **{**where, **fields})
    )


async def calendar(seat, *keys):
    """Open the calendar, and press keys in it."""
    await seat.press("f2")
    seat.screen.checklist.show_campaign(next(iter(seat.desk.campaigns)))
    await seat.settle()
    await seat.press("alt+c")
    await seat.comes("CalendarScreen")
    await seat.press(*keys)


async def on_day(seat, typed, *keys):
    """Go to a day as it is typed, and press keys there."""
    await calendar(seat, "g")
    await seat.comes("AskDay")
    await seat.type(typed)
    await seat.press("enter")
    await seat.comes("CalendarScreen")
    await seat.press(*keys)


async def ask(seat, key, typed):
    await seat.press(key)
    await seat.comes("AskDay")
    await seat.type(typed)
    await seat.press("enter")
    await seat.comes("CalendarScreen")


def here(seat):
    return seat.app.screen._view.day


def entries(seat):
    return [entry.title for entry in seat.field("entries").items]


def current(seat):
    entry = seat.field("entries").current
    return entry.title if entry else None
