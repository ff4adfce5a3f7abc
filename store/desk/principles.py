"""The principles at work: facts, documents, sources, negative news, rights cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from store.articles import sources
from store.campaigns import facts, rights, rumours
from store.desk.conflict_copies import ConflictCopies
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import RIGHTS, Article, Campaign, Document, Fact, FollowUp, Rumour, Source


class Principles(ConflictCopies):
    """A desk as far as what a campaign stands by goes."""

    def today(self) -> date:
        """Return the day it is."""
        return self.now().date()

    # ------------------------------------------------------------------ the fact sheet

    def fact_sheet(self, campaign: Campaign, day: date | None = None) -> list[facts.Listed]:
        """Return the facts of a campaign by their keys, and which hold on a day (None: today)."""
        own = (fact for fact in self.facts if fact.campaign == campaign.id)
        return facts.listed(own, day or self.today())

    def add_fact(self, fact: Fact) -> Fact:
        """Put a fact on the sheet of its campaign.

        Raises:
            InvalidValueError: key or value is empty, or the key is there already for the same day.
        """
        fact = facts.checked(fact, self.facts)
        self.write(N_("new fact"), [fact])
        return self.facts[fact.id]

    def edit_fact(self, fact: Fact, **fields: Any) -> Fact:
        """Change the values of a fact; raises as `add_fact`."""
        current = self.facts[fact.id]
        changed = facts.checked(msgspec.structs.replace(current, **fields), self.facts)
        return self.change(current, label=N_("edit fact"), **_values(changed, fields))

    def remove_fact(self, fact: Fact) -> None:
        """Take a fact off the sheet."""
        self.write(N_("delete fact"), [], drop=[self.facts[fact.id]])

    # ------------------------------------------------------------------ the register

    def add_document(
        self, campaign: Campaign, document: Document, *, as_typed: bool = False
    ) -> Document:
        """Put a document at the end of the register of a campaign; return it as it stands there.

        Args:
            campaign: whose register.
            document: the new entry.
            as_typed: keep a number that does not look like one.

        Raises:
            InvalidValueError: the number is none, the kind is not known, or it is there already.
        """
        from store.campaigns import documents  # and its patterns: only when the register is changed

        known = self.campaigns[campaign.id].documents
        document = documents.checked(document, known, as_typed=as_typed)
        self.change(campaign, label=N_("new document"), documents=(*known, document))
        return document

    def edit_document(
        self, campaign: Campaign, document: Document, *, as_typed: bool = False, **fields: Any
    ) -> Document:
        """Change an entry of the register; `document` is the entry as it stands there.

        Raises:
            InvalidValueError: as `add_document`.
            RecordNotFoundError: it is not there any more.
        """
        from store.campaigns import documents  # and its patterns: only when the register is changed

        before, after = self._around(campaign, document)
        changed = msgspec.structs.replace(document, **fields)
        changed = documents.checked(changed, (*before, *after), as_typed=as_typed)
        together = (*before, changed, *after)
        self.change(campaign, label=N_("edit document"), documents=together)
        return changed

    def remove_document(self, campaign: Campaign, document: Document) -> None:
        """Take a document off the register; raises RecordNotFoundError where it is gone already."""
        before, after = self._around(campaign, document)
        self.change(campaign, label=N_("delete document"), documents=(*before, *after))

    def _around(
        self, campaign: Campaign, document: Document
    ) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
        from store.campaigns import documents  # and its patterns: only when the register is changed

        known = self.campaigns[campaign.id].documents
        place = documents.place_of(document, known)
        if place is None:
            raise RecordNotFoundError(
                N_("{document} is not in the register any more."),
                document=documents.citation(document),
            )
        return known[:place], known[place + 1 :]

    # ------------------------------------------------------------------ the source sheet

    def add_source(self, article: Article, source: Source) -> Article:
        """Put an entry at the end of an article's source sheet.

        Raises InvalidValueError without a name.
        """
        known = self.articles[article.id].sources
        together = (*known, sources.checked(source))
        return self.change(article, label=N_("new source"), sources=together)

    def edit_source(self, article: Article, place: int, source: Source) -> Article:
        """Put another entry in the place (from 0) of one on the source sheet."""
        known = list(self.articles[article.id].sources)
        known[self._there(place, known)] = sources.checked(source)
        return self.change(article, label=N_("edit source"), sources=tuple(known))

    def remove_source(self, article: Article, place: int) -> Article:
        """Take the entry at `place` (from 0) off the source sheet."""
        known = list(self.articles[article.id].sources)
        del known[self._there(place, known)]
        return self.change(article, label=N_("delete source"), sources=tuple(known))

    @staticmethod
    def _there(place: int, known: list[Any]) -> int:
        if not 0 <= place < len(known):
            raise RecordNotFoundError(N_("That entry is not there any more."))
        return place

    # ------------------------------------------------------------------ negative news

    def rumour_log(self, campaign: Campaign) -> list[rumours.Entry]:
        """Return the log of a campaign: the open claims first, those with the least time on top."""
        current = self.campaigns[campaign.id]
        return rumours.entries(current, self.rumours, self.articles.get, self.now())

    def add_rumour(self, rumour: Rumour) -> Rumour:
        """Log a claim; raises InvalidValueError where it says nothing, or is seen in the future."""
        rumour = rumours.checked(rumour, self.now())
        self.write(N_("new claim"), [rumour])
        return self.rumours[rumour.id]

    def edit_rumour(self, rumour: Rumour, **fields: Any) -> Rumour:
        """Change the values of a claim; raises as `add_rumour`."""
        current = self.rumours[rumour.id]
        changed = rumours.checked(msgspec.structs.replace(current, **fields), self.now())
        return self.change(current, label=N_("edit claim"), **_values(changed, fields))

    def remove_rumour(self, rumour: Rumour) -> None:
        """Take a claim off the log; the article that answers it stays."""
        self.write(N_("delete claim"), [], drop=[self.rumours[rumour.id]])

    def answer_rumour(self, rumour: Rumour, article: Article | None) -> Rumour:
        """Say which article answers a claim; None for none."""
        answer = self.articles[article.id].id if article else None
        return self.change(rumour, label=N_("answer a claim"), answer=answer)

    def begin_answer(self, rumour: Rumour) -> Article:
        """Put a new article on the desk that answers a claim, tagged and with its day.

        Raises:
            InvalidValueError: it has an answer already.
        """
        current = self.rumours[rumour.id]
        campaign = self.campaigns[current.campaign]
        (entry,) = rumours.entries(campaign, [current], self.articles.get, self.now())
        if entry.answer:
            raise InvalidValueError(
                N_("“{title}” answers it already; open that."), title=entry.answer.title
            )
        article = rumours.answer_to(entry, campaign)
        self.write(
            N_("answer a claim"), [article, msgspec.structs.replace(current, answer=article.id)]
        )
        return self.articles[article.id]

    # ------------------------------------------------------------------ rights cases

    def rights_cases(self, campaign: Campaign | None = None) -> list[rights.Case]:
        """Return the rights cases of a campaign (None: of the desk), overdue follow-ups first."""
        own = (a for a in self.articles if campaign is None or a.campaign == campaign.id)
        return rights.cases(own, self.today())

    def set_rights(self, article: Article, is_case: bool) -> Article:
        """Say whether an article is a rights case; its follow-ups and outcome stay with it."""
        return self.change(article, label=N_("kind"), kind=RIGHTS if is_case else "")

    def add_follow_up(self, article: Article, follow_up: FollowUp) -> Article:
        """Put a day on a rights case; raises InvalidValueError where it does not say what for."""
        known = self.articles[article.id].follow_ups
        together = rights.in_order((*known, rights.checked(follow_up)))
        return self.change(article, label=N_("new follow-up"), follow_ups=together)

    def edit_follow_up(self, article: Article, place: int, follow_up: FollowUp) -> Article:
        """Put another follow-up in the place (from 0) of one."""
        known = list(self.articles[article.id].follow_ups)
        known[self._there(place, known)] = rights.checked(follow_up)
        return self.change(article, label=N_("edit follow-up"), follow_ups=rights.in_order(known))

    def remove_follow_up(self, article: Article, place: int) -> Article:
        """Take a follow-up (from 0) off a rights case."""
        known = list(self.articles[article.id].follow_ups)
        del known[self._there(place, known)]
        return self.change(article, label=N_("delete follow-up"), follow_ups=tuple(known))

    def tick_follow_up(self, article: Article, place: int) -> Article:
        """Say that a follow-up is done, or not yet."""
        known = list(self.articles[article.id].follow_ups)
        there = self._there(place, known)
        known[there] = rights.ticked(known[there], self.now())
        return self.change(article, label=N_("follow-up done"), follow_ups=tuple(known))

    def set_outcome(self, article: Article, outcome: str) -> Article:
        """Say what came of a rights case."""
        return self.change(article, label=N_("outcome"), outcome=outcome.strip())


def _values(changed: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that were asked to change, as they were checked."""
    return {name: getattr(changed, name) for name in fields}
