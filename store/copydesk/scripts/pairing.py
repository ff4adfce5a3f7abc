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
_OF_TEXT: Final = (Scope.LEAD, Scope.BODY, Scope.CHANNEL)


def quotes(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield quotation marks that are opened and not closed, or closed and not opened.

    One may go on: a paragraph behind begins with the mark again, or ends with the other half.
    """
    texts = list(sheets)
    for at, sheet in enumerate(texts):
        for place, is_open in sheet.paragraph.keep(quotes, _unpaired):
            rest = texts[at + 1 :] if is_open else texts[:at][::-1]
            goes_on = sheet.part.scope in _OF_TEXT and any(
                one.part.scope in _OF_TEXT
                and (
                    (is_open and one.paragraph.text.startswith("“"))
                    or any(o is not is_open for _p, o in one.paragraph.keep(quotes, _unpaired))
                )
                for one in rest
            )
            if not goes_on:
                yield Found((_with_word(sheet.at, sheet.paragraph, place),))


def brackets(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield brackets that are opened and not closed in a paragraph, or closed and not opened."""
    for sheet in sheets:
        for place in sheet.paragraph.keep(brackets, _lone_brackets):
            yield Found((_with_word(sheet.at, sheet.paragraph, place),))


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
        word = re.compile(r"\s*[^\s]*").match(text, place + 1)
        return at, place, word.end() if word else place + 1, None
    before = re.search(r"\S*\s*\Z", text[:place])
    return at, before.start() if before else place, place + 1, None
