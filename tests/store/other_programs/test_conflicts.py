"""What we and another program have both changed: ours stands, theirs is a conflict."""

from __future__ import annotations

import pytest

from store import Article, RecordNotFoundError, Task
from store.articles.history import Why

from ..outside import OURS, THEIRS, bodies, edit, kept_files, set_body, told, where


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


def test_a_second_edit_from_outside_is_no_conflict_with_the_first(desk, desk_path):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", "Họ sửa lần một."))
    desk.file.external.merge()
    edit(desk_path, set_body("a", THEIRS))
    desk.file.external.merge()
    assert bodies(desk) == {"a": THEIRS}
    assert not len(desk.file.conflicts)
