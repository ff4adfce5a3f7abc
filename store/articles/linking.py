"""The cards of a related list: whether the source has changed, and objections to linking it.

A card keeps the text its source had when it was linked. Relations, doubts and the source's current
text stay on the desk; they are not part of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final, Literal

import msgspec

from store.article_parts import CardText
from store.articles.page_mapping import link_to
from store.dates.zone import local_day
from store.errors import N_, Finding
from store.records import FINISHED, TAKEN_BACK, Article, Link, NewsItem
from store.text import same_text, syllables

GAP_DAYS: Final = 90
"""A related piece more than this many days away is old news."""

_DAYS_A_MONTH: Final = 30.44

_SAME_STORY: Final = 0.5
"""The share of common syllable pairs above which two texts tell the same story (measured on news:
such twins took 3.6 % of the first five places)."""

_SAME_HEADLINE: Final = 0.8
"""The share of common syllables from which two headlines are the same."""

_FEW_PAIRS: Final = 6
"""Texts with fewer pairs than this are too short to compare."""

_LEAST_SHARED: Final = 5
"""Syllables in telling phrases below which a card has too little in common with a text. Chosen on
one half of 220 labelled and 220 random pairs of article and card: 3.6 % of the related ones were
below and 94 % of the random ones; on the other half 1.8 % and 96 %."""

_CARD_FIELDS: Final = ("headline", "byline", "summary")

DoubtKind = Literal[
    "itself", "linked", "same-story", "no-overlap", "gap", "withdrawn", "unfinished", "many"
]

ASKED_ONCE: Final[frozenset[DoubtKind]] = frozenset({"gap", "many"})
"""What an editor decides for an article and not for each card: how old, and how many."""


class Doubt(Finding, frozen=True):
    """An objection to a card, in one sentence."""

    kind: DoubtKind


def day_of(record: NewsItem | Article) -> date | None:
    """Return the day a piece was published, or an unfinished article changed; None if unknown."""
    if isinstance(record, NewsItem):
        return record.published
    at = record.exported or record.updated
    return local_day(at) if at else None


# ---------------------------------------------------------------------- the frozen card


def has_changed(link: Link, target: NewsItem | Article) -> bool:
    """Tell whether the source has changed since an editor last looked at it.

    Unicode normal form and kinds of spaces are ignored, since a page may spell them its own way.
    """
    before, now = link.seen or link, link_to(target)
    return not all(same_text(getattr(before, name), getattr(now, name)) for name in _CARD_FIELDS)


def refreshed(link: Link, target: NewsItem | Article) -> Link:
    """Return the card with its source's current text; its relation stays."""
    return msgspec.structs.replace(link_to(target), relation=link.relation)


def kept(link: Link, target: NewsItem | Article) -> Link:
    """Return the card unchanged, marking its source's current text as seen."""
    now = link_to(target)
    seen = CardText(**{name: getattr(now, name) for name in _CARD_FIELDS})
    return msgspec.structs.replace(link, seen=seen)


def reworded(link: Link, texts: Mapping[str, str]) -> Link:
    """Return the card with other texts by their fields; its source counts as unchanged."""
    before = CardText(**{name: getattr(link, name) for name in _CARD_FIELDS})
    return msgspec.structs.replace(link, seen=link.seen or before, **texts)


def card_states(link: Link, target: NewsItem | Article) -> tuple[str, str]:
    """Return the card and its source's current text, each as one text to compare."""
    return _as_text(link), _as_text(link_to(target))


def _as_text(card: Link) -> str:
    return "\n".join(filter(None, (card.headline, card.byline, card.summary)))


def shares_little(article: Article, card: Link) -> bool:
    """Tell whether a card and an article have next to nothing in common; takes about 30 ms."""
    from store.search.explanations import shared  # late: the desk opens without the search

    text = f"{card.headline}\n{card.summary}"
    _here, there = shared(_text(article), text)
    phrases = {tuple(syllables(text[start:end])) for start, end in there}
    return sum(map(len, phrases)) < _LEAST_SHARED


