"""What Enter opens or makes in a cell."""

from datetime import date, timedelta

import pytest

from store import Task, open_desk
from store.records import Status
from tests.tui.helpers import SIZES, choose, piece, seated, task

from .hands import here, matrix, row_of

TODAY = date(2027, 4, 20)


@SIZES
async def test_enter_opens_the_only_article(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await seat.press("f2")
        await matrix(seat, "down", "end", "up", "l", "l", "l", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.topics == ("cứu trợ",)
        assert seat.article.channels == ("bảng tin",)
        assert seat.focus == "body"


async def test_of_several_one_is_chosen(desk, covered):
    names = ("Bài một", "Bài hai")
    for headline in names:
        piece(desk, covered, headline, topics=("nữ công",), channels=("báo in",))
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await seat.comes("Picker")
        assert "nữ công × báo in" in seat.text
        for shown in (
            *names,
            "being written",
            "Begin the article of the task: Hỏi chị em",
            "New task",
        ):
            assert shown in seat.text
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert here(seat) == ("nữ công", "báo in")
        await seat.press("enter")
        await choose(seat, "bai hai")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Bài hai"


async def test_what_is_out_and_deleted_counts_and_is_not_opened(desk, covered):
    for article in list(desk.articles):
        desk.articles.remove(article)
    async with seated(desk) as seat:
        await matrix(seat, "down", "end", "up", "l", "l", "l")
        assert "✔" in row_of(seat, "cứu trợ")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "New article" in seat.text


async def test_the_article_of_a_task_is_begun(desk, covered):
    asked = task(desk, "Hỏi chị em tổ may")
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await choose(seat, "begin")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert desk.tasks[asked.id].articles == (seat.article.id,)
        assert seat.article.topics == ("nữ công",)
        assert seat.article.channels == ("báo in",)


async def test_an_empty_cell_gets_an_article_with_its_tags(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        made = seat.article
        assert (made.campaign, made.topics, made.channels) == (covered.id, ("nữ công",), ("loa",))
        assert (made.status, made.strand, made.due) == (Status.ASSIGNED, "", None)
        await matrix(seat)
        assert row_of(seat, "nữ công") == ["○", "·", "[○]", "·"]


async def test_in_a_phase_article_and_task_come_and_go_as_one_change(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "p")  # triển khai, the first phase that has tasks
        await seat.press("end", "l", "l", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        made = task(desk, "nữ công: loa")
        assert made.articles == (seat.article.id,)
        assert made.phase
        assert desk.undo.entries()[0].label == "new article"
        desk.undo.step_back()
        assert made.id not in desk.tasks
        assert not any(made.articles[0] == article.id for article in desk.articles)


async def test_an_empty_cell_gets_a_task_with_its_tags_and_the_matrix_shows_it(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        await seat.hears("New task: nữ công: loa · tham mưu. Enter on its cell edits it.")
        made = task(desk, "nữ công: loa")
        assert (made.campaign, made.topics, made.channels) == (covered.id, ("nữ công",), ("loa",))
        assert (made.phase, made.strand, made.due) == ("tham mưu", "", None)
        assert here(seat) == ("nữ công", "loa")
        assert row_of(seat, "nữ công") == ["○", "·", "[○]", "·"]
        assert "6 gaps" in seat.text
        await seat.press("ctrl+z")
        await seat.hears("Undone: new task.")
        assert seat.top == "MatrixScreen"
        assert row_of(seat, "nữ công") == ["○", "·", "[·]", "·"]
        assert "7 gaps" in seat.text


@pytest.mark.parametrize(
    ("axes", "tags"),
    [
        ("", {"topics": ("thi đua",), "channels": ("báo điện tử",)}),
        ("rc", {"milestone": "Đại hội CĐCS", "audiences": ("chính quyền",)}),
        ("rrcc", {"goals": ("G1",), "levels": ("công đoàn cơ sở",)}),
        ("rrr", {"unit": "Liên đoàn Lao động Long Biên", "channels": ("báo điện tử",)}),
    ],
)
@pytest.mark.parametrize("what", ["new article", "new task"])
async def test_the_tags_are_those_of_the_axes(desk, covered, axes, tags, what):
    async with seated(desk) as seat:
        known = {one.id for one in (*desk.tasks, *desk.articles)}
        await matrix(seat, *axes, "l", "enter")
        await choose(seat, what)
        await seat.comes("DeskScreen" if what == "new article" else "MatrixScreen")
        await seat.settle()
        (made,) = [one for one in (*desk.tasks, *desk.articles) if one.id not in known]
        assert {name: getattr(made, name) for name in tags} == tags


@pytest.mark.parametrize("what", ["new article", "new task"])
async def test_what_is_made_under_filters_stands_in_the_view(desk, covered, what):
    async with seated(desk) as seat:
        filters = ("s", "s", "p", "p", "t")
        await matrix(seat, *filters, "l")
        assert "Topics × Channels · An toàn · triển khai · next 7 days · in sync 0/3" in seat.text
        assert row_of(seat, "nữ công") == ["○", "·", "·", "·"]
        assert row_of(seat, "thi đua") == ["·", "[·]", "·", "·"]
        await seat.press("enter")
        await choose(seat, what)
        if what == "new article":
            await seat.comes("DeskScreen")
            await seat.until(lambda: seat.article, "the article")
            await matrix(seat)
        await seat.comes("MatrixScreen")
        assert row_of(seat, "thi đua") == ["·", "[○]", "·", "·"]
        made = task(desk, "thi đua: báo điện tử")
        assert (made.strand, made.phase) == ("An toàn", "triển khai")
        assert made.due == TODAY + timedelta(days=7)
        assert len(made.articles) == (what == "new article")


async def test_enter_twice_asks_once(desk, covered):
    count = len(desk.articles)
    async with seated(desk) as seat:
        await matrix(seat, "end", "l")
        await seat.type("\n\n")
        await seat.settle()
        assert len(seat.app.screen_stack) == 1 + (seat.top == "Picker") + (seat.top != "DeskScreen")
        assert len(desk.articles) == count + (seat.top == "DeskScreen")


async def test_a_desk_for_reading_only_says_so(desk, covered, desk_path, clock):
    desk.file.checkpoint()
    with open_desk(desk_path, read_only=True, clock=clock) as reading:
        async with seated(reading) as seat:
            await matrix(seat, "end", "l", "enter")
            await choose(seat, "new task")
            await seat.comes("MatrixScreen")
            await seat.sees("open for reading only")
            await seat.press("k", "ctrl+z")
            assert seat.top == "MatrixScreen"
            await seat.press("enter")
            await choose(seat, "new article")
            await seat.comes("MatrixScreen")
            await seat.sees("open for reading only")
            await seat.press("j")
            assert "open for reading only" not in seat.text


async def test_a_task_in_a_cell_is_edited(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await choose(seat, "edit the task")
        await seat.comes("TaskForm")
        assert "Hỏi chị em tổ may" in seat.text
        await seat.type(" sớm")
        await seat.press("ctrl+s")
        await seat.comes("MatrixScreen")
        assert task(desk, "Hỏi chị em tổ may sớm").topics == ("nữ công",)


async def test_a_new_task_comes_to_the_phase_of_today(desk, covered):
    for days, phase in ((-30, "tham mưu"), (-20, "tham mưu"), (-1, "triển khai")):
        due = TODAY + timedelta(days=days)
        desk.tasks.add(Task(campaign=covered.id, title=f"Việc {days}", phase=phase, due=due))
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new task")
        await seat.hears("New task: nữ công: loa · triển khai.")
        assert task(desk, "nữ công: loa").phase == "triển khai"
