"""An article with a history."""

import pytest

from store.records import Status
from tests.tui.helpers import SECOND, written

from .hands import LATER


@pytest.fixture
def article(desk, clock):
    """An article with three revisions, and text behind the last one."""
    article = written(desk, status=Status.WRITING)  # 20.4 09:00
    clock.wait(10)
    desk.records.change(article, body=f"{LATER}\n\n{SECOND}")  # 09:10
    clock.wait(10)
    desk.articles.set_status(article, Status.EDITING)  # 09:20
    clock.wait(1)
    return desk.records.change(article, headline="Thợ hàn nhận kính và mũ mới", body=LATER)
