"""Terms: folded syllables and pairs of adjacent ones, and the terms of a text.

Pairs do the work of word segmentation without a model; no pair crosses a pause. A term is
identified by a number of 32 bits (CRC-32, the lowest bit set for a pair): among four million terms
one in a thousand collides with another, which makes no difference to the ranking.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import combining, normalize
from zlib import crc32

from store.text import as_seen, fold

# A row of punctuation is matched only from its start, and once: a line of dots is a long one. That
# each alternative begins with the same set lets `re` run over the letters, twice as fast.
_PAUSE: Final = re.compile(r"\W(?:(?<=\S)(?<![^\w\s]{2})[^\w\s]*+\s|(?<=\s)[^\w\s]+|(?<=\n))")
TOKEN: Final = re.compile(r"\d{1,3}(?:\.\d{3}){1,8}(?!\d|\.\d)[^\W_]{0,64}|[^\W_]{1,64}")
"""A syllable, or a number with dots between thousands (2.310); as in `store.text`. Anything longer
than a word is split into several tokens, so that the work for each stays small."""
WORD: Final = re.compile(r"[^\W_]{1,64}")

IN_LEAD: Final = 32
IN_HEADLINE: Final = 64
IS_NAME: Final = 128
_MOST_TIMES: Final = 31
LEAD: Final = 60
"""In words: what begins within the first of a text says what it is about."""
_MOST_KEPT: Final = 4_096
"""The most words in each cache: all Vietnamese syllables, 2 MB."""


class Vector(NamedTuple):
    """The terms of a text, by number, each with a byte that says how it is used."""

    terms: array[int]
    """Sorted."""
    weights: bytes
    """How often (five bits), whether in the lead, in the headline, as a name."""

    def packed(self) -> bytes:
        """Return it as bytes for the index."""
        return self.terms.tobytes() + self.weights

    @classmethod
    def unpacked(cls, data: bytes) -> Vector:
        """Return the vector from the bytes of `packed`."""
        count = len(data) // 5
        return cls(array("I", data[: 4 * count]), data[4 * count :])


def times(use: int) -> int:
    """Return how often a term occurs, by the byte of its use."""
    return use & _MOST_TIMES


def number(term: str) -> int:
    """Return the number of a term; a pair is two words with a space between them."""
    return crc32(term.encode()) & 0xFFFFFFFE | (" " in term)


def pauses(text: str) -> list[str]:
    """Split a text where a reader pauses: at punctuation beside a space, and at line ends."""
    return _PAUSE.split(as_seen(text))


Stretch = list[tuple[str, str]]
"""The tokens of a text between two pauses, each as written and folded."""


def pieces(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a text between pauses."""
    for piece in pauses(text):
        written = TOKEN.findall(piece)
        if written:
            # Token by token: folding may take a letter apart (ﬁ) or drop one.
            yield [(w, folded) for w in written if (folded := _folded(w))]


@lru_cache(maxsize=_MOST_KEPT)
def _folded(token: str) -> str:
    return "".join(TOKEN.findall(fold(token))).replace(".", "")


def words_of(text: str) -> list[str]:
    """Return the folded tokens of a text."""
    return [folded for w in TOKEN.findall(as_seen(text)) if (folded := _folded(w))]


_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}")
_THREE_DIGITS: Final = re.compile(r"\d{3}")
_LARGE: Final = re.compile(r"[1-9]\d{3,17}")


def numbers_joined(words: Iterable[str]) -> list[list[str]]:
    """Group words, so that a number whose thousands are set apart by spaces is one group: 2 000."""
    groups: list[list[str]] = []
    for word in words:
        if groups and _THREE_DIGITS.fullmatch(word) and _THOUSANDS.fullmatch(groups[-1][0]):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def ways_to_write(words: Sequence[str]) -> list[str]:
    """Return the rows in which words may stand in the index: numbers as typed, joined, apart."""
    joined = ["".join(group) for group in numbers_joined(words)]
    apart = [part for word in joined for part in _thousands(word)]
    return list(dict.fromkeys(map(" ".join, (words, joined, apart))))


def _thousands(word: str) -> list[str]:
    """Split a number: 2000 is 2 and 000; leave any other word as it is."""
    if not _LARGE.fullmatch(word):
        return [word]
    first = len(word) % 3 or 3
    return [word[:first], *(word[at : at + 3] for at in range(first, len(word), 3))]


word_number: Final = lru_cache(maxsize=_MOST_KEPT)(number)
"""Return the number of a single word, which is likely to come again."""


def vector(headline: str, text: str) -> Vector:
    """Return the terms of a text."""
    return vector_of(pieces(headline), pieces(text))


def vector_of(headline: Iterable[Stretch], text: Iterable[Stretch]) -> Vector:
    """Return the terms of a text that has been split already."""
    held: dict[int, int] = {}
    for piece in headline:
        _count(piece, IN_HEADLINE, held)
    words = 0
    for piece in text:
        _count(piece, IN_LEAD if words < LEAD else 0, held)
        words += len(piece)
    terms = array("I", sorted(held))
    return Vector(terms, bytes([held[term] for term in terms]))


def _count(piece: Stretch, mark: int, held: dict[int, int]) -> None:
    """Count the terms of one stretch. A name is a run of capitalised words.

    A single capital at the beginning starts a sentence; a name there is recognised as a pair.
    """
    before, before_is_name, first = "", False, True
    for written, word in piece:
        capital = not written[0].islower() and not written[0].isdigit()
        _add(held, word_number(word), mark | (IS_NAME if capital and not first else 0))
        if before:
            is_name = capital and before_is_name
            pair = crc32(f"{before} {word}".encode()) | 1
            _add(held, pair, mark | (IS_NAME if is_name else 0))
        before, before_is_name, first = word, capital, False


def _add(held: dict[int, int], term: int, mark: int) -> None:
    known = held.get(term, 0)
    times = known & _MOST_TIMES
    held[term] = known | mark if times == _MOST_TIMES else (known | mark) + 1


@lru_cache(maxsize=_MOST_KEPT)
def spelling(word: str) -> str:
    """Return a key that hòa and hoà share, but not hóa, of a word in lower case."""
    return "".join(sorted(normalize("NFD", word), key=combining))


def marked(text: Iterable[Stretch]) -> list[str]:
    """Return the distinct words of a text that have marks, in lower case, composed."""
    tokens = dict.fromkeys([written for piece in text for written, _folded in piece])
    return list(dict.fromkeys([word for token in tokens if (word := _marked(token))]))


@lru_cache(maxsize=_MOST_KEPT)
def _marked(token: str) -> str:
    word = as_seen(token.lower())
    return word if has_marks(word) else ""


@lru_cache(maxsize=_MOST_KEPT)
def has_marks(word: str) -> bool:
    """Tell whether a lower-case word changes when it is folded."""
    return fold(word) != word
