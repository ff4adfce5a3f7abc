"""A due day as it was parsed, or is stored in a task."""

from __future__ import annotations

from datetime import date
from datetime import time as time_of_day
from typing import Any

from msgspec import Struct

from store.campaign_records import Task


class Due(Struct, frozen=True):
    """When something is due."""

    day: date | None = None
    time: time_of_day | None = None
    anchor: str = ""
    """The exact name of a day of the campaign, a lunar day, `start` or `end`; empty if plain."""
    offset: int = 0
    """Days before (negative) the first day of the anchor, or after its last one."""


def due_of(task: Task) -> Due:
    """Return the due day of a task, with its anchor."""
    return Due(task.due, task.due_time, task.anchor, task.offset)


def due_fields(due: Due) -> dict[str, Any]:
    """Return the fields of a task that say when it is due."""
    return {
        "due": due.day,
        "due_time": due.time,
        "anchor": due.anchor,
        "offset": due.offset,
    }
