"""Headlines in lists: wrapped at words to the lines that a row has for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rich.cells import cell_len

from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, fitted

_ONE_CELL_EACH: Final = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a]*"
)
"""Vietnamese as it is composed: Rich counts each letter of a text in Python."""


def fits(text: str, width: int) -> bool:
    """Return whether a text takes one line; cheap enough for every row of a long list."""
    cells = len(text) if _ONE_CELL_EACH.fullmatch(text) else cell_len(text)
    return cells <= width


@lru_cache(256)
def line_starts(text: str, width: int, most: int | None = None) -> tuple[int, ...]:
    """Return where the lines of a text begin, wrapped at words to `width` cells: `most` of them."""
    starts = [0]
    while width > 0 and len(starts) != most and not fits(rest := text[starts[-1] :], width):
        end = len(_fitting(rest, width))
        end += len(rest[end:]) - len(rest[end:].lstrip(" "))  # blanks stay with the line before
        if end == len(rest):
            break
        starts.append(starts[-1] + end)
    return tuple(starts)


def headline_lines(text: str, width: int, most: int = 2) -> list[str]:
    """Return a headline in lines of at most `width` cells; the last one is cut if it must be."""
    whole = one_line(text).strip()
    starts = line_starts(whole, width, most)
    lines = [whole[a:b].rstrip() for a, b in pairwise(starts)]
    return [*lines, _cut(whole[starts[len(lines)] :], width)]


def beside(
    before: Line, text: str, tone: str, width: int, after: Sequence[tuple[str, str]] = ()
) -> list[Line]:
    """Return a headline in one or two lines of a row, beside what stands at its left and right.

    Args:
        before: what stands before its first line.
        text: the headline.
        tone: its tone.
        width: of the row.
        after: what stands behind its first line.
    """
    left, right = (sum(cell_len(part) for part, _tone in line) for line in (before, after))
    room = max(width - left - right, 1)
    first, *others = headline_lines(text, room)
    lines = [[*before, (fitted(first, room), tone), *after]]
    return [*lines, *([(" " * left, ""), (other, tone)] for other in others)]


def _cut(text: str, width: int) -> str:
    return text if fits(text, width) else fitted(text, width)


def _fitting(text: str, width: int) -> str:
    """Return the words at the start that fit; of a single long word, the letters that do."""
    end = width
    while end < len(text) and cell_len(text[: end + 1]) <= width:  # marks that take no cell
        end += 1
    while cell_len(text[:end]) > width:
        end -= 1
    blank = text.rfind(" ", 0, end + 1)
    return text[:blank] if blank > 0 else text[:end]
