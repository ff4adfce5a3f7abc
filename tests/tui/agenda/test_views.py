"""Two views: by day and by phase, and tasks dragged in them."""

from __future__ import annotations

from datetime import date

import pytest

from store import Task
from tests.tui.helpers import SIZES, seated, task
from tui.settings import Settings

from .hands import TODAY, headings, shown, to


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
