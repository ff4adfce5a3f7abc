"""One desk on several machines, of which a sync service carries only desk.json.

Their clocks are anyhow: other zones, fast, slow, set back. What descends from what is told by what
it was made of; no text is lost, and in the end all desks say the same.
"""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from store import Article, Task, open_desk
from store.articles.history import Why
from store.file.backups import Keep

from .outside import LONG, bodies, edit, set_body, told

HANOI, UTC = timezone(timedelta(hours=7)), UTC
NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)


class Machine:
    """A desk with a clock of its own, on which only desk.json comes and goes."""

    def __init__(self, folder, name, moment=NOON):
        self.path, self.moment = folder / name / "desk.json", moment
        self.path.parent.mkdir()
        self.desk = self.open()

    def open(self):
        self.desk = open_desk(self.path, clock=lambda: self.moment, keep=Keep(0, 0, 0))
        return self.desk

    def write(self):
        """The app writes the desk file: it does when one pauses."""
        self.desk.file.external.merge()
        self.desk.file.checkpoint()

    def get(self, other):
        """The sync service brings the other's file, whole; the app sees it a second later."""
        shutil.copy(other.path, self.path.with_name("coming"))
        self.path.with_name("coming").replace(self.path)
        self.desk.file.external.merge()

    def close(self):
        self.desk.close()


@pytest.fixture
def two(tmp_path):
    """Two machines that have the same article and the same task."""
    a, b = Machine(tmp_path, "a"), Machine(tmp_path, "b")
    campaign = a.desk.campaigns.new_empty("Mùa quà", 2027)
    a.desk.records.add(Article(headline="a", body=LONG))
    a.desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    a.write()
    b.get(a)
    b.write()
    yield a, b
    a.close()
    b.close()


def body(machine, text=None):
    (article,) = machine.desk.articles
    if text:
        machine.desk.records.change(article, body=text)
        machine.write()
    return machine.desk.articles[article.id].body


CLOCKS = {
    "right, in another zone": (NOON.astimezone(HANOI), NOON + timedelta(minutes=1)),
    "slow": (NOON, NOON - timedelta(days=400)),
    "fast": (NOON, NOON + timedelta(days=400)),
    "dead battery": (NOON, datetime(1970, 1, 1, tzinfo=UTC)),
    "without seconds to tell": (NOON, NOON),
}


@pytest.mark.parametrize("how", ["open", "closed"])
@pytest.mark.parametrize("clocks", CLOCKS.values(), ids=CLOCKS)
def test_what_was_written_later_is_taken_whatever_the_clocks_say(two, clocks, how):
    a, b = two
    a.moment, b.moment = clocks
    body(a, "A viết.")
    b.get(a)
    assert body(b) == "A viết."
    body(b, "B viết sau. A viết.")
    if how == "closed":
        a.close()
        shutil.copy(b.path, a.path)
        a.open()
    else:
        a.get(b)
    assert body(a) == "B viết sau. A viết."
    assert list(a.desk.file.conflicts) == []
    assert "older" not in " ".join(told(a.desk))
    a.moment += timedelta(minutes=1)
    body(a, "A viết nữa.")
    b.get(a)
    assert body(b) == "A viết nữa."


@pytest.mark.parametrize("clocks", CLOCKS.values(), ids=CLOCKS)
def test_where_neither_was_made_from_the_other_both_are_asked_once(two, clocks):
    a, b = two
    a.moment, b.moment = clocks
    body(a, "Của A.")
    body(b, "Của B.")
    files = a.path.read_bytes(), b.path.read_bytes()
    for machine, theirs in ((a, files[1]), (b, files[0])):
        ours = body(machine)
        for _ in range(3):  # the service brings the same file more than once
            machine.path.write_bytes(theirs)
            machine.desk.file.external.merge()
        assert body(machine) == ours
        (conflict,) = machine.desk.file.conflicts
        assert theirs.find(conflict.theirs["body"].encode()) > 0
        machine.write()
    (conflict,) = a.desk.file.conflicts
    a.desk.file.conflicts.resolve(conflict, theirs=False)
    a.write()
    b.get(a)
    assert body(b) == body(a) == "Của A."
    assert list(b.desk.file.conflicts) == []  # what one has settled is settled for the other
    (article,) = b.desk.articles
    history = b.desk.revisions.of(article)
    assert "Của B." in [history.state(place).body for place in range(len(history.revisions))]
    b.write()
    a.get(b)
    assert list(a.desk.file.conflicts) == []


