"""The difference between two states of a text, by words (chữ) rather than lines.

A paragraph is one long line, so a line diff would mark all of it for one changed word. Paragraphs
are aligned first, for speed, then the words of those that differ. Punctuation at the edges of a
word is separate from it, so that "quà," and "quà." differ in the mark only. Texts are compared as
stored: composed and decomposed spellings of a word differ, so that the pieces add up to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, zip_longest
from typing import Final, Literal, TypeVar

import msgspec

Kind = Literal["same", "added", "removed"]
T = TypeVar("T")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text that is in both states, or in one of them."""

    kind: Kind
    text: str


class Row(msgspec.Struct, frozen=True):
    """A line of the old text and the line of the new one opposite it."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


class _Run(msgspec.Struct, frozen=True):
    """A run of equal items in two lists: its start in each, and its length."""

    old: int
    new: int
    length: int


_PUNCTUATION: Final = r"!-/:-@\[-`{-~¡§«¶·»¿\u2010-\u2027\u2030-\u205e"
_WORD = re.compile(rf"(\s*)([{_PUNCTUATION}]|[^\s{_PUNCTUATION}](?:\S*[^\s{_PUNCTUATION}])?)")
_PARAGRAPH = re.compile(r"\s+|[^\n]+\n?\s*")  # with the blank lines after it

_MOST_STEPS: Final = 1_000_000
"""Above this many pairs of equal items, two lists are not aligned: it would take seconds."""

_MOST_WORK: Final = 10_000_000
"""How many pairs are examined in all, over all subdivisions: about two seconds."""

_LONG: Final = 4_000_000
"""Above this many possible pairs, lists are first anchored by the items unique to each (patience
diff): otherwise the time would grow with the square of their length."""

_LITTLE: Final = 0.25
"""A passage that shares less than this of its words was rewritten, not edited."""

_BY_CHANCE: Final = 4
"""Equal words between two changes, each this many times as long, are a coincidence."""


def pieces(old: str, new: str) -> list[Piece]:
    """Return the difference from `old` to `new` in reading order.

    The same and removed pieces add up to exactly `old`, the same and added ones to `new`. No two
    neighbours are of one kind, none is empty, and the removed piece of a change comes first. White
    space alone never separates two changes: a rewritten phrase is one removed and one added piece.
    """
    return list(_merged(_aligned(old, new)))


def size(old: str, new: str) -> tuple[int, int]:
    """Count the words (chữ) added and removed.

    Words are counted, not aligned, so that it is cheap: one that has only moved does not count.
    """
    if old == new:  # a change of many articles at once leaves their texts
        return 0, 0
    before, after = Counter(old.split()), Counter(new.split())
    added, removed = _bare_words(after - before), _bare_words(before - after)
    return (added - removed).total(), (removed - added).total()


def marked(found: Iterable[Piece]) -> str:
    """Return a difference as plain text, like wdiff: [-removed-]{+added+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in found)


def side_by_side(found: Sequence[Piece]) -> list[Row]:
    r"""Set the lines of both texts opposite each other.

    Lines that share words are in one row; lines between those are paired in order. A line without
    a counterpart is opposite `()`. A blank line is one empty piece, not `()`: the sides that are
    not `()`, joined by "\n", are `old` on the left and `new` on the right. The left has no added
    pieces, the right no removed ones.
    """
    sheet = _Sheet()
    for piece in found:
        *ended, last = piece.text.split("\n")
        for text in ended:
            sheet.write(piece.kind, text)
            sheet.end_line(piece.kind)
        sheet.write(piece.kind, last)
    sheet.end_line("same")
    return sheet.rows


# ---------------------------------------------------------------------- aligning


