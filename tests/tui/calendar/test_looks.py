"""How the calendar looks, at any size and in both languages."""

import pytest

from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated
from tui import i18n

from .hands import calendar, on_day


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (100, 30), (119, 24), (120, 60), (240, 70)])
async def test_any_size(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        assert "20•" in seat.text
        await seat.press("w", "m", "down", "right")
        await seat.resize(*NARROW)
        assert "▸28" in seat.text
        await seat.resize(*size)
        await seat.resize(*WIDE)
        assert "Monday" in seat.text
        assert "▸28" in seat.text


async def test_in_vietnamese(desk, full):
    i18n.use("vi")
    async with seated(desk) as seat:
        await calendar(seat)
        assert "Tháng 4.2027 · chiến dịch này · mọi thứ" in seat.text
        assert "T2 T3 T4 T5 T6 T7 CN" in seat.words
        assert "Thứ ba 20.4.2027 · hôm nay · 2 mục" in seat.text


async def month(seat):
    await calendar(seat)


async def day_of_many(seat):
    await on_day(seat, "29.4.2027", "enter", "down")


async def week(seat):
    await calendar(seat, "w", "right", "right")


async def asking(seat):
    await calendar(seat, "M")
    await seat.comes("AskDay")
    await seat.type("thứ sáu")


@LANGUAGES
@pytest.mark.parametrize("steps", [month, day_of_many, week, asking], ids=lambda f: f.__name__)
def test_narrow(desk, full, looks, steps, language):
    assert looks(desk, steps, language=language)


@pytest.mark.parametrize("steps", [month, week], ids=lambda f: f.__name__)
def test_wide(desk, full, looks, steps):
    assert looks(desk, steps, WIDE, "vi")


def test_empty(desk, looks):
    desk.campaigns.new_empty("Trống", 2027)
    assert looks(desk, month, language="vi")
