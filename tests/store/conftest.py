"""Fixtures of several files here."""

from __future__ import annotations

import pytest

from store import Article, Task, open_desk
from store.articles.history import Why

from .copied import NONE


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, closed: one article written in three steps, a campaign with a task of it."""
    path = tmp_path / "khác" / "desk.json"
    with open_desk(path, clock=clock, keep=NONE) as desk:
        made = desk.campaigns.new_empty("Mùa quà", 2027)
        article = desk.records.add(Article(headline="Quà", body="Bản 1.", campaign=made.id))
        for number in (2, 3):
            clock.wait(10)
            desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
        desk.tasks.attach(desk.tasks.add(Task(campaign=made.id, title="Viết")), article)
    return path
