"""Findings are ignored with a reason."""

from __future__ import annotations

from store import open_desk
from tests.tui.helpers import seated

from .hands import ALL, BODY, checked, found, ground, listed


async def test_a_finding_is_ignored_with_a_reason_and_told_again(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("i")
        await seat.comes("IgnoreForm")
        await seat.press("ctrl+s")
        assert "Say why it is ignored" in seat.text
        await seat.type("lời người nói")
        await seat.press("ctrl+s")
        await seat.comes("ChecksScreen")
        await seat.until(lambda: found(seat) == [*ALL[1:], ("xử dụng", 3, True)], "the list")
        assert "ignored: lời người nói" in seat.text
        assert "ignored 1" in seat.text
        await seat.press("end", "i")
        await seat.until(lambda: found(seat) == ALL, "the list")
        await seat.hears("It is told again; why it was ignored: “")
        assert desk.articles[article.id].ignored == ()


async def test_what_is_ignored_is_neither_marked_nor_counted(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("i")
        await seat.comes("IgnoreForm")
        await seat.type("lời người nói")
        await seat.press("ctrl+s")
        await seat.comes("ChecksScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await checked(seat)
        assert seat.line("✗1 •1 · 28 words")
        assert ground(seat, "xử dụng.") == ground(seat, "cũng")
        await seat.press("escape", "ctrl+z")  # from the list of articles: of the desk
        assert desk.articles[article.id].ignored == ()


async def test_a_desk_that_is_only_read_is_checked_and_left_as_it_is(
    desk_path, clock, article, desk
):
    desk.close()
    with open_desk(desk_path, clock=clock, read_only=True) as reading:
        async with seated(reading) as seat:
            await listed(seat, article)
            await seat.press("f", "i")
            assert found(seat) == ALL
            assert seat.top == "ChecksScreen"
            assert seat.body.body == BODY
