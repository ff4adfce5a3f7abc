"""Doubtful pairs: a word that stands beside its neighbours nowhere else, as another often does.

The pairs are those of the desk's own archive, and the other word is one that is confused with it
by its sound: *xử dụng* for *sử dụng*. Being often seen is not enough, since a frequent word stands
beside anything (*là các* for *là cát*): the pair must be seen far more often than by chance, or the
doubtful word hardly ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from store.copydesk import syllables
from store.copydesk.manuscript import Archive
from store.copydesk.paragraph import Paragraph, Spot, Word, cased_like
from store.copydesk.rule import Filled, Found, Rule, Sheets
from store.copydesk.tone_marks import TONES

_SHORTEST: Final = 2
_SPACES: Final = " \xa0"
Sounds = tuple[tuple[str, ...], ...]
"""Groups of what is confused with each other."""


class Doubtful(NamedTuple):
    """A word of a paragraph, and its neighbours in small letters; empty where there is none."""

    word: Word
    before: str
    after: str

    def pairs_with(self, word: str) -> Iterator[tuple[str, str, str]]:
        """Yield what stands beside it, and the pairs of a word in its place."""
        if self.before:
            yield self.before, f"{self.before} {word}", f"{self.before} {self.word.lower}"
        if self.after:
            yield self.after, f"{word} {self.after}", f"{self.word.lower} {self.after}"


class _Meant(NamedTuple):
    """What may have been meant."""

    lift: float
    """How many times as often as by chance it stands there."""
    word: str
    pair: str
    written: str


class Pair(Rule, frozen=True, kw_only=True, tag="pair"):
    """Words that make no pair that the desk has, where a word that sounds alike makes a usual one.

    Says the {pair}, and the one that is {likely} meant.
    """

    GIVES_WAY = True
    ASKS_ARCHIVE = True

    rare: Annotated[int, Meta(ge=0)]
    """The most other pieces that may have a doubtful pair."""
    often: Annotated[int, Meta(ge=1)]
    """The least pieces that have the usual one …"""
    times: Annotated[int, Meta(ge=1)]
    """… and for each that has the doubtful one."""
    lift: float
    """How many times as often as by chance the usual pair stands there, or else …"""
    seldom: int
    """… how many pieces at most have the doubtful word at all, none of them beside these, as others
    have the other word beside each of them, …"""
    against: int
    """… and how many must have the other word, for each that has the doubtful one."""
    common: float
    """A word that this share of all pieces has is never doubtful."""
    tones: tuple[tuple[Filled, Filled], ...] = ()
    """The tones that are confused, by their Telex keys."""
    onsets: Sounds = ()
    finals: Sounds = ()
    rhymes: Sounds = ()

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the words that are doubtful."""
        archive = sheets.known.archive
        if archive is None or not archive.size:
            return
        key = self.id, archive.size.bit_length()  # what is known is asked again as it grows
        for sheet in sheets:
            for spot in sheet.paragraph.keep(key, lambda one: self._spots(one, archive)):
                yield Found(((sheet.at, spot.start, spot.end, spot.fix),), spot.values)

    def _spots(self, paragraph: Paragraph, archive: Archive) -> list[Spot]:
        found = []
        for doubtful in words_with_neighbours(paragraph):
            if not self._is_rare(doubtful, archive):
                continue
            meant = sorted(self._meant(doubtful, archive), reverse=True)
            if meant:
                word, best = doubtful.word, meant[0]
                fix = cased_like(word.text, best.word)
                values = {"pair": best.written, "likely": best.pair}
                found.append(Spot(word.start, word.end, None if meant[1:] else fix, values))
        return found

    def _is_rare(self, one: Doubtful, archive: Archive) -> bool:
        if not syllables.is_possible(one.word.lower):
            return False
        written = [pair for _beside, _pair, pair in one.pairs_with(one.word.lower)]
        if any(archive.seen(pair) > self.rare for pair in written):
            return False
        return archive.seen(one.word.lower) <= self.common * archive.seen("")

    def _meant(self, one: Doubtful, archive: Archive) -> Iterator[_Meant]:
        """Yield what may be meant, each word once."""
        for other in self.confusable(one.word.lower):
            found = [
                _Meant(lift, other, pair, written)
                for beside, pair, written in one.pairs_with(other)
                if (lift := self._lift(archive, one, other, beside, pair, written))
            ]
            if found:
                yield max(found)

    def _lift(
        self, archive: Archive, one: Doubtful, other: str, beside: str, pair: str, written: str
    ) -> float:
        """Return how many times as often as by chance a pair stands there; 0 if it is none."""
        least = max(self.often, self.times * archive.seen(written))
        if archive.seen(pair) < least or (seen := archive.surely_seen(pair)) < least:
            return 0
        total, others, besides = map(archive.seen, ("", other, beside))
        if seen > min(others, besides):  # two rows have one place in the table
            return 0
        lift = seen * total / (others * besides)
        if lift >= self.lift:
            return lift
        mine = archive.seen(one.word.lower)
        is_slip = mine <= self.seldom and others >= self.against * max(mine, 1)
        if not is_slip:
            return 0
        fits = all(
            archive.seen(there) and not archive.seen(here)
            for _beside, there, here in one.pairs_with(other)
        )
        return lift if fits else 0

    def confusable(self, word: str) -> tuple[str, ...]:
        """Return the words that are confused with a word in small letters."""
        if word not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[word] = tuple(self._sounding_like(word))
        return self._known[word]

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _sounding_like(self, word: str) -> list[str]:
        parts = syllables.parted(word)
        if parts is None:
            return []
        onset, rhyme, tone = parts
        marks = {key: mark for mark, key in TONES.items()}
        forms = [(other, rhyme, tone) for other in _others(onset, self.onsets)]
        forms += [(onset, rhyme, marks[key]) for key in _others(TONES.get(tone, ""), self.tones)]
        forms += [(onset, other, tone) for other in _others(rhyme, self.rhymes)]
        for group in self.finals:
            last = max((one for one in group if rhyme.endswith(one)), key=len, default="")
            if last:
                stem = rhyme[: -len(last)]
                forms += [(onset, stem + other, tone) for other in group if other != last]
        made = (syllables.joined(*form) for form in forms)
        return [one for one in dict.fromkeys(made) if one and one != word]


