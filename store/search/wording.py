"""The words of a text as they are written, and the rows of them that two texts share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from store.search.tokens import TOKEN, WORD, has_marks, pauses, spelling, words_of
from store.text import as_seen, nfc

_LONGEST_WRITTEN: Final = 60
"""The longest text without spaces that is one word, such as 01-KL/TW, in characters."""
_MOST_KEPT: Final = 4_096
"""The most words in the cache."""
_MOST_PLACES: Final = 20
"""At how many places of a text the same two words are looked at."""
_LONGEST_ROW: Final = 100
"""In words; hardly any stretch between two pauses is longer."""


class Written(NamedTuple):
    """A word as it stands between two spaces."""

    text: str
    """Without the punctuation at its ends; empty for a pause between words."""
    lower: str
    """In lower case."""
    key: str
    """What it shares with other spellings of the same word: HÒA, hoà."""
    tokens: tuple[str, ...]
    """Its terms, folded: 01-KL/TW has three."""

    @property
    def is_name(self) -> bool:
        """Tell whether it begins with a capital and is no abbreviation."""
        return self.text[:1].isupper() and (len(self.text) == 1 or not self.text.isupper())

    @property
    def is_number(self) -> bool:
        """Tell whether it begins with a digit."""
        return self.text[:1].isdigit()


PAUSE: Final = Written("", "", "", ())
_TOKENS: Final = attrgetter("tokens")


def listed(words: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(words.split())


def written(text: str) -> list[Written]:
    """Return the words of a text, with a pause before and after each stretch."""
    found = [PAUSE]
    for piece in pauses(text):
        parts = piece.split()
        if max(map(len, parts), default=0) > _LONGEST_WRITTEN:
            parts = list(_parts(piece))
        found += filter(_TOKENS, map(_written, parts))
        if found[-1] is not PAUSE:
            found.append(PAUSE)
    return found


def _parts(piece: str) -> Iterator[str]:
    """Yield the parts between spaces; a very long one word by word."""
    for part in piece.split():
        if len(part) > _LONGEST_WRITTEN:
            yield from WORD.findall(part)
        else:
            yield part


@lru_cache(maxsize=_MOST_KEPT)
def _written(part: str) -> Written:
    start, end = 0, len(part)
    while start < end and not part[start].isalnum():
        start += 1
    while end > start and not part[end - 1].isalnum():
        end -= 1
    text = nfc(part[start:end])
    lower = as_seen(text).lower()
    keys = map(spelling, TOKEN.findall(lower))
    return Written(text, lower, " ".join(keys).replace(".", ""), tuple(words_of(text)))


def without_marks(words: Sequence[Written]) -> list[Written]:
    """Return the words with keys that have no marks."""
    return [word._replace(key=" ".join(word.tokens)) for word in words]


def have_marks(words: Sequence[Written]) -> bool:
    """Tell whether any word has marks."""
    return any(has_marks(word.lower) for word in words)


Row = tuple[int, int, int]
"""Words in a row that two texts share, as many as there are: where it begins in the one text and in
the other, and its length, in words. A plain tuple: there are thousands beside a long draft."""


class Rows:
    """Finds the rows of at least two words that a text shares with others."""

    def __init__(self, words: Sequence[Written]) -> None:
        self._words = words
        self._places: dict[tuple[str, str], list[int]] = {}
        for at, two in enumerate(pairwise([word.key for word in words])):
            if two[0] and two[1]:
                places = self._places.setdefault(two, [])
                if len(places) < _MOST_PLACES:
                    places.append(at)

    def shared_with(self, others: Sequence[Written]) -> Iterator[Row]:
        """Yield the rows."""
        words, places = self._words, self._places
        keys = [word.key for word in others]
        for there, two in enumerate(pairwise(keys)):
            if two in places:
                for here in places[two]:
                    if not words[here - 1].key or words[here - 1].key != keys[there - 1]:
                        yield here, there, _length(words, here, others, there)


def _length(words: Sequence[Written], here: int, others: Sequence[Written], there: int) -> int:
    # Both texts end with a pause, which has no key: no row goes beyond it.
    length = 2
    while length < _LONGEST_ROW and words[here + length].key == others[there + length].key != "":
        length += 1
    return length
