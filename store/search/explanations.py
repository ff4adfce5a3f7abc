"""Reasons: the phrases that two texts share, strong enough to be named."""

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
"""Phrases that are marked in a preview."""
_LONGEST_REASON: Final = 6
"""In syllables; a longer run of shared words is cut where they hold together the least."""
_LONGEST_RUN: Final = 100
"""In syllables; of two copies of a text, a run would be all of it."""
_LONGEST_SPELLED: Final = 60
"""Characters without a space between them that are still one thing, such as 01-KL/TW."""
_WITHIN: Final = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
"""A text without the signs at its edges."""
_TELLING_ALONE: Final = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[1-9]\d|\d[1-9])|[^\W\d]{7,40}")
"""A lone token that can be a reason: a number neither round nor a year, or a foreign name (hardly
a Vietnamese syllable has seven letters)."""
_LITTLE_WORDS: Final = (
    " các cho có còn của cùng cũng dưới đã đang đây đó được đến để đều hay hoặc khi là mà mọi một "
    "mỗi nào này nên nếu ngay nhằm như nhưng những ở rằng rất sau sẽ tại theo thì trên trong và "
    "vào vẫn về vì với "
)
"""Never a part of a reason. None is here that makes up other words: đổi mới, từ thiện."""


class Weights(NamedTuple):
    """What the terms of a text say, by their numbers."""

    weights: dict[int, float]
    """Of the terms that say something."""
    rarity: dict[int, float]
    """Of all terms that others have, too."""


class _Token(NamedTuple):
    word: str
    term: int
    pair: int  # with the word before it; 0 after a pause
    telling: bool  # whether the pair can be a part of a reason
    spelled: str  # as written, with what no space parts from it: 01-KL/TW is spelled whole
    place: int  # the tokens of one spelling have one place
    spellings: frozenset[str]

    @property
    def tells_alone(self) -> bool:
        return bool(_TELLING_ALONE.fullmatch(self.word))


class Reader:
    """Names what a text shares with others."""

    def __init__(self, entry: Entry, weights: Weights) -> None:
        self._weights, self._rarity = weights
        self._tokens = list(_read(f"{entry.headline}\n{entry.text}"))
        telling = {t.pair for t in self._tokens if t.telling and t.pair in self._weights}
        telling |= {t.term for t in self._tokens if t.tells_alone and t.term in self._weights}
        self._telling = telling

    def reasons(self, other: Entry, held: Vector, most: int = _MOST_REASONS) -> tuple[str, ...]:
        """Name the strongest phrases that another text has, too, none within another.

        Those that are the same only without their marks are left out; where no marks agree (a
        draft typed without any), all are given.
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
        """Yield runs of neighbouring tokens whose pairs are shared, where they say something."""
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
        """Cut a run where its words are the least bound, until no part is too long."""
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
        """Tell how much rarer a pair is than its words let expect (mutual information, less)."""
        rarity = self._rarity
        return rarity[token.pair] - rarity.get(before.term, 0.0) - rarity.get(token.term, 0.0)


def _read(text: str) -> Iterator[_Token]:
    place = 0
    for piece in pauses(text):
        before, before_tells = "", False
        for spelled in _spelled_apart(piece):
            place += 1
            tells = f" {_within(spelled.lower())} " not in _LITTLE_WORDS
            spellings = frozenset(map(spelling, WORD.findall(nfc(spelled.lower()))))
            for word in words_of(spelled):
                pair = number(f"{before} {word}") if before else 0
                telling = bool(pair) and tells and before_tells
                yield _Token(word, number(word), pair, telling, spelled, place, spellings)
                before, before_tells = word, tells


def _spelled_apart(piece: str) -> Iterator[str]:
    """Yield what spaces part; something endless without a space in it word by word."""
    for spelled in piece.split():
        if len(spelled) > _LONGEST_SPELLED:
            yield from WORD.findall(spelled)
        else:
            yield spelled


def _within(text: str) -> str:
    found = _WITHIN.search(text)
    return found[0] if found else ""


def _spelled(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    """Return how the words of a text are spelled, and those that stand side by side in it."""
    rows = [list(map(spelling, WORD.findall(piece))) for piece in pauses(text.lower())]
    return {word for row in rows for word in row}, {two for row in rows for two in pairwise(row)}


def _as_written(run: list[_Token]) -> str:
    spelled = {token.place: token.spelled for token in run}
    return _within(" ".join(spelled.values()))


def shared(text_a: str, text_b: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where two texts say the same telling phrases, to be marked in a preview.

    Without an index to ask how rare a phrase is, the longer one counts more.

    Returns:
        the places (start, end) in each text, in order.
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
