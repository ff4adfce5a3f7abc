"""What other programs leave in a desk file: odd records, other spaces, other numbers, nothing."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil

import pytest
from tinydb import TinyDB

from store import Article, Change, DeskError, SaveError, Task, open_desk
from store.json_documents import document_id

from .disk import failing, headlines
from .outside import OLD, OURS, THEIRS, bodies, edit, kept_files, set_body, told, where

# --- what other programs write


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


def test_an_older_copy_brings_nothing_back_that_we_deleted(desk, desk_path, clock):
    one = desk.records.add(Article(headline="a", body=OLD))
    desk.file.checkpoint()
    older = desk_path.read_bytes()
    clock.wait()
    desk.records.change(one, body=OURS)
    desk.file.checkpoint()
    desk.articles.remove(one)
    desk_path.write_bytes(older)
    desk.file.external.merge()
    assert bodies(desk) == {}
    assert any("older copy" in sentence for sentence in told(desk))
    assert where(desk, OLD) == {"kept file"}


# --- the file itself


def test_a_file_deleted_while_open_comes_back(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk_path.unlink()
    assert desk.file.is_behind
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        assert [d["headline"] for d in stock.table("articles")] == ["một", "hai"]
    assert kept_files(desk_path) == []


@pytest.mark.parametrize("when", ["open", "closed"])
def test_a_private_desk_that_was_deleted_comes_back_private(desk, desk_path, clock, when):
    desk.records.add(Article(headline="một"))
    desk_path.chmod(0o600)
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    if when == "closed":
        desk.close()
    desk_path.unlink()
    again = desk if when == "open" else open_desk(desk_path, clock=clock)
    again.records.add(Article(headline="ba"))
    again.close()
    assert desk_path.stat().st_mode & 0o7777 == 0o600


def test_a_save_does_not_wait_for_the_merge(desk, desk_path, clock):
    """What another program has written is there still when a save came before the look at it."""
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", THEIRS))
    desk.records.change(one, body=OURS)
    desk.file.checkpoint()  # leaves their file where it is
    assert THEIRS in desk_path.read_text(encoding="utf-8").encode().decode("unicode_escape")
    desk.close()  # merges
    with open_desk(desk_path, clock=clock) as again:
        assert bodies(again) == {"a": OURS}
        (conflict,) = again.file.conflicts
        assert conflict.theirs["body"] == THEIRS
    assert json.loads(desk_path.read_bytes())["articles"]


def test_two_changes_of_the_file_are_both_kept(desk, desk_path):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", "Một."))
    desk.file.external.merge()
    desk.file.checkpoint()
    edit(desk_path, set_body("a", "Hai."))
    desk.file.external.merge()
    assert bodies(desk) == {"a": "Hai."}
    assert len(kept_files(desk_path)) == 2  # though in one second
    assert where(desk, "Một.") == {"history", "kept file"}


def test_listeners_hear_of_what_is_taken_in(desk, desk_path, clock):
    one = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.search.index()
    desk.file.checkpoint()
    edit(desk_path, set_body("a", "Họ nhắc tới tàu điện."))
    heard: list[Change] = []
    desk.records.listen(heard.append)
    desk.file.external.merge()
    (change,) = heard
    assert change.tables == {"articles"}
    assert change.ids == {one.id}
    assert [hit.id for hit in desk.search.find("tau dien")] == [one.id]


def test_a_reader_leaves_another_programs_file_alone(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.close()
    edit(desk_path, set_body("a", THEIRS))
    lies = {path: path.read_bytes() for path in desk_path.parent.iterdir() if path.is_file()}
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert not reader.file.external.is_waiting
        reader.file.external.merge()
        assert len(reader.articles) == 1
    assert {p: p.read_bytes() for p in desk_path.parent.iterdir() if p.is_file()} == lies


def test_a_reader_sees_what_another_program_wrote_when_the_writer_took_it(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        edit(desk_path, set_body("a", THEIRS))
        desk.file.external.merge()
        reader.file.follow()
        assert bodies(reader) == bodies(desk) == {"a": THEIRS}


@pytest.mark.parametrize("call", ["replace", "write", "fsync"])
def test_what_another_program_wrote_is_kept_though_the_disk_fails(desk, desk_path, clock, call):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", THEIRS))
    theirs = desk_path.read_bytes()
    code = errno.ENOSPC if call == "write" else errno.EIO
    with failing(call, code=code):
        with contextlib.suppress(SaveError):
            desk.file.external.merge()
        desk.file.checkpoint()
    desk.file.external.merge()
    assert bodies(desk) == {"a": THEIRS}
    assert theirs in [file.read_bytes() for file in kept_files(desk_path)]
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert bodies(again) == {"a": THEIRS}


@pytest.mark.xfail(strict=True, reason="the kept file is the very file that is still written to")
def test_what_a_program_writes_after_the_merge_is_not_overlooked(desk, desk_path):
    """A script that has the file open goes on in the file that we have put aside."""
    desk.records.add(Article(headline="a"))
    desk.file.checkpoint()
    with TinyDB(desk_path, encoding="utf-8") as stock:
        stock.table("articles").insert({"id": "e" * 32, "headline": "b", "body": "Một."})
        desk.file.external.merge()
        stock.table("articles").update({"body": "Hai."}, lambda d: d["headline"] == "b")
    desk.file.external.merge()
    desk.close()
    assert "Hai." in bodies(desk)["b"]


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


@contextlib.contextmanager
def no_room_in_a_journal():
    """A journal can be made, but takes no save."""
    real = os.pwrite

    def pwrite(handle, data, place):
        if place:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(handle, data, place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "pwrite", pwrite)
        yield


def test_a_kill_after_a_merge_that_found_no_room_leaves_theirs_in_the_kept_file(
    desk, desk_path, clock
):
    """Two faults at once: the journal takes nothing, and the program ends before it can again."""
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", THEIRS))
    with no_room_in_a_journal(), pytest.raises(SaveError):
        desk.file.external.merge()
    folder = desk_path.parent / "killed"  # … and here the program is killed
    shutil.copytree(desk_path.parent, folder, ignore=shutil.ignore_patterns("killed", "*.lock"))
    with open_desk(folder / desk_path.name, clock=clock) as again:
        assert "kept file" in where(again, THEIRS)
        assert bodies(again) == {"a": "Câu đầu."}


def test_what_is_kept_stays_as_it_was_when_the_other_program_writes_on(desk, desk_path):
    """Stock TinyDB writes in place: a link to the desk file would change along with it."""
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", THEIRS))
    desk.file.external.merge()
    (kept,) = kept_files(desk_path)
    was = kept.read_bytes()
    with desk_path.open("r+b") as file:
        file.truncate()
    assert kept.read_bytes() == was


def test_a_second_edit_from_outside_is_no_conflict_with_the_first(desk, desk_path):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.file.checkpoint()
    edit(desk_path, set_body("a", "Họ sửa lần một."))
    desk.file.external.merge()
    edit(desk_path, set_body("a", THEIRS))
    desk.file.external.merge()
    assert bodies(desk) == {"a": THEIRS}
    assert not len(desk.file.conflicts)


def test_an_older_copy_does_not_take_back_what_a_script_has_changed(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.close()
    older = desk_path.read_bytes()
    edit(desk_path, set_body("a", THEIRS))
    clock.wait()
    open_desk(desk_path, clock=clock).close()
    desk_path.write_bytes(older)
    with open_desk(desk_path, clock=clock) as again:
        assert bodies(again) == {"a": THEIRS}
        assert "older copy" in " ".join(told(again))


@pytest.mark.parametrize("how", ["gone", "empty"])
@pytest.mark.parametrize("backups_are_there", [True, False])
def test_without_desk_and_generation_before_the_rest_is_still_a_desk(
    desk, desk_path, clock, how, backups_are_there
):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    for headline in "xyz":  # until no journal has the first article any more
        desk.file.checkpoint()
        desk.records.add(Article(headline=headline))
    desk.close()  # with a dated backup, of the first checkpoint
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.add(Article(headline="b", body=OURS))
        killed = desk_path.parent / "killed"
        shutil.copytree(desk_path.parent, killed, ignore=shutil.ignore_patterns("killed", "*.lock"))
    for name in ("desk.json", "desk.json.prev"):
        if how == "gone":
            (killed / name).unlink()
        else:
            (killed / name).write_bytes(b"")
    if not backups_are_there:
        shutil.rmtree(killed / "desk.json.backups")
    with open_desk(killed / "desk.json", clock=clock) as again:
        found = bodies(again)
        assert found["b"] == OURS
        assert ("a" in found) == backups_are_there
        assert "made anew" in " ".join(told(again))
    with open_desk(killed / "desk.json", clock=clock) as once_more:
        assert bodies(once_more) == found


def test_an_empty_desk_beside_backups_says_where_they_are(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.close()
    for path in desk_path.parent.glob("desk.json*"):
        if path.is_file():
            path.unlink()
    with open_desk(desk_path, clock=clock) as again:
        assert "there are backups" in " ".join(told(again))


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
