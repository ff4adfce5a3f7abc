"""What waits for what: milestones, stages, lost days, repetitions."""

from __future__ import annotations

from datetime import date

from store.campaign_records import Day, Stage
from tests.tui.helpers import SIZES, seated, task

from .hands import pick, to


async def accept(seat):
    await seat.press("ctrl+s")
    await seat.comes("DeskScreen")


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
