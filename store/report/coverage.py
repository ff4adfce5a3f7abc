"""The tables of what is out, ready and planned, by what pieces carry and by message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from store.campaigns.counted import WHY_NOT_OUT, Item, Number
from store.campaigns.matrix import State, messages_in_sync
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
"""What a piece is that one of the three counts does not count."""

_Piece = tuple[int, Item, Item]
"""Which of the three counts a piece counts in, and how it stands in that and in the others."""


class Coverage:
    """The tables of a report that have three counts."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._pieces = [(piece, _piece(piece.id, piece.state)) for piece in figures.pieces]

    def by_channel(self) -> Iterator[Block]:
        """Yield the table of channels."""
        counts = self._by("channels")
        groups = {channel.name: channel.group for channel in self._figures.campaign.channels}
        rows = _in_groups(counts, groups)
        yield _shown(("Nhóm", "Kênh"), rows, "Chưa tin, bài, việc nào có kênh.")

    def by_goal(self) -> Iterator[Block]:
        """Yield the table of goals."""
        counts = self._by("goals")
        goals = {goal.code: goal.text for goal in self._figures.campaign.goals}
        rows: list[tuple[Inline, ...]] = [
            (code, goals.get(code, NOTHING), *_three_counts(counts.get(code, ())))
            for code in _with_others(goals, counts)
        ]
        yield _shown(("Mã", "Mục tiêu"), rows, "Chưa tin, bài, việc nào gắn mục tiêu.")

    def by_audience(self) -> Iterator[Block]:
        """Yield the table of audiences."""
        counts = self._by("audiences")
        rings = {audience.name: audience.group for audience in self._figures.campaign.audiences}
        rows = _in_groups(counts, rings)
        yield _shown(("Nhóm", "Đối tượng"), rows, "Chưa tin, bài, việc nào ghi đối tượng.")

    def by_level(self) -> Iterator[Block]:
        """Yield the table of levels."""
        counts = self._by("levels")
        rows: list[tuple[Inline, ...]] = [
            (name, *_three_counts(counts.get(name, ())))
            for name in _with_others(self._figures.campaign.levels, counts)
        ]
        yield _shown(("Cấp",), rows, "Chưa tin, bài, việc nào ghi cấp.")

    def by_unit(self) -> Iterator[Block]:
        """Yield the table of the units that have pieces, and how many of all have one out."""
        counts = {name: _three_counts(own) for name, own in self._by("unit").items()}
        only = "; bảng chỉ ghi đơn vị có tin, bài hoặc việc" if counts else ""
        units = {unit.name: unit.short or unit.name for unit in self._figures.campaign.units}
        if units:
            none, nothing = Number(()), finding(N_("nothing out"))
            outs = ((name, counts.get(name, (none,))[0]) for name in units)
            items = (Item(name, o.counted, None if o.value else nothing) for name, o in outs)
            yield Text(
                told(
                    "{}/{} đơn vị có tin, bài đã phát{}.",
                    Number(tuple(items)),
                    Number(tuple(Item(name) for name in units)),
                    only,
                )
            )
        names = [name for name in _with_others(units, counts) if name in counts]
        rows: list[tuple[Inline, ...]] = [(units.get(name, name), *counts[name]) for name in names]
        yield _shown(("Đơn vị",), rows, "Chưa đơn vị nào có tin, bài.")

    def by_message(self) -> Iterator[Block]:
        """Yield how many messages there are, and a table of those of which something is out."""
        figures = self._figures
        messages: dict[Id, list[_Piece]] = defaultdict(list)
        for piece, counted in self._pieces:
            if piece.is_article:
                messages[piece.message].append(counted)
        syncs = messages_in_sync(figures.campaign, figures.pieces)
        in_sync = {message for message, found in syncs.items() if found.is_met}
        best = {message: min(place for place, *_ in own) for message, own in messages.items()}
        out = [message for message, place in best.items() if place == 0]
        if messages:
            why = finding(N_("not in sync"))
            met = (Item(records=(one,), why=None if one in in_sync else why) for one in out)
            each = [
                (p, Item(records=(one,)), Item(records=(one,), why=_WHY[p]))
                for one, p in best.items()
            ]
            gone_out, ready, planned = _three_counts(each)
            yield Text(
                told(
                    "{} thông điệp (bài gốc cùng các bản cho kênh): {} đã phát, trong đó {} đồng "
                    "bộ; {} sẵn sàng; {} dự kiến.",
                    Number(tuple(item for _place, item, _other in each)),
                    gone_out,
                    Number(tuple(met)),
                    ready,
                    planned,
                )
            )
        rows: list[tuple[Inline, ...]] = [
            (
                figures.title(message),
                *_three_counts(messages[message]),
                "có" if message in in_sync else "chưa",
            )
            for message in out
        ]
        heads = ("Thông điệp", *_COUNTS, "Đồng bộ")
        yield table(heads, rows, "Chưa thông điệp nào được phát.", numbers=range(1, 4))

    def _by(self, field: str) -> dict[str, list[_Piece]]:
        """Return the pieces of each name in a field."""
        found: dict[str, list[_Piece]] = defaultdict(list)
        for piece, counted in self._pieces:
            for name in piece.tags(field):
                is_elsewhere = field == "channels" and name not in piece.outs
                found[name].append(_piece(piece.id, piece.ready) if is_elsewhere else counted)
        return found


def _piece(piece: Id, state: State) -> _Piece:
    place = _PLACES[state]
    return place, Item(records=(piece,)), Item(records=(piece,), why=_WHY[place])


def _three_counts(known: Sequence[_Piece]) -> tuple[Number, ...]:
    """Return how many pieces are out, ready and planned, each with those that are not."""
    return tuple(
        Number(tuple([item if place == count else other for place, item, other in known]))
        for count in range(len(_COUNTS))
    )


def _with_others(names: Iterable[str], counts: Mapping[str, object]) -> list[str]:
    """Return the names of a list, each once, and after them those that are in no list."""
    listed = dict.fromkeys(names)
    return [*listed, *sorted(counts.keys() - listed)]


def _in_groups(
    counts: Mapping[str, Sequence[_Piece]], groups: Mapping[str, str]
) -> list[tuple[Inline, ...]]:
    """Return a row for each name, with its group; those that are in no list come last."""
    return [
        (groups.get(name) or NOTHING, name, *_three_counts(counts.get(name, ())))
        for name in _with_others(groups, counts)
    ]


def _shown(heads: tuple[str, ...], rows: list[tuple[Inline, ...]], nobody: str) -> Block:
    """Return the table of some names; a sentence where no piece carries any of them."""
    is_empty = not any(isinstance(cell, Number) and cell.items for row in rows for cell in row)
    numbers = range(len(heads), len(heads) + len(_COUNTS))
    return table((*heads, *_COUNTS), () if is_empty else rows, nobody, numbers=numbers)
