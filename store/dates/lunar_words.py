"""Find lunar days in a typed text: “rằm tháng Giêng”, “mùng 1 Tết”, “10.3 âm lịch”.

“Rằm” and “mùng” imply the lunar calendar; any other day is solar unless marked “âm”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from store.dates.lunar import solar_day
from store.dates.vocabulary import NUMBERS, short
from store.errors import N_, InvalidValueError
from store.text import GONE, fold, fold_with_map, nfc, show_day

_MONTHS: Final = {
    "gieng": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi": 10,
    "chap": 12,
}
"""Longer names first. “Tháng một” is missing: some mean the eleventh by it, some the first."""
_NUMBER: Final = rf"(?:[0-9]{{1,2}}|{'|'.join(NUMBERS)})"
_MONTH: Final = rf"thang (?:[0-9]{{1,2}}|{'|'.join(_MONTHS)})"
_YEAR: Final = r"(?:,? (?:nam )?[0-9]{4})?"
_SAID: Final = "(?:am(?: lich)?|al)"
_FORM: Final = re.compile(
    rf"(?<![\w.,/+–−-])(?:ngay )?(?:"
    rf"(?P<full>ram {_MONTH}{_YEAR})(?: {_SAID})?"
    rf"|(?P<early>(?:mung|mong) {_NUMBER} (?:tet|{_MONTH}){_YEAR})(?: {_SAID})?"
    rf"|(?P<any>[0-9]{{1,2}}(?: {_MONTH}{_YEAR}|(?P<sep>[./-])[0-9]{{1,2}}(?:(?P=sep)[0-9]{{4}})?))"
    rf" (?P<said>{_SAID})"
    rf")(?!\w)"
)
_FULL_MOON: Final = 15


def with_solar_days(text: str, reference: date, names: Iterable[str]) -> str:
    """Replace each lunar day in a text by its solar day.

    Args:
        text: as typed.
        reference: a day without a year is the first one, from the year of this day on, that is no
            more than 180 days before it.
        names: the named days of a campaign; lunar days that are part of a name are left alone.

    Raises:
        InvalidValueError: there is no such lunar day, or its year is not supported.
    """
    folded, where = fold_with_map(text)
    ends = [*where, len(text)]
    known = [" ".join(fold(name).split()) for name in names]
    pieces, at = [], 0
    for found in _FORM.finditer(folded):
        if found["said"] == "am":  # distinguished from "am" by its marks
            typed = text[ends[found.start("said")] : ends[found.end("said")]]
            if nfc(typed).lower() != "âm":
                continue
        said = found["full"] or found["early"] or found["any"]
        if any(said in name for name in known):
            continue
        piece = text[ends[found.start()] : ends[found.end()]]
        pieces += [text[at : ends[found.start()]], show_day(_day(said, reference, piece))]
        at = ends[found.end()]
    return "".join((*pieces, text[at:]))


def _day(said: str, reference: date, typed: str) -> date:
    """Return the solar day of a lunar one, given the folded words that `_FORM` matched."""
    numbers = re.findall("[0-9]+", said)
    year = int(numbers.pop()) if numbers and len(numbers[-1]) == 4 else None
    words = said.split()
    if words[0] == "ram":
        day = _FULL_MOON
    elif words[0] in ("mung", "mong"):
        day = NUMBERS.get(words[1]) or int(words[1])
    else:
        day = int(numbers[0])
    if "thang" in words:
        month = _month(" ".join(words[words.index("thang") + 1 :]))
    else:
        month = 1 if "tet" in words else int(numbers[1])
    for likely in (year,) if year else range(reference.year - 1, reference.year + 3):
        found = solar_day(day, month, likely)
        if found and (year or (found.year >= reference.year and reference - found <= GONE)):
            return found
    raise InvalidValueError(
        N_("“{text}” is not a day of the lunar calendar, which is known here from 1901 to 2100."),
        text=short(typed),
    )


def _month(words: str) -> int:
    number = re.match("[0-9]+", words)
    if number:
        return int(number[0])
    return next(_MONTHS[word] for word in _MONTHS if re.match(rf"{word}\b", words))
