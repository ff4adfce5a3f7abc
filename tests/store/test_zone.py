"""The clock on the wall across the change to summer time, and from zone to zone."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import pytest

from store import Article, open_desk
from store.campaign_records import Rumour
from store.campaigns.rumours import entries
from store.dates.moments import read_moment
from store.dates.zone import fixed, moment_at, on_wall
from store.records import added, changed

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


@pytest.fixture(params=["the system's zone", "a zone of its own"])
def berlin(request, monkeypatch):
    """Yield the present in Berlin, as the system's clock does, or one that knows its zone."""
    if request.param == "the system's zone":
        monkeypatch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield lambda *parts, fold=0: datetime(*parts, fold=fold).astimezone()
        monkeypatch.undo()
        time.tzset()
    else:
        yield lambda *parts, fold=0: datetime(*parts, fold=fold).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "text", "hours"),
    [
        ((2026, 3, 29, 12), "hôm qua 22h", 13),  # an hour is left out at two
        ((2026, 3, 29, 12), "hôm nay 1h", 10),
        ((2026, 3, 30, 12), "hôm qua 22h", 14),
        ((2026, 10, 25, 12), "hôm qua 22h", 15),  # an hour comes twice
        ((2026, 10, 25, 12), "2h30", 10.5),  # the first of the two
        ((2026, 7, 1, 12), "1.2 12h", 150 * 24 - 1),
        ((2026, 12, 1, 12), "1.7 12h", 153 * 24 + 1),
        ((2026, 3, 29, 12), "2h30", 8.5),  # a time that never was
    ],
)
def test_hours_are_between_moments(berlin, now, text, hours):
    now = berlin(*now)
    assert fixed(now) - read_moment(text, now, None) == hours * HOUR


def test_a_time_that_never_was_is_not_in_the_future(berlin):
    now = berlin(2026, 3, 29, 3, 10)
    assert read_moment("2h30", now, None) <= fixed(now)


def test_a_clock_of_another_zone_than_the_systems_is_left_to_itself():
    hanoi = timezone(7 * HOUR)
    now = datetime(2027, 4, 20, 9, tzinfo=hanoi)
    assert moment_at(date(2027, 4, 19), clock_time(22), now) == now - 11 * HOUR
    assert on_wall(datetime(2027, 4, 19, 15, tzinfo=UTC), now).hour == 22


def test_a_moment_is_shown_as_the_clock_showed_it_then(berlin):
    evening = datetime(2026, 3, 28, 21, tzinfo=UTC)
    assert on_wall(evening, fixed(berlin(2026, 3, 29, 12))).hour in (22, 23)
    assert on_wall(evening, berlin(2026, 3, 29, 12)).hour == 22


def test_a_desk_counts_between_moments_whatever_its_clock_gives(desk_path):
    moment = datetime(2026, 3, 28, 22, tzinfo=BERLIN)
    with open_desk(desk_path, clock=lambda: moment) as desk:
        campaign = desk.campaigns.new_empty("Mùa quà", 2026)
        desk.rumours.add(Rumour(campaign=campaign.id, claim="Quỹ đã hết tiền", seen=moment))
        moment = datetime(2026, 3, 29, 12, tzinfo=BERLIN)
        (entry,) = entries(campaign, desk.rumours, desk.articles.get, desk.records.now())
        assert entry.hours == 13
        assert entry.due - entry.rumour.seen == 24 * HOUR


def test_records_are_sorted_by_moments_not_by_letters():
    here = Article(updated=datetime(2027, 4, 20, 9, tzinfo=timezone(7 * HOUR)))
    later = Article(updated=datetime(2027, 4, 20, 3, tzinfo=UTC))
    naive = Article(updated=datetime(2027, 4, 20, 4))  # a script's
    never = Article()
    assert sorted([naive, later, never, here], key=changed) == [never, here, later, naive]
    assert added(never) < changed(here)
