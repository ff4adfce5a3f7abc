"""A report as plain text, no line wider than 80 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from store.report.blocks import Block, Heading, Points, Table, Text, clean
from store.report.content import MOTTO, content, letterhead
from store.report.figures import Figures

WIDTH: Final = 80
"""The most columns of a line."""


def report_text(figures: Figures) -> str:
    """Return the report as plain text, no line wider than 80 columns."""
    head = letterhead(figures)
    above = (head.above.upper(),) if head.above else ()
    lines = _side_by_side((*above, head.organisation.upper(), "-------"), (*MOTTO, "-------"))
    lines += ["", *_side_by_side((head.number,), (head.day,))]
    lines += ["", *_centred("BÁO CÁO"), *_centred(head.title), *_centred(head.as_of)]
    lines += ["", *_centred(f"Kính gửi: {head.to}")]
    for block in content(figures):
        lines += ["", *_as_text(block)]
    receivers = ("Nơi nhận:", *head.recipients)
    signed = (*head.signature, "", "", head.signer)
    lines += ["", *_side_by_side(receivers, signed, centred_left=False)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _as_text(block: Block) -> list[str]:
    match block:
        case Heading() | Text():
            return _wrapped(block.text, WIDTH)
        case Points():
            return [line for item in block.items for line in _point(item)]
        case Table():
            return _drawn(block)


def _point(item: str) -> list[str]:
    lines = _wrapped(item, WIDTH - 2)
    return [f"{'  ' if n else '- '}{line}" for n, line in enumerate(lines)]


def _side_by_side(
    left: Sequence[str], right: Sequence[str], *, centred_left: bool = True
) -> list[str]:
    """Set two columns side by side, as in the head and the foot of a letter."""
    half = WIDTH // 2 - 1
    one = [line for text in left for line in _wrapped(text, half)]
    other = [line for text in right for line in _wrapped(text, half)]
    put = _centre if centred_left else _left
    rows = zip_longest(one, other, fillvalue="")
    return [f"{put(a, half)}  {_centre(b, half)}" for a, b in rows]


def _centred(text: str) -> list[str]:
    return [_centre(line, WIDTH) for line in _wrapped(text, WIDTH - 8)]


def _drawn(table: Table) -> list[str]:
    widths = _widths(table)
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    rows = [
        [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for row in table.rows
    ]
    heads = [_wrapped(head, width) for head, width in zip(table.heads, widths, strict=True)]
    lines = [rule, *_row(heads, widths, frozenset())]
    before = 2
    for row in rows:
        height = max(map(len, row))
        if height > 1 or before > 1:  # to show where a row of several lines ends
            lines.append(rule)
        lines += _row(row, widths, table.numbers)
        before = height
    return [*lines, rule]


def _row(
    cells: Sequence[Sequence[str]], widths: Sequence[int], numbers: frozenset[int]
) -> Iterator[str]:
    for n in range(max(map(len, cells))):
        shown = (
            (_right if column in numbers else _left)(cell[n] if n < len(cell) else "", width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield "| " + " | ".join(shown) + " |"


def _widths(table: Table) -> list[int]:
    """Return the width each column needs; if there is no room, the widest are narrowed."""
    room = WIDTH - 3 * len(table.heads) - 1
    columns = zip(table.heads, *table.rows, strict=True)
    widths = [max(min(_cells(clean(cell)), room) for cell in column) for column in columns]
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


def _right(text: str, width: int) -> str:
    return " " * (width - _cells(text)) + text


def _centre(text: str, width: int) -> str:
    before = (width - _cells(text)) // 2
    return _left(" " * before + text, width)
