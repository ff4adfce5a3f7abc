"""Cards that have nothing to do with the text above them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from store.copydesk.manuscript import Scope
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet, Sheets
from store.text import fold

_ROW: Final = 2
"""Words in a row that both share."""
_LEAST: Final = 3
"""Pairs that make a card related: of 124 that editors had linked, 5 have fewer, of 110 drawn by
chance, 95."""


def unrelated(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield the headlines of cards that share hardly any words with the text."""
    if not any(sheet.part.scope is Scope.CARD for sheet in sheets):
        return
    above: set[tuple[str, ...]] = set()
    cards: list[Sheet] = []
    for sheet in sheets:
        if sheet.part.scope is Scope.CARD:
            cards.append(sheet)
        else:
            above |= sheet.paragraph.keep(_rows, _rows)
    for _number, parts in groupby(cards, key=lambda sheet: sheet.part.field.split(".")[1]):
        card = list(parts)
        shared = set().union(*(sheet.paragraph.keep(_rows, _rows) & above for sheet in card))
        if len(shared) < _LEAST:
            head = card[0]
            yield Found(((head.at, 0, len(head.paragraph.text), None),))


def _rows(paragraph: Paragraph) -> set[tuple[str, ...]]:
    words = [fold(word.lower) for word in paragraph.words]
    return {tuple(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)}
