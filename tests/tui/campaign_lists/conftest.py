"""A campaign with an entry in each list."""

from __future__ import annotations

from datetime import date

import pytest

from store import Article, Campaign, Task
from store.campaign_records import Abbreviation, Day, Document, Goal, Named, Quota, Unit
from store.channels import Channel


@pytest.fixture
def lotus(desk):
    """A campaign with something in each list, a task and an article that carry it."""
    campaign = desk.records.add(
        Campaign(
            name="Mùa sen 2027",
            year=2027,
            organisation="LĐLĐ quận Sen",
            start=date(2027, 5, 1),
            end=date(2027, 5, 31),
            slogan="Năm 2027: vững tay nghề, an toàn từng ca làm",
            phases=("chuẩn bị", "làm", "nhìn lại"),
            strands=("An toàn",),
            principles=(
                "Một nội dung ở mọi nơi, từ thành phố xuống tới từng tổ sản xuất của xưởng",
            ),
            requirements=("thiết thực",),
            topics=("thi đua", "cứu trợ"),
            channels=(Channel("báo in", "báo"), Channel("loa", "cơ sở")),
            audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
            levels=("Thành phố", "cơ sở"),
            goals=(Goal("G1", "Gần người lao động hơn"), Goal("G2", "Mạnh hơn")),
            milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
            anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)), Day(name="Tết")),
            peaks=(Day(name="Tuần áo dài", start=date(2027, 5, 10), end=date(2027, 5, 16)),),
            quotas=(Quota(name="bài trên fanpage", at_least=4, per="ngày"),),
            abbreviations=(Abbreviation("TCN", "Tháng Công nhân"),),
            documents=(Document(kind="Kế hoạch", number="1/KH"),),
            units=(Unit(name="CĐCS Hoa Sấu", level="cơ sở"),),
            sync_groups=("báo", "cơ sở"),
        )
    )
    desk.tasks.add(
        Task(
            campaign=campaign.id,
            title="Viết bài về tổ may",
            phase="làm",
            topics=("thi đua",),
            anchor="Tuần áo dài",
            offset=-3,
            due=date(2027, 5, 7),
        )
    )
    desk.tasks.add(
        Task(campaign=campaign.id, title="Họp báo", phase="chuẩn bị", due=date(2027, 5, 3))
    )
    desk.records.add(Article(campaign=campaign.id, headline="Bài", topics=("thi đua",)))
    return campaign


@pytest.fixture
def now(desk, lotus):
    """Return the campaign as it stands now."""
    return lambda: desk.campaigns[lotus.id]
