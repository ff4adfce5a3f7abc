"""Heads stand over their columns, whole where there is room."""

import pytest

from store.channels import Channel
from store.records import Status
from tests.tui.helpers import NARROW, WIDE, piece, put_campaign, seated
from tui.screens.campaign.matrix_layout import MOST_SPACE, lay_out
from tui.widgets.virtual_list import headed

from .hands import detail, heads, here, matrix, symbols


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10), (100, 30)])
@pytest.mark.parametrize("rows", [3, 40])
async def test_a_column_stands_under_its_head(desk, size, rows):
    put_campaign(desk, topics=tuple(f"chủ đề {n:02}" for n in range(rows)))
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for _ in range(3):
            assert heads(seat) == symbols(seat, "chủ đề 00")
            await seat.press("c")
        for other in (NARROW, (120, 16), size):
            await seat.resize(*other)
            assert heads(seat) == symbols(seat, "chủ đề 00"), other


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10)])
async def test_of_thirty_columns_the_one_under_the_cursor_is_in_view(desk, size):
    channels = tuple(Channel(f"kênh {n:02}", f"nhóm {n // 5}") for n in range(30))
    covered = put_campaign(desk, channels=channels, topics=("thi đua", "nữ công"))
    piece(desk, covered, topics=("thi đua",), channels=("kênh 29",), status=Status.EXPORTED)
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        region = seat.field("head").region
        assert region.height == 2
        assert "›" in seat.lines[region.y + 1]
        assert "‹" not in seat.lines[region.y + 1]
        for number in range(30):
            assert here(seat) == ("thi đua", f"kênh {number:02}")
            assert heads(seat) == symbols(seat, "thi đua")
            line = seat.line("│ thi đua")
            assert "[·]" in line or "[✔]" in line, number
            assert detail(seat).startswith(f"thi đua × kênh {number:02}: ")
            assert seat.field("head").region.height == 2
            await seat.press("right")
        assert "[✔]" in seat.line("│ thi đua")
        assert "‹" in seat.lines[region.y + 1]
        assert "›" not in seat.lines[region.y + 1]
        assert "nhóm 5" in seat.lines[region.y] or "nhó" in seat.lines[region.y]
        for _ in range(30):
            await seat.press("left")
        assert here(seat) == ("thi đua", "kênh 00")


def test_the_head_of_a_column():
    assert headed("báo in", 7) == "báo in "
    assert headed("loa truyền thanh", 4) == "LTT "
    assert headed("Facebook", 3) == "Fa…"
    assert headed("a\x1bb", 3) == "a␛b"


NAMES = ("báo in", "báo điện tử", "loa truyền thanh", "bản tin công đoàn", "Facebook")


def test_names_stand_whole_before_rows_are_cut_and_rows_before_initials():
    def names(width):
        return [" ".join(head) for head in lay_out(NAMES, 40, width, 0).heads]

    for width in (140, 110, 90, 70):
        assert names(width) == list(NAMES), width
    assert lay_out(NAMES, 40, 140, 0).head_height == 1
    assert lay_out(NAMES, 40, 90, 0).head_height == 2
    assert lay_out(NAMES, 40, 70, 0).label < 40
    assert names(50) == ["BI", "BĐT", "LTT", "BTCĐ", "Facebook"]


def test_the_cells_stand_right_behind_the_rows():
    found = lay_out(NAMES, 12, 140, 0)
    assert found.label == 12
    assert found.widths == tuple(len(name) + 1 + MOST_SPACE for name in NAMES)
