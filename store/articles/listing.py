"""The list of articles: filtered by words and facets, and sorted by one of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import Struct

from store.records import Article, Id, Status, changed
from store.text import count_words, fold, identity, sort_key

_sort_key = lru_cache(1_000)(sort_key)
_identity = lru_cache(10_000)(identity)


class Kind(StrEnum):
    """The kinds of facets."""

    STATUS = "status"
    CAMPAIGN = "campaign"
    AUTHOR = "author"
    EDITED = "edited"
    """Whether it was edited after it went out; only for those that were."""


class Facet(NamedTuple):
    """A value that articles can have in common."""

    kind: Kind
    value: str
    """A status, the ID of a campaign, a byline as spelled in an article, or `EDITED`; empty for
    none."""


class Order(StrEnum):
    """What articles can be sorted by; where that is equal, the last changed one comes first."""

    CHANGED = "changed"
    DUE = "due"
    """The earliest day first, then those without one."""
    STATUS = "status"
    """In the order of the work."""
    WORDS = "words"
    """The longest first."""
    CHANNEL = "channel"
    """By the first channel, then those without one."""


class ArticleFilter(Struct, frozen=True):
    """Matches articles with all words, and with one of the facets of each kind."""

    words: str = ""
    """Looked for in headline and byline; marks and case are ignored."""
    facets: frozenset[Facet] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether it filters anything."""
        return bool(self.words.strip() or self.facets)


class _Known:
    """What was computed of one state of an article."""

    __slots__ = ("article", "folded", "words")

    def __init__(self, article: Article) -> None:
        self.article = article
        self.folded: str | None = None
        self.words: int | None = None


EDITED: Final = "edited"
"""The only value of a facet of `Kind.EDITED`."""


class Listing:
    """Filters and sorts articles; what it computes of an article is kept until that changes.

    Args:
        is_edited: tells whether an article was edited after it went out.
    """

    def __init__(self, is_edited: Callable[[Article], bool] = lambda _article: False) -> None:
        self._is_edited = is_edited
        self._known: dict[Id, _Known] = {}

    def listed(
        self, articles: Iterable[Article], wanted: ArticleFilter, order: Order
    ) -> list[Article]:
        """Return the articles that match a filter, sorted."""
        found = sorted(self._matching(articles, wanted), key=changed, reverse=True)
        if order is not Order.CHANGED:
            found.sort(key=self._keys[order])
        return found

    def words(self, article: Article) -> int:
        """Return how many chữ the text of an article has."""
        known = self._known_of(article)
        if known.words is None:
            known.words = count_words(article.body)
        return known.words

    def uncounted(self, articles: Iterable[Article]) -> list[Article]:
        """Return the articles of which the chữ are not counted yet."""
        return [a for a in articles if self._known_of(a).words is None]

    def _known_of(self, article: Article) -> _Known:
        known = self._known.get(article.id)
        if known is None or known.article is not article:
            known = self._known[article.id] = _Known(article)
        return known

    def _matching(self, articles: Iterable[Article], wanted: ArticleFilter) -> Iterable[Article]:
        if words := fold(wanted.words).split():
            articles = [a for a in articles if all(word in self._folded(a) for word in words)]
        asked: dict[Kind, set[str]] = {}
        for facet in wanted.facets:
            asked.setdefault(facet.kind, set()).add(_identity(facet.value))
        for kind, values in asked.items():
            articles = [
                a for a in articles if _identity(_value(a, kind, self._is_edited)) in values
            ]
        return articles

    def _folded(self, article: Article) -> str:
        known = self._known_of(article)
        if known.folded is None:
            known.folded = fold(f"{article.title} {article.byline}")
        return known.folded

    @property
    def _keys(self) -> dict[Order, Callable[[Article], Any]]:
        return {
            Order.DUE: lambda article: article.due or date.max,
            Order.STATUS: lambda article: _WORK[article.status],
            Order.WORDS: lambda article: -self.words(article),
            Order.CHANNEL: lambda article: (
                (0, _sort_key(article.channels[0])) if article.channels else (1, ())
            ),
        }


_WORK: Final = {status: place for place, status in enumerate(Status)}


def facets(
    articles: Iterable[Article], is_edited: Callable[[Article], bool] = lambda _article: False
) -> list[tuple[Facet, int]]:
    """Return the facets of some articles, each with the number of articles.

    They are in the order of `Kind`; states in the order of the work, the others alphabetically.
    """
    articles = list(articles)
    counts: Counter[tuple[Kind, str]] = Counter()
    spelled: dict[tuple[Kind, str], str] = {}
    for kind in Kind:
        for value, count in Counter(_value(one, kind, is_edited) for one in articles).items():
            if kind is Kind.EDITED and not value:
                continue
            key = (kind, _identity(value))
            counts[key] += count
            spelled.setdefault(key, value)
    found = [(Facet(key[0], spelled[key]), count) for key, count in counts.items()]
    return sorted(found, key=lambda one: _place(one[0]))


def _place(facet: Facet) -> tuple[int, Any]:
    place = _WORK[Status(facet.value)] if facet.kind is Kind.STATUS else _sort_key(facet.value)
    return list(Kind).index(facet.kind), place


def _value(article: Article, kind: Kind, is_edited: Callable[[Article], bool]) -> str:
    match kind:
        case Kind.STATUS:
            return article.status
        case Kind.CAMPAIGN:
            return article.campaign or ""
        case Kind.AUTHOR:
            return article.byline.strip()
        case Kind.EDITED:
            return EDITED if is_edited(article) else ""
