"""What the almanac knows of Vietnam's days, and the lunar days of a campaign."""

import sys
from datetime import date, timedelta

import pytest
from holidays.calendars.chinese import VIETNAMESE_CALENDAR, _ChineseLunisolar
from hypothesis import given
from hypothesis import strategies as st

from store import Task, open_desk
from store.campaign_records import Campaign, Day
from store.campaigns import holidays as holidays_module
from store.campaigns.holidays import holidays, lunar_day, with_lunar_days
from store.dates.lunar import solar_day
from store.dates.parser import read_due

TET = {
    2023: date(2023, 1, 22),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2030: date(2030, 2, 2),  # a day before China's
}
KINGS = {2026: date(2026, 4, 26), 2027: date(2027, 4, 16), 2028: date(2028, 4, 4)}


@pytest.fixture
def forgotten():
    """No year is known yet, nor are those that the test asks for known after it."""
    holidays_module._of_year.cache_clear()
    yield
    holidays_module._of_year.cache_clear()


@pytest.mark.parametrize(("year", "day"), TET.items())
@pytest.mark.parametrize(
    "name",
    [
        "Tết Nguyên đán",
        "tết nguyên đán",
        "Te\u0302\u0301t Nguye\u0302n đa\u0301n",  # as a Mac writes it
        "Tết\u00a0Nguyên Đán 2027",
        "Tết",
        "Tết Âm lịch",
        "Tet co truyen",
        "Mùng 1 Tết",
    ],
)
def test_tet(name, year, day):
    assert lunar_day(name, year) == day


@pytest.mark.parametrize(("year", "day"), KINGS.items())
@pytest.mark.parametrize(
    "name", ["Giỗ Tổ Hùng Vương", "Ngày Giỗ Tổ Hùng Vương", "giỗ tổ", "Giỗ Tổ Hùng Vương, năm 2027"]
)
def test_the_day_of_the_hung_kings(name, year, day):
    """Never the day off in its place, as in 2026."""
    assert lunar_day(name, year) == day


def test_the_eve_of_tet():
    assert lunar_day("Giao thừa", 2027) == date(2027, 2, 5)


@pytest.mark.parametrize(
    "name",
    ["", " ", "Tết Trung thu", "Tết Dương lịch", "Tết thiếu nhi", "Ngày Quốc tế Lao động", "Giỗ"],
)
def test_other_names_are_no_lunar_days(name):
    assert lunar_day(name, 2027) is None


@pytest.mark.parametrize("year", [-1, 0, 1, 1900, 2101, 9000, 99999])
def test_years_that_nobody_knows(year):
    assert lunar_day("Tết", year) is None


@pytest.mark.parametrize("year", range(1901, 2101))
def test_the_moon_agrees_with_the_package(year):
    """Exactly where that knows Vietnam's days; where it has China's, within a day: 1 hour apart."""
    package = _ChineseLunisolar(calendar=VIETNAMESE_CALENDAR)
    assert solar_day(1, 1, year) == package.lunar_new_year_date(year)[0]
    assert solar_day(10, 3, year) == package.hung_kings_date(year)[0]
    if year != 1938:  # the equinox at midnight in Hà Nội: seconds say which month is the leap one
        for day, month, found in (
            (5, 5, package.dragon_boat_date(year)[0]),
            (15, 8, package.mid_autumn_date(year)[0]),
            (9, 9, package.double_ninth_date(year)[0]),
        ):
            assert abs(solar_day(day, month, year) - found) <= timedelta(days=1)


