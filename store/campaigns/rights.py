"""Rights cases: articles that defend rights and interests, with follow-ups on set days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from store.errors import N_, InvalidValueError
from store.records import RIGHTS, Article, FollowUp, Status


class Due(msgspec.Struct, frozen=True):
    """A follow-up of a case that is not done."""

    article: Article
    follow_up: FollowUp
    place: int
    """Its index among the follow-ups of the article."""
    days_left: int
    """Negative if the day has passed."""

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed."""
        return self.days_left < 0


class Case(msgspec.Struct, frozen=True):
    """A rights case with its next follow-up."""

    article: Article
    next: Due | None
    done: int
    """How many follow-ups are done."""

    @property
    def is_closed(self) -> bool:
        """Tell whether it has an outcome and no more follow-ups."""
        return bool(self.article.outcome.strip()) and self.next is None


def checked(follow_up: FollowUp) -> FollowUp:
    """Return a follow-up with its text trimmed.

    Raises:
        InvalidValueError: it is empty.
    """
    what = follow_up.what.strip()
    if not what:
        raise InvalidValueError(N_("Say what is to be looked at on that day."))
    return msgspec.structs.replace(follow_up, what=what)


def in_order(found: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Return follow-ups sorted by day; the sort is stable."""
    return tuple(sorted(found, key=lambda one: one.day))


def ticked(follow_up: FollowUp, now: datetime) -> FollowUp:
    """Return a follow-up with its tick toggled."""
    return msgspec.structs.replace(follow_up, done=None if follow_up.done else now)


def is_case(article: Article) -> bool:
    """Tell whether an article is a rights case and not cancelled."""
    return article.kind == RIGHTS and article.status is not Status.CANCELLED


def next_follow_up(article: Article) -> FollowUp | None:
    """Return the next open follow-up of a rights case; None for any other article."""
    if not article.follow_ups or not is_case(article):
        return None
    return min((f for f in article.follow_ups if not f.done), key=lambda f: f.day, default=None)


def follow_ups(articles: Iterable[Article], today: date) -> list[Due]:
    """Return the open follow-ups of the rights cases among some articles, sorted by day."""
    found = [
        Due(article, one, place, (one.day - today).days)
        for article in articles
        if article.follow_ups and is_case(article)
        for place, one in enumerate(article.follow_ups)
        if not one.done
    ]
    return sorted(found, key=lambda due: due.days_left)


def cases(articles: Iterable[Article], today: date) -> list[Case]:
    """Return the rights cases by their next follow-up, overdue ones first.

    Cases without a follow-up and without an outcome come after these, closed ones last.
    """
    known = [article for article in articles if is_case(article)]
    first: dict[str, Due] = {}
    for due in follow_ups(known, today):
        first.setdefault(due.article.id, due)
    found = [
        Case(one, first.get(one.id), sum(f.done is not None for f in one.follow_ups))
        for one in known
    ]
    return sorted(found, key=_urgency)


def _urgency(case: Case) -> tuple[bool, bool, int]:
    return case.is_closed, case.next is None, case.next.days_left if case.next else 0
