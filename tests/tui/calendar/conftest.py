"""A campaign with days, and an almanac that is known."""

from datetime import date, datetime

import pytest

from store import Article, Campaign
from store.campaign_records import Day
from store.campaigns import holidays
from store.records import Status

from .hands import HANOI, TODAY, put_task


@pytest.fixture(autouse=True)
def known_almanac():
    """Load the almanac before: the screen would draw twice."""
    holidays.holidays(TODAY, TODAY)


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Mùa sen",
            year=2027,
            start=date(2027, 4, 1),
            phases=("tham mưu", "triển khai"),
            milestones=(Day(name="Đại hội xưởng tàu", start=date(2027, 4, 28)),),
            peaks=(Day(name="Tuần lễ mũ bảo hộ", start=date(2027, 4, 22), end=date(2027, 4, 26)),),
            anniversaries=(Day(name="Ngày hội làng chài", start=date(2027, 4, 10)),),
        )
    )


@pytest.fixture
def full(desk, campaign):
    """A campaign in the middle of the work, and another beside it."""
    desk.tasks.tick(put_task(desk, campaign, "Gặp ban tổ chức", "5.4"))
    put_task(desk, campaign, "Hỏi thợ hàn", "14.4", owner="Lê Thu")
    put_task(desk, campaign, "Thuê loa", "20.4 8h", priority=1)
    put_task(desk, campaign, "Treo băng rôn", "3 ngày trước Đại hội xưởng tàu")
    for n in range(4):
        put_task(desk, campaign, f"Việc nhỏ số {n}", "29.4")
    pieces = (
        ("Bữa cơm ca đêm ở xưởng may", Status.WRITING, TODAY, None),
        ("Quầy vé cho công nhân xa quê", Status.EDITING, date(2027, 4, 15), None),
        ("Thợ hàn nhận kính", Status.EXPORTED, None, datetime(2027, 4, 17, 16, 30, tzinfo=HANOI)),
    )
    for headline, status, due, exported in pieces:
        desk.records.add(
            Article(
                campaign=campaign.id,
                headline=headline,
                byline="Lê Thu",
                body="Một câu.",
                status=status,
                due=due,
                exported=exported,
            )
        )
    other = desk.campaigns.new_empty("Đợt quà cuối năm", 2027)
    put_task(desk, other, "Đặt bánh", "21.4")
    return campaign
