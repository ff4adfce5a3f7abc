"""The words around a place in a text, by which it is found again after edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.text import identity

_AROUND: Final = 3
"""How many words on either side a place is known by."""
_NEAR: Final = 400
"""In so many characters they are looked for; longer words are known by their near ends."""


def words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the last words before a place and the first behind it, as they are compared."""
    before = text[max(0, start - _NEAR) : start].split()[-_AROUND:]
    return _together(before), _together(text[end : end + _NEAR].split()[:_AROUND])


def agreement(known: tuple[str, str], found: tuple[str, str]) -> int:
    """Return on how many sides the words around two places are the same.

    The words on one side may have been edited; where there are none, the other side must agree.
    """
    if known == found:
        return 2
    return sum(mine == theirs != "" for mine, theirs in zip(known, found, strict=True))


def _together(tokens: Sequence[str]) -> str:
    return identity(" ".join(tokens))
