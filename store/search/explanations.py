"""Reasons: the phrases that two texts share and that are telling enough to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from store.search.entry import Entry
from store.search.phrases import Phrases
from store.search.query import spans_of_rows
from store.search.tokens import TOKEN, Vector, number, vector
from store.search.weighed_text import Counts, WeighedText
from store.search.wording import Row, Rows, Written, have_marks, without_marks, written

_MOST_REASONS: Final = 4
_MOST_SHARED: Final = 12
"""Phrases that are highlighted in a preview."""
_IS_PHRASE: Final = -1
"""Instead of a place in the other text."""


class Reader:
    """Finds the phrases that a text shares with others.

    Args:
        entry: the text.
        weights: of its telling terms, by their numbers.
        counts: how many entries of the desk have a term.
    """

    def __init__(self, entry: Entry, weights: Mapping[int, float], counts: Counts) -> None:
        self._counts = counts
        words = written(f"{entry.headline}\n{entry.text}")
        self._weighed = WeighedText(words, weights)
        self._has_marks = have_marks(words)
        self._rows = Rows(words)
        self._alone = self._telling_alone(words)
        self._telling = {term for term in weights if term & 1}
        self._telling.update(number(words[at].tokens[0]) for at in self._alone.values())

    def reasons(self, other: Entry, held: Vector, most: int = _MOST_REASONS) -> tuple[str, ...]:
        """Return the strongest phrases that another text shares, none within another.

        Each stands in both texts as it is, with its marks; only where one of them was typed without
        any, marks do not count.

        Args:
            other: the other text.
            held: its terms.
            most: how many phrases at most.
        """
        if self._telling.isdisjoint(held.terms):
            return ()
        words, rows, alone = self._weighed.words, self._rows, self._alone
        others = written(f"{other.headline}\n{other.text}")
        if not (self._has_marks and have_marks(others)):
            words, others = without_marks(words), without_marks(others)
            rows, alone = Rows(words), self._telling_alone(words)
        found = [*rows.shared_with(others)]
        found += [(alone[word.key], at, 1) for at, word in enumerate(others) if word.key in alone]
        return self._strongest(found, Phrases(self._weighed, others, self._counts), most)

    def _telling_alone(self, words: Sequence[Written]) -> dict[str, int]:
        """Return where the words are that can be a reason by themselves; the first of each."""
        found: dict[str, int] = {}
        for at, word in enumerate(words):
            if word.key and word.key not in found and self._weighed.tells(at, at + 1):
                found[word.key] = at
        return found

    def _strongest(self, rows: Iterable[Row], phrases: Phrases, most: int) -> tuple[str, ...]:
        weighed = self._weighed
        # A phrase is no stronger than its row, so only the strongest rows need to be looked into.
        heap = weighed.telling(rows)
        heapify(heap)
        chosen: dict[str, str] = {}
        while heap and len(chosen) < most:
            _strength, start, end, there = heappop(heap)
            words = weighed.words[start:end]
            key = f" {' '.join([word.key for word in words])} "
            if any(key in other for other in chosen):
                continue
            if there != _IS_PHRASE:
                for span in phrases.of((start, there, end - start)):
                    heappush(heap, (-weighed.strength(*span), *span, _IS_PHRASE))
            elif not any(other in key for other in chosen):
                chosen[key] = " ".join([word.text for word in words])
        return tuple(chosen.values())


def shared(text_a: str, text_b: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where two texts have the same telling phrases, to be highlighted in a preview.

    There is no index that knows how rare a phrase is, so longer ones count more.

    Returns:
        the spans (start, end) in each text, in order.
    """
    held = vector("", text_b)
    both = set(vector("", text_a).terms) & set(held.terms)
    numbers = {number(word) for word in map("".join, TOKEN.findall(text_a)) if word.isdigit()}
    weights = dict.fromkeys([term for term in both if term & 1 or term in numbers], 1.0)
    reader = Reader(Entry("", "news", "", "", text_a), weights, Counts({}, lambda terms: {}))
    phrases = reader.reasons(Entry("", "news", "", "", text_b), held, _MOST_SHARED)
    return spans_of_rows(text_a, phrases), spans_of_rows(text_b, phrases)
