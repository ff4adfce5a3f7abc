"""The burn-down of a campaign, counted day by day."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Campaign, Task
from store.campaigns.burndown import LONGEST, Pace, pace
from store.channels import Channel

CAMPAIGN = Campaign(name="Mùa sen", start=date(2027, 5, 1), end=date(2027, 5, 5))
TODAY = date(2027, 5, 3)
HERE = timezone(timedelta(hours=7))


def at(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=HERE)


def task(due=None, done=None):
    return Task(campaign=CAMPAIGN.id, title="x", due=due, done=at(done) if done else None)


def outs(*days):
    return {str(n): {"báo in": at(day), "loa": at(TODAY)} for n, day in enumerate(days)}


def test_what_was_planned_what_is_left_and_what_went_out():
    tasks = [
        task(date(2027, 5, 1), date(2027, 5, 2)),
        task(date(2027, 5, 2)),
        task(date(2027, 5, 5), date(2027, 5, 2)),
        task(),
    ]
    found = pace(CAMPAIGN, tasks, outs(date(2027, 5, 2), date(2027, 5, 2)), TODAY)
    assert found.days == tuple(date(2027, 5, day) for day in range(1, 6))
    assert found.planned == (3, 2, 2, 2, 1)
    assert found.left == (4, 2, 2)
    assert found.out == (0, 2, 0)


def test_without_any_day_there_is_nothing_to_draw():
    assert pace(Campaign(name="Mùa sen"), [task()], {}, TODAY) == Pace()


def test_a_campaign_that_has_not_begun_has_no_past():
    found = pace(CAMPAIGN, [task(date(2027, 5, 4))], {}, date(2027, 4, 1))
    assert found.left == found.out == ()
    assert len(found.planned) == 5


@pytest.mark.parametrize("far", [date.max, date.min, date(2099, 1, 1)])
def test_a_day_far_away_makes_no_endless_chart(far):
    found = pace(CAMPAIGN, [task(far), task(date(2027, 5, 2))], {}, TODAY)
    assert len(found.days) <= LONGEST


days = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@given(st.lists(st.tuples(st.none() | days, st.none() | days)), days)
def test_the_last_day_tells_what_is_left(pairs, today):
    tasks = [task(due, done) for due, done in pairs]
    found = pace(CAMPAIGN, tasks, {}, today)
    assert found.planned[-1] == sum(one.due is None for one in tasks)
    if found.left:
        gone = sum(
            one.done is not None and one.done.date() <= found.days[len(found.left) - 1]
            for one in tasks
        )
        assert found.left[-1] == len(tasks) - gone
    assert list(found.left) == sorted(found.left, reverse=True)


def test_what_was_recorded_as_posted_is_out_and_what_was_withdrawn_is_not(desk):
    campaign = desk.records.add(replace(CAMPAIGN, channels=(Channel("loa"),)))
    hung, gone = (desk.tasks.add(Task(campaign=campaign.id, title=n)) for n in ("a", "b"))
    desk.ledger.posted(hung, "loa")
    desk.ledger.withdraw(desk.ledger.posted(gone, "loa"), "sai")
    assert sum(desk.reports.pace(campaign).out) == 1
