"""Letters and marks as Telex and VNI take them from keys.

No library does it: bogo, the only one on PyPI, is under the GPL and has had no release since 2014.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import normalize

from store.input_method.syllables import TONES, VOWELS, begun, complete, with_tone

Method = Literal["telex", "vni"]

METHODS: Final[Mapping[Method, str]] = {"telex": "Telex", "vni": "VNI"}
"""How marks are typed, and what it is called."""

_CIRCUMFLEX: Final = {"a": "â", "ă": "â", "e": "ê", "o": "ô", "ơ": "ô"}
_HORN: Final = {"u": "ư", "o": "ơ", "ô": "ơ"}
_BREVE: Final = {"a": "ă", "â": "ă"}
_BASES: Final = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}


@dataclass(frozen=True)
class _Keys:
    """What the keys of a method do."""

    tones: Mapping[str, int]
    """The place in `TONES` of each key; 0 takes the tone away."""
    marks: Mapping[str, Mapping[str, str]]
    """The letters that each key changes, and into what."""
    lone: str = ""
    """The key that is an ư where there is no letter to change."""


_METHODS: Final[Mapping[Method, _Keys]] = {
    "telex": _Keys(
        {"z": 0, "s": 1, "f": 2, "r": 3, "x": 4, "j": 5},
        {
            "a": {"a": "â", "ă": "â"},
            "e": {"e": "ê"},
            "o": {"o": "ô", "ơ": "ô"},
            "w": _HORN | _BREVE,
            "d": {"d": "đ"},
        },
        lone="w",
    ),
    "vni": _Keys(
        {"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5},
        {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE, "9": {"d": "đ"}},
    ),
}


def takes(method: Method, key: str) -> bool:
    """Return whether a key may belong to a word: the letters, and the digits of VNI."""
    return key.isalpha() or key in _METHODS[method].tones or key in _METHODS[method].marks


def composed(keys: str, method: Method = "telex", *, modern: bool = False) -> str:
    """Return what is shown of a word whose keys are these, while it is typed.

    Letters with marks are taken as they are, so a word that stands there already can be typed on.
    Keys that make no Vietnamese syllable are shown as they were typed.

    Args:
        keys: the keys of one word.
        method: how marks are typed.
        modern: whether the tone of oa, oe and uy stands on the second letter (hoà), not on the
            first (hòa).
    """
    return _typed(keys, method).shown(modern=modern)


def ended(keys: str, method: Method = "telex", *, modern: bool = False) -> str:
    """Return what stays of a word when it is ended.

    What could have become a syllable and is none (dât, of the keys "data") is shown as it was
    typed, too.
    """
    return _typed(keys, method).left(modern=modern)


def _typed(keys: str, method: Method) -> _Word:
    word = _Word(_METHODS[method])
    for key in keys:
        word.take(key)
    return word


class _Word:
    """A word while its keys are taken, one by one."""

    def __init__(self, keys: _Keys) -> None:
        self._keys = keys
        self._letters = ""
        """The letters without the tone, in their case."""
        self._tone = 0
        self._raw = ""
        """What is shown if the letters are no syllable: the keys, or what was left by an undo."""
        self._done: set[str] = set()
        """The keys that were typed again to take back what they had done: now they are letters."""
        self._lone_at = -1
        """Where the ư stands that its key made alone."""

    def shown(self, *, modern: bool) -> str:
        """Return the word as it is shown while it is typed."""
        syllable = begun(self._letters.lower())
        if syllable and self._tone in (0, *syllable.takes_only):
            return with_tone(self._letters, syllable, self._tone, modern=modern)
        return self._raw if self._has_vowel else self._letters  # abbreviations: LĐLĐ

    def left(self, *, modern: bool) -> str:
        """Return the word as it stays."""
        syllable = complete(self._letters.lower())
        if self._has_vowel and not (syllable and self._tone in syllable.takes_only):
            return self._raw
        return self.shown(modern=modern)

    @property
    def _has_vowel(self) -> bool:
        return not VOWELS.isdisjoint(self._letters.lower())

    def take(self, key: str) -> None:
        """Take the next key."""
        small = key.lower()
        is_open = not self._has_vowel or begun(self._letters.lower()) is not None
        if not (
            is_open
            and small not in self._done
            and (self._set_tone(small, key) or self._set_mark(small, key) or self._stand_alone(key))
        ):
            self._append(key)

    def _append(self, key: str) -> None:
        letter, tone = _parted(key)
        if tone:
            self._tone = tone
        self._letters += letter
        self._raw += key
        # More letters than ươ itself: thuở, but thương; and đưo, of "dduwo", is đươ.
        for half in ("uơ", "ưo"):
            at = self._letters.lower().find(half)
            if 0 <= at < len(self._letters) - 2:
                whole = self._marked((at, at + 1), _HORN)
                self._letters = whole if begun(whole.lower()) else self._letters

    # -------------------------------------------------------------- tones

    def _set_tone(self, small: str, key: str) -> bool:
        tone = self._keys.tones.get(small)
        if tone is None or not self._has_vowel:
            return False
        syllable = begun(self._letters.lower())
        if syllable is None or not syllable.vowels:
            return False
        if tone == self._tone:
            if tone:
                self._take_back(small, self._letters, key, tone=0)
            return bool(tone)
        if tone and tone not in syllable.takes_only:
            return False
        self._tone = tone
        self._raw += key
        return True

    # -------------------------------------------------------------- marks

    def _set_mark(self, small: str, key: str) -> bool:
        marks = self._keys.marks.get(small)
        if not marks:
            return False
        for places in self._places(marks):
            changed = self._marked(places, marks)
            if begun(changed.lower()) or not self._has_vowel:
                self._letters = changed
                self._raw += key
                return True
        made = set(marks.values())
        again = [n for n, char in enumerate(self._letters.lower()) if char in made]
        if "đ" in made and not self._has_vowel:
            again = [n for n in again if n == len(self._letters) - 1]
        if not again or self._lone_at in again:
            return False
        self._take_back(small, self._marked(again, _BASES), key, tone=self._tone)
        return True

    def _places(self, marks: Mapping[str, str]) -> Iterator[tuple[int, ...]]:
        """Yield the letters that a key may change, in the order in which they are tried."""
        small = self._letters.lower()
        if "d" in marks:
            # A word has its đ at the start; an abbreviation, wherever the key is typed twice.
            at = 0 if self._has_vowel else len(small) - 1
            if small[at : at + 1] == "d":
                yield (at,)
            return
        if "u" in marks:
            for pair in ("uo", "ưo", "uơ", "uô"):
                at = small.find(pair)
                if at >= 0 and not small.startswith("qu", at - 1):
                    if pair == "uo" and small[:at] in ("h", "kh", "th") and small[at:] == "uo":
                        yield (at + 1,)
                    yield (at, at + 1)
        for at, char in enumerate(small):
            if char in marks:
                yield (at,)

    def _marked(self, places: Iterable[int], marks: Mapping[str, str]) -> str:
        letters = list(self._letters)
        for at in places:
            char = letters[at]
            other = marks.get(char.lower(), char.lower())
            letters[at] = other.upper() if char.isupper() else other
        return "".join(letters)

    # -------------------------------------------------------------- the lone ư

    def _stand_alone(self, key: str) -> bool:
        if key.lower() != self._keys.lone:
            return False
        if 0 <= self._lone_at == len(self._letters) - 1:
            self._take_back(key.lower(), self._letters[:-1], key, tone=self._tone)
            return True
        letters = self._letters + ("Ư" if key.isupper() else "ư")
        if self._has_vowel or not begun(letters.lower()):
            return False
        self._lone_at = len(self._letters)
        self._letters = letters
        self._raw += key
        return True

    # -------------------------------------------------------------- taking back

    def _take_back(self, small: str, letters: str, key: str, *, tone: int) -> None:
        """Undo what a key has done, as it was typed again, and take it as a letter."""
        self._letters, self._tone, self._lone_at = letters, tone, -1
        syllable = begun(letters.lower())
        self._raw = with_tone(letters, syllable, tone, modern=False) if syllable else letters
        self._done |= set(self._keys.tones) if small in self._keys.tones else {small}
        self._append(key)


def _parted(key: str) -> tuple[str, int]:
    """Return a letter without its tone, and the place of that in `TONES`."""
    apart = normalize("NFD", key)
    tone = next((TONES.index(char) for char in apart if char in TONES), 0)
    if not tone:
        return key, 0
    return normalize("NFC", apart.replace(TONES[tone], "")), tone
