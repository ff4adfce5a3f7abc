"""Words for numbers and weekdays in both languages, for typed days and repetitions."""

from __future__ import annotations

import re
from typing import Final

from store.text import fold

VIETNAMESE_WEEKDAYS: Final = (
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "chủ nhật",
)
ENGLISH_WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            "mot one a an the",
            "hai two",
            "ba three",
            "bon tu four",
            "nam five",
            "sau six",
            "bay seven",
            "tam eight",
            "chin nine",
            "muoi ten",
        ),
        1,
    )
    for word in words.split()
}
NUMBER: Final = rf"[0-9]{{1,5}}|{'|'.join(NUMBERS)}"
"""A pattern for a number in digits or in a word, on folded text."""

VIETNAMESE_WEEKDAY: Final = r"thu ?(?:[2-7]|hai|ba|tu|nam|sau|bay)|t[2-7]|chu ?nhat|cn"
ENGLISH_WEEKDAY: Final = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?"
)
_VIETNAMESE_DIGITS: Final = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def read_number(word: str) -> int:
    """Return the number that `NUMBER` matched."""
    return NUMBERS.get(word) or int(word)


def read_weekday(text: str) -> int | None:
    """Return a Vietnamese or English weekday, 0 for Monday; None for anything else."""
    folded = fold(text).replace(" ", "")
    if text.isascii() and re.fullmatch(ENGLISH_WEEKDAY, folded):  # "thứ" is not Thursday
        return next(n for n, name in enumerate(ENGLISH_WEEKDAYS) if name.startswith(folded[:3]))
    if folded in ("chunhat", "cn"):
        return 6
    found = re.fullmatch(r"t(?:hu)?([2-7])|thu(hai|ba|tu|nam|sau|bay)", folded)
    if found is None:
        return None
    return int(found[1]) - 2 if found[1] else _VIETNAMESE_DIGITS[found[2]]


def short(text: str) -> str:
    """Truncate a typed text for the sentence that refuses it."""
    return text if len(text) <= 60 else f"{text[:59]}…"
