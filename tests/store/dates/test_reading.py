"""A due day as it is typed and understood."""

from __future__ import annotations

from datetime import date, time
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Campaign, Day
from store.dates.anchors import day_of
from store.dates.due import Due
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.dates.vocabulary import read_weekday
from store.errors import InvalidValueError
from store.text import fold

from .samples import MONTH, TODAY, one_sentence, refused, words

# --- plain days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mai", "2027-04-21"),
        ("ngày mai", "2027-04-21"),
        ("hôm nay", "2027-04-20"),
        ("ngày kia", "2027-04-22"),
        ("mốt", "2027-04-22"),
        ("hôm qua", "2027-04-19"),
        ("tomorrow", "2027-04-21"),
        ("Today", "2027-04-20"),
        ("thứ sáu", "2027-04-23"),
        ("thứ 6", "2027-04-23"),
        ("t6", "2027-04-23"),
        ("THỨ BA", "2027-04-27"),  # the next one after today
        ("chủ nhật", "2027-04-25"),
        ("cn", "2027-04-25"),
        ("fri", "2027-04-23"),
        ("friday", "2027-04-23"),
        ("next fri", "2027-04-30"),
        ("this mon", "2027-04-19"),
        ("thứ sáu tới", "2027-04-23"),
        ("thứ sáu tuần này", "2027-04-23"),
        ("thứ sáu tuần sau", "2027-04-30"),
        ("thứ hai tuần sau", "2027-04-26"),
        ("18.5", "2027-05-18"),
        ("18.5.2027", "2027-05-18"),
        ("18.5.27", "2027-05-18"),
        ("18/5", "2027-05-18"),
        ("2027-05-18", "2027-05-18"),
        ("2027/5/6", "2027-05-06"),
        ("ngày 18", "2027-05-18"),
        ("ngày 31", "2027-05-31"),
        ("18 tháng 5", "2027-05-18"),
        ("ngày 18 tháng 5 năm 2028", "2028-05-18"),
        ("thứ ba 18.5", "2027-05-18"),
        ("t3, 18.5.2027", "2027-05-18"),
        ("+3d", "2027-04-23"),
        ("+2w", "2027-05-04"),
        ("+1m", "2027-05-20"),
        ("-1d", "2027-04-19"),
        ("3 ngày nữa", "2027-04-23"),
        ("ba ngày nữa", "2027-04-23"),
        ("2 tuần nữa", "2027-05-04"),
        ("in 2 weeks", "2027-05-04"),
        ("a week later", "2027-04-27"),
        ("2 days ago", "2027-04-18"),
        ("cuối tháng", "2027-04-30"),
        ("đầu tháng", "2027-05-01"),  # April's is over
        ("đầu tháng sau", "2027-05-01"),
        ("cuối tháng 5", "2027-05-31"),
        ("giữa tháng sau", "2027-05-15"),
        ("end of next month", "2027-05-31"),
        ("cuối tuần", "2027-04-25"),
        ("đầu tuần sau", "2027-04-26"),
        ("18 May 2027", "2027-05-18"),
        ("May 18", "2027-05-18"),
        ("Feb 29", "2028-02-29"),
        ("18-May-27", "2027-05-18"),
    ],
)
def test_days_are_read(text, day):
    wanted = Due(date.fromisoformat(day))
    assert read_due(text, TODAY, None) == wanted
    assert read_due(f"  {text.upper()} ", TODAY, MONTH) == wanted
    assert read_due(normalize("NFD", text), TODAY, MONTH) == wanted


