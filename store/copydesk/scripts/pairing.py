"""Quotation marks and brackets that have no other half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.copydesk.manuscript import Scope
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets

_QUOTE: Final = re.compile("[“”]")
_BRACKET: Final = re.compile(r"[()]")
_ENTRY: Final = re.compile(r"(?:\A|[\s;,.:“(])(?:\w{1,2}|[ivxIVX]+)\Z|[:;=8][-~]?\Z")
"""Before a closing bracket: a) or 12) of a list, and :-)."""
_WORD: Final = re.compile(r"\s*\S*")
_LAST_WORD: Final = re.compile(r"(?<!\S)\S*\s*\Z")
_FAR: Final = 40
_OF_TEXT: Final = (Scope.LEAD, Scope.BODY, Scope.CHANNEL)


def quotes(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield quotation marks that are opened and not closed, or closed and not opened.

    One may go on: a paragraph behind begins with the mark again, or ends with the other half.
    """
    texts = [one for one in sheets if one.part.scope in _OF_TEXT]
    opening = [one.at for one in texts if _has_lone(one.paragraph, opens=True)]
    closing = [
        one.at
        for one in texts
        if one.paragraph.text.startswith("“") or _has_lone(one.paragraph, opens=False)
    ]
    for sheet in sheets:
        for place, opens in sheet.paragraph.keep(quotes, _unpaired):
            others = closing[-1:] if opens else opening[:1]
            goes_on = any((other > sheet.at) is opens for other in others if other != sheet.at)
            if not (goes_on and sheet.part.scope in _OF_TEXT):
                yield Found((_with_word(sheet.at, sheet.paragraph, place),))


def brackets(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield brackets that are opened and not closed in a paragraph, or closed and not opened."""
    for sheet in sheets:
        for place in sheet.paragraph.keep(brackets, _lone_brackets):
            yield Found((_with_word(sheet.at, sheet.paragraph, place),))


def _has_lone(paragraph: Paragraph, *, opens: bool) -> bool:
    return any(one is opens for _place, one in paragraph.keep(quotes, _unpaired))


def _unpaired(paragraph: Paragraph) -> list[tuple[int, bool]]:
    """Return where a mark stands alone, and whether it opens."""
    opened: list[int] = []
    alone: list[tuple[int, bool]] = []
    for match in _QUOTE.finditer(paragraph.text):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            alone.append((match.start(), False))
    return sorted([*alone, *((place, True) for place in opened)])


def _lone_brackets(paragraph: Paragraph) -> list[int]:
    opened: list[int] = []
    alone: list[int] = []
    for match in _BRACKET.finditer(paragraph.text):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif not _ENTRY.search(paragraph.text[max(0, match.start() - 6) : match.start()]):
            alone.append(match.start())
    return sorted([*alone, *opened])


def _with_word(at: int, paragraph: Paragraph, place: int) -> tuple[int, int, int, None]:
    """Return where a mark stands with the word beside it, so that what is flagged can be seen."""
    text = paragraph.text
    if text[place] in "“(":
        word = _WORD.match(text, place + 1, place + _FAR)
        return at, place, word.end() if word else place + 1, None
    start = max(0, place - _FAR)
    before = _LAST_WORD.search(text[start:place])
    return at, start + before.start() if before else place, place + 1, None
