"""What becomes of an entry of the calendar when it is moved."""

from datetime import date, time, timedelta, timezone

import pytest

from store import Article, Campaign, InvalidValueError, RecordNotFoundError, Status, Task
from store.campaign_records import Day
from store.campaigns.calendar import (
    Entry,
    Kind,
    month_of,
)
from store.dates.due import Due
from store.dates.parser import read_due

from .calendar_days import TODAY, entry_of, put_campaign, put_task

HANOI = timezone(timedelta(hours=7))


def test_a_task_is_moved_and_the_change_undone(desk):
    campaign = put_campaign(desk)
    task = put_task(desk, campaign, "Gặp thợ", "20.4 8h")
    moved = desk.calendar.move(entry_of(desk, TODAY, "Gặp thợ"), Due(date(2027, 4, 21)))
    assert (moved.day, moved.anchor, moved.lost, moved.along) == (date(2027, 4, 21), "", "", 0)
    assert desk.tasks[task.id].due == date(2027, 4, 21)
    assert desk.tasks[task.id].due_time == time(8)
    assert desk.undo.step_back() == "move on the calendar"
    assert desk.tasks[task.id].due == TODAY


def test_an_hour_that_is_typed_counts(desk):
    campaign = put_campaign(desk)
    task = put_task(desk, campaign, "x", "20.4 8h")
    desk.calendar.move(entry_of(desk, TODAY, "x"), read_due("mai 22h", TODAY, campaign))
    assert desk.tasks[task.id].due_time == time(22)


def test_moved_to_where_it_stands_is_no_change(desk):
    put_task(desk, put_campaign(desk), "x", "20.4")
    desk.records.add(Article(headline="bài", due=TODAY))
    before = len(desk.undo.entries())
    for title in ("x", "bài"):
        desk.calendar.move(entry_of(desk, TODAY, title), Due(TODAY))
    assert len(desk.undo.entries()) == before


def test_an_article_is_moved(desk):
    article = desk.records.add(Article(headline="Bài", due=TODAY, body="chữ"))
    desk.calendar.move(entry_of(desk, TODAY, "Bài"), Due(date(2027, 4, 27)))
    assert desk.articles[article.id].due == date(2027, 4, 27)
    desk.undo.step_back()
    assert desk.articles[article.id].due == TODAY


def hung(desk):
    """A campaign with a week, and a task that is due three days before it."""
    week = Day(name="Tuần lễ", start=date(2027, 5, 3), end=date(2027, 5, 7))
    campaign = put_campaign(desk, peaks=(week,))
    task = put_task(desk, campaign, "Băng rôn", "3 ngày trước Tuần lễ")
    assert (task.due, task.anchor, task.offset) == (date(2027, 4, 30), "Tuần lễ", -3)
    return campaign, task


@pytest.mark.parametrize(
    ("day", "offset"),
    [(date(2027, 4, 29), -4), (date(2027, 5, 3), 0), (date(2027, 5, 9), 2)],
)
def test_a_task_goes_on_hanging_on_its_day(desk, day, offset):
    _campaign, task = hung(desk)
    moved = desk.calendar.move(entry_of(desk, date(2027, 4, 30), "Băng rôn"), Due(day))
    assert (moved.anchor, moved.offset, moved.lost) == ("Tuần lễ", offset, "")
    now = desk.tasks[task.id]
    assert (now.due, now.anchor, now.offset) == (day, "Tuần lễ", offset)


def test_within_its_day_it_becomes_a_plain_one(desk):
    _campaign, task = hung(desk)
    moved = desk.calendar.move(entry_of(desk, date(2027, 4, 30), "Băng rôn"), Due(date(2027, 5, 5)))
    assert (moved.anchor, moved.offset, moved.lost) == ("", 0, "Tuần lễ")
    now = desk.tasks[task.id]
    assert (now.due, now.anchor, now.offset) == (date(2027, 5, 5), "", 0)


def test_it_is_hung_on_another_day_where_one_is_typed(desk):
    campaign, task = hung(desk)
    desk.records.change(campaign, end=date(2027, 5, 31))
    due = read_due("5 ngày trước kết thúc", TODAY, desk.campaigns[campaign.id])
    moved = desk.calendar.move(entry_of(desk, date(2027, 4, 30), "Băng rôn"), due)
    assert (moved.anchor, moved.offset) == ("end", -5)
    assert desk.tasks[task.id].due == date(2027, 5, 26)


def test_a_named_day_takes_along_what_hangs_on_it(desk):
    campaign, task = hung(desk)
    done = desk.tasks.tick(put_task(desk, campaign, "Xong", "1 ngày sau Tuần lễ"))
    moved = desk.calendar.move(entry_of(desk, date(2027, 5, 5), "Tuần lễ"), Due(date(2027, 5, 10)))
    assert (moved.day, moved.along) == (date(2027, 5, 10), 1)
    (week,) = desk.campaigns[campaign.id].peaks
    assert (week.start, week.end) == (date(2027, 5, 10), date(2027, 5, 14))
    assert desk.tasks[task.id].due == date(2027, 5, 7)
    assert desk.tasks[done.id].due == date(2027, 5, 8)
    desk.undo.step_back()
    assert desk.campaigns[campaign.id].peaks == campaign.peaks
    assert desk.tasks[task.id].due == date(2027, 4, 30)