@pytest.mark.parametrize(
    "text", ["hôm nay", "thứ sáu tuần sau", "chủ nhật", "3 ngày nữa", "cuối tháng 5", "ngày kia"]
)
def test_marks_may_be_left_out(text):
    assert read_due(fold(text), TODAY, None) == read_due(text, TODAY, None)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("18.5 22h", 22, 0),
        ("18.5.2027 22h30", 22, 30),
        ("22:30 18.5", 22, 30),
        ("22h 18.5", 22, 0),
        ("18.5, lúc 9h", 9, 0),
        ("9h sáng ngày 18.5", 9, 0),
        ("18.5 9 giờ 30", 9, 30),
        ("18.5 lúc 9h tối", 21, 0),
        ("tối 18.5 lúc 8h", 20, 0),
        ("chiều 18.5 3h", 15, 0),
        ("18.5 8pm", 20, 0),
        ("18.5 12 am", 0, 0),
        ("24h ngày 18.5", 23, 59),  # the end of that day
        ("2027-05-18T22:30", 22, 30),
        ("18 May 22h", 22, 0),
    ],
)
def test_times_are_read(text, hour, minute):
    assert read_due(text, TODAY, MONTH) == Due(date(2027, 5, 18), time(hour, minute))


def test_a_time_alone_is_today():
    assert read_due("22h", TODAY, None) == Due(TODAY, time(22))
    assert read_due("tối nay 8h", TODAY, None) == Due(TODAY, time(20))
    assert read_due("tối 8h", TODAY, None) == Due(TODAY, time(20))


def test_the_marks_tell_the_evening_from_the_coming_one():
    assert read_due("thứ sáu tối 8h", TODAY, None) == Due(date(2027, 4, 23), time(20))
    assert read_due("thứ sáu tới 8h", TODAY, None) == Due(date(2027, 4, 23), time(8))


def test_nothing_typed_is_no_due_day():
    assert read_due(" \n", TODAY, MONTH) == Due(None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("rằm tháng giêng", "2027-02-20"),
        ("rằm tháng Giêng năm 2028", "2028-02-09"),
        ("rằm tháng 7", "2027-08-16"),
        ("rằm tháng bảy", "2027-08-16"),
        ("ngày rằm tháng chạp", "2027-01-22"),  # of the lunar year before
        ("mùng 10 tháng 3", "2027-04-16"),
        ("mồng mười tháng ba", "2027-04-16"),
        ("mùng 10 tháng 3 âm lịch", "2027-04-16"),
        ("ngày 10 tháng 3 âm lịch", "2027-04-16"),
        ("ngày 10 tháng 3 năm 2028 âm lịch", "2028-04-04"),
        ("10.3 âm lịch", "2027-04-16"),
        ("10.3 am lich", "2027-04-16"),
        ("10/3 âm", "2027-04-16"),
        ("10/3 ÂL", "2027-04-16"),
        ("10.3.2028 âm lịch", "2028-04-04"),
        ("mùng 1 Tết", "2027-02-06"),
        ("mùng một tết", "2027-02-06"),
        ("mùng 3 Tết 2030", "2030-02-04"),
        ("rằm tháng tám", "2027-09-15"),
        ("mùng 5 tháng mười một", "2027-12-02"),
        ("2 ngày trước rằm tháng 7", "2027-08-14"),
        ("23 tháng Chạp", "2027-01-30"),
        ("ngày 23 chạp năm 2027", "2028-01-19"),
        ("20 tháng Giêng", "2027-02-25"),
        ("29 Tết", "2027-02-05"),
        ("30 Tết", "2027-02-05"),  # the last day of the year, though that has 29 days
        ("ba mươi Tết 2030", "2030-02-01"),
        ("29 Tết 2024", "2024-02-08"),
    ],
)
def test_lunar_days_are_read(text, day):
    wanted = Due(date.fromisoformat(day))
    assert read_due(text.upper(), date(2027, 1, 1), None) == wanted
    of_campaign = read_due(text, TODAY, MONTH)
    assert (of_campaign.day, of_campaign.anchor[-7:]) == (wanted.day, "âm lịch")
    assert day_of(of_campaign.anchor, of_campaign.offset, MONTH) == wanted.day
    assert read_due(normalize("NFD", text), TODAY, MONTH) == of_campaign
    assert read_due(f"{text} 22h", TODAY, MONTH) == replace(of_campaign, time=time(22))