def _aligned(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of corresponding texts, old and new; equal ones are unchanged."""
    before, after = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    for was, now, are_same in _stretches(before, after, _shared(before, after)):
        if are_same or not was or not now:
            yield "".join(was), "".join(now)
        else:
            yield from _aligned_words("".join(was), "".join(now))


def _aligned_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _Words(old), _Words(new)
    end = _Run(len(before.words), len(after.words), 0)
    place_old = place_new = 0
    for run in (*_edited(before.words, after.words), end):
        yield from _gap(before.gap(place_old, run.old), after.gap(place_new, run.new))
        for step in range(run.length):
            if step:
                yield before.spaces[run.old + step], after.spaces[run.new + step]
            yield before.words[run.old + step], after.words[run.new + step]
        place_old, place_new = run.old + run.length, run.new + run.length


class _Words:
    """A text as its words, and the white space before each and after the last."""

    def __init__(self, text: str) -> None:
        found = _WORD.findall(text)
        self.words: list[str] = [word for _, word in found]
        self.spaces: list[str] = [space for space, _ in found]
        self.spaces.append(text[len(text.rstrip()) :])

    def gap(self, start: int, end: int) -> list[str]:
        """Return the words from `start` to `end`, with the white space around and between them."""
        between = [self.spaces[start]]
        for place in range(start, end):
            between += [self.words[place], self.spaces[place + 1]]
        return between


def _gap(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what lies between two unchanged words; white space at its edges may be unchanged."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    behind = old[len(old) - end :]
    yield "".join(old[:start]), "".join(new[:start])
    yield "".join(was), "".join(now)
    yield "".join(behind), "".join(behind)


def _edited(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Return the words that an edited passage kept; none if it was rewritten."""
    enough = _LITTLE * min(len(old), len(new))
    if (Counter(old) & Counter(new)).total() < enough:
        return []
    runs = _not_by_chance(_shared(old, new), len(old), len(new))
    return runs if sum(run.length for run in runs) >= enough else []


def _shared(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Return the runs that two lists share, in order."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    middle = _in_the_middle(old[start:last_old], new[start:last_new])
    inner = (_Run(start + run.old, start + run.new, run.length) for run in middle if run.length)
    runs = (_Run(0, 0, start), *_joined(inner), _Run(last_old, last_new, end))
    return [run for run in runs if run.length]


def _in_the_middle(old: Sequence[str], new: Sequence[str]) -> Iterator[_Run]:
    """Yield the runs shared by two lists that neither begin nor end alike."""
    left = _MOST_WORK
    place_old = place_new = 0
    anchors = _unique_in_both(old, new) if len(old) * len(new) > _LONG else []
    for run in (*anchors, _Run(len(old), len(new), 0)):
        runs, left = _matching(old[place_old : run.old], new[place_new : run.new], left)
        for shared in runs:
            yield _Run(place_old + shared.old, place_new + shared.new, shared.length)
        yield run
        place_old, place_new = run.old + run.length, run.new + run.length


def _matching(old: Sequence[str], new: Sequence[str], left: int) -> tuple[Iterable[_Run], int]:
    """Return the runs that two lists share, in order, and how many pairs may still be examined.

    Like `SequenceMatcher.get_matching_blocks`, but leaves out what would take too long.
    """
    counts = Counter(new)
    costs = [0, *accumulate(1 + counts[item] for item in old)]
    if not 0 < costs[-1] - len(old) <= _MOST_STEPS:
        return (), left
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[_Run] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting and left > 0:
        start, end, new_start, new_end = waiting.pop()
        left -= costs[end] - costs[start]
        run = matcher.find_longest_match(start, end, new_start, new_end)
        if run.size:
            found.append(_Run(run.a, run.b, run.size))
            behind = run.a + run.size, end, run.b + run.size, new_end
            before = start, run.a, new_start, run.b
            waiting += [
                part for part in (behind, before) if part[0] < part[1] and part[2] < part[3]
            ]
    return _joined(sorted(found, key=lambda run: run.old)), left


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Yield runs, joining those that are adjacent in both lists."""
    last: _Run | None = None
    for run in runs:
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            last = _Run(last.old, last.new, last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _unique_in_both(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Return the items that occur once in each list, the most that are in the same order."""
    in_old, in_new = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if in_new[item] == 1}
    pairs = [
        (here, places[item])
        for here, item in enumerate(old)
        if in_old[item] == 1 and item in places
    ]
    # The longest increasing subsequence, by patience sorting.
    lowest: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_here, there) in enumerate(pairs):
        pile = bisect_left(lowest, there)
        before.append(tops[pile - 1] if pile else -1)
        lowest[pile : pile + 1] = [there]
        tops[pile : pile + 1] = [number]
    rising: list[_Run] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        rising.append(_Run(*pairs[number], 1))
        number = before[number]
    return rising[::-1]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the items that both have in common at the start."""
    for place, (was, now) in enumerate(zip(old, new, strict=False)):
        if was != now:
            return place
    return min(len(old), len(new))


def _not_by_chance(runs: Sequence[_Run], length_old: int, length_new: int) -> list[_Run]:
    """Drop short runs between long changes: a lone "của" there tells a reader nothing."""
    kept: list[_Run] = []
    old = new = 0
    for run, behind in pairwise([*runs, _Run(length_old, length_new, 0)]):
        before = max(run.old - old, run.new - new)
        after = max(behind.old - run.old, behind.new - run.new) - run.length
        if run.length * _BY_CHANCE > min(before, after):
            kept.append(run)
            old, new = run.old + run.length, run.new + run.length
    return kept


def _stretches(
    old: Sequence[T], new: Sequence[T], runs: Iterable[_Run]
) -> Iterator[tuple[Sequence[T], Sequence[T], bool]]:
    """Yield both lists in step: what comes before each run (False), and the run (True)."""
    place_old = place_new = 0
    for run in (*runs, _Run(len(old), len(new), 0)):
        yield old[place_old : run.old], new[place_new : run.new], False
        place_old, place_new = run.old + run.length, run.new + run.length
        yield old[run.old : place_old], new[run.new : place_new], True


def _merged(aligned: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    """Make pieces of corresponding texts, each as long as possible."""
    same: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    for was, now in aligned:
        if was == now:
            yield from _change(removed, added)
            removed, added = [], []
            same.append(was)
        else:
            if any(same):
                yield Piece("same", "".join(same))
            same = []
            removed.append(was)
            added.append(now)
    yield from _change(removed, added)
    if any(same):
        yield Piece("same", "".join(same))


def _change(removed: Iterable[str], added: Iterable[str]) -> Iterator[Piece]:
    if was := "".join(removed):
        yield Piece("removed", was)
    if now := "".join(added):
        yield Piece("added", now)


def _bare_words(tokens: Counter[str]) -> Counter[str]:
    """Count the words among tokens, without the punctuation at their edges."""
    counts: Counter[str] = Counter()
    for token, count in tokens.items():
        for _, word in _WORD.findall(token):
            if any(map(str.isalnum, word)):
                counts[word] += count
    return counts


# ---------------------------------------------------------------------- two columns


class _Sheet:
    """Both texts being set in rows, from one shared line end to the next."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._start()

    def _start(self) -> None:
        self._left: list[list[Piece]] = [[]]
        self._right: list[list[Piece]] = [[]]
        self._sides = {
            "same": (self._left, self._right),
            "removed": (self._left,),
            "added": (self._right,),
        }
        self._opposite: list[_Run] = []

    def write(self, kind: Kind, text: str) -> None:
        """Write a part of a line."""
        if text:
            for lines in self._sides[kind]:
                lines[-1].append(Piece(kind, text))
        if kind == "same" and text.strip():
            left, right = len(self._left) - 1, len(self._right) - 1
            last = self._opposite[-1] if self._opposite else _Run(-1, -1, 0)
            if left > last.old and right > last.new:
                self._opposite.append(_Run(left, right, 1))

    def end_line(self, kind: Kind) -> None:
        """End the line on the sides that `kind` belongs to."""
        for lines in self._sides[kind]:
            if not lines[-1]:
                lines[-1].append(Piece(kind, ""))
            lines.append([])
        if kind == "same":
            for old, new, _ in _stretches(self._left[:-1], self._right[:-1], self._opposite):
                for was, now in zip_longest(old, new, fillvalue=()):
                    self.rows.append(Row(tuple(was), tuple(now)))
            self._start()
