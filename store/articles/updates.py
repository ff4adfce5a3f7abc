"""What has changed in a master since a version was made of it, paragraph by paragraph.

The drafts of then and of now are compared, not the texts: a change that the rules of the channel
leave out is no difference there. A paragraph that the version still has as the draft made it can be
taken over as it is; one that was edited by hand is for people to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

from store.articles.drafts import Draft


class Hunk(Struct, frozen=True):
    """Paragraphs that are others now."""

    then: tuple[str, ...]
    """As the draft of then had them; none where they are new."""
    now: tuple[str, ...]
    """As the draft of now has them; none where they are gone."""
    ours: tuple[str, ...]
    """As the version has them."""
    at: tuple[int, int]
    """Where in the version: the first of its paragraphs, and the one behind the last."""
    is_headline: bool = False

    @property
    def is_edited(self) -> bool:
        """Tell whether the version has edited them by hand."""
        return self.ours != self.then


def hunks(then: Draft, now: Draft, headline: str, paragraphs: Sequence[str]) -> list[Hunk]:
    """Return the differences between two drafts that a version does not have yet.

    Args:
        then: the draft of what the version was made of.
        now: the draft of what the master says now.
        headline: that of the version.
        paragraphs: those of the version.
    """
    of_headline = Hunk((then.headline,), (now.headline,), (headline,), (0, 1), is_headline=True)
    found = [of_headline] if then.headline != now.headline else []
    for one in _changes(then.paragraphs, now.paragraphs, paragraphs):
        found.append(
            Hunk(
                then.paragraphs[one.then[0] : one.then[1]],
                now.paragraphs[one.now[0] : one.now[1]],
                tuple(paragraphs[one.ours[0] : one.ours[1]]),
                one.ours,
            )
        )
    return [one for one in found if one.ours != one.now]


def taken_over(
    headline: str, paragraphs: Sequence[str], found: Sequence[Hunk], chosen: Collection[int]
) -> tuple[str, list[str]]:
    """Return headline and paragraphs of a version with some hunks, by their index, taken over."""
    texts = list(paragraphs)
    for index in sorted(chosen, reverse=True):
        hunk = found[index]
        if hunk.is_headline:
            headline = hunk.now[0]
        else:
            texts[hunk.at[0] : hunk.at[1]] = hunk.now
    return headline, texts


Span = tuple[int, int]


class _Change(NamedTuple):
    then: Span
    now: Span
    ours: Span


def _changes(then: Sequence[str], now: Sequence[str], ours: Sequence[str]) -> list[_Change]:
    """Return where two texts differ, and where that is in a third one; none overlap there."""
    places = _Places(then, ours)
    found: list[_Change] = []
    for (i1, i2), (j1, j2) in _differing(then, now):
        change = _Change((i1, i2), (j1, j2), places.of(i1, i2))
        if found and change.ours[0] < found[-1].ours[1]:
            last = found.pop()
            change = _Change(
                (last.then[0], i2),
                (last.now[0], j2),
                (last.ours[0], max(last.ours[1], change.ours[1])),
            )
        found.append(change)
    return found


def _differing(then: Sequence[str], now: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where two texts differ, paragraph by paragraph where as many stand for as many."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1:
            yield from (((i1 + n, i1 + n + 1), (j1 + n, j1 + n + 1)) for n in range(i2 - i1))
        else:
            yield (i1, i2), (j1, j2)


class _Places:
    """Where the paragraphs of one text are in another."""

    def __init__(self, then: Sequence[str], ours: Sequence[str]) -> None:
        self._spans: list[Span] = []
        for _tag, i1, i2, j1, j2 in SequenceMatcher(None, then, ours, autojunk=False).get_opcodes():
            if i2 - i1 == j2 - j1:  # as they were, or each edited
                self._spans += [(place, place + 1) for place in range(j1, j2)]
            else:
                self._spans += [(j1, j2)] * (i2 - i1)

    def of(self, first: int, end: int) -> Span:
        """Return the span for that of some paragraphs; for none, the place after the one before."""
        if first == end:
            place = self._spans[first - 1][1] if first else 0
            return place, place
        return self._spans[first][0], self._spans[end - 1][1]
