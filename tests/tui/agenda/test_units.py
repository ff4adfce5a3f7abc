"""What goes down to the units and comes back, and what ticks by itself."""

from __future__ import annotations

import pytest

from store import Status
from store.campaign_records import Ack
from tests.tui.helpers import SIZES, plan, seated, task, written

from .hands import headings, to


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
