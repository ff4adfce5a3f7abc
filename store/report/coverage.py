"""The tables of what is out, ready and planned, by what pieces carry and by message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from store.campaigns.counted import WHY_NOT_OUT, Item, Number
from store.campaigns.matrix import Piece, State, messages_in_sync
from store.errors import N_, finding
from store.records import Id
from store.report.blocks import NOTHING, Block, Inline, Text, table, told
from store.report.figures import Figures

_COUNTS: Final = ("Đã phát", "Sẵn sàng", "Dự kiến")
_PLACES: Final = {State.OUT: 0, State.APPROVED: 1, State.WRITING: 2, State.PLANNED: 2}
_WHY: Final = (
    finding(N_("out")),
    finding(WHY_NOT_OUT[State.APPROVED]),
    finding(WHY_NOT_OUT[State.PLANNED]),
)
"""What a piece that one of the three counts does not count is."""


class _Counts:
    """The pieces of each name, by how far they have come."""

    def __init__(self, figures: Figures, field: str) -> None:
        self._by_name: dict[str, list[tuple[Piece, int]]] = {}
        for piece in figures.pieces:
            for name in piece.tags(field):
                state = piece.state_in(name) if field == "channels" else piece.state
                self._by_name.setdefault(name, []).append((piece, _PLACES[state]))

    def cells(self, name: str) -> tuple[Number, ...]:
        """Return the three counts of a name."""
        return three_counts(self._by_name.get(name, ()))

    def in_groups(self, groups: Mapping[str, str]) -> list[tuple[Inline, ...]]:
        """Return a row for each name, with its group; those that are in no list come last."""
        names = (*groups, *self.others(groups))
        return [(groups.get(name) or NOTHING, name, *self.cells(name)) for name in names]

    def others(self, names: Iterable[str]) -> list[str]:
        """Return the names with pieces that are in no list."""
        return sorted(self._by_name.keys() - set(names))

    def among(self, names: Iterable[str]) -> list[str]:
        """Return those of some names that have pieces."""
        return [name for name in names if name in self._by_name]


def three_counts(known: Iterable[tuple[Piece, int]]) -> tuple[Number, ...]:
    """Return how many pieces are out, ready and planned, each with those that are not."""
    pieces = tuple(known)
    items = [(Item(records=(piece.id,)), place) for piece, place in pieces]
    others = [Item(records=(piece.id,), why=_WHY[place]) for piece, place in pieces]
    return tuple(
        Number(
            tuple(
                item if place == count else other
                for (item, place), other in zip(items, others, strict=True)
            )
        )
        for count in range(len(_COUNTS))
    )


def _shown(heads: tuple[str, ...], rows: list[tuple[Inline, ...]], nobody: str) -> Block:
    """Return the table of some names; a sentence where no piece carries any of them."""
    is_empty = not any(isinstance(cell, Number) and cell.items for row in rows for cell in row)
    numbers = range(len(heads), len(heads) + len(_COUNTS))
    return table((*heads, *_COUNTS), () if is_empty else rows, nobody, numbers=numbers)


def by_channel(figures: Figures) -> Iterator[Block]:
    """Yield the table of channels."""
    counts = _Counts(figures, "channels")
    groups = {channel.name: channel.group for channel in figures.campaign.channels}
    yield _shown(("Nhóm", "Kênh"), counts.in_groups(groups), "Chưa tin, bài, việc nào có kênh.")


def by_goal(figures: Figures) -> Iterator[Block]:
    """Yield the table of goals."""
    counts = _Counts(figures, "goals")
    goals = {goal.code: goal.text for goal in figures.campaign.goals}
    rows: list[tuple[Inline, ...]] = [
        (code, goals.get(code, NOTHING), *counts.cells(code))
        for code in (*goals, *counts.others(goals))
    ]
    yield _shown(("Mã", "Mục tiêu"), rows, "Chưa tin, bài, việc nào gắn mục tiêu.")


def by_audience(figures: Figures) -> Iterator[Block]:
    """Yield the table of audiences."""
    counts = _Counts(figures, "audiences")
    rings = {audience.name: audience.group for audience in figures.campaign.audiences}
    nobody = "Chưa tin, bài, việc nào ghi đối tượng."
    yield _shown(("Nhóm", "Đối tượng"), counts.in_groups(rings), nobody)


def by_level(figures: Figures) -> Iterator[Block]:
    """Yield the table of levels."""
    counts = _Counts(figures, "levels")
    levels = dict.fromkeys(figures.campaign.levels)
    rows: list[tuple[Inline, ...]] = [
        (name, *counts.cells(name)) for name in (*levels, *counts.others(levels))
    ]
    yield _shown(("Cấp",), rows, "Chưa tin, bài, việc nào ghi cấp.")


def by_unit(figures: Figures) -> Iterator[Block]:
    """Yield the table of the units that have pieces, and how many of all have one out."""
    counts = _Counts(figures, "unit")
    units = {unit.name: unit.short or unit.name for unit in figures.campaign.units}
    if units:
        nothing = finding(N_("nothing out"))
        outs = ((name, counts.cells(name)[0]) for name in units)
        items = tuple(Item(name, out.counted, None if out.value else nothing) for name, out in outs)
        every = Number(tuple(Item(name) for name in units))
        yield Text(
            told(
                "{}/{} đơn vị có tin, bài đã phát; bảng chỉ ghi đơn vị có tin, bài hoặc việc.",
                Number(items),
                every,
            )
        )
    names = [*counts.among(units), *counts.others(units)]
    rows: list[tuple[Inline, ...]] = [
        (units.get(name, name), *counts.cells(name)) for name in names
    ]
    yield _shown(("Đơn vị",), rows, "Chưa đơn vị nào có tin, bài.")


def by_message(figures: Figures) -> Iterator[Block]:
    """Yield the table of messages, each an article with its versions, of which something is out."""
    messages: dict[Id, list[tuple[Piece, int]]] = {}
    for piece in figures.pieces:
        if piece.is_article:
            messages.setdefault(piece.message, []).append((piece, _PLACES[piece.state]))
    syncs = messages_in_sync(figures.campaign, figures.pieces)
    in_sync = {message for message, found in syncs.items() if found.is_met}
    furthest = {message: min(place for _p, place in own) for message, own in messages.items()}
    out = [message for message, place in furthest.items() if place == 0]

    def number(place: int) -> Number:
        return Number(
            tuple(
                Item(records=(one,), why=None if there == place else _WHY[there])
                for one, there in furthest.items()
            )
        )

    if messages:
        why = finding(N_("not in sync"))
        met = Number(
            tuple(Item(records=(one,), why=None if one in in_sync else why) for one in out)
        )
        yield Text(
            told(
                "{} thông điệp (bài gốc cùng các bản cho kênh): {} đã phát, trong đó {} đồng bộ; "
                "{} sẵn sàng; {} dự kiến.",
                Number(tuple(Item(records=(one,)) for one in messages)),
                number(0),
                met,
                number(1),
                number(2),
            )
        )
    rows: list[tuple[Inline, ...]] = [
        (
            figures.title(message),
            *three_counts(messages[message]),
            "có" if message in in_sync else "chưa",
        )
        for message in out
    ]
    heads = ("Thông điệp", *_COUNTS, "Đồng bộ")
    yield table(heads, rows, "Chưa thông điệp nào được phát.", numbers=range(1, 4))
