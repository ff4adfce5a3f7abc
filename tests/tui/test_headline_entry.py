"""The entry of the headline: wrapped, with the cursor and the mouse in each of its lines."""

from __future__ import annotations

import pytest

from tests.tui.helpers import NARROW, WIDE, seated, written

LONG = "Công đoàn khu Bắc khám mắt, phát kính bảo hộ cho 320 thợ hàn xưởng tàu thứ nhất"


@pytest.fixture
def article(desk):
    return written(desk, LONG)


def headline(seat):
    return seat.field("headline")


def shown(seat):
    """The lines of the entry as they stand on the screen."""
    region = headline(seat).region
    return [line[region.x : region.right].strip() for line in seat.lines[region.y : region.bottom]]


@pytest.mark.parametrize(("size", "lines"), [(NARROW, 2), (WIDE, 3)])
async def test_80_characters_are_whole(desk, article, size, lines):
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        assert " ".join(shown(seat)) == LONG
        assert len(shown(seat)) == lines
        headline(seat).focus()
        await seat.press("end")
        assert " ".join(shown(seat)) == LONG


async def test_it_takes_a_second_line_while_one_types_and_gives_it_back(desk):
    article = written(desk, "Một tít")
    async with seated(desk) as seat:
        await seat.open(article)
        headline(seat).focus()
        await seat.press("end")
        below = seat.field("byline").region.y
        assert headline(seat).size.height == 1
        await seat.type(" dài" * 15)
        assert headline(seat).size.height == 2
        assert seat.field("byline").region.y == below + 1
        assert headline(seat).text == "Một tít" + " dài" * 15
        await seat.press("ctrl+u")
        assert headline(seat).size.height == 1
        assert seat.field("byline").region.y == below


async def test_the_cursor_stands_where_one_writes(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        headline(seat).focus()
        await seat.press("home")
        region = headline(seat).region
        assert seat.app.cursor_position == (region.x, region.y)
        await seat.press("end")
        second = shown(seat)[1]
        assert seat.app.cursor_position == (region.x + len(second), region.y + 1)
        await seat.press("home", "delete", "X")
        assert headline(seat).text == "X" + LONG[1:]


async def test_a_click_on_the_second_line_goes_there(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        word = shown(seat)[1].split()[1]
        await seat.click(word)
        assert headline(seat).cursor_position == LONG.rindex(word)
        await seat.type("Z")
        assert LONG.replace(word, f"Z{word}") == headline(seat).text
        await seat.click("Công đoàn khu")
        assert headline(seat).cursor_position == 0
        region = headline(seat).region
        await seat.drag((region.x, region.y), (region.x + 4, region.y + 1))
        assert headline(seat).selected_text.startswith("Công đoàn khu Bắc")
        assert len(headline(seat).selected_text) > len(shown(seat)[0])


async def test_of_a_very_long_one_the_part_with_the_cursor_is_shown(desk):
    article = written(desk, " ".join(f"chữ{n}" for n in range(60)))
    async with seated(desk) as seat:
        await seat.open(article)
        assert shown(seat)[0].startswith("chữ0 ")
        headline(seat).focus()
        await seat.press("end")
        assert shown(seat)[-1].endswith("chữ59")
        assert len(shown(seat)) == 3
        await seat.press("home")
        assert shown(seat)[0].startswith("chữ0 ")


async def test_it_wraps_anew_in_another_window(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.resize(110, 24)
        assert shown(seat) == [LONG]
        await seat.resize(*NARROW)
        assert " ".join(shown(seat)) == LONG


@pytest.mark.parametrize("text", ["x" * 100, "新聞" * 40, "👍🏽 " * 40, "a " * 70])
async def test_any_text_can_be_walked_through(desk, text):
    article = written(desk, text)
    async with seated(desk) as seat:
        await seat.open(article)
        headline(seat).focus()
        for key in ("end", "left", "left", "home", "ctrl+right", "right", "shift+end"):
            await seat.press(key)
            assert seat.lines
            x, y = seat.app.cursor_position
            region = headline(seat).region
            assert region.x <= x <= region.right
            assert region.y <= y < region.bottom
        assert headline(seat).text == text


async def test_arrows_go_through_its_lines_before_they_leave_it(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        headline(seat).focus()
        await seat.press("home", "right", "right", "right")
        x, y = seat.app.cursor_position
        await seat.press("down")
        assert seat.focus == "headline"
        assert seat.app.cursor_position == (x, y + 1)
        await seat.press("up")
        assert seat.app.cursor_position == (x, y)
        await seat.press("down", "down")
        assert seat.focus == "byline"
        await seat.press("up")
        assert seat.focus == "headline"
        assert seat.app.cursor_position == (x, y + 1)


async def test_at_a_shorter_line_the_cursor_goes_to_its_end(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        headline(seat).focus()
        await seat.press("home", *["right"] * 55, "down")
        assert headline(seat).cursor_position == len(LONG)
