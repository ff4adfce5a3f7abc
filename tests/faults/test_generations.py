"""Where one generation of a desk ends and the next begins: what is read, named, kept and told."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import SaveError
from store.file import journal
from store.file.recovery_findings import PUT_BACK
from store.file.storage import DeskStorage

from .faults import copied, copy_desk, document


def save(storage: DeskStorage, *numbers: int, size: int = 300) -> None:
    for number in numbers:
        storage.commit({"bài": {str(number): document(number, size)}})


def killed(path: Path, to: Path) -> Path:
    """Two checkpoints with saves before, between and after them, as kill -9 leaves them."""
    storage = DeskStorage(path)
    save(storage, 1)
    assert storage.checkpoint()
    save(storage, 2)
    assert storage.checkpoint()
    save(storage, 3)
    left = copy_desk(path, to)
    storage.close()
    return left


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    return killed(tmp_path / "made" / "desk.json", tmp_path / "desk")


def journals(desk: Path) -> list[Path]:
    return list(journal.journals(desk).values())


# --- which journals are read


@pytest.mark.parametrize("left", [b"", b'1234 {"numb', bytes(200)])
def test_a_journal_cut_off_while_it_was_made_takes_nothing_from_the_one_before(desk, left):
    newest = journals(desk)[-1]
    later = journal.path_of(desk, 4)
    later.write_bytes(left)
    with contextlib.closing(DeskStorage(desk)) as storage:
        assert storage.findings == ()
        assert storage.tables["bài"].keys() == {"1", "2", "3"}
        before = newest.read_bytes().rstrip(b"\0")
        save(storage, 4)
        assert newest.read_bytes().rstrip(b"\0")[: len(before)] == before
        assert len(newest.read_bytes().rstrip(b"\0")) > len(before), "it goes on where it was"
        assert journals(desk)[-1] == later
    with contextlib.closing(DeskStorage(desk)) as storage:
        assert storage.tables["bài"].keys() == {"1", "2", "3", "4"}
        assert storage.findings == ()


def test_the_first_journal_goes_on_beside_one_that_was_cut_off(tmp_path):
    (tmp_path / "made").mkdir()
    with contextlib.closing(DeskStorage(tmp_path / "made" / "desk.json")) as storage:
        save(storage, 1)
        desk = copy_desk(storage.path, tmp_path / "desk")
    (first,) = journals(desk)
    journal.path_of(desk, 2).touch()
    with contextlib.closing(DeskStorage(desk)) as storage:
        save(storage, 2)
        assert len(journal.scan(first.read_bytes()).saves) == 2


def test_a_first_journal_that_was_emptied_is_told(tmp_path):
    (tmp_path / "made").mkdir()
    with contextlib.closing(DeskStorage(tmp_path / "made" / "desk.json")) as storage:
        save(storage, 1)
        desk = copy_desk(storage.path, tmp_path / "desk")
    journals(desk)[0].write_bytes(b"")
    with contextlib.closing(DeskStorage(desk)) as storage:
        assert any("is empty or damaged" in str(found) for found in storage.findings)


def test_a_newest_journal_without_its_header_keeps_its_saves(desk):
    newest = journals(desk)[-1]
    data = newest.read_bytes()
    newest.write_bytes(b"x" * 20 + data[20:])
    with contextlib.closing(DeskStorage(desk)) as storage:
        (told,) = map(str, storage.findings)
        assert told.startswith("The beginning of the journal j-000003 is damaged")
        assert storage.tables["bài"].keys() == {"1", "2", "3"}


def test_a_newest_journal_without_a_save_is_the_one_that_goes_on(desk):
    """An older desk file was put back, and the newest journal has nothing yet."""
    with contextlib.closing(DeskStorage(desk)):
        pass
    newest = journals(desk)[-1]
    assert not journal.scan(newest.read_bytes()).saves
    older = desk.with_name("desk.json.prev")
    desk.write_bytes(older.read_bytes())
    os.utime(desk, ns=(older.stat().st_mtime_ns,) * 2)
    with contextlib.closing(DeskStorage(desk)) as storage:
        assert storage.findings == (), "as where a checkpoint was cut off: the same is there"
        assert storage.tables["bài"].keys() == {"1", "2", "3"}
        save(storage, 4)
        assert journals(desk)[-1].name > newest.name, "no number is given out twice"


def test_what_was_put_back_is_told_before_what_else_is_wrong(desk):
    older = desk.with_name("desk.json.prev")
    desk.write_bytes(older.read_bytes())
    os.utime(desk, ns=(older.stat().st_mtime_ns,) * 2)
    newest = journals(desk)[-1]
    written = newest.read_bytes().rstrip(b"\0")
    newest.write_bytes(written + b"half a line")
    with contextlib.closing(DeskStorage(desk)) as storage:
        first, second = storage.findings
        assert first == PUT_BACK
        assert "is not whole" in str(second)


# --- a checkpoint of which nobody knows whether it is on the disk


@contextlib.contextmanager
def folder_syncs_that_fail(after: int) -> Iterator[None]:
    """Let the syncs of a folder fail, but for the first ones."""
    real = os.fsync
    calls = 0

    def fsync(handle: int) -> None:
        nonlocal calls
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112
            calls += 1
            if calls > after:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield
    assert calls > after, "the fault was never met"


def test_our_own_file_is_known_where_its_name_may_not_last(tmp_path):
    storage = DeskStorage(tmp_path / "desk.json")
    save(storage, 1)
    with folder_syncs_that_fail(after=1), pytest.raises(OSError, match="Input/output"):
        storage.checkpoint()  # the file is in its place; that its name is, nobody knows
    assert not storage.is_outside_waiting
    assert storage.outside() is None
    save(storage, 2)
    storage.close()
    assert storage.findings == ()
    assert not list(tmp_path.glob("*.outside-*"))
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as again:
        assert again.tables["bài"].keys() == {"1", "2"}


def test_the_old_file_is_known_where_the_new_one_did_not_come(tmp_path, monkeypatch):
    storage = DeskStorage(tmp_path / "desk.json")
    save(storage, 1)

    def failing(name: str) -> None:
        real = getattr(Path, name)

        def call(path: Path, *rest: object, **options: object) -> object:
            if name == "replace" or ".j-" in path.name:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(path, *rest, **options)

        patch.setattr(Path, name, call)

    with monkeypatch.context() as patch:
        failing("replace")
        failing("unlink")  # the new journal stays: the old one is given up
        with pytest.raises(OSError, match="Input/output"):
            storage.checkpoint()
        assert not storage.is_outside_waiting
        with pytest.raises(SaveError):
            save(storage, 2)
    save(storage, 2)
    assert storage.outside() is None
    storage.close()
    assert not list(tmp_path.glob("*.outside-*"))


# --- the room ahead of the last line


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_room_is_used_to_its_last_byte(tmp_path, monkeypatch, more):
    """A line and its end mark that just fit need no new length, which would cost a second sync."""
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as storage:
        save(storage, 1)
        newest = journals(storage.path)[-1]
        room = newest.stat().st_size
        frame = journal.encode_line(journal.encode_save(2, {"bài": {"2": b"{}"}}))
        text = b"{%s}" % (b" " * (room - storage.journal_size - len(frame) - 1 + more))
        storage.commit({"bài": {"2": text}})
        assert newest.stat().st_size == room + (journal._AHEAD if more > 0 else 0)
        scan = journal.scan(newest.read_bytes())
        assert scan.is_sound
        assert copied(storage.tables)["bài"]["2"] == text
