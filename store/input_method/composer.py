"""What a key does to the text before the cursor."""

from __future__ import annotations

from typing import Final

from store.input_method.composition import METHODS, Method, composed, ended, takes

_LONGEST: Final = 30
"""Characters of the longest word that is looked at; "nghieengj" has nine keys."""


class Composer:
    """Turns keys into Vietnamese letters; knows the keys of the word that is being typed.

    Attributes:
        method: how marks are typed; None while keys are letters as they are.
        modern: whether the tone stands on the second letter of oa, oe and uy.
    """

    def __init__(self) -> None:
        self.method: Method | None = None
        self.modern = False
        self._keys = ""
        self._shown = ""

    @property
    def name(self) -> str:
        """What the method is called; empty while keys are letters as they are."""
        return METHODS[self.method] if self.method else ""

    def forget(self) -> None:
        """Forget the keys, as something else was done: a word is then taken as it stands."""
        self._keys = self._shown = ""

    def typed(self, before: str, key: str) -> tuple[int, str]:
        """Return how many characters before the cursor a letter replaces, and by what.

        `before` is the text before the cursor, at least from the start of the word.
        """
        if self.method is None or not takes(self.method, key):
            return 0, key
        word = self._word(before)
        if len(word) >= _LONGEST:
            self.forget()
            return 0, key
        self._keys = (self._keys if word == self._shown else word) + key
        self._shown = composed(self._keys, self.method, modern=self.modern)
        return _change(word, self._shown)

    def finished(self, before: str, key: str) -> tuple[int, str]:
        """Return what of the word is replaced, and by what, as `key` ends it; (0, "") if nothing.

        What is no syllable then becomes again what was typed.
        """
        if self.method is None or takes(self.method, key):
            return 0, ""
        keys, shown = self._keys, self._shown
        self.forget()
        if not shown or self._word(before) != shown:
            return 0, ""
        return _change(shown, ended(keys, self.method, modern=self.modern))

    def _word(self, before: str) -> str:
        assert self.method
        start = len(before)
        while start and len(before) - start < _LONGEST and takes(self.method, before[start - 1]):
            start -= 1
        return before[start:]


def _change(old: str, new: str) -> tuple[int, str]:
    same = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
    return len(old) - same, new[same:]
