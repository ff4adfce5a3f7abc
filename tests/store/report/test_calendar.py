"""The days of a campaign as an iCalendar file."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.campaign_records import Campaign, Day, Task
from store.campaigns.ics import calendar
from store.records import Article, Status

from .odd import reported
from .samples import EMPTY, NOW, TODAY, read_calendar


def events_of(campaign, tasks=()):
    data = calendar(campaign, tasks)
    return {event.uid: event for event in read_calendar(data).events}


def test_tasks_and_named_days_are_all_day_events(may):
    data = calendar(may.campaign, may.tasks)
    read = read_calendar(data)
    dated = [task for task in may.tasks if task.due]
    days = (*may.campaign.milestones, *may.campaign.peaks, *may.campaign.anniversaries)
    named = [day for day in days if day.start]
    assert len(read.events) == len(dated) + len(named)
    by_uid = {event.uid: event for event in read.events}
    for task in dated:
        event = by_uid[f"{task.id}@toasoan"]
        assert (event.dtstart, event.dtend) == (task.due, task.due + timedelta(days=1))
        assert event.summary == (f"✔ {task.title}" if task.done else task.title)
    (week,) = [event for event in read.events if event.summary == "Tuần an toàn, vệ sinh lao động"]
    assert (week.dtstart, week.dtend) == (date(2027, 5, 1), date(2027, 5, 8))
    assert data.count(b"TRANSP:TRANSPARENT") == len(read.events)


def test_the_file_is_written_as_the_standard_has_it(may):
    data = calendar(may.campaign, may.tasks)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn in two
    assert f"\r\nX-WR-CALNAME:{may.campaign.name}\r\n".encode() in data
    for needed in (b"\r\nVERSION:2.0\r\n", b"\r\nPRODID:-//toasoan//", b"\r\nDTSTAMP:"):
        assert needed in data


def test_what_a_task_says_stands_in_the_description():
    task = Task(
        campaign=EMPTY.id,
        title="Bài chính",
        phase="triển khai",
        due=TODAY,
        due_time=time(22),
        owner="Trần An",
        unit="LĐLĐ Thành phố",
        channels=("báo in", "đài"),
        notes="Hỏi thêm; hai nguồn,\nmột ảnh",
    )
    (event,) = events_of(EMPTY, [task]).values()
    assert event.description.split("\n") == [
        "Giai đoạn: triển khai",
        "Giờ: 22:00",
        "Phụ trách: Trần An",
        "Đơn vị: LĐLĐ Thành phố",
        "Kênh: báo in, đài",
        "Hỏi thêm; hai nguồn,",
        "một ảnh",
    ]


def test_the_same_desk_gives_the_same_bytes_and_ids_outlive_a_change():
    task = Task(campaign=EMPTY.id, title="Một", due=TODAY, updated=NOW)
    days = (Day(name="Tết", start=TODAY), Day(name="Tết", start=date(2028, 1, 1)))
    campaign = msgspec.structs.replace(EMPTY, peaks=days, milestones=days, updated=NOW)
    assert calendar(campaign, [task]) == calendar(campaign, [task])
    before = events_of(campaign, [task])
    assert len(before) == 5
    later = NOW + timedelta(hours=1)
    moved = msgspec.structs.replace(task, due=date(2027, 6, 1), title="Hai", updated=later)
    after = events_of(campaign, [moved])
    assert before.keys() == after.keys()
    event = after[f"{task.id}@toasoan"]
    assert (event.summary, event.dtstart) == ("Hai", date(2027, 6, 1))
    assert event.dtstamp.astimezone(later.tzinfo) == later


def test_articles_that_are_due_are_planned_exports():
    articles = [
        Article(headline="Quà đến tay", due=TODAY, byline="Lê Thu", channels=("báo in", "loa")),
        Article(due=TODAY),
        Article(headline="Đã ra", due=TODAY, status=Status.EXPORTED, exported=NOW),
        Article(headline="Thôi", due=TODAY, status=Status.CANCELLED),
        Article(headline="Rút", due=TODAY, status=Status.WITHDRAWN),
        Article(headline="Chưa có ngày"),
    ]
    data = calendar(EMPTY, [], articles)
    events = {event.summary: event for event in read_calendar(data).events}
    assert set(events) == {"Xuất: Quà đến tay", "Xuất: (chưa có tít)", "✔ Xuất: Đã ra"}
    event = events["Xuất: Quà đến tay"]
    assert event.uid == f"{articles[0].id}@toasoan"
    assert (event.dtstart, event.dtend) == (TODAY, TODAY + timedelta(days=1))
    assert event.description == "Tác giả: Lê Thu\nKênh: báo in, loa"
    assert data.count(b"TRANSP:TRANSPARENT") == 3


@given(reported())
def test_any_calendar_is_read_by_another_program(found):
    tasks = found.tasks
    events = read_calendar(calendar(found.campaign, tasks)).events
    assert len({event.uid for event in events}) == len(events)
    assert len(events) == 1 + sum(task.due is not None for task in tasks)


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_any_text_survives_in_a_calendar(title, notes):
    assume(r"\N" not in title + notes)  # icalendar takes that for a line end, whatever it means
    task = Task(campaign=EMPTY.id, title=title, due=TODAY, notes=notes)
    (event,) = events_of(EMPTY, [task]).values()

    def kept(text):  # line ends become line feeds, and control characters may not stand there
        return "\n".join(
            re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", line) for line in text.splitlines()
        )

    assert (event.summary or "") == kept(title)
    assert (event.description or "") == kept(notes)


def test_the_name_of_a_calendar_is_escaped():
    campaign = Campaign(name="Quà, vé; xe\nvà lớp học")
    data = calendar(campaign, [Task(campaign=campaign.id, title="x", due=TODAY)])
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Quà\\, vé\\; xe\\nvà lớp học\r\n".encode() in data


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_day_there_is(day):
    (event,) = events_of(EMPTY, [Task(campaign=EMPTY.id, title="x", due=day)]).values()
    assert event.dtstart == day
