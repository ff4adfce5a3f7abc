"""Format due days, for display and as one would type them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from store.campaign_records import Campaign
from store.dates.anchors import END, START, has_anchor
from store.dates.due import Due
from store.dates.parser import read_due
from store.errors import InvalidValueError
from store.text import show_day, show_time


class Shown(Struct, frozen=True):
    """The parts of a due day, which a screen combines in its own language."""

    when: str
    """In the house style, "18.5.2027 22h"; empty while the anchor is undated."""
    weekday_index: int | None
    """0 is Monday."""
    days_left: int | None
    """Negative if the day has passed."""
    anchor: str
    offset: int
    lost: bool
    """Whether the campaign no longer has the anchor; `when` is then the last known day."""
    text: str
    """What one would type for it: `read_due` gives the same due day again."""


def show_due(due: Due, today: date, campaign: Campaign | None, *, english: bool = False) -> Shown:
    """Return the parts of a due day, and what one would type for it in Vietnamese or English."""
    time = show_time(due.time) if due.time is not None else ""
    lost = bool(due.anchor) and (campaign is None or not has_anchor(due.anchor, campaign))
    when = " ".join(filter(None, (show_day(due.day), time))) if due.day else ""
    text = when
    if due.anchor and campaign is not None and not lost:
        text = _typed(due, time, today, campaign, english)
    return Shown(
        when=when,
        weekday_index=due.day.weekday() if due.day else None,
        days_left=(due.day - today).days if due.day else None,
        anchor=due.anchor,
        offset=due.offset,
        lost=lost,
        text=text,
    )


def _typed(due: Due, time: str, today: date, campaign: Campaign, english: bool) -> str:
    """Return the plainest text for an anchored due day that parses as the same."""
    if due.anchor == START:
        return f"D{due.offset:+d} {time}".replace("+0", "").strip()
    if due.anchor == END:
        name = "the end" if english else "kết thúc"
        surest = f"end{due.offset:+d} {time}".strip()
    else:
        name = due.anchor
        surest = f"{_counted(due.offset, f'“{due.anchor}”', english)} {time}".strip()
    text = f"{_counted(due.offset, name, english)} {time}".strip()
    try:
        again = read_due(text, today, campaign)
    except InvalidValueError:
        return surest
    same = (again.anchor, again.offset, again.time) == (due.anchor, due.offset, due.time)
    return text if same else surest


def _counted(offset: int, name: str, english: bool) -> str:
    if not offset:
        return name
    number = abs(offset)
    if english:
        days = "day" if number == 1 else "days"
        return f"{number} {days} {'before' if offset < 0 else 'after'} {name}"
    return f"{number} ngày {'trước' if offset < 0 else 'sau'} {name}"