def _others(part: str, groups: Sounds) -> list[str]:
    return [other for group in groups if part in group for other in group if other != part]


def words_with_neighbours(paragraph: Paragraph) -> list[Doubtful]:
    """Return the words in small letters that have a neighbour."""
    return paragraph.keep("neighbours", _words_in)


def _words_in(paragraph: Paragraph) -> list[Doubtful]:
    found = []
    text, words = paragraph.text, paragraph.words
    rows = [
        word.text if word.text.islower() and word.text.isalpha() else _begun(paragraph, word)
        for word in words
    ]
    before = ""
    for at, word in enumerate(words):
        row = rows[at]
        after = rows[at + 1] if at + 1 < len(rows) else ""
        if not row or not after:
            after = ""
        elif (between := text[word.end : words[at + 1].start]) != " ":
            after = after if between and not between.strip(_SPACES) else ""
        is_alone = text[word.start - 1 : word.start] == " " == text[word.end : word.end + 1]
        if (
            (before or after)
            and len(word.text) >= _SHORTEST
            and (is_alone or not syllables.is_joined(text, word))
        ):
            found.append(Doubtful(word, before, after))
        before = row if after else ""
    return found


def _begun(paragraph: Paragraph, word: Word) -> str:
    """Return a word that begins a sentence, in small letters; else nothing."""
    text = word.text
    if text[1:].islower() and text.isalpha() and paragraph.begins_sentence(word.start):
        return word.lower
    return ""
