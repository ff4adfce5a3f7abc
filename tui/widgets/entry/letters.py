"""Keeping letters composed (NFC), however they are inserted."""

from __future__ import annotations

from typing import Final
from unicodedata import combining

from store.text import nfc
from tui.widgets.terminal_safe import to_editor

_FIRST_MARK: Final = "\u0300"  # nothing below it composes with a letter before it


def prepared(text: str) -> str:
    """Return `text` as an entry stores it: composed, and safe for the terminal."""
    return to_editor(nfc(text))


def join(before: str, text: str, after: str) -> tuple[int, str, int]:
    """Return what to insert between `before` and `after` so that everything stays composed.

    The numbers around it are those of the characters replaced before and after it.
    """
    if not text:
        return 0, text, 0
    back = _reach(before) if text[0] >= _FIRST_MARK else 0
    ahead = next((place for place, char in enumerate(after) if not combining(char)), len(after))
    apart = before[len(before) - back :] + text + after[:ahead]
    whole = nfc(apart)
    return (0, text, 0) if whole == apart else (back, whole, ahead)


def _reach(before: str) -> int:
    """Return how many characters at the end of `before` a following mark combines with."""
    start = len(before)
    while start and combining(before[start - 1]):
        start -= 1
    return len(before) - max(start - 1, 0)
