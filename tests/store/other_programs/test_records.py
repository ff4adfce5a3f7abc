"""What other programs write into a desk file: odd records, other spaces, other numbers."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from tinydb import TinyDB

from store import Article, DeskError, Task, open_desk

from ..outside import OURS, THEIRS, bodies, edit, kept_files, told, where


def test_records_under_numbers_of_a_scripts_own_are_taken_in(desk, desk_path, clock, campaign):
    desk.file.checkpoint()
    with TinyDB(desk_path, encoding="utf-8") as stock:
        for number, letter in enumerate("bc"):
            stock.table("articles").insert({"id": letter * 32, "headline": f"gửi {number}"})
        task = {"id": "d" * 32, "campaign": campaign.id, "title": "gọi điện"}
        stock.table("tasks").insert(task | {"articles": ["b" * 32]})
    desk.file.external.merge()
    assert "3 entries taken over" in told(desk)[0]
    first, second = desk.articles["b" * 32], desk.articles["c" * 32]
    assert desk.tasks["d" * 32].articles == (first.id,)
    desk.records.change(first, headline="sửa")
    desk.articles.remove(second)
    desk.close()
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (document,) = stock.table("articles").all()
        assert document["headline"] == "sửa"
        assert document.doc_id == int("b" * 13, 16)
    with open_desk(desk_path, clock=clock) as again:
        assert [article.headline for article in again.articles] == ["sửa"]


def pretty(data):
    return json.dumps(data, indent=2)


def raw(data):
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


def shuffled(data):
    tables = {
        name: {
            key: dict(sorted(document.items(), reverse=True))
            for key, document in sorted(table.items(), reverse=True)
        }
        for name, table in sorted(data.items())
    }
    return json.dumps(tables)


@pytest.mark.parametrize("when", ["open", "closed"])
@pytest.mark.parametrize("write", [pretty, raw, shuffled])
def test_other_spaces_are_no_change(desk, desk_path, clock, write, when):
    for number in range(3):
        desk.records.add(Article(headline=f"bài {number}", body="Một câu.\n\n“Hai”."))
    desk.file.checkpoint()
    before = list(desk.articles)
    if when == "closed":
        desk.close()
    desk_path.write_text(write(json.loads(desk_path.read_bytes())), encoding="utf-8")
    again = desk if when == "open" else open_desk(desk_path, clock=clock)
    again.file.external.merge()
    assert list(again.articles) == before
    assert list(again.file.conflicts) == []
    again.close()
    assert told(again) == []
    assert kept_files(desk_path) == []


@pytest.mark.parametrize("write", [pretty, raw, shuffled])
def test_other_spaces_make_no_conflict_of_what_we_changed(desk, desk_path, write):
    one = desk.records.add(Article(headline="ả", body="Câu đầu."))
    desk.file.checkpoint()
    desk.records.change(one, body=OURS)
    desk_path.write_text(write(json.loads(desk_path.read_bytes())), encoding="utf-8")
    desk.file.external.merge()
    assert bodies(desk) == {"ả": OURS}
    assert list(desk.file.conflicts) == []


@pytest.mark.parametrize("how", ["touched", "copied"])
def test_the_same_bytes_are_no_change(desk, desk_path, how):
    desk.records.add(Article(headline="a"))
    desk.file.checkpoint()
    if how == "touched":
        os.utime(desk_path)
    else:
        shutil.copy(desk_path, desk_path.with_name("copy"))
        desk_path.with_name("copy").replace(desk_path)
    desk.file.external.merge()
    assert told(desk) == []
    assert kept_files(desk_path) == []


ODD = {
    "an odd id": {"id": "zz"},
    "an id of letters": {"id": "xyz" * 11},
    "a number for an id": {"id": 5},
    "no id": {},
    "an odd status": {"id": "e" * 32, "status": "lost"},
    "a number for the text": {"id": "e" * 32, "body": 5},
}


@pytest.mark.parametrize("when", ["open", "closed"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_kept_and_told(desk, desk_path, clock, odd, when):
    desk.records.add(Article(headline="a"))
    desk.file.checkpoint()
    if when == "closed":
        desk.close()

    def change(data):
        data["articles"]["7"] = {"headline": THEIRS} | odd
        data["articles"]["8"] = {"headline": "đọc được", "id": "f" * 32}

    edit(desk_path, change)
    again = desk if when == "open" else open_desk(desk_path, clock=clock)
    again.file.external.merge()
    assert set(bodies(again)) == {"a", "đọc được"}
    sentences = " ".join(told(again))
    assert "1 entries taken over" in sentences
    assert "1 entries that another program wrote cannot be read" in sentences
    assert where(again, THEIRS) == {"kept file"}
    again.close()
    with open_desk(desk_path, clock=clock) as once_more:
        assert set(bodies(once_more)) == {"a", "đọc được"}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_a_conflict_that_cannot_be_read_leaves_the_desk_whole(desk, desk_path, clock, odd):
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    desk.records.change(one, body=OURS)

    def change(data):
        (document,) = data["articles"].values()
        document.pop("id")
        document.update({"body": THEIRS} | odd)

    edit(desk_path, change)
    desk.file.external.merge()
    assert bodies(desk) == {"a": OURS}
    assert told(desk)
    for conflict in list(desk.file.conflicts):
        try:
            desk.file.conflicts.resolve(conflict, theirs=True)
        except DeskError:
            desk.file.conflicts.resolve(conflict, theirs=False)
    desk.undo.step_back()
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert bodies(again) == {"a": OURS}
        assert where(again, str(odd.get("body", THEIRS))) >= {"kept file"}


def test_a_file_under_other_numbers_does_not_go_over_what_we_changed(desk, desk_path, campaign):
    """As a script leaves it that empties the tables and inserts all documents anew."""
    task = desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    desk.tasks.edit(task, title="của ta")
    desk.records.change(one, body=OURS)

    def renumber(data):
        for name in ("articles", "tasks", "campaigns"):
            data[name] = {str(n): document for n, document in enumerate(data[name].values(), 1)}

    edit(desk_path, renumber)
    desk.file.external.merge()
    assert [task.title for task in desk.tasks] == ["của ta"]
    assert bodies(desk) == {"a": OURS}
    assert list(desk.file.conflicts) == []  # and nothing is missing


def test_a_copy_with_the_id_of_another_does_not_go_over_it(desk, desk_path, campaign):
    task = desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    desk.file.checkpoint()
    desk.tasks.edit(task, title="của ta")

    def copy(data):
        (document,) = data["tasks"].values()
        data["tasks"]["7"] = document | {"title": "của họ"}

    edit(desk_path, copy)
    desk.file.external.merge()
    assert [task.title for task in desk.tasks] == ["của ta"]
    (conflict,) = desk.file.conflicts
    assert conflict.theirs["title"] == "của họ"


@pytest.fixture
def alone(desk, desk_path, clock):
    """A desk file that came without its journal, with a task of a script's own number in it."""
    one = desk.tasks.add(Task(campaign=desk.campaigns.new_empty("Mùa quà", 2027).id, title="việc"))
    desk.close()
    path = desk_path.parent / "nơi khác" / "desk.json"
    path.parent.mkdir()
    shutil.copy(desk_path, path)
    with TinyDB(path, encoding="utf-8") as stock:
        for letter in "bc":
            new = {"id": letter * 32, "campaign": one.campaign, "title": f"gửi {letter}"}
            stock.table("tasks").insert(new)
    return path


