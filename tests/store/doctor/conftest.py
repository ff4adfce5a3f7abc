"""A doctor in no hurry; a desk with something of each kind, and one as a test breaks it."""

from __future__ import annotations

import json

import pytest

from store import Article, NewsItem, Task, doctor, open_desk

from .findings import NONE


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """Look again at once: here nobody else is in the middle of a save."""
    monkeypatch.setattr(doctor, "_PAUSE", 0)


@pytest.fixture
def written(desk_path, clock):
    """A desk with something of each kind, closed; with a generation before."""
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        made = desk.campaigns.new_empty("Mùa quà", 2027)
        desk.records.add(NewsItem(headline="Xưởng may mở lớp"))
        article = desk.records.add(Article(headline="Một", body="Câu đầu.", campaign=made.id))
        task = desk.tasks.add(Task(campaign=made.id, title="Viết bài"))
        desk.tasks.attach(task, article)
        clock.wait(10)
        desk.file.checkpoint()
        desk.records.change(article, body="Câu thứ hai.")
    return desk_path


@pytest.fixture
def broken(written, tmp_path):
    """Let a desk file hold what `change` makes of it, as if it had been so all along."""

    def make(change):
        data = json.loads(written.read_bytes())
        change(data)
        path = tmp_path / "hỏng" / "desk.json"
        path.parent.mkdir()
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    return make
