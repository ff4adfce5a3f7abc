"""The gaps of the matrix: which they are, how late, and in what order they stand."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from store.campaigns.gaps import NO_DAY, ranked_gaps
from store.campaigns.matrix import State
from store.records import Status

from .samples import CAMPAIGN, NOON, TODAY, article, counted, message, task


def gaps(*records, campaign=CAMPAIGN, **view):
    return ranked_gaps(counted(*records, campaign=campaign, **view), TODAY)


def test_every_cell_without_anything_out_is_a_gap_once():
    records = article("đài"), task("loa", topic="cứu trợ")
    found = counted(*records)
    cells = {(gap.row, gap.column): gap.state for gap in gaps(*records)}
    everywhere = set(product(CAMPAIGN.topics, found.columns))
    assert set(cells) == everywhere - {("thi đua", "đài")}
    assert len(cells) == len(gaps(*records)) == found.empty + 1
    assert cells["cứu trợ", "loa"] is State.PLANNED
    assert set(cells.values()) == {State.PLANNED, State.EMPTY}


def test_days_left_then_the_emptiest_row_then_weight():
    soon = task("đài", topic="cứu trợ", due=TODAY + timedelta(days=3))
    ranked = gaps(soon, article("đài"))
    assert [gap.row for gap in ranked] == ["cứu trợ"] * 6 + ["thi đua"] * 5
    assert [gap.days_left for gap in ranked] == [3] * 6 + [NO_DAY] * 5
    assert [gap.weight for gap in ranked[6:]] == sorted(
        (gap.weight for gap in ranked[6:]), reverse=True
    )
    undated = gaps(article("đài"))
    assert [gap.row for gap in undated] == ["cứu trợ"] * 6 + ["thi đua"] * 5


def test_the_weight_of_a_gap():
    weights = {gap.column: gap.weight for gap in gaps(article("đài")) if gap.row == "thi đua"}
    assert weights == {"báo in": 1, "trang tin": 2, "Zalo": 2, "loa": 3, "bảng tin": 3}
    # What is being written there does not make the row in sync; what goes out would.
    started = article("loa", status=Status.WRITING)
    weights = {g.column: g.weight for g in gaps(article("đài"), started) if g.row == "thi đua"}
    assert weights == {"báo in": 1, "trang tin": 2, "Zalo": 2, "loa": 3, "bảng tin": 3}
    weights = {g.column: g.weight for g in gaps(*message(article("đài"), article("loa")))}
    assert 3 not in weights.values()
    weights = {g.column: g.weight for g in gaps(task("đài")) if g.row == "thi đua"}
    assert weights == {"báo in": 1, "đài": 1, "trang tin": 2, "Zalo": 2, "loa": 2, "bảng tin": 2}


def day(number):
    return TODAY + timedelta(days=number)


def days_left(*records, **view):
    return {g.column: g.days_left for g in gaps(*records, **view) if g.row == "thi đua"}


def test_only_what_is_planned_for_the_very_cell_makes_it_late():
    """W8: a task without a channel made “Tháng Công nhân × sinh hoạt” late by 67 days."""
    nowhere = task(due=day(-67))
    assert set(days_left(nowhere).values()) == {NO_DAY}
    assert set(days_left(nowhere, task(due=day(4))).values()) == {4}
    found = days_left(task("đài", due=day(-2)), task("loa", due=day(4)), task("loa", due=day(9)))
    assert (found["đài"], found["loa"], found["Zalo"]) == (-2, 4, 4)
    assert set(days_left(task("đài", due=day(0))).values()) == {0}


def test_what_is_done_or_out_is_no_longer_waited_for():
    assert days_left(task("đài", due=day(-2), done=NOON), task("loa", due=day(4)))["đài"] == 4
    out = article("đài", due=day(-3))
    assert set(days_left(out, task("loa", due=day(5))).values()) == {5}
    assert "đài" not in days_left(out)
    others = task("đài", due=day(1), strand="An toàn"), task("đài", due=day(6), strand="khác")
    assert days_left(*others, strand="khác")["đài"] == 6
    assert set(days_left(task(topic="cứu trợ", due=day(1))).values()) == {NO_DAY}


def test_planned_ready_and_out_are_three_counts():
    records = (
        task("đài"),
        article("đài", status=Status.WRITING),
        article("đài", status=Status.APPROVED),
        article("đài"),
    )
    cell = next(c for c in counted(*records).rows[0].cells if c.count)
    a_task, writing, ready, out = (one.id for one in records)
    assert (cell.planned, cell.ready, cell.out) == ((writing, a_task), (ready,), (out,))
    assert cell.state is State.OUT
