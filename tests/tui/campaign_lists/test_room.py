"""The room of a campaign's lists."""

from __future__ import annotations

import pytest

from store import Campaign
from tests.tui.helpers import seated
from tui.dialogs.forms.list_forms import LIST_NAMES, shown

from .hands import enter


class TestTheRoom:
    async def test_shows_the_campaign_and_counts_the_lists(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            for text in ("LĐLĐ quận Sen", "1.5.2027", "48", "Phases", "Quotas", "Units"):
                assert text in seat.text
            assert "3" in seat.line("Phases")
            await seat.press("escape")
            await seat.comes("DeskScreen")

    @pytest.mark.parametrize("name", LIST_NAMES)
    async def test_shows_each_list(self, desk, lotus, name):
        async with seated(desk) as seat:
            await enter(seat, name)
            first = getattr(lotus, name)[0]
            text = shown(first)[0].split("  ")[-1]
            assert text[:30] in seat.text

    async def test_a_long_entry_is_read_whole_at_the_foot(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "principles")
            assert "từng tổ sản xuất của xưởng" in seat.words

    async def test_the_mouse_goes_everywhere(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.click("Topics")
            await seat.sees("cứu trợ")
            await seat.click("cứu trợ", times=2)
            await seat.comes("FieldForm")
            await seat.press("escape")
            await seat.comes("ListsScreen")

    async def test_lists_of_other_rooms_say_where(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("end")
            assert "Units have a screen of their own: Alt+U." in seat.words
            await seat.press("a", "enter", "tab", "d", "e")
            assert seat.top == "ListsScreen"
            await seat.press("tab", "up")
            assert "Alt+D" in seat.words

    async def test_an_empty_list_says_what_to_do(self, desk):
        desk.records.add(Campaign(name="Trống"))
        async with seated(desk) as seat:
            await enter(seat, "topics")
            assert "Nothing in this list yet; press a to add." in seat.words
            await seat.press("e", "d", "K")
            assert seat.top == "ListsScreen"

    async def test_it_leaves_with_the_campaign(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            desk.campaigns.remove(lotus)
            await seat.comes("DeskScreen")
