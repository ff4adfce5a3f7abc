"""The pane where it has the screen for itself: it says how to come by related news."""

from __future__ import annotations

import pytest

from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written

HINT = "Open an article (F3, Enter):"


@pytest.fixture
def article(desk):
    return written(desk, "Bài một", body="Lời một.")


@pytest.mark.parametrize("keys", [("f4",), ("f2", "f4"), ("f3", "f4")])
async def test_f4_shows_the_pane_and_not_the_text(desk, article, keys):
    async with seated(desk, size=NARROW) as seat:
        await seat.press(*keys)
        await seat.sees(HINT)
        assert seat.focus == "news"
        assert "Lời một." not in seat.text


async def test_once_an_article_is_open_its_related_news_stands_there(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f4", "f3", "enter")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("f4")
        await seat.sees("Linked (0)")
        assert HINT not in seat.text
        await seat.press("f3", "escape", "f4")
        await seat.sees(HINT)


async def test_zoomed_it_is_alone_too(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4")
        await seat.sees("Lời một.")
        await seat.press("f5")
        await seat.sees(HINT)
        assert seat.focus == "news"
        await seat.press("f5")
        await seat.sees("Lời một.")
        assert HINT not in seat.text


async def test_it_follows_the_size_of_the_window(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f4")
        await seat.sees(HINT)
        await seat.resize(*WIDE)
        await seat.sees("Lời một.")
        assert HINT not in seat.text
        await seat.resize(*NARROW)
        await seat.sees(HINT)


@LANGUAGES
def test_it_looks(desk, article, looks, language):
    async def steps(seat):
        await seat.press("f4")

    assert looks(desk, steps, NARROW, language)
