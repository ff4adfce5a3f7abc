"""A report as plain text, no line wider than 80 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import Final, NamedTuple

from store.campaigns.counted import Number
from store.report.blocks import (
    NOTHING,
    Block,
    Heading,
    Inline,
    Points,
    Table,
    Text,
    Told,
    clean,
    inline,
)
from store.report.content import content
from store.report.figures import Figures
from store.report.letterhead import MOTTO, Letterhead, letterhead

WIDTH: Final = 80
"""The most columns of a line."""


class Spot(NamedTuple):
    """A number in a line."""

    start: int
    """Where it begins, in characters …"""
    end: int
    """… and where it ends."""
    number: Number
    part: str
    """The heading of the part of the report that it stands in."""
    about: str = ""
    """Of a number in a table its row and column."""


class Line(NamedTuple):
    """A line of a report, with its numbers."""

    text: str
    spots: tuple[Spot, ...] = ()

    def at(self, left: str, right: str = "") -> Line:
        """Return it behind and before other text."""
        moved = (
            one._replace(start=one.start + len(left), end=one.end + len(left)) for one in self.spots
        )
        return Line(f"{left}{self.text}{right}", tuple(moved))


def report_text(figures: Figures) -> str:
    """Return the report as plain text, no line wider than 80 columns."""
    return "".join(f"{line.text}\n" for line in report_lines(figures))


def report_lines(figures: Figures, width: int = WIDTH) -> list[Line]:
    """Return the lines of the report as plain text, with the numbers that stand in them.

    `width` is the most columns of a line.
    """
    head = letterhead(figures)
    above, below = _head(head, width), _foot(head, width)
    found = [Line(line.rstrip()) for line in above]
    title = ""
    for block in content(figures):
        title = str(block.text) if isinstance(block, Heading) else title
        found += [
            Line(""),
            *(line._replace(text=line.text.rstrip()) for line in _as_text(block, width, title)),
        ]
    return [*found, *(Line(line.rstrip()) for line in below)]


def _head(head: Letterhead, width: int) -> list[str]:
    above = (head.above.upper(),) if head.above else ()
    names = (*above, head.organisation.upper(), "-------")
    lines = _side_by_side(names, (*MOTTO, "-------"), width)
    lines += ["", *_side_by_side((head.number,), (head.day,), width), ""]
    for text in ("BÁO CÁO", head.title, head.as_of):
        lines += _centred(text, width)
    return [*lines, "", *_centred(f"Kính gửi: {head.to}", width)]


def _foot(head: Letterhead, width: int) -> list[str]:
    receivers = ("Nơi nhận:", *head.recipients)
    signed = (*head.signature, "", "", head.signer)
    return ["", *_side_by_side(receivers, signed, width, centred_left=False)]


def _as_text(block: Block, width: int, title: str) -> list[Line]:
    """Return the lines of a block below a heading."""
    match block:
        case Heading() | Text():
            return _lines(block.text, width, title)
        case Points():
            return [line for item in block.items for line in _point(item, width, title)]
        case Table():
            return _drawn(block, width, title)


def _point(item: Inline, width: int, title: str) -> list[Line]:
    lines = _lines(item, width - 2, title)
    return [line.at("  " if n else "- ") for n, line in enumerate(lines)]


def _lines(value: Inline, width: int, part: str, about: str = "") -> list[Line]:
    """Break a text into lines, and find the numbers in them."""
    text = inline(value)
    lines = _wrapped(text.text, width)
    if not text.spots:
        return [Line(line) for line in lines]
    if lines == [text.text]:
        spots = (Spot(start, end, number, part, about) for start, end, number in text.spots)
        return [Line(text.text, tuple(spots))]
    # Only blanks are lost where a line is broken, so the letters before a number tell its place.
    places = [
        (row, column)
        for row, line in enumerate(lines)
        for column, char in enumerate(line)
        if char != " "
    ]
    found: list[list[Spot]] = [[] for _line in lines]
    for start, end, number in text.spots:
        before = len(clean(text.text[:start]).replace(" ", ""))
        row, column = places[before]
        until = min(column + end - start, len(lines[row]))
        found[row].append(Spot(column, until, number, part, about))
    return [Line(line, tuple(spots)) for line, spots in zip(lines, found, strict=True)]


def _side_by_side(
    left: Sequence[str], right: Sequence[str], width: int, *, centred_left: bool = True
) -> list[str]:
    """Set two columns side by side, as in the head and the foot of a letter."""
    half = width // 2 - 1
    one = [line for text in left for line in _wrapped(text, half)]
    other = [line for text in right for line in _wrapped(text, half)]
    put = _centre if centred_left else _left
    rows = zip_longest(one, other, fillvalue="")
    return [f"{put(a, half)}  {_centre(b, half)}" for a, b in rows]


def _centred(text: str, width: int) -> list[str]:
    return [_centre(line, width) for line in _wrapped(text, width - 8)]


def _drawn(table: Table, most: int, part: str) -> list[Line]:
    widths = _widths(table, most)
    rule = Line("+" + "+".join("-" * (width + 2) for width in widths) + "+")
    rows = [
        [
            _lines(cell, width, part, _about(row, head) if cell.spots else "")
            for cell, width, head in zip(row, widths, table.heads, strict=True)
        ]
        for row in table.rows
    ]
    heads = [_lines(head, width, part) for head, width in zip(table.heads, widths, strict=True)]
    lines = [rule, *_row(heads, widths, frozenset())]
    before = 2
    for row in rows:
        height = max(map(len, row))
        if height > 1 or before > 1:  # to show where a row of several lines ends
            lines.append(rule)
        lines += _row(row, widths, table.numbers)
        before = height
    return [*lines, rule]


def _about(row: Sequence[Told], head: str) -> str:
    """Return what the numbers of a row below a head are numbers of: its last words before them."""
    words = [cell.text for cell in takewhile(lambda cell: not cell.spots, row)]
    name = next((word for word in reversed(words) if word != NOTHING), "")
    return " · ".join(filter(None, (clean(name), head)))


def _row(
    cells: Sequence[Sequence[Line]], widths: Sequence[int], numbers: frozenset[int]
) -> Iterator[Line]:
    for n in range(max(map(len, cells))):
        text, spots = "|", list[Spot]()
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            line = cell[n] if n < len(cell) else Line("")
            room = " " * (width - _cells(line.text))
            left, right = (room, "") if column in numbers else ("", room)
            shown = line.at(f"{text} {left}", f"{right} |")
            text = shown.text
            spots += shown.spots
        yield Line(text, tuple(spots))


def _widths(table: Table, most: int) -> list[int]:
    """Return the width each column needs; if there is no room, the widest are narrowed."""
    room = most - 3 * len(table.heads) - 1
    columns = zip(table.heads, *table.rows, strict=True)
    widths = [max(min(_cells(clean(str(cell))), room) for cell in column) for column in columns]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return [max(width, 1) for width in widths]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, between words if possible; at least one."""
    line = clean(text)
    if _cells(line) <= width:
        return [line]
    lines = [""]
    taken = 0
    for word in line.split(" "):
        for piece in _broken(word, width):
            size = _cells(piece)
            if lines[-1] and taken + 1 + size <= width:
                lines[-1] += f" {piece}"
                taken += 1 + size
            else:
                lines.append(piece)
                taken = size
    return lines[1:]


def _broken(word: str, width: int) -> Iterator[str]:
    """Break a word that is wider than a line."""
    start = taken = 0
    for place, char in enumerate(word):
        size = _cell(char)
        if taken + size > width:
            yield word[start:place]
            start, taken = place, 0
        taken += size
    yield word[start:]


def _cells(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_cell, text))


class _Cells(dict[str, int]):
    """The width of characters in terminal cells, computed on first use."""

    def __missing__(self, char: str) -> int:
        size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = 0 if unicodedata.category(char) in ("Mn", "Me") else size
        return self[char]


_cell: Final = _Cells().__getitem__


def _left(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _centre(text: str, width: int) -> str:
    before = (width - _cells(text)) // 2
    return _left(" " * before + text, width)
