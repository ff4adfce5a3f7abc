"""A day that hangs on a named one, and what happens when that one moves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Task
from store.dates.anchors import END, START, day_of, moved, offset_of, renamed
from store.dates.due import Due, due_of
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.text import fold

from .samples import (
    LABOUR_DAY,
    LAUNCH,
    MONTH,
    SAFETY_WEEK,
    TODAY,
    campaigns,
    fast,
    refused,
    task,
    with_launch,
)

# --- hung on a named day


@pytest.mark.parametrize(
    ("text", "anchor", "offset", "day"),
    [
        ("D-10", START, -10, "2027-04-21"),
        ("d + 3", START, 3, "2027-05-04"),
        ("D-2w", START, -14, "2027-04-17"),
        ("D", START, 0, "2027-05-01"),
        ("1 tuần trước khai mạc", START, -7, "2027-04-24"),
        ("3 ngày sau kết thúc", END, 3, "2027-06-03"),
        ("2 days before the end", END, -2, "2027-05-29"),
        ("10 ngày trước 1.5", LABOUR_DAY, -10, "2027-04-21"),
        ("10 ngày trước ngày 1/5", LABOUR_DAY, -10, "2027-04-21"),
        ("10 days before 1.5", LABOUR_DAY, -10, "2027-04-21"),
        ("trước 1.5 10 ngày", LABOUR_DAY, -10, "2027-04-21"),
        ("1.5-10d", LABOUR_DAY, -10, "2027-04-21"),
        ("ngày trước 1.5", LABOUR_DAY, -1, "2027-04-30"),
        ("the day before 1.5", LABOUR_DAY, -1, "2027-04-30"),
        ("sáu ngày trước 1.5", LABOUR_DAY, -6, "2027-04-25"),
        ("1 tháng trước 1.5", LABOUR_DAY, -30, "2027-04-01"),
        ("3 ngày sau Lễ phát động", LAUNCH, 3, "2027-05-01"),
        ("3 ngày sau le phat dong", LAUNCH, 3, "2027-05-01"),
        (f"3 ngày sau “{LAUNCH}”", LAUNCH, 3, "2027-05-01"),
        ("lễ phát động", LAUNCH, 0, "2027-04-28"),
        ("3 ngày trước Tuần an toàn", SAFETY_WEEK, -3, "2027-04-28"),
        ("3 ngày sau Tuần an toàn", SAFETY_WEEK, 3, "2027-05-10"),  # it lasts until 7.5
    ],
)
def test_days_that_hang_on_another(text, anchor, offset, day):
    wanted = Due(date.fromisoformat(day), None, anchor, offset)
    assert read_due(text, TODAY, MONTH) == wanted
    assert read_due(f"{text} 22h30", TODAY, MONTH) == replace(wanted, time=time(22, 30))
    assert read_due(fold(text), TODAY, MONTH) == wanted


def test_a_date_on_which_nothing_stands_is_a_plain_day():
    assert read_due("10 ngày trước 12.6", TODAY, MONTH) == Due(date(2027, 6, 2))
    assert read_due("10 ngày trước 1.5", TODAY, None) == Due(date(2027, 4, 21))
    assert read_due("2 ngày sau mai", TODAY, MONTH) == Due(date(2027, 4, 23))


def test_what_has_no_day_yet_can_be_hung_on():
    due = read_due("10 ngày trước Tết 9h", TODAY, MONTH)
    assert due == Due(None, time(9), "Tết Nguyên đán", -10)
    assert show_due(due, TODAY, MONTH).text == "10 ngày trước Tết Nguyên đán 9h"


def test_a_name_of_several_days_is_refused_with_the_names():
    said = refused("3 ngày sau Đại hội")
    assert "“Đại hội CĐCS”" in said
    assert "“Đại hội XVII Công đoàn TP Hà Nội”" in said


def test_the_whole_name_beats_a_part_of_another():
    campaign = Campaign(
        name="x",
        peaks=(
            Day(name="Ngày hội"),
            Day(name="Ngày hội lớn", start=TODAY),
            Day(name="Ngay hoi"),
        ),
    )
    for name in ("Ngày hội", "Ngày hội lớn", "Ngay hoi"):
        assert read_due(f"2 ngày trước {name}", TODAY, campaign).anchor == name


@pytest.mark.parametrize(("count", "more"), [(5, False), (6, True)])
def test_of_many_days_that_a_name_can_be_five_are_named(count, more):
    days = tuple(Day(name=f"Hội thao {n}", start=TODAY) for n in range(1, count + 1))
    sentence = refused("2 ngày trước hội thao", Campaign(name="x", peaks=days))
    assert "“Hội thao 5”" in sentence
    assert ("“Hội thao 5” …;" in sentence) == more
    assert "Hội thao 6" not in sentence


def test_a_named_day_needs_a_campaign_that_has_it():
    assert "Without a campaign" in refused("D-10", None)
    assert "Without a campaign" in refused("3 ngày sau Tết", None)
    assert "“xyz”" in refused("3 ngày sau xyz")


@fast
@given(campaigns(), st.data(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_day_moved_by_hand_still_hangs(campaign, data, day):
    known = [found.name for found in (*campaign.milestones, *campaign.peaks)]
    anchor = data.draw(st.sampled_from([START, END, *known]))
    offset = offset_of(day, anchor, campaign)
    if offset is not None:
        assert day_of(anchor, offset, campaign) == day


# --- when a named day moves


def test_tasks_move_with_the_day_they_hang_on():
    hung = task(due=date(2027, 4, 25), anchor=LAUNCH, offset=-3)
    others = [
        task(due=date(2027, 4, 25)),
        task(due=TODAY, anchor=LAUNCH, done=datetime(2027, 4, 20)),
        Task(campaign="f" * 32, title="x", due=TODAY, anchor=LAUNCH),
    ]
    assert moved([hung, *others], MONTH) == []
    assert moved([hung, *others], with_launch(date(2027, 4, 30))) == [
        replace(hung, due=date(2027, 4, 27))
    ]
    assert moved([hung], with_launch(None)) == []


def test_a_task_gets_its_day_when_the_named_one_does():
    waiting = task(anchor=LAUNCH, offset=2)
    assert moved([waiting], with_launch(None)) == []
    assert moved([waiting], MONTH) == [replace(waiting, due=date(2027, 4, 30))]


def test_a_task_whose_named_day_is_gone_keeps_its_own():
    hung = task(due=TODAY, anchor=LAUNCH, offset=-3)
    gone = replace(MONTH, peaks=())
    assert moved([hung], gone) == []
    assert day_of(LAUNCH, 0, gone) is None
    assert due_of(hung) == Due(TODAY, None, LAUNCH, -3)


def test_a_day_beyond_the_calendar_is_none():
    assert day_of(START, 10**7, MONTH) is None
    assert day_of(START, -(10**9), MONTH) is None
    assert offset_of(MONTH.start + timedelta(days=3), START, MONTH) == 3
    assert offset_of(date(2027, 5, 3), SAFETY_WEEK, MONTH) is None


def test_only_a_day_at_the_same_place_has_another_name():
    a, b, c = (Day(name=name) for name in "abc")
    before = Campaign(name="x", milestones=(a, b), peaks=(c,))
    assert renamed(before, replace(before, milestones=(a, Day(name="d")))) == {"b": "d"}
    assert renamed(before, replace(before, milestones=(b, a))) == {}
    assert renamed(before, replace(before, milestones=(b, Day(name="d")))) == {}
    assert renamed(before, replace(before, milestones=(a,))) == {}
    assert renamed(before, replace(before, milestones=(a, c))) == {}
    assert renamed(before, replace(before, milestones=(a, Day(name=" ")))) == {}
