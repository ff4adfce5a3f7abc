"""The calendar: what stands on which day."""

from collections import Counter
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article, Campaign, InvalidValueError, Status, Task
from store.campaign_records import Day
from store.campaigns.calendar import (
    ALL,
    DAYS,
    EXPORTS,
    FIRST,
    LAST,
    LISTS,
    TASKS,
    Kind,
    bounded,
    days,
    later,
    month_of,
    months_later,
    week_of,
)
from store.dates.due import Due

from .calendar_days import TODAY, entry_of, on, put_campaign, put_task

HANOI = timezone(timedelta(hours=7))


# ---------------------------------------------------------------- any desk

SOME_DAYS = st.dates(date(2027, 3, 1), date(2027, 6, 30))
TIMES = (
    st.datetimes(datetime(2027, 3, 1), datetime(2027, 6, 30), timezones=st.just(HANOI)) | st.none()
)
NAMED = st.lists(
    st.builds(
        lambda name, start, length: Day(
            name=name,
            start=start,
            end=None if start is None or not length else start + timedelta(days=length),
        ),
        st.text(max_size=3),
        SOME_DAYS | st.none(),
        st.integers(-3, 40),
    ),
    max_size=4,
).map(tuple)
CAMPAIGNS = st.builds(
    Campaign, name=st.just("x"), milestones=NAMED, peaks=NAMED, anniversaries=NAMED
)
ITEMS = st.builds(
    Task,
    campaign=st.just("0" * 32),
    title=st.text(max_size=3),
    due=SOME_DAYS | st.none(),
    done=TIMES,
)
ARTICLES = st.builds(
    Article,
    headline=st.text(max_size=3),
    due=SOME_DAYS | st.none(),
    exported=TIMES,
    status=st.sampled_from(Status),
)


def expected_days(record):
    """The one day of a record, said another way than the calendar does."""
    if isinstance(record, Task):
        return record.due
    if record.status in ("withdrawn", "cancelled"):
        return None
    return record.exported.date() if record.exported else record.due


@given(
    st.lists(CAMPAIGNS, max_size=2),
    st.lists(ITEMS, max_size=8),
    st.lists(ARTICLES, max_size=8),
    SOME_DAYS,
    st.integers(0, 60),
    SOME_DAYS,
)
def test_every_dated_record_stands_once_on_its_day(campaigns, tasks, articles, first, more, today):
    last = first + timedelta(days=more)
    found = days(campaigns, tasks, articles, first, last, today)
    assert [one.day for one in found] == [first + timedelta(days=n) for n in range(more + 1)]
    stands = Counter(
        (entry.record.id, one.day)
        for one in found
        for entry in one.entries
        if entry.kind not in DAYS
    )
    wanted = Counter(
        (record.id, day)
        for record in (*tasks, *articles)
        if (day := expected_days(record)) and first <= day <= last
    )
    assert stands == wanted
    named = Counter(
        (entry.record.id, entry.kind, entry.place, one.day)
        for one in found
        for entry in one.entries
        if entry.kind in DAYS
    )
    spans = Counter[tuple[str, Kind, int, date]]()
    for campaign in campaigns:
        for kind, name in LISTS.items():
            for place, day in enumerate(getattr(campaign, name)):
                at = day.start
                while at and at <= max(day.end or day.start, day.start):
                    if first <= at <= last:
                        spans[campaign.id, kind, place, at] += 1
                    at += timedelta(days=1)
    assert named == spans
    for one in found:
        kinds = [list(Kind).index(entry.kind) for entry in one.entries]
        assert kinds == sorted(kinds)
        assert len({entry.key for entry in one.entries}) == len(one.entries)
        for entry in one.entries:
            assert entry.late == (
                entry.kind in (Kind.TASK, Kind.PLANNED) and not entry.done and one.day < today
            )


