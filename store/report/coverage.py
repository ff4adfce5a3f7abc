"""The tables of what is out, ready and planned: by channel, goal, unit, audience and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from store.campaigns.matrix import State, pieces
from store.report.blocks import NOTHING, Block, Text, table
from store.report.figures import Figures
from store.text import show_number

_COUNTS = ("Đã phát", "Sẵn sàng", "Dự kiến")


class _Counts:
    """The pieces of each name, by how far they have come."""

    def __init__(self, figures: Figures, field: str) -> None:
        self.by_name: dict[str, Counter[int]] = {}
        for piece in pieces(figures.tasks, figures.articles, figures.outs):
            for name in piece.tags(field):
                state = piece.state_in(name) if field == "channels" else piece.state
                place = 0 if state is State.OUT else 1 if state is State.APPROVED else 2
                self.by_name.setdefault(name, Counter())[place] += 1

    def cells(self, name: str) -> tuple[str, ...]:
        """Return the three counts of a name."""
        counts = self.by_name.get(name, Counter())
        return tuple(show_number(counts[place]) for place in range(3))

    def in_groups(self, groups: Mapping[str, str]) -> list[tuple[str, ...]]:
        """Return a row for each name, with its group; those that are in no list come last."""
        names = (*groups, *self.others(groups))
        return [(groups.get(name) or NOTHING, name, *self.cells(name)) for name in names]

    def others(self, names: Iterable[str]) -> list[str]:
        """Return the names with pieces that are in no list."""
        return sorted(self.by_name.keys() - set(names))


def by_channel(figures: Figures) -> Iterator[Block]:
    """Yield the table of channels."""
    counts = _Counts(figures, "channels")
    groups = {channel.name: channel.group for channel in figures.campaign.channels}
    heads = ("Nhóm", "Kênh", *_COUNTS)
    yield table(
        heads, counts.in_groups(groups), "Chưa kênh nào được khai báo.", numbers=range(2, 5)
    )


def by_goal(figures: Figures) -> Iterator[Block]:
    """Yield the table of goals."""
    counts = _Counts(figures, "goals")
    goals = {goal.code: goal.text for goal in figures.campaign.goals}
    rows = [(code, text, *counts.cells(code)) for code, text in goals.items()]
    rows += [(code, NOTHING, *counts.cells(code)) for code in counts.others(goals)]
    heads = ("Mã", "Mục tiêu", *_COUNTS)
    yield table(heads, rows, "Chưa mục tiêu nào được khai báo.", numbers=range(2, 5))


def by_audience(figures: Figures) -> Iterator[Block]:
    """Yield the table of audiences."""
    counts = _Counts(figures, "audiences")
    rings = {audience.name: audience.group for audience in figures.campaign.audiences}
    heads = ("Nhóm", "Đối tượng", *_COUNTS)
    yield table(
        heads, counts.in_groups(rings), "Chưa đối tượng nào được khai báo.", numbers=range(2, 5)
    )


def by_level(figures: Figures) -> Iterator[Block]:
    """Yield the table of levels."""
    counts = _Counts(figures, "levels")
    levels = dict.fromkeys(figures.campaign.levels)
    rows = [(name, *counts.cells(name)) for name in (*levels, *counts.others(levels))]
    yield table(("Cấp", *_COUNTS), rows, "Chưa cấp nào được khai báo.", numbers=range(1, 4))


def by_unit(figures: Figures) -> Iterator[Block]:
    """Yield the table of the units that have pieces, and how many of all have one out."""
    counts = _Counts(figures, "unit")
    units = {unit.name: unit.short or unit.name for unit in figures.campaign.units}
    if units:
        out = sum(counts.by_name.get(name, Counter())[0] > 0 for name in units)
        yield Text(
            f"{show_number(out)}/{show_number(len(units))} đơn vị có tin, bài đã phát; bảng chỉ "
            f"ghi đơn vị có tin, bài hoặc việc."
        )
    names = [name for name in units if name in counts.by_name] + counts.others(units)
    rows = [(units.get(name, name), *counts.cells(name)) for name in names]
    heads = ("Đơn vị", *_COUNTS)
    yield table(heads, rows, "Chưa đơn vị nào có tin, bài.", numbers=range(1, 4))
