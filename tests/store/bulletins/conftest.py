"""A campaign whose channels are read out, and its bulletins."""

from __future__ import annotations

import pytest

from store.campaign_records import Abbreviation, Campaign
from store.channels import Channel

GRASS = "trực tiếp tại cơ sở"


@pytest.fixture
def campaign(desk):
    channels = (Channel("báo in"), Channel("loa phường", GRASS), Channel("đài truyền thanh", GRASS))
    return desk.records.add(
        Campaign(
            name="Tháng Công nhân",
            channels=channels,
            abbreviations=(Abbreviation("TCN", "Tháng Công nhân"),),
        )
    )


@pytest.fixture
def bulletins(desk):
    return desk.campaigns.bulletins
