"""How wide the columns of the matrix are, and how their names stand above them.

Names are shown whole as long as that leaves room for the rows, in up to three lines; only then
are those of several words shortened to their initials.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, product, repeat
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import fitted

LABEL: Final = 20
"""The width that the names of the rows keep, unless all are shorter."""
SYNC_WIDTH: Final = 3
"""The width of the mark between the name of a row and its cells."""
NARROWEST: Final = 4
"""The width of a column that three counts need, behind a bracket at the cursor."""
LONGEST: Final = 12
"""The width to which a name is cut in a narrow window."""
MOST_SPACE: Final = 4
"""The most cells that are added to a column where there is room."""


class MatrixLayout(NamedTuple):
    """Where the cells of the matrix stand."""

    label: int
    """The width of the names of the rows."""
    first: int
    """The first column in view."""
    widths: tuple[int, ...]
    """Of the columns in view, each with the space behind it."""
    heads: tuple[tuple[str, ...], ...]
    """The lines of the names of the columns in view."""

    @property
    def shown(self) -> range:
        """The columns in view."""
        return range(self.first, self.first + len(self.widths))

    @property
    def has_space(self) -> bool:
        """Whether there is space between the cells for a guide."""
        return min(self.widths, default=0) > NARROWEST

    @property
    def head_height(self) -> int:
        """The number of lines of the longest head."""
        return max(map(len, self.heads), default=0)

    def column_at(self, x: int) -> int | None:
        """Return the column of a cell of the terminal, counted from the start of the row."""
        left = self.label + SYNC_WIDTH
        ends = accumulate(self.widths, initial=left)
        found = sum(end <= x for end in ends) - 1
        return self.first + found if 0 <= found < len(self.widths) else None


@lru_cache(maxsize=16)
def lay_out(
    names: Sequence[str],
    longest_label: int,
    width: int,
    place: int,
    needed: Sequence[int] = (),
) -> MatrixLayout:
    """Return the layout of a matrix in some width, with the column at `place` in view.

    `needed` is the width that each column needs for its counts with their signs. Where not all
    columns have it, all stand in view and the counts do without.
    """
    least = min(longest_label, LABEL)
    ways = [(longest_label, 1), (longest_label, 2), (longest_label, 3), (least, 2), (least, 3)]
    safe = [one_line(name) for name in names]
    heads, widths = _initials(safe), []
    for with_signs, (label, lines) in product((needed, ()), ways):
        whole = [_whole(name, lines) for name in safe]
        widths = _widths(whole, with_signs)
        if sum(widths) <= width - SYNC_WIDTH - label:
            heads = whole
            break
    else:
        widths = _widths(heads, needed)
        if sum(widths) > width - SYNC_WIDTH - least:
            widths = _widths(heads)
    shown = _in_view(widths, width - SYNC_WIDTH - least, place)
    heads, widths = heads[shown.start : shown.stop], widths[shown.start : shown.stop]
    left = width - SYNC_WIDTH - sum(widths)
    label = min(longest_label, left)
    space = min((left - label) // max(len(widths), 1), MOST_SPACE)
    return MatrixLayout(label, shown.start, tuple(w + space for w in widths), tuple(heads))


def _widths(heads: Iterable[Sequence[str]], needed: Sequence[int] = ()) -> list[int]:
    columns = zip(heads, needed or repeat(0), strict=False)
    return [
        max(NARROWEST, counts + 1, *(cell_len(line) + 1 for line in head))
        for head, counts in columns
    ]


def _in_view(widths: Sequence[int], room: int, place: int) -> range:
    first = min(place, max(len(widths) - 1, 0))
    while first and sum(widths[first - 1 : place + 1]) <= room:
        first -= 1
    last = first + 1
    while last < len(widths) and sum(widths[first : last + 1]) <= room:
        last += 1
    return range(first, min(last, len(widths)))


def _whole(name: str, most: int) -> tuple[str, ...]:
    """Return a name in so many lines at most, as narrow as that may be."""
    width = max(map(cell_len, name.split()), default=0)
    while len(lines := wrapped(name, width)) > most:
        width += 1
    return lines


def wrapped(name: str, width: int) -> tuple[str, ...]:
    """Return a name in lines of some width, or of its longest word."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _initials(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the initials of names of several words; if two have the same, all names whole."""
    several = {name: "".join(word[0] for word in name.split()).upper() for name in set(names)}
    short = [several[name] if " " in name else name for name in names]
    told = short if len(set(short)) == len(set(names)) else names
    return [(fitted(name, LONGEST) if cell_len(name) > LONGEST else name,) for name in told]
