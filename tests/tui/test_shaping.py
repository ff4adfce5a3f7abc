"""Paragraphs moved, split and joined and letters changed in the text, each one step of undo."""

from __future__ import annotations

import pytest

from tests.tui.helpers import NARROW, seated, written

CAPITALS = "alt+exclamation_mark"
BODY = "Lê Thu đến Hà Nội. Chị gặp thợ.\n\nHai đoạn.\n\nBa đoạn."


@pytest.fixture
def article(desk):
    return written(desk, "Chị LÊ THU ở Hà Nội", body=BODY)


def order(seat):
    return [text.split()[0] for text in seat.body.body.split("\n\n")]


async def chosen(seat, words):
    await seat.press("alt+minus")
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")
    await seat.comes("DeskScreen")


async def test_a_paragraph_moves_with_the_cursor_in_it_and_comes_back(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+home", "right", "ctrl+down")
        assert order(seat) == ["Hai", "Lê", "Ba"]
        assert seat.body.cursor_location == (2, 1)
        await seat.press("ctrl+down")
        assert order(seat) == ["Hai", "Ba", "Lê"]
        await seat.press("ctrl+down")
        assert order(seat) == ["Hai", "Ba", "Lê"]
        assert seat.notices[-1] == "The paragraph has no place to go there."
        await seat.press("ctrl+z")
        assert order(seat) == ["Hai", "Lê", "Ba"]
        await seat.press("ctrl+z")
        assert seat.body.body == BODY


async def test_it_moves_up_and_is_saved(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+end", "ctrl+up", "ctrl+s")
        assert desk.articles[article.id].body.endswith("Ba đoạn.\n\nHai đoạn.")


async def test_it_is_split_and_joined_from_the_list_of_ways(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+home", "right")
        await chosen(seat, "split")
        assert seat.body.body.startswith("Lê Thu đến Hà Nội.\n\nChị gặp thợ.\n\nHai")
        assert seat.body.cursor_location == (2, 0)
        await chosen(seat, "split")
        assert seat.notices[-1] == "No sentence follows in this paragraph."
        await seat.press("up", "up")
        await chosen(seat, "join")
        assert seat.body.body == BODY
        await seat.press("ctrl+end")
        await chosen(seat, "join")
        assert seat.notices[-1] == "No paragraph follows to join it with."
        await seat.press("ctrl+z", "ctrl+z")
        assert seat.body.body == BODY


async def test_the_line_of_the_text_turns_round_the_letters(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+home", CAPITALS)
        assert seat.body.document[0] == "LÊ THU ĐẾN HÀ NỘI. CHỊ GẶP THỢ."
        await seat.press(CAPITALS)
        assert seat.body.document[0] == "lê thu đến hà nội. chị gặp thợ."
        await seat.press(CAPITALS)
        assert seat.body.document[0] == "LÊ THU đến Hà Nội. Chị gặp thợ."  # as the headline says
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert seat.body.body == BODY


async def test_the_headline_keeps_the_names_of_the_text_and_the_selection(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        headline = seat.field("headline")
        headline.focus()
        await seat.press("home", "shift+right", "shift+right", "shift+right", CAPITALS)
        assert headline.text == "CHỊ LÊ THU ở Hà Nội"
        assert headline.selected_text == "CHỊ"
        await seat.press("end", CAPITALS, CAPITALS, CAPITALS)
        assert headline.text == "Chị lê Thu ở Hà Nội"
        await seat.press("ctrl+z")
        assert headline.text == "chị lê thu ở hà nội"


async def test_outside_the_text_nothing_is_offered(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("ctrl+up", "ctrl+down", CAPITALS, "alt+minus")
        assert seat.top == "DeskScreen"
        assert seat.body.body == BODY
        assert seat.field("due").text == ""
