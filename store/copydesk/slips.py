"""Slips that are words, too: one that belongs to neither neighbour, and by a letter or a mark does.

*Năng khiêu*, *vận tóc*, *suất viện*: no table of confusions has all of them. What stands side by
side in published Vietnamese (`usual_pairs.py`) tells them apart, on any desk: a small one has no
archive of its own for the doubtful pairs (`pairs.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from store.copydesk import syllables
from store.copydesk.pairs import words_with_neighbours
from store.copydesk.paragraph import Paragraph, Spot, Word, cased_like
from store.copydesk.rule import Found, ParagraphRule, Sheets
from store.copydesk.tone_marks import toneless, without_style
from store.copydesk.usual_pairs import UsualPairs, usual_pairs
from store.text import fold

_WEAKER: Final = 10
"""A neighbour that belongs elsewhere with a tenth of the weight is not asked."""
_ONSETS: Final = tuple(
    frozenset(group.split()) for group in ("s x", "ch tr", "d gi r v", "l n", "ng ngh")
)
"""Onsets that sound alike somewhere …"""
_ENDS: Final = re.compile(r"(?:(?P<nasal>n[gh]?)|(?P<stop>ch?|t))\Z")
"""… and ends of rhymes: n, ng and nh, or c, ch and t …"""
_TONES: Final = frozenset(("\u0309", "\u0303"))
"""… and tones: hỏi and ngã."""


class _Meant(NamedTuple):
    weight: int
    word: str
    pair: str
    written: str


class _Side(NamedTuple):
    """A neighbour of a word, looked at from it."""

    word: str
    """In small letters; empty where there is none."""
    is_before: bool
    is_seen: bool
    """Whether what is written is seen beside it."""

    def pair(self, word: str) -> tuple[str, str]:
        """Return the pair of the neighbour and a word, in their order."""
        return (self.word, word) if self.is_before else (word, self.word)


class Slip(ParagraphRule, frozen=True, kw_only=True, tag="slip"):
    """Words that are not seen beside a neighbour, where one hardly different belongs.

    Says the {pair}, and the one that is {likely} meant.
    """

    GIVES_WAY = True

    least: Annotated[int, Meta(ge=1)]
    """The weight of the pair that is meant, where the word that stands there sounds like it, is
    seen beside neither neighbour, and the one that is meant beside both."""
    alone: Annotated[int, Meta(ge=1)]
    """So many times as much is asked where nothing speaks for it beside the other neighbour, …"""
    against: Annotated[int, Meta(ge=1)]
    """… so many where what is written is seen there, too, …"""
    marks: Annotated[int, Meta(ge=1)]
    """… so many where only the marks differ, and do not sound alike …"""
    letter: Annotated[int, Meta(ge=1)]
    """… and so many where a letter does that sounds like nothing."""
    recurs: Annotated[int, Meta(ge=1)]
    """A pair that stands so often in a text is meant."""

    def found(self, sheets: Sheets) -> Iterator[Found]:
        """Yield the words that do not recur."""
        matters = list(super().found(sheets))
        pairs = Counter(matter.values["pair"] for matter in matters)
        for matter in matters:
            if pairs[matter.values["pair"]] < self.recurs:
                yield matter

    def spots(self, paragraph: Paragraph) -> Iterator[Spot]:
        """Yield the words."""
        known = usual_pairs()
        is_seen = lru_cache(maxsize=None)(known.is_seen)  # each pair is asked for from both words
        for row in words_with_neighbours(paragraph):
            is_word = syllables.is_possible(row.word.lower)
            if not is_word and not row.word.text.isascii():
                continue  # that is told as no syllable
            own, before, after = _plain(row.word.lower), _plain(row.before), _plain(row.after)
            seen_before = bool(before) and is_seen(before, own)
            seen_after = bool(after) and is_seen(own, after)
            if (seen_before or not before) and (seen_after or not after):
                continue
            sides = _Side(before, True, seen_before), _Side(after, False, seen_after)
            found = [
                meant
                for side, other in (sides, sides[::-1])
                if side.word and not side.is_seen
                for meant in self._meant(own, side, other, known)
                if is_word or fold(meant.word) == own
                if not _has_rival(paragraph, row.word, side, meant.weight, known)
            ]
            if found:
                best = max(found)
                values = {"pair": best.written, "likely": best.pair}
                fix = cased_like(row.word.text, best.word)
                yield Spot(row.word.start, row.word.end, fix, values)

    def _meant(self, own: str, side: _Side, other: _Side, known: UsualPairs) -> Iterator[_Meant]:
        """Yield what belongs beside one neighbour, where nothing is in the way at the other."""
        if known.weight(*other.pair(own)):
            return
        beside = known.behind if side.is_before else known.before
        for meant, weight in beside(side.word):
            near = nearness(own, meant) if weight >= self.least else Near.NOT
            if near is Near.NOT:
                continue
            fits = bool(other.word) and known.is_seen(*other.pair(meant))
            if other.is_seen and not fits:
                continue
            times = self.against if other.is_seen else 1 if fits else self.alone
            if near is Near.LETTER:
                times *= self.letter
            elif near is Near.MARKS or other.is_seen:
                times *= self.marks
            if weight >= times * self.least:
                yield _Meant(weight, meant, " ".join(side.pair(meant)), " ".join(side.pair(own)))


def _has_rival(
    paragraph: Paragraph, word: Word, side: _Side, weight: int, known: UsualPairs
) -> bool:
    """Tell whether a neighbour belongs to the word at its other side: kết quả | thực tế."""
    at = paragraph.index_of(word)
    beyond = at - 2 if side.is_before else at + 2
    if not 0 <= beyond < len(paragraph.words) or paragraph.phrase(min(at, beyond), 3) is None:
        return False
    further = _plain(paragraph.words[beyond].lower)
    pair = (further, side.word) if side.is_before else (side.word, further)
    return known.weight(*pair) * _WEAKER > weight


_plain = lru_cache(maxsize=4096)(without_style)


class Near(StrEnum):
    """In what a word may be a slip of another."""

    NOT = "not"
    SOUND = "sound"
    """They sound alike somewhere."""
    MARKS = "marks"
    """The same letters with other marks."""
    LETTER = "letter"
    """Another letter, one too many, one too few, or two that were swapped."""


def nearness(written: str, meant: str) -> Near:
    """Return in what a word may be a slip of another."""
    if written == meant or not _may_be_near(written, meant):
        return Near.NOT
    if _sounds_like(written, meant):
        return Near.SOUND
    if fold(written) == fold(meant):
        return Near.MARKS
    one, tone, _at = toneless(written)
    other, right, _at = toneless(meant)
    return Near.LETTER if tone == right and is_a_letter_off(one, other) else Near.NOT


def _may_be_near(one: str, other: str) -> bool:
    """Tell whether two words have an end in common, and nearly the length: most have not."""
    has_same_end = one[0] == other[0] or one[-1] == other[-1] or len(one) <= 2
    return abs(len(one) - len(other)) <= 1 and has_same_end


def is_a_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ in one letter: changed, left out, added, or two swapped."""
    if one.replace("i", "y") == other.replace("i", "y"):
        return False  # kỹ and kĩ are one word
    start = _same(one, other)
    one, other = one[start:], other[start:]
    end = _same(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _same(one: str, other: str) -> int:
    """Return how many letters at the beginning are the same."""
    different = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(different, min(len(one), len(other)))


def _sounds_like(one: str, other: str) -> bool:
    """Tell whether two words differ in one of what sounds alike: onset, end or tone."""
    first, second = syllables.parted(one), syllables.parted(other)
    if first is None or second is None:
        return False
    onsets, rhymes, tones = zip(first, second, strict=True)
    if rhymes[0] == rhymes[1] and tones[0] == tones[1]:
        return any(group.issuperset(onsets) for group in _ONSETS)
    if onsets[0] == onsets[1] and rhymes[0] == rhymes[1]:
        return _TONES.issuperset(tones)
    return onsets[0] == onsets[1] and tones[0] == tones[1] and _end_alike(*rhymes)


def _end_alike(one: str, other: str) -> bool:
    ends = _ENDS.search(one), _ENDS.search(other)
    if ends[0] is None or ends[1] is None or ends[0].lastgroup != ends[1].lastgroup:
        return False
    return one[: ends[0].start()] == other[: ends[1].start()]
