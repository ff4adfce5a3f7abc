"""Documents that are cited incompletely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from store.campaigns.documents import KINDS, kind_of, tidy_number
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.records import Document
from store.text import show_day

_KIND: Final = "|".join(kind for kind in KINDS.values() if kind != "Luật")
_SIGNLESS: Final = re.compile(rf"(?:{_KIND})\s+số\s+[0-9]{{1,5}}(?![\w./-])", re.I)
_CITED: Final = re.compile(
    rf"(?P<kind>{_KIND})(?:\s+số)?\s*:?\s+"
    r"(?P<number>[0-9]{1,5}[a-zđ]?\s?[-/–]\s?[^\s,;.()“”\"]{2,25})",
    re.I,
)
_DATED: Final = re.compile(
    r"(?<![\w/-])(?P<number>[0-9]{1,5}[a-zđ]?[-/][^\s,;.()“”\"]{2,25}),?\s+(?:ký\s+)?ngày\s+"
    r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4})(?![0-9])"
)
_SAME: Final = {"quy định": "quyết định"}
"""Kinds that share their letters (QĐ)."""


def _signless(paragraph: Paragraph) -> list[tuple[int, int]]:
    return [match.span() for match in _SIGNLESS.finditer(paragraph.text)]


def _otherwise(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    found = []
    for match in _CITED.finditer(paragraph.text):
        known = kind_of(tidy_number(match["number"]))
        said = match["kind"].lower()
        if known not in ("", "Luật") and _SAME.get(said, said) != known.lower():
            found.append((match.start(), match.end(), known))
    return found


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
        for start, end, number, day in sheet.paragraph.keep(_dated, _dated):
            right = days.get(number)
            if right is not None and right != day:
                values = {"number": number, "right": show_day(right)}
                yield Found(((sheet.at, start, end, None),), values)


def _dated(paragraph: Paragraph) -> list[tuple[int, int, str, date]]:
    """Return where documents are cited with their day."""
    found = []
    for match in _DATED.finditer(paragraph.text):
        try:
            day = date(*map(int, match.group("year", "month", "day")))
        except ValueError:  # another rule says so
            continue
        found.append((match.start("day"), match.end(), tidy_number(match["number"]), day))
    return found


def _of_kind(sheets: Sheets) -> Iterator[Found]:
    """Yield documents that are called another kind than their number says; says the {right} one."""
    for sheet in sheets:
        for start, end, right in sheet.paragraph.keep(_otherwise, _otherwise):
            yield Found(((sheet.at, start, end, None),), {"right": right})


def agreeing(
    paragraph: Paragraph, register: Iterable[Document]
) -> Iterator[tuple[int, int, Document]]:
    """Yield where documents of a register are cited by their number, kind and day, if one is said.

    A document without a day in the register is confirmed by its number and kind.
    """
    known = {one.number: one for one in register}
    if not known:
        return
    days = {start: day for start, _end, _number, day in paragraph.keep(_dated, _dated)}
    for match in paragraph.keep("cited", lambda one: tuple(_CITED.finditer(one.text))):
        document = known.get(tidy_number(match["number"]))
        if document is None or document.kind.lower() != match["kind"].lower():
            continue
        said = next((day for start, day in days.items() if 0 <= start - match.end() < 12), None)
        if said is None or document.issued in (None, said):
            yield match.start(), match.end(), document


CITATIONS: Final[dict[str, Callable[[Sheets], Iterable[Found]]]] = {
    "day": _of_register,
    "kind": _of_kind,
    "sign": _of_sign,
}
"""What may be wrong with a citation: another day than in the register, another kind, no letters."""
