"""A desk file that another program has changed: both texts are there afterwards."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import ExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB

from store import Article, Desk, RecordNotFoundError, Task, open_desk
from store.articles.history import Why
from store.desk.references import names_one_of
from tests.conftest import Clock
from tests.cost import grows_evenly

from .outside import LONG, NEW, OLD, OURS, THEIRS, bodies, edit, kept_files, set_body, told, where

# --- the twelve cases


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


# --- both have changed the same


@pytest.fixture
def conflict(desk, desk_path, clock):
    """An article that both have changed; the conflict that came of it."""
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    clock.wait(10)
    desk.records.change(one, body=OURS)
    edit(desk_path, set_body("a", THEIRS))
    clock.wait(10)
    desk.file.external.merge()
    (found,) = desk.file.conflicts
    return found


def test_ours_stands_and_theirs_is_a_conflict(desk, desk_path, conflict, clock):
    assert bodies(desk) == {"a": OURS}
    (one,) = desk.articles
    assert (conflict.table, conflict.record, conflict.missing) == ("articles", one.id, ())
    assert conflict.theirs["body"] == THEIRS
    assert conflict.created == clock()
    assert [str(file) for file in kept_files(desk_path)] == [conflict.file]
    assert where(desk, THEIRS) == {"history", "conflicts", "kept file"}
    history = desk.revisions.of(one)
    assert [r.why for r in history.revisions][-2:] == [Why.OUTSIDE, Why.BEFORE]
    assert [history.state(place).body for place in (-2, -1)] == [THEIRS, OURS]
    conflicts, kept = told(desk)
    assert "(1 entries)" in conflicts
    assert str(kept_files(desk_path)[0]) in kept


def test_theirs_can_be_taken_and_taken_back(desk, conflict, clock):
    (one,) = desk.articles
    clock.wait(10)
    desk.file.conflicts.resolve(conflict, theirs=True)
    assert bodies(desk) == {"a": THEIRS}
    assert list(desk.file.conflicts) == []
    last = desk.revisions.of(one).revisions[-1]
    assert (last.why, last.at) == (Why.OUTSIDE, clock())
    assert desk.revisions.of(one).state(-1).body == THEIRS
    with pytest.raises(RecordNotFoundError):  # settled already
        desk.file.conflicts.resolve(conflict, theirs=False)
    assert [entry.label for entry in desk.undo.entries()] == ["take theirs"]
    assert desk.undo.step_back() == "take theirs"
    assert bodies(desk) == {"a": OURS}
    assert list(desk.file.conflicts) == [conflict]
    desk.file.conflicts.resolve(conflict, theirs=True)
    assert bodies(desk) == {"a": THEIRS}


def test_ours_can_be_kept(desk, conflict):
    desk.file.conflicts.resolve(conflict, theirs=False)
    assert bodies(desk) == {"a": OURS}
    assert list(desk.file.conflicts) == []
    assert list(desk.trash) == []  # nothing of the desk was deleted
    assert where(desk, THEIRS) == {"history", "kept file"}
    desk.undo.step_back()
    assert list(desk.file.conflicts) == [conflict]


def test_theirs_can_be_taken_for_what_we_have_deleted_since(desk, conflict):
    desk.articles.remove(*desk.articles)
    desk.file.conflicts.resolve(conflict, theirs=True)
    assert bodies(desk) == {"a": THEIRS}


def test_what_they_changed_of_what_we_deleted_comes_back(desk, desk_path):
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    desk.articles.remove(one)
    edit(desk_path, set_body("a", THEIRS))
    desk.file.external.merge()
    assert bodies(desk) == {"a": THEIRS}


def test_what_they_left_as_it_was_stays_deleted(desk, desk_path):
    one, _ = (desk.records.add(Article(headline=name, body="Câu đầu.")) for name in "ab")
    desk.file.checkpoint()
    desk.articles.remove(one)
    edit(desk_path, set_body("b", THEIRS))
    desk.file.external.merge()
    assert bodies(desk) == {"b": THEIRS}
    assert list(desk.file.conflicts) == []


def test_both_changed_a_task(desk, desk_path, campaign):
    ours = desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    desk.file.checkpoint()
    desk.tasks.edit(ours, title="của ta")

    def change(data):
        (task,) = data["tasks"].values()
        task["title"] = "của họ"

    edit(desk_path, change)
    desk.file.external.merge()
    (conflict,) = desk.file.conflicts
    assert (conflict.table, conflict.record) == ("tasks", ours.id)
    assert [task.title for task in desk.tasks] == ["của ta"]
    desk.file.conflicts.resolve(conflict, theirs=True)
    assert [task.title for task in desk.tasks] == ["của họ"]


def test_both_changed_it_to_the_same(desk, desk_path, clock):
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    ours = desk.records.change(one, body=OURS)
    edit(desk_path, set_body("a", OURS))
    desk.file.external.merge()
    assert list(desk.articles) == [ours]
    assert list(desk.file.conflicts) == []


def test_a_second_conflict_of_an_article_stands_beside_the_first(desk, desk_path, conflict):
    desk.file.checkpoint()
    desk.records.change(*desk.articles, body="Câu nữa của ta.")
    edit(desk_path, set_body("a", "Câu nữa của họ."))
    desk.file.external.merge()
    theirs = [entry.theirs["body"] for entry in desk.file.conflicts]
    assert theirs == [THEIRS, "Câu nữa của họ."]
    assert len(kept_files(desk_path)) == 2
    assert bodies(desk) == {"a": "Câu nữa của ta."}


# --- deletions


@pytest.fixture
def missing(desk, desk_path, campaign):
    """Two articles and a task that another program has deleted; the conflict of the articles."""
    for name in "abc":
        desk.records.add(Article(headline=name, body=f"Câu của {name}."))
    desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    desk.file.checkpoint()
    with TinyDB(desk_path, encoding="utf-8") as stock:
        stock.table("articles").remove(lambda document: document["headline"] in "ab")
        stock.drop_table("tasks")
    desk.file.external.merge()
    assert set(bodies(desk)) == {"a", "b", "c"}
    assert len(desk.tasks) == 1
    found = {entry.table: entry for entry in desk.file.conflicts}
    assert set(found) == {"articles", "tasks"}
    return found["articles"]


def test_a_deletion_can_be_taken_and_taken_back(desk, missing):
    before = {article.id: article for article in desk.articles}
    assert {desk.articles[record].headline for record in missing.missing} == {"a", "b"}
    desk.file.conflicts.resolve(missing, theirs=True)
    assert set(bodies(desk)) == {"c"}
    assert missing.id not in desk.file.conflicts
    (entry,) = desk.trash
    assert {document["headline"] for _, document in entry.gone} == {"a", "b"}
    desk.undo.step_back()
    assert {article.id: article for article in desk.articles} == before
    assert desk.file.conflicts[missing.id] == missing
    assert list(desk.trash) == []

    desk.file.conflicts.resolve(missing, theirs=True)
    desk.trash.restore(*desk.trash)
    assert set(bodies(desk)) == {"a", "b", "c"}


def test_a_deletion_can_be_left(desk, desk_path, clock, missing):
    desk.file.conflicts.resolve(missing, theirs=False)
    assert set(bodies(desk)) == {"a", "b", "c"}
    assert [entry.table for entry in desk.file.conflicts] == ["tasks"]
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert set(bodies(again)) == {"a", "b", "c"}
        assert [entry.table for entry in again.file.conflicts] == ["tasks"]


def test_a_deletion_taken_leaves_no_task_naming_what_is_gone(desk, desk_path, campaign):
    task = desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    one = desk.records.change(desk.articles.start(task), headline="a", body="Câu.")
    desk.file.checkpoint()
    edit(desk_path, lambda data: data["articles"].clear())
    desk.file.external.merge()
    (conflict,) = desk.file.conflicts
    desk.file.conflicts.resolve(conflict, theirs=True)
    assert not names_one_of(desk.tasks[task.id], {one.id})
    two = desk.records.add(Article(headline="b"))
    desk.tasks.attach(task, two)
    desk.undo.step_back()
    desk.undo.step_back()
    assert desk.tasks[task.id].articles == (one.id,)


# --- whatever both do

RECORDS = st.integers(0, 5)
TURNS = st.lists(
    st.one_of(
        st.tuples(st.just("we change"), st.sampled_from(["articles", "tasks"]), RECORDS),
        st.tuples(st.just("we add"), st.sampled_from(["articles", "tasks"])),
        st.tuples(st.just("we delete"), st.sampled_from(["articles", "tasks"]), RECORDS),
        st.tuples(
            st.just("they"),
            st.lists(
                st.tuples(
                    st.sampled_from(["change", "change", "add", "delete"]),
                    st.sampled_from(["articles", "tasks"]),
                    RECORDS,
                ),
                min_size=1,
                max_size=4,
            ),
        ),
        st.tuples(st.just("checkpoint")),
        st.tuples(st.just("close")),
    ),
    min_size=3,
    max_size=14,
)


class Two:
    """A desk and another program on one file, and what each has written that must not go."""

    def __init__(self, folder):
        self.path, self.clock, self.number = folder / "desk.json", Clock(), 0
        self.desk = open_desk(self.path, clock=self.clock)
        campaign = self.desk.campaigns.new_empty("Mùa quà", 2027)
        self.campaign = campaign.id
        for _ in range(3):
            self.desk.records.add(Article(body=self.text()))
            self.desk.records.add(Task(campaign=campaign.id, title=self.text()))
        self.desk.file.checkpoint()
        self.ours = {}
        """What we have written since the file was last up to date, by id."""
        self.theirs = set()
        """What they have written since we last looked."""

    def text(self):
        self.number += 1
        self.clock.wait()
        return f"Câu thứ {self.number}."

    def turn(self, what, *more):
        if what == "they":
            self.they(*more)
        elif what == "checkpoint":
            self.take()
            self.desk.file.checkpoint()
            self.ours = {}
        elif what == "close":  # and they come before it is opened again, or not
            self.take()
            self.desk.close()
            self.ours = {}
        else:
            self.we(what, *more)

    def opened(self):
        if self.desk.file.read_only:
            self.desk = open_desk(self.path, clock=self.clock)
            self.see()
        return self.desk

    def we(self, what, name, place=0):
        desk, text = self.opened(), self.text()
        field = "body" if name == "articles" else "title"
        here = list(getattr(desk, name))
        if what == "we add":
            new = Article() if name == "articles" else Task(campaign=self.campaign, title="")
            self.ours[desk.records.add(replace(new, **{field: text})).id] = text
        elif not here:
            return
        elif what == "we change":
            record = here[place % len(here)]
            desk.records.change(record, **{field: text})
            self.ours[record.id] = text
        else:
            record = here[place % len(here)]
            (desk.articles.remove if name == "articles" else desk.tasks.remove)(record)
            self.ours.pop(record.id, None)

    def they(self, edits):
        data = json.loads(self.path.read_bytes())
        for what, name, place in edits:
            text, table = self.text(), data.setdefault(name, {})
            field = "body" if name == "articles" else "title"
            if what == "add":
                number = str(max(map(int, table), default=0) + 1)
                new = {"id": f"{self.number:032x}"[::-1], field: text}
                table[number] = new | ({"campaign": self.campaign} if name == "tasks" else {})
                self.theirs.add(text)
            elif table:
                key = list(table)[place % len(table)]
                document = table[key] if what == "change" else table.pop(key)
                self.theirs.discard(document.get(field))
                if what == "change":
                    document[field] = text
                    self.theirs.add(text)
        self.path.write_text(json.dumps(data), encoding="utf-8")

    def take(self):
        self.opened().file.external.merge()
        self.see()

    def see(self):
        desk = self.desk
        for record, text in self.ours.items():  # what we wrote stands, whatever they did
            found = desk.articles.get(record) or desk.tasks[record]
            assert text in (getattr(found, "body", None), getattr(found, "title", None))
        on_desk = {article.body for article in desk.articles} | {t.title for t in desk.tasks}
        given_way = [conflict.theirs or {} for conflict in desk.file.conflicts]
        in_conflicts = {theirs.get("body", theirs.get("title")) for theirs in given_way}
        lost = self.theirs - on_desk - in_conflicts
        assert not lost  # what they wrote is before the editor, not only in a file
        for text in self.theirs:
            assert "kept file" in where(desk, text)
        self.theirs = set()


@settings(max_examples=40, deadline=None)
@given(turns=TURNS)
def test_nothing_that_either_wrote_is_lost(tmp_path_factory, turns):
    two = Two(tmp_path_factory.mktemp("two"))
    before = {record.id for table in (two.desk.articles, two.desk.tasks) for record in table}
    deleted = set()
    for turn in turns:
        here = ids_of(two.desk)
        two.turn(*turn)
        if turn[0] == "we delete":
            deleted |= here - ids_of(two.desk)
    two.take()
    assert before - deleted <= ids_of(two.desk)  # what they deleted is there
    two.desk.close()
    here = (list(two.desk.articles), list(two.desk.tasks), list(two.desk.file.conflicts))
    with open_desk(two.path, clock=two.clock) as again:
        assert (list(again.articles), list(again.tasks), list(again.file.conflicts)) == here
        assert told(again) == []


def ids_of(desk):
    return {record.id for table in (desk.articles, desk.tasks) for record in table}


def test_many_that_are_missing_are_told_in_time(tmp_path, clock):
    with ExitStack() as opened:
        desks: list[Desk] = []

        def make(size):
            path = tmp_path / f"{len(desks)}.json"
            desk = opened.enter_context(open_desk(path, clock=clock))
            desk.records.write("", [Article(headline=f"{number}") for number in range(size)])
            desk.file.checkpoint()
            edit(path, lambda data: data.update(articles={}))
            desks.append(desk)
            return desk.file.external.merge

        grows_evenly(make, 250)
        for desk in desks:
            missing = sum(len(conflict.missing) for conflict in desk.file.conflicts)
            assert missing == len(desk.articles)
