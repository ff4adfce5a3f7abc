"""What the checks find in the cards below an article is gone to and fixed like what is above."""

from __future__ import annotations

import pytest

from store import NewsItem
from tests.tui.helpers import NARROW, WIDE, seated, written
from tui.dialogs.checks import ChecksScreen

WORDS = "xử dụng"


@pytest.fixture
def article(desk):
    """An article with three cards, of which the second has what is found."""
    article = written(desk, "Máy may mới", body="Hà Nội – Máy may mới chạy êm.")
    for headline in ("Máy may mới về xưởng", f"Thợ {WORDS} máy may mới", "Máy may mới chạy êm"):
        article = desk.links.add(article, desk.records.add(NewsItem(headline=headline)))
    return article


async def go_to(seat, words):
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")
    rows = seat.on_top(ChecksScreen).rows
    rows.move_to([one.flag.words for one in rows.items].index(words))
    await seat.press("enter")
    await seat.comes("DeskScreen")
    await seat.settle()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_enter_goes_to_the_very_card(desk, article, size):
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        await seat.until(lambda: seat.is_quiet)
        await go_to(seat, WORDS)
        assert seat.focus == "news"
        assert seat.screen.related.rows.current.place == 1


async def test_after_the_last_place_of_the_text_the_card_comes(desk, article):
    desk.articles.type_text(article, body=f"Hà Nội – Thợ nào cũng {WORDS} máy may mới.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.until(lambda: seat.is_quiet)
        await go_to(seat, WORDS)
        assert seat.focus == "body"
        await go_to(seat, WORDS)
        assert seat.focus == "news"
        assert seat.screen.related.rows.current.place == 1


async def test_a_key_fixes_the_card_and_undo_takes_it_back(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.until(lambda: seat.is_quiet)
        await seat.press("alt+7")
        await seat.comes("ChecksScreen")
        rows = seat.on_top(ChecksScreen).rows
        rows.move_to([one.flag.words for one in rows.items].index(WORDS))
        await seat.press("f")
        await seat.hears("1 place in cards fixed; Ctrl+Z in the related news takes it back.")
        assert desk.articles[article.id].links[1].headline == "Thợ sử dụng máy may mới"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("f4", "ctrl+z")
        assert WORDS in desk.articles[article.id].links[1].headline


async def test_the_key_says_that_it_takes_an_ignore_back(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.until(lambda: seat.is_quiet)
        await seat.press("alt+7")
        await seat.comes("ChecksScreen")
        assert "i Ignore …" in seat.text
        rows = seat.on_top(ChecksScreen).rows
        rows.move_to([one.flag.words for one in rows.items].index(WORDS))
        await seat.press("i")
        await seat.comes("IgnoreForm")
        await seat.type("lời người nói")
        await seat.press("ctrl+s")
        await seat.comes("ChecksScreen")
        await seat.until(lambda: "ignored 1" in seat.text)
        await seat.press("end")
        assert "i Tell again" in seat.text
        assert "Ignore …" not in seat.text
        await seat.press("i")
        await seat.hears("It is told again; why it was ignored: “lời người nói”.")
        await seat.until(lambda: "i Ignore …" in seat.text)
        assert desk.articles[article.id].ignored == ()


async def test_the_list_of_statuses_names_the_card_rather_than_a_line(desk):
    item = desk.records.add(NewsItem(headline="Máy may mới về ngày 31.4"))
    bare = written(desk, "Máy may mới", body="Hà Nội – Máy may mới chạy êm.")
    article = desk.links.add(bare, item)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.until(lambda: "“31.4” is no day of the calendar (card 1)" in seat.words)