def test_a_milestone_of_one_day_stays_one(desk):
    campaign = put_campaign(desk, milestones=(Day(name="Một"), Day(name="Hai", start=TODAY)))
    desk.calendar.move(entry_of(desk, TODAY, "Hai"), Due(date(2027, 4, 19)))
    assert desk.campaigns[campaign.id].milestones == (
        Day(name="Một"),
        Day(name="Hai", start=date(2027, 4, 19)),
    )


def test_what_cannot_be_moved_is_refused(desk):
    holiday = entry_of(desk, date(2027, 5, 1), "Ngày Quốc tế Lao động")
    with pytest.raises(InvalidValueError, match="public holiday"):
        desk.calendar.move(holiday, Due(TODAY))
    desk.records.add(Article(headline="Ra", status=Status.EXPORTED, exported=desk.records.now()))
    with pytest.raises(InvalidValueError, match="gone out"):
        desk.calendar.move(entry_of(desk, TODAY, "Ra"), Due(TODAY))
    campaign = put_campaign(desk, peaks=(Day(name="p", start=TODAY, end=date(2027, 4, 25)),))
    with pytest.raises(InvalidValueError, match="Which day"):
        desk.calendar.move(entry_of(desk, TODAY, "p"), Due())
    with pytest.raises(InvalidValueError, match="beyond"):
        desk.calendar.move(entry_of(desk, TODAY, "p"), Due(date.max))
    old = entry_of(desk, TODAY, "p")
    desk.records.change(campaign, peaks=())
    with pytest.raises(RecordNotFoundError, match="“p”"):
        desk.calendar.move(old, Due(TODAY))
    task = put_task(desk, campaign, "x", "20.4")
    gone = entry_of(desk, TODAY, "x")
    desk.tasks.remove(task)
    with pytest.raises(RecordNotFoundError):
        desk.calendar.move(gone, Due(TODAY))


@pytest.mark.parametrize(
    ("field", "name", "day", "words"),
    [
        ("anniversaries", "Giỗ Tổ Hùng Vương", date(2027, 4, 16), "lunar calendar.*Alt\\+L"),
        ("milestones", "Tết Nguyên đán", date(2027, 2, 6), "lunar calendar.*Alt\\+L"),
        ("anniversaries", "Ngày hội làng chài", date(2027, 4, 10), "same day each year.*Alt\\+L"),
    ],
)
def test_a_day_with_a_calendar_of_its_own_is_not_moved(desk, field, name, day, words):
    campaign = put_campaign(desk, **{field: (Day(name=name, start=day),)})
    for days_off in (False, True):
        (found,) = desk.calendar.days(campaign, day, day, days_off=days_off)
        (named,) = (one for one in found.entries if one.record)
        with pytest.raises(
            InvalidValueError, match=f"“.*{name}”.*{words if not days_off else 'Alt'}"
        ):
            desk.calendar.move(named, Due(TODAY))
    assert desk.campaigns[campaign.id] == campaign


def test_a_milestone_of_a_lunar_name_on_another_day_is_moved(desk):
    """Who has put it there meant so."""
    put_campaign(desk, milestones=(Day(name="Tết", start=TODAY),))
    assert desk.calendar.move(entry_of(desk, TODAY, "Tết"), Due(date(2027, 4, 21))).along == 0


def test_a_task_whose_day_is_gone_becomes_plain(desk):
    campaign, task = hung(desk)
    desk.records.change(campaign, peaks=())
    moved = desk.calendar.move(entry_of(desk, date(2027, 4, 30), "Băng rôn"), Due(TODAY))
    assert moved.lost == "Tuần lễ"
    assert desk.tasks[task.id].anchor == ""


def test_ten_thousand_tasks_on_one_day_and_a_desk_of_twenty_campaigns_are_quick(desk):
    """Generous: what matters is that nothing grows faster than the desk (measured: 15 ms)."""
    from time import process_time

    campaigns = [Campaign(name=f"c{n}", year=2027) for n in range(20)]
    tasks = [
        Task(campaign=campaigns[n % 20].id, title="x", due=TODAY, position=n) for n in range(10_000)
    ]
    articles = [Article(headline="b", due=TODAY) for _n in range(2_000)]
    desk.records.write("", [*campaigns, *tasks, *articles])
    began = process_time()
    found = desk.calendar.days(None, *month_of(TODAY), days_off=False)
    assert process_time() - began < 1
    assert sum(len(one.entries) for one in found) == 12_000


def test_an_entry_is_what_it_says():
    assert (
        Entry(Kind.HOLIDAY, "Tết", TODAY, TODAY).key != Entry(Kind.HOLIDAY, "x", TODAY, TODAY).key
    )
