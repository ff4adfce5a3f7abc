"""What was deleted is read and put back."""

from __future__ import annotations

from tests.tui.helpers import LEAD, plan, seated, task, written

from .hands import deleted, get_back, rows


async def test_what_was_deleted_is_put_back_with_its_links(desk, clock):
    plan(desk)
    article = written(desk)
    desk.tasks.attach(task(desk, "Gặp ban tổ chức"), article)
    desk.articles.remove(article)
    clock.wait(1)
    clock.use(desk, 3)
    other = written(desk, "Bài xóa sau")
    desk.articles.remove(other)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert [row.deleted.title for row in rows(seat).items] == [
            "Bài xóa sau",
            "Thợ hàn nhận kính mới",
        ]
        assert "delete article · 20.4 09:00 · 28 days left" in seat.text
        assert "delete article · 09:01 · 30 days left" in seat.text
        await seat.press("down", "enter")
        assert desk.articles[article.id].body == article.body
        assert task(desk, "Gặp ban tổ chức").articles == (article.id,)
        assert seat.notices[-1] == "Put back: Thợ hàn nhận kính mới. Ctrl+Z undoes it."
        assert "2 Bin (1)" in seat.text
        await seat.press("ctrl+z")
        assert article.id not in desk.articles
        assert len(desk.trash) == 2


async def test_what_lies_in_the_bin_can_be_read(desk):
    campaign = plan(desk)
    deleted(desk)
    desk.tasks.remove(task(desk, "Gặp ban tổ chức"))
    desk.campaigns.remove(campaign)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        await seat.press("v")
        await seat.comes("Reading")
        assert "Mùa quà xa quê" in seat.text
        assert "Task · Bài về bữa cơm ca · triển khai · 28.4.2027" in seat.text
        await seat.press("escape")
        await seat.comes("RecoveryScreen")
        await seat.press("down", "v")
        await seat.comes("Reading")
        assert "Phase: tham mưu" in seat.text
        assert "Due: 10.4.2027" in seat.text
        await seat.press("escape")
        await seat.comes("RecoveryScreen")
        await seat.press("down", "v")
        await seat.comes("Reading")
        assert LEAD[:40] in seat.text
        assert seat.text.count("Minh Hà") == 2  # byline and sign-off


async def test_the_bin_is_harmless(desk):
    deleted(desk, "Tít\x1b[2J", body="Thân\u202e bài")
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "Tít␛[2J" in seat.text
        await seat.press("v")
        await seat.comes("Reading")
        assert "Thân⇄ bài" in seat.text
        assert not {"\x1b", "\u202e"} & set(seat.text)


async def test_entries_of_the_bin_grow_old(desk, clock):
    deleted(desk)
    clock.use(desk, 31)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "0 days left" in seat.text
