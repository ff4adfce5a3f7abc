"""A campaign of many days, and how its checklist is read."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from store import Task
from store.campaign_records import Campaign, Day, Unit

TODAY = date(2027, 4, 20)

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
