"""Whatever we and another program do in turns, nothing that either wrote is lost."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, Task, open_desk
from tests.conftest import Clock

from ..outside import told, where

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
