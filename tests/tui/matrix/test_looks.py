"""How the matrix looks, in both languages."""

import re

import pytest

from store.records import Status
from tests.tui.helpers import (
    LANGUAGES,
    NARROW,
    SIZES,
    WIDE,
    piece,
    put_campaign,
    seated,
)
from tui import i18n
from tui.screens.campaign.matrix_rows import legend

from .hands import detail, heads, matrix, symbols


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def test_the_help_says_its_keys(desk, covered):
    async with seated(desk, size=WIDE) as seat:
        await matrix(seat)
        assert "Enter Open / make  o Gaps  r Rows  c Columns" in seat.text
        await seat.press("f1")
        await seat.comes("HelpScreen")
        for words in ("Go one column to the left.", "Count only the pieces of one strand."):
            assert words in seat.text
        await seat.press("escape")
        await seat.comes("MatrixScreen")


@SIZES
async def test_in_vietnamese(desk, size):
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    piece(
        desk, made, topics=("mô hình hay",), channels=("báo in", "bảng tin"), status=Status.EXPORTED
    )
    i18n.use("vi")
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        assert "Ma trận: Tháng Công nhân 2027" in seat.text
        assert "│ Chủ đề × Kênh · đồng bộ 1/15 · " in seat.text
        assert " ô trống" in seat.text
        assert "chưa đồng bộ" in detail(seat)
        assert detail(seat).endswith("truyền thông đại chúng, trực tiếp tại cơ sở")
        await seat.press("o")
        assert "ngày" in seat.line("▲")
        await seat.press("o", "r", "r", "r", "c", "c", "s", "p", "t")
        assert "7 ngày tới" in seat.words
        assert heads(seat) == symbols(seat, "Tổng LĐLĐ")


@SIZES
async def test_the_campaign_of_the_template(desk, size):
    """Every row and column of the built-in campaign has its place on both sizes."""
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for topic in made.topics:
            assert topic[:21] in seat.text
        assert len(heads(seat)) == len(made.channels) == 11
        assert heads(seat) == symbols(seat, "đổi mới")
        assert "‹" not in seat.text
        assert "›" not in seat.text


async def cells(seat):
    await matrix(seat, "down", "right")


async def gaps(seat):
    await matrix(seat, "o")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("steps", [cells, gaps])
def test_narrow(desk, covered, looks, steps, language):
    assert looks(desk, steps, NARROW, language)


def test_wide(desk, covered, looks):
    assert looks(desk, cells, WIDE, "vi")


@LANGUAGES
async def test_over_many_rows_the_first_lines_say_the_signs(desk, campaign, language):
    i18n.use(language)
    topics = tuple(f"chủ đề {n}" for n in range(15))
    desk.records.change(campaign, topics=topics)
    async with seated(desk) as seat:
        await matrix(seat)
        assert not seat.field("legend").display
        first_lines = seat.lines[1:3]
        for sign, meaning in legend()[1:]:
            assert any(f"{sign} {meaning}" in line for line in first_lines), (sign, first_lines)
        assert all(re.search(r"\S │$", line.rstrip()) for line in first_lines)
        await seat.press("o")
        assert not any("○" in line for line in seat.lines[1:3])
