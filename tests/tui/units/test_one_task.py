"""One task: who has acknowledged it, and the pieces of a unit."""

from store import Task
from tests.tui.helpers import SIZES, WIDE, choose, seated, task

from .hands import detail, here, row_of, shown, told, units


async def one_task(seat, words="phat dong"):
    await seat.press("t")
    await choose(seat, words)
    await seat.comes("UnitsScreen")


@SIZES
async def test_one_task_and_acknowledging_it(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat, "down", "space")
        assert told(seat) == "Choose the task that it has acknowledged first: t."
        await one_task(seat)
        assert "Phát động mùa sen · acknowledged 2/5 · stops at 2 units ■" in seat.text
        marks = {name: row_of(seat, name) for name in shown(seat)}
        assert "✔" in marks["Quận Đông"]
        assert "✔" in marks["Xưởng Sen"]
        assert "■" in marks["Quận An"]
        assert "■" in marks["Xưởng Gạo"]
        assert "·" in marks["Lớp Bến"]
        assert here(seat) == "Quận An"
        assert "■ the chain stops here" in detail(seat)
        await seat.press("space")
        assert "✔ acknowledged 20.4 9h" in detail(seat)
        assert "acknowledged 3/5" in seat.text
        assert "■" in row_of(seat, "Lớp Bến")
        await seat.press("space")
        assert "acknowledged 2/5" in seat.text
        await seat.press("ctrl+z", "ctrl+z")
        assert len(task(desk, "Phát động mùa sen").acks) == 2
        await seat.press("home")
        assert "the task does not go here" in detail(seat)
        await seat.press("space")
        assert "does not go down to" in told(seat)
        await one_task(seat, "all tasks")
        assert "6 units" in seat.text


async def test_a_task_that_goes_leaves_all_tasks(desk, campaign):
    async with seated(desk) as seat:
        await units(seat)
        await one_task(seat)
        desk.tasks.remove(task(desk, "Phát động mùa sen"))
        await seat.settle()
        assert "6 units · acknowledged everything" in seat.text


async def test_enter_opens_an_article_of_the_unit(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "enter")
        assert "Nothing is planned or written for “Quận An” yet." in told(seat)
        await seat.press("end", "enter")
        await choose(seat, "ca dem")
        await seat.until(lambda: seat.article and seat.article.headline == "Ca đêm", "the article")


async def test_enter_begins_the_article_of_a_task(desk, campaign):
    desk.tasks.add(Task(campaign=campaign.id, title="Bài lớp", unit="Công đoàn Lớp Bến"))
    async with seated(desk, size=WIDE) as seat:
        await units(seat)
        await seat.click("Lớp Bến", times=2)
        await choose(seat, "bai lop")
        await seat.until(lambda: seat.article and seat.article.headline == "Bài lớp", "the article")
        assert task(desk, "Bài lớp").articles == (seat.article.id,)
