"""Abbreviations that a text never spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.spoken.abbreviations import EXPANDED
from store.text import fold

_SHORT: Final = re.compile(r"(?<![\w.&/-])[A-ZĐ][A-ZĐƯ]+(?![\w&/-]|\.[\w])")
_IN_CAPITALS: Final = re.compile(r"[A-ZÀ-ỸĐ]{2,}[^\w]{1,2}\Z|\A[^\w]{1,2}[A-ZÀ-ỸĐ]{2,}")


def unexplained(sheets: Sheets, allowed: frozenset[str]) -> Iterator[Found]:
    """Yield abbreviations of the register whose words stand nowhere; says the {right} words."""
    register = {**EXPANDED, **sheets.known.abbreviations}
    shorts = [
        (sheet, start, end, short)
        for sheet in sheets
        for start, end, short in sheet.paragraph.keep(_shorts, _shorts)
        if short in register and short not in allowed
    ]
    missing = {
        short
        for short in {short for _sheet, _start, _end, short in shorts}
        if not any(fold(register[short]) in one.paragraph.keep(_folded, _folded) for one in sheets)
    }
    for sheet, start, end, short in shorts:
        if short in missing:
            yield Found(((sheet.at, start, end, None),), {"right": register[short]})


def _shorts(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    if paragraph.is_capitals:
        return []
    text = paragraph.text
    return [(match.start(), match.end(), match[0]) for match in _SHORT.finditer(text)]


def _folded(paragraph: Paragraph) -> str:
    return " ".join(re.sub(r"[-,–]", " ", paragraph.folded).split())
