"""The slogan of a campaign in a paragraph, also where it is misquoted."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, NamedTuple

from store.copydesk.paragraph import Paragraph, Word
from store.text import fold, identity

_LEAST: Final = 4
"""Words of a slogan; fewer are words like any others."""
_ALIKE: Final = 0.75
"""The share of its words from which on a row of words is meant to be the slogan."""


class Quoted(NamedTuple):
    """A slogan, as a paragraph has it."""

    start: int
    end: int
    is_right: bool
    """Whether its words are those of the campaign, in their order; capitals do not matter."""


def slogans(paragraph: Paragraph, slogan: str) -> list[Quoted]:
    """Return where a slogan stands, and where words stand that are nearly the slogan."""
    wanted = Paragraph(slogan).words
    if len(wanted) < _LEAST:
        return []
    return paragraph.keep((slogans, slogan), lambda one: _slogans(one, wanted))


def _slogans(paragraph: Paragraph, wanted: list[Word]) -> list[Quoted]:
    words = paragraph.words
    folded, meant = [fold(one.text) for one in words], [fold(one.text) for one in wanted]
    if len(set(folded) & set(meant)) < _ALIKE * len(set(meant)):
        return []
    found, done = [], 0
    for first in range(len(words)):
        if first < done or folded[first] != meant[0]:
            continue
        length = _length(folded[first : first + len(meant) + 2], meant)
        if length is None:
            continue
        row = words[first : first + length]
        is_right = [identity(one.text) for one in row] == [identity(one.text) for one in wanted]
        found.append(Quoted(row[0].start, row[-1].end, is_right))
        done = first + length
    return found


def _length(words: list[str], meant: list[str]) -> int | None:
    """Return how many words of a row are nearly what is meant; None where they are not."""
    matcher = SequenceMatcher(None, words, meant, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < _ALIKE * len(meant):
        return None
    last = blocks[-1]
    if last.b + last.size < len(meant):  # its last words are others: as many as are missing
        return min(len(words), last.a + last.size + len(meant) - last.b - last.size)
    return last.a + last.size
