"""Changes of the session are taken back."""

from __future__ import annotations

from store.records import Status
from tests.tui.helpers import news, plan, seated, task, written
from tui.screens.recovery.rows import subject

from .hands import conflict, deleted, get_back, notice, rows


async def test_a_change_is_taken_back(desk, clock):
    plan(desk)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    clock.wait(5)
    desk.articles.set_status(written(desk), Status.APPROVED)
    async with seated(desk) as seat:
        await get_back(seat)
        first, second = (seat.line(text) for text in ("status", "tick"))
        assert "↶ status" in first
        assert "Thợ hàn nhận kính mới" in first
        assert "09:05" in first
        assert "↶" not in second
        assert "Gặp ban tổ chức" in second
        assert "09:00" in second
        await seat.press("enter")
        assert seat.top == "RecoveryScreen"
        assert [a.status for a in desk.articles] == [Status.EDITING]
        assert task(desk, "Gặp ban tổ chức").done
        assert seat.notices[-1] == "Undone: status."
        assert "↶ tick" in seat.text
        assert "1 Changes (6)" in seat.text


async def test_several_changes_at_once_after_a_question(desk):
    plan(desk)
    article = written(desk)
    desk.articles.set_status(article, Status.APPROVED)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    desk.articles.remove(article)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.press("down", "down")
        assert seat.text.count("↶") == 4  # three rows, and the sentence above them
        await seat.press("enter")
        await seat.comes("Confirm")
        assert "Take back the last 3 changes?" in seat.text
        await seat.press("n")
        await seat.comes("RecoveryScreen")
        assert not len(desk.articles)
        await seat.press("enter")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert desk.articles[article.id].status == Status.EDITING
        assert task(desk, "Gặp ban tổ chức").done is None
        assert seat.notices[-1] == "3 changes undone."
        assert rows(seat).cursor_place == 0  # the next Enter takes back one, not three
        assert seat.text.count("↶") == 2
        assert "2 Bin  " in seat.text


async def test_a_refused_change_is_told_and_what_was_done_stays_done(desk):
    plan(desk)
    fresh = desk.articles.start(task(desk, "Gặp ban tổ chức"))
    desk.records.change(fresh, headline="Đã đặt tít")
    desk.tasks.tick(task(desk, "Ảnh trao mũ bảo hộ"))
    async with seated(desk) as seat:
        await get_back(seat)
        assert "Đã đặt tít" in seat.line("new article")  # as it is called now
        await seat.press("down", "enter")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        assert "What was new has been worked on since" in notice(seat)
        assert fresh.id in desk.articles
        assert task(desk, "Ảnh trao mũ bảo hộ").done is None
        assert seat.notices[-1] == "Undone: tick."
        await seat.press("2")
        assert not notice(seat)


async def test_ctrl_z_works_in_the_dialog(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "30 days left" in seat.text
        await seat.press("ctrl+z")
        assert len(desk.articles) == 2
        assert "The bin is empty." in seat.text
        await seat.press("ctrl+z")
        assert seat.notices[-1] == "Nothing to undo."


async def test_a_double_click_takes_back(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.click("delete article", times=2)
        assert len(desk.articles) == 2


async def test_a_change_of_another_day_says_the_day(desk, clock):
    deleted(desk)
    clock.wait(24 * 60)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "20.4 09:00" in seat.line("delete article")


def test_what_a_change_is_about(desk):
    campaign = plan(desk)
    article = written(desk, campaign=campaign.id)
    desk.links.add(article, news(desk)[0])
    desk.campaigns.remove(campaign)
    desk.trash.restore(next(iter(desk.trash)))
    clash = conflict(desk, article, headline="Tít của họ")
    desk.file.conflicts.resolve(clash, theirs=True)
    desk.records.change(article, headline="Tít hôm nay")
    about = [subject(desk, change) for change in desk.undo.entries()]
    assert about[0] == "Tít hôm nay"
    assert about[1:3] == ["Mùa quà xa quê"] * 2
    assert about[3] == "Tít hôm nay"  # the link
