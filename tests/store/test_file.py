"""The desk file seen from the desk: full disks, killed programs, odd file systems."""

from __future__ import annotations

import errno
import os
import random
import stat
import time
from contextlib import contextmanager

import pytest

from store import Article, Change, FileError, SaveError, Status, open_desk

from .disk import beside, failing, files_of_at_most, headlines, in_file, one_sentence, python

# --- when the disk says no

FAULTS = [
    pytest.param(lambda: failing("fdatasync", "fsync"), "Input/output", id="sync"),
    pytest.param(
        lambda: failing("fdatasync", "fsync", code=errno.ENOSPC), "No space left", id="late sync"
    ),
    pytest.param(lambda: failing("pwrite", "write"), "Input/output", id="write"),
    pytest.param(lambda: files_of_at_most(0), "File too large", id="full"),
    pytest.param(lambda: files_of_at_most(3000), "File too large", id="nearly full"),
]


@pytest.mark.parametrize(("broken", "reason"), FAULTS)
def test_a_save_that_fails_changes_nothing_and_the_desk_goes_on(desk, desk_path, broken, reason):
    for number in range(3):
        desk.records.add(Article(headline=str(number), body="Một câu dài vừa phải. " * 100))
    told: list[Change] = []
    desk.records.listen(told.append)
    before = list(desk.articles)
    for _ in range(3):  # it may fail as often as it likes
        with broken(), pytest.raises(SaveError) as refusal:
            desk.records.change(before[0], headline="mới", label="sửa")
        sentence = one_sentence(refusal.value)
        assert f"The desk {desk_path} could not be written: {reason}" in sentence
        assert list(desk.articles) == before
        assert beside(desk_path) == []
    assert told == []
    assert desk.undo.entries() == []
    assert desk.undo.step_back() is None

    desk.records.change(before[0], headline="mới", label="sửa")
    assert len(told) == 1
    with broken(), pytest.raises(SaveError):
        desk.undo.step_back()
    assert headlines(desk) == ["mới", "1", "2"]
    assert [entry.label for entry in desk.undo.entries()] == ["sửa"]
    assert len(told) == 1
    desk.file.checkpoint()
    assert in_file(desk_path) == headlines(desk)
    assert desk.undo.step_back() == "sửa"
    assert desk.file.findings() == []  # its own file is not taken for another program's
    desk.close()
    assert in_file(desk_path) == headlines(desk) == ["0", "1", "2"]
    assert beside(desk_path) == []
    with open_desk(desk_path) as again:
        assert list(again.articles) == list(desk.articles)
        assert again.file.findings() == []


@pytest.mark.parametrize(("broken", "reason"), FAULTS)
def test_a_first_save_that_fails_leaves_an_empty_desk(desk, desk_path, broken, reason):
    for _ in range(2):
        with broken(), pytest.raises(SaveError, match=reason):
            desk.records.add(Article(headline="một", body="x" * 5000))
        assert desk.records.is_empty
        assert beside(desk_path) == []
        with open_desk(desk_path, read_only=True) as reader:
            assert reader.records.is_empty
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    assert in_file(desk_path) == ["hai"]


def test_a_rename_that_fails_leaves_no_drafts(desk, desk_path):
    for _ in range(3):
        with failing("replace"), pytest.raises(SaveError):
            desk.records.add(Article(headline="một"))
    assert beside(desk_path) == []


def test_a_checkpoint_that_fails_loses_nothing_and_is_made_later(desk, desk_path):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="hai"))
    for broken in (failing("replace"), failing("fsync"), files_of_at_most(10)):
        assert in_file(desk_path) == ["một"]
        with broken:
            desk.file.checkpoint()  # does not raise
            assert desk.file.is_behind
        desk.records.add(Article(headline="một nữa"))
    saved = headlines(desk)
    # The last fault took the journal its end mark, so the next save began a new generation.
    assert in_file(desk_path) == saved[:-1]
    with failing("replace"):
        desk.close()  # nor does this
    assert in_file(desk_path) == saved[:-1]
    with open_desk(desk_path) as again:
        assert headlines(again) == saved
        again.file.checkpoint()
        assert in_file(desk_path) == saved
        assert not again.file.is_behind


def test_a_file_system_without_hard_links_will_do(desk, desk_path, tmp_path, monkeypatch):
    def link(*arguments, **options):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    one = desk.records.add(Article(headline="một", body="Câu."))
    two = desk.records.change(one, headline="hai")
    desk.file.checkpoint()
    desk.file.checkpoint()
    assert in_file(desk_path) == headlines(desk) == ["hai"]
    assert beside(desk_path) == []

    path = desk.articles.export(two, tmp_path / "ra")
    assert path.read_bytes() == desk.articles.page_bytes(two)
    path.write_bytes(b"x")
    with pytest.raises(FileError, match="is there already"):
        desk.articles.export(two, tmp_path / "ra")
    assert path.read_bytes() == b"x"

    theirs = desk_path.read_bytes().replace(b"hai", b"ba")
    desk_path.write_bytes(theirs)
    desk.file.external.merge()
    assert headlines(desk) == ["ba"]
    desk.file.checkpoint()
    (kept,) = desk_path.parent.glob("desk.json.outside-*")
    assert kept.read_bytes() == theirs


@contextmanager
def no_sync_of_folders():
    """As on a file system that can sync files only."""
    real, asked = os.fsync, []

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            asked.append(handle)
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield
    assert asked


def test_a_file_system_that_cannot_sync_folders_will_do(desk, desk_path):
    with no_sync_of_folders():
        desk.records.add(Article(headline="một"))
        desk.file.checkpoint()
        desk.records.add(Article(headline="hai"))
        desk.file.checkpoint()
    assert in_file(desk_path) == headlines(desk) == ["một", "hai"]


