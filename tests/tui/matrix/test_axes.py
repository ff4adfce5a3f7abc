"""Other rows and columns, filters, and what of them is kept for a campaign."""

from store import Campaign
from store.channels import Channel
from tests.tui.helpers import GRASS, SIZES, choose, piece, plan, put_campaign, seated, task
from tui.screens.campaign.matrix import MatrixScreen

from .hands import here, matrix, row_of


@SIZES
async def test_other_rows_and_columns(desk, covered, size):
    piece(
        desk,
        covered,
        goals=("G2",),
        audiences=("đoàn viên",),
        levels=("công đoàn cơ sở",),
        milestone="Đại hội Thành phố",
        unit="Liên đoàn Lao động Long Biên",
        channels=("loa",),
    )
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for axes, row in (
            ("Milestones × Channels", ("Đại hội Thành phố", ["·", "·", "◐", "·"])),
            ("Goals × Channels", ("Chăm lo", ["·", "·", "◐", "·"])),
            ("Units × Channels", ("Long Biên", ["[·]", "·", "◐", "·"])),
            ("Topics × Channels", ("nữ công", ["○", "·", "·", "·"])),
        ):
            await seat.press("r")
            assert f"│ {axes} · in sync" in seat.text
            assert row_of(seat, row[0]) == row[1]
        await seat.press("r", "r", "end", "l", "l")
        for axes, cells, groups in (
            ("Goals × Audiences", ["◐", "[·]"], True),
            ("Goals × Levels", ["·", "[◐]"], False),
            ("Goals × Channels", ["·", "[·]", "◐", "·"], True),
        ):
            await seat.press("c")
            assert f"│ {axes} · in sync" in seat.text
            assert row_of(seat, "Chăm lo") == cells
            assert seat.field("head").region.height == 1 + groups


async def test_filters(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "s")
        assert "Topics × Channels · Tháng Công nhân · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("s")
        assert "Topics × Channels · An toàn · in sync 0/3 · 11 gaps" in seat.text
        await seat.press("s", "p")
        assert "Topics × Channels · tham mưu · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("p")
        assert "Topics × Channels · triển khai · in sync 0/3 · 11 gaps" in seat.text
        await seat.press("p", "t")
        # What went out today, and the task of Friday.
        assert "Topics × Channels · next 7 days · in sync 0/3 · 10 gaps" in seat.text
        assert row_of(seat, "thi đua") == ["[·]", "·", "✔", "·"]
        await seat.press("t")
        assert "next 30 days · in sync 0/3 · 10 gaps" in seat.text
        await seat.press("t")
        assert "│ Topics × Channels · in sync 1/3 · 7 gaps" in seat.text


async def test_filters_of_which_there_are_none(desk):
    put_campaign(desk, strands=(), phases=())
    async with seated(desk) as seat:
        await matrix(seat, "s", "p", "s", "p")
        assert "│ Topics × Channels · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert task(desk, "thi đua: báo in").phase == ""


async def test_a_campaign_without_lists(desk):
    plan(desk)
    async with seated(desk) as seat:
        await matrix(seat)
        assert "The campaign has no such list yet; r and c show others." in seat.text
        for key in ("r", "c", "down", "left", "l", "enter", "o", "enter", "down", "o"):
            await seat.press(key)
            assert seat.top == "MatrixScreen"
        assert "0 gaps" in seat.text


async def test_rows_without_columns(desk):
    put_campaign(desk, channels=())
    async with seated(desk) as seat:
        await matrix(seat, "enter", "l")
        assert "The campaign has no such list yet; r and c show others." in seat.text
        await seat.press("c")
        assert row_of(seat, "thi đua") == ["[·]", "·"]


async def test_what_is_looked_at_is_kept_for_each_campaign(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "r", "c", "s", "p", "t", "down", "right")
        looked = "Milestones × Audiences · Tháng Công nhân · tham mưu · next 7 days"
        assert looked in seat.text
        assert here(seat) == ("Đại hội Thành phố", "chính quyền")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await matrix(seat)
        assert looked in seat.text
        assert here(seat) == ("Đại hội Thành phố", "chính quyền")
        await seat.press("escape")
        other = desk.records.add(
            Campaign(name="Mùa khác", year=2027, topics=("a",), channels=(Channel("b"),))
        )
        seat.screen.show_campaign(other.id)
        await matrix(seat)
        assert "Matrix: Mùa khác" in seat.text
        assert "│ Topics × Channels · in sync" in seat.text
        await seat.press("escape")
        seat.screen.show_campaign(covered.id)
        await matrix(seat)
        assert looked in seat.text


async def test_what_is_kept_gives_way_to_other_lists_and_another_day(desk, covered, clock):
    async with seated(desk) as seat:
        await matrix(seat, "s", "p", "t", "end", "end", "l", "l")
        await seat.press("escape")
        changed = {"strands": ("An toàn",), "phases": (), "topics": ("thi đua",)}
        desk.records.change(covered, channels=(Channel("loa", GRASS),), **changed)
        clock.wait(2 * 24 * 60)
        await matrix(seat)
        assert "│ Topics × Channels · next 7 days · in sync" in seat.text
        assert here(seat) == ("thi đua", "loa")
        assert seat.on_top(MatrixScreen)._view.since == desk.records.today()
