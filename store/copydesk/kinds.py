"""The kinds of rules that look at one paragraph at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from store.copydesk.paragraph import Paragraph, Phrases, Spot, cased_like
from store.copydesk.patterns import compiled, matches
from store.copydesk.rule import Filled, ParagraphRule
from store.paths import read_file

_BEFORE_OFFICES: Final = frozenset(
    (
        *("phó", "nguyên", "cựu", "tổng", "trưởng"),
        *("ban", "sở", "bộ", "cục", "vụ", "phòng", "trường", "khoa", "hội", "viện", "cung"),
    )
)
Words = Annotated[tuple[Filled, ...], Meta(min_length=1)]


class Existence(ParagraphRule, frozen=True, kw_only=True, tag="existence"):
    """Something that should not stand there: a pattern, or one of some words."""

    pattern: str = ""
    words: tuple[Filled, ...] = ()
    fix: str | None = None
    r"""What should; \1 stands for the first group of the pattern."""
    unless: str = ""
    """A pattern; where it matches the paragraph, nothing is flagged."""
    needs: tuple[str, ...] = ()
    """Where none of these rows of characters stand, the pattern is not tried: it takes longer."""

    def __post_init__(self) -> None:
        if bool(self.pattern) == bool(self.words):
            raise ValueError("give either pattern or words")
        for pattern in filter(None, (self.pattern, self.unless)):
            compiled(pattern)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(dict.fromkeys(self.words))

    def spots(self, paragraph: Paragraph) -> Iterator[Spot]:
        """Yield where it stands."""
        if self.needs and not any(some in paragraph.text for some in self.needs):
            return
        if self.unless and any(True for _ in matches(self.unless, paragraph.text)):
            return
        if self.words:
            for start, end, _none in self._phrases.found(paragraph):
                yield Spot(start, end, self.fix)
            return
        for match in matches(self.pattern, paragraph.text):
            fix = None if self.fix is None else match.expand(self.fix)
            if fix != match[0]:
                yield Spot(match.start(), match.end(), fix)


class Substitution(ParagraphRule, frozen=True, kw_only=True, tag="substitution"):
    """Words for which others are right."""

    swap: Annotated[dict[Filled, str], Meta(min_length=1)]
    """Wrong words → right words."""
    within: tuple[Filled, ...] = ()
    """Longer phrases in which the wrong words are right."""

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases({**self.swap, **dict.fromkeys(self.within)})

    def spots(self, paragraph: Paragraph) -> Iterator[Spot]:
        """Yield where the wrong words stand; names are left alone."""
        for start, end, right in self._phrases.found(paragraph):
            words = paragraph.text[start:end]
            if right is None or words == right or _is_name(words, right):
                continue
            if not _belongs_to_others(paragraph, start, end):
                yield Spot(start, end, cased_like(words, right))


def _belongs_to_others(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether two words belong to those around them: ngoại giao | động vật."""
    first = bisect_left(paragraph.words, start, key=lambda word: word.start)
    around = paragraph.words[max(0, first - 1) : first + 3]
    if len(around) < 4 or first == 0 or around[2].end != end:
        return False
    if paragraph.phrase(first - 1, 4) is None:
        return False
    before, one, two, after = (word.lower for word in around)
    return f"\n{before} {one}\n" in _compounds() and f"\n{two} {after}\n" in _compounds()


@cache
def _compounds() -> str:
    """Return pairs of words that are often neighbours, each a line: a sixth of the memory of a set.

    Looking one up takes 0.04 ms, which only words cost that seem to be confused.
    """
    file = Path(__file__).parent / "rules" / "compounds.txt"
    return f"\n{read_file(file).decode()}\n"


def _is_name(words: str, right: str) -> bool:
    """Tell whether each of several words begins with a capital where the right one does not."""
    several = words.split()
    return (
        len(several) > 1
        and not words.isupper()
        and right.islower()
        and all(word[0].isupper() for word in several)
    )


class Capitalisation(ParagraphRule, frozen=True, kw_only=True, tag="capitalisation"):
    """Names that are written with certain capitals."""

    words: Words
    """The names as they are right; a capital at the beginning of a sentence is, too."""
    within: tuple[Filled, ...] = ()
    """Longer names in which other capitals are right."""
    begun: bool = False
    """Whether only what begins with a capital is the name: chính phủ Pháp, and Chính Phủ."""

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases({**{word: word for word in self.words}, **dict.fromkeys(self.within)})

    def spots(self, paragraph: Paragraph) -> Iterator[Spot]:
        """Yield where they are written otherwise; lines in capitals are left alone."""
        if paragraph.is_capitals:
            return
        for start, end, right in self._phrases.found(paragraph):
            words = paragraph.text[start:end]
            if right is None or words.isupper() or " ".join(words.split()) == right:
                continue
            if words[1:] == right[1:] and (words[0].isupper() or right[0].islower()):
                continue
            if self.begun and (words[0].islower() or _is_of_a_name(paragraph, start)):
                continue
            yield Spot(start, end, cased_like(words, right) if right[0].islower() else right)


def _is_of_a_name(paragraph: Paragraph, start: int) -> bool:
    """Tell whether a word with a capital stands right before a place: Nguyễn Quốc Hội."""
    at = bisect_left(paragraph.words, start, key=lambda word: word.start) - 1
    if at < 0 or paragraph.phrase(at, 2) is None:
        return False
    before = paragraph.words[at]
    return before.text[0].isupper() and before.lower not in _BEFORE_OFFICES


class Repetition(ParagraphRule, frozen=True, kw_only=True, tag="repetition"):
    """Words that stand there twice in a row."""

    words: Words
    """The words for which that is a slip; many others are doubled on purpose (xanh xanh)."""
    unless: tuple[Filled, ...] = ()
    """Phrases that begin with it, in which it is none."""

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(dict.fromkeys(self.unless))

    def spots(self, paragraph: Paragraph) -> Iterable[Spot]:
        """Yield where a word is repeated."""
        meant = {start for start, _end, _none in self._phrases.found(paragraph)}
        for at, (first, second) in enumerate(pairwise(paragraph.words)):
            if first.lower != second.lower or first.lower not in self._known:
                continue
            if second.text[0].isupper() or first.start in meant:
                continue
            if place := paragraph.phrase(at, 2):
                yield Spot(*place, first.text)
