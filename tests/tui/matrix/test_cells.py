"""What the cells show, and the cursor in them."""

import pytest

from store.campaign_records import Goal
from store.campaigns.matrix import Cell, State
from store.channels import Channel
from store.records import Status
from tests.tui.helpers import SIZES, WIDE, piece, put_campaign, seated
from tui.screens.campaign.base import following
from tui.screens.campaign.matrix import MatrixScreen
from tui.screens.campaign.matrix_rows import drawn

from .hands import detail, here, matrix, row_of, symbols


@SIZES
async def test_cells_and_what_is_in_sync(desk, covered, size):
    for status, channel in ((Status.WRITING, "báo điện tử"), (Status.APPROVED, "loa")):
        piece(desk, covered, topics=("nữ công",), channels=(channel,), status=status)
    piece(desk, covered, topics=("nữ công",), channels=("loa",))
    async with seated(desk, size=size) as seat:
        await matrix(seat, "end")
        assert row_of(seat, "thi đua") == ["=", "✔", "·", "✔", "·"]
        assert row_of(seat, "cứu trợ") == ["≠", "✔", "·", "·", "✔"]
        assert row_of(seat, "nữ công") == ["[○]", "◐", "◐●", "·"]
        assert detail(seat) == (
            "nữ công × báo in: 1 planned · not in sync: nothing out in truyền thông đại chúng, "
            "trực tiếp tại cơ sở"
        )
        await seat.press("up")
        assert detail(seat) == "cứu trợ × báo in: 1 out · not in sync: 144 hours too far apart"
        await seat.press("up", "right")
        assert detail(seat) == "thi đua × báo điện tử: nothing yet · in sync ✔"
        await seat.press("end", "right")
        assert detail(seat).startswith("nữ công × loa: 1 being written, 1 ready · not in sync: ")


def holding(planned=0, ready=0, out=0, writing=0):
    states = [State.PLANNED] * planned + [State.WRITING] * writing
    states += [State.APPROVED] * ready + [State.OUT] * out
    return Cell(tuple(str(n) for n in range(len(states))), (), tuple(states))


@pytest.mark.parametrize(
    ("counts", "width", "shown"),
    [
        ({}, 3, "·"),
        ({"planned": 1}, 3, "○"),
        ({"planned": 9}, 3, "○9"),
        ({"planned": 13}, 3, "○13"),
        ({"planned": 100}, 3, "○+"),
        ({"planned": 2000}, 5, "○2000"),
        ({"planned": 2, "ready": 1, "out": 3}, 5, "○2●✔3"),
        ({"planned": 2, "ready": 1, "out": 3}, 4, "213"),
        ({"planned": 1, "ready": 1, "out": 1}, 3, "○●✔"),
        ({"writing": 2, "out": 12}, 5, "◐2✔12"),
        ({"writing": 2, "out": 12}, 3, "2·+"),
        ({"ready": 2, "out": 3}, 3, "·23"),
    ],
)
def test_a_cell_shows_three_counts_and_none_is_cut(counts, width, shown):
    assert "".join(text for text, _tone in drawn(holding(**counts), width)) == shown


@SIZES
async def test_the_three_counts_stand_in_their_cell(desk, covered, size):
    for status, count in ((Status.WRITING, 2), (Status.APPROVED, 1), (Status.EXPORTED, 3)):
        for n in range(count):
            piece(desk, covered, f"{n}", topics=("nữ công",), channels=("loa",), status=status)
    async with seated(desk, size=size) as seat:
        await matrix(seat, "end", "l", "l")
        assert row_of(seat, "nữ công") == ["○", "·", "[◐2●✔3]", "·"]
        assert detail(seat).startswith("nữ công × loa: 2 being written, 1 ready, 3 out · ")


