"""`Desk.db`: the desk as TinyDB, for scripts that query and change it."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from tinydb import Query, TinyDB, where

from store import Article, Change, InvalidValueError, SaveError, Status, Task, open_desk


@pytest.fixture
def article(desk):
    desk.records.add(Article(headline="Bài khác", body="Câu."))
    return desk.records.add(Article(headline="Mũ bảo hộ", body="Câu.", status=Status.APPROVED))


def test_a_query_finds_what_is_on_the_desk(desk, article):
    (found,) = desk.db.table("articles").search(where("status") == "approved")
    assert found["id"] == article.id
    assert desk.db.table("articles").count(Query().headline.matches("Bài")) == 1


def test_a_change_is_on_the_desk_at_once_and_after_a_restart(desk, desk_path, article, clock):
    told: list[Change] = []
    desk.records.listen(told.append)
    desk.db.table("articles").update({"headline": "Mũ mới"}, where("id") == article.id)
    assert desk.articles[article.id].headline == "Mũ mới"
    assert [change.ids for change in told] == [{article.id}]
    assert desk.search.find("mu moi")[0].id == article.id
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert again.articles[article.id].headline == "Mũ mới"


def test_it_is_saved_like_any_other_change(desk, desk_path, article):
    desk.db.table("articles").update({"headline": "Mũ mới"}, where("id") == article.id)
    with open_desk(desk_path, read_only=True) as reader:  # from the journal: no checkpoint yet
        assert reader.articles[article.id].headline == "Mũ mới"


def test_what_is_inserted_is_a_record_and_stays_one_when_it_is_edited(desk, desk_path, clock):
    key = uuid4().hex
    desk.db.table("articles").insert({"id": key, "headline": "Từ một chương trình"})
    assert desk.articles[key].headline == "Từ một chương trình"
    desk.records.change(desk.articles[key], body="Câu.")
    desk.close()
    assert len(json.loads(desk_path.read_bytes())["articles"]) == 1  # not under two numbers
    with open_desk(desk_path, clock=clock) as again:
        assert [(a.headline, a.body) for a in again.articles] == [("Từ một chương trình", "Câu.")]


def test_what_is_inserted_can_be_taken_out_again(desk):
    key = uuid4().hex
    table = desk.db.table("articles")
    table.insert({"id": key, "headline": "Từ một chương trình"})
    table.remove(where("id") == key)
    assert key not in desk.articles


def test_what_is_removed_is_off_the_desk(desk, article):
    desk.db.table("articles").remove(where("id") == article.id)
    assert article.id not in desk.articles
    assert len(desk.articles) == 1
    assert len(desk.trash) == 0  # a script asks nobody
    desk.db.drop_tables()
    assert desk.records.is_empty


def test_who_names_what_a_script_changed_is_known(desk, campaign):
    task = desk.tasks.add(Task(campaign=campaign.id, title="Viết bài"))
    blank = desk.records.add(Article())
    assert desk.articles.is_unused(blank)
    desk.db.table("tasks").update({"articles": [blank.id]}, where("id") == task.id)
    assert not desk.articles.is_unused(blank)


@pytest.mark.parametrize(
    "wrong",
    [{"status": "đang viết"}, {"headline": 5}, {"id": "0" * 31}, {"id": None}],
    ids=["status", "type", "id", "no id"],
)
def test_what_is_no_record_is_refused_whole(desk, article, wrong):
    before = list(desk.articles)
    table = desk.db.table("articles")
    documents = table.all()
    with pytest.raises(InvalidValueError, match=r"^No record for table articles: "):
        table.update(wrong)
    assert list(desk.articles) == before
    assert table.all() == documents


def test_a_desk_for_reading_takes_no_change(desk, desk_path, article):
    with open_desk(desk_path, read_only=True) as reader:
        assert len(reader.db.table("articles")) == 2
        with pytest.raises(SaveError):
            reader.db.table("articles").update({"headline": "x"})
        assert reader.articles[article.id].headline == "Mũ bảo hộ"


def test_one_unit_over_several_tables(desk, desk_path, article, campaign):
    """What the desk itself goes through: both tables are changed, or none."""
    task = desk.tasks.add(Task(campaign=campaign.id, title="Viết bài"))
    texts = desk.records.store.storage.tables
    ((one, _),) = [(k, t) for k, t in texts["articles"].items() if article.id.encode() in t]
    ((two, _),) = texts["tasks"].items()
    desk.db.commit({"articles": {one: None}, "tasks": {two: None}})
    desk.close()
    with TinyDB(desk_path, encoding="utf-8") as stock:
        assert {document["id"] for document in stock.table("articles")} == {
            other.id for other in desk.articles if other.id != article.id
        }
        assert task.id not in {document["id"] for document in stock.table("tasks")}
