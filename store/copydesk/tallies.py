"""How often editors have taken what a rule proposes, and how often they have set it aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from store.article_parts import Fixed
from store.records import Article

_ENOUGH: Final = 10
"""A rule that is ignored less often is not called noisy."""


class Tally(NamedTuple):
    """How often a rule was followed, and how often not, in the articles of a desk."""

    accepted: int = 0
    """The places that were fixed with a key."""
    ignored: int = 0
    """The places that are set aside."""

    @property
    def is_noisy(self) -> bool:
        """Tell whether the rule is set aside more often than it is followed."""
        return self.ignored >= _ENOUGH and self.ignored > self.accepted


def tallies(articles: Iterable[Article]) -> dict[str, Tally]:
    """Return the tally of each rule that was followed or set aside anywhere."""
    accepted: Counter[str] = Counter()
    ignored: Counter[str] = Counter()
    for article in articles:
        for one in article.fixed:
            accepted[one.rule] += one.places
        for mark in article.ignored:
            ignored[mark.rule] += 1
    return {rule: Tally(accepted[rule], ignored[rule]) for rule in accepted | ignored}


def with_fixes(
    fixed: Iterable[Fixed], new: Iterable[Fixed], undone: Iterable[Fixed] = ()
) -> tuple[Fixed, ...]:
    """Return what was fixed in an article with what is new, without what was undone."""
    places: Counter[str] = Counter()
    for one in (*fixed, *new):
        places[one.rule] += one.places
    for one in undone:
        places[one.rule] -= one.places
    return tuple(Fixed(rule, count) for rule, count in places.items() if count > 0)
