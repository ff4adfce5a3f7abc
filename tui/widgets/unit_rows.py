"""The tree of a campaign's units as a list."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from textual import events

from store.campaign_records import Unit
from store.campaigns.unit_coverage import UnitCoverage
from store.campaigns.units import Branch, Tree
from store.text import fold
from tui.i18n import N_, _, share
from tui.widgets.virtual_list import Line, Rows, fitted

LARGE: Final = 100
"""Trees of at least this size are folded at first."""

WITH_LEVEL: Final = 70
"""The minimum width for the column of levels."""
WITH_CONTACT: Final = 110
"""The minimum width for the column of contacts."""

LEVEL, COUNT, CONTACT = 25, 11, 34
"""The widths of the columns after the name; the counts take more below a longer name."""

COUNTS: Final = (N_("Acknowledged"), N_("Out/all"))
"""The names of the columns of counts; message ids."""

NOTHING: Final = UnitCoverage()

_searched = lru_cache(maxsize=50_000)(fold)


def called(unit: Unit) -> str:
    """Return the name of a unit in a list: the short one, if it has one."""
    return unit.short or unit.name


class UnitRows(Rows[Branch]):
    """The list of units."""

    def __init__(self) -> None:
        super().__init__(id="units")
        self.folded: set[str] = set()
        self.coverage: dict[str, UnitCoverage] = {}
        self.marks: dict[str, tuple[str, str]] | None = None
        """For the chosen task, the mark and tone of each unit; None if all tasks are shown."""

    def row_key(self, item: Branch) -> str:
        """Return the name of the unit."""
        return item.unit.name

    def row_lines(self, item: Branch, width: int) -> list[Line]:
        """Draw a unit: name, level, acknowledgements, pieces of its branch, contact."""
        unit, tone = item.unit, "warn" if item.flaw else ""
        found = self.coverage.get(unit.name, NOTHING)
        arrow = " " if not item.below else "▸" if unit.name in self.folded else "▾"
        flaw = "⚠ " if item.flaw else ""
        text = f"{' ' * indent_of(item)}{arrow} {flaw}{called(unit)}"
        widths = columns(width)
        line: Line = [(fitted(text, widths[0] - 1), tone), (" ", "")]
        if widths[1]:
            line.append((fitted(unit.level, LEVEL - 1) + " ", "dim"))
        line += self._word(unit, found, widths[2])
        out, of = found.branch_out, found.branch_pieces
        pieces = share(out, of) if of else "–"
        line.append((pieces.rjust(widths[3] - 2) + "  ", "" if of else "dim"))
        if len(widths) > 4:
            line.append((fitted(unit.contact, CONTACT), "dim"))
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Post a click on the arrow before a unit; the base class handles the others."""
        place = self._place_at(event.y)
        if place is None:
            return
        item = self.items[place]
        if item.below and 0 <= event.x - indent_of(item) < 2:
            event.prevent_default()
            self.move_to(place)
            self.post_message(self.MarkPressed(self))

    def _word(self, unit: Unit, found: UnitCoverage, width: int) -> Line:
        """Draw whether it has acknowledged the chosen task, or how many of all."""
        if self.marks is not None:
            mark, tone = self.marks.get(unit.name, ("", "dim"))
            return [(mark.rjust(width - 4) + "    ", tone)]
        if not found.asked:
            return [("–".rjust(width - 2) + "  ", "dim")]
        stop = "■ " if found.stops else ""
        tone = "good" if found.acked == found.asked else "warn" if found.stops else ""
        return [(f"{stop}{share(found.acked, found.asked)}".rjust(width - 2) + "  ", tone)]


def indent_of(branch: Branch) -> int:
    """Return the indentation of a unit, limited so that there is room for its name."""
    return 2 * min(branch.depth, 8)


def columns(width: int) -> list[int]:
    """Return the width of each column: name, level, acknowledged, pieces; contact if it fits.

    The level has none where the names would have no room beside it; it is told below the list.
    """
    level = LEVEL if width >= WITH_LEVEL else 0
    counts = [max(COUNT, cell_len(_(name)) + 2) for name in COUNTS]
    rest = [level, *counts] + ([CONTACT] if width >= WITH_CONTACT else [])
    return [max(width - sum(rest), 12), *rest]


def folded_at_first(tree: Tree) -> set[str]:
    """Return the names of the units that are folded at first.

    In a large tree these are all from the first level that has several units.
    """
    branches = tree.branches
    if len(branches) < LARGE:
        return set()
    counts = Counter(branch.depth for branch in branches)
    several = next((depth for depth in sorted(counts) if counts[depth] > 1), 0)
    return {b.unit.name for b in branches if b.below and b.depth >= several}


def matching(tree: Tree, words: list[str]) -> list[Branch]:
    """Return the units that contain all the words (folded), and their ancestors."""
    shown: list[int] = []
    path: list[int] = []
    for place, branch in enumerate(tree.branches):
        del path[branch.depth :]
        path.append(place)
        unit = branch.unit
        text = _searched(f"{unit.name} {unit.short} {unit.level} {unit.contact}")
        if all(word in text for word in words):
            last = shown[-1] if shown else -1
            shown += [above for above in path if above > last]
    return [tree.branches[place] for place in shown]


def above(tree: Tree, name: str) -> list[str]:
    """Return the names of a unit's ancestors, the nearest first."""
    place = tree.place(name)
    found: list[str] = []
    depth = tree.branches[place].depth if place is not None else 0
    for before in range((place or 0) - 1, -1, -1):
        branch = tree.branches[before]
        if branch.depth < depth:
            found.append(branch.unit.name)
            depth = branch.depth
    return found
