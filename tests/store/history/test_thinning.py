"""A history thinned: what is left of a day, a week and the time before, and what stays."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.articles.history import History, Why

from .samples import DRAFT, ID, NOW, bodies_of, fast, history_of, reread, states, text, told

reasons = st.sampled_from(Why)


def test_the_last_day_stays_whole():
    history = history_of(*map(text, range(200)))  # 19 hours and 54 minutes
    assert history.thinned(NOW) is history
    assert history.thinned(NOW + timedelta(hours=4)) is history
    assert history.thinned(NOW + timedelta(hours=6)) is not history


def days_left(history, now):
    return [revision.at for revision in history.thinned(now).revisions]


def test_one_an_hour_is_left_of_the_last_week():
    history = history_of(*map(text, range(30)), every=timedelta(minutes=10))  # 4:10 to 9:00
    left = days_left(history, NOW + timedelta(days=2))
    assert [(at.hour, at.minute) for at in left] == [
        (4, 10),
        *((hour, 50) for hour in range(4, 9)),
        (9, 0),
    ]


def test_one_a_day_is_left_of_ninety_days():
    history = history_of(*map(text, range(20)), every=timedelta(hours=6))
    left = days_left(history, NOW + timedelta(days=30))
    assert [(at.day, at.hour) for at in left] == [
        (15, 15),
        (15, 21),
        *((day, 21) for day in range(16, 20)),
        (20, 9),
    ]


def test_one_a_week_is_left_of_what_is_older():
    history = history_of(*map(text, range(22)), every=timedelta(days=1))  # 30.3 to 20.4
    left = days_left(history, NOW + timedelta(days=200))
    assert [(at.month, at.day) for at in left] == [(3, 30), (4, 4), (4, 11), (4, 18), (4, 20)]


@pytest.mark.parametrize("why", [Why.EXPORT, Why.IMPORT, Why.OUTSIDE])
def test_what_went_out_or_came_in_stays(why):
    history = history_of(text(0), text(1)).added(text(2), why=why, who="", at=NOW)
    for number in (3, 4, 5):
        history = history.added(text(number), why=Why.SAVE, who="", at=NOW)
    thin = history.thinned(NOW + timedelta(days=900))
    assert told(thin) == [Why.WRITING, why, Why.SAVE]
    assert bodies_of(thin) == [text(number).body for number in (0, 2, 5)]


def test_days_are_those_of_the_desk():
    late = datetime(2027, 4, 19, 23, 30, tzinfo=NOW.tzinfo)  # 16:30 of the same day in UTC
    history = History(ID)
    for number, at in enumerate([late, late, late + timedelta(hours=1), late + timedelta(hours=2)]):
        at_utc = at.astimezone(timezone.utc)  # noqa: UP017
        history = history.added(text(number), why=Why.SAVE, who="", at=at_utc)
    history = history.added(text(9), why=Why.SAVE, who="", at=NOW)
    left = history.thinned(NOW + timedelta(days=30))
    assert bodies_of(left) == [text(number).body for number in (0, 1, 9)]


def test_what_follows_a_dropped_revision_is_counted_anew():
    words = ["một", "một hai", "một hai ba", "một hai ba bốn"]
    history = history_of(*(replace(DRAFT, headline="", body=body) for body in words))
    assert [(r.added, r.removed) for r in history.revisions] == [(1, 0), (1, 0), (1, 0), (1, 0)]
    thin = history.thinned(NOW + timedelta(days=30))
    assert [(r.added, r.removed) for r in thin.revisions] == [(1, 0), (3, 0)]


@fast
@given(
    st.lists(
        st.tuples(states, reasons, st.integers(0, 60 * 24 * 12)),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 300),
)
def test_what_thinning_leaves_reads_as_before(made, days):
    history, at = History(ID), NOW
    for article, why, minutes in made:
        at += timedelta(minutes=minutes)
        history = history.added(article, why=why, who="lan", at=at)
    now = at + timedelta(days=days)
    thin = reread(history.thinned(now))
    before = [
        (revision.at, revision.why, history.state(place))
        for place, revision in enumerate(history.revisions)
    ]
    after = [
        (revision.at, revision.why, thin.state(place))
        for place, revision in enumerate(thin.revisions)
    ]
    assert after[0] == before[0]
    assert after[-1] == before[-1]
    rest = iter(before)
    assert all(one in rest for one in after)  # in their order
    never = (Why.EXPORT, Why.IMPORT, Why.OUTSIDE)
    assert [one for one in after if one[1] in never] == [one for one in before if one[1] in never]
    lately = [one for one in before if now - one[0] <= timedelta(days=1)]
    assert after[len(after) - len(lately) :] == lately
    assert thin.thinned(now) is thin
