"""Saved searches, and a search of thousands."""

from store import NewsItem
from tests.tui.helpers import NEWS, seated

from .hands import search, titles


async def test_keep_ask_again_delete_and_take_back(desk, article):
    async with seated(desk) as seat:
        await search(seat)
        await seat.sees("No search is kept yet.", "Accents need not be typed.", "after:18.5")
        await seat.type("lop hoc")
        await seat.press("alt+s")
        await seat.hears("Kept: lop hoc.")
        await seat.press("ctrl+a", "backspace")
        await seat.sees("★ lop hoc")
        await seat.press("enter")
        assert seat.field("search").text == "lop hoc"
        await seat.until(lambda: titles(seat) == [NEWS[2][0]], "the results")
        await seat.press("ctrl+a", "backspace", "alt+d")
        await seat.hears("Deleted: lop hoc. Ctrl+Z brings it back.")
        assert not len(desk.search.saved)
        await seat.press("ctrl+z")
        await seat.sees("★ lop hoc")


async def test_ten_thousand_items_do_not_hold_up_a_key(desk, article):
    """A key of the box asks in a thread, and the last question wins."""
    items = [
        NewsItem(headline=f"Xưởng {n} trao quà", summary="Cho thợ hàn.") for n in range(10_000)
    ]
    desk.records.write("", items)
    async with seated(desk) as seat:
        await search(seat)
        await seat.until(lambda: seat.app.indexing.is_ready, "the index")
        await seat.type("xuong 7777")
        await seat.until(lambda: "Xưởng 7777 trao quà" in titles(seat), "the results")
