"""Reasons: the phrases that two texts share and that are telling enough to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise, product
from typing import Final, NamedTuple

from store.search.entry import Entry
from store.search.query import spans_of_rows
from store.search.tokens import TOKEN, WORD, Vector, number, pauses, spelling, vector, words_of
from store.text import nfc

_MOST_REASONS: Final = 4
_MOST_SHARED: Final = 12
"""Phrases that are highlighted in a preview."""
_LONGEST_REASON: Final = 6
"""In syllables; a longer run of shared words is cut where they are the least bound."""
_LONGEST_RUN: Final = 100
"""In syllables; for two copies of a text, a run would be all of it."""
_LONGEST_SPELLED: Final = 60
"""The longest text without spaces that is one token, such as 01-KL/TW, in characters."""
_WITHOUT_EDGES: Final = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
"""A text without the punctuation at its ends."""
_TELLING_ALONE: Final = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[1-9]\d|\d[1-9])|[^\W\d]{7,40}")
"""A single token that can be a reason: a number that is neither round nor a year, or a foreign name
(hardly any Vietnamese syllable has seven letters)."""
_LITTLE_WORDS: Final = (
    " các cho có còn của cùng cũng dưới đã đang đây đó được đến để đều hay hoặc khi là mà mọi một "
    "mỗi nào này nên nếu ngay nhằm như nhưng những ở rằng rất sau sẽ tại theo thì trên trong và "
    "vào vẫn về vì với "
)
"""Stop words, never part of a reason. Words that form others are not here: đổi mới, từ thiện."""


class Weights(NamedTuple):
    """The weights of the terms of a text, by their numbers."""

    weights: dict[int, float]
    """Of the terms that are telling."""
    rarity: dict[int, float]
    """Of all terms that other entries have, too."""


class _Token(NamedTuple):
    word: str
    term: int
    pair: int  # with the word before it; 0 after a pause
    telling: bool  # whether the pair can be a part of a reason
    spelled: str  # as written, up to the next space: 01-KL/TW is one
    place: int  # shared by the tokens of one spelling
    spellings: frozenset[str]

    @property
    def tells_alone(self) -> bool:
        return bool(_TELLING_ALONE.fullmatch(self.word))


class Reader:
    """Finds the phrases that a text shares with others."""

    def __init__(self, entry: Entry, weights: Weights) -> None:
        self._weights, self._rarity = weights
        self._tokens = list(_read(f"{entry.headline}\n{entry.text}"))
        telling = {t.pair for t in self._tokens if t.telling and t.pair in self._weights}
        telling |= {t.term for t in self._tokens if t.tells_alone and t.term in self._weights}
        self._telling = telling

    def reasons(self, other: Entry, held: Vector, most: int = _MOST_REASONS) -> tuple[str, ...]:
        """Return the strongest phrases that another text shares, none within another.

        Phrases that are equal only without their marks are left out; where no marks agree (a draft
        typed without any), all are returned.
        """
        shared = self._rarity.keys() & set(held.terms)
        if shared.isdisjoint(self._telling):
            return ()
        spelled, side_by_side = _spelled(f"{other.headline}\n{other.text}")
        agreeing = {t.term for t in self._tokens if t.spellings <= spelled} & shared
        agreeing |= {
            t.pair
            for before, t in pairwise(self._tokens)
            if t.pair in shared
            and t.spellings <= spelled
            and before.spellings <= spelled
            # Nội … chăm, somewhere, is not Nội chăm: the other may say nơi chạm.
            and not side_by_side.isdisjoint(product(before.spellings, t.spellings))
        }
        return self._phrases(agreeing, most) or self._phrases(shared, most)

    def _phrases(self, shared: Set[int], most: int) -> tuple[str, ...]:
        strengths: dict[str, float] = {}
        written: dict[str, str] = {}
        for run in self._runs(shared):
            as_written = _as_written(run)
            words = f" {' '.join(words_of(as_written))} "
            terms = [token.term for token in run] + [token.pair for token in run[1:]]
            strength = sum(self._weights.get(term, 0.0) for term in terms)
            strengths[words] = max(strength, strengths.get(words, 0))
            written.setdefault(words, as_written)
        chosen: list[str] = []
        for words in sorted(strengths, key=lambda words: -strengths[words]):
            if not any(words in other or other in words for other in chosen):
                chosen.append(words)
            if len(chosen) == most:
                break
        return tuple(written[words] for words in chosen)

    def _runs(self, shared: Set[int]) -> Iterator[list[_Token]]:
        """Yield runs of adjacent tokens whose pairs are shared, if they are telling."""
        run: list[_Token] = []
        for token in self._tokens:
            if run and not (token.telling and token.pair in shared):
                yield from self._cut(run)
                run = []
            elif len(run) >= _LONGEST_RUN:
                yield from self._cut(run)
                run = run[-1:]
            if run or token.term in shared:
                run.append(token)
        yield from self._cut(run)

    def _cut(self, run: list[_Token]) -> Iterator[list[_Token]]:
        """Split a run where its words are the least bound, until no part is too long."""
        if len(run) > _LONGEST_REASON:
            at = max(range(1, len(run)), key=lambda at: self._looseness(run[at - 1], run[at]))
            parts = [*self._cut(run[:at]), *self._cut(run[at:])]
            if not parts and run[at].pair in self._weights:  # the only thing worth naming
                parts = [run[at - 1 : at + 1]]
            yield from parts
        elif any(token.pair in self._weights for token in run[1:]) or (
            len(run) == 1 and run[0].term in self._weights and run[0].tells_alone
        ):
            yield run

    def _looseness(self, before: _Token, token: _Token) -> float:
        """Return how much rarer a pair is than its words suggest (negative mutual information)."""
        rarity = self._rarity
        return rarity[token.pair] - rarity.get(before.term, 0.0) - rarity.get(token.term, 0.0)


def _read(text: str) -> Iterator[_Token]:
    place = 0
    for piece in pauses(text):
        before, before_tells = "", False
        for spelled in _spelled_apart(piece):
            place += 1
            tells = f" {_stripped(spelled.lower())} " not in _LITTLE_WORDS
            spellings = frozenset(map(spelling, WORD.findall(nfc(spelled.lower()))))
            for word in words_of(spelled):
                pair = number(f"{before} {word}") if before else 0
                telling = bool(pair) and tells and before_tells
                yield _Token(word, number(word), pair, telling, spelled, place, spellings)
                before, before_tells = word, tells


def _spelled_apart(piece: str) -> Iterator[str]:
    """Yield the parts between spaces; a very long one word by word."""
    for spelled in piece.split():
        if len(spelled) > _LONGEST_SPELLED:
            yield from WORD.findall(spelled)
        else:
            yield spelled


def _stripped(text: str) -> str:
    found = _WITHOUT_EDGES.search(text)
    return found[0] if found else ""


def _spelled(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the spellings of the words of a text, and the pairs of adjacent ones."""
    rows = [list(map(spelling, WORD.findall(piece))) for piece in pauses(text.lower())]
    return {word for row in rows for word in row}, {two for row in rows for two in pairwise(row)}


def _as_written(run: list[_Token]) -> str:
    spelled = {token.place: token.spelled for token in run}
    return _stripped(" ".join(spelled.values()))


def shared(text_a: str, text_b: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where two texts have the same telling phrases, to be highlighted in a preview.

    There is no index that knows how rare a phrase is, so longer ones count more.

    Returns:
        the spans (start, end) in each text, in order.
    """
    held = vector("", text_b)
    asked = vector("", text_a)
    both = set(asked.terms) & set(held.terms)
    weights = Weights({t: 1.0 for t in both if t & 1}, dict.fromkeys(both, 1.0))
    numbers = {number(word) for word in map("".join, TOKEN.findall(text_a)) if word.isdigit()}
    weights.weights.update(dict.fromkeys(both & numbers, 1.0))
    other = Entry("", "news", "", "", text_b)
    phrases = Reader(Entry("", "news", "", "", text_a), weights).reasons(other, held, _MOST_SHARED)
    return spans_of_rows(text_a, phrases), spans_of_rows(text_b, phrases)
