"""The fact sheet: what is refused, which state holds on a day, undo and bin."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidValueError
from store.campaign_records import Fact
from store.campaigns.facts import Force, listed, said
from tests.clock import NOW

TODAY = date(2027, 4, 20)
CAMPAIGN = "c" * 32


def fact(key="áo dài", value="2.310", **fields):
    return Fact(campaign=CAMPAIGN, key=key, value=value, **fields)


@pytest.fixture
def put(desk, campaign):
    """Put a fact on the sheet of the campaign."""

    def add(key="áo dài", value="2.310", **fields):
        return desk.facts.add(Fact(campaign=campaign.id, key=key, value=value, **fields))

    return add


def test_a_fact_stands_as_it_was_typed_without_spaces_around_it(desk, put):
    made = put(" áo dài trao tặng ", " 2.310\u00a0", unit="bộ ", source=" Báo cáo 12")
    assert (made.key, made.value, made.unit, made.source) == (
        "áo dài trao tặng",
        "2.310",
        "bộ",
        "Báo cáo 12",
    )
    assert said(made) == "2.310 bộ"


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"key": " "}, "saying what it is about"), ({"value": "\u00a0"}, "“áo dài” needs a value")],
)
def test_an_empty_key_or_value_is_refused(desk, put, fields, words):
    with pytest.raises(InvalidValueError, match=words):
        put(**fields)
    assert not len(desk.facts)


def test_the_same_key_twice_is_refused_and_names_what_is_there(desk, put):
    put("Áo  dài", unit="bộ")
    with pytest.raises(
        InvalidValueError, match=r"“Áo  dài” is on the fact sheet already: 2\.310 bộ"
    ):
        put(normalize("NFD", "áo dài"), "2.400")
    assert len(desk.facts) == 1


def test_a_newer_state_of_a_fact_is_another_entry(desk, put, campaign, clock):
    old = put()
    new = put(value="2.400", since=date(2027, 4, 1))
    with pytest.raises(InvalidValueError, match=r"2\.400"):
        put(value="2.500", since=date(2027, 4, 1))
    rows = desk.facts.sheet(campaign)
    assert [(row.fact.id, row.force) for row in rows] == [(new.id, Force.NOW), (old.id, Force.OVER)]
    assert rows[1].until == date(2027, 4, 1)
    clock.time = NOW.replace(month=3, day=31)
    (before,) = (row for row in desk.facts.sheet(campaign) if row.force is Force.NOW)
    assert before.fact == old


def test_another_campaign_has_its_own_sheet(desk, put):
    put()
    other = desk.campaigns.new_empty("Mùa sen", 2027)
    desk.facts.add(Fact(campaign=other.id, key="áo dài", value="12"))
    assert [row.fact.value for row in desk.facts.sheet(other)] == ["12"]


def test_an_edit_is_checked_too_and_can_be_taken_back(desk, put):
    one, other = put(), put("loa")
    with pytest.raises(InvalidValueError):
        desk.facts.edit(other, key="áo dài")
    with pytest.raises(InvalidValueError):
        desk.facts.edit(other, value="")
    desk.facts.edit(one, value=" 2.311 ")
    assert desk.facts[one.id].value == "2.311"
    assert desk.undo.step_back() == "edit fact"
    assert desk.facts[one.id].value == "2.310"


def test_an_edit_keeps_what_another_hand_has_changed(desk, put):
    one = put()
    desk.facts.edit(one, source="Kế hoạch 21")
    desk.facts.edit(one, value="2.311")
    assert desk.facts[one.id].source == "Kế hoạch 21"


def test_a_deleted_fact_comes_back(desk, put):
    one = put()
    desk.facts.remove(one)
    assert not len(desk.facts)
    (gone,) = desk.trash
    assert gone.title == "áo dài: 2.310"
    desk.trash.restore(gone)
    assert desk.facts[one.id].value == "2.310"
    desk.undo.step_back(), desk.undo.step_back()
    assert one.id in desk.facts


def test_keys_stand_in_the_order_of_the_alphabet():
    keys = ["đoàn viên", "Áo dài", "dữ kiện", "âm thanh", "bữa ăn"]
    rows = listed([fact(key) for key in keys], TODAY)
    assert [row.fact.key for row in rows] == [
        "Áo dài",
        "âm thanh",
        "bữa ăn",
        "dữ kiện",
        "đoàn viên",
    ]


DAYS = st.none() | st.dates(date(2027, 4, 15), date(2027, 4, 25))


@given(
    st.lists(
        st.builds(lambda key, since: fact(key, since=since), st.sampled_from("abA"), DAYS),
        unique_by=lambda one: (one.key.lower(), one.since),
    )
)
def test_on_any_day_one_state_of_a_key_holds_at_most(facts):
    rows = listed(facts, TODAY)
    assert {row.fact.id for row in rows} == {one.id for one in facts}
    holding = [row.fact for row in rows if row.force is Force.NOW]
    assert len({one.key.lower() for one in holding}) == len(holding)
    for one in facts:
        begun = one.since is None or one.since <= TODAY
        newer = any(
            other.key.lower() == one.key.lower()
            and (one.since or date.min) < (other.since or date.min) <= TODAY
            for other in facts
        )
        assert (one in holding) == (begun and not newer)
