"""The histories of the articles."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import msgspec
import pytest
from tinydb import TinyDB

from store import (
    DeskError,
    NewsItem,
    Status,
    open_desk,
)
from store.articles.history import Why
from store.desk.trash import BIN_DAYS
from store.file.database import Database
from tests.conftest import PAGE

from ..disk import journals
from .samples import DAY, article, task, texts


def reasons(desk, of):
    return [revision.why for revision in desk.revisions.of(of).revisions]


@pytest.fixture
def opened(clock):
    """Opens a desk that is closed after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(open_desk(path, clock=clock, **options))


def test_an_import_is_the_first_revision(desk):
    read = desk.articles.import_page(PAGE.encode(), "a.txt")
    assert reasons(desk, read) == [Why.IMPORT]
    assert texts(desk, read) == [read.body]


def test_what_makes_a_revision(desk, clock, tmp_path):
    mine = article(desk, body="Một.")
    clock.wait()
    mine = desk.records.change(mine, body="Hai.")  # in passing, a minute later
    assert reasons(desk, mine) == [Why.NEW]
    desk.revisions.keep(mine)  # Ctrl+S
    desk.revisions.keep(mine)  # nothing new
    assert reasons(desk, mine) == [Why.NEW, Why.SAVE]
    clock.wait()
    mine = desk.records.change(mine, body="Ba.")
    mine = desk.articles.set_status(mine, Status.APPROVED)
    assert reasons(desk, mine) == [Why.NEW, Why.SAVE, Why.STATUS]
    clock.wait()
    desk.articles.export(mine, tmp_path / "ra")
    history = desk.revisions.of(mine)
    assert reasons(desk, mine) == [Why.NEW, Why.SAVE, Why.STATUS, Why.EXPORT]
    assert texts(desk, mine) == ["Một.", "Hai.", "Ba.", "Ba."]
    assert history.revisions[-1].at == clock()
    assert history.revisions[0].at == clock() - timedelta(minutes=3)
    assert [history.state(n).status for n in (1, 2, 3)] == [
        Status.WRITING,
        Status.APPROVED,
        Status.EXPORTED,
    ]
    assert (history.revisions[1].added, history.revisions[1].removed) == (1, 1)
    assert all(revision.who for revision in history.revisions)


def test_a_draft_that_went_out_can_be_had_back(desk, clock, tmp_path):
    mine = article(desk, body="Một.")
    clock.wait()
    mine = desk.records.change(mine, body="Hai.")
    desk.articles.export(mine, tmp_path / "ra")
    clock.wait()
    desk.records.change(mine, body="Ba.")
    assert "Hai." in texts(desk, mine)


def test_writing_keeps_a_revision_every_few_minutes(desk, clock):
    mine = article(desk, body="0")
    for minute in range(1, 17):
        clock.wait()
        mine = desk.records.change(mine, body=str(minute))
    assert texts(desk, mine) == ["0", "5", "10", "15"]
    assert set(reasons(desk, mine)[1:]) == {Why.WRITING}


def test_the_state_before_the_first_edit_of_a_day_is_kept(desk, clock):
    mine = article(desk, body="0")
    clock.wait(2)
    mine = desk.records.change(mine, body="tối qua")
    yesterday = clock()
    clock.wait(DAY)
    mine = desk.records.change(mine, body="sáng nay")
    assert texts(desk, mine) == ["0", "tối qua", "sáng nay"]
    assert reasons(desk, mine) == [Why.NEW, Why.BEFORE, Why.WRITING]
    assert desk.revisions.of(mine).revisions[1].at == yesterday


def test_what_is_not_text_leaves_no_revision(desk, campaign, clock):
    mine = article(desk)
    clock.wait(30)
    desk.records.change(mine, label="edit", topics=("quà",), campaign=campaign.id)
    assert reasons(desk, mine) == [Why.NEW]
    one = task(desk, campaign)
    desk.tasks.attach(one, mine)
    assert reasons(desk, mine) == [Why.NEW]


