"""CSV cells that a spreadsheet does not run as formulas."""

from __future__ import annotations

import unicodedata
from typing import Final

_SIGNS: Final = ("=", "+", "-", "@", "'")
_OURS: Final = ("\t", "\r", "\n")
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What Unicode calls letters and symbols, yet is invisible: fillers, an empty Braille cell."""


def is_obeyed(text: str) -> bool:
    """Tell whether a spreadsheet would run a text as a formula, or drop a character of it.

    Programs differ in what they skip before the sign, and in whether a full-width one counts: all
    that is invisible is taken as skipped, and whatever looks like a sign as one.
    """
    if text.startswith(_OURS):
        return True
    for char in text:
        if char not in _BLANK_LETTERS and unicodedata.category(char)[0] not in "CMZ":
            return unicodedata.normalize("NFKC", char).startswith(_SIGNS)
    return False


def escape_cell(text: str) -> str:
    """Return a text as a cell, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_obeyed(text) else text


def unescape_cell(cell: str) -> str:
    """Return the text of a cell, without the apostrophe of `escape_cell`."""
    return cell[1:] if cell.startswith("'") and is_obeyed(cell[1:]) else cell
