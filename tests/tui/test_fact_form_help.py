"""The help of the form that asks for a fact."""

from __future__ import annotations

from tests.tui.helpers import seated


async def test_the_value_is_explained_as_that_of_a_fact(desk):
    desk.campaigns.new_empty("Mùa quà", 2027)
    async with seated(desk) as seat:
        await seat.press("alt+e")
        await seat.comes("FactsScreen")
        await seat.press("a")
        await seat.comes("FactForm")
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "The figure, name or day;" in seat.text
        assert "marked ones" not in seat.text