@given(st.integers(1901, 2099), st.integers(1, 12))
def test_a_month_has_29_days_or_30(year, month):
    begin, last = solar_day(1, month, year), solar_day(30, month, year)
    assert begin + timedelta(days=28) == solar_day(29, month, year)
    assert last in (None, begin + timedelta(days=29))
    after = solar_day(1, month % 12 + 1, year + month // 12)
    assert (after - begin).days in (29, 30, 58, 59, 60)  # a leap month may lie between


@pytest.mark.parametrize("day", [(0, 1), (31, 1), (1, 0), (1, 13), (30, 13)])
def test_what_is_no_lunar_day(day):
    number, month = day
    assert solar_day(number, month, 2027) is None


def test_holidays_of_a_time_and_no_others():
    found = holidays(date(2027, 4, 30), date(2027, 9, 2))
    assert list(found) == [
        date(2027, 4, 30),
        date(2027, 5, 1),
        date(2027, 5, 3),
        date(2027, 9, 2),
    ]
    assert found[date(2027, 5, 1)] == ("Ngày Quốc tế Lao động",)


def test_holidays_over_the_end_of_a_year_and_beyond_what_is_known():
    found = holidays(date(2026, 12, 1), date(2027, 1, 31))
    assert found == {date(2027, 1, 1): ("Tết Dương lịch",)}
    assert holidays(date.min, date(1900, 12, 31)) == {}
    assert holidays(date(2101, 1, 1), date.max) == {}
    assert holidays(date(2027, 5, 2), date(2027, 5, 1)) == {}


def test_without_the_package_no_holiday_is_known(forgotten, monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert holidays(date(2027, 1, 1), date(2027, 12, 31)) == {}
    assert lunar_day("Tết", 2027) == TET[2027]  # the moon needs no package


def test_a_package_without_vietnam(forgotten, monkeypatch):
    def unknown(*_arguments, **_options):
        raise NotImplementedError

    monkeypatch.setattr("holidays.country_holidays", unknown)
    assert holidays(date(2027, 1, 1), date(2027, 12, 31)) == {}


def test_it_is_loaded_when_it_is_asked(forgotten):
    assert not holidays_module.is_loaded()
    holidays(date(2027, 1, 1), date(2027, 1, 2))
    assert holidays_module.is_loaded()


# ---------------------------------------------------------------- in a campaign


def test_a_campaign_from_the_template_has_its_lunar_days(desk):
    campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    days = {day.name: day.start for day in campaign.anniversaries}
    assert days["Tết Nguyên đán"] == TET[2027]
    assert days["Giỗ Tổ Hùng Vương"] == KINGS[2027]
    today = desk.records.today()
    due = read_due("10 ngày trước Tết", today, campaign)
    assert (due.day, due.anchor) == (TET[2027] - timedelta(days=10), "Tết Nguyên đán")
    assert read_due("D-0", today, campaign).day == campaign.start


def test_beyond_the_almanac_they_stay_open(desk):
    campaign = desk.campaigns.new("thang-cong-nhan", 2200)
    days = {day.name: day.start for day in campaign.anniversaries}
    assert days["Tết Nguyên đán"] is None


def test_a_day_that_has_one_keeps_it_and_what_hangs_on_another_goes_along():
    kept = Day(name="Tết", start=date(2027, 2, 1))
    campaign = Campaign(name="x", year=2027, anniversaries=(kept, Day(name="Giỗ Tổ")))
    early, plain = (
        Task(campaign=campaign.id, title=str(n), anchor=anchor, offset=-3)
        for n, anchor in enumerate(("Giỗ Tổ", ""))
    )
    filled, tasks = with_lunar_days(campaign, [early, plain])
    assert filled.anniversaries == (kept, Day(name="Giỗ Tổ", start=KINGS[2027]))
    assert [task.due for task in tasks] == [KINGS[2027] - timedelta(days=3), None]


def test_a_campaign_without_a_year_or_such_days_is_the_same(forgotten):
    for campaign in (
        Campaign(name="x", anniversaries=(Day(name="Tết"),)),
        Campaign(name="x", year=2027, anniversaries=(Day(name="Hội làng"),)),
    ):
        filled, tasks = with_lunar_days(campaign, [])
        assert filled is campaign
        assert tasks == []
    assert not holidays_module.is_loaded()


def test_without_the_package_a_campaign_is_begun_all_the_same(desk_path, forgotten, monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    with open_desk(desk_path) as desk:
        campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    days = {day.name: day.start for day in campaign.anniversaries}
    assert days["Tết Nguyên đán"] == TET[2027]
