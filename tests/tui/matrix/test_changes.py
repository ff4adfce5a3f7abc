"""What changes while the matrix is open."""

import pytest

from store import Article, open_desk
from store.records import Status
from tests.tui.helpers import choose, piece, plan, put_campaign, seated, task, written

from .hands import here, matrix, row_of


async def test_it_follows_the_desk(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l")
        made = piece(desk, covered, topics=("nữ công",), channels=("báo điện tử",))
        await seat.settle()
        assert row_of(seat, "nữ công") == ["○", "[◐]", "·", "·"]
        assert "nữ công × báo điện tử: 1 being written" in seat.text
        desk.articles.set_status(made, Status.APPROVED)
        await seat.settle()
        assert row_of(seat, "nữ công") == ["○", "[●]", "·", "·"]
        desk.articles.remove(made)
        desk.records.change(covered, topics=("nữ công", "thi đua"), channels=covered.channels[:1])
        await seat.settle()
        assert here(seat) == ("nữ công", "báo in")
        assert row_of(seat, "nữ công") == ["[○]"]
        await seat.press("enter")
        await seat.comes("Picker")
        desk.ledger.posted(task(desk, "Hỏi chị em tổ may"), "báo in")
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert row_of(seat, "nữ công") == ["[✔]"]


async def test_ctrl_z_takes_back_what_was_done_before(desk, covered):
    made = piece(desk, covered, topics=("nữ công",), channels=("báo điện tử",))
    async with seated(desk) as seat:
        desk.articles.remove(made)
        await matrix(seat, "end")
        assert row_of(seat, "nữ công") == ["[○]", "·", "·", "·"]
        await seat.press("ctrl+z")
        assert row_of(seat, "nữ công") == ["[○]", "◐", "·", "·"]


async def test_nothing_to_undo(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        put_campaign(desk)
    with open_desk(desk_path, clock=clock) as desk:
        async with seated(desk) as seat:
            await matrix(seat, "ctrl+z")
            await seat.hears("Nothing to undo.")


@pytest.mark.parametrize("keys", [(), ("o",), ("enter",), ("f1",)])
async def test_it_closes_when_the_campaign_goes(desk, covered, keys):
    plan(desk)
    async with seated(desk) as seat:
        seat.screen.show_campaign(covered.id)
        await matrix(seat, "l", *keys)
        desk.campaigns.remove(covered)
        desk.records.add(Article(headline="Một bài nữa"))  # another change, while it is closing
        await seat.settle()
        if keys in (("enter",), ("f1",)):
            await seat.press("escape")
        await seat.comes("DeskScreen")
        assert len(seat.app.screen_stack) == 1
        await seat.press("f2", "f3")
        assert seat.focus == "articles"


async def test_nothing_is_made_for_a_campaign_that_has_gone(desk, covered):
    plan(desk)
    async with seated(desk) as seat:
        seat.screen.show_campaign(covered.id)
        await matrix(seat, "l", "enter")
        await seat.comes("Picker")
        desk.campaigns.remove(covered)
        count = len(desk.articles), len(desk.tasks)
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        assert (len(desk.articles), len(desk.tasks)) == count


async def test_undoing_the_campaign_itself(desk):
    async with seated(desk) as seat:
        await seat.press("escape")
        written(desk)
        made = desk.campaigns.new("thang-cong-nhan", 2027)
        seat.screen.show_campaign(made.id)
        await matrix(seat, "ctrl+z")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == 0


async def test_what_is_chosen_may_have_gone(desk, covered):
    made = [piece(desk, covered, f"Bài {n}", topics=("nữ công",), channels=("loa",)) for n in "12"]
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await seat.comes("Picker")
        desk.articles.remove(made[1])
        await choose(seat, "bai 2")
        await seat.comes("MatrixScreen")
        assert row_of(seat, "nữ công") == ["○", "·", "[◐]", "·"]
