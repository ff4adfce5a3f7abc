"""Find lunar days in a typed text: “rằm tháng Giêng”, “mùng 1 Tết”, “10.3 âm lịch”.

“Rằm”, “mùng”, “tháng Giêng”, “tháng Chạp” and “30 Tết” imply the lunar calendar; any other day is
solar unless marked “âm”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from store.dates.lunar import solar_day
from store.dates.lunar_days import LunarDay
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
    rf"|(?P<late>(?:29|30|hai (?:muoi )?chin|ba muoi) tet{_YEAR})(?: {_SAID})?"
    rf"|(?P<month>[0-9]{{1,2}} (?:(?:thang )?chap|thang gieng){_YEAR})(?: {_SAID})?"
    rf"|(?P<any>[0-9]{{1,2}}(?: {_MONTH}{_YEAR}|(?P<sep>[./-])[0-9]{{1,2}}(?:(?P=sep)[0-9]{{4}})?))"
    rf" (?P<said>{_SAID})"
    rf")(?!\w)"
)
_PARTS: Final = ("full", "early", "late", "month", "any")
_LATE: Final = re.compile(r"(29|30|hai (?:muoi )?chin|ba muoi) tet")
_FULL_MOON: Final = 15
_EVE: Final = (30, 12)
"""“30 Tết”: the last day of the year, also of one whose last month has 29 days."""


def with_solar_days(
    text: str, reference: date, names: Iterable[str]
) -> tuple[str, list[tuple[date, LunarDay]]]:
    """Replace each lunar day in a text by its solar day, and return them, too.

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
    pieces, at, days = [], 0, []
    for found in _FORM.finditer(folded):
        if found["said"] == "am":  # distinguished from "am" by its marks
            typed = text[ends[found.start("said")] : ends[found.end("said")]]
            if nfc(typed).lower() != "âm":
                continue
        said = next(found[name] for name in _PARTS if found[name])
        if any(said in name for name in known):
            continue
        piece = text[ends[found.start()] : ends[found.end()]]
        days.append(_day(said, reference, piece))
        pieces += [text[at : ends[found.start()]], show_day(days[-1][0])]
        at = ends[found.end()]
    return "".join((*pieces, text[at:])), days


def _day(said: str, reference: date, typed: str) -> tuple[date, LunarDay]:
    """Return a lunar day and its solar one, given the folded words that `_FORM` matched."""
    numbers = re.findall("[0-9]+", said)
    year = int(numbers.pop()) if numbers and len(numbers[-1]) == 4 else None
    words = said.split()
    late = _LATE.match(said)
    if late:
        day = 29 if late[1] in ("29", "hai chin", "hai muoi chin") else 30
        year = year - 1 if year else None  # it belongs to the year that ends
    elif words[0] == "ram":
        day = _FULL_MOON
    elif words[0] in ("mung", "mong"):
        day = NUMBERS.get(words[1]) or int(words[1])
    else:
        day = int(numbers[0])
    if late or "chap" in words:
        month = 12
    elif "thang" in words:
        month = _month(" ".join(words[words.index("thang") + 1 :]))
    else:
        month = 1 if "tet" in words else int(numbers[1])
    for likely in (year,) if year else range(reference.year - 1, reference.year + 3):
        lunar = LunarDay(day, month, likely)
        found = lunar.on(None) if (day, month) == _EVE else solar_day(day, month, likely)
        if found and (year or (found.year >= reference.year and reference - found <= GONE)):
            return found, lunar
    raise InvalidValueError(
        N_("“{text}” is not a day of the lunar calendar, which is known here from 1901 to 2100."),
        text=short(typed),
    )


def _month(words: str) -> int:
    number = re.match("[0-9]+", words)
    if number:
        return int(number[0])
    return next(_MONTHS[word] for word in _MONTHS if re.match(rf"{word}\b", words))
