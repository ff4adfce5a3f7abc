"""How the overview looks, in both languages."""

from datetime import date, timedelta

import pytest

from store import Task
from store.records import Status
from tests.tui.helpers import WIDE, piece
from tui.widgets.charts import day_ticks

from .hands import overview


@pytest.fixture
def busy(desk, campaign, clock):
    """A campaign in its middle."""
    desk.records.change(campaign, start=clock().date() - timedelta(days=12))
    today = clock().date()
    for n in range(14):
        task = desk.tasks.add(
            Task(
                campaign=campaign.id,
                title=f"Việc {n}",
                phase=("tham mưu", "triển khai")[n % 2],
                due=today + timedelta(days=2 * n - 12),
                topics=(campaign.topics[n % 3],),
                channels=(campaign.channels[n % 4].name,),
                audiences=("đoàn viên",),
                levels=("công đoàn cơ sở",),
            )
        )
        if n < 5:
            desk.records.change(task, done=clock() - timedelta(days=6 - n))
        if n < 3:
            piece(
                desk,
                campaign,
                f"Bài {n}",
                topics=(campaign.topics[0],),
                channels=("báo in",),
                status=Status.EXPORTED,
                exported=clock() - timedelta(days=n),
            )
    return desk


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("chart", [0, 1, 2], ids=["numbers", "burn-down", "heat"])
def test_narrow(busy, looks, chart, language):
    async def steps(seat):
        await overview(seat, *["v"] * chart)

    assert looks(busy, steps, language=language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_wide(busy, looks, language):
    assert looks(busy, overview, WIDE, language)


def test_the_days_below_a_chart_have_room():
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(100)]
    places, names = day_ticks(days, 60)
    assert places == [0, 24, 49, 74, 99]
    assert names[0] == "1.1"
    assert day_ticks(days[:1], 60) == ([0], ["1.1"])
