"""Returning an article to its writer, with a note that stands above the text."""

from __future__ import annotations

import pytest

from store.records import Status
from tests.tui.helpers import NARROW, seated, written


@pytest.fixture
def article(desk):
    """An article that waits for an editor."""
    return written(desk, "Chuyến xe Tết", status=Status.TO_EDIT)


async def ask(seat):
    await seat.press("ctrl+t")
    await seat.comes("Picker")
    await seat.type("return")
    await seat.press("enter")
    await seat.comes("ReturnForm")


async def test_it_asks_for_a_note_and_shows_it_above_the_text(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await ask(seat)
        await seat.press("enter")
        assert "Say what is to be changed." in seat.text
        await seat.type("Thiếu giá vé và giờ chạy.")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "Returned: Thiếu giá vé và giờ chạy." in seat.text
        assert "returned to the writer" in seat.text
        assert desk.articles[article.id].status is Status.RETURNED
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.press("enter")  # the writer goes on; the note stays in sight
        assert desk.articles[article.id].status is Status.WRITING
        assert "Returned: Thiếu giá vé và giờ chạy." in seat.text


async def test_marked_ones_are_returned_together(desk, article):
    other = written(desk, "Bếp ăn ca đêm", status=Status.TO_EDIT)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "x", "down", "x")
        await ask(seat)
        assert "Return 2 articles" in seat.text
        await seat.type("Ngắn lại.")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert {desk.articles[one.id].return_note for one in (article, other)} == {"Ngắn lại."}


@pytest.mark.parametrize("pane", ["f2", "f4"])
async def test_the_status_is_set_from_any_pane(desk, article, pane):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press(pane, "ctrl+t")
        await seat.comes("Picker")
        await seat.type("waiting for appr")
        await seat.press("enter")
        assert desk.articles[article.id].status is Status.TO_APPROVE
