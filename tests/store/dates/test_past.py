"""A day that is past, as it is typed: the last one of that name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates.due import Due
from store.dates.looking_back import read_past
from store.dates.moments import read_moment
from store.dates.vocabulary import VIETNAMESE_WEEKDAYS
from tests.clock import NOW

from .samples import MONTH, TODAY, fast


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("thứ sáu", "2027-04-16"),
        ("Friday", "2027-04-16"),
        ("chủ nhật", "2027-04-18"),
        ("thứ hai", "2027-04-19"),
        ("thứ ba", "2027-04-20"),
        ("hôm qua", "2027-04-19"),
        ("thứ sáu tuần trước", "2027-04-16"),
        ("cuối tuần", "2027-04-18"),
        ("18.11", "2026-11-18"),
        ("31.12", "2026-12-31"),
        ("18 tháng 11", "2026-11-18"),
        ("Nov 18", "2026-11-18"),
        ("20.4", "2027-04-20"),
        ("ngày 21", "2027-03-21"),
        ("ngày 31", "2027-03-31"),
        ("cuối tháng", "2027-03-31"),
        ("29.2", "2024-02-29"),
        # What names a day ahead is one.
        ("mai", "2027-04-21"),
        ("18.5", "2027-05-18"),  # not a year ago: whoever records it is told that it is to come
        ("thứ sáu tuần sau", "2027-04-30"),
        ("thứ sáu này", "2027-04-23"),
        ("+3d", "2027-04-23"),
        ("18.5.2027", "2027-05-18"),
        ("next Friday", "2027-04-30"),
    ],
)
def test_a_past_day_is_the_last_one(text, day):
    assert read_past(text, TODAY, None) == Due(date.fromisoformat(day))
    assert read_past(text, TODAY, MONTH).day == date.fromisoformat(day)


def test_a_past_lunar_day_is_the_last_one_unless_a_campaign_has_it():
    assert read_past("rằm tháng 10", TODAY, None).day == date(2026, 11, 23)
    assert read_past("rằm tháng 10", TODAY, MONTH).day == date(2027, 11, 12)


@fast
@given(st.sampled_from(VIETNAMESE_WEEKDAYS), st.dates(date(2, 1, 1), date(9000, 1, 1)))
def test_a_past_weekday_is_within_the_last_seven_days(weekday, today):
    assert 0 <= (today - read_past(weekday, today, None).day).days < 7


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("thứ sáu 22h", "2027-04-16 22:00"),
        ("thứ ba 8h", "2027-04-20 08:00"),
        ("thứ ba 22h", "2027-04-13 22:00"),
        ("hôm nay 22h", "2027-04-20 22:00"),
        ("18.11 8h30", "2026-11-18 08:30"),
    ],
)
def test_a_past_moment_is_the_last_one(text, moment):
    read = read_moment(text, NOW, None)
    assert f"{read:%Y-%m-%d %H:%M}" == moment
    assert read_moment("thứ sáu 22h", NOW, None, may_come=True).date() == date(2027, 4, 23)
