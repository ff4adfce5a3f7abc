"""The ends of a list: its entries end alike, and the last one in a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from store.copydesk.rule import Found, Sheets

_ENTRY: Final = re.compile(r"[ \t\u00a0]*(?P<mark>[-–—•*+]|\d{1,2}[.)]|[a-zđ]\))[ \u00a0]+\S")
_LEAST: Final = 3
"""Of fewer lines, a mark at the beginning may be a dash of speech."""
_BETWEEN: Final = ";,"
_END: Final = ".!?…”:"


class _Line(NamedTuple):
    at: int
    """The paragraph that it stands in."""
    end: int
    """Where its last character ends in it."""
    text: str
    mark: str
    """The kind of its mark; empty where it is no entry of a list."""


def disagreeing(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield the ends of entries that differ from those of their list; says what is {should}."""
    for mark, lines in groupby(_lines(sheets), key=lambda line: line.mark):
        entries = list(lines)
        if mark and len(entries) >= _LEAST:
            yield from _wrong_ends(entries)


def _lines(sheets: Sheets) -> Iterator[_Line]:
    for sheet in sheets:
        start = 0
        for text in sheet.paragraph.text.split("\n"):
            found = _ENTRY.match(text)
            mark = re.sub(r"\w+", "1", found["mark"]) if found else ""
            yield _Line(sheet.at, start + len(text.rstrip()), text.rstrip(), mark)
            start += len(text) + 1


def _wrong_ends(entries: Sequence[_Line]) -> Iterator[Found]:
    """Yield what differs in a list whose entries but the last mostly end in one of ; and ,."""
    *first, last = entries
    ends = [line.text[-1] for line in first]
    usual = max(_BETWEEN, key=ends.count)
    if ends.count(usual) * 2 < len(first) or ends.count(usual) == 0:
        return
    for line in first:
        if line.text[-1] != usual:
            yield _found(line, usual)
    if last.text[-1] not in _END:
        yield _found(last, ".")


def _found(line: _Line, right: str) -> Found:
    """Return an end with its word, so that what is flagged can be seen."""
    bare = line.text.rstrip(";,.")
    word = re.split(r"\s", bare)[-1]
    start = line.end - len(line.text) + len(bare) - len(word)
    return Found(((line.at, start, line.end, f"{word}{right}"),), {"should": right})
