"""The matrix, its sync and its gaps against a recount, each cell asked of every record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, Campaign, Task
from store.campaign_records import Day, Goal, Named, Unit
from store.campaigns.gaps import NO_DAY, Gap, ranked_gaps
from store.campaigns.matrix import Columns, Rows, State, View, count_matrix
from store.campaigns.sync import MessageSync, Sync
from store.channels import Channel
from store.records import Status

from .samples import NOON, TODAY

NAMES = ("a", "b", "c", "")
TAGS = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)
TAG = st.sampled_from(NAMES)
GROUPS = st.sampled_from(("g", "h", ""))
NAMED = st.lists(st.builds(Named, TAG, GROUPS), max_size=4).map(tuple)
CHANNEL_LISTS = st.lists(st.builds(Channel, TAG, GROUPS), max_size=4).map(tuple)
DAYS = st.none() | st.sampled_from([TODAY + timedelta(days=n) for n in (-3, 0, 2)])
TIMES = st.none() | st.sampled_from([NOON + timedelta(hours=h) for h in (-100, -3, 0, 1.5, 50)])
TAGGED = {
    **dict.fromkeys(("topics", "goals", "channels", "audiences", "levels"), TAGS),
    **dict.fromkeys(("strand", "unit", "milestone"), TAG),
    "due": DAYS,
}
CAMPAIGNS = st.builds(
    Campaign,
    name=st.just("Thử"),
    topics=TAGS,
    goals=st.lists(st.builds(Goal, TAG, TAG), max_size=3).map(tuple),
    milestones=st.lists(st.builds(Day, name=TAG), max_size=3).map(tuple),
    units=st.lists(st.builds(Unit, name=TAG, level=TAG, short=TAG), max_size=3).map(tuple),
    channels=CHANNEL_LISTS,
    audiences=NAMED,
    levels=TAGS,
    end=DAYS,
    sync_groups=st.tuples(GROUPS, GROUPS),
    sync_hours=st.sampled_from((0, 2, 48)),
)
VIEWS = st.builds(
    View,
    rows=st.sampled_from(Rows),
    columns=st.sampled_from(Columns),
    strand=TAG,
    phase=TAG,
    since=DAYS,
    until=DAYS,
)


@st.composite
def desks(draw):
    """Make tasks and articles, and when some of them went out where.

    Some articles are versions of others. The tasks name some of the articles, and some that are
    not there.
    """
    pieces = st.builds(Article, status=st.sampled_from(Status), **TAGGED)
    articles = draw(st.lists(pieces, max_size=6))
    masters = st.none() | st.sampled_from([one.id for one in articles] or [None])
    articles = [
        one if (master := draw(masters)) == one.id else replace(one, master=master)
        for one in articles
    ]
    ids = st.lists(st.sampled_from([*(a.id for a in articles), "0" * 32]), max_size=3).map(tuple)
    tasks = st.builds(
        Task, campaign=st.just(""), title=TAG, phase=TAG, done=TIMES, articles=ids, **TAGGED
    )
    made = draw(st.lists(tasks, max_size=5))
    went_out = st.dictionaries(TAG, TIMES.filter(bool), max_size=3)
    found = {one.id: draw(went_out) for one in (*made, *articles)}
    return made, articles, {piece: outs for piece, outs in found.items() if outs}


def tags_of(record, field):
    value = getattr(record, field)
    return ({value} if isinstance(value, str) else set(value)) - {""}


STATES = {
    "idea assigned": State.PLANNED,
    "writing to-edit editing to-approve": State.WRITING,
    "approved exported": State.APPROVED,
}


def ready(piece):
    """How far an article or a task has come, short of out; None for one that was taken back."""
    if isinstance(piece, Task):
        return State.PLANNED
    return next((state for names, state in STATES.items() if piece.status in names.split()), None)


class Recount:
    """The rules once more, each cell asked of every record."""

    def __init__(self, campaign, tasks, articles, outs, view):
        self.campaign, self.view = campaign, view
        self.tasks, self.articles, self.outs = tasks, articles, outs
        self.pieces = [p for p in (*tasks, *articles) if self.is_piece(p) and self.is_in_view(p)]

    def carriers(self, piece):
        """Return a piece and the tasks that it fulfils: those say by when, and in which phase."""
        return [piece, *(t for t in self.tasks if piece.id in t.articles)]

    def is_piece(self, one):
        return isinstance(one, Task) or ready(one) is not None

    def live(self, piece):
        """Return the live articles of a task."""
        named = piece.articles if isinstance(piece, Task) else ()
        return [a for a in self.articles if a.id in named and ready(a) is not None]

    def state(self, piece, column):
        """Return how far a piece has come in a column."""
        there = self.outs.get(piece.id, {})
        is_out = column in there if self.view.columns is Columns.CHANNELS else there
        return State.OUT if is_out else ready(piece)

    def due(self, piece):
        if piece.due or isinstance(piece, Task):
            return piece.due
        return min((t.due for t in self.carriers(piece) if t.due), default=None)

    def is_in_view(self, piece):
        view, there = self.view, self.outs.get(piece.id)
        day = min(there.values()).date() if there else self.due(piece)
        phases = {one.phase for one in self.carriers(piece) if isinstance(one, Task)}
        return (
            (not view.strand or view.strand in {one.strand for one in self.carriers(piece)})
            and (not view.phase or view.phase in phases)
            and (not view.since or (day is not None and day >= view.since))
            and (not view.until or (day is not None and day <= view.until))
        )

    def carries(self, piece, field, name):
        if field == "channels" and name and name in self.outs.get(piece.id, {}):
            return True
        return name in tags_of(piece, field)

    def fills(self, piece, row, column):
        """Tell whether a piece is in a cell: a begun task only where no article of it is."""
        rows, columns = self.view.rows.value, self.view.columns.value
        if not (self.carries(piece, rows, row) and self.carries(piece, columns, column)):
            return False
        posts = self.outs.get(piece.id, {})
        if column in posts if columns == "channels" else posts:
            return True
        return not any(
            row in tags_of(a, rows) and column in tags_of(a, columns) for a in self.live(piece)
        )

    def is_in_row(self, piece, row):
        """Tell whether a piece is in a row; a begun task only with a cell of its own."""
        if not self.carries(piece, self.view.rows.value, row):
            return False
        columns = set(self.outs.get(piece.id, ())) if self.view.columns == "channels" else set()
        columns |= tags_of(piece, self.view.columns.value)
        return not self.live(piece) or any(self.fills(piece, row, c) for c in columns if c)

    def of_row(self, row):
        return [p for p in self.pieces if self.is_in_row(p, row)]

    def of_cell(self, row, column):
        return [p for p in self.pieces if self.fills(p, row, column)]

    def message(self, piece):
        if isinstance(piece, Article):
            return piece.master or piece.id
        known = {self.message(one) for one in self.live(piece)}
        return known.pop() if len(known) == 1 else piece.id

    def in_group(self, row, message, group):
        """Return when the pieces of a message in a row went out in a group of channels."""
        known, channels = set(), set()
        for channel in self.campaign.channels:
            if channel.name not in known and channel.group == group:
                channels.add(channel.name)
            known.add(channel.name)
        return [
            at
            for piece in self.of_row(row)
            if self.message(piece) == message
            for channel, at in self.outs.get(piece.id, {}).items()
            if channel in channels
        ]

    def sync(self, row):
        out = dict.fromkeys(self.message(p) for p in self.of_row(row) if p.id in self.outs)
        messages = tuple(self.sync_of(row, message) for message in out)
        groups = tuple(dict.fromkeys(self.campaign.sync_groups))
        best = min(
            ((m.missing, m.late_hours) for m in messages),
            key=lambda one: (len(one[0]), one[1]),
            default=(groups, 0),
        )
        missing, late = best
        return Sync(best == ((), 0), missing, late, messages)

    def sync_of(self, row, message):
        groups = self.campaign.sync_groups
        one, other = (self.in_group(row, message, group) for group in groups)
        missing = [g for g in groups if not self.in_group(row, message, g)]
        if missing:
            return MessageSync(message, missing=tuple(dict.fromkeys(missing)))
        apart = [abs((a - b).total_seconds()) / 3600 for a in one for b in other]
        late = max(min(apart) - self.campaign.sync_hours, 0)
        return MessageSync(message, late_hours=int(late) + (late > int(late)))

    def days(self, pieces):
        left = [p for p in pieces if isinstance(p, Article) or not p.done]
        return [day for day in map(self.due, left) if day]

    def days_left(self, row, column):
        there = self.of_cell(row, column)
        own = self.days(p for p in there if self.state(p, column) is not State.OUT)
        coming = self.days(p for p in self.of_row(row) if p.id not in self.outs)
        day = min(own, default=None) or min((d for d in coming if d >= TODAY), default=None)
        return (day - TODAY).days if day else NO_DAY


@pytest.mark.slow
@given(CAMPAIGNS, desks(), VIEWS)
@settings(max_examples=400, deadline=None)
def test_as_a_recount_has_it(campaign, records, view):
    tasks, articles, outs = records
    found = count_matrix(campaign, tasks, {a.id: a for a in articles}, outs, view)
    again = Recount(campaign, tasks, articles, outs, view)
    lists = {"milestone": campaign.milestones, "unit": campaign.units}
    listed = lists.get(view.rows) or getattr(campaign, view.rows, ())
    names = [getattr(one, "code", getattr(one, "name", one)) for one in listed]
    assert [row.name for row in found.rows] == list(dict.fromkeys(names))
    names = [getattr(one, "name", one) for one in getattr(campaign, view.columns)]
    assert list(found.columns) == list(dict.fromkeys(names))
    left, empty = {}, 0
    for row in found.rows:
        assert row.sync == again.sync(row.name)
        for column, group, one in zip(found.columns, found.groups, row.cells, strict=True):
            there = again.of_cell(row.name, column)
            states = [again.state(piece, column) for piece in there]
            assert one.state == max(states, default=State.EMPTY)
            assert set(one.articles) == {p.id for p in there if isinstance(p, Article)}
            assert set(one.tasks) == {p.id for p in there if isinstance(p, Task)}
            assert one.count == len(there)
            assert set(one.out) == {p.id for p in there if again.state(p, column) is State.OUT}
            assert set(one.ready) == {
                p.id for p in there if again.state(p, column) is State.APPROVED
            }
            assert {*one.planned, *one.ready, *one.out} == {p.id for p in there}
            assert one.count == len(one.planned) + len(one.ready) + len(one.out)
            empty += not there
            if State.OUT not in states:
                left[row.name, column] = group
    assert found.empty == empty
    assert found.in_sync == sum(again.sync(row.name).is_met for row in found.rows)

    ranked = ranked_gaps(found, TODAY)
    assert {(g.row, g.column) for g in ranked} == left.keys()
    assert len(ranked) == len(left)
    assert [gap.days_left for gap in ranked] == sorted(gap.days_left for gap in ranked)
    for gap in ranked:
        group = left[gap.row, gap.column]
        beside = [c for c, g in zip(found.columns, found.groups, strict=True) if g == group]
        weight = 1 if any(again.of_cell(gap.row, c) for c in beside) else 2
        if again.sync(gap.row).missing == (group,):
            weight = 3
        days = again.days_left(gap.row, gap.column)
        states = [again.state(p, gap.column) for p in again.of_cell(gap.row, gap.column)]
        state = max(states, default=State.EMPTY)
        assert gap == Gap(gap.row, gap.label, gap.column, days, weight, state)
