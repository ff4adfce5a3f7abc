"""Words narrow the list; it is sorted and put back."""

from __future__ import annotations

from tests.tui.helpers import seated
from tui.settings import Settings

from .hands import pick, shown, to


async def test_words_narrow_the_list(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "f")
        await seat.type("loa")
        assert shown(seat) == ["Thu bản tin loa"]
        assert "1 of 5 tasks" in seat.text
        await seat.press("enter")
        assert seat.focus == "tasks"
        await seat.press("escape")
        assert len(shown(seat)) == 5
        await seat.press("f")
        await seat.type("goi truoc")  # of the notes
        assert shown(seat) == ["Hỏi xưởng tàu"]
        await seat.type(" xyz")
        assert "No task is like that." in seat.text
        await seat.press("escape")
        assert "of 5 tasks" not in seat.text
        assert seat.focus == "tasks"


async def test_where_some_are_hidden_none_is_moved_unseen(desk, campaign):
    async with seated(desk, Settings(checklist_view="phases")) as seat:
        await seat.press("f2", "f")
        await seat.type("xuong tau\n")
        await to(seat, "Hỏi xưởng tàu")
        before = list(desk.tasks)
        await seat.press("K")
        await seat.hears("Some tasks are hidden")
        assert list(desk.tasks) == before


async def test_only_what_has_something_in_common(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "F")
        await seat.comes("MultiPicker")
        await seat.type("le thu")
        await seat.press("down", "space", *["backspace"] * 6)
        await seat.type("vo binh\n")
        await seat.comes("DeskScreen")
        assert shown(seat) == ["Chốt kịch bản", "Ảnh ca đêm"]
        assert "2 of 5 tasks · Lê Thu · Võ Bình" in seat.text
        await seat.press("F")
        await pick(seat, "overdue", "MultiPicker")
        await seat.comes("DeskScreen")
        assert shown(seat) == ["Chốt kịch bản"]
        await seat.press("escape")
        assert len(shown(seat)) == 5


async def test_sorted_by_owner_and_back(desk, campaign):
    async with seated(desk, Settings(checklist_view="phases")) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("s")
        await pick(seat, "owner")
        await seat.comes("DeskScreen")
        assert "sorted by: owner" in seat.text
        assert shown(seat)[1:4] == ["Ảnh ca đêm", "Thu bản tin loa", "Hỏi xưởng tàu"]
        await seat.press("J")
        await seat.hears("s shows them as they stand")
        await seat.press("s")
        await pick(seat, "as it stands")
        await seat.comes("DeskScreen")
        assert "sorted" not in seat.text
        assert shown(seat)[1:4] == ["Thu bản tin loa", "Ảnh ca đêm", "Hỏi xưởng tàu"]


async def test_v_takes_the_sort_off_and_says_so(desk, campaign):
    async with seated(desk, Settings(checklist_view="phases")) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("s")
        await pick(seat, "owner")
        await seat.comes("DeskScreen")
        await seat.press("v")
        await seat.hears("The tasks are no longer sorted; s sorts them again.")
        assert "▾ Overdue" in seat.text
        assert "sorted by" not in seat.text
