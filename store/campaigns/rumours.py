"""The log of negative news: how long each claim has waited for its answer.

A claim counts as answered when the article that answers it has gone out; the hours run from when
the claim was seen. Live: nothing of it is stored, so a withdrawn answer opens the claim again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Final

import msgspec

from store.campaigns.quotas import Kind, kind_of
from store.dates.zone import fixed, moment_at
from store.errors import N_, InvalidValueError
from store.records import Article, Campaign, Id, Rumour, Status
from store.text import fold

USUAL_HOURS: Final = 24
"""Hours in which a claim is to be answered where the campaign has set itself no number."""

TOPIC: Final = "đẩy lùi thông tin tiêu cực"
"""The topic of an answer, where the campaign has it."""

_SECONDS: Final = 3600


class Entry(msgspec.Struct, frozen=True):
    """A claim, and how it stands with its answer."""

    rumour: Rumour
    answer: Article | None
    """The article that answers it, out or not; None where there is none (any more)."""
    answered: datetime | None
    """When the answer went out."""
    due: datetime
    """Until when it is to be out."""
    hours: float
    """From seen to answered; while it is open, to now."""
    is_late: bool
    """Whether the answer came, or is still missing, after its time."""

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for its answer."""
        return self.answered is None

    @property
    def hours_left(self) -> float:
        """Return the hours that are left; negative when the time has passed."""
        return (self.due - self.rumour.seen).total_seconds() / _SECONDS - self.hours


def checked(rumour: Rumour, now: datetime) -> Rumour:
    """Return a claim without spaces around what was typed.

    Raises:
        InvalidValueError: there is no claim, or it is seen in the future.
    """
    typed = {name: getattr(rumour, name).strip() for name in ("claim", "where", "checked")}
    if not typed["claim"]:
        raise InvalidValueError(N_("Write down what is claimed, in its own words."))
    if rumour.seen > now:
        raise InvalidValueError(
            N_("It cannot have been seen in the future; type when it was, or nothing.")
        )
    return msgspec.structs.replace(rumour, seen=fixed(rumour.seen), **typed)


def read_seen(text: str, now: datetime, campaign: Campaign | None) -> datetime:
    """Read when a claim was seen, as people type it: "hôm qua 22h", "18.5 8h30"; nothing is now.

    Raises:
        InvalidValueError: it is not understood, or does not say the hour.
    """
    if not text.strip():
        return now
    from store.dates.parser import read_due  # and its patterns: only when something was typed

    due = read_due(text, now.date(), campaign)
    if due.day is None or due.time is None:
        raise InvalidValueError(
            N_(
                "Type the hour as well, such as hôm qua 22h or 18.5 8h30: the hours to the answer "
                "count from it."
            )
        )
    return moment_at(due.day, due.time, now)


def target_hours(campaign: Campaign) -> int:
    """Return in how many hours a campaign answers: what it has set itself, else a day."""
    hours = (quota.at_most for quota in campaign.quotas if kind_of(quota) is Kind.ANSWERS)
    return next(filter(None, hours), USUAL_HOURS)


def answered_at(rumour: Rumour, answer: Article | None) -> datetime | None:
    """Return when the answer went out; None while it has not, or is taken back.

    An article that was out before the claim was seen answers it at once.
    """
    if answer is None or answer.status is not Status.EXPORTED or answer.exported is None:
        return None
    return max(answer.exported, rumour.seen)


def is_late(rumour: Rumour, answer: Article | None, now: datetime, target: int) -> bool:
    """Tell whether the answer came, or is still missing, more than `target` hours after."""
    return _entry(rumour, answer, now, target).is_late


def entries(
    campaign: Campaign,
    rumours: Iterable[Rumour],
    article: Callable[[Id | None], Article | None],
    now: datetime,
) -> list[Entry]:
    """Return the log of a campaign, the open claims first (`open_first`).

    Args:
        campaign: whose log it is; sets the hours.
        rumours: all claims.
        article: gives an article by its id.
        now: what the hours of open claims count to.
    """
    target = target_hours(campaign)
    return open_first(
        _entry(rumour, article(rumour.answer), now, target)
        for rumour in rumours
        if rumour.campaign == campaign.id
    )


def open_first(found: Iterable[Entry]) -> list[Entry]:
    """Sort: the open ones first, the least time left on top; then the answered, the newest first.

    Entries that count to the same moment stay in the order they were logged in.
    """
    return sorted(found, key=_urgency)


def _urgency(entry: Entry) -> tuple[bool, float]:
    if entry.answered is None:
        return False, entry.due.timestamp()
    return True, -entry.answered.timestamp()


def _entry(rumour: Rumour, answer: Article | None, now: datetime, target: int) -> Entry:
    answered = answered_at(rumour, answer)
    due = _after(rumour.seen, target)
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
    """Return a new article that is to answer a claim: tagged, and due before the hours are over."""
    topics = tuple(name for name in campaign.topics if fold(name) == fold(TOPIC))
    return Article(
        campaign=campaign.id, status=Status.ASSIGNED, due=entry.due.date(), topics=topics
    )
