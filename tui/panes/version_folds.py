"""The list of articles with the versions of each folded away under it."""

from __future__ import annotations

from collections.abc import Sequence

from store import Article
from store.records import Id


class VersionFolds:
    """Which versions stand under which article of a list, and which of them are shown.

    A filter shows all that match, and so does its absence for a version whose master is not there.
    """

    def __init__(self) -> None:
        self.unfolded: set[Id] = set()
        """The masters whose versions are shown."""
        self.is_filtered = False
        """Whether the list shows only some articles: then all that match have a row."""
        self._counts: dict[Id, int] = {}

    def shown(self, articles: Sequence[Article]) -> Sequence[Article]:
        """Return the articles that have a row, versions behind their masters."""
        own: dict[Id, list[Article]] = {}
        for article in articles:
            if article.master:
                own.setdefault(article.master, []).append(article)
        if not own:
            self._counts = {}
            return articles
        there = {article.id for article in articles if article.id in own}
        self._counts = {master: len(own[master]) for master in there}
        below = {one.id for master in there for one in own[master]}
        found: list[Article] = []
        for article in articles:
            if article.id not in below:
                found.append(article)
                if article.id in there and (self.is_filtered or article.id in self.unfolded):
                    found += own[article.id]
        return found

    def count(self, article: Article) -> int:
        """Return how many versions of an article the list has under it."""
        return self._counts.get(article.id, 0)
