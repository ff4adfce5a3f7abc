"""Capitals that words have where they stand, given to the words that are put in their place."""

from __future__ import annotations

import re
from typing import Final

from store.text import nfc

_WORD: Final = re.compile(r"[^\W\d_]+")


def cased_like(words: str, there: str, asked: str) -> str:
    """Return words with the capitals of those that they replace.

    Capitals are only added, where the place has more of them than what was asked for: at the start
    of a sentence, at the start of each word, or in all letters. Nothing is made small, since the
    new words may be a name.

    Args:
        words: the new ones, as they were typed.
        there: those that they replace.
        asked: what was looked for, as it was typed.
    """
    old, typed = _WORD.findall(nfc(there)), _WORD.findall(nfc(asked))
    if not old or not typed:
        return words
    if len("".join(old)) > 1 and _is_upper(old) and not _is_upper(typed):
        return words.upper()
    if len(old) > 1 and _are_titles(old) and not _are_titles(typed):
        return _WORD.sub(lambda found: _capitalised(found[0]), words)
    if old[0][0].isupper() and typed[0][0].islower():
        return _WORD.sub(lambda found: _capitalised(found[0]), words, count=1)
    return words


def _is_upper(words: list[str]) -> bool:
    return all(word.isupper() for word in words)


def _are_titles(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words)


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]
