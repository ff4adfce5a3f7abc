"""A clock that is wrong: what is old is told by the days on which the desk was used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article, Task, open_desk
from store.articles.history import Why
from store.file.backups import Keep
from store.used_days import Readings

NOW = datetime(2026, 11, 14, 10, tzinfo=UTC)
DAY = timedelta(days=1)

WRONG = {
    "forty days ahead": NOW + 40 * DAY,
    "2031": datetime(2031, 3, 1, 8, tzinfo=UTC),
    "9000": datetime(9000, 12, 30, tzinfo=UTC),
    "a dead battery": datetime(1970, 1, 1, tzinfo=UTC),
    "a month back": NOW - 30 * DAY,
}


def read(*moments):
    readings = Readings()
    for moment in moments:
        readings = readings.including(moment)
    return readings


def daily(start, days, step=1):
    return [start + n * DAY for n in range(0, days, step)]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_desk_in_use_goes_by_the_calendar_up_to_its_last_day(step):
    now = NOW + 60 * DAY
    assert read(*daily(NOW, 61, step)).trusted(now) == now - step * DAY


def test_with_one_reading_nothing_is_old():
    assert Readings().trusted(NOW) < NOW - 700_000 * DAY


def test_a_long_holiday_waits_and_is_made_up_for():
    back = NOW + 40 * DAY
    readings = read(*daily(NOW, 10), back)
    assert readings.trusted(back) == NOW + 9 * DAY
    assert readings.trusted(back + DAY) == NOW + 12 * DAY
    readings = read(*daily(NOW, 10), *daily(back, 61))
    assert readings.trusted(back + 61 * DAY) == back + 60 * DAY


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_one_reading_of_a_wrong_clock_makes_nothing_old(wrong):
    used = daily(NOW - 30 * DAY, 31)
    readings = read(*used, wrong)
    assert readings.trusted(wrong) <= NOW
    again = readings.including(NOW)
    assert again.trusted(NOW) <= NOW


MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS, min_size=1, max_size=80))
def test_no_clock_makes_more_than_three_days_of_a_reading(moments):
    readings = read(*moments)
    last = moments[-1]
    before = readings.trusted(last)
    assert before <= last
    readings = readings.including(last + 400 * DAY)
    assert readings.trusted(last + 400 * DAY) <= last
    for more in range(2, 5):
        readings = readings.including(last + more * 400 * DAY)
    assert readings.trusted(last + 5 * 400 * DAY) <= last + 4 * 3 * DAY
    days = readings.days
    assert list(days) == sorted(set(days))
    assert len(days) <= 60


# --- the desk


@pytest.fixture
def used(desk, clock):
    """A desk in use for ten days: an article with nine revisions of today, something in the bin."""
    clock.time = NOW
    article = desk.records.add(Article(headline="Quà", body="Bản 0."))
    for _ in range(10):
        clock.wait(24 * 60)
        desk.records.change(article, headline=f"Quà {clock.time:%d.%m}")
    for number in range(1, 9):
        clock.wait(3)
        desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    gone = desk.records.add(Article(headline="Bài bỏ", body="Đã bỏ."))
    desk.articles.remove(gone)
    return article, gone


def texts(desk, article):
    history = desk.revisions.of(article)
    return [history.state(place).body for place in range(len(history.revisions))]


@pytest.mark.parametrize("how", ["a start", "a write", "compact", "within a session"])
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_clock_once_throws_nothing_away(desk, desk_path, clock, used, wrong, how):
    article, gone = used
    before = texts(desk, article)
    right = clock.time
    clock.time = wrong
    if how != "within a session":
        desk.close()
        desk = open_desk(desk_path, clock=clock, keep=Keep(0, 0, 0))
    if how == "compact":
        desk.file.compact()
    elif how != "a start":
        desk.records.change(article, body="Viết khi giờ sai.", why=Why.SAVE)
        desk.trash.expire()
    desk.close()
    clock.time = right + timedelta(hours=1)
    with open_desk(desk_path, clock=clock, keep=Keep(0, 0, 0)) as again:
        assert [entry.title for entry in again.trash] == ["Bài bỏ"]
        assert set(before) <= set(texts(again, article))
        assert texts(again, gone) == ["Đã bỏ."]
        again.records.change(article, body="Viết khi giờ đúng.", why=Why.SAVE)
        assert set(before) <= set(texts(again, article))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_was_deleted_while_the_clock_was_wrong_stays_thirty_days(desk, clock, wrong):
    article = desk.records.add(Article(headline="Quà", body="Đã bỏ."))
    right = clock.time
    clock.time = wrong
    desk.articles.remove(article)
    clock.time = right
    for _ in range(27):  # a jump counts for three days
        clock.use(desk, 1)
        assert len(desk.trash) == 1


def test_the_bin_is_emptied_in_the_end(desk, clock, used):
    right = clock.time
    clock.time = WRONG["2031"]
    desk.trash.expire()
    clock.time = right
    for days in range(32):
        assert len(desk.trash) == 1, days
        clock.use(desk, 1)
    assert len(desk.trash) == 0


def test_an_older_desk_waits_for_its_second_day(desk, desk_path, clock, used):
    """A desk file of a version that kept no days: its first start may be the wrong one."""
    desk.records.store.storage.commit({"_clock": {"1": None}})
    desk.close()
    clock.time += 400 * DAY
    with open_desk(desk_path, clock=clock) as again:
        assert len(again.trash) == 1


# --- what comes again


@pytest.fixture
def series(desk, clock):
    """A desk in use with a task that comes each day."""
    clock.time = NOW
    campaign = desk.campaigns.new_empty("Mùa quà", 2026)
    clock.use(desk, 1)
    day = desk.records.today()
    return desk.tasks.add(Task(campaign=campaign.id, title="Bản tin", due=day, repeat="FREQ=DAILY"))


def days_of(desk):
    return sorted(task.due for task in desk.tasks)


FAR = {name: moment for name, moment in WRONG.items() if name != "forty days ahead"}


@pytest.mark.parametrize("wrong", FAR.values(), ids=FAR)
def test_a_wrong_day_makes_no_tasks_and_ends_no_series(desk, clock, series, wrong):
    before, right = days_of(desk), clock.time
    clock.time = wrong
    for _ in range(2):
        assert desk.tasks.catch_up() == []
    clock.time = right
    for _ in range(5):
        clock.wait(24 * 60)
        desk.tasks.catch_up()
    assert days_of(desk) == [before[0] + n * DAY for n in range(len(before) + 5)]


@pytest.mark.parametrize("ahead", [1, 13, 14, 20, 40, 99])
def test_a_day_a_little_ahead_ends_no_series(desk, clock, series, ahead):
    """It may be a holiday: a few tasks come, and with the right day those before them."""
    right = clock.time
    clock.time += ahead * DAY
    assert len(desk.tasks.catch_up()) <= 15
    clock.time = right
    for _ in range(ahead + 20):
        clock.wait(24 * 60)
        desk.tasks.catch_up()
    days = days_of(desk)
    assert days == [days[0] + n * DAY for n in range(len(days))]


def test_after_a_long_holiday_they_come_on_the_second_day(desk, clock, series):
    clock.time += 120 * DAY
    assert desk.tasks.catch_up() == []
    clock.wait(24 * 60)
    assert desk.tasks.catch_up()[-1].due == desk.records.today() + 13 * DAY
