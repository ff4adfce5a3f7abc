"""A fact that changes: the pieces that have the value before are shown, and mended with a key."""

from __future__ import annotations

from datetime import date

import pytest

from store import Fact
from store.records import Status
from tests.tui.helpers import NARROW, seated, written

BODY = "Tổ may trao 1.250 suất quà cho công nhân."


@pytest.fixture
def gifts(desk):
    """A campaign with a fact, a draft that has it, one that has not, and one that is out."""
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    written(desk, "Quà đến tay", body=BODY, campaign=campaign.id)
    written(desk, "Bữa cơm ca", body="Một đoạn văn.", campaign=campaign.id)
    out = written(desk, "Quà đã trao", body=BODY, campaign=campaign.id, status=Status.APPROVED)
    desk.ledger.posted(out, out.channels[0] if out.channels else "báo in")
    return campaign


async def open_facts(seat):
    await seat.press("alt+e")
    await seat.comes("FactsScreen")


async def test_editing_the_value_offers_to_mend_the_pieces_that_have_it(desk, gifts):
    async with seated(desk, size=NARROW) as seat:
        await open_facts(seat)
        await seat.press("e")
        await seat.comes("FactForm")
        await seat.press("down", "ctrl+a")
        await seat.type("1.260")
        await seat.press("ctrl+s")
        await seat.comes("ReplaceWordsScreen")
        await seat.until(lambda: "Quà đã trao · is out" in seat.text, "the places")
        assert "Quà đến tay" in seat.text
        assert "Bữa cơm ca" not in seat.text
        await seat.press("ctrl+s")
        await seat.until(lambda: "FactsScreen" in str(type(seat.app.screen)), "the sheet")
    bodies = {one.headline: one.body for one in desk.articles}
    assert "1.260 suất quà" in bodies["Quà đến tay"]
    assert bodies["Quà đã trao"] == BODY  # it is out: that is corrected


async def test_a_key_finds_what_has_the_value_before(desk, gifts):
    desk.facts.add(
        Fact(campaign=gifts.id, key="Suất quà", value="1.300", unit="suất", since=date(2027, 4, 1))
    )
    async with seated(desk, size=NARROW) as seat:
        await open_facts(seat)
        await seat.press("m")
        await seat.comes("ReplaceWordsScreen")
        await seat.until(lambda: "1.250 suất→1.300 suất" in seat.text, "the change")


async def test_what_no_piece_says_and_what_has_no_value_before_is_told(desk, gifts):
    fact = next(iter(desk.facts))
    async with seated(desk, size=NARROW) as seat:
        await open_facts(seat)
        await seat.press("m")
        await seat.sees("No piece says it otherwise")
        desk.facts.edit(fact, key="mái ấm", value="7", unit="nhà")
        desk.facts.add(
            Fact(campaign=gifts.id, key="mái ấm", value="8", unit="nhà", since=date(2027, 4, 1))
        )
        await seat.settle()
        await seat.press("up", "m")
        await seat.until(lambda: "No piece says “7 nhà”." in seat.text, "the sentence")


async def test_a_draft_that_was_left_is_found_after_the_value_was_corrected(desk, gifts):
    fact = next(iter(desk.facts))
    desk.facts.edit(fact, value="1.255")
    desk.facts.edit(fact, value="1.260")
    async with seated(desk, size=NARROW) as seat:
        await open_facts(seat)
        await seat.press("m")
        await seat.comes("ReplaceWordsScreen")
        await seat.sees("1.250 suất→1.260 suất")
        assert "Bữa cơm ca" not in seat.text