def test_what_goes_on_from_a_settled_question_is_no_question(two):
    """Who took theirs, and has written on, has made that of both."""
    a, b = two
    body(a, "Của A.")
    body(b, "Của B.")
    b.get(a)
    b.desk.file.conflicts.resolve(*b.desk.file.conflicts, theirs=True)
    b.write()
    body(b, "Của A, B viết tiếp.")
    a.get(b)
    assert body(a) == "Của A, B viết tiếp."
    assert list(a.desk.file.conflicts) == []
    body(a, "A viết nốt.")
    b.get(a)
    assert body(b) == "A viết nốt."
    assert list(b.desk.file.conflicts) == []


def test_a_series_goes_on_once_on_two_machines(two):
    """Both add what is due before either has the file of the other."""
    a, b = two
    (task,) = a.desk.tasks
    a.desk.tasks.edit(task, due=NOON.date(), repeat="FREQ=WEEKLY")
    a.write()
    b.get(a)
    a.moment = b.moment = NOON + timedelta(days=9)
    for machine in two:
        machine.desk.tasks.catch_up()
    first, *made = sorted(a.desk.tasks, key=lambda task: task.due)
    assert len(made) == 3
    a.desk.tasks.tick(made[0])
    a.write()
    b.write()
    b.get(a)
    b.write()
    a.get(b)
    for machine in two:
        assert sorted(task.due for task in machine.desk.tasks) == [
            first.due,
            *(t.due for t in made),
        ]
        assert [task.instance for task in machine.desk.tasks if task.done] == [made[0].instance]
        assert list(machine.desk.file.conflicts) == []


@pytest.mark.parametrize("theirs", [True, False])
def test_a_decision_taken_back_is_none(two, theirs):
    """The question is open again: neither text goes over the other, on either machine."""
    a, b = two
    body(a, "Của A.")
    body(b, "Của B.")
    a.get(b)
    a.desk.file.conflicts.resolve(*a.desk.file.conflicts, theirs=theirs)
    a.desk.undo.step_back()
    a.write()
    assert body(a) == "Của A."
    assert len(a.desk.file.conflicts) == 1
    b.get(a)
    assert body(b) == "Của B."
    assert len(b.desk.file.conflicts) == 1
    a.get(b)
    assert body(a) == "Của A."
    assert len(a.desk.file.conflicts) == 1


@pytest.mark.parametrize("theirs", [True, False])
@pytest.mark.parametrize("same", [True, False])
def test_both_may_settle_it(two, theirs, same):
    """The same way, and all is well; each its own way, and it is asked once more."""
    a, b = two
    body(a, "Của A.")
    body(b, "Của B.")
    shutil.copy(b.path, b.path.with_name("kept"))
    b.get(a)
    shutil.copy(b.path.with_name("kept"), a.path)
    a.desk.file.external.merge()
    a.desk.file.conflicts.resolve(*a.desk.file.conflicts, theirs=theirs)
    b.desk.file.conflicts.resolve(*b.desk.file.conflicts, theirs=theirs is not same)
    for machine in (a, b):
        machine.write()
    b.get(a)
    b.write()
    a.get(b)
    assert (body(a) == body(b)) == same
    assert [len(m.desk.file.conflicts) for m in (a, b)] == ([0, 0] if same else [1, 1])


def test_what_was_changed_and_changed_back_is_no_older_state(two):
    a, b = two
    body(a, "Sửa.")
    b.get(a)
    b.write()
    body(a, LONG)
    b.get(a)
    assert body(b) == LONG


def test_who_has_changed_nothing_in_the_end_has_nothing_to_lose(two):
    a, b = two
    body(a, "Sửa.")
    body(a, LONG)
    body(b, "Của B.")
    a.get(b)
    assert body(a) == "Của B."
    assert list(a.desk.file.conflicts) == []


def test_a_file_that_had_not_our_change_yet_is_no_older_copy(two):
    a, b = two
    body(a, "Của A.")
    (task,) = b.desk.tasks
    b.desk.tasks.edit(task, title="B sửa việc")
    b.write()
    a.desk.file.findings()
    a.get(b)
    assert body(a) == "Của A."
    assert [task.title for task in a.desk.tasks] == ["B sửa việc"]
    assert "older" not in " ".join(told(a.desk))
    a.write()
    b.get(a)
    assert body(b) == "Của A."


def test_two_desks_do_not_write_in_turn_for_ever(two):
    a, b = two
    body(a, "A viết.")
    (task,) = b.desk.tasks
    b.desk.tasks.edit(task, title="B sửa việc")
    b.write()
    writes = 0
    turns = [(a, b), (b, a)] * 6
    for here, there in turns:
        here.get(there)
        if here.desk.file.is_behind:  # as the app does: at once after a merge, or when one pauses
            here.desk.file.checkpoint()
            writes += 1
    assert writes <= 4
    assert not a.desk.file.is_behind
    assert not b.desk.file.is_behind
    assert bodies(a.desk) == bodies(b.desk) == {"a": "A viết."}


