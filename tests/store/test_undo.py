"""What can be had back: the undo list, the bin, the histories of the articles."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import msgspec
import pytest
from tinydb import TinyDB

from store import (
    Article,
    Change,
    DeskError,
    InvalidValueError,
    NewsItem,
    RecordNotFoundError,
    SaveError,
    Status,
    Task,
    open_desk,
)
from store.articles.history import Why
from store.desk.references import names_one_of
from store.desk.trash import BIN_DAYS
from store.file.database import Database
from tests.conftest import PAGE

from .disk import files_of_at_most, journals

DAY = 24 * 60


def task(desk, campaign, title="Gọi điện cho tổ may", **fields):
    return desk.tasks.add(Task(campaign=campaign.id, title=title, phase="kế hoạch", **fields))


def article(desk, headline="Quà đến tay", body="Một câu.", **fields):
    return desk.records.add(Article(headline=headline, body=body, **fields))


def everything(desk):
    """All records of a desk, by id."""
    tables = (desk.campaigns, desk.tasks, desk.articles, desk.news)
    return {record.id: record for table in tables for record in table}


def in_bin(desk):
    return [(entry.label, entry.title) for entry in desk.trash]


def labels(desk):
    return [entry.label for entry in desk.undo.entries()]


def reasons(desk, of):
    return [revision.why for revision in desk.revisions.of(of).revisions]


def texts(desk, of):
    history = desk.revisions.of(of)
    return [history.state(place).body for place in range(len(history.revisions))]


@pytest.fixture
def opened(clock):
    """Opens a desk that is closed after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(open_desk(path, clock=clock, **options))


# --- the undo list


def test_the_undo_list_names_what_was_done_the_last_first(desk, campaign, clock):
    assert labels(desk) == ["new campaign"]
    clock.wait()
    one = task(desk, campaign)
    at = clock()
    clock.wait()
    read = desk.articles.import_page(PAGE.encode(), "a.txt")
    desk.tasks.attach(one, read)
    desk.records.change(read, body="Gõ vào ô văn bản.")  # its undo is the editor's
    desk.articles.set_status(read, Status.TO_APPROVE)
    assert labels(desk) == ["status", "attach articles", "import", "new task", "new campaign"]
    assert desk.undo.entries()[-2].at == at
    assert desk.undo.entries()[0].ids == {read.id}
    assert read.id in desk.undo.entries()[2].ids

    assert desk.undo.step_back() == "status"
    assert labels(desk) == ["attach articles", "import", "new task", "new campaign"]
    assert desk.articles[read.id].body == "Gõ vào ô văn bản."


def test_the_undo_list_is_of_one_session(desk, desk_path, campaign, clock):
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert again.undo.entries() == []
        assert again.undo.step_back() is None


def test_an_undo_that_is_not_saved_stays_on_the_list(desk, campaign):
    one = task(desk, campaign)
    with files_of_at_most(0), pytest.raises(SaveError):
        desk.undo.step_back()
    assert labels(desk) == ["new task", "new campaign"]
    assert one.id in desk.tasks
    assert desk.undo.step_back() == "new task"


# --- the bin


def test_each_deletion_goes_to_the_bin(desk, campaign, clock):
    one = task(desk, campaign, "Gọi điện")
    read = desk.articles.import_page(PAGE.encode(), "a.txt")
    news = desk.news[read.links[0].target]
    clock.wait()
    desk.articles.remove(read)
    desk.tasks.remove(one)
    desk.records.write("delete news", [], drop=[news])
    desk.campaigns.remove(campaign)
    assert in_bin(desk) == [
        ("delete article", read.title),
        ("delete task", "Gọi điện"),
        ("delete news", news.headline),
        ("delete campaign", campaign.name),
    ]
    assert {entry.created for entry in desk.trash} == {clock()}
    assert not desk.articles
    assert not desk.tasks
    assert not desk.campaigns


def test_what_comes_back_is_as_it_was(desk, campaign, clock):
    one = task(desk, campaign)
    read = desk.articles.import_page(PAGE.encode(), "a.txt", campaign)
    desk.tasks.attach(one, read)
    desk.records.write("delete news", [], drop=[desk.news[read.links[0].target]])
    before = everything(desk)
    clock.wait(30)
    desk.articles.remove(read)
    desk.campaigns.remove(campaign)
    article_entry, campaign_entry = list(desk.trash)[1:]
    clock.wait(30)
    desk.trash.restore(campaign_entry)
    desk.trash.restore(article_entry)
    assert len(desk.trash) == 1
    after = everything(desk)
    assert after.keys() == before.keys()
    for key, record in before.items():
        restored = after[key]
        for field in record.__struct_fields__:
            if field != "updated":
                assert getattr(restored, field) == getattr(record, field)
    assert desk.articles.page_bytes(read) == PAGE.encode()


