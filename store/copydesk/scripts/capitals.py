"""The same words with a capital here and without one there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet, Sheets

_ROW: Final = 4
"""So many words in a row are the same matter; of fewer, each may be a common word once."""
_MOST_SAID: Final = 7
_LEAST_BEFORE: Final = 2
"""So many words before are the same: with fewer, a capital may begin a title or a caption."""


class _At(NamedTuple):
    """A word of a text."""

    sheet: Sheet
    word: int


def disagreeing(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield words in the rarer of their two ways; says the {other} one."""
    ways = [sheet.paragraph.keep(_two_ways, _two_ways) for sheet in sheets]
    either = set().union(*(big for big, _small in ways)) & set().union(*(few for _, few in ways))
    rows: dict[tuple[str, ...], list[_At]] = defaultdict(list)
    for sheet in sheets:
        for first, row in _rows(sheet.paragraph, either):
            rows[row].append(_At(sheet, first))
    told: set[tuple[int, int]] = set()
    for places in rows.values():
        if len(places) > 1:
            for offset in range(_ROW):
                yield from _differing(places, offset, told)


def _two_ways(paragraph: Paragraph) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with a capital inside a sentence, in small letters, and those without."""
    words = paragraph.words
    big = (word for word in words if word.text[0].isupper())
    inside = (word.lower for word in big if not paragraph.begins_sentence(word.start))
    return frozenset(inside), frozenset(word.text for word in words if word.text[0].islower())


def _rows(paragraph: Paragraph, either: set[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows with one of some words, nothing but spaces between, in lower case."""
    if paragraph.is_capitals:
        return
    text, words = paragraph.text, paragraph.words
    there = (at for word in paragraph.places.keys() & either for at in paragraph.places[word])
    firsts = {at - offset for at in there for offset in range(_ROW)}
    for first in sorted(firsts):
        row = words[first : first + _ROW] if first >= 0 else []
        if len(row) == _ROW and all(
            text[one.end : two.start] in (" ", "\xa0") for one, two in pairwise(row)
        ):
            yield first, tuple(word.lower for word in row)


def _differing(places: list[_At], offset: int, told: set[tuple[int, int]]) -> Iterator[Found]:
    ways: dict[bool, list[_At]] = {True: [], False: []}
    for sheet, first in places:
        word = sheet.paragraph.words[first + offset]
        if len(word.text) > 1 and word.text.isupper():
            return
        if not word.text[0].isalpha() or sheet.paragraph.begins_sentence(word.start):
            continue
        ways[word.text[0].isupper()].append(_At(sheet, first + offset))
    if not ways[True] or not ways[False]:
        return
    rare, usual = sorted(ways.values(), key=lambda one: (len(one), -_order(one)))
    if any((at.sheet.at, at.word) in told for at in rare):
        return
    before, length = _common(rare[0], usual[0])
    if before < _LEAST_BEFORE:
        return
    told.update((at.sheet.at, at.word) for at in rare)
    other = usual[0].sheet.paragraph.phrase(usual[0].word - before, length)
    spans = [at.sheet.paragraph.phrase(at.word - before, length) for at in rare]
    where = tuple((at.sheet.at, *span, None) for at, span in zip(rare, spans, strict=True) if span)
    if other and where:
        yield Found(where, {"other": usual[0].sheet.paragraph.text[other[0] : other[1]]})


def _order(places: list[_At]) -> int:
    return places[0].sheet.at * 100_000 + places[0].word


def _common(one: _At, other: _At) -> tuple[int, int]:
    """Return how many words before are the same in both, and how many are in all."""
    before = after = 0
    while before < _MOST_SAID and _same(one, other, -before - 1, before + 1):
        before += 1
    while before + after < _MOST_SAID and _same(one, other, after + 1, after + 2, 0):
        after += 1
    return before, before + 1 + after


def _same(one: _At, other: _At, offset: int, length: int, start: int | None = None) -> bool:
    begin = offset if start is None else start
    for sheet, word in (one, other):
        at, words = word + offset, sheet.paragraph.words
        if not 0 <= at < len(words) or sheet.paragraph.phrase(word + begin, length) is None:
            return False
    first, second = (at.sheet.paragraph.words[at.word + offset] for at in (one, other))
    return first.lower == second.lower
