"""What the rules of the spoken form share: a text with a place in it, and what is said there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from store.errors import N_
from store.spoken.numbers import Wording

S: Final = "[ \u00a0\u2009\u202f]"
"""A space within a line."""
DASH: Final = "[-–—−]"
NUMBER: Final = r"(?:[0-9]{1,3}(?:\.[0-9]{3}){1,5}(?![0-9])|[0-9]{1,15})(?:,[0-9]{1,9}(?![0-9]))?"
_NUMERAL: Final = (
    "(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|"
    "linh|lẻ|phẩy)"
)
SPOKEN_NUMBER: Final = rf"(?<!\w){_NUMERAL}(?:{S}{_NUMERAL}){{0,12}}(?!\w)"
UPPER: Final = "A-ZĂÂĐÊÔƠƯ"

_BEFORE: Final = 80
_AHEAD: Final = 24

AMBIGUOUS: Final = N_("a date, a fraction, a range or a score?")
CODE: Final = N_("a code, or a figure written in an unknown way")
STROKE: Final = N_("a stroke: per what?")
ADDRESS: Final = N_("an address or a name on the Internet")
UNKNOWN: Final = N_("an abbreviation that is not in the register")
DOCUMENT: Final = N_("a document's number: the letters after it are not said")
KINDLESS: Final = N_("a document's number without the kind of document before it")


class Passage(Struct):
    """A text that is read, in NFC, and the words it is read in."""

    text: str
    wording: Wording
    register: Mapping[str, str]
    """Abbreviation → what is said; the abbreviation itself if it is said as written."""
    last_date: int = -1
    """The end of the last date, as another often follows it."""
    last_score: int = -1
    _said: str = ""
    _read: int = 0

    def say(self, start: int, end: int, words: str) -> None:
        """Go on behind a place, in which these words are said."""
        self._said = f"{self.before(start)}{words}"[-_BEFORE:]
        self._read = end

    def before(self, at: int) -> str:
        """Return the end of what is said before a place, in its line.

        It is what is said, not what is written, so that a text that is spoken already reads alike.
        """
        start = max(self._read, at - _BEFORE)
        said = self._said if start == self._read else ""
        return f"{said}{self.text[start:at]}"[-_BEFORE:].rpartition("\n")[2]

    def after(self, at: int) -> str:
        """Return the beginning of what stands behind a place, in its line."""
        return self.text[at : at + _AHEAD].partition("\n")[0]


class Said(Struct, frozen=True):
    """What is said in the place of a part of the text."""

    end: int
    words: str | None = None
    """None to leave what is written."""
    doubt: str = ""
    """Why an editor should look at it (a message ID)."""


Rule = Callable[[Passage, int], Said | None]


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern with {S} for a space, {D} a dash, {N} a number, {U} capital letters.

    {W} is a number in words.
    """
    for name, value in (
        ("{W}", SPOKEN_NUMBER),
        ("{S}", S),
        ("{D}", DASH),
        ("{N}", NUMBER),
        ("{U}", UPPER),
    ):
        text = text.replace(name, value)
    return re.compile(text)


def words_before(words: str, *, end: str = "{S}*") -> re.Pattern[str]:
    """Compile a pattern for words, parted by |, at the end of what stands before a place."""
    return pattern(rf"(?i:(?<!\w)(?:{words}))(?:{end})\Z")


def words_after(words: str) -> re.Pattern[str]:
    """Compile a pattern for words, parted by |, at the beginning of what stands behind a place."""
    return pattern(rf"{{S}}*(?i:{words})(?!\w)")
