"""The corrections of what went out, which are articles of their own."""

from __future__ import annotations

from store.articles.corrections import Notice, correction_of
from store.campaign_records import Campaign
from store.dates.zone import local_day
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_
from store.ledger import LedgerEntry
from store.records import Article, added


class Corrections:
    """The corrections of a desk: each cites an entry of the ledger, and none replaces a text."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._articles = work.store.of(Article)
        self._entries = work.store.of(LedgerEntry)

    def begin(self, entry: LedgerEntry, notice: Notice) -> Article:
        """Add the article that corrects what went out; raises InvalidValueError as its text does.

        It is written, approved and exported like any other.
        """
        entry = self._work.latest(entry)
        store = self._work.store
        piece = self._articles.get(entry.piece)
        campaign = store.of(Campaign).get(piece.campaign if piece else entry.campaign)
        day = local_day(entry.at, store.now())
        correction = correction_of(entry, day, piece, campaign, notice)
        self._work.write(N_("correction"), [correction])
        return self._articles[correction.id]

    def of(self, entry: LedgerEntry) -> list[Article]:
        """Return the corrections of a piece, the first one first, whichever entries they cite."""
        store = self._work.store
        entries = store.naming(LedgerEntry, entry.piece)
        found = {one.id: one for each in entries for one in store.naming(Article, each.id)}
        return sorted(found.values(), key=lambda one: (added(one), one.id))

    def corrected(self, article: Article) -> LedgerEntry | None:
        """Return the entry that an article corrects, if it is a correction."""
        return self._entries.get(article.corrects)

    def number(self, article: Article) -> int:
        """Return which correction of its piece an article is, from 1; 0 if it is none."""
        entry = self.corrected(article)
        ids = [one.id for one in self.of(entry)] if entry else []
        return ids.index(article.id) + 1 if article.id in ids else 0