def test_two_desks_with_an_open_question_do_not_write_in_turn_for_ever(two):
    a, b = two
    body(a, "Của A.")
    body(b, "Của B.")
    writes = 0
    for here, there in [(a, b), (b, a)] * 6:
        here.get(there)
        if here.desk.file.is_behind:
            here.desk.file.checkpoint()
            writes += 1
    assert writes <= 4
    assert [len(machine.desk.file.conflicts) for machine in (a, b)] in ([1, 1], [1, 0], [0, 1])


def test_what_one_has_deleted_does_not_come_back_from_the_other(two):
    a, b = two
    (article,) = a.desk.articles
    a.desk.articles.remove(article)
    a.write()
    (task,) = b.desk.tasks
    b.desk.tasks.edit(task, title="B sửa việc")
    b.write()
    a.get(b)
    assert list(a.desk.articles) == []
    a.write()
    b.get(a)
    (conflict,) = b.desk.file.conflicts
    assert conflict.missing == (article.id,)
    b.get(a)
    assert len(b.desk.file.conflicts) == 1


@pytest.mark.parametrize("theirs", [True, False])
def test_a_deletion_is_asked_once(two, theirs):
    a, b = two
    (article,) = a.desk.articles
    a.desk.articles.remove(article)
    a.write()
    b.get(a)
    b.desk.file.conflicts.resolve(*b.desk.file.conflicts, theirs=theirs)
    b.write()
    for here, there in [(a, b), (b, a)] * 2:
        here.get(there)
        here.write()
    for machine in (a, b):
        assert list(bodies(machine.desk)) == ([] if theirs else ["a"])
        assert list(machine.desk.file.conflicts) == []


def test_what_one_has_deleted_and_the_other_changed_comes_back(two):
    a, b = two
    (article,) = a.desk.articles
    a.desk.articles.remove(article)
    a.write()
    body(b, "Của B.")
    a.get(b)
    assert body(a) == "Của B."


def test_what_was_put_back_from_the_bin_is_back_on_the_other_too(two):
    a, b = two
    (article,) = a.desk.articles
    a.desk.articles.remove(article)
    a.write()
    b.get(a)
    b.desk.file.conflicts.resolve(*b.desk.file.conflicts, theirs=True)
    b.write()
    a.desk.trash.restore(*a.desk.trash)
    a.write()
    b.get(a)
    assert body(b) == LONG


def test_a_deletion_that_was_taken_back_is_not_asked_about_again(two):
    a, b = two
    (article,) = a.desk.articles
    a.desk.articles.remove(article)
    a.write()
    deleted = a.path.read_bytes()
    a.desk.trash.restore(*a.desk.trash)
    a.write()
    b.get(a)
    b.write()
    b.path.write_bytes(deleted)  # the service brings it late
    b.desk.file.external.merge()
    assert list(b.desk.file.conflicts) == []
    assert body(b) == LONG


@pytest.mark.parametrize("when", ["its file is still there", "the desk came alone"])
def test_a_script_that_knows_nothing_of_it_goes_on_being_taken(two, when, tmp_path):
    a, b = two
    body(a, "Của A.")
    if when == "the desk came alone":
        a = Machine(tmp_path, "c")
        a.close()
        shutil.copy(two[0].path, a.path)
        a.open()
    for text in ("Kịch bản.", "Kịch bản lần hai."):
        with TinyDB(a.path, encoding="utf-8") as stock:
            stock.table("articles").update({"body": text})
        a.write()
        assert body(a) == text
    b.get(a)
    assert body(b) == "Kịch bản lần hai."
    assert list(a.desk.file.conflicts) == list(b.desk.file.conflicts) == []
    if a is not two[0]:
        a.close()


def test_an_older_toasoan_is_such_a_script(two):
    """It opens the file, changes a record and its dates, and leaves what it does not know."""
    a, _ = two
    body(a, "Của A.")

    def old(data):
        set_body("a", "Bản cũ sửa.")(data)
        (found,) = data["articles"].values()
        found["updated"] = "2027-06-01T00:00:00+07:00"

    edit(a.path, old)
    a.desk.file.external.merge()
    assert body(a) == "Bản cũ sửa."


def drop_lineages(data):
    data.pop("_lineage", None)


@pytest.mark.parametrize("minutes", [-90, 90])
def test_files_from_before_there_were_lineages_lose_nothing(two, minutes):
    """The date is looked at only here, and only so that nothing gives way that should be asked."""
    a, b = two
    body(a, "Của A.")
    b.moment += timedelta(minutes=minutes)
    body(b, "Của B.")
    for machine in (a, b):
        machine.close()
        edit(machine.path, drop_lineages)
        for path in machine.path.parent.glob("desk.json?*"):
            if path.is_file():
                path.unlink()
        machine.open()
    a.get(b)
    assert body(a) == "Của A."
    assert a.desk.file.conflicts


