"""The calendar opens where there is something, and one moves from day to day."""

from datetime import date, datetime

import pytest

from store import Article, Task
from store.campaign_records import Day
from store.records import Status
from tests.tui.helpers import SIZES, seated, written

from .hands import HANOI, TODAY, ask, calendar, entries, here, on_day


@SIZES
async def test_it_opens_on_today(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        assert seat.focus == "days"
        assert here(seat) == TODAY
        assert "Calendar: Mùa sen" in seat.text
        assert "April 2027 · this campaign · everything" in seat.text
        assert "Tuesday 20.4.2027 · today · 2 entries" in seat.text
        assert entries(seat) == ["Bữa cơm ca đêm ở xưởng may", "Thuê loa"]
        assert "▸20•" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")


@pytest.mark.parametrize(
    ("year", "opens"),
    [(2029, date(2029, 4, 20)), (2026, date(2026, 5, 20)), (2027, TODAY)],
    ids=["its start", "its last day", "today"],
)
async def test_it_opens_where_the_campaign_is(desk, year, opens):
    made = desk.campaigns.new_empty("Năm khác", year)
    made = desk.campaigns.change(made, start=date(year, 4, 20), end=date(year, 5, 20))
    desk.tasks.add(Task(campaign=made.id, title="Treo băng rôn", due=date(year, 5, 1)))
    async with seated(desk) as seat:
        await calendar(seat)
        assert here(seat) == opens


async def test_what_went_out_today_does_not_hold_a_campaign_to_come(desk):
    made = desk.campaigns.new_empty("Năm khác", 2029)
    made = desk.campaigns.change(made, start=date(2029, 4, 20), end=date(2029, 5, 20))
    out = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=HANOI)
    desk.records.add(
        Article(campaign=made.id, headline="Tít", status=Status.EXPORTED, exported=out)
    )
    async with seated(desk) as seat:
        await calendar(seat)
        assert here(seat) == date(2029, 4, 20)


async def test_an_empty_month_says_where_the_nearest_entry_is(desk):
    made = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.tasks.add(Task(campaign=made.id, title="Treo băng rôn", due=date(2027, 9, 8)))
    async with seated(desk) as seat:
        await calendar(seat)
        assert here(seat) == date(2027, 9, 8)
        assert "The next entry" not in seat.words
        await seat.press("left")
        assert "Nothing on this day." in seat.words
        assert "The next entry" not in seat.words  # it stands in this month
        await seat.press("pageup")
        assert "The next entry is on Wednesday 8.9.2027." in seat.words
        await seat.press("pagedown", "pagedown")
        assert "The last entry was on Wednesday 8.9.2027." in seat.words
        await seat.press("t", "w")
        assert "The next entry is on Wednesday 8.9.2027." in seat.words


async def test_without_a_campaign_it_says_so(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("alt+c")
        await seat.hears("Choose a campaign first: F6.")


@SIZES
async def test_moving_the_day(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        for keys, day in (
            (["right"], 21),
            (["l", "l"], 23),
            (["left"], 22),
            (["h"], 21),
            (["down"], 28),
            (["k", "up"], 14),
            (["j"], 21),
            (["end"], 25),
            (["home"], 19),
            (["t"], 20),
        ):
            await seat.press(*keys)
            assert here(seat) == date(2027, 4, day), keys
        await seat.press("pagedown")
        assert here(seat) == date(2027, 5, 20)
        assert "May 2027" in seat.text
        await seat.press("right_square_bracket", "pageup", "left_square_bracket")
        assert here(seat) == TODAY
        await seat.press("w", "right_square_bracket")
        assert here(seat) == date(2027, 4, 27)
        await seat.press("pageup", "m")
        assert here(seat) == TODAY


async def test_over_the_end_of_the_month_and_the_year(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "30.4.2027", "right")
        assert here(seat) == date(2027, 5, 1)
        assert "May 2027" in seat.text
        await ask(seat, "g", "31.12.2027")
        await seat.press("right")
        assert "January 2028" in seat.text


@pytest.mark.parametrize("typed", ["31.12.9999", "1.1.1", "1.1.0001"])
async def test_the_ends_of_the_calendar(desk, full, typed):
    async with seated(desk) as seat:
        await calendar(seat, "g")
        await seat.comes("AskDay")
        await seat.type(typed)
        await seat.press("enter")
        if seat.top == "AskDay":  # not understood as a day, and said so
            await seat.press("escape")
        await seat.press(*["right", "pagedown", "w", "pageup", "left"] * 3, "m")
        assert seat.top == "CalendarScreen"


async def test_a_day_is_typed_as_people_type_it(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "g")
        await seat.comes("AskDay")
        assert "Tuesday 20.4.2027 · today" in seat.words
        await seat.type("thứ sáu tuần sau")
        assert "Friday 30.4.2027 · in 10 days" in seat.words
        await seat.press("enter")
        await seat.comes("CalendarScreen")
        assert here(seat) == date(2027, 4, 30)
        await ask(seat, "g", "2 ngày trước đại hội")
        assert here(seat) == date(2027, 4, 26)


async def test_a_day_that_is_none_is_said_and_asked_again(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "g")
        await seat.comes("AskDay")
        await seat.press("enter")
        assert "Which day?" in seat.words
        await seat.type("31.2")
        await seat.press("enter")
        assert "31.2 is not a day of the calendar" in seat.words
        assert seat.top == "AskDay"
        await seat.press("escape")
        await seat.comes("CalendarScreen")
        assert here(seat) == TODAY


async def test_a_named_day_without_a_date(desk, full):
    desk.records.change(full, milestones=(Day(name="Đại hội xưởng tàu"),))
    async with seated(desk) as seat:
        await calendar(seat, "g")
        await seat.comes("AskDay")
        await seat.type("đại hội xưởng tàu")
        await seat.press("enter")
        assert "“Đại hội xưởng tàu” has no day yet" in seat.words
