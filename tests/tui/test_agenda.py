"""The checklist by day: views, filter, order, marks, what waits, what goes down to the units."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from store import Status, Task
from store.campaign_records import Ack, Campaign, Day, Stage, Unit
from store.desk.undo import Undo
from tests.tui.helpers import LONGEST, NARROW, WIDE, plan, seated, task, written
from tui.dialogs import many
from tui.settings import Settings

TODAY = date(2027, 4, 20)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
LAUNCH = "Lễ mở màn"


def put_campaign(desk):
    """Put a campaign on the desk that has a task for each part of the agenda, and three units."""
    campaign = desk.records.add(
        Campaign(
            name="Mùa sen",
            year=2027,
            phases=("kế hoạch", "triển khai", "tổng kết"),
            topics=("thi đua", "cứu trợ"),
            strands=("An toàn",),
            peaks=(Day(name=LAUNCH, start=date(2027, 4, 28)),),
            milestones=(Day(name="Đại hội xưởng"), Day(name="Đại hội quận")),
            units=(
                Unit(name="LĐLĐ Sông Mây", level=""),
                Unit(name="LĐLĐ quận Bắc", level="", parent="LĐLĐ Sông Mây"),
                Unit(name="CĐCS Xưởng tàu", level="", parent="LĐLĐ quận Bắc"),
                Unit(name="CĐCS Nhà máy bột", level="", parent="LĐLĐ quận Bắc"),
            ),
        )
    )
    parts: tuple[tuple[str, int | None, dict[str, Any]], ...] = (
        ("Chốt kịch bản", -3, {"phase": "kế hoạch", "owner": "Lê Thu"}),
        ("Thu bản tin loa", 0, {"channels": ("loa",), "due_time": time(16)}),
        ("Ảnh ca đêm", 5, {"owner": "Võ Bình", "topics": ("thi đua",)}),
        ("Họp tổng kết", 40, {"phase": "tổng kết", "priority": 1}),
        ("Hỏi xưởng tàu", None, {"notes": "gọi trước một ngày"}),
    )
    for title, days, fields in parts:
        due = None if days is None else TODAY + timedelta(days=days)
        values = {"phase": "triển khai", **fields}
        desk.tasks.add(Task(campaign=campaign.id, title=title, due=due, **values))
    return campaign


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def to(seat, title):
    """Put the cursor on a task with the keys."""
    await seat.press("f2", "home")
    while (found := seat.screen.checklist.task_here) is None or found.title != title:
        before = seat.screen.checklist.rows.cursor_key
        await seat.press("down")
        assert seat.screen.checklist.rows.cursor_key != before, title


def shown(seat):
    """The titles of the tasks in the list, top down."""
    rows = seat.screen.checklist.rows.items
    return [row.task.title for row in rows if hasattr(row, "task")]


def headings(seat):
    rows = seat.screen.checklist.rows.items
    return [f"{row.title} {row.counted}" for row in rows if not hasattr(row, "task")]


async def pick(seat, text, kind="Picker"):
    """Take the first line of a picker that holds a text."""
    await seat.comes(kind)
    await seat.type(f"{text}\n")


async def accept(seat):
    await seat.press("ctrl+s")
    await seat.comes("DeskScreen")


# ---------------------------------------------------------------- two views


@SIZES
async def test_what_is_late_today_and_this_week_stands_first(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        assert headings(seat) == [
            "Overdue 1",
            "Today 1",
            "Next 7 days 1",
            "Later 1",
            "Without a day 1",
        ]
        assert shown(seat)[:3] == ["Chốt kịch bản", "Thu bản tin loa", "Ảnh ca đêm"]
        assert "20.4" in seat.line("Thu bản tin loa")
        assert "16h" in seat.text


@pytest.mark.parametrize(("due", "first"), [(date(2027, 9, 1), "▾ Later"), (None, "▾ tham mưu")])
async def test_only_where_nothing_has_a_day_the_phases_stand_first(desk, due, first):
    campaign = desk.campaigns.new_empty("Mùa sen", 2027)
    desk.tasks.add(Task(campaign=campaign.id, title="Họp", due=due, phase="kế hoạch"))
    async with seated(desk) as seat:
        assert first in seat.text


async def test_v_switches_and_the_next_start_remembers(desk, campaign):
    settings = Settings()
    async with seated(desk, settings) as seat:
        await to(seat, "Ảnh ca đêm")
        await seat.press("v")
        assert headings(seat) == ["kế hoạch 0/1", "triển khai 0/3", "tổng kết 0/1"]
        assert seat.screen.checklist.task_here.title == "Ảnh ca đêm"  # the cursor stays
    assert settings.checklist_view == "phases"
    async with seated(desk, settings) as seat:
        assert "▾ kế hoạch" in seat.text
        await seat.press("v")
        assert "▾ Overdue" in seat.text


async def test_what_is_done_is_folded_away(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Chốt kịch bản")
        await seat.press("space")
        assert headings(seat)[0] == "Today 1"
        assert headings(seat)[-1] == "Done 1"
        assert "Chốt kịch bản" not in shown(seat)
        await seat.press("end", "right")
        assert shown(seat)[-1] == "Chốt kịch bản"
        await seat.press("down", "left")
        assert "Chốt kịch bản" not in shown(seat)


async def test_a_task_added_under_today_is_due_today(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("a")
        await seat.comes("TaskForm")
        assert seat.field("task-due").text == "20.4.2027"
        await seat.type("Gọi đài\n")
        await seat.comes("DeskScreen")
        assert task(desk, "Gọi đài").due == TODAY
        assert seat.screen.checklist.task_here.title == "Gọi đài"
        await to(seat, "Chốt kịch bản")
        await seat.press("a")
        await seat.comes("TaskForm")
        assert seat.field("task-due").text == ""


async def test_another_day_begins_while_the_app_is_open(desk, campaign, clock):
    desk.tasks.edit(task(desk, "Ảnh ca đêm"), repeat="FREQ=WEEKLY;COUNT=3")
    before = len(desk.tasks)
    async with seated(desk) as seat:
        seat.screen.caretaker.look()
        assert headings(seat)[:2] == ["Overdue 1", "Today 1"]
        clock.wait(24 * 60)
        seat.screen.caretaker.look()
        await seat.settle()
        assert headings(seat)[0] == "Overdue 2"
        clock.wait(7 * 24 * 60)
        seat.screen.caretaker.look()
        await seat.settle()
        assert len(desk.tasks) == before + 1  # the third of the series has come near
        assert "3 overdue" in seat.lines[0]


async def test_in_the_agenda_the_order_is_that_of_the_days(desk, campaign):
    before = [t.position for t in desk.tasks]
    async with seated(desk) as seat:
        await to(seat, "Ảnh ca đêm")
        await seat.press("K")
        await seat.hears("v shows the phases")
        assert [t.position for t in desk.tasks] == before


# ---------------------------------------------------------------- filter and sort


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


# ---------------------------------------------------------------- several at once


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


# ---------------------------------------------------------------- order


async def test_a_task_that_waits_says_so_and_is_ticked_only_when_that_is_meant(desk, campaign):
    first = task(desk, "Chốt kịch bản")
    desk.tasks.edit(task(desk, "Thu bản tin loa"), after=(first.id,))
    async with seated(desk) as seat:
        assert "waits for: Chốt kịch bản" in seat.text
        await to(seat, "Thu bản tin loa")
        await seat.press("space")
        await seat.comes("Confirm")
        assert "“Thu bản tin loa” waits for: Chốt kịch bản. Tick it all the same?" in seat.words
        await seat.press("n")
        await seat.comes("DeskScreen")
        assert task(desk, "Thu bản tin loa").done is None
        await seat.press("space")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("DeskScreen")
        assert task(desk, "Thu bản tin loa").done
        await seat.press("ctrl+z")
        desk.tasks.tick(first)
        await seat.settle()
        assert "waits for" not in seat.text


async def test_what_is_ticked_along_is_not_waited_for(desk, campaign):
    desk.tasks.edit(task(desk, "Thu bản tin loa"), after=(task(desk, "Chốt kịch bản").id,))
    async with seated(desk) as seat:
        await seat.press("f2", "X", "space")
        await seat.hears("5 tasks changed")


async def test_order_milestone_unit_and_strand_are_chosen_in_the_form(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("stage").focus()
        await seat.press("enter")
        assert "Choose a milestone first" in seat.words
        for name, text in (
            ("milestone", "quan"),
            ("unit", "quan bac"),
            ("strand", "an toan"),
        ):
            seat.field(name).focus()
            await seat.press("enter")
            await pick(seat, text)
            await seat.comes("TaskForm")
        seat.field("stage").focus()
        await seat.press("enter", "enter")
        seat.field("cascades").focus()
        await seat.press("enter")
        assert "to 2 units" in seat.text
        seat.field("after").focus()
        await seat.press("enter")
        await pick(seat, "kich ban", "MultiPicker")
        await seat.comes("TaskForm")
        await accept(seat)
        made = task(desk, "Thu bản tin loa")
        assert (made.milestone, made.stage) == ("Đại hội quận", Stage.DURING)
        assert (made.unit, made.strand) == ("LĐLĐ quận Bắc", "An toàn")
        assert made.cascades
        assert made.after == (task(desk, "Chốt kịch bản").id,)
        assert "waits for: Chốt kịch bản · before it: Đại hội xưởng" in seat.text
        assert "↧ 0/2" in seat.text


async def test_in_a_small_window_the_form_scrolls_to_the_field_with_the_focus(desk, campaign):
    async with seated(desk, size=(80, 14)) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("e")
        await seat.comes("TaskForm")
        assert "Notes" not in seat.text
        seat.field("task-notes").focus()
        await seat.sees("Notes")
        await seat.type("mang máy ghi")
        assert "mang máy ghi" in seat.text
        await accept(seat)
        assert task(desk, "Thu bản tin loa").notes == "mang máy ghi"


async def test_a_milestone_taken_off_takes_its_stage_along(desk, campaign):
    desk.tasks.edit(
        task(desk, "Thu bản tin loa"), milestone="Đại hội xưởng", stage=Stage.AFTER, owner="An"
    )
    async with seated(desk) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("milestone").focus()
        await seat.press("enter")
        await pick(seat, "(none)")
        await seat.comes("TaskForm")
        await accept(seat)
        made = task(desk, "Thu bản tin loa")
        assert (made.milestone, made.stage) == ("", None)


async def test_a_circle_is_refused_and_the_form_stays(desk, campaign):
    first, second = task(desk, "Chốt kịch bản"), task(desk, "Thu bản tin loa")
    desk.tasks.edit(second, after=(first.id,))
    async with seated(desk) as seat:
        await to(seat, "Chốt kịch bản")
        await seat.press("e")
        await seat.comes("TaskForm")
        await seat.type(" mới")
        seat.field("after").focus()
        await seat.press("enter")
        await pick(seat, "loa", "MultiPicker")
        await seat.comes("TaskForm")
        assert "“Chốt kịch bản mới” would wait for itself: Chốt kịch bản mới →" in seat.words
        assert seat.field("task-title").text == "Chốt kịch bản mới"
        await accept(seat)
        assert desk.tasks[first.id].after == ()
        assert desk.tasks[first.id].title == "Chốt kịch bản mới"


async def test_a_lost_day_is_named_and_the_task_keeps_its_own(desk, campaign):
    desk.tasks.edit(task(desk, "Ảnh ca đêm"), due=date(2027, 4, 25), anchor="Lễ đã bỏ", offset=-3)
    async with seated(desk) as seat:
        assert "lost day: Lễ đã bỏ" in seat.text
        assert seat.line("Võ Bình").split()[-3:] == ["Võ", "Bình", "25.4"]
        await to(seat, "Ảnh ca đêm")
        await seat.press("e")
        await seat.comes("TaskForm")
        assert "Sunday 25.4.2027 · in 5 days · lost day: Lễ đã bỏ" in seat.words
        await seat.type(" muộn")
        await accept(seat)
        kept = task(desk, "Ảnh ca đêm muộn")
        assert (kept.due, kept.anchor, kept.offset) == (date(2027, 4, 25), "Lễ đã bỏ", -3)
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("task-due").focus()
        await seat.press(*["backspace"] * 9)
        await seat.type("26.4")
        await accept(seat)
        assert task(desk, "Ảnh ca đêm muộn").anchor == ""
        assert "lost day" not in seat.text


@SIZES
async def test_a_task_that_hangs_on_a_day_not_set_yet_says_so(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await to(seat, "Hỏi xưởng tàu")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("task-due").focus()
        await seat.type("10 ngày trước Đại hội quận")
        assert "no day yet (Alt+L sets it) · 10 days before: Đại hội" in seat.words
        await accept(seat)
        assert "Đại hội quận −10 days" in seat.text
        set_now = Day(name="Đại hội quận", start=date(2027, 6, 11))
        desk.campaigns.edit_in_list(
            desk.campaigns[campaign.id], "milestones", set_now.name, set_now
        )
        await seat.settle()
        assert "−10 days" not in seat.text
        assert "1.6" in seat.text


@SIZES
async def test_a_repetition_is_echoed_with_its_next_days(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await to(seat, "Ảnh ca đêm")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("task-repeat").focus()
        await seat.type("hằng tuần")
        assert "weekly · then 2.5, 9.5, 16.5" in seat.words
        seat.field("task-due").focus()
        await seat.press("end", "ctrl+u")
        assert "weekly · needs a first day in Due" in seat.words
        await seat.type("28.4")
        assert "weekly · then 5.5, 12.5, 19.5" in seat.words
        seat.field("task-repeat").focus()
        await seat.press("end")
        await seat.type(", 1 lần")
        assert "weekly, 1 times · none after the first" in seat.words


async def test_the_form_stays_where_it_is_while_one_types(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Ảnh ca đêm")
        await seat.press("e")
        await seat.comes("TaskForm")
        before = seat.place("Repeat"), seat.place("Notes")
        seat.field("task-due").focus()
        await seat.type("hôm nào đó")  # of which no beginning is a day
        assert "not understood" not in seat.words
        assert (seat.place("Repeat"), seat.place("Notes")) == before
        await seat.press("tab")
        assert "“hôm nào đó” is not understood as a day; type 18.5, Friday, +3d" in seat.words
        assert "days before 1.5." in seat.words, seat.text  # wrapped, not cut
        await seat.type("every 0 weeks")
        assert "every 0 weeks” is not" not in seat.words
        await seat.press("shift+tab")
        assert "“every 0 weeks” is not understood as a repetition" in seat.words
        await seat.type("10 ngày trước Đại hội xưởng")
        assert "not understood as a day" not in seat.words


async def test_what_is_due_before_what_it_waits_for_is_warned_of(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Thu bản tin loa")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("after").focus()
        await seat.press("enter")
        await pick(seat, "anh ca dem", "MultiPicker")
        await seat.comes("TaskForm")
        assert "“Ảnh ca đêm” is due later, on 25.4.2027" in seat.words
        seat.field("after").focus()
        await seat.press("enter")
        await pick(seat, "tong ket", "MultiPicker")
        await seat.comes("TaskForm")
        assert "2 of these are due later, the last on 30.5.2027" in seat.words
        seat.field("task-due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("1.6")
        assert "due later" not in seat.words
        await seat.press("ctrl+u")
        await seat.type("mai")
        assert "due later" in seat.words
        await accept(seat)  # a warning, no refusal
        assert len(task(desk, "Thu bản tin loa").after) == 2


# ---------------------------------------------------------------- down the tree


@pytest.fixture
def cascading(desk, campaign):
    return desk.tasks.edit(task(desk, "Thu bản tin loa"), unit="LĐLĐ Sông Mây", cascades=True)


@SIZES
async def test_the_units_below_acknowledge(desk, cascading, clock, size):
    async with seated(desk, size=size) as seat:
        assert "↧ 0/3" in seat.text
        await to(seat, "Thu bản tin loa")
        await seat.press("c")
        await seat.comes("AcknowledgementsScreen")
        assert "0 of 3 have acknowledged · it stops at: LĐLĐ quận Bắc" in seat.words
        await seat.press("space", "down", "space")
        assert "2 of 3 have acknowledged · it stops at: CĐCS Xưởng tàu" in seat.words
        assert seat.line("LĐLĐ quận Bắc").rstrip(" │").endswith("acknowledged 20.4 9h")
        assert seat.line("  CĐCS Xưởng tàu").rstrip(" │").endswith("it stops here")
        assert [ack.unit for ack in desk.tasks[cascading.id].acks] == [
            "LĐLĐ quận Bắc",
            "CĐCS Nhà máy bột",
        ]
        await seat.press("down")
        await seat.click("○   CĐCS Xưởng tàu")  # the mark, with the mouse
        assert "3 of 3 have acknowledged · it has come down to all" in seat.words
        await seat.press("space")
        assert "2 of 3" in seat.words
        await seat.press("ctrl+z")
        assert "3 of 3" in seat.words
        await seat.press("x")
        await seat.comes("UnitDoneForm")
        await seat.press("tab")
        await seat.type("thu đủ 12 bản")
        await seat.press("ctrl+s")
        await seat.comes("AcknowledgementsScreen")
        assert "3 of 3 have acknowledged · 1 of them have done it" in seat.words
        assert "thu đủ 12 bản" in seat.words
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert "↧ 3/3" in seat.text


async def test_a_task_that_stays_says_how_to_send_it_down(desk, campaign):
    async with seated(desk) as seat:
        await to(seat, "Ảnh ca đêm")
        await seat.press("c")
        await seat.hears("e, then “Goes down”, sends it down")
        assert seat.top == "DeskScreen"


async def test_without_a_unit_below_nothing_goes_down(desk):
    plan(desk)
    async with seated(desk) as seat:
        await to(seat, "Gặp ban tổ chức")
        await seat.press("e")
        await seat.comes("TaskForm")
        seat.field("cascades").focus()
        await seat.press("enter")
        assert "No unit stands below the task's" in seat.words
        assert seat.field("cascades").value == "no"


async def test_the_word_of_a_unit_that_has_gone_does_no_harm(desk, cascading, clock):
    desk.records.change(cascading, acks=(Ack(unit="đã giải thể", at=clock.time),))
    async with seated(desk) as seat:
        assert "↧ 0/3" in seat.text
        await to(seat, "Thu bản tin loa")
        await seat.press("c")
        await seat.comes("AcknowledgementsScreen")
        desk.tasks.remove(desk.tasks[cascading.id])  # as another window might
        await seat.comes("DeskScreen")


# ---------------------------------------------------------------- the mouse


async def drag(seat, what, onto):
    """Drag a row of the list onto another one."""
    x, y = seat.place(what)
    await seat.drag((x, y), (x, seat.place(onto)[1]))


def order(desk, campaign, phase):
    return [t.title for p in desk.campaigns.checklist(campaign) if p.name == phase for t in p.tasks]


async def test_a_task_is_dragged_within_and_between_phases(desk, campaign):
    async with seated(desk, Settings(checklist_view="phases")) as seat:
        await drag(seat, "Hỏi xưởng tàu", "Thu bản tin loa")
        assert order(desk, campaign, "triển khai") == [
            "Hỏi xưởng tàu",
            "Thu bản tin loa",
            "Ảnh ca đêm",
        ]
        assert seat.screen.checklist.task_here.title == "Hỏi xưởng tàu"
        await drag(seat, "Hỏi xưởng tàu", "Thu bản tin loa")  # down: it takes its place
        assert order(desk, campaign, "triển khai")[:2] == ["Thu bản tin loa", "Hỏi xưởng tàu"]
        await drag(seat, "Ảnh ca đêm", "Họp tổng kết")
        assert order(desk, campaign, "tổng kết") == ["Ảnh ca đêm", "Họp tổng kết"]
        await drag(seat, "Ảnh ca đêm", "▾ kế hoạch")
        assert order(desk, campaign, "kế hoạch") == ["Ảnh ca đêm", "Chốt kịch bản"]
        assert not any(t.done for t in desk.tasks)  # a drag is no click
        for _ in range(4):
            await seat.press("ctrl+z")
        assert order(desk, campaign, "triển khai")[0] == "Thu bản tin loa"


async def test_in_the_agenda_a_drag_says_where_it_can_be_done(desk, campaign):
    async with seated(desk) as seat:
        before = list(desk.tasks)
        await drag(seat, "Ảnh ca đêm", "Chốt kịch bản")
        await seat.hears("v shows the phases")
        assert list(desk.tasks) == before
        await seat.click("Ảnh ca đêm", dx=6)  # and a click is one again
        assert seat.screen.checklist.task_here.title == "Ảnh ca đêm"


async def test_an_export_ticks_and_a_withdrawal_takes_the_tick_back(desk, campaign, tmp_path):
    article = written(desk)
    desk.tasks.attach(task(desk, "Ảnh ca đêm"), article)
    async with seated(desk) as seat:
        await seat.press("f2")
        assert "→ Thợ hàn nhận kính mới · being edited" in seat.text
        desk.articles.set_status(article, Status.APPROVED)
        desk.articles.export(article, tmp_path)
        await seat.settle()
        assert headings(seat)[-1] == "Done 1"
        desk.articles.set_status(article, Status.WITHDRAWN, reason="sai")
        await seat.settle()
        assert "→ Thợ hàn nhận kính mới · withdrawn" in seat.text
        assert task(desk, "Ảnh ca đêm").done is None


async def test_how_far_a_task_has_come_down_stands_before_its_channels(desk, campaign):
    one = task(desk, "Thu bản tin loa")
    channels = ("báo điện tử", "bản tin công đoàn", "loa truyền thanh", "Facebook")
    desk.tasks.edit(one, unit="LĐLĐ quận Bắc", cascades=True, channels=channels)
    async with seated(desk) as seat:
        await to(seat, "Thu bản tin loa")
        assert "↧ 0/2 · báo" in seat.line("Thu bản tin loa")
