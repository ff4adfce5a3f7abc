"""The matrix is opened from everywhere and closed without a trace."""

import pytest

from tests.tui.helpers import SIZES, seated, written

from .hands import here, matrix


@pytest.mark.parametrize("place", ["tasks", "articles", "news", "headline", "body", "due"])
@SIZES
async def test_f8_opens_it_from_everywhere(desk, covered, place, size):
    async with seated(desk, size=size) as seat:
        if place in ("headline", "body", "due"):
            await seat.open(written(desk, campaign=covered.id))
        await seat.press({"tasks": "f2", "news": "f4"}.get(place, "f3"))
        seat.field(place).focus()
        await seat.settle()
        assert seat.focus == place
        await matrix(seat)
        assert seat.focus == "cells"
        assert "Matrix: Mùa sen" in seat.text
        assert "Topics × Channels · in sync 1/3 · 7 gaps" in seat.text
        assert here(seat) == ("thi đua", "báo in")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == place


async def test_what_was_typed_is_saved_first(desk, covered):
    article = written(desk, campaign=covered.id)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mưa. ")
        await seat.press("f8")
        await seat.comes("MatrixScreen")
        assert desk.articles[article.id].body.startswith("Mưa. ")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.type("Nắng. ")
        assert seat.body.body.startswith("Mưa. Nắng. ")


async def test_without_a_campaign_it_says_so(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f8")
        await seat.hears("Choose a campaign first: F6.")
        assert seat.top == "DeskScreen"


async def test_it_is_closed_without_a_trace(desk, covered):
    async with seated(desk) as seat:
        before = len(desk.records.store._listeners)
        await matrix(seat, "o")
        await seat.press("escape")
        assert seat.top == "MatrixScreen"
        assert seat.focus == "cells"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.settle()
        assert len(desk.records.store._listeners) == before
