"""The log of negative news: how long each claim has waited for its answer.

A claim is answered when the article that answers it has gone out; the hours count from when it was
seen. None of this is stored, so withdrawing the answer opens the claim again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Final

import msgspec

from store.campaign_records import Campaign, Rumour
from store.campaigns.quotas import Kind, target_hours
from store.dates.zone import fixed, on_wall
from store.errors import N_, InvalidValueError
from store.records import Article, Id, Status
from store.text import fold

TOPIC: Final = "đẩy lùi thông tin tiêu cực"
"""The topic of an answer, if the campaign has it."""

_SECONDS: Final = 3600


class Entry(msgspec.Struct, frozen=True):
    """A claim, and the state of its answer."""

    rumour: Rumour
    answer: Article | None
    """The article that answers it, out or not; None if there is none (any more)."""
    answered: datetime | None
    """When the answer went out."""
    due: datetime
    """When the answer is due."""
    hours: float
    """From when it was seen until the answer, or until now while it is open."""
    is_late: bool
    """Whether the answer came too late, or is overdue."""

    @property
    def is_open(self) -> bool:
        """Tell whether it is unanswered."""
        return self.answered is None

    @property
    def hours_left(self) -> float:
        """Return the hours left; negative if it is overdue."""
        return (self.due - self.rumour.seen).total_seconds() / _SECONDS - self.hours


def checked(rumour: Rumour, now: datetime) -> Rumour:
    """Return a claim with its texts trimmed.

    Raises:
        InvalidValueError: it is empty, or seen in the future.
    """
    typed = {name: getattr(rumour, name).strip() for name in ("claim", "where", "checked")}
    if not typed["claim"]:
        raise InvalidValueError(N_("Write down what is claimed, in its own words."))
    if rumour.seen > now:
        raise InvalidValueError(
            N_("It cannot have been seen in the future; type when it was, or nothing.")
        )
    return msgspec.structs.replace(rumour, seen=fixed(rumour.seen), **typed)


def entries(
    campaign: Campaign,
    rumours: Iterable[Rumour],
    article: Callable[[Id | None], Article | None],
    now: datetime,
    first_out: Callable[[Article], datetime | None] = lambda article: article.out,
) -> list[Entry]:
    """Return the log of a campaign, in the order of `open_first`.

    Args:
        campaign: whose log.
        rumours: may be those of all campaigns.
        article: looks up an article by its ID.
        now: until when open claims have waited.
        first_out: returns when an answer first went out, in any of its versions.
    """
    target = target_hours(campaign, Kind.RUMOURS)
    return open_first(
        entry_of(rumour, answer, first_out(answer) if answer else None, now, target)
        for rumour in rumours
        if rumour.campaign == campaign.id
        for answer in [article(rumour.answer)]
    )


def open_first(found: Iterable[Entry]) -> list[Entry]:
    """Sort open entries first, by time left; then answered ones, the newest first.

    The sort is stable.
    """
    return sorted(found, key=_urgency)


def _urgency(entry: Entry) -> tuple[bool, float]:
    if entry.answered is None:
        return False, entry.due.timestamp()
    return True, -entry.answered.timestamp()


def entry_of(
    rumour: Rumour, answer: Article | None, out: datetime | None, now: datetime, target: int
) -> Entry:
    """Return the state of a claim that is to be answered within `target` hours.

    An article that was `out` before the claim was seen answers it at once.
    """
    answered = max(out, rumour.seen) if out else rumour.answered
    due = _after(on_wall(rumour.seen, now), target)
    end = answered or max(now, rumour.seen)
    return Entry(
        rumour=rumour,
        answer=answer,
        answered=answered,
        due=due,
        hours=(end - rumour.seen).total_seconds() / _SECONDS,
        is_late=end > due,
    )


def _after(seen: datetime, hours: int) -> datetime:
    try:
        return seen + timedelta(hours=hours)
    except OverflowError:  # a quota of a million hours
        return datetime.combine(datetime.max.date(), time(), seen.tzinfo)


def answer_to(entry: Entry, campaign: Campaign) -> Article:
    """Return a new article to answer a claim: tagged, and due in time."""
    topics = tuple(name for name in campaign.topics if fold(name) == fold(TOPIC))
    return Article(
        campaign=campaign.id, status=Status.ASSIGNED, due=entry.due.date(), topics=topics
    )