def lineages(machine):
    """What stands in the file, but for the mark of the file itself."""
    table = json.loads(machine.path.read_bytes())["_lineage"]
    return [document["seen"] for number, document in table.items() if number != "1"]


def test_the_lineage_of_a_record_is_bounded_and_small(two):
    a, _ = two
    for number in range(300):
        body(a, f"Lần {number}.")
    (seen,) = lineages(a)
    assert len(seen) <= 1000


def test_typing_leaves_no_mark_until_the_file_is_written(two):
    a, _ = two
    (article,) = a.desk.articles
    for number in range(20):
        a.desk.records.change(article, body=f"Lần {number}.")
    a.write()
    (seen,) = lineages(a)
    assert len(seen) == 2 * 8  # of what was there, and of what is now


# --- whatever they do

TURNS = (
    *("change",) * 6,
    *("sync",) * 6,
    *("add", "delete", "undo", "write", "restart", "settle", "clock", "zone"),
)


class Fleet:
    """Three machines, and every text that one of them has acknowledged."""

    def __init__(self, folder):
        self.machines = [Machine(folder, name) for name in "abc"]
        first = self.machines[0]
        self.campaign = first.desk.campaigns.new_empty("Mùa quà", 2027).id
        self.texts, self.number, self.withdrawn = set(), 0, set()
        for _ in range(2):
            self.add(first)
        first.write()
        for machine in self.machines[1:]:
            machine.get(first)
            machine.write()

    def text(self):
        self.number += 1
        text = f"Câu thứ {self.number}."
        self.texts.add(text)
        return text

    def add(self, machine):
        machine.desk.records.add(Article(headline="a", body=self.text()))

    def turn(self, dice):
        what, machine, more = dice.choice(TURNS), dice.choice(self.machines), dice.random()
        desk, articles = machine.desk, sorted(machine.desk.articles, key=lambda a: a.id)
        if what == "change" and articles:
            article = articles[int(more * len(articles))]
            desk.records.write(
                "đổi", [replace(article, body=self.text())], why=Why.IMPORT
            )  # a revision for good
        elif what == "add":
            self.add(machine)
        elif what == "delete" and articles:
            desk.articles.remove(articles[int(more * len(articles))])
        elif what == "undo":
            before = {article.body for article in desk.articles}
            desk.undo.step_back()
            self.withdrawn |= before - {article.body for article in desk.articles}
        elif what == "write":
            machine.write()
        elif what == "restart":
            machine.close()
            machine.open()
        elif what == "sync":
            machine.get(dice.choice([other for other in self.machines if other is not machine]))
        elif what == "settle" and len(desk.file.conflicts):
            desk.file.conflicts.resolve(next(iter(desk.file.conflicts)), theirs=more < 0.5)
        elif what == "clock":
            machine.moment += timedelta(days=int(more * 800) - 400)
        elif what == "zone":
            machine.moment = machine.moment.astimezone(
                timezone(timedelta(hours=int(more * 26) - 12))
            )

    def everywhere(self):
        """Every text that can be had somewhere: on a desk, in a history, a bin, a question."""
        found = set()
        for machine in self.machines:
            desk = machine.desk
            held = [r for entry in desk.trash for r in desk.trash.held_in(entry)]
            for article in [*desk.articles, *(r for r in held if isinstance(r, Article))]:
                found.add(article.body)
                history = desk.revisions.of(article)
                found |= {history.state(n).body for n in range(len(history.revisions))}
            found |= {
                conflict.theirs["body"] for conflict in desk.file.conflicts if conflict.theirs
            }
        return found

    def settle_all(self):
        """All are synced until nothing is new, and people answer what they are asked.

        What both have changed, the first machine decides; the others where it has no question.
        """
        for turn in range(8):
            for here in self.machines:
                for there in self.machines:
                    if here is not there:
                        there.write()
                        here.get(there)
                answers_all = here is self.machines[0] or turn >= 5
                for conflict in [*here.desk.file.conflicts]:
                    if conflict.id in here.desk.file.conflicts and (
                        answers_all or conflict.missing
                    ):
                        here.desk.file.conflicts.resolve(conflict, theirs=bool(conflict.missing))
                here.write()
        return [
            {article.id: article.body for article in machine.desk.articles}
            for machine in self.machines
        ]


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, 60))]
)
def test_no_text_is_lost_and_in_the_end_all_say_the_same(tmp_path, seed):
    dice, fleet = random.Random(seed), Fleet(tmp_path)
    for _ in range(40):
        fleet.turn(dice)
        assert fleet.texts - fleet.withdrawn <= fleet.everywhere()
    first, *others = fleet.settle_all()
    assert fleet.texts - fleet.withdrawn <= fleet.everywhere()
    assert all(other == first for other in others)
    for machine in fleet.machines:
        assert list(machine.desk.file.conflicts) == []
        machine.close()
