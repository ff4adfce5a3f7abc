"""Copies of a desk: backups, going back to one, thinning; whoever has it open, whatever fails."""

from __future__ import annotations

import json
import os
import shutil
import stat

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import Article, DeskError, FileError, NewsItem, Status, Task, open_desk
from store.articles.history import Why
from store.file import backups
from store.file.backups import Keep
from tests.conftest import Clock

from .disk import beside, failing, in_file, journals, lies_there, one_sentence, python, status
from .outside import bodies
from .test_migrations import FIRST

NONE = Keep(0, 0, 0)
TABLES = ("campaigns", "tasks", "articles", "news")


def state(desk):
    """All that a desk says, but for the days of the records."""
    return {
        name: {
            record.id: msgspec.structs.replace(record, created=None, updated=None)
            for record in getattr(desk, name)
        }
        for name in TABLES
    }


def texts(desk, article):
    history = desk.revisions.of(article)
    return [history.state(place).body for place in range(len(history.revisions))]


def dated(path):
    return [backup.path for backup in backups.found(path)]


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, closed: one article written in three steps, a campaign with a task of it."""
    path = tmp_path / "khác" / "desk.json"
    with open_desk(path, clock=clock, keep=NONE) as desk:
        made = desk.campaigns.new_empty("Mùa quà", 2027)
        article = desk.records.add(Article(headline="Quà", body="Bản 1.", campaign=made.id))
        for number in (2, 3):
            clock.wait(10)
            desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
        desk.tasks.attach(desk.tasks.add(Task(campaign=made.id, title="Viết")), article)
    return path


# --- a copy, also beside whoever has the desk open


def test_a_copy_beside_an_open_desk_has_its_journalled_saves(desk, desk_path, tmp_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="hai"))
    assert in_file(desk_path) == ["một"]
    copy = tmp_path / "bản sao.json"
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        reader.file.copies.save(copy)
        taken = reader.file.copies.back_up()
    for path in (copy, taken):
        assert in_file(path) == ["một", "hai"]
        assert journals(path) == 0
        with open_desk(path, read_only=True, clock=clock) as opened:
            assert state(opened) == state(desk)
            assert opened.file.findings() == []
    assert dated(desk_path)[-1] == taken
    desk.records.add(Article(headline="ba"))
    desk.close()
    assert in_file(desk_path) == ["một", "hai", "ba"]
    assert beside(desk_path) == [copy.name]


def test_copies_while_another_process_saves_are_each_whole(desk_path, clock):
    writer = python(
        """
import sys
from store import Article, open_desk
with open_desk(sys.argv[1]) as desk:
    article = desk.records.add(Article(headline="một"))
    print("go", flush=True)
    for number in range(1, 100_000):
        desk.records.change(article, headline=str(number), body=f"{number} " * 3_000)
        if number % 50 == 0:
            desk.file.checkpoint()
