"""What one has deleted, and the other has not."""

from __future__ import annotations

import pytest

from ..outside import LONG, bodies
from .machines import body


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
