"""A due day as it is echoed; what is shown reads back as the same day."""

from __future__ import annotations

from datetime import time

from hypothesis import given, settings
from hypothesis import strategies as st

from store.dates.anchors import END, START, day_of
from store.dates.due import Due
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.dates.vocabulary import VIETNAMESE_WEEKDAYS

from .samples import LABOUR_DAY, MONTH, TODAY, campaigns, fast

clock = st.none() | st.times().map(lambda t: time(t.hour, t.minute))


def test_the_echo_comes_in_parts():
    shown = show_due(read_due("10 ngày trước 1.5 22h", TODAY, MONTH), TODAY, MONTH)
    assert shown.when == "21.4.2027 22h"
    assert VIETNAMESE_WEEKDAYS[shown.weekday_index] == "thứ tư"
    assert (shown.days_left, shown.anchor, shown.offset) == (1, LABOUR_DAY, -10)
    assert shown.text == f"10 ngày trước {LABOUR_DAY} 22h"
    assert not shown.lost


def test_the_echo_in_english():
    due = Due(None, None, LABOUR_DAY, -1)
    assert show_due(due, TODAY, MONTH, english=True).text == f"1 day before {LABOUR_DAY}"


def test_a_lost_anchor_shows_the_day_as_it_was():
    shown = show_due(Due(TODAY, None, "Hội diễn", 3), TODAY, MONTH)
    assert (shown.lost, shown.text) == (True, "20.4.2027")
    assert show_due(Due(), TODAY, None).text == ""


@fast
@given(st.dates(), clock, st.dates())
def test_plain_days_read_as_they_are_shown(day, at, today):
    due = Due(day, at)
    for campaign in (MONTH, None):
        shown = show_due(due, today, campaign)
        assert read_due(shown.text, today, campaign) == due
        weekday = VIETNAMESE_WEEKDAYS[shown.weekday_index]
        assert read_due(f"{weekday} {shown.when}", today, campaign) == due


@settings(deadline=None, max_examples=200)
@given(campaigns(), st.data(), st.integers(-400, 400), clock, st.booleans())
def test_hung_days_read_as_they_are_shown(campaign, data, offset, at, english):
    known = [day.name for day in (*campaign.milestones, *campaign.peaks)]
    anchor = data.draw(st.sampled_from([START, END, *known]))
    due = Due(day_of(anchor, offset, campaign), at, anchor, offset)
    shown = show_due(due, TODAY, campaign, english=english)
    assert read_due(shown.text, TODAY, campaign) == due