# ---------------------------------------------------------------------- doubts


def doubts(
    article: Article,
    target: NewsItem | Article,
    others: Iterable[tuple[Link, NewsItem | Article | None]],
    today: date,
    most_cards: int,
) -> list[Doubt]:
    """Return the objections to linking a piece to an article, the most serious first.

    Args:
        article: the one with the related list.
        target: the piece to link.
        others: the cards already there, with their sources where those still exist.
        today: the day of an article that has not gone out yet.
        most_cards: how many cards the house style allows.
    """
    others = list(others)
    title = _title(target)
    found = [
        _itself(article, target),
        _twice(article, target, others),
        _state(target, title),
        _overlap(article, target, title),
        _gap(article, target, title, today),
    ]
    if len(others) >= most_cards:
        sentence = N_("Cards there are already: {count}; the house style allows {limit}.")
        found.append(_doubt("many", sentence, count=len(others), limit=most_cards))
    return [doubt for doubt in found if doubt]


def _doubt(kind: DoubtKind, message: str, **values: Any) -> Doubt:
    return Doubt(message=message, values=values, kind=kind)


def _itself(article: Article, target: NewsItem | Article) -> Doubt | None:
    if target.id == article.id:
        return _doubt("itself", N_("An article cannot be related to itself."))
    if _is_same_story(_text(article), article.headline, target):
        sentence = N_("“{title}” tells the same story as this article.")
        return _doubt("itself", sentence, title=_title(target))
    return None


def _twice(
    article: Article,
    target: NewsItem | Article,
    others: Sequence[tuple[Link, NewsItem | Article | None]],
) -> Doubt | None:
    for link, source in others:
        if link.target == target.id:
            return _doubt("linked", N_("“{title}” is linked already."), title=_title(target))
        text = _text(source) if source else f"{link.headline}\n{link.summary}"
        if _is_same_story(text, link.headline, target):
            sentence = N_("“{title}” tells the same story as the card “{card}”.")
            return _doubt("same-story", sentence, title=_title(target), card=link.headline)
    return None


def _state(target: NewsItem | Article, title: str) -> Doubt | None:
    if not isinstance(target, Article) or target.status in FINISHED:
        return None
    if target.status in TAKEN_BACK:
        return _doubt("withdrawn", N_("“{title}” was withdrawn or cancelled."), title=title)
    return _doubt("unfinished", N_("“{title}” is not finished yet."), title=title)


def _overlap(article: Article, target: NewsItem | Article, title: str) -> Doubt | None:
    from store.search.explanations import shared  # late: the desk opens without the search

    here, _there = shared(_text(article), _text(target))
    if here:
        return None
    return _doubt("no-overlap", N_("“{title}” has nothing in common with this text."), title=title)


def _gap(article: Article, target: NewsItem | Article, title: str, today: date) -> Doubt | None:
    here = local_day(article.exported) if article.exported else today
    there = day_of(target)
    apart = abs((here - there).days) if there else 0
    if apart <= GAP_DAYS:
        return None
    sentence = N_("“{title}” and this article are {count} months apart.")
    return _doubt("gap", sentence, title=title, count=round(apart / _DAYS_A_MONTH))


def _title(target: NewsItem | Article) -> str:
    return target.title if isinstance(target, Article) else target.headline


def _text(record: NewsItem | Article) -> str:
    text = record.body if isinstance(record, Article) else record.summary
    return f"{record.headline}\n{text}"


def _is_same_story(text: str, headline: str, target: NewsItem | Article) -> bool:
    mine, its = set(syllables(headline)), set(syllables(target.headline))
    if mine and _likeness(mine, its) >= _SAME_HEADLINE:
        return True
    pairs, its_pairs = (set(pairwise(syllables(one))) for one in (text, _text(target)))
    return len(pairs) >= _FEW_PAIRS and _likeness(pairs, its_pairs) > _SAME_STORY


def _likeness(a: set[Any], b: set[Any]) -> float:
    """Return the Jaccard index of two sets; 0 if either is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0
