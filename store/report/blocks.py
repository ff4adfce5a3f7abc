"""The blocks of a report, and how numbers and names are written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

import msgspec

from store.campaigns.counted import Number
from store.text import nfc, rounded_percent

DOTS: Final = "……………"
"""Stands for what the desk cannot know."""
NOTHING: Final = "–"


class Measure(Number, frozen=True):
    """What follows from a number without being its value: a share, a median."""

    shown: str

    def __str__(self) -> str:
        return self.shown


class Told(msgspec.Struct, frozen=True):
    """A text that tells numbers."""

    text: str
    spots: tuple[tuple[int, int, Number], ...] = ()
    """The numbers, each with the places in the text where it begins and ends."""

    def __str__(self) -> str:
        return self.text


Inline = str | Number | Told
"""What stands in a line or a cell."""


def told(words: str, *values: Inline) -> Told:
    """Return words with values in the place of each “{}”."""
    text, spots = "", list[tuple[int, int, Number]]()
    for part, value in zip_longest(words.split("{}"), map(inline, values)):
        text += part
        if value:
            before = len(text)
            spots += ((before + start, before + end, one) for start, end, one in value.spots)
            text += value.text
    return Told(text, tuple(spots))


def inline(value: Inline) -> Told:
    """Return a text, or a number, as a text that tells it."""
    if isinstance(value, Told):
        return value
    if isinstance(value, str):
        return Told(value)
    shown = str(value)
    return Told(shown, ((0, len(shown), value),))


class Heading(msgspec.Struct, frozen=True):
    """A heading of a level from 1."""

    level: int
    text: str


class Text(msgspec.Struct, frozen=True):
    """A paragraph."""

    text: Inline


class Points(msgspec.Struct, frozen=True):
    """A list of points."""

    items: tuple[Inline, ...]


class Table(msgspec.Struct, frozen=True):
    """A table that has at least one row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Told, ...], ...]
    numbers: frozenset[int] = frozenset()
    """The columns that are aligned right."""


Block = Heading | Text | Points | Table


def table(
    heads: tuple[str, ...],
    rows: Sequence[tuple[Inline, ...]],
    otherwise: str,
    *,
    numbers: Iterable[int] = (),
) -> Block:
    """Return a table, or a sentence if it would be empty."""
    cells = tuple(tuple(map(inline, row)) for row in rows)
    return Table(heads, cells, frozenset(numbers)) if rows else Text(otherwise)


def percent(found: Number, of: int) -> Inline:
    """Return a share as a whole percentage, rounded; a dash where there is nothing to share."""
    return Measure(found.items, f"{rounded_percent(found.value, of)}%") if of else NOTHING


def clean(text: str) -> str:
    """Return a text in NFC on one line, without unprintable characters."""
    line = " ".join(nfc(text).split())
    if line.isprintable():
        return line
    return " ".join("".join(filter(str.isprintable, line)).split())
