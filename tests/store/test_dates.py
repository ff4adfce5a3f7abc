"""A due day as it is typed, understood, echoed, and as it hangs on a named day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.dates.anchors import END, START, day_of, moved, offset_of, renamed, shifted
from store.dates.due import Due, due_of
from store.dates.formatting import show_due
from store.dates.looking_back import read_past
from store.dates.moments import read_moment
from store.dates.parser import read_due, read_shift
from store.dates.vocabulary import VIETNAMESE_WEEKDAYS, read_weekday
from store.errors import InvalidValueError
from store.records import Campaign, Day, Task
from store.templates import load
from store.text import fold, identity
from tests.clock import NOW

TODAY = NOW.date()  # a Tuesday
MONTH = load("thang-cong-nhan").build(2027)[0]
LABOUR_DAY = "Ngày Quốc tế Lao động"
LAUNCH = "Lễ phát động Tháng Công nhân"
SAFETY_WEEK = "Tuần an toàn, vệ sinh lao động"
fast = settings(deadline=None, max_examples=150)


def refused(text: str, campaign: Campaign | None = MONTH) -> str:
    """The sentence with which a text is refused: one, and never a crash."""
    with pytest.raises(InvalidValueError) as caught:
        read_due(text, TODAY, campaign)
    return one_sentence(caught.value)


def one_sentence(error: InvalidValueError) -> str:
    assert error.message.endswith(".")
    assert not re.search(r"[.!?] +[A-Z]|\n", error.message)
    return str(error)


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


WORDS = """
    mai hôm nay thứ sáu 6 18.5 1.5 22h 22:30 + - 3 d w ngày tuần tháng nữa trước sau D start end
    Tết đại hội Lễ phát động khai mạc next fri before after 10 “ ” cuối đầu May 2027 tối , 31.2
    of month ngay 99999 am 2027-05-18 T rằm mùng tháng 7 Tết âm lịch giêng
"""
words = st.sampled_from(WORDS.split())


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


# --- shown


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


clock = st.none() | st.times().map(lambda t: time(t.hour, t.minute))


@fast
@given(st.dates(), clock, st.dates())
def test_plain_days_read_as_they_are_shown(day, at, today):
    due = Due(day, at)
    for campaign in (MONTH, None):
        shown = show_due(due, today, campaign)
        assert read_due(shown.text, today, campaign) == due
        weekday = VIETNAMESE_WEEKDAYS[shown.weekday_index]
        assert read_due(f"{weekday} {shown.when}", today, campaign) == due


names = st.one_of(
    st.text(min_size=1, max_size=20),
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["1.5", "22h", "Lễ 20h", "mai", "Ngày “Vì người nghèo”", "3 ngày sau mai"]),
).filter(lambda name: name.strip() and name not in (START, END))


@st.composite
def campaigns(draw):
    found = draw(st.lists(names, max_size=6, unique_by=identity))
    near = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
    days = tuple(
        Day(name=name, start=draw(near), end=draw(st.none() | st.dates(TODAY))) for name in found
    )
    cut = draw(st.integers(0, len(days)))
    return Campaign(
        name="x",
        start=draw(near),
        end=draw(near),
        milestones=days[:cut],
        peaks=days[cut:],
        year=draw(st.sampled_from([None, 2027])),
    )


@settings(deadline=None, max_examples=200)
@given(campaigns(), st.data(), st.integers(-400, 400), clock, st.booleans())
def test_hung_days_read_as_they_are_shown(campaign, data, offset, at, english):
    known = [day.name for day in (*campaign.milestones, *campaign.peaks)]
    anchor = data.draw(st.sampled_from([START, END, *known]))
    due = Due(day_of(anchor, offset, campaign), at, anchor, offset)
    shown = show_due(due, TODAY, campaign, english=english)
    assert read_due(shown.text, TODAY, campaign) == due


@fast
@given(campaigns(), st.data(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_day_moved_by_hand_still_hangs(campaign, data, day):
    known = [found.name for found in (*campaign.milestones, *campaign.peaks)]
    anchor = data.draw(st.sampled_from([START, END, *known]))
    offset = offset_of(day, anchor, campaign)
    if offset is not None:
        assert day_of(anchor, offset, campaign) == day


def test_reading_keeps_up_with_typing():
    begin = process_time()
    for _ in range(50):
        read_due("10 ngày trước Đại hội XIII 22h30", TODAY, MONTH)
    assert process_time() - begin < 1


@pytest.mark.parametrize("text", ["thứ", "mon 1", "món", "tu", "t8", "", "thu 1"])
def test_what_is_no_weekday(text):
    assert read_weekday(text) is None


# --- when a named day moves


def task(**fields) -> Task:
    return Task(campaign=MONTH.id, title="Tin", **fields)


def with_launch(day: date | None) -> Campaign:
    peaks = tuple(replace(peak, start=day) if peak.name == LAUNCH else peak for peak in MONTH.peaks)
    return replace(MONTH, peaks=peaks)


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


# --- several at once


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("+3d", 3),
        ("-2d", -2),
        ("– 1 tuần", -7),
        ("+2w", 14),
        ("+ 5 ngày", 5),
        ("+4", 4),
        ("+0d", 0),
        ("3d", None),
        ("18.5", None),
        ("mai", None),
        ("", None),
        ("+3d 22h", None),
    ],
)
def test_by_how_much_several_days_move(text, days):
    assert read_shift(text) == days


def test_months_are_not_all_as_long():
    with pytest.raises(InvalidValueError) as caught:
        read_shift("+1 tháng")
    assert one_sentence(caught.value) == ("“+1 tháng” counts in months; move in days or weeks.")


@fast
@given(st.text(alphabet="+-–3 dwmngàytuần.h", max_size=12))
def test_whatever_is_typed_for_several_is_a_number_a_sentence_or_neither(text):
    try:
        days = read_shift(text)
    except InvalidValueError as error:
        one_sentence(error)
    else:
        assert days is None or isinstance(days, int)


@fast
@given(st.integers(-400, 400), st.integers(-30, 30))
def test_a_hung_day_that_is_moved_still_hangs_or_is_a_plain_day(days, offset):
    campaign = with_launch(date(2027, 4, 28))
    hung = replace(task(due=day_of(LAUNCH, offset, campaign)), anchor=LAUNCH, offset=offset)
    after = replace(hung, **shifted(hung, days, campaign))
    assert after.due == hung.due + timedelta(days=days)
    assert after.anchor == LAUNCH
    assert day_of(after.anchor, after.offset, campaign) == after.due
    plain = replace(hung, **shifted(hung, days, None))  # its campaign is not there
    assert (plain.due, plain.anchor, plain.offset) == (after.due, "", 0)


def test_only_a_day_at_the_same_place_has_another_name():
    a, b, c = (Day(name=name) for name in "abc")
    before = Campaign(name="x", milestones=(a, b), peaks=(c,))
    assert renamed(before, replace(before, milestones=(a, Day(name="d")))) == {"b": "d"}
    assert renamed(before, replace(before, milestones=(b, a))) == {}
    assert renamed(before, replace(before, milestones=(b, Day(name="d")))) == {}
    assert renamed(before, replace(before, milestones=(a,))) == {}
    assert renamed(before, replace(before, milestones=(a, c))) == {}
    assert renamed(before, replace(before, milestones=(a, Day(name=" ")))) == {}


# --- days that are past


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
