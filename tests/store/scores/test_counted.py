"""What a score says of each thing it counted, of any plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.campaigns.matrix import Piece, State, View, count_matrix, pieces
from store.campaigns.scores import ANNIVERSARIES, BREADTH, COMPLETE, IN_SYNC, USEFUL
from store.records import (
    Source,
    Status,
)

from .samples import CAMPAIGN, NOW, TODAY, article, counted, outs_of, task


@pytest.mark.parametrize("name", [BREADTH, COMPLETE, USEFUL, ANNIVERSARIES, IN_SYNC])
def test_a_score_says_of_each_thing_whether_it_counts_or_why_not(name):
    out = article(
        Status.EXPORTED,
        topics=("quà",),
        channels=("báo in", "bảng tin"),
        levels=("cơ sở",),
        audiences=("đoàn viên",),
        exported=NOW,
        body="Trao 450 suất quà.",
        sources=(Source(who="An", figure="450 suất quà"),),
    )
    empty, draft = article(), article(Status.APPROVED, topics=("an toàn",), levels=("cơ sở",))
    hung = task(topics=("quà",), due=date(2027, 5, 1), articles=(out.id,))
    other = task(topics=("an toàn",))
    score = counted(out, empty, draft, hung, other)[name]
    assert str(score.rule)
    counting = [item for item in score.items if item.why is None]
    assert len(counting) == score.value == 1
    assert len(score.items) == score.of > 1
    assert counting[0].records == (out.id,)
    whys = {str(item.why) for item in score.items if item.why}
    assert (
        whys
        == {
            BREADTH: {"nothing yet"},
            COMPLETE: {"ready, not out"},
            USEFUL: {"nobody who benefits, and no figure of its sources in the text"},
            ANNIVERSARIES: {"nothing on an anniversary"},
            IN_SYNC: {"missing: truyền thông đại chúng, trực tiếp tại cơ sở"},
        }[name]
    )


TAGS = st.fixed_dictionaries(
    {
        "topics": st.lists(st.sampled_from(["quà", "an toàn", "khác"])).map(tuple),
        "channels": st.lists(st.sampled_from(["báo in", "bảng tin", "Zalo", "x"])).map(tuple),
        "levels": st.lists(st.sampled_from(["thành phố", "cơ sở", "x"])).map(tuple),
        "audiences": st.lists(st.sampled_from(["đoàn viên", "chính quyền", "x"])).map(tuple),
    }
)


@st.composite
def plans(draw):
    """Articles, and tasks that name some of them and some that are gone."""
    made = draw(st.lists(st.builds(lambda s, t: article(s, **t), st.sampled_from(Status), TAGS)))
    ids = st.sampled_from([*(one.id for one in made), "f" * 32])
    attached = st.lists(ids, max_size=3, unique=True).map(tuple)
    done = st.sampled_from([None, NOW])
    day = st.sampled_from([None, date(2027, 5, 1), TODAY])
    tasks = draw(
        st.lists(
            st.builds(
                lambda a, d, due, tags: task(articles=a, done=d, due=due, **tags),
                attached,
                done,
                day,
                TAGS,
            )
        )
    )
    return made, tasks


@given(plans())
def test_a_score_is_a_share_of_records_that_are_there(plan):
    made, tasks = plan
    known = {one.id for one in (*made, *tasks, CAMPAIGN)}
    for score in counted(*made, *tasks).values():
        assert 0 <= score.value <= score.of
        assert len(set(score.counted)) == len(score.counted)
        assert set(score.counted) <= known
        assert bool(score.value) == bool(score.counted)
        assert score.value == sum(item.why is None for item in score.items)


@given(plans())
def test_pieces_are_those_of_the_matrix(plan):
    made, tasks = plan
    articles = {one.id: one for one in made}
    outs = outs_of(*made)
    by_id: dict[str, Piece] = {piece.id: piece for piece in pieces(tasks, articles, outs)}
    for row in count_matrix(CAMPAIGN, tasks, articles, outs, View()).rows:
        for column, cell in zip(("báo in", "bảng tin", "Zalo"), row.cells, strict=True):
            there = {
                piece.id: piece
                for piece in by_id.values()
                if row.name in piece.tags("topics") and column in piece.columns_in(View(), row.name)
            }
            begun = {task.id for task in tasks} - by_id.keys()
            assert there.keys() == {*cell.articles, *cell.tasks} - begun
            is_out = cell.state is State.OUT
            assert any(column in p.outs for p in there.values()) == is_out
