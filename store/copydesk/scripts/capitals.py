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
    rows: dict[tuple[str, ...], list[_At]] = defaultdict(list)
    for sheet in sheets:
        for first, row in sheet.paragraph.keep(_rows, _rows):
            rows[row].append(_At(sheet, first))
    told: set[tuple[int, int]] = set()
    for places in rows.values():
        if len(places) > 1:
            for offset in range(_ROW):
                yield from _differing(places, offset, told)


def _rows(paragraph: Paragraph) -> list[tuple[int, tuple[str, ...]]]:
    """Return each row of words with nothing but spaces between, in lower case."""
    if paragraph.is_capitals:
        return []
    words = paragraph.words
    lowers = [word.lower for word in words]
    joined = [paragraph.text[a.end : b.start] in (" ", "\xa0") for a, b in pairwise(words)]
    return [
        (at, tuple(lowers[at : at + _ROW]))
        for at in range(len(words) - _ROW + 1)
        if all(joined[at : at + _ROW - 1])
    ]


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
