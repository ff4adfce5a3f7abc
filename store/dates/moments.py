"""Moments as they are typed: a day with its hour."""

from __future__ import annotations

from datetime import datetime

from store.campaign_records import Campaign
from store.dates.zone import moment_at
from store.errors import N_, InvalidValueError


def read_moment(
    text: str, now: datetime, campaign: Campaign | None, *, may_come: bool = False
) -> datetime:
    """Parse a moment, "hôm qua 22h", "18.5 8h30"; an empty text is now.

    Args:
        text: as it was typed.
        now: the moment from which it counts.
        campaign: what it belongs to.
        may_come: whether "thứ sáu" may be the next one; otherwise it is the last.

    Raises:
        InvalidValueError: it is not understood, or has no time of day.
    """
    if not text.strip():
        return now
    from store.dates.looking_back import a_week_earlier, read_past  # slow to load
    from store.dates.parser import read_due

    due = (read_due if may_come else read_past)(text, now.date(), campaign)
    if due.day is None or due.time is None:
        raise InvalidValueError(
            N_("Type the hour as well, such as hôm qua 22h or 18.5 8h30: the hours count from it.")
        )
    at = moment_at(due.day, due.time, now)
    if at <= now or may_come or due.day != now.date():
        return at
    due = a_week_earlier(text, due, now.date(), campaign)
    return moment_at(due.day, due.time, now) if due.day and due.time else at