""",
        desk_path,
    )
    try:
        assert writer.stdout.readline() == "go\n"
        for number in range(20):
            copy = desk_path.with_name(f"copy-{number}.json")
            with open_desk(desk_path, read_only=True, clock=clock) as reader:
                reader.file.copies.save(copy)
            with open_desk(copy, read_only=True, clock=clock) as opened:
                (article,) = opened.articles
                assert article.body in ("", f"{article.headline} " * 3_000)
    finally:
        writer.kill()
        writer.communicate()


def test_stock_tinydb_and_toasoan_open_and_write_a_copy(desk, tmp_path, clock):
    desk.records.add(Article(headline="một"))
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    with TinyDB(copy, encoding="utf-8") as stock:
        stock.table("articles").update({"headline": "hai"})
    with open_desk(copy, clock=clock) as opened:
        opened.records.add(Article(headline="ba"))
    assert in_file(copy) == ["hai", "ba"]
    assert [article.headline for article in desk.articles] == ["một"]


def test_a_copy_never_writes_over_anything(desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    there = tmp_path / "có.json"
    there.write_bytes(b"mine")
    desk.file.checkpoint()  # now the desk file has the very bytes of a copy
    link = tmp_path / "link.json"
    link.symlink_to(desk_path)
    before = lies_there(tmp_path)
    for path, words in (
        (there, "is there already"),
        (desk_path, "is the desk itself"),
        (link, "is the desk itself"),
        (tmp_path, "is a folder; name a file in it, such as"),
        (there / "x.json", "There is no folder"),
        (tmp_path / "a" / "x.json", "There is no folder"),
        (tmp_path / ("x" * 300), "cannot be written"),
    ):
        with pytest.raises(FileError, match=words) as refusal:
            desk.file.copies.save(path)
        one_sentence(refusal.value)
    assert lies_there(tmp_path) == before


def test_a_pipe_is_no_place_for_a_copy(desk, tmp_path):
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="is there already"):
        desk.file.copies.save(pipe)
    assert pipe.is_fifo()


def test_who_may_not_read_the_desk_may_not_read_its_copies(desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    desk_path.chmod(0o600)
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    for path in (copy, desk.file.copies.back_up()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", ["write", "fsync", "link"])
def test_a_full_disk_leaves_no_half_copy(desk, tmp_path, fault):
    desk.records.add(Article(headline="một"))
    before = lies_there(tmp_path)
    with failing(fault, code=28):
        for copy in (
            lambda: desk.file.copies.save(tmp_path / "copy.json"),
            desk.file.copies.back_up,
        ):
            if fault == "link":  # a disk without hard links, such as a stick
                copy()
                continue
            with pytest.raises(FileError, match="No space left") as refusal:
                copy()
            one_sentence(refusal.value)
    if fault != "link":
        assert lies_there(tmp_path) == before


def test_a_backup_of_a_desk_whose_file_is_gone(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk_path.unlink()
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert in_file(reader.file.copies.back_up()) == ["một"]


# --- by themselves


def test_one_at_the_first_close_and_not_again_within_the_hour(desk_path, clock):
    counts: list[int] = []
    for minutes in (0, 10, 49, 2):
        clock.wait(minutes)
        with open_desk(desk_path, clock=clock) as desk:
            desk.records.add(Article(headline=f"{minutes}"))
            assert len(dated(desk_path)) == (counts[-1] if counts else 0)
        counts.append(len(dated(desk_path)))
    assert counts == [1, 1, 1, 2]
    assert in_file(dated(desk_path)[-1]) == ["0", "10", "49", "2"]


def test_a_checkpoint_takes_one_too(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    assert len(dated(desk_path)) == 1
    clock.wait(61)
    desk.file.checkpoint()
    assert len(dated(desk_path)) == 1, "nothing has changed"
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    assert [in_file(path) for path in dated(desk_path)] == [["một"], ["một", "hai"]]


def test_the_settings_say_how_many_stay(desk_path, clock):
    for number in range(6):
        with open_desk(desk_path, clock=clock, keep=Keep(hourly=2, daily=0, monthly=0)) as desk:
            desk.records.add(Article(headline=f"{number}"))
        clock.wait(60)
    assert [len(in_file(path)) for path in dated(desk_path)] == [5, 6]


def test_switched_off_none_is_made_or_deleted(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.add(Article(headline="một"))
        asked_for = desk.file.copies.back_up()
        clock.wait(60 * 24 * 900)
        desk.records.add(Article(headline="hai"))
    assert dated(desk_path) == [asked_for]


def test_reading_takes_none(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.add(Article(headline="một"))
    with open_desk(desk_path, read_only=True, clock=clock):
        pass
    assert dated(desk_path) == []


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
            desk.tasks.add(Task(campaign=chosen["campaigns"].id, title=words))
        elif what == "text" and article:
            desk.records.change(
                article, body=f"{words} {number}", why=Why.SAVE if number % 2 else None
            )
        elif what == "status" and article:
            desk.articles.set_status(article, BY_HAND[number % len(BY_HAND)])
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


BY_HAND = [one for one in Status if one not in (Status.EXPORTED, Status.CANCELLED)]


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


# --- thinning


def test_compacting_drops_what_may_go_and_nothing_else(desk, desk_path, clock, tmp_path):
    article = desk.records.add(Article(headline="một", body="Bản đầu."))
    other = desk.records.add(Article(headline="hai", body="Để yên."))
    for number in range(40):
        clock.wait(10)
        text = f"Bản {number}. " + os.urandom(3_000).hex()
        desk.records.change(article, body=text, why=Why.SAVE)
        if number == 20:
            exported = text
            desk.articles.set_status(article, Status.APPROVED)
            desk.articles.export(article, tmp_path / "ra")
    desk.articles.remove(other)
    clock.use(desk, 20)
    before, last = state(desk), texts(desk, article)[-1]
    desk.file.checkpoint()
    size = desk_path.stat().st_size
    desk.file.compact()
    assert state(desk) == before
    left = texts(desk, article)
    assert (left[0], left[-1]) == ("Bản đầu.", last)
    assert exported in left
    assert len(left) < 10
    assert desk_path.stat().st_size < size * 0.5
    assert not desk.file.is_behind
    assert len(desk.trash) == 1, "not 30 days old yet"
    assert texts(desk, other) == ["Để yên."]
    again = status(desk_path)
    desk.file.compact()
    assert status(desk_path) == again
    clock.use(desk, 40)
    desk.file.compact()
    assert len(desk.trash) == 0
    assert texts(desk, other) == []


def test_compacting_leaves_a_damaged_history_to_the_doctor(desk, clock):
    article = desk.records.add(Article(headline="một", body="Bản 0."))
    for number in range(1, 6):
        clock.wait(10)
        desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    ((key, text),) = desk.records.store.storage.tables["revisions"].items()
    data = json.loads(text)
    data["revisions"][3]["data"] = data["revisions"][3]["data"][:-8] + "AAAAAAA="
    desk.records.store.storage.commit({"revisions": {key: msgspec.json.encode(data)}})
    damaged = desk.records.store.storage.tables["revisions"][key]
    clock.use(desk, 100)
    desk.file.compact()
    assert desk.records.store.storage.tables["revisions"][key] == damaged


@pytest.mark.parametrize("fault", ["pwrite", "write", "fsync"])
def test_compacting_on_a_full_disk_is_refused_and_loses_nothing(desk, desk_path, clock, fault):
    article = desk.records.add(Article(headline="một", body="Bản 0."))
    for number in range(1, 10):
        clock.wait(10)
        desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    desk.file.checkpoint()
    clock.use(desk, 100)
    before = state(desk)
    with failing(fault, code=28), pytest.raises(DeskError) as refusal:
        desk.file.compact()
    one_sentence(refusal.value)
    assert state(desk) == before
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert state(reader) == before
    desk.file.compact()
    assert len(texts(desk, article)) < 10