@contextmanager
def second(name, code):
    """Let the second call of `os.name` fail, and all after it."""
    real, calls = getattr(os, name), 0

    def fail(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls >= 2:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, fail)
        yield
    assert calls >= 2, "the fault was never met"


EXPORT_FAULTS = [
    pytest.param(lambda: failing("fsync", code=errno.ENOSPC), "No space left", id="sync"),
    pytest.param(lambda: second("fsync", errno.EIO), "Input/output", id="sync of the folder"),
    pytest.param(lambda: files_of_at_most(3000), "File too large", id="write"),
]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(("broken", "reason"), EXPORT_FAULTS)
def test_an_export_that_fails_leaves_no_file(desk, tmp_path, broken, reason, links, monkeypatch):
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no")))
    one = desk.records.add(Article(headline="một", body="Câu. " * 1000, status=Status.APPROVED))
    with broken(), pytest.raises(FileError) as refusal:
        desk.articles.export(one, tmp_path / "ra")
    assert f"cannot be written: {reason}" in one_sentence(refusal.value)
    assert list((tmp_path / "ra").iterdir()) == []
    assert desk.articles[one.id].status == Status.APPROVED


def test_an_export_that_fails_to_replace_leaves_the_old_file(desk, tmp_path):
    one = desk.records.add(Article(headline="một", body="Câu."))
    path = desk.articles.export(one, tmp_path / "ra")
    path.write_bytes(b"old")
    for broken in (failing("replace"), second("fsync", errno.EIO)):
        with broken, pytest.raises(FileError):
            desk.articles.export(one, tmp_path / "ra", replace=True)
        assert path.read_bytes() == b"old"
        assert list(path.parent.iterdir()) == [path]


def test_a_desk_opens_on_a_full_disk(desk, desk_path):
    desk.records.add(Article(headline="một"))
    desk.close()
    with failing("pwrite", code=errno.ENOSPC), open_desk(desk_path) as again:
        assert headlines(again) == ["một"]


# --- when the program is killed

WRITER = """
import sys
from store import Article, open_desk
with open_desk(sys.argv[1]) as desk:
    print("open", flush=True)
    start = len(desk.articles)
    for number in range(start, start + 10_000):
        desk.records.add(Article(headline=str(number), body="Một câu văn. " * 400))
        print(number, flush=True)
        if number % 3 == 0:
            desk.file.checkpoint()
"""


def test_what_was_saved_outlives_a_kill(desk_path):
    """Kill a program that saves, again and again; see that what it had said was saved is there."""
    chance, acknowledged = random.Random(2027), -1
    for _ in range(10):
        with python(WRITER, desk_path) as writer:
            assert writer.stdout.readline() == "open\n"  # so the lock of the killed one is free
            for _ in range(chance.randrange(1, 8)):
                acknowledged = int(writer.stdout.readline())
            time.sleep(chance.uniform(0, 0.006))
            writer.kill()
            for line in writer.stdout:
                if line.endswith("\n"):
                    acknowledged = int(line)
        with open_desk(desk_path, read_only=True) as reader:
            found = headlines(reader)
        assert found[: acknowledged + 1] == [str(number) for number in range(acknowledged + 1)]
        assert len(found) <= acknowledged + 2  # at most one that could not say so any more
        assert in_file(desk_path) == found[: len(in_file(desk_path))]
        acknowledged = len(found) - 1
    with open_desk(desk_path) as desk:
        assert headlines(desk) == found
    assert in_file(desk_path) == found
    assert beside(desk_path) == []  # what was left half written has been cleared away


@pytest.mark.parametrize("name", ["desk.json", "bàn [1]*?.json", "d" * 230])
def test_only_the_desks_own_leftovers_are_cleared(tmp_path, name):
    path = tmp_path / name
    prefix = f".{name[:100]}."
    left = [tmp_path / f"{prefix}0123abcd.{kind}" for kind in ("tmp", "old")]
    others = [".desk2.json.0123abcd.tmp", "notes.tmp", f"{prefix}mine.tmp", f"{prefix}0123abcd.txt"]
    for file in [*left, *(tmp_path / other for other in others)]:
        file.write_bytes(b"x")
    with open_desk(path, read_only=True):
        assert all(file.exists() for file in left)  # a writer may be at work
    with open_desk(path):
        assert beside(path) == sorted(others)


# --- the folder and the mode


def test_a_folder_that_went_away_is_a_refusal(tmp_path):
    path = tmp_path / "thẻ nhớ" / "desk.json"
    with open_desk(path) as desk:
        desk.records.add(Article(headline="một"))
        path.parent.rename(tmp_path / "rút")
        with pytest.raises(SaveError, match="No such file"):
            desk.records.add(Article(headline="hai"))
        (tmp_path / "rút").rename(path.parent)
        desk.records.add(Article(headline="ba"))
    assert in_file(path) == ["một", "ba"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_file_stays(desk, desk_path, mode):
    desk.records.add(Article(headline="một"))
    desk_path.chmod(mode)
    desk.records.add(Article(headline="hai"))
    desk.close()
    with open_desk(desk_path) as again:
        again.records.add(Article(headline="ba"))
    assert desk_path.stat().st_mode & 0o7777 == mode


def test_a_new_file_is_for_its_owner_whatever_the_umask(desk, desk_path):
    old = os.umask(0o002)
    try:
        desk.records.add(Article(headline="một"))
    finally:
        os.umask(old)
    assert desk_path.stat().st_mode & 0o7777 == 0o600