def test_other_days_stay_the_suns():
    assert read_due("ngày 10 tháng 3", TODAY, MONTH).day == date(2027, 3, 10)
    assert read_due("10 tháng 3", TODAY, MONTH).day == date(2027, 3, 10)
    assert read_due("10.3", TODAY, MONTH).day == date(2027, 3, 10)
    assert read_due("10.3 3 am", TODAY, MONTH) == Due(date(2027, 3, 10), time(3))


def test_a_lunar_day_that_is_over_is_next_years():
    assert read_due("mùng 1 Tết", date(2026, 11, 26), None).day == date(2027, 2, 6)
    assert read_due("rằm tháng chạp", date(2026, 11, 26), None).day == date(2027, 1, 22)


@pytest.mark.parametrize(
    "text",
    ["mùng 31 tháng 3", "rằm tháng 13", "30.6.2027 âm lịch", "mùng 1 Tết 2300", "mùng 0 Tết"],
)
def test_what_is_no_lunar_day_is_named(text):
    assert refused(text).startswith(f"“{text}” is not a day of the lunar calendar")


def test_a_lunar_day_of_the_campaign_is_hung_on():
    """By its day, or where it is the name itself."""
    days = (Day(name="Giỗ Tổ", start=date(2027, 4, 16)), Day(name="Lễ rằm tháng 7"))
    campaign = Campaign(name="x", year=2027, anniversaries=days)
    assert read_due("3 ngày trước 10.3 âm lịch", TODAY, campaign).anchor == "Giỗ Tổ"
    assert read_due("3 ngày trước rằm tháng 7", TODAY, campaign).anchor == "Lễ rằm tháng 7"
    assert read_due("rằm tháng 7", TODAY, campaign).anchor == "Lễ rằm tháng 7"


def test_a_day_without_a_year_is_one_of_the_campaign():
    later = date(2028, 3, 1)
    assert read_due("18.5", later, MONTH).day == date(2027, 5, 18)
    assert read_due("18.5", later, None).day == date(2028, 5, 18)
    assert read_due("mai", later, MONTH).day == date(2028, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("31.2", "30.2.2027", "13.13", "0.5", "ngày 32", "10 ngày trước 31.2"),
        *("25h", "18.5 22h75", "linh tinh", "18", "18 5", "May", "thứ", "x", "3 giờ nữa", "“"),
        *("trước", "trước 18.5", "D-", "+3h", "một", "9h 10h", "thứ ba 19.5"),
        *("3 ngày sau xyz", "1 tháng trước Tết", "99999m trước D", "+99999m", "a" * 2000),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(text):
    assert len(refused(text)) < 200


def test_an_impossible_day_is_named():
    assert refused("31.2").startswith("31.2 is not a day of the calendar")


def test_a_weekday_that_does_not_fit_is_noticed():
    assert "18.5.2027" in refused("thứ sáu 18.5.2027 22h")


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.lists(words, max_size=8).map(" ".join), st.text(max_size=30)), st.dates())
@example("+99999d", date.max)
@example("cuối tháng sau", date.max)
@example("thứ sáu tuần trước", date.min)
@example("ngày 31", date(9999, 12, 31))
def test_whatever_is_typed_is_a_day_or_one_sentence(text, today):
    for campaign in (MONTH, None):
        try:
            due = read_due(text, today, campaign)
        except InvalidValueError as error:
            one_sentence(error)
        else:
            again = show_due(due, today, campaign).text
            assert read_due(again, today, campaign) == due


def test_reading_keeps_up_with_typing():
    begin = process_time()
    for _ in range(50):
        read_due("10 ngày trước Đại hội XIII 22h30", TODAY, MONTH)
    assert process_time() - begin < 1


@pytest.mark.parametrize("text", ["thứ", "mon 1", "món", "tu", "t8", "", "thu 1"])
def test_what_is_no_weekday(text):
    assert read_weekday(text) is None
