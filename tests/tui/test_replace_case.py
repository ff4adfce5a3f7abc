"""The preview of words that are replaced shows the capitals that they get."""

from __future__ import annotations

from tests.tui.helpers import NARROW, seated, written

BEFORE = "Quà đến tay.\n\nAi cũng có quà.\n\nQUÀ TẾT"
AFTER = "Hoa tươi đến tay.\n\nAi cũng có hoa tươi.\n\nHOA TƯƠI TẾT"


async def test_the_preview_shows_the_capitals_and_they_are_written(desk):
    article = written(desk, "Tin hay", body=BEFORE)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "H")
        await seat.comes("ReplaceWordsScreen")
        await seat.type("quà")
        await seat.press("enter")
        await seat.type("hoa tươi")
        await seat.press("enter")
        await seat.sees("Quà→Hoa tươi", "quà→hoa tươi", "QUÀ→HOA TƯƠI")
        await seat.press("enter")
        await seat.hears("3 places replaced")
    assert desk.articles[article.id].body == AFTER


async def test_in_one_text_they_are_kept_too(desk):
    article = written(desk, "Tin hay", body=BEFORE)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("alt+h")
        await seat.type("quà")
        await seat.press("tab")
        await seat.type("hoa tươi")
        await seat.press("enter")
        assert seat.body.body == "Hoa tươi đến tay.\n\nAi cũng có quà.\n\nQUÀ TẾT"
        await seat.press("alt+a")
        assert seat.body.body == AFTER
