"""Figures and the signs of their units: 5 km and 5km are two ways of one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets

_SIGNED: Final = re.compile(
    r"(?<![\w.,/-])(?P<figure>[0-9]+(?:[.,][0-9]+)*)(?P<space>[ \u00a0]?)"
    r"(?P<sign>(?:km/h|km/giờ|km2|km²|km|kg|kW|kWh|MW|m2|m²|m3|m³|cm|mm|ha|ml|mg|GB|MB)(?![\w²³]))"
)


class _Way(NamedTuple):
    start: int
    end: int
    words: str
    is_parted: bool
    """Whether a space stands before the sign."""
    other: str
    """The same in the other way."""


def two_ways(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield the figures with their sign in the rarer of two ways; of two as frequent, the glued."""
    ways = [(sheet.at, way) for sheet in sheets for way in sheet.paragraph.keep(_ways, _ways)]
    parted = sum(way.is_parted for _at, way in ways)
    if not 0 < parted < len(ways):
        return
    rarer = parted * 2 < len(ways)
    usual = next(way.words for _at, way in ways if way.is_parted is not rarer)
    for at, way in ways:
        if way.is_parted is rarer:
            yield Found(((at, way.start, way.end, way.other),), {"other": usual})


def _ways(paragraph: Paragraph) -> list[_Way]:
    return [
        _Way(
            *match.span(),
            match[0],
            bool(match["space"]),
            f"{match['figure']}{'' if match['space'] else ' '}{match['sign']}",
        )
        for match in _SIGNED.finditer(paragraph.text)
    ]
