"""All that is certain in a text, fixed at once: seen before, and taken back in one step."""

from __future__ import annotations

import pytest

from store.article_parts import Fixed
from store.records import NewsItem
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written

from .hands import found, listed

BODY = "Hà Nội – Tổ may xử dụng máy, ngày 31.4 xong.\n\nMổi ngày tổ sử lý vải  vụn, sát nhập kho."
RIGHT = "Hà Nội – Tổ may sử dụng máy, ngày 31.4 xong.\n\nMỗi ngày tổ xử lý vải vụn, sáp nhập kho."


@pytest.fixture
def several(desk):
    """An article with slips that several rules find, and with a day that is not certain."""
    return written(desk, "Tổ may mới", body=BODY)


async def asked(seat, article):
    await listed(seat, article)
    await seat.press("F")
    await seat.comes("MultiPicker")


async def left(seat):
    await seat.comes("ChecksScreen")
    await seat.until(lambda: seat.is_quiet)
    return [words for words, *_ in found(seat)]


async def test_all_that_is_certain_is_seen_and_fixed(desk, several):
    async with seated(desk) as seat:
        await asked(seat, several)
        assert "Fix 5 places" in seat.words
        for words in ("“xử dụng” → “sử dụng”", "“Mổi ngày” → “Mỗi ngày”"):
            assert f"● {words}" in seat.words
        await seat.press("enter")
        assert await left(seat) == ["31.4"]
        await seat.hears("5 places fixed; Ctrl+Z in the text takes them back.")
        assert seat.body.body == RIGHT


async def test_it_is_one_step_of_undo(desk, several):
    async with seated(desk) as seat:
        await asked(seat, several)
        await seat.press("enter")
        await left(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        seat.body.focus()
        await seat.press("ctrl+z")
        assert seat.body.body == BODY


async def test_one_is_left_out_with_the_space(desk, several):
    async with seated(desk) as seat:
        await asked(seat, several)
        await seat.press("space", "ctrl+s")
        assert await left(seat) == ["xử dụng", "31.4"]


async def test_esc_leaves_all_as_it_is(desk, several):
    async with seated(desk) as seat:
        await asked(seat, several)
        await seat.press("escape")
        await seat.comes("ChecksScreen")
        assert seat.body.body == BODY


async def test_each_fix_counts_for_its_rule(desk, several):
    async with seated(desk) as seat:
        await asked(seat, several)
        await seat.press("enter")
        await left(seat)
        seat.editor.save()
    fixed = {one.rule: one.places for one in desk.articles[several.id].fixed}
    assert sum(fixed.values()) == 5
    assert fixed["double-spaces"] == 1
    assert len(fixed) >= 3


async def test_a_single_one_is_fixed_without_a_question(desk):
    article = written(desk, body="Tổ may xử dụng máy mới, ngày 31.4 xong.")
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("F")
        await seat.hears("1 place fixed")
        assert "sử dụng" in seat.body.body


async def test_cards_are_among_them_and_one_step_of_the_desk(desk):
    item = desk.records.add(NewsItem(headline="Thợ xử dụng máy", summary="Mổi ngày sử lý vải."))
    article = desk.links.add(written(desk, body="Tổ may sát nhập kho."), item)
    before = article.links
    async with seated(desk) as seat:
        await asked(seat, article)
        await seat.press("enter")
        await left(seat)
        (card,) = desk.articles[article.id].links
        assert (card.headline, card.summary) == ("Thợ sử dụng máy", "Mỗi ngày xử lý vải.")
        assert Fixed("confused-tones", 1) in desk.articles[article.id].fixed
        await seat.press("escape", "f4", "ctrl+z")
        assert desk.articles[article.id].links == before


async def test_the_key_is_not_offered_where_nothing_is_certain(desk):
    article = written(desk, body="Tổ may hẹn ngày 31.4.")
    async with seated(desk) as seat:
        await listed(seat, article)
        assert "Fix all" not in seat.lines[-1] + seat.words
        await seat.press("F")
        await seat.settle()
        assert seat.top == "ChecksScreen"


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_it_looks(desk, several, looks, size, language):
    async def steps(seat):
        await asked(seat, several)

    assert looks(desk, steps, size, language)
