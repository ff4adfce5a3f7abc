"""Days that are past, as people type them: “thứ sáu” in a ledger is the last one.

A due day looks ahead (`store.dates.parser`), and so does what is typed with a word for it (“thứ sáu
tuần sau”), or counted from today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from store.campaign_records import Campaign
from store.dates.due import Due
from store.dates.parser import read_due
from store.errors import InvalidValueError
from store.text import GONE, fold

_AHEAD: Final = re.compile(
    r"\b(?:(?:tuan|thang|nam) sau|toi|nua|nay|next|this|coming|later|from|in)\b|\+"
)
_WEEKS: Final = (7, 31, 62)
"""Of how many days ago the meaning is tried: a week, a month, two (31.)."""
_YEARS: Final = (365, 4 * 365 + 1)
"""And of a day that is far ahead: a year, four (29.2.)."""
_WEEK: Final = timedelta(days=7)


def read_past(text: str, today: date, campaign: Campaign | None) -> Due:
    """Parse a day as `parser.read_due`; of several that may be meant, the last one until today.

    Raises:
        InvalidValueError: it is not understood, does not exist, or is ambiguous.
    """
    due = read_due(text, today, campaign)
    if due.day is None or due.day <= today or due.anchor or _AHEAD.search(fold(text)):
        return due
    if _is_counted_from_today(text, today, due.day, campaign):
        return due
    is_far = due.day - today > GONE  # as far as a due day may be behind
    ago = (*_WEEKS, *_YEARS) if is_far else _WEEKS
    return next((one for one in _earlier(text, today, ago) if one.day and one.day <= today), due)


def a_week_earlier(text: str, due: Due, today: date, campaign: Campaign | None) -> Due:
    """Return the weekday of a week ago where a text says today's, as its hour has not come yet."""
    earlier = read_past(text, today - timedelta(days=1), campaign)
    is_weekday = due.day is not None and earlier.day == due.day - _WEEK
    return earlier if is_weekday else due


def _is_counted_from_today(text: str, today: date, day: date, campaign: Campaign | None) -> bool:
    """Tell whether a day moves with today, as “mai” does, and weekdays do not."""
    one = timedelta(days=1)
    return today > date.min and read_due(text, today - one, campaign).day == day - one


def _earlier(text: str, today: date, ago: Iterable[int]) -> Iterator[Due]:
    """Yield what a text meant some time ago, without the year of a campaign."""
    for days in ago:
        if (today - date.min).days > days:
            try:
                yield read_due(text, today - timedelta(days=days), None)
            except InvalidValueError:  # 29.2 of a year that has none
                continue
