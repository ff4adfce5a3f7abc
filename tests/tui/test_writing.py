"""How the text is shown while one writes: alone, with the cursor in the middle, as a page."""

import pytest

from store import PageError
from tests.tui.helpers import NARROW, WIDE, news, seated, written
from tui.i18n import sentence
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


# ---------------------------------------------------------------- the page


def page(seat):
    """The lines of the page that is shown."""
    view = seat.field("page")
    region = view.region
    lines = seat.lines[region.y + 1 : region.bottom - 1]
    return [line[region.x + 2 : region.right - 2].rstrip() for line in lines]


async def test_the_page_stands_beside_the_text_and_follows_it(desk):
    article = desk.links.add(written(desk), news(desk)[0])
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.press("alt+x")
        assert seat.focus == "body"
        assert page(seat)[:3] == [article.headline, "", "Minh Hà |"]
        shown = desk.articles.page_bytes(article).decode()
        assert "".join("".join(page(seat)).split()) == "".join(shown.split())
        await seat.type("Chữ mới. ")
        await seat.until(lambda: "Chữ mới. Đà Nẵng" in "\n".join(page(seat)))
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type(" hôm nay")
        await seat.until(lambda: page(seat)[0] == f"{article.headline} hôm nay")
        assert "F2 Checklist" not in seat.text
        await seat.press("f4")  # the other panes are there when one goes to them
        assert "F2 Checklist" in seat.text
        assert "Minh Hà |" not in seat.text
        await seat.press("f3", "alt+x")
        assert "Minh Hà |" not in seat.text
        assert "F2 Checklist" in seat.text


async def test_why_a_page_cannot_be_written_is_told_in_its_place(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.press("alt+x")
        await seat.type("TIN LIÊN QUAN\n")
        with pytest.raises(PageError) as refused:
            desk.articles.page_bytes(desk.records.change(article, body=seat.body.body))
        await seat.until(lambda: "Minh Hà |" not in page(seat))
        assert sentence(refused.value).split()[:4] == " ".join(page(seat)).split()[:4]
        await seat.press("ctrl+z")
        await seat.until(lambda: "Minh Hà |" in page(seat))


async def test_in_a_narrow_window_the_page_takes_the_place_of_the_text(desk):
    article = written(desk, body=LONG)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+x")
        assert page(seat)[0] == article.headline
        assert not seat.body.region
        await seat.press("end")
        assert page(seat)[-1] == "Minh Hà"
        await seat.press("escape")  # to the text, not out of the article
        assert seat.focus == "body"
        assert seat.article
        await seat.type("Mới. ")
        assert "Mới. Đoạn 0" in seat.text
        await seat.press("alt+x")
        assert "Mới. Đoạn 0" in "\n".join(page(seat))
        await seat.press("alt+x")
        assert seat.focus == "body"


async def test_a_window_that_becomes_narrow_keeps_the_text_in_sight(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.press("alt+x")
        await seat.resize(*NARROW)
        assert seat.body.region
        await seat.type("Mới. ")
        assert "Mới. Đà Nẵng" in seat.text


async def beside(seat):
    await seat.press("f3", "enter")
    await seat.press("alt+x")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_the_page_looks(full, looks, size):
    assert looks(full, beside, size, "vi")
