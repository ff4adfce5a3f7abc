"""Damaged histories of articles: what can be read stays."""

from __future__ import annotations

import json

import msgspec
import pytest

from store import Article, open_desk
from store.articles.history import History, Why

from .findings import NONE, mended, only, unreadable, wrong


def revisions(data):
    return only(data, "revisions")[1]["revisions"]


def spoil_revision(data, place):
    revision = revisions(data)[place]
    revision["data"] = revision["data"][:-8] + "AAAAAAA="


@pytest.fixture
def worked_on(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        article = desk.records.add(Article(headline="Một", body="Bản 0."))
        for number in range(1, 5):
            clock.wait(10)
            desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    return desk_path


def texts(path, clock):
    with open_desk(path, clock=clock, keep=NONE) as desk:
        (article,) = desk.articles
        history = desk.revisions.of(article)
        return [history.state(place).body for place in range(len(history.revisions))]


@pytest.mark.parametrize(
    ("place", "left"),
    [
        (4, ["Bản 0.", "Bản 1.", "Bản 2.", "Bản 3."]),
        (2, ["Bản 0.", "Bản 1."]),
        (0, []),
    ],
)
def test_of_a_damaged_history_what_can_be_read_stays(worked_on, clock, place, left):
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        (key,) = desk.records.store.storage.tables["revisions"]
        data = {"revisions": {key: json.loads(desk.records.store.storage.tables["revisions"][key])}}
        spoil_revision(data, place)
        desk.records.store.storage.commit(
            {"revisions": {key: msgspec.json.encode(data["revisions"][key])}}
        )
        original = desk.records.store.storage.tables["revisions"][key].decode()
    count = 5 - len(left)
    told = f"!!  In the history of “Một” there are revisions that cannot be read: {count}."
    assert wrong(worked_on) == told
    text = mended(worked_on, clock)
    assert told in text
    assert texts(worked_on, clock) == left
    assert unreadable(worked_on) == [("revisions", key, original)]
    with open_desk(worked_on, clock=clock) as desk:
        (article,) = desk.articles
        assert article.body == "Bản 4."
        desk.revisions.keep(article)
    assert texts(worked_on, clock)[-1] == "Bản 4."


def test_a_mended_history_says_who_and_when_as_before(worked_on, clock):
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        before = desk.revisions.of(next(iter(desk.articles))).revisions
        ((key, text),) = desk.records.store.storage.tables["revisions"].items()
        data = {"revisions": {key: json.loads(text)}}
        spoil_revision(data, 4)
        desk.records.store.storage.commit(
            {"revisions": {key: msgspec.json.encode(data["revisions"][key])}}
        )
    mended(worked_on, clock)
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        after = desk.revisions.of(next(iter(desk.articles)))
    assert after.revisions == before[:-1]
    assert isinstance(after, History)
