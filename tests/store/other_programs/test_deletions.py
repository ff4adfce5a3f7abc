"""What is missing in the file that another program wrote: a conflict, never a deletion."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from tinydb import TinyDB

from store import Article, Desk, Task, open_desk
from store.desk.references import names_one_of
from store.json_documents import document_id
from tests.cost import grows_evenly

from ..disk import headlines
from ..outside import bodies, edit, told


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


def test_what_we_deleted_ourselves_is_not_missing_in_their_file(desk, desk_path, clock):
    ours, kept = (
        desk.records.add(Article(headline="bỏ")),
        desk.records.add(Article(headline="ở lại")),
    )
    desk.file.checkpoint()
    desk.articles.remove(ours)

    def change(data):
        del data["articles"][document_id(ours.id)]
        data["articles"][document_id(kept.id)]["body"] = "của họ"

    edit(desk_path, change)
    desk.file.external.merge()
    assert not any("missing" in sentence for sentence in told(desk))
    assert not len(desk.file.conflicts)
    assert headlines(desk) == ["ở lại"]
