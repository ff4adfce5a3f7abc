"""A campaign with an entry or two in each of its lists."""

from __future__ import annotations

from datetime import date

import pytest

from store import Campaign
from store.campaign_records import Abbreviation, Day, Goal, Named, Quota, Unit
from store.channels import Channel


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Mùa sen",
            year=2027,
            start=date(2027, 5, 1),
            end=date(2027, 5, 31),
            phases=("chuẩn bị", "làm", "nhìn lại"),
            strands=("An toàn",),
            topics=("thi đua", "cứu trợ"),
            channels=(Channel("báo in", "báo"), Channel("loa", "cơ sở")),
            audiences=(Named("đoàn viên", "trong"),),
            levels=("Thành phố", "cơ sở"),
            goals=(Goal("G1", "Gần hơn"), Goal("G2", "Mạnh hơn")),
            milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
            anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)),),
            peaks=(Day(name="Tuần áo dài", start=date(2027, 5, 10), end=date(2027, 5, 16)),),
            quotas=(Quota(name="bài", at_least=4),),
            abbreviations=(Abbreviation("HS", "Hoa Sấu"),),
            units=(Unit(name="CĐCS Hoa Sấu", level="cơ sở"),),
            sync_groups=("báo", "cơ sở"),
        )
    )
