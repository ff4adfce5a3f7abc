"""What gives way where a line is too narrow: never the end of a day, nor of a headline."""

from __future__ import annotations

from datetime import date

from store import Article, Task
from store.campaign_records import Day
from tui.dialogs.picker import Option, Options

from .helpers import NARROW, WIDE, plan, seated

LONG = "Hội nghị người lao động ở các doanh nghiệp may được nối lại sau nhiều năm gián đoạn"


async def test_a_long_byline_gives_way_to_the_day(desk):
    desk.records.add(
        Article(
            headline="Một tít",
            byline="Nguyễn Hoàng Lâm – Trần Thị Thu Hà – Nhóm phóng viên thường trú miền Trung",
            body="Một câu.",
        )
    )
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        facts = seat.line("Nguyễn Hoàng").rstrip(" │")
        assert "…" in facts
        changed = next(iter(desk.articles)).updated
        assert facts.endswith(f"changed {changed.day}.{changed.month}")


async def test_a_span_of_days_in_the_calendar_is_whole(desk):
    campaign = plan(desk)
    desk.campaigns.change(
        campaign,
        peaks=(Day(name="Cao điểm", start=date(2029, 5, 1), end=date(2029, 5, 7)),),
    )
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+c")
        await seat.comes("CalendarScreen")
        await seat.press("g")
        await seat.comes("AskDay")
        await seat.type("3.5.2029\n")
        await seat.comes("CalendarScreen")
        assert "1.5 – 7.5" in seat.text


def test_a_long_label_of_a_picker_stands_on_two_lines():
    rows = Options(multiple=False)
    item = Option("a", LONG)
    assert rows.row_height(item, 70) == 2
    lines = ["".join(text for text, _tone in line).rstrip() for line in rows.row_lines(item, 70)]
    assert " ".join(lines) == LONG
    assert rows.row_height(Option("b", "Một tít"), 70) == 1


async def test_days_below_titles_have_a_column_of_their_own(desk):
    campaign = plan(desk)
    for title, due in (("Việc có ngày", date(2027, 4, 28)), ("Việc không ngày", None)):
        desk.tasks.add(
            Task(campaign=campaign.id, title=title, phase="tham mưu", due=due, owner="Chị Hà")
        )
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f2")
        places = {line.index("Chị Hà") for line in seat.lines if "Chị Hà" in line}
        assert len(places) == 1
