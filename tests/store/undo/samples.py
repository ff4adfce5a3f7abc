"""Records to delete, and how the lists are read."""

from __future__ import annotations

from store import (
    Article,
    Task,
)

DAY = 24 * 60


def task(desk, campaign, title="Gọi điện cho tổ may", **fields):
    return desk.tasks.add(Task(campaign=campaign.id, title=title, phase="kế hoạch", **fields))


def article(desk, headline="Quà đến tay", body="Một câu.", **fields):
    return desk.records.add(Article(headline=headline, body=body, **fields))


def labels(desk):
    return [entry.label for entry in desk.undo.entries()]


def texts(desk, of):
    history = desk.revisions.of(of)
    return [history.state(place).body for place in range(len(history.revisions))]
