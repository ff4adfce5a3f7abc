"""What the tests of the matrix press, and how they read what it shows."""

import re

import pytest

from tests.tui.helpers import (
    NARROW,
    WIDE,
)

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


async def matrix(seat, *keys):
    """Open the matrix, and press keys in it."""
    await seat.press("f8")
    await seat.comes("MatrixScreen")
    await seat.press(*keys)


async def choose(seat, words):
    """Take the option of a picker that holds the words."""
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")


def here(seat):
    """The row and the column under the cursor."""
    rows = seat.field("cells")
    return rows.current.name, seat.app.screen._matrix.columns[rows.place]


def row_of(seat, name):
    """The cells of a row as they stand on the screen."""
    _before, _name, cells = seat.line(f"│ {name} ").partition(name)
    return re.sub("[│┄]", " ", cells).split()


def detail(seat):
    region = seat.field("detail").region
    lines = seat.lines[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


def layout(seat):
    rows = seat.field("cells")
    return rows.layout_in(rows.text_width)


def heads(seat):
    """Where the head of each column begins."""
    found = layout(seat)
    lines = seat.lines[: seat.field("head").region.bottom]
    first = seat.field("cells").region.x + found.label + 4
    assert lines[-1][: first - 2].strip("│ \xa0‹›") == ""
    places = [first + sum(found.widths[:number]) for number in range(len(found.widths))]
    for head, x in zip(found.heads, places, strict=True):
        for text, line in zip(head, lines[-len(head) :], strict=True):
            assert line[x : x + len(text)] == text, line
    return places


def symbols(seat, row):
    """Where the symbols of a row stand."""
    line = seat.line(f"│ {row}"[:15])
    first = seat.field("cells").region.x + layout(seat).label + 3
    return [x for x in range(first, len(line)) if line[x] in "·○◐●✔"]
