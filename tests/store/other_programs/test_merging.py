"""The moment at which another program's file is merged, and what is kept of it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil

import pytest
from tinydb import TinyDB

from store import Article, Change, SaveError, open_desk

from ..disk import failing
from ..outside import OURS, THEIRS, bodies, edit, kept_files, set_body, where


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
