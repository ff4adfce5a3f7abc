"""A paragraph as rules look at it: its words, and what was worked out about it once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeVar

from store.articles.sentences import sentence_spans
from store.text import fold

_WORD: Final = re.compile(r"[^\W_]+")
_BEFORE_SENTENCE: Final = re.compile(r"(?:\A|[.!?…:\n]|[-–—•*])[\s“”\"‘’'()\[\]…*•–-]*\Z")

T = TypeVar("T")
Values = Mapping[str, str | int]
"""What a message says besides the words that are flagged."""


class Spot(NamedTuple):
    """A place in a paragraph that a rule flags."""

    start: int
    end: int
    fix: str | None = None
    """What would stand there instead, where that is certain."""
    values: Values = {}


class Word(NamedTuple):
    """A word of a paragraph: letters and digits in a row."""

    text: str
    lower: str
    start: int
    end: int


class Paragraph:
    """A paragraph in NFC. What is worked out about it is kept, so that only edits cost anything."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kept: dict[object, Any] = {}

    @cached_property
    def words(self) -> list[Word]:
        """Return the words."""
        found = _WORD.finditer(self.text)
        return [Word(m[0], m[0].lower(), m.start(), m.end()) for m in found]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Return which of the words each one is, by its small letters."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.lower, []).append(at)
        return found

    @cached_property
    def folded(self) -> str:
        """Return the text as it is folded for search."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Return where each sentence starts and ends."""
        return sentence_spans(self.text)

    @cached_property
    def is_capitals(self) -> bool:
        """Tell whether all of it is in capitals, as some headlines are."""
        return self.text.isupper()

    def keep(self, key: object, work: Callable[[Paragraph], T]) -> T:
        """Return what `work` makes of this paragraph; it is done once for each key."""
        if key not in self._kept:
            self._kept[key] = work(self)
        kept: T = self._kept[key]
        return kept

    def begins_sentence(self, at: int) -> bool:
        """Tell whether a sentence, a quotation or a list entry begins at a place."""
        return _BEFORE_SENTENCE.search(self.text[max(0, at - 12) : at] if at else "") is not None

    def index_of(self, word: Word) -> int:
        """Return which of the words one of them is."""
        return bisect_left(self.words, word.start, key=lambda one: one.start)

    def phrase(self, first: int, length: int) -> tuple[int, int] | None:
        """Return where words stand in a row with nothing but spaces between; None otherwise."""
        words = self.words[first : first + length]
        for before, after in pairwise(words):
            if self.text[before.end : after.start].strip(" \xa0") or before.end == after.start:
                return None
        return words[0].start, words[-1].end


class Phrases:
    """Phrases that are looked up word by word, each with what belongs to it."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        for phrase, value in phrases.items():
            words = tuple(found[0] for found in _WORD.finditer(phrase.lower()))
            if words:
                self._by_first.setdefault(words[0], []).append((words, value))
        for known in self._by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    def found(self, paragraph: Paragraph) -> Iterator[tuple[int, int, Any]]:
        """Yield where the phrases stand, the longest first, none overlapping."""
        done = 0
        firsts = self._by_first.keys() & paragraph.places.keys()
        for at in sorted(at for first in firsts for at in paragraph.places[first]):
            first = paragraph.words[at].lower
            for phrase, value in self._by_first[first] if at >= done else ():
                row = paragraph.words[at : at + len(phrase)]
                if tuple(one.lower for one in row) == phrase and (
                    place := paragraph.phrase(at, len(phrase))
                ):
                    yield (*place, value)
                    done = at + len(phrase)
                    break


def cased_like(words: str, right: str) -> str:
    """Return the right words in the case of those they replace."""
    if len(words) > 1 and words.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if words[:1].isupper() else right