def test_a_revision_can_be_restored_and_that_taken_back(desk, clock):
    mine = article(desk, "Tít cũ", "Một.")
    clock.wait(10)
    mine = desk.records.change(mine, headline="Tít mới", body="Hai.")
    clock.wait(2)
    mine = desk.records.change(mine, body="Ba.", status=Status.EDITING, topics=("quà",))
    clock.wait(2)
    mine = desk.records.change(mine, body="Bốn.")  # not in the history yet
    clock.wait()
    back = desk.revisions.restore(mine, 0)
    assert (back.headline, back.body) == ("Tít cũ", "Một.")
    assert (back.status, back.topics) == (Status.EDITING, ("quà",))  # where it stands, stays
    assert (back.id, back.created, back.updated) == (mine.id, mine.created, clock())
    assert texts(desk, mine) == ["Một.", "Hai.", "Ba.", "Bốn.", "Một."]
    assert reasons(desk, mine)[-2:] == [Why.BEFORE, Why.RESTORE]
    assert desk.undo.step_back() == "restore a revision"
    assert desk.articles[mine.id] == mine
    assert texts(desk, mine)[:4] == ["Một.", "Hai.", "Ba.", "Bốn."]


def test_undo_of_what_is_no_text_leaves_no_revision(desk, clock):
    mine = article(desk, body="Một.")
    item = desk.records.add(NewsItem(headline="Tin"))
    linked = desk.links.add(mine, item)
    clock.wait()
    desk.links.remove(linked, 0)
    before = reasons(desk, mine)
    clock.wait()
    desk.undo.step_back()
    assert [link.target for link in desk.articles[mine.id].links] == [item.id]
    assert reasons(desk, mine) == before
    clock.wait()
    desk.articles.set_status(desk.articles[mine.id], Status.TO_EDIT)
    clock.wait()
    desk.undo.step_back()
    assert reasons(desk, mine)[-1] is Why.STATUS


def test_the_history_of_a_deleted_article_can_be_read_and_comes_back(desk, desk_path, clock):
    mine = article(desk, body="Một.")
    clock.wait(10)
    mine = desk.records.change(mine, body="Hai.")
    clock.wait(2)
    mine = desk.records.change(mine, body="Ba.")
    clock.wait()
    desk.articles.remove(mine)
    assert texts(desk, mine)[:2] == ["Một.", "Hai."]
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        again.trash.restore(*again.trash)
        assert again.articles[mine.id].body == "Ba."
        assert texts(again, mine) == ["Một.", "Hai.", "Ba."]
        assert reasons(again, mine)[-1] == Why.RESTORE


def test_a_revision_of_a_deleted_article_brings_it_back(desk):
    mine = article(desk, body="Một.")
    desk.articles.remove(mine)
    back = desk.revisions.restore(mine, 0)
    assert (back.id, back.body) == (mine.id, "Một.")
    desk.undo.step_back()
    assert not desk.articles


def test_revisions_outlive_the_session_and_are_a_table_of_tinydb(desk, desk_path, clock):
    mine = article(desk, body="Một.")
    clock.wait(10)
    mine = desk.records.change(mine, body="Hai.")
    history = desk.revisions.of(mine)
    assert len(history.revisions) == 2
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert again.revisions.of(mine) == history
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert reader.revisions.of(mine) == history
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (document,) = stock.table("revisions").all()
        assert document.doc_id == int(mine.id[:13], 16)
        assert document["article"] == mine.id
        assert [revision["why"] for revision in document["revisions"]] == ["new", "writing"]


def test_a_save_of_the_text_does_not_write_the_history_again(desk, desk_path, clock):
    body = " ".join(f"chữ{number}" for number in range(600))
    mine = article(desk, body=body)
    for turn in range(40):  # a long history of texts with little in common
        clock.wait(6)
        mine = desk.records.change(mine, body=" ".join(f"{turn}-{n}" for n in range(600)))
    assert len(desk.revisions.of(mine).revisions) > 30
    size = len(msgspec.json.encode(desk.revisions.of(mine)))
    clock.wait()
    before = journals(desk_path)
    mine = desk.records.change(mine, body="Ngắn.")
    assert 0 < journals(desk_path) - before < 600 < size // 20
    desk.revisions.keep(mine)  # this one does, as it adds to it
    assert journals(desk_path) - before > size


def test_a_history_that_cannot_be_read_keeps_no_one_from_writing(desk, desk_path, clock, opened):
    mine, other = article(desk), article(desk, "b")
    desk.close()
    with Database(desk_path) as database:
        database.table("revisions").update({"article": 5})
    desk = opened(desk_path)
    with pytest.raises(DeskError, match="history of “Quà đến tay” cannot be read"):
        desk.revisions.of(mine)
    clock.wait(10)
    desk.records.change(mine, body="Viết tiếp.")
    assert texts(desk, mine) == ["Một câu.", "Viết tiếp."]  # a new one
    with pytest.raises(DeskError, match="history of “b”"):
        desk.revisions.of(other)
    desk.articles.remove(other)
    clock.wait(1)
    clock.use(desk, BIN_DAYS + 3)
    assert texts(desk, other) == []
