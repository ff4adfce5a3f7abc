"""Rights cases: articles that defend rights and interests, looked at again on their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from store.errors import N_, InvalidValueError
from store.records import RIGHTS, Article, FollowUp, Status


class Due(msgspec.Struct, frozen=True):
    """A day on which a case is looked at again, and has not been yet."""

    article: Article
    follow_up: FollowUp
    place: int
    """Where it stands among the follow-ups of the article."""
    days_left: int
    """Negative when the day has passed."""

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed."""
        return self.days_left < 0


class Case(msgspec.Struct, frozen=True):
    """A rights case, and when it is looked at next."""

    article: Article
    next: Due | None
    done: int
    """How many follow-ups are done."""

    @property
    def is_closed(self) -> bool:
        """Tell whether something has come of it and nothing more is to be looked at."""
        return bool(self.article.outcome.strip()) and self.next is None


def checked(follow_up: FollowUp) -> FollowUp:
    """Return a follow-up without spaces around what was typed.

    Raises:
        InvalidValueError: it does not say what is to be looked at.
    """
    what = follow_up.what.strip()
    if not what:
        raise InvalidValueError(N_("Say what is to be looked at on that day."))
    return msgspec.structs.replace(follow_up, what=what)


def in_order(found: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Return follow-ups by their day; those of one day stay in their order."""
    return tuple(sorted(found, key=lambda one: one.day))


def ticked(follow_up: FollowUp, now: datetime) -> FollowUp:
    """Return a follow-up as done now; one that is done, as open again."""
    return msgspec.structs.replace(follow_up, done=None if follow_up.done else now)


def is_case(article: Article) -> bool:
    """Tell whether an article is a rights case that is still worked on, out or not."""
    return article.kind == RIGHTS and article.status is not Status.CANCELLED


def next_follow_up(article: Article) -> FollowUp | None:
    """Return the next day of a rights case that is not done; None for any other article."""
    if not article.follow_ups or not is_case(article):
        return None
    return min((f for f in article.follow_ups if not f.done), key=lambda f: f.day, default=None)


def follow_ups(articles: Iterable[Article], today: date) -> list[Due]:
    """Return the follow-ups that are not done, of all rights cases, by their day.

    Args:
        articles: those to look at; what is no rights case is passed over.
        today: what the days left count from.
    """
    found = [
        Due(article, one, place, (one.day - today).days)
        for article in articles
        if article.follow_ups and is_case(article)
        for place, one in enumerate(article.follow_ups)
        if not one.done
    ]
    return sorted(found, key=lambda due: due.days_left)


def cases(articles: Iterable[Article], today: date) -> list[Case]:
    """Return the rights cases: by their next follow-up, overdue first; then without one.

    Closed last.

    A case without a day to look at it again and without an outcome is one that is being forgotten:
    it stands before those that are closed.
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
