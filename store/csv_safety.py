"""Cells of a CSV file that a spreadsheet may open without obeying them."""

from __future__ import annotations

import unicodedata
from typing import Final

_SIGNS: Final = ("=", "+", "-", "@", "'")
_OURS: Final = ("\t", "\r", "\n")
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What Unicode calls letters and signs, and yet nobody sees: fillers, a Braille cell without dots.
"""


def is_obeyed(text: str) -> bool:
    """Tell whether a spreadsheet would run a text as a formula, or take a character from it.

    Programs differ in what they skip before the sign, and in whether its full-width twin is one:
    all that cannot be seen is taken for skipped, and whatever looks like a sign for one.
    """
    if text.startswith(_OURS):
        return True
    for char in text:
        if char not in _BLANK_LETTERS and unicodedata.category(char)[0] not in "CMZ":
            return unicodedata.normalize("NFKC", char).startswith(_SIGNS)
    return False


def escape_cell(text: str) -> str:
    """Return a text as a cell: one that a spreadsheet would obey gets an apostrophe before it."""
    return f"'{text}" if is_obeyed(text) else text


def unescape_cell(cell: str) -> str:
    """Return the text of a cell without the apostrophe that `escape_cell` has put before it."""
    return cell[1:] if cell.startswith("'") and is_obeyed(cell[1:]) else cell
