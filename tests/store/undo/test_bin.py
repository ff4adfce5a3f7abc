"""What was deleted comes back as it was."""

from __future__ import annotations

import pytest
from tinydb import TinyDB

from store import (
    Article,
    Change,
    InvalidValueError,
    RecordNotFoundError,
    SaveError,
    open_desk,
)
from store.desk.references import names_one_of
from store.desk.trash import BIN_DAYS
from tests.conftest import PAGE

from ..disk import files_of_at_most
from .samples import DAY, article, labels, task, texts


def everything(desk):
    """All records of a desk, by id."""
    tables = (desk.campaigns, desk.tasks, desk.articles, desk.news)
    return {record.id: record for table in tables for record in table}


def in_bin(desk):
    return [(entry.label, entry.title) for entry in desk.trash]


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
