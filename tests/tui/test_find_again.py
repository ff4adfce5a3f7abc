"""The find bar opened again, also for another article: its last words give way to what is typed."""

from __future__ import annotations

import pytest

from tests.tui.helpers import seated, written


@pytest.mark.parametrize("key", ["ctrl+f", "alt+h"])
async def test_the_last_words_stand_there_and_give_way_to_typed_ones(desk, key):
    first = written(desk, "Một", body="Vườn hoa.")
    second = written(desk, "Hai", body="Bữa cơm có hoa.")
    async with seated(desk) as seat:
        await seat.open(first)
        await seat.press(key)
        await seat.type("hoa")
        await seat.press("escape", "escape")
        await seat.open(second)
        await seat.press(key)
        assert seat.field("find").text == "hoa"
        await seat.sees("1 found")
        await seat.type("cơm")
        assert seat.field("find").text == "cơm"


async def test_the_last_words_are_found_again_with_enter(desk):
    article = written(desk, "Một", body="Vườn hoa, chợ hoa.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+f")
        await seat.type("hoa")
        await seat.press("escape", "ctrl+f", "enter")
        assert seat.field("find").text == "hoa"
        assert seat.editor.body.selected_text == "hoa"


async def test_new_words_of_before_give_way_too(desk):
    article = written(desk, "Một", body="Vườn hoa, chợ hoa.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+h")
        await seat.type("hoa")
        await seat.press("tab")
        await seat.type("lúa")
        await seat.press("escape", "alt+h", "tab")
        await seat.type("ngô")
        assert seat.field("replace").text == "ngô"
