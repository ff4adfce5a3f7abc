"""One slip that several rules see: told once, by the rule that says most of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

from store.copydesk.manuscript import Location, Manuscript
from store.copydesk.rule import Severity

_NEAR: Final = 20
"""How many fixed places before one may hold it; nobody flags a word so often."""
_WEIGHTS: Final = (Severity.REMINDER, Severity.WARNING, Severity.BLOCK)


class Flagged(Protocol):
    """What a rule has found (`store.copydesk.checker.Flag`)."""

    @property
    def severity(self) -> Severity:
        """Return how much it weighs."""

    @property
    def places(self) -> tuple[Location, ...]:
        """Return where it stands."""


F = TypeVar("F", bound=Flagged)


def without_echoes(flags: Sequence[F], manuscript: Manuscript) -> list[F]:
    """Return the flags without those that others tell, too, at all their places.

    So it is where the fix of another flag mends this one as well: it makes the same text of the
    same words, or of more words around them, and nothing else is proposed for these. What weighs
    more is never left out for what weighs less.
    """
    fixed = _Fixed(flags, manuscript)
    return [flag for flag in flags if not fixed.tell(flag)]


class _Fixed:
    """The places of a text for which what is right is certain."""

    def __init__(self, flags: Iterable[Flagged], manuscript: Manuscript) -> None:
        found = [
            (place.field, place.start, number, flag, place)
            for number, flag in enumerate(flags)
            for place in flag.places
            if place.fix is not None
        ]
        found.sort(key=lambda one: one[:3])
        self._starts = [one[:2] for one in found]
        self._found = found
        self._parts = manuscript.parts
        self._numbers = {id(flag): number for number, flag in enumerate(flags)}

    def tell(self, flag: Flagged) -> bool:
        """Tell whether others say all that a flag does."""
        return all(self._told(flag, place) for place in flag.places)

    def _told(self, flag: Flagged, place: Location) -> bool:
        last = bisect_right(self._starts, (place.field, place.start))
        return any(
            other is not flag and self._says(other, at, flag, place)
            for field, _start, _number, other, at in self._found[max(last - _NEAR, 0) : last]
            if field == place.field and at.end >= place.end
        )

    def _says(self, other: Flagged, at: Location, flag: Flagged, place: Location) -> bool:
        weight, least = _WEIGHTS.index(other.severity), _WEIGHTS.index(flag.severity)
        is_same = (at.start, at.end) == (place.start, place.end)
        is_later = self._numbers[id(other)] > self._numbers[id(flag)]
        if weight < least or (is_same and weight == least and is_later and place.fix is not None):
            return False
        text = self._text(at)
        before, after = text[: place.start - at.start], text[place.end - at.start :]
        if place.fix is not None:
            return f"{before}{place.fix}{after}" == at.fix
        words = text[place.start - at.start : place.end - at.start]
        return bool(words) and words not in (at.fix or "")

    def _text(self, place: Location) -> str:
        for part in self._parts:
            start, end = place.start - part.start, place.end - part.start
            if part.field == place.field and start >= 0 and end <= len(part.text):
                return part.text[start:end]
        return ""
