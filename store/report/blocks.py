"""The blocks of a report, and how numbers and names are written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from store.text import nfc, rounded_percent

DOTS: Final = "……………"
"""Stands for what the desk cannot know."""
NOTHING: Final = "–"


class Heading(msgspec.Struct, frozen=True):
    """A heading of a level from 1."""

    level: int
    text: str


class Text(msgspec.Struct, frozen=True):
    """A paragraph."""

    text: str


class Points(msgspec.Struct, frozen=True):
    """A list of points."""

    items: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table that has at least one row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    """The columns that are aligned right."""


Block = Heading | Text | Points | Table


def table(
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    otherwise: str,
    *,
    numbers: Iterable[int] = (),
) -> Block:
    """Return a table, or a sentence if it would be empty."""
    return Table(heads, tuple(rows), frozenset(numbers)) if rows else Text(otherwise)


def percent(count: int, of: int) -> str:
    """Return a share as a whole percentage, rounded; a dash where there is nothing to share."""
    return f"{rounded_percent(count, of)}%" if of else NOTHING


def clean(text: str) -> str:
    """Return a text in NFC on one line, without unprintable characters."""
    line = " ".join(nfc(text).split())
    if line.isprintable():
        return line
    return " ".join("".join(filter(str.isprintable, line)).split())
