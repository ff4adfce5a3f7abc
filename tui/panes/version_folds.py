"""The list of articles with the versions of each folded away under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store import Article
from store.records import Id


class VersionFolds:
    """Which versions stand under which article of a list, and which of them are shown.

    A filter shows all that match, and so does its absence for a version whose master is not there.
    """

    def __init__(self) -> None:
        self.unfolded: set[Id] = set()
        """The masters whose versions are shown."""
        self._counts: dict[Id, int] = {}

    def shown(self, articles: Sequence[Article], *, is_filtered: bool) -> Sequence[Article]:
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
                if article.id in there and (is_filtered or article.id in self.unfolded):
                    found += own[article.id]
        return found

    def count(self, article: Article) -> int:
        """Return how many versions of an article the list has under it."""
        return self._counts.get(article.id, 0)

    def nearest(self, key: str | None, shown: Iterable[Article], master: Id | None) -> str | None:
        """Return the key of the row for an article: its master's where it is folded away."""
        if key is None or master is None or any(article.id == key for article in shown):
            return key
        return master
