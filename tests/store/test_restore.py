"""Going back to a copy of a desk: what it would change, what it brings, what it refuses."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import Article, DeskError, FileError, NewsItem, Status, Task, open_desk
from store.articles.history import Why
from tests.conftest import Clock

from .copied import NONE, TABLES, dated, state, texts
from .disk import failing, lies_there, one_sentence
from .outside import bodies
from .test_migrations import FIRST

# --- what going back would change


def test_a_comparison_changes_nothing_and_says_what_would(desk, other, desk_path, clock):
    desk.records.add(NewsItem(headline="Tin"))
    desk.file.checkpoint()
    before = lies_there(desk_path.parent)
    found = desk.file.copies.compare(other)
    assert [record.id for record in found.gone] == [item.id for item in desk.news]
    assert {type(record).__name__ for record in found.added} == {"Campaign", "Article", "Task"}
    assert (found.changed, len(found.histories)) == ((), 1)
    assert not found.is_empty
    assert lies_there(desk_path.parent) == before


def test_a_copy_of_the_desk_as_it_stands_changes_nothing(desk, tmp_path, clock):
    desk.records.add(Article(headline="một", body="Câu."))
    desk.file.copies.save(tmp_path / "copy.json")
    clock.wait()
    assert desk.file.copies.compare(tmp_path / "copy.json").is_empty


def test_only_the_days_of_a_record_are_no_change(desk, tmp_path, clock):
    article = desk.records.add(Article(headline="một"))
    desk.file.copies.save(tmp_path / "copy.json")
    clock.wait()
    desk.records.change(article, headline="hai")
    desk.records.change(article, headline="một")
    assert desk.file.copies.compare(tmp_path / "copy.json").is_empty


def refusals(tmp_path, desk):
    def file(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    link = tmp_path / "link.json"
    link.symlink_to(desk.file.path)
    (tmp_path / "vòng").symlink_to("vòng")
    newer = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}},"articles":{"1":{"id":"%s"}}}'
    record = b'{"_desk":{"1":{"schema":1}},"articles":{"1":{"id":"x"}}}'
    return [
        (tmp_path / "không.json", "There is no file"),
        (tmp_path / ("x" * 300), "There is no file"),
        (tmp_path, "is a folder; name a file in it, such as"),
        (pipe, "is not a regular file"),
        (tmp_path / "vòng", "is not a regular file"),
        (desk.file.path, "is the desk itself"),
        (link, "is the desk itself"),
        (file("0.json", b""), "holds nothing that could be restored"),
        (file("1.json", b'{"articles":{}}'), "holds nothing that could be restored"),
        (file("2.json", b"[1]"), "is not a desk file"),
        (file("3.json", b'{"_default":{"1":{"x":1}}}'), "not a desk of toasoan"),
        (file("4.json", record), "not a valid record"),
        (file("5.json", newer % (b"a" * 32)), "was written by toasoan 7.5"),
        (file("6.json", bytes(range(256))), "is not a desk file"),
        (tmp_path / "~nobody", "There is no file"),
        ("~nobody-of-that-name/x", "There is no home folder"),
    ]


def test_what_cannot_be_restored_is_refused_and_nothing_changes(desk, tmp_path, desk_path):
    desk.records.add(Article(headline="một"))
    cases = refusals(tmp_path, desk)
    before = lies_there(tmp_path)
    for path, words in cases:
        for take in (desk.file.copies.compare, desk.file.copies.restore):
            with pytest.raises(FileError, match=words) as refusal:
                take(path)
            one_sentence(refusal.value)
    assert lies_there(tmp_path) == before
    assert dated(desk_path) == []


def test_of_a_folder_of_backups_the_newest_is_named(desk, clock):
    desk.records.add(Article(headline="một"))
    desk.file.copies.back_up()
    clock.wait()
    desk.records.add(Article(headline="hai"))
    newest = desk.file.copies.back_up()
    with pytest.raises(FileError, match="is a folder") as refusal:
        desk.file.copies.compare(newest.parent)
    assert f"such as {newest}." in str(refusal.value)


# --- going back


def test_after_a_restore_the_desk_holds_what_the_copy_holds(desk, other, desk_path, clock):
    item = desk.records.add(NewsItem(headline="Tin"))
    clock.wait()
    desk.file.copies.restore(other)
    with open_desk(other, read_only=True, clock=clock) as theirs:
        assert state(desk) == state(theirs)
        (article,) = desk.articles
        assert texts(desk, article)[:3] == ["Bản 1.", "Bản 2.", "Bản 3."]
    (deleted,) = desk.trash
    assert deleted.title == "Tin"
    desk.trash.restore(deleted)
    assert [found.id for found in desk.news] == [item.id]
    desk.close()
    with open_desk(desk_path, read_only=True, clock=clock) as again:
        assert state(again) == state(desk)


def test_what_was_written_over_is_in_the_history(desk, tmp_path, clock):
    article = desk.records.add(Article(headline="một", body="Xưa."))
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    clock.wait()
    desk.records.change(article, body="Nay, chưa lưu thành bản nào.")
    desk.file.copies.restore(copy)
    assert desk.articles[article.id].body == "Xưa."
    assert "Nay, chưa lưu thành bản nào." in texts(desk, article)
    assert desk.revisions.of(article).revisions[-1].why is Why.RESTORE
    desk.undo.step_back()
    assert desk.articles[article.id].body == "Nay, chưa lưu thành bản nào."


def test_a_restore_onto_a_new_desk(desk, other, desk_path, clock):
    assert desk.file.copies.restore(other) is None, "there was nothing to keep"
    with open_desk(other, read_only=True, clock=clock) as theirs:
        assert state(desk) == state(theirs)
    assert dated(desk_path) == []


def test_the_backup_of_the_first_release_is_restored(desk, tmp_path, clock):
    desk.records.add(Article(headline="một"))
    backup = tmp_path / "desk-0.1.0.json"
    shutil.copy(FIRST, backup)
    desk.file.copies.restore(backup)
    with open_desk(backup, read_only=True, clock=clock) as theirs:
        assert state(desk) == state(theirs)
        assert all(state(desk).values())
    assert backup.read_bytes() == FIRST.read_bytes()
    assert sorted(p.name for p in tmp_path.glob("desk-0.1.0*")) == ["desk-0.1.0.json"]


def test_a_desk_that_is_open_elsewhere_gives_its_journalled_state(desk, tmp_path, clock):
    with open_desk(tmp_path / "kia.json", clock=clock) as open_there:
        open_there.records.add(Article(headline="một"))
        open_there.file.checkpoint()
        open_there.records.add(Article(headline="hai"))
        desk.file.copies.restore(tmp_path / "kia.json")
    assert [article.headline for article in desk.articles] == ["một", "hai"]


def test_what_the_copy_was_found_in_is_told(desk, other):
    other.write_bytes(other.read_bytes()[:-20])
    assert any(
        "damaged or gone" in str(found) for found in desk.file.copies.compare(other).findings
    )


# --- histories come along


def test_a_history_that_is_gone_here_comes_back_though_the_text_is_the_same(desk, tmp_path, clock):
    article = desk.records.add(Article(headline="một", body="Bản 1."))
    clock.wait(10)
    desk.records.change(article, body="Bản 2.", why=Why.SAVE)
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    ((key, _),) = desk.records.store.storage.tables["revisions"].items()
    for lost in (None, b'{"article":5}'):
        desk.records.store.storage.commit({"revisions": {key: lost}})
        found = desk.file.copies.compare(copy)
        assert (found.changed, found.is_empty) == ((), False)
        desk.file.copies.restore(copy)
        assert texts(desk, article) == ["Bản 1.", "Bản 2."]
        assert desk.file.copies.compare(copy).is_empty
    assert desk.undo.entries() == []


def test_two_histories_that_went_apart_are_both_there(desk, tmp_path, clock):
    article = desk.records.add(Article(headline="một", body="Chung."))
    there = tmp_path / "kia.json"
    desk.file.copies.save(there)
    clock.wait(10)
    desk.records.change(article, body="Ở đây.", why=Why.SAVE)
    clock.wait(10)
    with open_desk(there, clock=clock, keep=NONE) as other:
        other.records.change(other.articles[article.id], body="Ở kia.", why=Why.SAVE)
        clock.wait(10)
        other.records.change(other.articles[article.id], body="Ở kia, nữa.", why=Why.SAVE)
    desk.file.copies.restore(there)
    assert desk.articles[article.id].body == "Ở kia, nữa."
    assert texts(desk, article) == [
        *("Chung.", "Ở đây.", "Ở kia.", "Ở kia, nữa."),
        *("Ở đây.", "Ở kia, nữa."),  # before it was restored, and after
    ]
    times = [revision.at for revision in desk.revisions.of(article).revisions[:4]]
    assert times == sorted(times)
    assert desk.file.copies.compare(there).is_empty


def test_what_was_thinned_out_since_does_not_come_back_for_ever(desk, tmp_path, clock):
    article = desk.records.add(Article(headline="một", body="0"))
    for number in range(1, 7):
        clock.wait(10)
        desk.records.change(article, body=str(number), why=Why.SAVE)
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    clock.use(desk, 120)
    desk.records.change(article, body="6 và nay", why=Why.SAVE)
    desk.records.change(article, body="6", why=Why.SAVE)
    desk.file.compact()
    assert len(texts(desk, article)) < 7
    assert desk.file.copies.compare(copy).is_empty


# --- back and forth

WORDS = st.sampled_from(["Quà", "Mũ", "Ca đêm", "", "Vé xe"])
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["article", "news", "task", "campaign", "text", "status", "link", "tick", "drop"]
        ),
        st.integers(0, 9),
        WORDS,
    ),
    max_size=12,
)


BY_HAND = [one for one in Status if one not in (Status.EXPORTED, Status.CANCELLED)]
"""EXPORTED comes from the ledger, and what is out is withdrawn, not cancelled."""


def act(desk, clock, actions):
    """Do some of what an editor does."""
    for what, number, words in actions:
        clock.wait(number)
        pick = {name: [*getattr(desk, name)] for name in TABLES}
        chosen = {name: found[number % len(found)] for name, found in pick.items() if found}
        article, task = chosen.get("articles"), chosen.get("tasks")
        if what == "article":
            campaign = chosen["campaigns"].id if number % 2 and pick["campaigns"] else None
            desk.records.add(Article(headline=words, body=words, campaign=campaign))
        elif what == "news":
            desk.records.add(NewsItem(headline=words))
        elif what == "campaign" and len(pick["campaigns"]) < 3:
            desk.campaigns.new_empty(f"Chiến dịch {len(pick['campaigns'])} {clock()}", 2027)
        elif what == "task" and pick["campaigns"]:
            desk.tasks.add(Task(campaign=chosen["campaigns"].id, title=words.strip() or "việc"))
        elif what == "text" and article:
            desk.records.change(
                article, body=f"{words} {number}", why=Why.SAVE if number % 2 else None
            )
        elif what == "status" and article:
            desk.articles.set_status(article, BY_HAND[number % len(BY_HAND)], reason="x")
        elif what == "link" and article and pick["news"]:
            if not any(link.target == chosen["news"].id for link in article.links):
                desk.links.add(article, chosen["news"])
        elif what == "tick" and task:
            desk.tasks.tick(task)
            if article and article.id not in task.articles:
                desk.tasks.attach(task, article)
        elif what == "drop":
            if article and number % 3 == 0:
                desk.articles.remove(article)
            elif task and number % 3 == 1:
                desk.tasks.remove(task)
            elif pick["campaigns"]:
                desk.campaigns.remove(chosen["campaigns"])


def all_texts(desk):
    return {article.id: {article.body, *texts(desk, article)} for article in desk.articles}


@settings(max_examples=40, deadline=None)
@given(ACTIONS, ACTIONS, ACTIONS)
def test_restoring_the_backup_of_before_brings_everything_back(
    tmp_path_factory, common, ours, theirs
):
    folder, clock = tmp_path_factory.mktemp("desk"), Clock()
    path, copy = folder / "desk.json", folder / "copy.json"
    with open_desk(path, clock=clock, keep=NONE) as desk:
        act(desk, clock, [("article", 1, "Đầu"), *common])
        desk.file.copies.save(copy)
        act(desk, clock, ours)
        with open_desk(copy, clock=clock, keep=NONE) as other:
            act(other, clock, theirs)
            wanted, their_texts = state(other), all_texts(other)
        before, our_texts = state(desk), all_texts(desk)
        clock.wait()
        backup = desk.file.copies.restore(copy)
        assert state(desk) == wanted
        for article, found in all_texts(desk).items():
            assert found >= their_texts[article], "histories come along"
        assert desk.file.copies.compare(copy).is_empty
        clock.wait()
        second = desk.file.copies.restore(backup)
        assert state(desk) == before
        for article, found in all_texts(desk).items():
            assert found >= our_texts[article]
        assert desk.file.copies.compare(backup).is_empty
        clock.wait()
        desk.file.copies.restore(second)
        assert state(desk) == wanted
    with open_desk(path, read_only=True, clock=clock) as again:
        assert state(again) == wanted
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        assert {document["id"] for document in stock.table("articles")} == set(wanted["articles"])


# --- when the disk says no


@pytest.mark.parametrize("fault", ["write", "fsync", "pwrite", "fdatasync"])
def test_a_restore_on_a_full_disk_leaves_everything_as_it_was(desk, other, desk_path, clock, fault):
    desk.records.add(Article(headline="một", body="Câu."))
    desk.file.checkpoint()
    before = state(desk)
    file = desk_path.read_bytes()
    with failing(fault, code=28), pytest.raises(DeskError) as refusal:
        desk.file.copies.restore(other)
    one_sentence(refusal.value)
    assert state(desk) == before
    assert list(desk.trash) == []
    assert desk_path.read_bytes() == file
    assert not [name for name in lies_there(desk_path.parent) if name.endswith(".tmp")]
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert state(reader) == before
    desk.file.copies.restore(other)
    assert bodies(desk) == {"Quà": "Bản 3."}
