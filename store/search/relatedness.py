"""How much two pieces have to do with each other, by the terms that both have.

A draft asks with some hundred terms, and its length makes up for what each of them says by chance.
A card asks with few, of which a repeated one tells what it is about. So there are two formulas,
both of BM25's kind, with the square of each term's rarity.

What was tried for either, and what the half of the labelled texts on which nothing was chosen says
of it, stands in `tests/bench/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import exp, log, pow
from typing import Final, NamedTuple, Protocol

from store.search.tokens import IN_HEADLINE, IN_LEAD, IS_NAME, Vector, times

SHORT: Final = 120
"""In different terms: what asks with no more of them is a card."""


class Formula(Protocol):
    """One way to say how much two pieces have to do with each other."""

    def asked(self, term: int, use: int) -> float:
        """Return the weight of a term for its use in the piece that asks, besides its rarity."""

    def held(self, terms: int) -> Callable[[int], float]:
        """Return what gives the weight of a term for its use in a piece of so many terms."""

    def corrected(self, score: float, terms: int, days: int | None) -> float:
        """Correct the sum for the terms of the found piece, and the days between the two."""


class _Draft(NamedTuple):
    word: float = 0.6
    """Of a single syllable against a pair: long articles do better with less, cards with more."""
    name: float = 1.25
    asked_headline: float = 2.0
    held_top: float = 2.5
    """Of the headline and the lead of what is found: they say what it is about, and of a card they
    are all that it has, so that it needs no other help beside an article."""
    saturation: float = 1.2
    """BM25's k1: a term that occurs five times does not count five times."""
    length: float = 0.45
    """The power of the number of different terms by which a score is divided …"""
    fewest: int = 80
    """… but for no fewer than these: the shortest card is not the best one."""
    half_life: int = 90
    floor: float = 0.5

    def asked(self, term: int, use: int) -> float:
        weight = _kind(term, use, self.word, self.name)
        return weight * (self.asked_headline if use & IN_HEADLINE else 1)

    def held(self, terms: int) -> Callable[[int], float]:
        return _weights_of_use(self.saturation, self.held_top).__getitem__

    def corrected(self, score: float, terms: int, days: int | None) -> float:
        long = pow(max(terms, self.fewest), self.length)
        return score / long * _by_age(days, self.half_life, self.floor)


class _Card(NamedTuple):
    word: float = 0.8
    name: float = 1.5
    headline: float = 2.0
    saturation: float = 1.5
    length: float = 0.4
    """BM25's b: how much a longer piece must say a term more often."""
    usual: int = 80
    """The different terms of a usual card."""
    half_life: int = 30
    floor: float = 0.4

    def asked(self, term: int, use: int) -> float:
        said = 1 + log(max(1, times(use)))
        weight = _kind(term, use, self.word, self.name)
        return said * weight * (self.headline if use & IN_HEADLINE else 1)

    def held(self, terms: int) -> Callable[[int], float]:
        room = self.saturation * (1 - self.length + self.length * terms / self.usual)

        def weight(use: int) -> float:
            said = times(use) * (self.headline if use & IN_HEADLINE else 1)
            return said * (self.saturation + 1) / (said + room)

        return weight

    def corrected(self, score: float, terms: int, days: int | None) -> float:
        return score * _by_age(days, self.half_life, self.floor)


@cache
def _weights_of_use(saturation: float, top: float) -> tuple[float, ...]:
    """Return the weight for each use; a draft asks for ten thousand of them."""
    return tuple(
        times(use)
        * (saturation + 1)
        / (times(use) + saturation)
        * (top if use & (IN_HEADLINE | IN_LEAD) else 1)
        for use in range(256)
    )


def _kind(term: int, use: int, word: float, name: float) -> float:
    """Weigh a term by whether it is a pair, and a name."""
    return (1 if term & 1 else word) * (name if use & IS_NAME else 1)


def _by_age(days: int | None, half_life: int, floor: float) -> float:
    """Return what is left of a score: what is above the floor is halved with each half-life."""
    return 1.0 if days is None else floor + (1 - floor) * exp(-log(2) * days / half_life)


DRAFT: Final[Formula] = _Draft()
CARD: Final[Formula] = _Card()


def formula_for(asked: Vector) -> Formula:
    """Return the formula for a piece that asks."""
    return CARD if len(asked.terms) <= SHORT else DRAFT
