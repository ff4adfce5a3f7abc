"""One index in memory for both searches: what the editor types, and what is related to a text.

Terms are folded syllables (no marks, đ as d) and pairs of neighbouring syllables, which do the
work of word segmentation without a model. An entry holds a term or does not: how often made no
difference (12,000 articles: nDCG@5 0.96 for pieces on the same story either way).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from datetime import date
from functools import lru_cache, reduce
from heapq import nsmallest
from itertools import islice, pairwise
from math import log, sqrt
from threading import Lock
from typing import Final, Literal, NamedTuple
from unicodedata import combining, normalize

from msgspec import Struct

from store.text import fold, nfc, syllables

Kind = Literal["news", "article"]
KINDS: Final[tuple[Kind, ...]] = ("news", "article")

_Postings = dict[str, dict[str, None]]  # term -> ids; a set of one takes 216 bytes, a dict 184

_COMMON_SHARE: Final = 0.05
"""A term in more than this share of the entries says nothing about any of them …"""
_COMMON_COUNT: Final = 20
"""… unless it is in no more entries than this: a small desk with one subject keeps its words."""
_WORD_WEIGHT: Final = 0.3
"""A single syllable against a pair. nDCG@5 for the same story and for editors' links: 0.965 and
0.588; with 0.1 it is 0.963 and 0.586, with 0.6 it is 0.966 and 0.575."""
_MOST_REASONS: Final = 4
_LONGEST_REASON: Final = 6
"""In syllables; a longer run of shared words is cut where they hold together the least."""

_PAUSE: Final = re.compile(r"[^\w\s]+\s|\s[^\w\s]+|\n")
_WORD: Final = re.compile(r"[^\W_]+")
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_TELLING_ALONE: Final = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[1-9]\d|\d[1-9])|[^\W\d]{7,}")
"""A lone token that can be a reason: a number neither round nor a year, or a foreign name (hardly
a Vietnamese syllable has seven letters)."""
_LITTLE_WORDS: Final = (
    " các cho có còn của cùng cũng dưới đã đang đây đó được đến để đều hay hoặc khi là mà mọi một "
    "mỗi nào này nên nếu ngay nhằm như nhưng những ở rằng rất sau sẽ tại theo thì trên trong và "
    "vào vẫn về vì với "
)
"""Never a part of a reason. None is here that makes up other words: đổi mới, từ thiện."""


class Entry(Struct, frozen=True):
    """What the index knows of a news item or an article."""

    id: str
    kind: Kind
    headline: str
    author: str
    text: str
    """The summary or the body."""
    day: date | None = None


class Hit(Struct, frozen=True):
    """An entry that has the words that were typed."""

    id: str
    kind: Kind


class Suggestion(Struct, frozen=True):
    """An entry that is related to a text, and why."""

    id: str
    kind: Kind
    score: float
    """Comparable within one list of suggestions only."""
    reasons: tuple[str, ...]
    """Phrases that both share, the strongest first, spelled as in the text that was asked about."""


class _Kept(NamedTuple):
    entry: Entry
    headline: str  # folded, a space before and after each word
    terms: int  # how many different ones
    order: int  # of putting


class _Token(NamedTuple):
    word: str  # folded
    pair: str  # folded, with the word before it; empty after a pause
    telling: bool  # whether the pair can be a part of a reason
    spelled: str  # as written, with what no space parts from it: 01-KL/TW is spelled whole
    place: int  # the tokens of one spelling have one place
    spellings: frozenset[str]


class _Asked(NamedTuple):
    tokens: list[_Token]
    rarity: dict[str, float]  # of each term that is in the index
    weights: dict[str, float]  # of the same terms; nothing for the common ones


class Index:
    """The index. Every method may be called from any thread: one lock makes each call whole.

    So a worker can put entry by entry (about 1 ms for an article) while the screen asks; what has
    not been put yet is just not found. A question holds the lock as long as it takes.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}
        self._puts = 0
        self._words: _Postings = {}
        self._pairs: _Postings = {}
        self._authors: _Postings = {}  # apart: a shared byline relates nothing

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, id: object) -> bool:
        return id in self._kept

    def put(self, entry: Entry) -> None:
        """Add `entry`, or replace the one with its id; that one's place in the order stays."""
        words, pairs = _terms(entry)
        headline = f" {' '.join(syllables(entry.headline))} "
        with self._lock:
            before = self._take_out(entry.id)
            self._puts += 1
            order = before.order if before else self._puts
            self._kept[entry.id] = _Kept(entry, headline, len(words) + len(pairs), order)
            _add(self._words, words, entry.id)
            _add(self._pairs, pairs, entry.id)
            _add(self._authors, set(syllables(entry.author)), entry.id)

    def drop(self, id: str) -> None:
        """Take an entry out, if it is there."""
        with self._lock:
            self._take_out(id)

    def _take_out(self, id: str) -> _Kept | None:
        kept = self._kept.pop(id, None)
        if kept:
            words, pairs = _terms(kept.entry)
            _remove(self._words, words, id)
            _remove(self._pairs, pairs, id)
            _remove(self._authors, set(syllables(kept.entry.author)), id)
        return kept

    def search(self, words: str, *, limit: int = 50, kinds: Collection[Kind] = KINDS) -> list[Hit]:
        """Find the entries that have all of `words`, in any order, each as a word or its beginning.

        Marks and case make no difference, except that a word typed with marks must stand there
        with them. First come the entries with the phrase in the headline, then those with all words
        in the headline, then the rest; among these whole words before beginnings, then the newest.
        """
        typed = syllables(words)
        if not typed or limit < 1:
            return []
        marked = [word for word in _WORD.findall(_lower(words)) if fold(word) != word]
        with self._lock:
            ids = reduce(set.intersection, map(self._with_beginning, typed))
            whole = reduce(set.intersection, map(self._with_word, typed[:-1]), ids)
            found = [self._kept[id] for id in ids if self._kept[id].entry.kind in kinds]
        found.sort(key=lambda kept: _rank(kept, typed, marked, kept.entry.id in whole))
        agreeing = (kept.entry for kept in found if _all_stand_in(marked, _all_of(kept.entry)))
        return [Hit(entry.id, entry.kind) for entry in islice(agreeing, limit)]

    def _with_word(self, word: str) -> set[str]:
        return {*self._words.get(word, ()), *self._authors.get(word, ())}

    def _with_beginning(self, beginning: str) -> set[str]:
        """Look through all words: 2 ms for the 30,000 of 10,000 articles."""
        both = (self._words, self._authors)
        words = (ids for part in both for word, ids in part.items() if word.startswith(beginning))
        return set().union(*words)

    def related(
        self, entry: Entry, *, limit: int = 20, exclude: Collection[str] = ()
    ) -> list[Suggestion]:
        """Suggest what is related to `entry` (which need not be in the index), the closest first.

        A candidate counts the terms it shares by the square of their rarity, over the root of its
        own number of terms, so that a card can stand beside whole articles. What shares nothing
        that can be named as a reason is left out, and so is the entry itself.

        Args:
            entry: its whole text is the question.
            limit: the most suggestions.
            exclude: ids not to suggest, such as those of the cards that are attached already.
        """
        tokens = list(_tokens(_text(entry)))
        with self._lock:
            asked = self._weigh(tokens)
            scores = self._score(asked)
            for id in (entry.id, *exclude):
                scores.pop(id, None)
            best = nsmallest(max(limit, 0), scores, key=lambda id: self._closeness(id, scores[id]))
            return [self._suggest(id, scores[id], asked) for id in best]

    def _ids(self, term: str) -> Collection[str]:
        return (self._pairs if " " in term else self._words).get(term, ())

    def _weigh(self, tokens: list[_Token]) -> _Asked:
        """Weigh the terms of a question by rarity² and by how often they are said."""
        asked = _Asked(tokens, {}, {})
        common = max(_COMMON_COUNT, _COMMON_SHARE * len(self._kept))
        said = Counter(term for token in tokens for term in (token.word, token.pair) if term)
        for term, times in said.items():
            if entries := len(self._ids(term)):
                rarity = log(1 + len(self._kept) / entries)
                share = 0.0 if entries > common else 1.0 if " " in term else _WORD_WEIGHT
                asked.rarity[term] = rarity
                asked.weights[term] = share * rarity**2 * (1 + log(times))
        return asked

    def _score(self, asked: _Asked) -> dict[str, float]:
        """Score the entries that share a term that can be a reason."""
        sums: dict[str, float] = defaultdict(float)
        for term, weight in asked.weights.items():
            if weight:
                for id in self._ids(term):
                    sums[id] += weight
        telling = {token.pair for token in asked.tokens if token.telling}
        telling |= {token.word for token in asked.tokens if _TELLING_ALONE.fullmatch(token.word)}
        named = set().union(*(self._ids(term) for term in telling if asked.weights.get(term)))
        # With half of the articles reduced to cards, nDCG@5 is 0.935 by the root, 0.869 by ^ 0.3.
        return {id: sums[id] / sqrt(self._kept[id].terms) for id in named}

    def _closeness(self, id: str, score: float) -> tuple[float, int, str]:
        return -score, -_ordinal(self._kept[id].entry.day), id

    def _suggest(self, id: str, score: float, asked: _Asked) -> Suggestion:
        """Give an entry with its reasons, less those that are the same only without their marks.

        Where no marks agree (a draft typed without any), all are given.
        """
        entry = self._kept[id].entry
        spellings = set(map(_spelling, _WORD.findall(_lower(_text(entry)))))
        alike = {token.word for token in asked.tokens if token.spellings <= spellings}
        shared = {term for term in asked.weights if id in self._ids(term)}
        agreeing = {term for term in shared if alike.issuperset(term.split())}
        reasons = _reasons(asked, agreeing) or _reasons(asked, shared)
        return Suggestion(id, entry.kind, score, reasons)


