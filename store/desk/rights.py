"""Rights cases: articles with a victim, follow-ups and an outcome."""

from __future__ import annotations

from store.campaign_records import Campaign
from store.campaigns import rights
from store.desk.unit_of_work import UnitOfWork, there
from store.errors import N_
from store.records import RIGHTS, Article, FollowUp


class Rights:
    """The rights cases of a desk, which are articles."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)

    def cases(self, campaign: Campaign | None = None) -> list[rights.Case]:
        """Return the rights cases of a campaign (None: of the desk), overdue follow-ups first."""
        own = (a for a in self._articles if campaign is None or a.campaign == campaign.id)
        return rights.cases(own, self._work.today())

    def mark(self, article: Article, is_case: bool) -> Article:
        """Set whether an article is a rights case; its follow-ups and outcome are kept."""
        return self._work.change(article, label=N_("kind"), kind=RIGHTS if is_case else "")

    def add_follow_up(self, article: Article, follow_up: FollowUp) -> Article:
        """Add a follow-up to a rights case; raises InvalidValueError where its text is empty."""
        known = self._articles[article.id].follow_ups
        together = rights.in_order((*known, rights.checked(follow_up)))
        return self._work.change(article, label=N_("new follow-up"), follow_ups=together)

    def edit_follow_up(self, article: Article, place: int, follow_up: FollowUp) -> Article:
        """Replace the follow-up at `place` (from 0)."""
        known = list(self._articles[article.id].follow_ups)
        known[there(place, known)] = rights.checked(follow_up)
        together = rights.in_order(known)
        return self._work.change(article, label=N_("edit follow-up"), follow_ups=together)

    def remove_follow_up(self, article: Article, place: int) -> Article:
        """Delete the follow-up at `place` (from 0)."""
        known = list(self._articles[article.id].follow_ups)
        del known[there(place, known)]
        return self._work.change(article, label=N_("delete follow-up"), follow_ups=tuple(known))

    def tick_follow_up(self, article: Article, place: int) -> Article:
        """Tick the follow-up at `place` (from 0), or take the tick off."""
        known = list(self._articles[article.id].follow_ups)
        spot = there(place, known)
        known[spot] = rights.ticked(known[spot], self._store.now())
        return self._work.change(article, label=N_("follow-up done"), follow_ups=tuple(known))

    def set_outcome(self, article: Article, outcome: str) -> Article:
        """Set the outcome of a rights case."""
        return self._work.change(article, label=N_("outcome"), outcome=outcome.strip())
