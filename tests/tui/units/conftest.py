"""A campaign with units."""

import pytest

from store import Task
from store.campaign_records import Ack
from store.records import Status
from tests.tui.helpers import piece

from .hands import TOP, put_campaign


@pytest.fixture
def campaign(desk):
    """The campaign with two tasks that go down; Quận Đông and one below it have acknowledged."""
    made = put_campaign(desk)
    heard = {"Phát động mùa sen": ("Liên đoàn Quận Đông", "Công đoàn Xưởng Sen"), "Rà bữa ăn": ()}
    for title, names in heard.items():
        acks = tuple(Ack(unit=name, at=desk.records.now()) for name in names)
        desk.tasks.add(
            Task(
                campaign=made.id,
                title=title,
                phase="triển khai",
                unit=TOP,
                cascades=True,
                acks=acks,
            )
        )
    for headline, status in (("Sen nở ở xưởng", Status.EXPORTED), ("Ca đêm", Status.WRITING)):
        piece(desk, made, headline, unit="Công đoàn Xưởng Sen", status=status)
    return made
