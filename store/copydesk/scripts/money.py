"""Totals in money that a text has in two ways: a digit is another, or two, or the zeros are.

Most money that a text repeats is of several things; what is called the total of one kind is held
against the same words only, and where the digits are nearly the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from store.copydesk.mentions.figures import NUMBER, value_of
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets

_TOTAL: Final = re.compile(
    r"(?<!\w)(?P<what>tổng\s+(?:mức\s+đầu\s+tư|vốn(?:\s+đầu\s+tư)?|kinh\s+phí|trị\s+giá|giá\s+trị"
    r"|số\s+tiền|doanh\s+thu|dự\s+toán|chi\s+phí|thiệt\s+hại))(?:\s[^\W\d]+){0,4}\s"
    rf"(?P<money>{NUMBER.pattern})\s(?:đồng|USD)(?!\w)",
    re.I,
)
_LEAST_DIGITS: Final = 3


def totals(sheets: Sheets) -> Iterator[Found]:
    """Yield totals of which another one, called the same, differs by a slip; says the {other}."""
    known: dict[str, list[tuple[int, int, int, str, int]]] = defaultdict(list)
    for sheet in sheets:
        for what, start, end, words, value in sheet.paragraph.keep(totals, _totals):
            known[what].append((sheet.at, start, end, words, value))
    for places in known.values():
        first = places[0]
        for at, start, end, _words, value in places[1:]:
            if _is_slip(first[-1], value):
                yield Found(((at, start, end, None),), {"other": first[3]})


def _totals(paragraph: Paragraph) -> list[tuple[str, int, int, str, int]]:
    if "tổng" not in paragraph.places:
        return []
    found = []
    for match in _TOTAL.finditer(paragraph.text):
        figure = NUMBER.fullmatch(match["money"])
        if figure is not None:
            what = " ".join(match["what"].lower().split())
            found.append((what, *match.span("money"), match["money"], round(value_of(figure))))
    return found


def _is_slip(one: int, other: int) -> bool:
    """Tell whether two sums differ in one digit, in two that were swapped, or in their zeros."""
    first, second = str(one).rstrip("0"), str(other).rstrip("0")
    if len(first) < _LEAST_DIGITS or len(first) != len(second) or one == other:
        return False
    different = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(str(one)) != len(str(other)):
        return not different
    is_swapped = (
        len(different) == 2 and different[1] == different[0] + 1 and sorted(first) == sorted(second)
    )
    return len(different) == 1 or is_swapped