def test_whole_desk_is_what_its_parts_are(desk):
    one, two = (put_campaign(desk, name, peaks=(Day(name="p", start=TODAY),)) for name in "ab")
    put_task(desk, one, "việc một", "20.4")
    put_task(desk, two, "việc hai", "20.4")
    desk.records.add(Article(headline="không của ai", due=TODAY))
    assert Counter(on(desk, TODAY)) == Counter(
        [*on(desk, TODAY, one), *on(desk, TODAY, two), ("planned", "không của ai")]
    )


def test_a_piece_of_another_campaign_stands_where_a_task_names_it(desk):
    one, two = (put_campaign(desk, name) for name in "ab")
    article = desk.records.add(Article(headline="chung", due=TODAY, campaign=two.id))
    desk.tasks.attach(put_task(desk, one, "việc"), article)
    assert on(desk, TODAY, one) == [("planned", "chung")]


# ---------------------------------------------------------------- a day


def test_a_day_in_order(desk):
    campaign = put_campaign(
        desk,
        anniversaries=(Day(name="Ngày hội", start=TODAY),),
        peaks=(Day(name="Tuần lễ", start=date(2027, 4, 18), end=date(2027, 4, 24)),),
        milestones=(Day(name="Đại hội", start=TODAY),),
    )
    put_task(desk, campaign, "không giờ", "20.4")
    put_task(desk, campaign, "gấp", "20.4", priority=1)
    put_task(desk, campaign, "sớm", "20.4 8h")
    desk.tasks.tick(put_task(desk, campaign, "xong", "20.4 7h"))
    desk.records.add(Article(headline="sẽ ra", due=TODAY, campaign=campaign.id))
    desk.records.add(
        Article(
            headline="ra rồi",
            campaign=campaign.id,
            status=Status.EXPORTED,
            exported=desk.records.now(),
        )
    )
    assert on(desk, TODAY) == [
        ("milestone", "Đại hội"),
        ("peak", "Tuần lễ"),
        ("anniversary", "Ngày hội"),
        ("planned", "sẽ ra"),
        ("task", "sớm"),
        ("task", "gấp"),
        ("task", "không giờ"),
        ("task", "xong"),
        ("out", "ra rồi"),
    ]
    assert on(desk, TODAY, kinds=TASKS)[0] == ("task", "sớm")
    assert [kind for kind, _ in on(desk, TODAY, kinds=EXPORTS)] == ["planned", "out"]
    assert len(on(desk, TODAY, kinds=DAYS)) == 3
    assert on(desk, TODAY, kinds=ALL) == on(desk, TODAY)


def test_holidays_and_an_anniversary_of_the_same_name_stand_once(desk):
    day = date(2027, 5, 1)
    assert on(desk, day) == [("holiday", "Ngày Quốc tế Lao động")]
    assert on(desk, day, days_off=False) == []
    campaign = put_campaign(desk, anniversaries=(Day(name="Quốc tế Lao động", start=day),))
    assert on(desk, day) == [("holiday", "Ngày Quốc tế Lao động")]
    assert on(desk, day, days_off=False) == [("anniversary", "Quốc tế Lao động")]
    (found,) = desk.calendar.days(None, day, day)
    assert found.is_off
    (entry,) = found.entries
    assert (entry.record, entry.name) == (campaign, "Quốc tế Lao động")  # tasks hang on that
    with pytest.raises(InvalidValueError, match="public holiday"):
        desk.calendar.move(entry, Due(TODAY))
    put_campaign(desk, "b", milestones=(Day(name="Ngày Quốc tế Lao động", start=day),))
    assert len(on(desk, day)) == 2
    assert on(desk, date(2027, 4, 16)) == [("holiday", "Ngày Giỗ Tổ Hùng Vương")]


