"""Compacting a desk: what may go goes, and nothing else."""

from __future__ import annotations

import json
import os

import msgspec
import pytest

from store import Article, DeskError, Status, open_desk
from store.articles.history import Why

from .copied import state, texts
from .disk import failing, one_sentence, status


def test_compacting_drops_what_may_go_and_nothing_else(desk, desk_path, clock, tmp_path):
    article = desk.records.add(Article(headline="một", body="Bản đầu."))
    other = desk.records.add(Article(headline="hai", body="Để yên."))
    for number in range(40):
        clock.wait(10)
        text = f"Bản {number}. " + os.urandom(3_000).hex()
        desk.records.change(article, body=text, why=Why.SAVE)
        if number == 20:
            exported = text
            desk.articles.set_status(article, Status.APPROVED)
            desk.articles.export(article, tmp_path / "ra")
    desk.articles.remove(other)
    clock.use(desk, 20)
    before, last = state(desk), texts(desk, article)[-1]
    desk.file.checkpoint()
    size = desk_path.stat().st_size
    desk.file.compact()
    assert state(desk) == before
    left = texts(desk, article)
    assert (left[0], left[-1]) == ("Bản đầu.", last)
    assert exported in left
    assert len(left) < 10
    assert desk_path.stat().st_size < size * 0.5
    assert not desk.file.is_behind
    assert len(desk.trash) == 1, "not 30 days old yet"
    assert texts(desk, other) == ["Để yên."]
    again = status(desk_path)
    desk.file.compact()
    assert status(desk_path) == again
    clock.use(desk, 40)
    desk.file.compact()
    assert len(desk.trash) == 0
    assert texts(desk, other) == []


def test_compacting_leaves_a_damaged_history_to_the_doctor(desk, clock):
    article = desk.records.add(Article(headline="một", body="Bản 0."))
    for number in range(1, 6):
        clock.wait(10)
        desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    ((key, text),) = desk.records.store.storage.tables["revisions"].items()
    data = json.loads(text)
    data["revisions"][3]["data"] = data["revisions"][3]["data"][:-8] + "AAAAAAA="
    desk.records.store.storage.commit({"revisions": {key: msgspec.json.encode(data)}})
    damaged = desk.records.store.storage.tables["revisions"][key]
    clock.use(desk, 100)
    desk.file.compact()
    assert desk.records.store.storage.tables["revisions"][key] == damaged


@pytest.mark.parametrize("fault", ["pwrite", "write", "fsync"])
def test_compacting_on_a_full_disk_is_refused_and_loses_nothing(desk, desk_path, clock, fault):
    article = desk.records.add(Article(headline="một", body="Bản 0."))
    for number in range(1, 10):
        clock.wait(10)
        desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    desk.file.checkpoint()
    clock.use(desk, 100)
    before = state(desk)
    with failing(fault, code=28), pytest.raises(DeskError) as refusal:
        desk.file.compact()
    one_sentence(refusal.value)
    assert state(desk) == before
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert state(reader) == before
    desk.file.compact()
    assert len(texts(desk, article)) < 10
