"""The search opens from everywhere."""

import pytest

from tests.tui.helpers import LEAD, plan, seated

from .hands import search


@pytest.mark.parametrize("pane", ["f2", "f3", "f4"])
async def test_a_slash_opens_it_in_any_pane(desk, article, pane):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press(pane, "slash")
        await seat.comes("SearchScreen")
        assert seat.focus == "search"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_while_writing_a_slash_is_a_letter_and_alt_g_opens_it(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("3/4 ")
        assert seat.body.body.startswith("3/4 ")
        await search(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        assert seat.body.body.startswith(f"3/4 {LEAD[:10]}")  # no g has come into the text


async def test_letters_behind_the_slash_go_into_the_box(desk, article):
    async with seated(desk) as seat:
        await seat.press("f3")
        await seat.type("/det")
        await seat.comes("SearchScreen")
        assert seat.field("search").text == "det"
        assert len(desk.articles) == 1
