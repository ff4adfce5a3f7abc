"""What other programs do to a desk file, open, closed or killed: both texts are there."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from tinydb import TinyDB

from store import Article, open_desk

from ..outside import LONG, NEW, OLD, OURS, THEIRS, bodies, edit, set_body, told, where


class Before:
    """A desk with generations behind it, saves in its journal, and a copy of its oldest file."""

    def __init__(self, path, clock):
        self.path, self.clock = path, clock
        self.desk = desk = open_desk(path, clock=clock)
        a = desk.records.add(Article(headline="a", body=OLD + LONG))
        desk.file.checkpoint()
        self.oldest = path.read_bytes()
        for turn in range(4):  # so that no generation that is kept knows the oldest file
            clock.wait(30)
            a = desk.records.change(a, body=f"Lần {turn}. {LONG}")
            if turn == 1:
                self.b = desk.records.add(Article(headline="b", body=f"Câu đầu của b. {LONG}"))
                desk.records.add(Article(headline="d", body="Câu của d."))
            desk.file.checkpoint()
        clock.wait(30)
        desk.records.change(a, body=OURS)  # in the journal only, while the desk is open
        desk.records.add(Article(headline="c", body="Bài c của ta."))
        clock.wait(30)

    def after_a_kill(self):
        """Go on with the files as they lie there at this moment."""
        folder = self.path.parent / "after the kill"
        shutil.copytree(self.path.parent, folder, ignore=shutil.ignore_patterns("after*"))
        self.path = folder / self.path.name


def by_stock(before):
    with TinyDB(before.path, encoding="utf-8") as stock:
        articles = stock.table("articles")
        articles.update({"body": THEIRS}, lambda document: document["headline"] == "b")
        articles.insert({"id": "f" * 32, "headline": "mới", "body": NEW})


def by_rename(before):
    data = json.loads(before.path.read_bytes())
    set_body("b", THEIRS)(data)
    data["articles"]["5"] = {"id": "f" * 32, "headline": "mới", "body": NEW}
    other = before.path.with_name("other.json")
    other.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    other.replace(before.path)


def to_nothing(before):
    before.path.write_bytes(b"")


def to_no_tables(before):
    before.path.write_bytes(b"{}")


def truncated(before):
    edit(before.path, set_body("b", THEIRS))
    data = before.path.read_bytes()
    before.path.write_bytes(data[: data.rindex(b'"headline": "d"')])


def by_halves(before):
    def change(data):
        articles = data["articles"]
        set_body("b", THEIRS)(data)
        data["articles"] = {k: v for k, v in articles.items() if v["headline"] == "b"}

    edit(before.path, change)


def to_previous(before):
    data = before.path.with_name(f"{before.path.name}.prev").read_bytes()
    assert data != before.path.read_bytes()
    before.path.write_bytes(data)


def to_oldest(before):
    before.path.write_bytes(before.oldest)


def deleted(before):
    before.path.unlink()


CHANGES = {
    "edited": by_stock,
    "replaced": by_rename,
    "emptied to 0 bytes": to_nothing,
    "emptied to {}": to_no_tables,
    "truncated": truncated,
    "half-synced": by_halves,
    "put back older": to_previous,
    "put back oldest": to_oldest,
    "deleted": deleted,
}

THEIR_TEXT = {
    by_stock: THEIRS,
    by_rename: THEIRS,
    truncated: THEIRS,
    by_halves: THEIRS,
    to_oldest: OLD,
}

PLACES = {
    by_stock: {"desk", "history", "kept file"},
    by_rename: {"desk", "history", "kept file"},
    truncated: {"kept file"},
    by_halves: {"desk", "history", "kept file"},
    to_oldest: {"history", "kept file"},
}
"""Where their text must be afterwards."""

TOLD = {
    by_stock: "2 entries taken over",
    by_rename: "2 entries taken over",
    to_nothing: "emptied or damaged|made anew",
    to_no_tables: "emptied or damaged|made anew",
    truncated: "emptied or damaged|made anew",
    by_halves: "are missing in the desk file",
    to_previous: "older copy of",
    to_oldest: "older copy of",
    deleted: "made anew",
}

MISSING = {
    (by_halves, "open"): {"a", "d"},
    (by_halves, "closed"): {"a", "c", "d"},
    (by_halves, "killed"): {"a", "d"},
    (to_oldest, "open"): {"b", "d"},
    (to_oldest, "closed"): {"b", "c", "d"},
    (to_oldest, "killed"): {"b", "d"},
}
"""The headlines of what was not in their file: a conflict, never a deletion."""

UNTOLD = {
    # The file comes back with the next checkpoint; nothing of it is anywhere but there.
    (deleted, "open"),
}


@pytest.mark.parametrize("when", ["open", "closed", "killed"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_both_texts_are_there(desk_path, clock, change, when):
    before = Before(desk_path, clock)
    desk = before.desk
    desk.file.findings()
    if when == "closed":
        desk.close()
    elif when == "killed":
        before.after_a_kill()
        desk.close()
    change(before)
    if when != "open":
        desk = open_desk(before.path, clock=clock)
    assert desk.file.external.is_waiting == (when == "open" and change is not deleted)
    desk.file.external.merge()
    assert not desk.file.external.is_waiting

    sentences = told(desk)
    if (change, when) not in UNTOLD:
        assert re.search(TOLD[change], " ".join(sentences))
    assert told(desk) == []  # each once

    def see(desk):
        """Both texts are there, and nothing of ours is gone."""
        assert {"a", "b", "c", "d"} <= set(bodies(desk))
        assert bodies(desk)["a"] == OURS
        assert bodies(desk)["c"] == "Bài c của ta."
        text = THEIR_TEXT.get(change)
        assert not text or where(desk, text) >= PLACES[change]
        if change in (by_stock, by_rename):
            assert bodies(desk)["mới"] == NEW
        gone = {record for conflict in desk.file.conflicts for record in conflict.missing}
        names = {desk.articles[record].headline for record in gone}
        assert names == MISSING.get((change, when), set())
        assert [c for c in desk.file.conflicts if c.theirs] == []
        return list(desk.articles), list(desk.file.conflicts)

    here = see(desk)
    desk.file.checkpoint()
    with TinyDB(before.path, access_mode="r", encoding="utf-8") as stock:
        assert {d["body"] for d in stock.table("articles")} == set(bodies(desk).values())
    desk.close()
    with open_desk(before.path, clock=clock) as again:
        assert see(again) == here
        assert told(again) == []
        again.records.change(before.b, body="Sửa tiếp.")
        assert bodies(again)["b"] == "Sửa tiếp."
