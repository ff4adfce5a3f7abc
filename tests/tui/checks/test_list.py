"""The list of findings: gone through and fixed."""

from __future__ import annotations

import pytest

from store import NewsItem
from store.article_parts import Fixed
from tests.tui.helpers import NARROW, WIDE, seated, written

from .hands import ALL, BODY, found, listed, opened


async def test_the_list_says_what_is_wrong_where_and_what_would_be_right(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        assert found(seat) == ALL
        assert seat.line("✗ blocking 1 · ⚠ warnings 1 · • reminders 1")
        assert "headline … ×3 · “xử dụng” → “sử dụng”" in seat.text
        await seat.press("down")
        assert "paragraph 1 · “31.4”" in seat.text
        assert "Hà Nội – Ngày 31.4, tổ may" in seat.words


async def test_enter_goes_to_the_place_and_again_to_the_next(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.focus == "headline"
        for _ in range(2):
            await seat.press("alt+7")
            await seat.comes("ChecksScreen")
            await seat.press("down", "enter")
            await seat.comes("DeskScreen")
            assert (seat.focus, seat.body.cursor_location) == (
                "body",
                (0, len("Hà Nội – Ngày 31.4")),
            )
        await seat.press("ctrl+right", "ctrl+right")


async def test_the_same_words_are_gone_through_one_after_the_other(desk):
    article = written(desk, body=BODY)
    async with seated(desk) as seat:
        rows = []
        await opened(seat, article)
        for _ in range(3):
            await seat.press("alt+7")
            await seat.comes("ChecksScreen")
            await seat.press("down", "enter")
            await seat.comes("DeskScreen")
            rows.append(seat.body.cursor_location[0])
        assert rows == [0, 2, 0]


async def test_a_key_fixes_all_places_as_one_step_of_undo(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f")
        assert found(seat) == [("31.4", 1, False), ("  ", 1, False)]
        assert seat.body.body == BODY.replace("xử", "sử")
        await seat.hears("3 places fixed")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.field("headline").text == "Tổ may sử dụng máy mới"
        seat.body.focus()
        await seat.press("ctrl+z")
        assert seat.body.body == BODY
        seat.field("headline").focus()
        await seat.press("ctrl+z")
        assert seat.field("headline").text == "Tổ may xử dụng máy mới"


async def test_keys_in_a_row_fix_one_after_the_other(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        for key in ("f", "down", "f", "f"):
            seat.send(key)
        await seat.settle()
        await seat.until(lambda: found(seat) == [("31.4", 1, False)], "all fixed")
        assert seat.body.body == BODY.replace("xử", "sử").replace("  ", " ")
    assert desk.articles[article.id].headline == "Tổ may sử dụng máy mới"


@pytest.fixture
def with_cards(desk):
    """An article with a card whose text has what its own has, too."""
    item = desk.records.add(
        NewsItem(headline="Thợ xử dụng máy mới", summary="Ai cũng muốn xử dụng máy may mới.")
    )
    article = written(desk, body="Hà Nội – Thợ nào cũng muốn xử dụng máy may mới.")
    return desk.links.add(article, item)


async def test_a_key_fixes_cards_too_as_one_step_of_undo(desk, with_cards):
    before = with_cards.links[0]
    async with seated(desk, size=NARROW) as seat:
        await listed(seat, with_cards)
        assert ("xử dụng", 3, False) in found(seat)
        await seat.press("f")
        await seat.hears("2 places in cards fixed; Ctrl+Z in the related news takes them back.")
        await seat.hears("1 place fixed")
        await seat.until(lambda: "xử dụng" not in [one[0] for one in found(seat)], "all fixed")
        card = desk.articles[with_cards.id].links[0]
        assert (card.headline, card.summary) == (
            "Thợ sử dụng máy mới",
            "Ai cũng muốn sử dụng máy may mới.",
        )
        assert not desk.links.has_changed(card)  # nobody has touched the source
        assert "xử dụng" in desk.news[card.target].summary
        assert Fixed("confused-s-x", 2) in desk.articles[with_cards.id].fixed
        await seat.press("escape", "f4", "ctrl+z")
        assert desk.articles[with_cards.id].links[0] == before
        assert "sử dụng" in seat.body.text


async def test_a_card_that_was_changed_meanwhile_is_left_as_it_is(desk, with_cards):
    async with seated(desk, size=NARROW) as seat:
        screen = await listed(seat, with_cards)
        (row,) = [one for one in screen.rows.items if one.flag.words == "xử dụng"]
        desk.links.remove(with_cards, 0)
        await screen._put_right(row.certain)
        await seat.settle()
        assert desk.articles[with_cards.id].links == ()
        assert "sử dụng" in seat.body.text


async def test_the_words_around_a_place_in_a_card_are_shown(desk):
    item = desk.records.add(NewsItem(headline="Máy mới", summary="Ai cũng xử dụng máy may mới."))
    article = desk.links.add(written(desk, "Máy may mới", body="Hà Nội – Máy may mới."), item)
    async with seated(desk, size=NARROW) as seat:
        screen = await listed(seat, article)
        screen.rows.move_to([one.flag.words for one in screen.rows.items].index("xử dụng"))
        await seat.sees("Ai cũng xử dụng máy may mới.")


async def test_what_is_not_certain_is_not_offered_to_be_fixed(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await listed(seat, article)
        assert "f Fix" in seat.text
        await seat.press("down")
        assert "f Fix" not in seat.text
        await seat.press("f")
        assert "is not certain" in seat.text
        assert seat.body.body == BODY
