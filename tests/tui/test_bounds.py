"""A megabyte pasted into a box: it is cut or refused, that is told, and the screen goes on."""

from __future__ import annotations

from tests.tui.helpers import seated, written
from tui.widgets.entry.body import MOST_PASTED as MOST_IN_A_TEXT
from tui.widgets.entry.line import MOST_PASTED as MOST_IN_A_LINE

MEGABYTE = "một hai ba bốn " * 70_000
CUT = "A line takes at most 10,000 characters; the rest was not pasted."


async def test_into_the_search(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.paste(MEGABYTE)
        assert seat.notices == [CUT]
        await seat.sees("A search may have at most 1000 characters, not 10000")
        await seat.press("alt+s")
        await seat.sees("A search may have at most 1000 characters, not 10000")
        assert not list(desk.search.saved)
        await seat.press("ctrl+a", "backspace")
        await seat.type("tho han")
        await seat.sees("1 result")
        await seat.type(" sau:45.13 ")  # a refusal once closed the app
        await seat.sees("45.13 is not a day of the calendar")
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_into_a_filter_and_a_headline(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.press("f3", "f")
        await seat.paste(MEGABYTE)
        assert len(seat.entry.text) == MOST_IN_A_LINE
        await seat.press("escape")
        await seat.open(article)
        seat.field("headline").focus()
        await seat.paste(MEGABYTE)
        headline = seat.field("headline")
        assert len(headline.text) == MOST_IN_A_LINE
        await seat.press("ctrl+z")
        assert headline.text == article.headline
        assert len(seat.notices) >= 2


async def test_into_a_text(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        before = seat.body.body
        await seat.paste(MEGABYTE)
        assert seat.body.body == before
        assert "1,050,000 more would be too many" in seat.notices[-1]
        await seat.paste(MEGABYTE[:30_000])  # a long one that is none too long
        assert len(seat.body.body) == len(before) + 30_000 < MOST_IN_A_TEXT
