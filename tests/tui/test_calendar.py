"""The calendar on the screen: month and week, the entries of a day, and acting on them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from rich.cells import cell_len

from store import Article, Campaign, Task
from store.campaign_records import Day
from store.campaigns import holidays
from store.campaigns.calendar import CalendarDay, Entry, Kind
from store.dates.parser import read_due
from store.records import Status
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, task, written
from tui import i18n
from tui.widgets.day_cells import Place, cell, day_line

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
TODAY = date(2027, 4, 20)  # a Tuesday
HANOI = timezone(timedelta(hours=7))


@pytest.fixture(autouse=True)
def known_almanac():
    """Load the almanac before: the screen would draw twice."""
    holidays.holidays(TODAY, TODAY)


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Mùa sen",
            year=2027,
            start=date(2027, 4, 1),
            phases=("tham mưu", "triển khai"),
            milestones=(Day(name="Đại hội xưởng tàu", start=date(2027, 4, 28)),),
            peaks=(Day(name="Tuần lễ mũ bảo hộ", start=date(2027, 4, 22), end=date(2027, 4, 26)),),
            anniversaries=(Day(name="Ngày hội làng chài", start=date(2027, 4, 10)),),
        )
    )


def put_task(desk, campaign, title, typed="", **fields):
    due = read_due(typed, desk.records.today(), campaign)
    where = {"due": due.day, "due_time": due.time, "anchor": due.anchor, "offset": due.offset}
    return desk.tasks.add(
        Task(campaign=campaign.id, title=title, phase="triển khai", **{**where, **fields})
    )


@pytest.fixture
def full(desk, campaign):
    """A campaign in the middle of the work, and another beside it."""
    desk.tasks.tick(put_task(desk, campaign, "Gặp ban tổ chức", "5.4"))
    put_task(desk, campaign, "Hỏi thợ hàn", "14.4", owner="Lê Thu")
    put_task(desk, campaign, "Thuê loa", "20.4 8h", priority=1)
    put_task(desk, campaign, "Treo băng rôn", "3 ngày trước Đại hội xưởng tàu")
    for n in range(4):
        put_task(desk, campaign, f"Việc nhỏ số {n}", "29.4")
    pieces = (
        ("Bữa cơm ca đêm ở xưởng may", Status.WRITING, TODAY, None),
        ("Quầy vé cho công nhân xa quê", Status.EDITING, date(2027, 4, 15), None),
        ("Thợ hàn nhận kính", Status.EXPORTED, None, datetime(2027, 4, 17, 16, 30, tzinfo=HANOI)),
    )
    for headline, status, due, exported in pieces:
        desk.records.add(
            Article(
                campaign=campaign.id,
                headline=headline,
                byline="Lê Thu",
                body="Một câu.",
                status=status,
                due=due,
                exported=exported,
            )
        )
    other = desk.campaigns.new_empty("Đợt quà cuối năm", 2027)
    put_task(desk, other, "Đặt bánh", "21.4")
    return campaign


async def calendar(seat, *keys):
    """Open the calendar, and press keys in it."""
    await seat.press("f2")
    seat.screen.checklist.show_campaign(next(iter(seat.desk.campaigns)))
    await seat.settle()
    await seat.press("alt+c")
    await seat.comes("CalendarScreen")
    await seat.press(*keys)


async def on_day(seat, typed, *keys):
    """Go to a day as it is typed, and press keys there."""
    await calendar(seat, "g")
    await seat.comes("AskDay")
    await seat.type(typed)
    await seat.press("enter")
    await seat.comes("CalendarScreen")
    await seat.press(*keys)


async def ask(seat, key, typed):
    await seat.press(key)
    await seat.comes("AskDay")
    await seat.type(typed)
    await seat.press("enter")
    await seat.comes("CalendarScreen")


def here(seat):
    return seat.app.screen._view.day


def entries(seat):
    return [entry.title for entry in seat.field("entries").items]


def current(seat):
    entry = seat.field("entries").current
    return entry.title if entry else None


def view(seat):
    return seat.line("· everything") or seat.line("alone")


# ---------------------------------------------------------------- opening and moving


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


# ---------------------------------------------------------------- what it shows


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


# ---------------------------------------------------------------- acting


@SIZES
async def test_moving_a_task_by_days_and_weeks(desk, full, size):
    async with seated(desk, size=size) as seat:
        await on_day(seat, "14.4.2027", "enter")
        assert seat.focus == "entries"
        for key, day in (
            ("plus", 15),
            ("equals_sign", 16),
            ("minus", 15),
            ("greater_than_sign", 22),
            ("less_than_sign", 15),
        ):
            await seat.press(key)
            assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, day)
            assert here(seat) == date(2027, 4, day)
            assert current(seat) == "Hỏi thợ hàn"
        await seat.press("ctrl+z")
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 22)
        await seat.press(*["ctrl+z"] * 4)
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 14)


async def test_moving_from_the_grid(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027", "plus", "plus")
        assert seat.focus == "days"
        assert here(seat) == date(2027, 4, 16)
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 16)


async def test_over_the_end_of_the_month(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "29.4.2027", "enter", "greater_than_sign")
        assert here(seat) == date(2027, 5, 6)
        assert "May 2027" in seat.text
        assert current(seat) == "Việc nhỏ số 0"


async def test_moving_an_article(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "15.4.2027", "plus")
        assert {a.headline: a.due for a in desk.articles}["Quầy vé cho công nhân xa quê"] == date(
            2027, 4, 16
        )


async def test_a_task_that_hangs_on_a_day_says_how(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "25.4.2027", "minus")
        await seat.hears("4 days before: Đại hội xưởng tàu")
        moved = task(desk, "Treo băng rôn")
        assert (moved.due, moved.anchor, moved.offset) == (
            date(2027, 4, 24),
            "Đại hội xưởng tàu",
            -4,
        )


async def test_a_task_that_cannot_hang_on_says_so(desk, full):
    put_task(desk, full, "Phát mũ", "ngày Tuần lễ mũ bảo hộ")
    async with seated(desk) as seat:
        await on_day(seat, "22.4.2027")
        assert current(seat) == "Phát mũ"
        await seat.press("plus")
        await seat.hears("a fixed day now; it no longer depends on “Tuần lễ mũ bảo hộ”")
        assert task(desk, "Phát mũ").anchor == ""
        await seat.press("ctrl+z")
        assert task(desk, "Phát mũ").anchor == "Tuần lễ mũ bảo hộ"


async def test_a_milestone_takes_its_tasks_along(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "28.4.2027", "plus")
        await seat.hears("Moved to Thursday 29.4.2027.\n1 task moved along.")
        assert desk.campaigns[full.id].milestones[0].start == date(2027, 4, 29)
        assert task(desk, "Treo băng rôn").due == date(2027, 4, 26)
        assert here(seat) == date(2027, 4, 29)
        assert current(seat) == "Đại hội xưởng tàu"
        await seat.press("ctrl+z")
        assert task(desk, "Treo băng rôn").due == date(2027, 4, 25)


async def test_a_peak_is_moved_from_a_day_within_it(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "23.4.2027", "plus")
        (peak,) = desk.campaigns[full.id].peaks
        assert (peak.start, peak.end) == (date(2027, 4, 23), date(2027, 4, 27))
        assert here(seat) == date(2027, 4, 24)
        assert current(seat) == "Tuần lễ mũ bảo hộ"
        assert seat.notices == ["Moved to Friday 23.4.2027."]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("1.1.2027", "public holiday"),
        ("17.4.2027", "has gone out"),
        ("10.4.2027", "same day each year"),
    ],
)
@pytest.mark.parametrize("key", ["plus", "M"])
async def test_what_cannot_be_moved_says_why(desk, full, day, words, key):
    async with seated(desk) as seat:
        before = len(desk.undo.entries())
        await on_day(seat, day, key)
        assert seat.top == "CalendarScreen"  # M asks for no day
        assert words in seat.words
        assert len(desk.undo.entries()) == before
        assert here(seat) == read_due(day, TODAY, None).day


async def test_move_to_a_day_that_is_typed(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027", "M")
        await seat.comes("AskDay")
        assert "Move “Hỏi thợ hàn” to which day?" in seat.words
        assert "Wednesday 14.4.2027" in seat.words
        await seat.type("10 ngày trước đại hội")
        await seat.press("enter")
        await seat.comes("CalendarScreen")
        moved = task(desk, "Hỏi thợ hàn")
        assert (moved.due, moved.anchor, moved.offset) == (
            date(2027, 4, 18),
            "Đại hội xưởng tàu",
            -10,
        )
        assert here(seat) == date(2027, 4, 18)
        await seat.hears("10 days before")


async def test_a_tick(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027", "space")
        assert task(desk, "Hỏi thợ hàn").done
        assert "✔ Hỏi" in seat.text
        await seat.press("space")
        assert task(desk, "Hỏi thợ hàn").done is None
        await ask(seat, "g", "28.4")
        await seat.press("space")
        assert "Only a task can be ticked." in seat.words


async def test_enter_opens_an_article(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "enter", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Bữa cơm ca đêm ở xưởng may"


async def test_enter_begins_the_article_of_a_task(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027", "enter", "enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Hỏi thợ hàn"
        assert task(desk, "Hỏi thợ hàn").articles == (seat.article.id,)


async def test_of_several_articles_it_asks_which(desk, full):
    asked = task(desk, "Hỏi thợ hàn")
    for headline in ("Bản báo", "Bản loa"):
        desk.tasks.attach(asked, desk.records.add(Article(headline=headline)))
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027", "enter", "enter")
        await seat.comes("Picker")
        await seat.type("loa")
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Bản loa"


async def test_a_named_day_has_nothing_to_open(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "28.4.2027", "enter", "enter")
        assert "Only a task or an article can be opened" in seat.words
        await seat.press("e")
        assert "Only a task can be edited here" in seat.words


async def test_adding_a_task_on_a_day(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "6.5.2027", "a")
        await seat.comes("TaskForm")
        assert "Thursday 6.5.2027" in seat.words
        await seat.type("Gọi xe")
        await seat.press("ctrl+s")
        await seat.comes("CalendarScreen")
        added = task(desk, "Gọi xe")
        assert (added.due, added.phase, added.campaign) == (date(2027, 5, 6), "tham mưu", full.id)
        assert current(seat) == "Gọi xe"
        await seat.press("ctrl+z")
        assert "Gọi xe" not in {t.title for t in desk.tasks}


async def test_editing_a_task_of_another_campaign(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "c", "right", "e")
        await seat.comes("TaskForm")
        await seat.press("down", "down")
        seat.field("task-due").text = "26.4.2027"
        await seat.press("ctrl+s")
        await seat.comes("CalendarScreen")
        assert task(desk, "Đặt bánh").due == date(2027, 4, 26)
        assert here(seat) == date(2027, 4, 26)
        assert current(seat) == "Đặt bánh"


async def test_esc_goes_back_to_the_days_first(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "tab")
        assert seat.focus == "entries"
        await seat.press("down", "up", "g")
        await seat.comes("AskDay")
        await seat.press("escape")
        await seat.comes("CalendarScreen")
        assert seat.focus == "entries"
        await seat.press("escape")
        assert seat.focus == "days"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_nothing_is_left_behind(desk, full):
    async with seated(desk) as seat:
        before = len(desk.records.store._listeners)
        await calendar(seat, "w", "c", "escape")
        await seat.comes("DeskScreen")
        await seat.settle()
        assert len(desk.records.store._listeners) == before


async def test_the_campaign_goes(desk, full):
    async with seated(desk) as seat:
        await calendar(seat)
        desk.campaigns.remove(full)
        await seat.comes("DeskScreen")


# ---------------------------------------------------------------- mouse


@SIZES
async def test_a_click_on_a_day(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        await seat.click(" 15 ", dx=1)
        assert here(seat) == date(2027, 4, 15)
        assert entries(seat) == ["Quầy vé cho công nhân xa quê"]
        await seat.click("▷ Quầy", times=2)
        assert seat.focus == "entries"
        await seat.click(seat.field("entries"), times=2)


async def test_a_click_on_the_mark_ticks(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        row = next(n for n, line in enumerate(seat.lines) if "Hỏi thợ hàn  " in line)
        await seat.pilot.click(offset=(3, row))
        await seat.settle()
        assert task(desk, "Hỏi thợ hàn").done


async def drag(seat, source, target):
    """Take what stands in one place, and let it go in another."""
    x, y = seat.place(source)
    await seat.pilot.mouse_down(offset=(x + 3, y))
    await seat.settle()
    x, y = seat.place(target)
    await seat.pilot.hover(offset=(x + 2, y))
    await seat.pilot.mouse_up(offset=(x + 2, y))
    await seat.settle()


@pytest.mark.parametrize("source", ["○ Hỏi thợ hàn   ", "○ Hỏi thợ…"])
async def test_an_entry_is_dragged_to_another_day(desk, full, source):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        await drag(seat, source, " 23 ")
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 23)
        assert here(seat) == date(2027, 4, 23)
        assert current(seat) == "Hỏi thợ hàn"


async def test_the_entry_that_is_dragged_is_the_one_under_the_mouse(desk, full):
    async with seated(desk, size=WIDE) as seat:
        await on_day(seat, "1.4.2027")
        await drag(seat, "▷ Bữa", " 14 ")  # its title stands in three lines
        assert entries(seat) == ["Bữa cơm ca đêm ở xưởng may", "Hỏi thợ hàn"]
        await drag(seat, "hàn  ", " 13 ")  # the second line of a title
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 13)


async def test_dragging_in_the_list_of_a_week(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "w", "up")
        await drag(seat, "○ Thuê loa", "Fri 23.4")
        assert task(desk, "Thuê loa").due == date(2027, 4, 23)


async def test_what_cannot_be_dragged_says_why(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "1.4.2027")
        await drag(seat, "▶ Thợ", " 13 ")
        assert "has gone out" in seat.words
        await seat.settle()
        assert "has gone out" in seat.words


async def test_let_go_elsewhere_nothing_moves(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        x, y = seat.place("○ Hỏi thợ hàn   ")
        await seat.pilot.mouse_down(offset=(x + 3, y))
        await seat.pilot.mouse_up(offset=(x + 3, y))
        x, y = seat.place(" 23 ")
        await seat.pilot.mouse_up(offset=(x + 2, y))
        await seat.settle()
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 14)


# ---------------------------------------------------------------- sizes and languages


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (100, 30), (119, 24), (120, 60), (240, 70)])
async def test_any_size(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        assert "20•" in seat.text
        await seat.press("w", "m", "down", "right")
        await seat.resize(*NARROW)
        assert "▸28" in seat.text
        await seat.resize(*size)
        await seat.resize(*WIDE)
        assert "Monday" in seat.text
        assert "▸28" in seat.text


async def test_in_vietnamese(desk, full):
    i18n.use("vi")
    async with seated(desk) as seat:
        await calendar(seat)
        assert "Tháng 4.2027 · chiến dịch này · mọi thứ" in seat.text
        assert "T2 T3 T4 T5 T6 T7 CN" in seat.words
        assert "Thứ ba 20.4.2027 · hôm nay · 2 mục" in seat.text


# ---------------------------------------------------------------- a cell

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


# ---------------------------------------------------------------- how it looks


async def month(seat):
    await calendar(seat)


async def day_of_many(seat):
    await on_day(seat, "29.4.2027", "enter", "down")


async def week(seat):
    await calendar(seat, "w", "right", "right")


async def asking(seat):
    await calendar(seat, "M")
    await seat.comes("AskDay")
    await seat.type("thứ sáu")


@LANGUAGES
@pytest.mark.parametrize("steps", [month, day_of_many, week, asking], ids=lambda f: f.__name__)
def test_narrow(desk, full, looks, steps, language):
    assert looks(desk, steps, language=language)


@pytest.mark.parametrize("steps", [month, week], ids=lambda f: f.__name__)
def test_wide(desk, full, looks, steps):
    assert looks(desk, steps, WIDE, "vi")


def test_empty(desk, looks):
    desk.campaigns.new_empty("Trống", 2027)
    assert looks(desk, month, language="vi")