def test_a_task_has_its_article_again_beside_the_one_it_got_meanwhile(desk, campaign):
    one, other = task(desk, campaign), task(desk, campaign, "Khác")
    first, second, third = (article(desk, name) for name in "abc")
    desk.tasks.set_articles(one, [first.id, second.id])
    desk.tasks.attach(other, first)
    desk.articles.remove(first)
    assert desk.tasks[one.id].articles == (second.id,)
    assert desk.tasks[other.id].articles == ()
    desk.tasks.set_articles(one, [third.id])
    desk.trash.restore(*desk.trash)
    assert set(desk.tasks[one.id].articles) == {first.id, third.id}
    assert desk.tasks[other.id].articles == (first.id,)


def test_an_article_keeps_the_campaign_it_got_meanwhile(desk, campaign):
    mine, other = article(desk, campaign=campaign.id), article(desk, "b", campaign=campaign.id)
    desk.campaigns.remove(campaign)
    assert desk.articles[mine.id].campaign is None
    new = desk.campaigns.new_empty("Khác", 2027)
    desk.records.change(mine, campaign=new.id)
    desk.trash.restore(*desk.trash)
    assert desk.articles[mine.id].campaign == new.id
    assert desk.articles[other.id].campaign == campaign.id


def test_what_names_another_record_that_has_gone_comes_back_all_the_same(desk, campaign):
    one = task(desk, campaign)
    mine = article(desk)
    desk.tasks.attach(one, mine)
    desk.articles.remove(mine)
    desk.tasks.remove(one)
    (entry,) = [entry for entry in desk.trash if entry.label == "delete article"]
    desk.trash.restore(entry)
    assert mine.id in desk.articles
    assert len(desk.tasks) == 0
    desk.trash.restore(*desk.trash)
    assert one.id in desk.tasks


def test_what_comes_back_names_nothing_that_is_gone(desk, campaign):
    mine = article(desk, campaign=campaign.id)
    desk.articles.remove(mine)
    desk.campaigns.remove(campaign)
    (entry,) = [entry for entry in desk.trash if entry.label == "delete article"]
    desk.trash.restore(entry)
    assert desk.articles[mine.id].campaign is None
    assert not names_one_of(desk.articles[mine.id], {campaign.id})


def test_a_blank_article_that_is_cleared_away_does_not_go_to_the_bin(desk):
    blank = desk.records.add(Article())
    desk.records.write("", [], drop=[blank])
    assert list(desk.trash) == []
    assert not desk.articles
    assert desk.revisions.of(blank).revisions == ()


def test_undo_of_a_deletion_takes_it_off_the_bin(desk, campaign):
    one, mine = task(desk, campaign), article(desk)
    desk.tasks.attach(one, mine)
    before = everything(desk)
    desk.articles.remove(mine)
    assert len(desk.trash) == 1
    assert desk.undo.step_back() == "delete article"
    assert everything(desk) == before
    assert list(desk.trash) == []


def test_restoring_can_be_taken_back(desk, campaign):
    one, mine = task(desk, campaign), article(desk)
    desk.tasks.attach(one, mine)
    desk.articles.remove(mine)
    without, (entry,) = everything(desk), desk.trash
    desk.trash.restore(entry)
    assert mine.id in desk.articles
    assert labels(desk)[0] == "restore from the bin"
    assert desk.undo.step_back() == "restore from the bin"
    assert everything(desk).keys() == without.keys()
    assert desk.tasks[one.id].articles == ()
    assert list(desk.trash) == [entry]
    desk.trash.restore(entry)
    assert desk.tasks[one.id].articles == (mine.id,)


def test_what_was_restored_and_worked_on_is_not_taken_away_by_an_undo(desk):
    mine = article(desk)
    desk.articles.remove(mine)
    desk.trash.restore(*desk.trash)
    desk.records.change(mine, body="Viết tiếp.")
    with pytest.raises(InvalidValueError, match="worked on since"):
        desk.undo.step_back()
    assert desk.articles[mine.id].body == "Viết tiếp."


def test_what_is_not_in_the_bin_any_more_is_refused(desk):
    mine = article(desk)
    desk.articles.remove(mine)
    (entry,) = desk.trash
    desk.undo.step_back()
    with pytest.raises(RecordNotFoundError):
        desk.trash.restore(entry)


def test_the_bin_outlives_the_session_and_a_reader_sees_it(desk, desk_path, clock, campaign):
    one, mine = task(desk, campaign), article(desk)
    desk.tasks.attach(one, mine)
    desk.articles.remove(mine)
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert in_bin(reader) == [("delete article", mine.headline)]
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        again.trash.restore(*again.trash)
        assert again.tasks[one.id].articles == (mine.id,)
        assert again.articles[mine.id].body == "Một câu."


