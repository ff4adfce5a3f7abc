"""The rows and columns of the matrix, and the filters that leave some of it out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from store import Campaign
from store.campaign_records import Day, Goal, Named, Unit
from store.campaigns.gaps import ranked_gaps
from store.campaigns.matrix import Cell, Columns, Rows, State
from store.channels import Channel
from store.records import Status

from .samples import (
    CAMPAIGN,
    GRASS,
    MASS,
    NOON,
    TODAY,
    article,
    cell,
    counted,
    filled,
    in_sync,
    task,
)


@pytest.mark.parametrize(("rows", "columns"), list(product(Rows, Columns)))
def test_every_pair_of_axes(rows, columns):
    piece = article(
        "đài",
        goals=("G1",),
        milestone="Đại hội CĐCS",
        unit="CĐCS Bến Gạo",
        audiences=("đoàn viên",),
        levels=("công đoàn cơ sở",),
    )
    found = counted(piece, rows=rows, columns=columns)
    place = (
        {"topics": "thi đua", "goals": "G1", "milestone": "Đại hội CĐCS", "unit": "CĐCS Bến Gạo"},
        {"channels": "đài", "audiences": "đoàn viên", "levels": "công đoàn cơ sở"},
    )
    assert filled(found) == {(place[0][rows], place[1][columns]): (State.OUT, 1)}
    assert len(found.columns) == len(found.groups)
    assert found.rows[0].sync.missing == ((GRASS,) if rows is not Rows.UNITS else (MASS, GRASS))


def test_labels_and_groups():
    goals = counted(rows=Rows.GOALS, columns=Columns.AUDIENCES)
    assert (goals.rows[0].name, goals.rows[0].label) == ("G1", "Cho thấy điều mới")
    assert goals.groups == ("trong", "ngoài")
    units = counted(rows=Rows.UNITS, columns=Columns.LEVELS)
    assert [row.label for row in units.rows] == ["LĐLĐ Long Biên", "CĐCS Bến Gạo"]
    assert units.groups == ("", "")


def test_a_name_that_stands_twice_is_one_row_and_one_column():
    twice = replace(
        CAMPAIGN,
        topics=("thi đua", "cứu trợ", "thi đua"),
        goals=(Goal("G1", "một"), Goal("G1", "hai")),
        milestones=(Day(name="Đại hội"), Day(name="Đại hội")),
        units=(Unit(name="CĐCS", level="a", short="x"), Unit(name="CĐCS", level="b", short="y")),
        channels=(Channel("đài", MASS), Channel("loa", GRASS), Channel("đài", GRASS)),
        audiences=(Named("mọi người"), Named("mọi người")),
        levels=("cơ sở", "cơ sở"),
    )
    found = counted(article("đài"), campaign=twice)
    assert [row.name for row in found.rows] == ["thi đua", "cứu trợ"]
    assert (found.columns, found.groups) == (("đài", "loa"), (MASS, GRASS))
    assert found.rows[0].sync.missing == (GRASS,)  # of two groups, the first one
    gaps = ranked_gaps(found, TODAY)
    assert len({(gap.row, gap.column) for gap in gaps}) == len(gaps) == found.empty == 3
    for rows, label in ((Rows.GOALS, "một"), (Rows.MILESTONES, "Đại hội"), (Rows.UNITS, "x")):
        for columns in (Columns.AUDIENCES, Columns.LEVELS):
            found = counted(campaign=twice, rows=rows, columns=columns)
            assert [row.label for row in found.rows] == [label]
            assert len(found.columns) == 1


@pytest.mark.parametrize(("rows", "columns"), list(product(Rows, Columns)))
def test_a_campaign_without_lists(rows, columns):
    bare = Campaign(name="Trống", topics=("thi đua",))
    found = counted(article("đài"), task("loa"), campaign=bare, rows=rows, columns=columns)
    assert found.columns == found.groups == ()
    assert [row.name for row in found.rows] == (["thi đua"] if rows is Rows.TOPICS else [])
    assert all(row.cells == () for row in found.rows)
    assert (found.empty, found.in_sync) == (0, 0)
    assert ranked_gaps(found, TODAY) == []


def test_a_tag_that_is_in_no_list_has_no_cell_and_fills_no_group():
    strange = [
        article("loa phường", topic="chuyện lạ", unit="ai đó", hours=0),
        task("", topic="", unit="?", milestone="?", strand="?", phase="?", done=NOON),
    ]
    for rows, columns in product(Rows, Columns):
        assert filled(counted(*strange, rows=rows, columns=columns)) == {}
    piece = article("loa phường")
    assert in_sync(piece).missing == (MASS, GRASS)
    nameless = replace(CAMPAIGN, sync_groups=("", MASS))
    assert in_sync(piece, campaign=nameless).missing == ("", MASS)


def test_by_strand():
    pieces = {
        "own": article("báo in", strand="An toàn"),
        "other": article("báo in", strand="Tháng Công nhân"),
        "none": article("báo in"),
        "by its task": article("báo in"),
        "both": article("báo in", strand="Tháng Công nhân"),
    }
    tasks = [
        task(strand="An toàn", articles=(pieces["by its task"].id, pieces["both"].id)),
        task("báo in", strand="An toàn"),
        task("báo in"),
    ]
    found = cell(counted(*pieces.values(), *tasks, strand="An toàn"), "thi đua", "báo in")
    assert set(found.articles) == {pieces[name].id for name in ("own", "by its task", "both")}
    assert found.tasks == (tasks[1].id,)


def test_by_phase():
    loose, held = article("đài"), article("đài")
    tasks = [
        task(phase="triển khai", articles=(held.id,)),
        task(phase="kế hoạch", articles=(held.id,)),
        task("đài", phase="triển khai"),
        task("đài", phase="kế hoạch"),
    ]
    found = cell(counted(loose, held, *tasks, phase="triển khai"), "thi đua", "đài")
    assert found == Cell((held.id,), (tasks[2].id,), (State.OUT, State.PLANNED))


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (task("đài", due=TODAY), TODAY),
        (task("đài"), None),
        (task("đài", due=TODAY, done=NOON), TODAY),
        (article("đài", status=Status.WRITING, due=TODAY), TODAY),
        (article("đài", hours=0, due=date(2027, 1, 1)), TODAY),
        (article("đài", status=Status.EDITING), None),
    ],
)
def test_by_period(record, day):
    def is_in(since, until):
        return bool(filled(counted(record, since=since, until=until)))

    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert is_in(None, None)
    assert is_in(TODAY, TODAY) == is_in(TODAY, None) == is_in(None, TODAY) == (day == TODAY)
    assert not is_in(after, None)
    assert not is_in(None, before)


def test_an_article_without_a_day_is_due_with_its_tasks():
    piece = article("đài", status=Status.WRITING)
    late, soon = (task("đài", due=TODAY + timedelta(days=n), articles=(piece.id,)) for n in (9, 3))
    assert filled(counted(piece, late, soon, until=soon.due))
    assert not filled(counted(piece, late, soon, until=TODAY))
    assert counted(piece, late, soon).rows[0].days == (soon.due,)
    own = replace(piece, due=late.due)
    assert not filled(counted(own, late, soon, until=soon.due))
