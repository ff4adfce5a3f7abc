"""Documents that are cited incompletely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from store.campaign_records import Document
from store.copydesk.mentions.documents import KIND, documents
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.text import show_day

_SIGNLESS: Final = re.compile(rf"(?:{KIND})\s+số\s+[0-9]{{1,5}}(?![\w./-])", re.I)


def _signless(paragraph: Paragraph) -> list[tuple[int, int]]:
    if "số" not in paragraph.places:  # as in most paragraphs
        return []
    return [match.span() for match in _SIGNLESS.finditer(paragraph.text)]


def _of_sign(sheets: Sheets) -> Iterator[Found]:
    """Yield documents with a number and without the letters of kind and issuer.

    Where the register has just one of that kind and number, its number is the fix.
    """
    for sheet in sheets:
        for start, end in sheet.paragraph.keep(_signless, _signless):
            words = sheet.paragraph.text[start:end]
            fix = _registered(words, sheets.known.documents)
            yield Found(((sheet.at, start, end, fix),))


def _registered(words: str, register: Iterable[Document]) -> str | None:
    """Return a citation with the number that the register has for it."""
    kind, _, number = words.rpartition(" ")
    kind = re.sub(r"\s+số\Z", "", kind).lower()
    known = [
        one.number
        for one in register
        if one.kind.lower() == kind and re.match(rf"0*{number.lstrip('0')}(?!\d)", one.number)
    ]
    return f"{words.rpartition(' ')[0]} {known[0]}" if len(known) == 1 else None


def _of_register(sheets: Sheets) -> Iterator[Found]:
    """Yield documents whose day is another one in the register; says the {right} one."""
    days = {one.number: one.issued for one in sheets.known.documents if one.issued}
    for sheet in sheets if days else ():
        for cited in documents(sheet.paragraph):
            right = days.get(cited.number)
            if right is not None and cited.day not in (None, right):
                values = {"number": cited.number, "right": show_day(right)}
                yield Found(((sheet.at, cited.day_start, cited.day_end, None),), values)


def _of_kind(sheets: Sheets) -> Iterator[Found]:
    """Yield documents that are called another kind than their number says; says the {right} one."""
    for sheet in sheets:
        for cited in documents(sheet.paragraph):
            if cited.is_other_kind:
                where = (sheet.at, cited.start, cited.end, None)
                yield Found((where,), {"right": cited.known_kind})


def _of_two_days(sheets: Sheets) -> Iterator[Found]:
    """Yield documents whose day is another one elsewhere in the text; says the {other} one."""
    first: dict[str, date] = {}
    for sheet in sheets:
        for cited in documents(sheet.paragraph):
            if cited.day is None:
                continue
            other = first.setdefault(cited.number, cited.day)
            if other != cited.day:
                values = {"number": cited.number, "other": show_day(other)}
                yield Found(((sheet.at, cited.day_start, cited.day_end, None),), values)


def agreeing(
    paragraph: Paragraph, register: Iterable[Document]
) -> Iterator[tuple[int, int, Document]]:
    """Yield where documents of a register are cited by their number, kind and day, if one is said.

    A document without a day in the register is confirmed by its number and kind.
    """
    known = {one.number: one for one in register}
    if not known:
        return
    for cited in documents(paragraph):
        document = known.get(cited.number)
        if document is None or document.kind.lower() != cited.kind:
            continue
        if cited.day is None or document.issued in (None, cited.day):
            yield cited.start, cited.end, document


CITATIONS: Final[dict[str, Callable[[Sheets], Iterable[Found]]]] = {
    "day": _of_register,
    "kind": _of_kind,
    "one-day": _of_two_days,
    "sign": _of_sign,
}
"""What may be wrong with a citation: another day than in the register, another kind, two days, no
letters."""
