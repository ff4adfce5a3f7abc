"""What is done to an entry: moved to another day, ticked, opened, added."""

from datetime import date

import pytest

from store import Article
from store.dates.parser import read_due
from tests.tui.helpers import SIZES, seated, task

from .hands import TODAY, ask, calendar, current, here, on_day, put_task


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
