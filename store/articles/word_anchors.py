"""A place in a text that is known by the words around it, not by its position."""

from __future__ import annotations

import re
from typing import Final

from store.text import identity

_AROUND: Final = 3
"""How many words on either side a place is known by."""
_REACH: Final = 400
"""How many characters on either side these words are looked for in: a long text is not read for
each of its places."""
_LONGEST: Final = 120
"""The most characters that may stand between the words around a place."""


BOTH_SIDES: Final = 2
"""The `agreement` of places with the same words around."""


def words_around(paragraph: str, start: int, end: int) -> tuple[str, str]:
    """Return the last words before a place in its paragraph, and the first words behind it."""
    before = paragraph[max(0, start - _REACH) : start].split()[-_AROUND:]
    return " ".join(before), " ".join(paragraph[end : end + _REACH].split()[:_AROUND])


def words_around_in_line(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words around a place of a text, as `words_around` does, of its line alone."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    return words_around(line, start - first, end - first)


def agreement(known: tuple[str, str], found: tuple[str, str]) -> int:
    """Return on how many sides the words around two places are the same to a reader.

    The words on one side may have been edited; where there are none, the other side must agree.
    """
    sides = [(identity(mine), identity(theirs)) for mine, theirs in zip(known, found, strict=True)]
    if all(mine == theirs for mine, theirs in sides):
        return BOTH_SIDES
    return sum(mine == theirs != "" for mine, theirs in sides)


def place_of(text: str, words: str, before: str, after: str) -> tuple[int, int] | None:
    """Return where words stand between those around them; None where they are gone.

    One side may have been edited. Where the words have, what stands now between both sides is
    returned; that may be nothing. The same words elsewhere are not taken for them.

    Args:
        text: with line ends between its paragraphs.
        words: what stood there.
        before: the words before it, as `words_around` returns them.
        after: the words behind it.
    """
    own = rf"(?P<now>{_whole(words)})"
    left, right = _left(before), _right(after)
    between = rf"{left}(?P<now>(?:\S[^\n]{{0,{_LONGEST}}}?)??){right}"
    tried = [left + own + right]
    tried += [between] if before and after else []
    tried += [left + own] if before else []
    tried += [own + right] if after else []
    tried += [between] if bool(before) != bool(after) else []
    for pattern in tried:
        if found := re.search(pattern, text, re.M | re.I):
            start, end = found.span("now")
            still = re.compile(own, re.I).search(text, start, end)
            return still.span() if still else (start, end)
    alone = [match.span() for match in re.finditer(_whole(words), text)]
    return alone[0] if len(alone) == 1 else None


def _left(before: str) -> str:
    return rf"(?<!\w){_pattern(before)}[^\S\n]*" if before else r"^[^\S\n]*"


def _right(after: str) -> str:
    return rf"[^\S\n]*{_pattern(after)}" if after else r"[^\S\n]*$"


def _whole(words: str) -> str:
    """Return the pattern of words that are not part of longer ones."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    return left + _pattern(words) + (r"(?!\w)" if words[-1:].isalnum() else "")


def _pattern(words: str) -> str:
    return r"[^\S\n]+".join(map(re.escape, words.split()))
