"""Several tasks are marked and changed at once."""

from __future__ import annotations

from datetime import date, timedelta

from store.desk.undo import Undo
from tests.tui.helpers import LONGEST, SIZES, seated, task
from tui.dialogs import many

from .hands import LAUNCH, TODAY, pick, to


async def test_several_are_marked_ticked_and_brought_back(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Chốt kịch bản")
        await seat.press("x", "down", "x")
        assert seat.text.count("■ ○") == 2
        assert "2 marked" in seat.text
        await seat.press("space")
        await seat.hears("2 tasks changed")
        assert [t.title for t in desk.tasks if t.done] == ["Chốt kịch bản", "Thu bản tin loa"]
        await seat.press("ctrl+z")
        assert not any(t.done for t in desk.tasks)
        await seat.press("escape")
        assert "■" not in seat.text
        assert "marked" not in seat.text


async def test_mark_all_none_and_those_of_a_heading(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "X")
        assert "5 marked" in seat.text
        await seat.press("X")
        assert "marked" not in seat.text
        await seat.press("home", "x")
        assert "1 marked" in seat.text
        await seat.press("f")  # what is not shown is not marked
        await seat.type("loa")
        assert "marked" not in seat.text


async def test_several_are_deleted_as_one(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "X", "d")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        await seat.hears("5 tasks deleted. Ctrl+Z brings them back.")
        assert len(desk.tasks) == 0
        await seat.press("ctrl+z")
        assert len(desk.tasks) == 5


async def test_very_many_tasks_change_between_the_keys_in_one_step(desk, campaign, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    desk.tasks.tick(task(desk, "Chốt kịch bản"))
    async with seated(desk) as seat:
        await seat.press("f2", "X", "space")
        await seat.comes("DeskScreen")
        await seat.hears("4 tasks changed")  # all are ticked then, not some of them
        assert all(t.done for t in desk.tasks)
        await seat.press("ctrl+z")
        await seat.hears("Undone: tick.")
        await seat.comes("DeskScreen")
        assert [t.title for t in desk.tasks if t.done] == ["Chốt kịch bản"]
        for value in ("1.6", "+2d"):
            await seat.press("e")
            await pick(seat, "due")
            await seat.comes("ValueForm")
            await seat.type(value)
            await seat.press("enter")
            await seat.hears("5 tasks changed")
            await seat.comes("DeskScreen")
        assert {t.due for t in desk.tasks} == {date(2027, 6, 3)}
        monkeypatch.setattr(many, "PAUSE", LONGEST)
        await seat.press("d")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("Changing")
        assert "Changing 5 tasks" in seat.text
        await seat.press("escape")
        await seat.hears("tasks deleted. Ctrl+Z brings them back.")
        assert 0 < len(desk.tasks) < 5


@SIZES
async def test_days_of_several_move_each_from_its_own(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await seat.press("f2", "X", "e")
        await pick(seat, "due")
        await seat.comes("ValueForm")
        await seat.type("+1m")
        await seat.press("enter")
        assert seat.top == "ValueForm"  # refused, and what was typed stands
        assert seat.words.count("“+1m” counts in months; move in days or weeks.") == 1
        await seat.press("backspace", "d")
        assert "each 1 day later" in seat.words
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.hears("4 tasks changed")
        days = [t.due and (t.due - TODAY).days for t in desk.tasks]
        assert days == [-2, 1, 6, 41, None]
        await seat.press("ctrl+z")
        assert task(desk, "Chốt kịch bản").due == TODAY - timedelta(days=3)


async def test_one_day_for_several(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "X", "e")
        await pick(seat, "due")
        await seat.comes("ValueForm")
        await seat.type("2 ngày trước lễ mở màn")
        assert "Monday 26.4.2027 · in 6 days · 2 days before: Lễ mở màn" in seat.words
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert {(t.due, t.anchor, t.offset) for t in desk.tasks} == {
            (date(2027, 4, 26), LAUNCH, -2)
        }


async def test_an_owner_a_priority_and_a_phase_for_several(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "X", "e")
        await pick(seat, "owner")
        await seat.comes("ValueForm")
        await seat.type("Minh Hà\n")
        await seat.comes("DeskScreen")
        await seat.press("e")
        await pick(seat, "priority")
        await pick(seat, "high")
        await seat.comes("DeskScreen")
        await seat.press("m")
        await pick(seat, "tong ket")
        await seat.comes("DeskScreen")
        assert {(t.owner, t.priority, t.phase) for t in desk.tasks} == {("Minh Hà", 1, "tổng kết")}
        for _ in range(3):
            await seat.press("ctrl+z")
        assert task(desk, "Chốt kịch bản").owner == "Lê Thu"


async def test_topics_of_several_are_added_and_the_others_stay(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f2", "X", "e")
        await pick(seat, "topics")
        await pick(seat, "cuu tro", "MultiPicker")
        await seat.comes("DeskScreen")
        assert task(desk, "Ảnh ca đêm").topics == ("thi đua", "cứu trợ")
        assert task(desk, "Hỏi xưởng tàu").topics == ("cứu trợ",)
        await seat.press("e")
        await pick(seat, "topics")
        await seat.comes("MultiPicker")
        assert "● cứu trợ" in seat.text  # all have it
        assert "○ thi đua" in seat.text  # only one has it
        await seat.type("cuu tro")
        await seat.press("down", "space", "enter")
        await seat.comes("DeskScreen")
        assert task(desk, "Ảnh ca đêm").topics == ("thi đua",)
        assert task(desk, "Hỏi xưởng tàu").topics == ()


async def test_leaving_the_edit_of_several_changes_nothing(desk, campaign):
    before = list(desk.tasks)
    async with seated(desk) as seat:
        await seat.press("f2", "X", "e")
        await pick(seat, "owner")
        await seat.comes("ValueForm")
        await seat.type("Minh")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert list(desk.tasks) == before
