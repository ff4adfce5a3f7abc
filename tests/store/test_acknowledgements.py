"""A task that goes down the tree of units: whom it reaches, who has said so, where it stops."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Ack, Campaign, Task, Unit
from store.campaigns.acknowledgements import acknowledged, reached
from store.errors import InvalidValueError

NOW = datetime(2027, 4, 20, 9)
CITY = "LĐLĐ Thành phố Sông Mây"
NORTH = "LĐLĐ quận Bắc"
SOUTH = "LĐLĐ quận Nam"
YARD = "Công đoàn cơ sở Xưởng tàu"
MILL = "Công đoàn cơ sở Nhà máy bột"
SCHOOL = "Công đoàn cơ sở Trường Hoa Gạo"


def unit(name, parent="", short=""):
    return Unit(name=name, level="", parent=parent, short=short)


CAMPAIGN = Campaign(
    name="Mùa quà",
    organisation="LĐLĐ TP",
    units=(
        unit("Tổng Liên đoàn"),
        unit(MILL, SOUTH),
        unit(CITY, "Tổng Liên đoàn", short="LĐLĐ TP"),
        unit(NORTH, "LĐLĐ TP"),  # its parent by the short name
        unit(SOUTH, CITY.upper()),
        unit(YARD, NORTH),
        unit(SCHOOL, NORTH),
    ),
)


def task(unit=CITY, *heard, cascades=True):
    acks = tuple(Ack(unit=name, at=NOW) for name in heard)
    return Task(campaign=CAMPAIGN.id, title="Bản tin", unit=unit, cascades=cascades, acks=acks)


def names(units):
    return [unit.name for unit in units]


def units_below(campaign, unit):
    return [branch.unit for branch in reached(task(unit), campaign)]


def test_whom_a_unit_reaches():
    assert names(units_below(CAMPAIGN, CITY)) == [NORTH, SCHOOL, YARD, SOUTH, MILL]
    assert names(units_below(CAMPAIGN, "lđlđ  tp")) == names(units_below(CAMPAIGN, CITY))
    assert names(units_below(CAMPAIGN, NORTH)) == [SCHOOL, YARD]
    assert units_below(CAMPAIGN, YARD) == []
    assert units_below(CAMPAIGN, "nơi khác") == []
    assert names(units_below(CAMPAIGN, "")) == names(units_below(CAMPAIGN, CITY))
    assert len(units_below(replace(CAMPAIGN, organisation=""), "")) == 7


def test_a_full_name_wins_over_the_short_form_of_another():
    campaign = Campaign(name="x", units=(unit("A", short="B"), unit("B"), unit("C", "B")))
    assert names(units_below(campaign, "B")) == ["C"]


def test_a_task_of_no_unit_is_the_organisations_own():
    assert names(acknowledged(task(""), CAMPAIGN).units) == [NORTH, SCHOOL, YARD, SOUTH, MILL]
    alone = Campaign(name="x", units=CAMPAIGN.units)
    assert len(acknowledged(task(""), alone).units) == 7


def test_where_the_chain_stops():
    nobody = acknowledged(task(), CAMPAIGN)
    assert names(nobody.stopped_at) == [NORTH, SOUTH]
    assert nobody.acked == {}
    half = acknowledged(task(CITY, NORTH, YARD), CAMPAIGN)
    assert half.acked == {NORTH: NOW, YARD: NOW}
    assert names(half.stopped_at) == [SCHOOL, SOUTH]
    # One far down has said so, though the one above it is silent: it stops above.
    leap = acknowledged(task(CITY, MILL, NORTH), CAMPAIGN)
    assert names(leap.stopped_at) == [SCHOOL, YARD, SOUTH]
    every = acknowledged(task(CITY, NORTH, YARD, SCHOOL, SOUTH, MILL), CAMPAIGN)
    assert len(every.acked) == len(every.units)
    assert every.stopped_at == ()


def test_the_word_of_a_unit_that_has_gone_counts_no_more():
    found = acknowledged(task(CITY, "đơn vị đã giải thể", NORTH), CAMPAIGN)
    assert list(found.acked) == [NORTH]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from(["", *"ABCDEFGX"]))),
    st.sets(st.sampled_from("ABCDEFG")),
)
def test_no_tree_is_too_wild(pairs, heard):
    """Also with circles, with parents that are not there and names that come twice."""
    campaign = Campaign(name="x", units=tuple(unit(*pair) for pair in pairs))
    found = acknowledged(task("", *heard), campaign)
    stopped = set(names(found.stopped_at))
    assert set(found.acked) == heard & {name for name, _ in pairs}
    assert not stopped & heard
    assert (not stopped) == (heard >= {name for name, _ in pairs})


def test_the_desk_writes_it_down_and_takes_it_back(desk, clock):
    desk.records.add(CAMPAIGN)
    kept = desk.records.add(task())
    desk.tasks.acknowledge(kept, NORTH.lower())
    assert desk.tasks[kept.id].acks == (Ack(unit=NORTH, at=clock.time),)
    desk.tasks.acknowledge(kept, NORTH)  # again: nothing is new
    assert desk.undo.step_back() == "acknowledgement"
    assert desk.tasks[kept.id].acks == ()


def test_done_is_a_second_word_with_a_day_and_a_note(desk):
    campaign = desk.records.add(CAMPAIGN)
    going = desk.tasks.add(task())
    desk.tasks.acknowledge(going, NORTH)
    today = desk.records.today()
    desk.units.report_done(going, YARD, today, " treo 3 băng rôn ")
    found = acknowledged(desk.tasks[going.id], campaign)
    assert set(found.acked) == {NORTH, YARD}, "what is done was heard of"
    assert (found.done[YARD].done, found.done[YARD].note) == (today, "treo 3 băng rôn")
    assert names(found.not_done) == [NORTH]
    assert names(found.silent) == [SCHOOL, SOUTH, MILL]
    with pytest.raises(InvalidValueError, match="still to come"):
        desk.units.report_done(going, NORTH, today + timedelta(days=1))
    desk.units.report_done(going, YARD, None)
    assert acknowledged(desk.tasks[going.id], campaign).done == {}
    assert desk.undo.step_back() == "a unit has not done it"
    assert set(acknowledged(desk.tasks[going.id], campaign).done) == {YARD}