def test_a_file_that_came_alone_is_taken_as_it_is(alone, clock):
    with open_desk(alone, clock=clock) as desk:
        assert told(desk) == []
        assert [task.title for task in desk.tasks] == ["việc", "gửi b", "gửi c"]
        desk.tasks.edit(desk.tasks["b" * 32], title="sửa")
        desk.tasks.edit(desk.tasks["b" * 32], title="sửa nữa")
        desk.tasks.remove(desk.tasks["c" * 32])
    with TinyDB(alone, access_mode="r", encoding="utf-8") as stock:
        assert {document["title"] for document in stock.table("tasks")} == {"việc", "sửa nữa"}
        assert int("b" * 13, 16) in [document.doc_id for document in stock.table("tasks")]
    with open_desk(alone, clock=clock) as again:
        assert [task.title for task in again.tasks] == ["việc", "sửa nữa"]
    assert kept_files(alone) == []


def test_both_changed_a_record_under_a_scripts_own_number(alone, clock):
    with open_desk(alone, clock=clock) as desk:
        desk.records.add(Article(headline="a"))
        desk.file.checkpoint()
        desk.tasks.edit(desk.tasks["b" * 32], title="của ta")

        def change(data):
            (task,) = [task for task in data["tasks"].values() if task["title"] == "gửi b"]
            task["title"] = "của họ"

        edit(alone, change)
        desk.file.external.merge()
        assert desk.tasks["b" * 32].title == "của ta"
        (conflict,) = desk.file.conflicts
        assert conflict.theirs["title"] == "của họ"
