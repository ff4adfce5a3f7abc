"""The numbers: what they counted, and what each opens to."""

from datetime import date

from store import Task
from tests.tui.helpers import WIDE, seated

from .hands import SIZES, go_to, overview


@SIZES
async def test_what_has_come_so_far_stands_in_numbers(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await overview(seat)
        assert "Overview: Mùa sen" in seat.text
        assert "0/1 tasks · in sync 1/3 · 7 gaps" in seat.text
        assert "triển khai" in seat.text
        line = seat.line("đồng bộ")
        assert "33 %" in line
        assert "1/3" in line


async def test_a_change_of_the_desk_is_seen_at_once(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        desk.tasks.tick(next(iter(desk.tasks)))
        await seat.settle()
        assert "1/1 tasks" in seat.text
        assert "100 %" in seat.line("triển khai")


async def test_enter_shows_what_was_counted_and_opens_it(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score đồng bộ")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "đồng bộ: 1/3" in seat.text
        assert "A topic counts when a message of it, an article with its versions" in seat.words
        assert "What counts: 1" in seat.text
        counting, others = seat.text.split("What does not: 2")
        assert counting.count("Quà đến tay") == 2
        assert "too far apart" in others
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")


async def test_what_counts_and_is_deleted_is_told_by_its_headline(desk, covered):
    for article in list(desk.articles):
        desk.articles.remove(article)
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score toàn diện")
        await seat.press("enter")
        await seat.comes("Picker")
        counting, _others = seat.text.split("What does not")
        assert "Quà đến tay" in counting
        assert "deleted" in counting
        await seat.press("enter")
        assert seat.app.is_running


async def test_a_score_of_nothing_says_why_nothing_counts(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score gắn với ngày lễ, kỷ niệm")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "0/3" in seat.text
        assert "hangs on an anniversary" in seat.words
        assert "What counts" not in seat.text
        assert "What does not: 3" in seat.text
        assert "nothing on an anniversary" in seat.line("thi đua")


@SIZES
async def test_each_number_of_the_summary_opens_to_what_makes_it(desk, covered, size):
    late = Task(campaign=covered.id, title="Gửi ảnh", due=date(2027, 4, 1), phase="tham mưu")
    desk.tasks.add(late)
    async with seated(desk, size=size) as seat:
        await overview(seat, "up")
        assert seat.focus == "summary"
        for keys, counting, others in (
            ((), "What counts: 0", "What does not: 2"),
            (("right",), "What counts: 2", ""),
            (("right",), "What counts: 1", "What does not: 1"),
            (("l",), "What counts: 1", "What does not: 2"),
            (("l",), "What counts: 3", ""),
            (("l",), "What counts: 7", "What does not: 5"),
        ):
            await seat.press(*keys, "enter")
            await seat.comes("Picker")
            assert (counting in seat.text) is (not counting.endswith(" 0")), seat.text
            assert not others or others in seat.text, seat.text
            assert others or "What does not" not in seat.text
            await seat.press("escape")
            await seat.comes("OverviewScreen")
            assert seat.focus == "summary"
        await seat.press("left", "left", "left", "enter")
        await seat.comes("Picker")
        assert "1 overdue" in seat.text
        assert "Gửi ảnh" in seat.text
        assert "still in time" in seat.line("Hỏi chị em tổ may")
        await seat.press("escape")
        await seat.comes("OverviewScreen")
        await seat.press("down")
        assert seat.focus == "numbers"


async def test_a_summary_that_is_too_long_takes_another_line(desk, covered):
    desk.records.change(covered, start=date(2027, 4, 1))
    async with seated(desk, size=(44, 20)) as seat:
        await overview(seat)
        for part in ("day 20", "0/1 tasks", "in sync 1/3", "7 gaps"):
            assert part in seat.text
        assert seat.field("summary").size.height == 2
        await seat.resize(*WIDE)
        assert seat.field("summary").size.height == 1


async def test_the_numbers_of_the_summary_open_beside_each_chart(desk, covered):
    async with seated(desk) as seat:
        await overview(seat, "up", "v")
        assert seat.focus == "summary"
        await seat.press("right", "enter")
        await seat.comes("Picker")
        assert "What counts: 1" in seat.text


async def test_a_number_is_gone_to_and_opened_with_the_mouse(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        await seat.click("7 gaps", times=2)
        await seat.comes("Picker")
        assert "What counts: 7" in seat.text


async def test_from_a_number_its_article_is_opened(desk, covered):
    async with seated(desk) as seat:
        await overview(seat, "up", "right", "right", "enter")
        await seat.comes("Picker")
        assert "in sync 1/3" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.topics == ("thi đua",)
