"""What the tests of the matrix press, and how they read what it shows."""

import re


async def matrix(seat, *keys):
    """Open the matrix, and press keys in it."""
    await seat.press("f8")
    await seat.comes("MatrixScreen")
    await seat.press(*keys)


def here(seat):
    """The row and the column under the cursor."""
    rows = seat.field("cells")
    return rows.current.name, seat.app.screen._matrix.columns[rows.place]


def row_of(seat, name):
    """The cells of a row as they stand on the screen."""
    _before, _name, cells = seat.line(f"│ {name} ").partition(name)
    return re.sub("[│┄]", " ", cells).split()


def detail(seat):
    return seat.words_in("detail")


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
