"""What the rules for figures share: numbers with their units."""

from __future__ import annotations

import re
from typing import Final

from store.spoken import units
from store.spoken.numbers import number
from store.spoken.rule import Passage

SIGNS: Final = "|".join(
    map(re.escape, sorted({*units.UNITS, *units.SPEEDS}, key=len, reverse=True))
)
UNIT: Final = rf"(?:{{S}}?(?P<unit>{SIGNS})(?![\w²³]))?"
NO_MORE: Final = r"(?![\w²³]|[.,:/+][0-9]|{D}[0-9])"


def number_words(passage: Passage, text: str) -> str:
    """Read a number; two figures that begin with a zero are padded (02 người)."""
    if len(text) == 2 and text[0] == "0":
        text = text[1]
    return number(text, passage.wording)


def is_readable(text: str, *, is_counted: bool = False) -> bool:
    """Tell whether a number is written in the house style, and no row of digits."""
    return "." in text or len(text.partition(",")[0]) < (7 if is_counted else 5)


def unit_words(unit: str | None) -> str:
    """Return a unit in words, with the space before it; an empty text without one."""
    if not unit:
        return ""
    return " " + (units.SPEEDS.get(unit) or units.UNITS.get(unit, unit))
