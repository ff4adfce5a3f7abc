"""The burn-down of a campaign: tasks left and pieces out, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from msgspec import Struct

from store.campaign_records import Campaign, Task
from store.dates.zone import local_day
from store.ledger import Outs

LONGEST: Final = 366
"""The most days in the chart, in case a task is due in 2099."""


class Pace(Struct, frozen=True):
    """A campaign from its first day to its last; empty if nothing in it has a day."""

    days: tuple[date, ...] = ()
    planned: tuple[int, ...] = ()
    """The tasks that would be left at the end of each day if each were done on its day."""
    left: tuple[int, ...] = ()
    """The tasks left at the end of each day, up to today."""
    out: tuple[int, ...] = ()
    """The pieces that first went out on each day, up to today."""


def pace(campaign: Campaign, tasks: Sequence[Task], outs: Outs, today: date) -> Pace:
    """Count a campaign day by day, by its current tasks, whenever they were added.

    What is out, and since when, the ledger says (`store.ledger.first_outs`).

    Its start and end are the first and the last day, unless something is beyond.
    """
    done = Counter(local_day(task.done) for task in tasks if task.done)
    due = Counter(task.due for task in tasks if task.due)
    out = Counter(local_day(min(times.values())) for times in outs.values())
    known = {*done, *due, *out, *(day for day in (campaign.start, campaign.end) if day)}
    if not known:
        return Pace()
    last = max(known)
    first = max(min(known), last - timedelta(days=min(LONGEST - 1, (last - date.min).days)))
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    past = [day for day in days if day <= today]
    return Pace(
        days=days,
        planned=_left(len(tasks), due, days),
        left=_left(len(tasks), done, past),
        out=tuple(out[day] for day in past),
    )


def _left(total: int, gone: Counter[date], days: Sequence[date]) -> tuple[int, ...]:
    """Return how many of `total` are left at the end of each day."""
    before = sum(count for day, count in gone.items() if days and day < days[0])
    by_day = accumulate(gone[day] for day in days)
    return tuple(total - before - so_far for so_far in by_day)
