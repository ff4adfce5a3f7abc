"""The source sheets of articles: who said what, and where it was read."""

from __future__ import annotations

from store.articles import sources
from store.desk.unit_of_work import UnitOfWork, there
from store.errors import N_
from store.records import Article, Source


class Sources:
    """The source sheets of the articles of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._articles = work.store.of(Article)

    def add(self, article: Article, source: Source) -> Article:
        """Add an entry to an article's source sheet; raises InvalidValueError without a name."""
        known = self._articles[article.id].sources
        together = (*known, sources.checked(source))
        return self._work.change(article, label=N_("new source"), sources=together)

    def edit(self, article: Article, place: int, source: Source) -> Article:
        """Replace the entry at `place` (from 0) of the source sheet."""
        known = list(self._articles[article.id].sources)
        known[there(place, known)] = sources.checked(source)
        return self._work.change(article, label=N_("edit source"), sources=tuple(known))

    def remove(self, article: Article, place: int) -> Article:
        """Delete the entry at `place` (from 0) of the source sheet."""
        known = list(self._articles[article.id].sources)
        del known[there(place, known)]
        return self._work.change(article, label=N_("delete source"), sources=tuple(known))