@pytest.mark.parametrize(
    ("day", "name", "holiday"),
    [
        (date(2027, 2, 6), "Tết cổ truyền", "Tết Nguyên Đán"),
        (date(2027, 2, 5), "Giao thừa", "Giao thừa Tết Nguyên Đán"),
        (date(2027, 4, 16), "Giỗ Tổ", "Ngày Giỗ Tổ Hùng Vương"),
        (
            date(2027, 4, 30),
            "Ngày Giải phóng miền Nam, thống nhất đất nước",
            "Ngày Chiến thắng",
        ),
        (date(2027, 9, 2), "Quốc khánh nước CHXHCN Việt Nam", "Quốc khánh"),
    ],
)
def test_a_holiday_is_one_line_whatever_the_campaign_calls_it(desk, day, name, holiday):
    for title in ("a", "b"):
        put_campaign(desk, title, anniversaries=(Day(name=name, start=day),))
    assert on(desk, day) == [("holiday", holiday)]


def test_what_only_falls_on_a_holiday_stands_beside_it(desk):
    day = date(2030, 2, 3)
    put_campaign(desk, anniversaries=(Day(name="Ngày thành lập Đảng", start=day),))
    assert on(desk, day) == [
        ("holiday", "Mùng hai Tết Nguyên Đán"),
        ("anniversary", "Ngày thành lập Đảng"),
    ]


def test_an_article_that_goes_out_stands_on_the_day_it_did(desk):
    article = desk.records.add(
        Article(headline="Quà", due=date(2027, 4, 25), status=Status.APPROVED)
    )
    assert on(desk, date(2027, 4, 25)) == [("planned", "Quà")]
    before = entry_of(desk, date(2027, 4, 25), "Quà").key
    desk.records.change(article, status=Status.EXPORTED, exported=desk.records.now())
    assert on(desk, date(2027, 4, 25)) == []
    assert on(desk, TODAY) == [("out", "Quà")]
    assert entry_of(desk, TODAY, "Quà").key == before
    desk.articles.set_status(article, Status.WITHDRAWN, reason="sai")
    assert on(desk, TODAY) == []


def test_a_campaign_without_any_day(desk):
    campaign = put_campaign(desk)
    put_task(desk, campaign, "không hạn")
    found = desk.calendar.days(campaign, *month_of(date(2027, 6, 1)))
    assert [one.entries for one in found] == [()] * len(found)
    assert len(found) % 7 == 0


def test_an_end_before_its_start_is_one_day(desk):
    wrong = Day(name="Lạ", start=TODAY, end=date(2027, 4, 1))
    put_campaign(desk, milestones=(wrong,))
    assert on(desk, TODAY) == [("milestone", "Lạ")]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 4, 2), date(2027, 4, 1)),
        (date(2027, 1, 1), date(2037, 12, 31)),
        (date.min, date.max),
    ],
)
def test_a_time_that_is_none_or_too_long_is_refused(desk, first, last):
    with pytest.raises(InvalidValueError):
        desk.calendar.days(None, first, last)


def test_the_ends_of_the_calendar(desk):
    desk.records.add(Article(headline="a", due=date.max))
    assert on(desk, date.max) == [("planned", "a")]
    assert on(desk, date.min) == []


# ---------------------------------------------------------------- weeks and months


@given(st.dates(FIRST, LAST), st.integers(-130_000, 130_000))
def test_any_day_can_be_gone_to(day, by):
    for first, last in (week_of(day), month_of(day)):
        assert first <= day <= last
        assert (first.weekday(), last.weekday()) == (0, 6)
    assert week_of(day)[1] - week_of(day)[0] == timedelta(days=6)
    first, last = month_of(day)
    assert first <= day.replace(day=1)
    assert 28 <= (last - first).days + 1 <= 42
    for there in (later(day, by), later(day, by * 1000), months_later(day, by)):
        assert bounded(there) == there
    if FIRST.year < day.year < LAST.year:
        assert months_later(months_later(day.replace(day=1), 1), -1) == day.replace(day=1)


def test_a_month_later_is_the_last_day_where_there_is_no_such():
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert months_later(date(2027, 12, 5), 1) == date(2028, 1, 5)
    assert later(LAST, 1) == LAST
    assert later(FIRST, -1) == FIRST
    assert (bounded(date.min), bounded(date.max)) == (FIRST, LAST)
