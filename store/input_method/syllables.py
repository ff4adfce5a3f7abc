"""What is a Vietnamese syllable: its parts, and where its tone stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

TONES: Final = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
"""Level, sắc, huyền, hỏi, ngã, nặng."""

VOWELS: Final = frozenset("aăâeêioôơuưy")
_PLAIN: Final = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}
_FRONT: Final = tuple("eêiy")
_ONSETS: Final = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "kr", "đr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", ""),
)
"""The longest first. "kr" and "đr" are those of Krông Búk and M'Đrắk."""

_ENDINGS: Final = {
    "a": " c ch i k m n ng nh o p t u y",
    "ă": "c k m n ng p t",
    "â": "c k m n ng p t u y",
    "e": " c k m n ng o p t",
    "ê": " ch k m n nh p t u",
    "i": " a ch k m n nh p t u",
    "iê": "c m n ng p t u",
    "o": " c i k m n ng p t",
    "oa": " c ch i m n ng nh o p t y",
    "oă": "c m n ng p t",
    "oe": " m n o t",
    "oo": "c ng",
    "ô": " c i k m n ng p t",
    "ơ": " i m n p t",
    "u": " a c i k m n ng p t",
    "uâ": "n ng t y",
    "uê": " ch n nh",
    "uô": "c i m n ng t",
    "uơ": "",
    "uy": " a ch n nh p t u",
    "uyê": "n t",
    "ư": " a c i k m ng t u",
    "ươ": "c i m n ng p t u",
    "y": "",
    "yê": "m n ng t u",
}
RHYMES: Final = frozenset(
    nucleus + ending
    for nucleus, endings in _ENDINGS.items()
    for ending in (endings.split(" ") if endings else [""])
)
"""All rhymes, without tones. That in -k are those of place names: Đắk Lắk."""
_STOPS: Final = ("c", "ch", "k", "p", "t")


class Syllable(NamedTuple):
    """A syllable, or the beginning of one, without its tone and in small letters."""

    onset: str
    rhyme: str

    @property
    def takes_only(self) -> tuple[int, ...]:
        """The places in `TONES` of the tones that it can have."""
        return (1, 5) if self.rhyme.endswith(_STOPS) else tuple(range(len(TONES)))

    @property
    def vowels(self) -> int:
        """How many vowels its rhyme begins with."""
        return next((n for n, char in enumerate(self.rhyme) if char not in VOWELS), len(self.rhyme))


def complete(letters: str) -> Syllable | None:
    """Return the whole syllable that the letters are; None if they are none."""
    return next((one for one in _parts(letters) if one.rhyme in RHYMES), None)


@lru_cache(4096)
def begun(letters: str) -> Syllable | None:
    """Return the syllable that the letters may become by more letters and marks, if any."""
    if whole := complete(letters):
        return whole
    return next((one for one in _parts(letters) if one.rhyme in _beginnings()), None)


def _parts(letters: str) -> Iterator[Syllable]:
    for onset in _ONSETS:
        rhyme = letters.removeprefix(onset)
        if letters.startswith(onset) and _go_together(onset, rhyme):
            yield Syllable(onset, rhyme)


def _go_together(onset: str, rhyme: str) -> bool:
    """Tell whether the spelling allows it: c, g, ng stand before other vowels than k, gh, ngh."""
    if not rhyme:
        return True
    if onset in ("gh", "ngh"):
        return rhyme.startswith(_FRONT)
    if onset in ("c", "ng"):
        return not rhyme.startswith(_FRONT)
    if onset == "g":
        return not rhyme.startswith(_FRONT) or rhyme.startswith("i")
    if onset == "q":
        return rhyme.startswith("uy")
    return not (onset in ("gi", "qu") and rhyme.startswith(onset[1]))


@cache
def _beginnings() -> frozenset[str]:
    """Every beginning of a rhyme, also with marks that are still to be typed."""
    found: set[str] = set()
    for rhyme in RHYMES:
        starts = {""}
        for char in rhyme:
            found |= starts
            starts = {start + one for start in starts for one in {char, _PLAIN.get(char, char)}}
        found |= starts
    return frozenset(found)


def with_tone(letters: str, syllable: Syllable, tone: int, *, modern: bool) -> str:
    """Return `letters`, in whatever case, with the tone of a place in `TONES`."""
    if not tone or not syllable.vowels:
        return letters
    at = len(syllable.onset) + _toned(syllable, modern=modern)
    return letters[:at] + normalize("NFC", letters[at] + TONES[tone]) + letters[at + 1 :]


def _toned(syllable: Syllable, *, modern: bool) -> int:
    """Return which letter of the rhyme has the tone."""
    count = syllable.vowels
    vowels = syllable.rhyme[:count]
    if marked := [place for place, char in enumerate(vowels) if char in _PLAIN]:
        return marked[-1]
    if len(syllable.rhyme) > count:
        return count - 1
    if count == 2 and vowels in ("oa", "oe", "uy"):
        return int(modern)
    return int(count > 2)
