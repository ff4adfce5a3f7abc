"""The related list of an article, and the articles that link to a piece."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from store.article_parts import Fixed
from store.articles import linking, page_mapping
from store.articles.citation_graph import Neighbourhood, around
from store.campaign_records import MOST_CARDS, Campaign
from store.copydesk.tallies import with_fixes
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError
from store.records import Article, Id, Link, NewsItem, Relation


class RelatedLinks:
    """The cards of the articles of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._news = work.store.of(NewsItem)
        self._campaigns = work.store.of(Campaign)

    def target(self, record_id: Id) -> NewsItem | Article | None:
        """Return the news item or article with that ID."""
        return self._news.get(record_id) or self._articles.get(record_id)

    # ------------------------------------------------------------------ the list

    def add(
        self, article: Article, target: NewsItem | Article, relation: Relation = Relation.NONE
    ) -> Article:
        """Add a card for a news item or article at the end of an article's related list.

        Raises:
            InvalidValueError: it is the article itself, or linked already.
        """
        current = self._articles[article.id]
        if target.id == current.id:
            raise InvalidValueError(N_("An article cannot be related to itself."))
        if any(link.target == target.id for link in current.links):
            raise InvalidValueError(N_("“{title}” is linked already."), title=target.headline)
        card = msgspec.structs.replace(page_mapping.link_to(target), relation=relation)
        unrelated = tuple(record_id for record_id in current.unrelated if record_id != target.id)
        links = (*current.links, card)
        return self._work.change(current, label=N_("link"), links=links, unrelated=unrelated)

    def doubts(self, article: Article, target: NewsItem | Article) -> list[linking.Doubt]:
        """Return the objections to linking a piece to an article, the most serious first.

        The given text of the article counts, even if it is not saved yet.
        """
        links = self._articles[article.id].links
        others = [(link, self.target(link.target)) for link in links]
        limit = self.most_cards(article)
        return linking.doubts(article, target, others, self._work.today(), limit)

    def unrelated_cards(self, article: Article) -> set[Id]:
        """Return the targets of the cards that have next to nothing in common with an article.

        Where an editor has said how a card is related, it is. The given text counts, even if it is
        not saved yet; takes about 30 ms a card.
        """
        unsaid = [link for link in article.links if link.relation is Relation.NONE]
        return {link.target for link in unsaid if linking.shares_little(article, link)}

    def most_cards(self, article: Article) -> int:
        """Return how many cards the house style allows an article."""
        campaign = self._campaigns.get(article.campaign)
        return campaign.most_cards if campaign else MOST_CARDS

    def remove(self, article: Article, place: int) -> Article:
        """Remove the card at `place` (from 0) from an article's related list."""
        current = self._articles[article.id]
        links = current.links[:place] + current.links[place + 1 :]
        layout = current.layout if links else page_mapping.without_heading(current.layout)
        return self._work.change(current, label=N_("unlink"), links=links, layout=layout)

    def move(self, article: Article, place: int, by: int) -> int:
        """Move the card at `place` up (-1) or down (+1), and return its new place."""
        current = self._articles[article.id]
        links = list(current.links)
        new_place = min(max(place + by, 0), len(links) - 1)
        links.insert(new_place, links.pop(place))
        self._work.change(current, label=N_("move link"), links=tuple(links))
        return new_place

    # ------------------------------------------------------------------ one card

    def relate(self, article: Article, place: int, relation: Relation) -> Article:
        """Set the relation of the card at `place`."""
        card = self._articles[article.id].links[place]
        changed = msgspec.structs.replace(card, relation=relation)
        return self._put_card(article, place, changed, N_("relation"))

    def refresh(self, article: Article, place: int) -> Article:
        """Update the card at `place` to the present text of its source.

        Raises:
            InvalidValueError: its source is no longer on the desk.
        """
        card = self._articles[article.id].links[place]
        fresh = linking.refreshed(card, self._source(card))
        return self._put_card(article, place, fresh, N_("update card"))

    def keep(self, article: Article, place: int) -> Article:
        """Keep the card at `place` as it is, and mark the present text of its source as seen.

        Raises:
            InvalidValueError: its source is no longer on the desk.
        """
        card = self._articles[article.id].links[place]
        noted = linking.kept(card, self._source(card))
        return self._put_card(article, place, noted, N_("keep card"))

    def reword(
        self, article: Article, texts: Mapping[int, Mapping[str, str]], *proposed: Fixed
    ) -> Article:
        """Change texts of the cards at some places as rules proposed; their sources stay.

        Args:
            article: any state of it.
            texts: the new texts by their fields, by the places of the cards (from 0).
            proposed: the rules, and of how many places each did.
        """
        current = self._articles[article.id]
        links = tuple(
            linking.reworded(card, texts[place]) if place in texts else card
            for place, card in enumerate(current.links)
        )
        fixed = with_fixes(current.fixed, proposed)
        return self._work.change(current, label=N_("fix card"), links=links, fixed=fixed)

    def has_changed(self, link: Link) -> bool:
        """Tell whether the source of a card has changed since an editor last saw it."""
        source = self.target(link.target)
        return source is not None and linking.has_changed(link, source)

    def _source(self, card: Link) -> NewsItem | Article:
        source = self.target(card.target)
        if source is None:
            raise InvalidValueError(
                N_("The source of the card “{title}” is no longer on the desk."),
                title=card.headline,
            )
        return source

    def _put_card(self, article: Article, place: int, card: Link, label: str) -> Article:
        current = self._articles[article.id]
        links = (*current.links[:place], card, *current.links[place + 1 :])
        return self._work.change(current, label=label, links=links)

    # ------------------------------------------------------------------ not related

    def refuse(self, article: Article, target: NewsItem | Article) -> Article:
        """Mark a piece as not related to an article: it is not suggested again."""
        current = self._articles[article.id]
        unrelated = tuple(dict.fromkeys((*current.unrelated, target.id)))
        return self._work.change(current, label=N_("not related"), unrelated=unrelated)

    def accept_again(self, article: Article, record_id: Id) -> Article:
        """Let a piece be suggested again that was marked as not related."""
        current = self._articles[article.id]
        unrelated = tuple(other for other in current.unrelated if other != record_id)
        return self._work.change(current, label=N_("suggest again"), unrelated=unrelated)

    # ------------------------------------------------------------------ who names whom

    def backlinks(self, record_id: Id) -> list[Article]:
        """Return the articles that have a card for a piece, in the order they got it."""
        found = self._store.naming(Article, record_id)  # also the versions of an article
        return [one for one in found if any(link.target == record_id for link in one.links)]

    def neighbourhood(self, record_id: Id) -> Neighbourhood:
        """Return the links from and to a piece, and one step further."""
        return around(record_id, self.target, self.backlinks)