def _add(postings: _Postings, terms: Iterable[str], id: str) -> None:
    for term in terms:
        postings.setdefault(term, {})[id] = None


def _remove(postings: _Postings, terms: Iterable[str], id: str) -> None:
    for term in terms:
        del postings[term][id]
        if not postings[term]:
            del postings[term]


def _text(entry: Entry) -> str:
    return f"{entry.headline}\n{entry.text}"


def _all_of(entry: Entry) -> str:
    return _lower(f"{entry.author}\n{_text(entry)}")


def _lower(text: str) -> str:
    return nfc(text.lower())


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _terms(entry: Entry) -> tuple[set[str], set[str]]:
    """Give the words and the pairs of an entry, folded; no pair reaches over a pause."""
    words: set[str] = set()
    pairs: set[str] = set()
    for piece in _PAUSE.split(nfc(_text(entry))):
        in_a_row = syllables(piece)
        words.update(in_a_row)
        pairs.update(map(" ".join, pairwise(in_a_row)))
    return words, pairs


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a text with their spellings; their terms are those of `_terms`."""
    place = 0
    for piece in _PAUSE.split(nfc(text)):
        before, before_tells = "", False
        for spelled in piece.split():
            place += 1
            tells = f" {_EDGES.sub('', spelled.lower())} " not in _LITTLE_WORDS
            spellings = frozenset(map(_spelling, _WORD.findall(_lower(spelled))))
            for word in syllables(spelled):
                pair = f"{before} {word}" if before else ""
                telling = bool(pair) and tells and before_tells
                yield _Token(word, pair, telling, spelled, place, spellings)
                before, before_tells = word, tells


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> str:
    """Give a key that hòa and hoà share, but not hóa: the letters, then the marks."""
    return "".join(sorted(normalize("NFD", word), key=combining))


def _all_stand_in(marked: Iterable[str], text: str) -> bool:
    """Tell whether each of the words begins a word of the text, both in small letters.

    The look back stands behind the word: an article is scanned in 1 µs, else in 43.
    """
    return all(re.search(rf"{word}(?<![^\W_]{word})", text) for word in marked)


def _rank(kept: _Kept, typed: list[str], marked: list[str], whole: bool) -> tuple[int, int, int]:
    """Give the sort key of a found entry: its step, then the newest first."""
    return _step(kept, typed, marked, whole), -_ordinal(kept.entry.day), -kept.order


def _step(kept: _Kept, typed: list[str], marked: list[str], whole: bool) -> int:
    in_headline = all(f" {word}" in kept.headline for word in typed)
    if not in_headline or (marked and not _all_stand_in(marked, _lower(kept.entry.headline))):
        return 3 if whole else 4
    if f" {' '.join(typed)}" in kept.headline:
        return 0
    return 1 if all(f" {word} " in kept.headline for word in typed[:-1]) else 2


def _reasons(asked: _Asked, shared: Set[str]) -> tuple[str, ...]:
    """Name the strongest phrases made of shared terms, none within another."""
    strengths: dict[str, float] = {}
    spelled: dict[str, str] = {}
    for run in _runs(asked, shared):
        written = _as_written(run)
        words = f" {' '.join(syllables(written))} "
        terms = [token.word for token in run] + [token.pair for token in run[1:]]
        strength = sum(asked.weights[term] for term in terms)
        strengths[words] = max(strength, strengths.get(words, 0))
        spelled.setdefault(words, written)
    chosen: list[str] = []
    for words in sorted(strengths, key=lambda words: -strengths[words]):
        if not any(words in other or other in words for other in chosen):
            chosen.append(words)
    return tuple(spelled[words] for words in chosen[:_MOST_REASONS])


def _runs(asked: _Asked, shared: Set[str]) -> Iterator[list[_Token]]:
    """Yield the runs of neighbouring tokens whose pairs are shared, where they say something."""
    run: list[_Token] = []
    for token in asked.tokens:
        if run and not (token.telling and token.pair in shared):
            yield from _cut(run, asked)
            run = []
        if run or token.word in shared:
            run.append(token)
    yield from _cut(run, asked)


def _cut(run: list[_Token], asked: _Asked) -> Iterator[list[_Token]]:
    """Cut a run where its words are the least bound to each other, until no part is too long."""
    if len(run) > _LONGEST_REASON:
        at = max(range(1, len(run)), key=lambda at: _looseness(run[at - 1], run[at], asked.rarity))
        parts = [*_cut(run[:at], asked), *_cut(run[at:], asked)]
        if not parts and asked.weights[run[at].pair]:  # the cut is the only thing worth naming
            parts = [run[at - 1 : at + 1]]
        yield from parts
    elif any(asked.weights[token.pair] for token in run[1:]) or (
        len(run) == 1 and asked.weights[run[0].word] and _TELLING_ALONE.fullmatch(run[0].word)
    ):
        yield run


def _looseness(before: _Token, token: _Token, rarity: dict[str, float]) -> float:
    """Tell how much rarer a pair is than its words would let expect (mutual information, less)."""
    return rarity[token.pair] - rarity[before.word] - rarity[token.word]


def _as_written(run: list[_Token]) -> str:
    spelled = {token.place: token.spelled for token in run}
    return _EDGES.sub("", " ".join(spelled.values()))
