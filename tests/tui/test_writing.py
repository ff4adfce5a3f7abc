"""How the text is shown while one writes: alone, with the cursor in the middle, as a page."""

import pytest

from tests.tui.helpers import NARROW, WIDE, seated, written
from tui.settings import Settings

LONG = "\n\n".join(f"Đoạn {number} nói về bữa cơm ca đêm." for number in range(40))


# ---------------------------------------------------------------- only the text


async def test_only_the_text_is_shown_until_the_key_again(desk):
    settings = Settings()
    article = written(desk)
    async with seated(desk, settings, WIDE) as seat:
        await seat.open(article)
        await seat.press("alt+z")
        assert "Đà Nẵng" in seat.text
        for gone in ("Headline", "Byline", "F2", "F1 Help", "words", article.headline, "toasoan"):
            assert gone not in seat.text
        assert settings.focus_mode
        await seat.type("Mới. ")
        await seat.press("alt+z")
        for back in ("Headline", "F1 Help", "F2 Checklist", "words"):
            assert back in seat.text
        assert not settings.focus_mode
    assert desk.articles[article.id].body.startswith("Mới. Đà Nẵng")


async def test_other_places_are_shown_whole_in_focus_mode(desk):
    article = written(desk)
    async with seated(desk, Settings(focus_mode=True)) as seat:
        await seat.open(article)
        assert "Headline" not in seat.text
        await seat.press("f2")
        assert "F1 Help" in seat.text
        await seat.press("f3")
        assert "Headline" not in seat.text
        await seat.press("ctrl+f")
        await seat.type("kinh")
        assert "2 found" in seat.text
        assert "Headline" not in seat.text
        await seat.press("escape", "escape")
        assert article.headline in seat.text
        await seat.press("ctrl+n")
        assert seat.focus == "headline"
        assert "Headline" in seat.text
        await seat.type("Tít mới\n\n\n")
        assert seat.focus == "body"
        assert "Headline" not in seat.text


async def test_text_that_cannot_be_saved_is_told_in_focus_mode_too(desk, disk):
    article = written(desk)
    async with seated(desk, Settings(focus_mode=True)) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Mới")
        await seat.press("ctrl+s")
        await seat.sees("NOT SAVED")


# ---------------------------------------------------------------- the cursor in the middle


async def test_the_line_of_the_cursor_stays_in_the_middle(desk):
    settings = Settings()
    article = written(desk, body=LONG)
    async with seated(desk, settings) as seat:
        await seat.open(article)
        await seat.press("alt+j")
        body = seat.body
        middle = body.size.height // 2

        def line():
            return body.cursor_screen_offset.y - body.content_region.y

        assert line() == 0  # above it there is nothing
        await seat.press(*["down"] * 30)
        assert abs(line() - middle) <= 1
        await seat.press("ctrl+end")
        assert abs(line() - middle) <= 1
        await seat.type("\nThêm một dòng.\n\n")
        assert abs(line() - middle) <= 1
        assert settings.typewriter_scrolling
        await seat.press("alt+j", "ctrl+end")
        assert line() > middle + 1
    assert not settings.typewriter_scrolling


async def test_it_is_in_the_middle_after_a_restart_too(desk):
    article = written(desk, body=LONG)
    async with seated(desk, Settings(typewriter_scrolling=True)) as seat:
        await seat.open(article)
        await seat.press("ctrl+end")
        below = seat.body.size.height - (
            seat.body.cursor_screen_offset.y - seat.body.content_region.y
        )
        assert below > 4


# ---------------------------------------------------------------- looks


async def only_the_text(seat):
    await seat.press("f3", "enter")
    await seat.press("alt+z")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_only_the_text_looks(full, looks, size):
    assert looks(full, only_the_text, size, "vi")
