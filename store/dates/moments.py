"""Moments as they are typed: a day with its hour."""

from __future__ import annotations

from datetime import datetime

from store.dates.zone import moment_at
from store.errors import N_, InvalidValueError
from store.records import Campaign


def read_moment(text: str, now: datetime, campaign: Campaign | None) -> datetime:
    """Parse a moment, "hôm qua 22h", "18.5 8h30"; an empty text is now.

    Raises:
        InvalidValueError: it is not understood, or has no time of day.
    """
    if not text.strip():
        return now
    from store.dates.parser import read_due  # slow to load: only when something was typed

    due = read_due(text, now.date(), campaign)
    if due.day is None or due.time is None:
        raise InvalidValueError(
            N_("Type the hour as well, such as hôm qua 22h or 18.5 8h30: the hours count from it.")
        )
    return moment_at(due.day, due.time, now)
