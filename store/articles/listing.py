"""The list of articles: filtered by words and facets, and sorted by one of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from functools import lru_cache
from operator import is_not, itemgetter
from typing import Any, Final, NamedTuple

from msgspec import Struct

from store.records import Article, Id, Status, changed
from store.text import SortKey, count_words, fold, identity, sort_key

_sort_key = lru_cache(10_000)(sort_key)
_identity = lru_cache(10_000)(identity)


class Kind(StrEnum):
    """The kinds of facets."""

    STATUS = "status"
    CAMPAIGN = "campaign"
    AUTHOR = "author"
    EDITED = "edited"
    """Whether it was edited after it went out; only for those that were."""
    CHECKS = "checks"
    """How it stands with the copy desk (`Grade`); only for those of which it is known."""


class Facet(NamedTuple):
    """A value that articles can have in common."""

    kind: Kind
    value: str
    """A status, the ID of a campaign, a byline as spelled in an article, `EDITED` or a grade; empty
    for none."""


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
    HEADLINE = "headline"
    AUTHOR = "author"
    """By the byline, then those without one."""


_DESCENDING: Final = (Order.CHANGED, Order.WORDS)


class Sorting(Struct, frozen=True):
    """An order, or that order turned round; articles without a value are last in both."""

    order: Order = Order.CHANGED
    is_turned: bool = False

    @property
    def descends(self) -> bool:
        """Whether the greatest value comes first."""
        return (self.order in _DESCENDING) != self.is_turned

    def chosen(self, order: Order) -> Sorting:
        """Return what choosing an order makes of this one: the same one is turned round."""
        return Sorting(order, is_turned=order is self.order and not self.is_turned)


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

    __slots__ = ("article", "folded", "title_key", "words")

    def __init__(self, article: Article) -> None:
        self.article = article
        self.folded: str | None = None
        self.words: int | None = None
        self.title_key: SortKey | None = None


EDITED: Final = "edited"
"""The only value of a facet of `Kind.EDITED`."""


class Beside(NamedTuple):
    """What an article does not say of itself."""

    is_edited: Callable[[Article], bool] = lambda _article: False
    """Tells whether it was edited after it went out."""
    grade: Callable[[Article], str] = lambda _article: ""
    """Tells how it stands with the copy desk; empty while that is not known."""


_NOTHING: Final = Beside()


class Listing:
    """Filters and sorts articles; what it computes of an article is kept until that changes.

    Args:
        beside: what the articles do not say of themselves.
    """

    def __init__(self, beside: Beside = _NOTHING) -> None:
        self._beside = beside
        self._known: dict[Id, _Known] = {}
        self._articles: list[Article] = []
        """The articles that were sorted last, …"""
        self._sorted: dict[Sorting, list[Article]] = {}
        """… and the orders in which they were wanted."""

    def listed(
        self, articles: Iterable[Article], wanted: ArticleFilter, sorting: Sorting
    ) -> list[Article]:
        """Return the articles that match a filter, sorted."""
        return list(self._matching(self._in_order(articles, sorting), wanted))

    def _in_order(self, articles: Iterable[Article], sorting: Sorting) -> list[Article]:
        """Return the articles sorted: filtering them keeps the order, so it is kept."""
        present = list(articles)
        if len(present) != len(self._articles) or any(map(is_not, present, self._articles)):
            self._articles = present
            self._sorted.clear()
        if sorting not in self._sorted:
            self._sorted[sorting] = self._sort(present, sorting)
        return self._sorted[sorting]

    def _sort(self, articles: list[Article], sorting: Sorting) -> list[Article]:
        found = sorted(articles, key=changed, reverse=True)
        if sorting.order is Order.CHANGED:
            return found if sorting.descends else found[::-1]
        value = self._values[sorting.order]
        keyed = [(value(article), article) for article in found]
        valued = [pair for pair in keyed if pair[0] is not None]
        valued.sort(key=itemgetter(0), reverse=sorting.descends)
        return [article for _key, article in valued] + [a for key, a in keyed if key is None]

    def words(self, article: Article) -> int:
        """Return how many chữ the text of an article has."""
        known = self._known_of(article)
        if known.words is None:
            known.words = count_words(article.body)
        return known.words

    def unprepared(self, articles: Iterable[Article], order: Order) -> list[Article]:
        """Return the articles that take time to sort: what the order needs is not yet computed."""
        if order is Order.WORDS:
            return [a for a in articles if self._known_of(a).words is None]
        if order is Order.HEADLINE:
            return [a for a in articles if self._known_of(a).title_key is None]
        return []

    def prepare(self, article: Article, order: Order) -> None:
        """Compute what an order needs of an article."""
        self._values[order](article)

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
            articles = [a for a in articles if _identity(_value(a, kind, self._beside)) in values]
        return articles

    def _folded(self, article: Article) -> str:
        known = self._known_of(article)
        if known.folded is None:
            known.folded = fold(f"{article.title} {article.byline}")
        return known.folded

    def _title_key(self, article: Article) -> SortKey:
        known = self._known_of(article)
        if known.title_key is None:
            known.title_key = sort_key(article.title)
        return known.title_key

    @property
    def _values(self) -> dict[Order, Callable[[Article], Any]]:
        """What is sorted by; None for an article without a value."""
        return {
            Order.CHANGED: changed,
            Order.DUE: lambda article: article.due,
            Order.STATUS: lambda article: _WORK[article.status],
            Order.WORDS: self.words,
            Order.CHANNEL: lambda article: _key_of(next(iter(article.channels), "")),
            Order.HEADLINE: self._title_key,
            Order.AUTHOR: lambda article: _key_of(article.byline.strip()),
        }


def _key_of(text: str) -> SortKey | None:
    return _sort_key(_identity(text)) if text else None


_WORK: Final = {status: place for place, status in enumerate(Status)}


def facets(
    articles: Iterable[Article],
    chosen: Collection[Facet] = (),
    beside: Beside = _NOTHING,
) -> list[tuple[Facet, int]]:
    """Return the facets of some articles, each with the number of articles.

    They are in the order of `Kind`; states in the order of the work, the others alphabetically.
    Those of `chosen` that no article has any more come last, with 0.
    """
    articles = list(articles)
    counts: Counter[tuple[Kind, str]] = Counter()
    spelled: dict[tuple[Kind, str], str] = {}
    for kind in Kind:
        for value, count in Counter(_value(one, kind, beside) for one in articles).items():
            if kind in (Kind.EDITED, Kind.CHECKS) and not value:
                continue
            key = (kind, _identity(value))
            counts[key] += count
            spelled.setdefault(key, value)
    found = [(Facet(key[0], spelled[key]), count) for key, count in counts.items()]
    there = {facet for facet, _count in found}
    gone = [(facet, 0) for facet in chosen if facet not in there]
    return sorted(found, key=lambda one: _place(one[0])) + gone


def _place(facet: Facet) -> tuple[int, Any]:
    place = _WORK[Status(facet.value)] if facet.kind is Kind.STATUS else _sort_key(facet.value)
    return list(Kind).index(facet.kind), place


def _value(article: Article, kind: Kind, beside: Beside) -> str:
    match kind:
        case Kind.STATUS:
            return article.status
        case Kind.CAMPAIGN:
            return article.campaign or ""
        case Kind.AUTHOR:
            return article.byline.strip()
        case Kind.EDITED:
            return EDITED if beside.is_edited(article) else ""
        case Kind.CHECKS:
            return beside.grade(article)
