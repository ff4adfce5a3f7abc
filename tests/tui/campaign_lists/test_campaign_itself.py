"""The fields of the campaign itself."""

from __future__ import annotations

from datetime import date

from tests.tui.helpers import seated
from tui.dialogs.forms.list_forms import LIST_NAMES

from .hands import enter, form


class TestTheCampaignItself:
    async def test_edit(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "down", "down", "down", "enter")
            await seat.comes("FieldForm")
            assert seat.focus == "field-start"
            seat.entry.text = ""
            await seat.type("3.5")
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("2.5\n")
            assert "“Mùa sen 2027” would end" in seat.words
            seat.entry.text = ""
            await seat.type("1.6\n")
            await seat.comes("ListsScreen")
            assert now().start == date(2027, 5, 3)
            assert "3.5.2027" in seat.text

    async def test_the_head_and_foot_of_the_report(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press(*["down"] * (len(LIST_NAMES) + 1), "tab", "enter")
            await form(seat, "BC-LĐLĐ", "Hà Nội", None, "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "An")
            await seat.comes("ListsScreen")
            letter = now().letter
            assert (letter.symbol, letter.place, letter.to) == ("BC-LĐLĐ", "Hà Nội", "")
            assert (letter.position, letter.signer) == ("CHỦ TỊCH", "An")
            assert "TM. BAN THƯỜNG VỤ" in seat.text

    async def test_sync_groups_are_chosen(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "end", "up", "enter")
            await seat.comes("FieldForm")
            await seat.press("enter")
            await seat.comes("Picker")
            await seat.type("bao\n")
            await seat.comes("FieldForm")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            assert now().sync_groups == ("báo", "báo")

    async def test_how_many_related_cards_an_article_may_have(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "end", "enter")
            await seat.comes("FieldForm")
            await seat.press("backspace")
            await seat.type("5")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            assert now().most_cards == 5

    async def test_its_fields_are_neither_added_nor_deleted(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "d")
            assert "can be emptied" in seat.words
            await seat.press("a")
            assert "these fields only" in seat.words
            assert now() == lotus