def test_the_bin_keeps_for_thirty_days(desk, desk_path, clock):
    mine, other = article(desk, "a"), article(desk, "b")
    desk.articles.remove(mine)
    clock.wait(2 * DAY)
    desk.articles.remove(other)
    clock.use(desk, BIN_DAYS - 1)  # a day counts when another one has come
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert [title for _, title in in_bin(again)] == ["a", "b"]
    clock.wait(1)
    with open_desk(desk_path, clock=clock) as again:
        assert [title for _, title in in_bin(again)] == ["b"]
        assert texts(again, mine) == []  # its history has gone with it
        assert texts(again, other) == ["Một câu."]
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        assert [d["article"] for d in stock.table("revisions")] == [other.id]
        assert b"Qu\xc3\xa0" not in desk_path.read_bytes()


def test_a_long_session_empties_the_bin_too(desk, clock):
    desk.articles.remove(article(desk))
    clock.wait(1)
    clock.use(desk, BIN_DAYS + 3)
    assert list(desk.trash) == []
    assert desk.undo.step_back() == "delete article"  # what the session still remembers
    assert len(desk.articles) == 1
    assert list(desk.trash) == []


def test_the_history_of_an_article_that_is_there_again_stays(desk, desk_path, clock):
    mine = article(desk)
    desk.articles.remove(mine)
    (entry,) = desk.trash
    desk.revisions.restore(mine, 0)  # it is there again, and still in the bin
    assert mine.id in desk.articles
    clock.wait(1)
    clock.use(desk, BIN_DAYS + 3)
    assert list(desk.trash) == []
    assert texts(desk, mine) == ["Một câu."]
    with pytest.raises(RecordNotFoundError):
        desk.trash.restore(entry)


def test_what_is_in_the_bin_twice_keeps_its_history_until_the_last(desk, clock):
    mine = article(desk)
    desk.articles.remove(mine)
    desk.revisions.restore(mine, 0)
    clock.use(desk, 10)
    desk.articles.remove(desk.articles[mine.id])
    assert len(desk.trash) == 2
    clock.use(desk, BIN_DAYS - 5)
    assert len(desk.trash) == 1
    assert texts(desk, mine) == ["Một câu."]


def test_a_refused_deletion_leaves_bin_and_list_alone(desk):
    mine = article(desk)
    told: list[Change] = []
    desk.records.listen(told.append)
    with files_of_at_most(0), pytest.raises(SaveError):
        desk.articles.remove(mine)
    assert mine.id in desk.articles
    assert list(desk.trash) == []
    assert desk.undo.entries() == []
    assert told == []


# --- the history


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


# --- changes that were written one by one, and stand as one on the list


def test_undo_of_a_joined_change_takes_away_what_it_made(desk, clock):
    made = desk.records.add(NewsItem(headline="một"))
    old = desk.records.add(NewsItem(headline="cũ"))
    clock.wait()
    longer = desk.records.change(made, summary="dài hơn")
    changed = desk.records.change(old, summary="mới")
    again = desk.records.change(old, summary="mới nữa")
    desk.undo.list_as_one(
        "import", [(None, made), (made, longer), (old, changed), (changed, again)]
    )
    (whole,) = desk.undo.entries()
    assert whole.steps == ((None, longer), (old, again))
    assert desk.undo.step_back() == "import"
    assert list(desk.news) == [old]


def test_undo_of_a_joined_change_brings_back_what_it_took(desk):
    item = desk.records.add(NewsItem(headline="một"))
    changed = desk.records.change(item, summary="dài hơn")
    desk.records.write("", [], drop=[changed])
    desk.undo.list_as_one("import", [(item, changed), (changed, None)])
    (whole,) = desk.undo.entries()
    assert whole.steps == ((item, None),)
    desk.undo.step_back()
    assert list(desk.news) == [item]


@pytest.mark.parametrize("minutes", [0, 5])
def test_undo_leaves_the_day_of_a_later_change(desk, clock, minutes):
    item = desk.records.add(NewsItem(headline="một"))
    clock.wait(minutes)
    desk.records.change(item, label="edit", headline="hai")
    clock.wait()
    later = desk.records.change(item, summary="dài hơn")
    desk.undo.step_back()
    (now,) = desk.news
    assert (now.headline, now.summary) == ("một", "dài hơn")
    assert now.updated == later.updated


def test_undo_of_the_last_change_gives_its_day_back(desk, clock):
    item = desk.records.add(NewsItem(headline="một"))
    clock.wait()
    desk.records.change(item, label="edit", headline="hai")
    desk.undo.step_back()
    assert list(desk.news) == [item]
