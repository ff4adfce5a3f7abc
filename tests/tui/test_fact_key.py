"""Enter on the fact sheet is called by what it does there."""

from __future__ import annotations

import pytest

from store import Fact

from .helpers import seated, written


@pytest.fixture
def sheet(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.facts.add(Fact(campaign=campaign.id, key="Suất quà", value="1.250", unit="suất"))


async def test_outside_a_text_it_copies(desk, sheet):
    async with seated(desk) as seat:
        await seat.press("f3", "alt+e")
        await seat.comes("FactsScreen")
        await seat.sees("Enter Copy")
        await seat.press("enter")
        assert seat.app.clipboard == "1.250 suất"
        assert seat.top == "FactsScreen"


async def test_in_a_text_it_inserts(desk, sheet):
    article = written(desk, "Trao quà", body="Trao ")
    async with seated(desk) as seat:
        await seat.open(article)
        seat.body.focus()
        await seat.settle()
        await seat.press("ctrl+end", "alt+e")
        await seat.comes("FactsScreen")
        await seat.sees("Enter Insert")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "1.250 suất" in seat.body.body
