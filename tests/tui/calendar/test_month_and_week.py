"""What a month, a week and the entries of a day show."""

from datetime import date, timedelta

import pytest
from rich.cells import cell_len

from store import Article, Task
from store.campaign_records import Day
from store.campaigns import holidays
from store.campaigns.calendar import CalendarDay, Entry, Kind
from tests.tui.helpers import NARROW, SIZES, WIDE, seated, task
from tui import i18n
from tui.widgets.day_cells import Place, cell, day_line

from .hands import TODAY, ask, calendar, current, entries, here, on_day, put_task


@SIZES
async def test_the_month(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        names = "Mon Tue Wed" if size == NARROW else "Monday Tuesday Wednesday"
        assert names in seat.words
        for shown in ("◆ Đại hội", "■ Tuần", "★ Hội", "✿ Giỗ", "▷ Quầy", "▶ Thợ", "✔ Gặp"):
            assert shown in seat.text, shown
        assert "──────" in seat.text  # the peak goes on


@SIZES
async def test_the_days_stand_under_their_names(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        head = seat.line("Wed")
        week = seat.line(" 21 ")
        assert week.index("21") - head.index("Wed") in (0, 1)
        assert week.index("25") - head.index("Sun") in (0, 1)


async def test_many_entries_are_counted(desk, full):
    async with seated(desk) as seat:
        await calendar(seat)
        assert "29 ○3" in seat.text
        await ask(seat, "g", "29.4")
        assert "4 entries" in seat.text


@SIZES
async def test_the_week(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat, "w")
        assert "19.4.2027 – 25.4.2027 · this campaign" in seat.text
        assert "■ Tuần lễ mũ bảo" in seat.text
        if size == NARROW:
            assert "▸Tue 20.4•" in seat.text
            await seat.press("down")
            assert here(seat) == date(2027, 4, 21)
            await seat.press("down", "down", "down", "down", "down")
            assert here(seat) == date(2027, 4, 26)
            assert "26.4.2027 – 2.5.2027" in seat.text
        else:
            await seat.press("down")
            assert here(seat) == date(2027, 4, 27)
        await seat.press("m")
        assert "April 2027" in seat.text


@SIZES
async def test_a_campaign_without_any_day(desk, size):
    desk.campaigns.new_empty("Trống", 2027)
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        assert "Nothing on this day." in seat.words
        assert "a adds a task." in seat.words
        for key in ("enter", "plus", "space", "e", "M", "less_than_sign"):
            await seat.press(key)
            assert seat.top == "CalendarScreen"
        assert "There is nothing on this day to move." in seat.words
        assert seat.focus == "days"


async def test_all_campaigns(desk, full):
    desk.records.add(Article(headline="Bài không của ai", due=date(2027, 4, 21)))
    async with seated(desk, size=WIDE) as seat:
        await calendar(seat, "right")
        assert entries(seat) == []
        await seat.press("c")
        assert "all campaigns" in seat.text
        assert entries(seat) == ["Bài không của ai", "Đặt bánh"]
        assert "Đợt quà cuối năm" in seat.text
        await seat.press("c")
        assert entries(seat) == []


async def test_kinds(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "29.4.2027", "f")
        assert "tasks alone" in seat.text
        assert len(entries(seat)) == 4
        await seat.press("f")
        assert "exports alone" in seat.text
        assert entries(seat) == []
        await seat.press("t")
        assert entries(seat) == ["Bữa cơm ca đêm ở xưởng may"]
        await seat.press("f")
        assert "named days alone" in seat.text
        assert "✿ Giỗ" in seat.text
        await seat.press("f")
        assert "everything" in seat.text


async def test_the_list_begins_with_work_not_with_a_holiday(desk, full):
    put_task(desk, full, "Trực báo", "30.4.2027")
    async with seated(desk) as seat:
        await on_day(seat, "30.4.2027")
        assert entries(seat) == ["Ngày Chiến thắng", "Trực báo"]
        assert current(seat) == "Trực báo"


async def test_a_holiday_says_what_hangs_on_it(desk, full):
    name = "Ngày Giải phóng miền Nam, thống nhất đất nước"
    days = (Day(name=name, start=date(2027, 4, 30)),)
    campaign = desk.campaigns.edit(desk.campaigns[full.id], anniversaries=days)
    put_task(desk, campaign, "Treo cờ", "2 ngày trước 30.4")
    async with seated(desk, size=WIDE) as seat:
        await on_day(seat, "30.4.2027", "enter")
        assert entries(seat) == ["Ngày Chiến thắng"]
        assert "Public holiday · 1 task hangs on it" in seat.words


@SIZES
async def test_the_help_names_the_signs(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat, "f1")
        await seat.comes("HelpScreen")
        for told in ("✿ Public holiday", "★ Anniversary", "○ ◐ ✔ Task: open, begun, done"):
            assert told in seat.words
        if size == WIDE:  # it has room for all of them
            assert "+ Day later Move the entry to the next day." in seat.words
        assert "_" not in seat.text


async def test_what_is_said_of_an_entry(desk, full):
    async with seated(desk, size=WIDE) as seat:
        await on_day(seat, "25.4.2027", "enter")
        told = "Task · Sunday 25.4.2027 · in 5 days · 3 days before: Đại hội xưởng tàu"
        assert told in seat.words
        await seat.press("up")
        assert "Peak · 22.4 – 26.4" in seat.words
        await ask(seat, "g", "28.4")
        assert "Milestone · 1 task hangs on it" in seat.words
        await ask(seat, "g", "17.4")
        assert "Went out · 16h30 · exported · Lê Thu" in seat.words
        await ask(seat, "g", "14.4")
        assert "6 days overdue" in seat.words
        await ask(seat, "g", "20.4")  # it is nine o'clock
        assert "overdue · 8h" in seat.line("Thuê loa")
        assert "0 days" not in seat.line("Thuê loa")


async def test_what_changes_on_the_desk_shows_at_once(desk, full):
    async with seated(desk) as seat:
        await calendar(seat)
        put_task(desk, full, "Mới", "20.4")
        await seat.settle()
        assert "Mới" in entries(seat)


async def test_the_almanac_comes_when_it_is_loaded(desk, full):
    holidays._of_year.cache_clear()
    async with seated(desk) as seat:
        await calendar(seat)
        await seat.sees("✿ Giỗ")


async def test_ten_thousand_tasks_on_one_day(desk, campaign):
    desk.records.write(
        "",
        [
            Task(campaign=campaign.id, title=f"Việc {n}", due=TODAY, position=n)
            for n in range(10_000)
        ],
    )
    async with seated(desk) as seat:
        await calendar(seat)
        assert "10000 entries" in seat.text
        assert "○9999" in seat.text
        await seat.press("enter", "end")
        assert current(seat) == "Việc 9999"
        await seat.press("plus")
        assert desk.records.today() + timedelta(days=1) == task(desk, "Việc 9999").due


LONG = "Một tít rất dài, quá cả cái ô"


def drawn(lines):
    return ["".join(text for text, _tone in line) for line in lines]


@pytest.mark.parametrize("width", range(1, 30))
@pytest.mark.parametrize("height", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 3, 12])
def test_a_cell_has_its_size_whatever_stands_in_it(width, height, count):
    titles = [LONG, "", "Ngắn", "日本語の長い見出し", "a\x1b[2Jb", "e\u0302\u0301" * 9]
    found = CalendarDay(
        TODAY,
        tuple(
            Entry(list(Kind)[n % 7], titles[n % 6], TODAY, TODAY, late=n % 2 == 0)
            if n % 7 != list(Kind).index(Kind.TASK)
            else Entry(Kind.TASK, titles[n % 6], TODAY, TODAY, Task(campaign="x", title="x"))
            for n in range(count)
        ),
    )
    for place in (Place(), Place(True, True, True), Place(is_today=True)):
        lines = drawn(cell(found, width, height, place))
        assert [cell_len(line) for line in lines] == [width] * height
        if width >= 14:
            beside = drawn(day_line(found, width, height, place))
            assert [cell_len(line) for line in beside] == [width] * height


def test_what_a_cell_says():
    here = Task(campaign="x", title="x")
    tasks = tuple(Entry(Kind.TASK, f"Việc {n}", TODAY, TODAY, here) for n in range(3))
    week = Entry(Kind.PEAK, "Tuần lễ", date(2027, 4, 18), date(2027, 4, 22))
    assert drawn(cell(CalendarDay(TODAY), 10, 2, Place())) == [" 20      │", "         │"]
    assert drawn(cell(CalendarDay(TODAY, tasks), 10, 2, Place(is_here=True))) == [
        "▸20 ○2   │",
        "○ Việc 0 │",
    ]
    assert drawn(cell(CalendarDay(TODAY, (week, *tasks)), 10, 3, Place(is_today=True))) == [
        " 20• ○2  │",
        "─────────│",
        "○ Việc 0 │",
    ]
    i18n.use("vi")
    today = Place(is_today=True)
    assert drawn(cell(CalendarDay(TODAY), 13, 1, today)) == [" 20• hôm nay│"]
    assert drawn(cell(CalendarDay(TODAY), 12, 1, today)) == [" 20•       │"]
    monday = CalendarDay(date(2027, 4, 19), (week,))
    assert drawn(cell(monday, 10, 2, Place()))[1] == "■ Tuần lễ│"
    fair = Entry(Kind.ANNIVERSARY, "Ngày hội", TODAY, TODAY)
    assert drawn(cell(CalendarDay(TODAY, (fair,)), 10, 2, Place()))[1] == "★ Hội    │"
    assert drawn(cell(CalendarDay(TODAY, (fair,)), 20, 2, Place()))[1].startswith("★ Ngày hội ")