async def test_with_many_columns_three_counts_stand_without_signs_and_are_explained(desk):
    """All 11 channels of the built-in campaign stay in view at 80 columns."""
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    topic = made.topics[0]
    for status, count in ((Status.WRITING, 2), (Status.APPROVED, 1), (Status.EXPORTED, 3)):
        for n in range(count):
            piece(desk, made, f"{n}", topics=(topic,), channels=("băng rôn",), status=status)
    async with seated(desk) as seat:
        await matrix(seat, *"llllllll")
        assert here(seat) == (topic, "băng rôn")
        assert "[213]" in seat.line(f"│ {topic[:12]}")
        assert "213 ○●✔" in seat.text
        await seat.press("l")
        assert " 213[" in seat.line(f"│ {topic[:12]}")
    async with seated(desk, size=WIDE) as seat:
        await matrix(seat)
        assert "◐2●✔3" in seat.line(f"│ {topic[:12]}")


async def test_the_signs_are_explained(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        assert "· nothing yet ○ planned ◐ being written" in seat.words
        assert "= in sync ≠ too far apart" in seat.words
        await seat.press("o")
        assert "○ planned" not in seat.words
        assert ("≠", "too far apart") in seat.on_top(MatrixScreen).signs


def test_one_after_the_other():
    assert [following(value, ["", "a", "b"]) for value in ("", "a", "b", "?")] == ["a", "b", "", ""]
    assert following("a", ["", "a", "a", "b"]) == "b"  # a list may name one twice


async def test_the_detail_shows_a_long_name_whole(desk):
    goal = "Góp phần kết nạp đoàn viên, lập thêm CĐCS ở những nơi còn chưa có tổ chức " * 2
    put_campaign(desk, goals=(Goal("G1", goal.strip()),))
    async with seated(desk) as seat:
        await matrix(seat, "r", "r")
        assert detail(seat).startswith(f"{goal.strip()} × báo in: nothing yet · not in sync")
        assert detail(seat).endswith("truyền thông đại chúng, trực tiếp tại cơ sở")


async def test_what_must_not_reach_the_terminal_is_a_symbol(desk):
    bad = "xấu\x1b[31m\nhai"
    covered = put_campaign(
        desk, topics=(bad,), channels=(Channel(bad, bad),), strands=(bad,), phases=(bad,)
    )
    piece(desk, covered, bad, topics=(bad,), channels=(bad,))
    piece(desk, covered, bad, topics=(bad,), channels=(bad,), strand=bad)
    async with seated(desk) as seat:
        await matrix(seat)
        for key in ("enter", "escape", "s", "p", "o", "enter"):
            await seat.press(key)
            assert "\x1b" not in seat.text
            assert "␛" in seat.text


async def test_moving_with_arrows_and_letters(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        for key, there in (
            ("right", ("thi đua", "báo điện tử")),
            ("l", ("thi đua", "loa")),
            ("down", ("cứu trợ", "loa")),
            ("j", ("nữ công", "loa")),
            ("down", ("nữ công", "loa")),
            ("left", ("nữ công", "báo điện tử")),
            ("h", ("nữ công", "báo in")),
            ("h", ("nữ công", "báo in")),
            ("k", ("cứu trợ", "báo in")),
            ("G", ("nữ công", "báo in")),
            ("g", ("thi đua", "báo in")),
        ):
            await seat.press(key)
            assert here(seat) == there, key
            assert detail(seat).startswith(" × ".join(there))
        await seat.type("lllllj")
        assert here(seat) == ("cứu trợ", "bảng tin")
        assert row_of(seat, "cứu trợ") == ["≠", "✔", "·", "·", "[✔]"]


async def test_the_mouse_takes_a_cell(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        x = symbols(seat, "cứu trợ")[3]
        y = seat.place("│ cứu trợ")[1]
        await seat.pilot.click(offset=(x, y))
        await seat.settle()
        assert here(seat) == ("cứu trợ", "bảng tin")
        await seat.click("nữ công")  # the name of a row: the column stays
        assert here(seat) == ("nữ công", "bảng tin")
        await seat.pilot.click(offset=(x, y), times=2)
        await seat.comes("DeskScreen")
        assert seat.article.channels == ("bảng tin",)
