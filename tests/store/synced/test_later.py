"""What was made from what is taken; where neither was, both are asked once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from ..outside import LONG, bodies, told
from .machines import HANOI, NOON, body

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
