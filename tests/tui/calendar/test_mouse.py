"""Clicks, and entries dragged to another day."""

from datetime import date

import pytest

from tests.tui.helpers import SIZES, WIDE, seated, task

from .hands import calendar, current, entries, here, on_day


@SIZES
async def test_a_click_on_a_day(desk, full, size):
    async with seated(desk, size=size) as seat:
        await calendar(seat)
        await seat.click(" 15 ", dx=1)
        assert here(seat) == date(2027, 4, 15)
        assert entries(seat) == ["Quầy vé cho công nhân xa quê"]
        await seat.click("▷ Quầy", times=2)
        assert seat.focus == "entries"
        await seat.click(seat.field("entries"), times=2)


async def test_a_click_on_the_mark_ticks(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        row = next(n for n, line in enumerate(seat.lines) if "Hỏi thợ hàn  " in line)
        await seat.pilot.click(offset=(3, row))
        await seat.settle()
        assert task(desk, "Hỏi thợ hàn").done


async def drag(seat, source, target):
    """Take what stands in one place, and let it go in another."""
    x, y = seat.place(source)
    await seat.pilot.mouse_down(offset=(x + 3, y))
    await seat.settle()
    x, y = seat.place(target)
    await seat.pilot.hover(offset=(x + 2, y))
    await seat.pilot.mouse_up(offset=(x + 2, y))
    await seat.settle()


@pytest.mark.parametrize("source", ["○ Hỏi thợ hàn   ", "○ Hỏi thợ…"])
async def test_an_entry_is_dragged_to_another_day(desk, full, source):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        await drag(seat, source, " 23 ")
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 23)
        assert here(seat) == date(2027, 4, 23)
        assert current(seat) == "Hỏi thợ hàn"


async def test_the_entry_that_is_dragged_is_the_one_under_the_mouse(desk, full):
    async with seated(desk, size=WIDE) as seat:
        await on_day(seat, "1.4.2027")
        await drag(seat, "▷ Bữa", " 14 ")  # its title stands in three lines
        assert entries(seat) == ["Bữa cơm ca đêm ở xưởng may", "Hỏi thợ hàn"]
        await drag(seat, "hàn  ", " 13 ")  # the second line of a title
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 13)


async def test_dragging_in_the_list_of_a_week(desk, full):
    async with seated(desk) as seat:
        await calendar(seat, "w", "up")
        await drag(seat, "○ Thuê loa", "Fri 23.4")
        assert task(desk, "Thuê loa").due == date(2027, 4, 23)


async def test_what_cannot_be_dragged_says_why(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "1.4.2027")
        await drag(seat, "▶ Thợ", " 13 ")
        assert "has gone out" in seat.words
        await seat.settle()
        assert "has gone out" in seat.words


async def test_let_go_elsewhere_nothing_moves(desk, full):
    async with seated(desk) as seat:
        await on_day(seat, "14.4.2027")
        x, y = seat.place("○ Hỏi thợ hàn   ")
        await seat.pilot.mouse_down(offset=(x + 3, y))
        await seat.pilot.mouse_up(offset=(x + 3, y))
        x, y = seat.place(" 23 ")
        await seat.pilot.mouse_up(offset=(x + 2, y))
        await seat.settle()
        assert task(desk, "Hỏi thợ hàn").due == date(2027, 4, 14)
