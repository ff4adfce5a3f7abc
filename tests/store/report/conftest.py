"""A campaign in its first week."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from store.records import Article, Status
from store.templates import load

from .samples import NOW, figures


@pytest.fixture
def may():
    """A campaign in its first week: what it has done, what went out, what is late."""
    campaign, tasks = load("thang-cong-nhan").build(2027, None)
    articles, plan = [], []
    for task in tasks:
        if task.due and task.due < date(2027, 4, 20):
            plan.append(msgspec.structs.replace(task, done=NOW, owner="Trần An"))
        elif task.due == date(2027, 4, 28):
            out = Article(
                campaign=campaign.id,
                headline="Ba nghìn thợ may dự lễ phát động",
                byline="Lê Thu",
                channels=("báo in", "loa truyền thanh"),
                topics=task.topics,
                status=Status.EXPORTED,
                exported=NOW - timedelta(days=8),
            )
            articles.append(out)
            plan.append(msgspec.structs.replace(task, articles=(out.id,), done=NOW))
        else:
            plan.append(task)
    return figures(campaign, plan, articles)
