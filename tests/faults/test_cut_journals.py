"""Saves that are gone without a trace in the bytes that are left: what is known of them is told.

A journal cut right behind a line, or put back to an older state of its own; one that is missing.
And what looks like it and is none: nobody is told of damage where there is none.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store import Article, doctor, open_desk
from store.errors import SaveError
from store.file import checkpoint, journal
from store.file.checkpoint_rotation import Draft
from store.file.lock import DeskLock
from store.file.storage import DeskStorage
from tests.conftest import Clock
from tests.store.disk import files_of_at_most

from .faults import copied, copy_desk, document
from .faults import fast as fast
from .test_damage import Template, template

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "safe" / "journal-cut"


@pytest.fixture
def desk(fast: Path) -> Template:
    return template(fast, 1, documents=12, saves=25)


def told(path: Path) -> list[str]:
    """What a reader is told who finds nobody else there; the desk is left as it lies."""
    with contextlib.closing(DeskStorage(path, read_only=True)) as reader:
        return [str(found) for found in reader.findings]


def newest(path: Path) -> Path:
    return list(journal.journals(path).values())[-1]


def line_ends(data: bytes) -> list[int]:
    return [place + 1 for place, byte in enumerate(data) if byte == ord("\n")]


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def killed(path: Path, life: Callable[[DeskStorage], None]) -> None:
    """Open a desk in another process, and let that die without closing it; nothing is moved."""
    if not (child := os.fork()):
        try:
            life(DeskStorage(path))
        except BaseException:  # noqa: BLE001 - the child must not go on as the parent
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def save(storage: DeskStorage, *numbers: int) -> None:
    for number in numbers:
        storage.commit({"bài": {str(number): document(number, 300)}})


def some_saves(storage: DeskStorage) -> None:
    save(storage, *range(10))


def two_generations(storage: DeskStorage) -> None:
    save(storage, *range(10))
    assert storage.checkpoint()
    save(storage, *range(10, 20))
    assert storage.checkpoint()
    save(storage, *range(20, 30))


# --- cut on the end of a line


def test_a_journal_cut_behind_any_line_is_told(fast, desk):
    data = desk.files["newest"].read_bytes()
    ends = line_ends(data)
    for count, end in enumerate(ends):
        path = copy_desk(desk.path, fast / "cut")
        cut(newest(path), end)
        (sentence,) = told(path)
        assert "The end of the journal j-000004 is missing" in sentence
        with contextlib.closing(DeskStorage(path)) as storage:
            assert [str(found) for found in storage.findings] == [sentence]
            if count == len(ends) - 1:
                assert copied(storage.tables) == desk.tables, "only the end mark is gone"
            storage.commit({"bài": {"1": document(99)}})
        assert told(path) == [], "told once"
    assert len(ends) == 26


def test_what_the_doctor_says_and_mends(fast, desk_path):
    with open_desk(desk_path) as desk:
        desk.file.checkpoint()
        desk.records.add(Article(headline="một"))
        desk.records.add(Article(headline="hai"))
        killed = copy_desk(desk_path, fast / "killed")
    data = newest(killed).read_bytes()
    cut(newest(killed), line_ends(data)[-2])
    (wrong,) = (str(r.finding) for r in doctor.examine(killed) if not r.is_sound)
    assert "The end of the journal" in wrong
    doctor.repair(killed, Clock())
    assert all(report.is_sound for report in doctor.examine(killed))
    assert list(killed.parent.glob("*.damaged-*.j-*")), "the journal as it was found is kept"


def as_written_by_0_2(path: Path, *, room: bool = True) -> None:
    """Take from a journal what 0.2 did not write: the promise in its header, the end mark."""
    data = path.read_bytes()
    header, _, saves = data.partition(b"\n")
    old = json.loads(header[9:])
    del old["has_end_mark"]
    written = journal.encode_line(json.dumps(old, separators=(",", ":")).encode())
    written += saves.rstrip(b"\0")
    path.write_bytes(written + bytes(262_144 if room else 0))


def test_a_journal_of_0_2_is_told_where_it_has_saves_and_no_room(fast, desk):
    as_written_by_0_2(desk.files["newest"])
    assert told(desk.path) == []
    data = desk.files["newest"].read_bytes()
    header, *saves = line_ends(data)
    for end in saves:
        path = copy_desk(desk.path, fast / "cut")
        cut(newest(path), end)
        (sentence,) = told(path)
        assert "ends without its usual room" in sentence
    cut(newest(path), header)
    assert told(path) == [], "a journal without a save never had room: this cannot be known"


def test_the_doctor_keeps_only_the_journal_that_lacks_something(fast, desk_path):
    with open_desk(desk_path) as desk:
        for number in range(3):
            desk.records.add(Article(headline=str(number)))
            desk.file.checkpoint()
        desk.records.add(Article(headline="sau cùng"))
        killed = copy_desk(desk_path, fast / "killed")
    older, last = journal.journals(killed).values()
    for file in (older, last):
        as_written_by_0_2(file, room=False)
    doctor.repair(killed, Clock())
    (kept,) = killed.parent.glob("*.damaged-*.j-*")
    assert kept.suffix == last.suffix


def test_one_of_0_2_goes_on(fast, desk):
    as_written_by_0_2(desk.files["newest"])
    with contextlib.closing(DeskStorage(desk.path)) as storage:
        assert copied(storage.tables) == desk.tables
        assert storage.findings == ()
        save(storage, 1)
        path = copy_desk(desk.path, fast / "killed")
        assert told(path) == []
        assert newest(path).name == desk.files["newest"].name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the case is not here")
def test_the_case_of_the_issue(fast):
    ends = line_ends((SHARED / "desk.json.j-000004").read_bytes())
    for end in ends[1:]:
        shutil.rmtree(fast / "case", ignore_errors=True)
        shutil.copytree(SHARED, fast / "case")
        for file in (fast / "case").rglob("*"):
            file.chmod(0o700 if file.is_dir() else 0o600)
        cut(fast / "case" / "desk.json.j-000004", end)
        assert len(told(fast / "case" / "desk.json")) == 1


# --- what only other files know


def test_zeros_in_the_place_of_the_last_saves_are_counted(tmp_path):
    """The lock file was written without a sync: it outlasts the process, not always the power."""
    path = tmp_path / "desk.json"
    killed(path, some_saves)
    assert told(path) == []
    data = newest(path).read_bytes()
    end = line_ends(data)[-4]
    newest(path).write_bytes(data[:end] + bytes(len(data) - end))
    (sentence,) = told(path)
    assert "(3 saves)" in sentence
    with contextlib.closing(DeskStorage(path)) as storage:
        assert [str(found) for found in storage.findings] == [sentence]
        save(storage, 50)
    assert told(path) == [], "told once"


def test_a_journal_that_is_an_older_copy_of_itself_is_told(tmp_path):
    path = tmp_path / "desk.json"
    killed(path, some_saves)
    older = newest(path).read_bytes()
    killed(path, lambda storage: save(storage, 10, 11))
    newest(path).write_bytes(older)
    (sentence,) = told(path)
    assert "(2 saves)" in sentence


def test_a_desk_whose_files_are_all_from_before_is_told(tmp_path):
    path = tmp_path / "desk.json"
    killed(path, some_saves)
    before = {
        file.name: file.read_bytes() for file in tmp_path.iterdir() if ".lock" not in file.name
    }
    dates = {name: (tmp_path / name).stat().st_mtime_ns for name in before}
    killed(path, two_generations)
    for file in tmp_path.iterdir():
        if ".lock" not in file.name:
            file.unlink()
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, ns=(dates[name], dates[name]))
    (sentence,) = told(path)
    assert "(30 saves)" in sentence


@pytest.mark.parametrize("life", [some_saves, two_generations])
def test_a_desk_without_any_journal_is_told(tmp_path, life):
    path = tmp_path / "desk.json"
    killed(path, life)
    for file in journal.journals(path).values():
        file.unlink()
    (sentence,) = told(path)
    assert "(10 saves)" in sentence


def test_the_newest_journal_missing_is_told_also_in_a_copy(fast, desk):
    desk.files["newest"].unlink()
    (sentence,) = told(desk.path)
    assert "The journal of the desk file is missing" in sentence
    with contextlib.closing(DeskStorage(desk.path)) as storage:
        assert storage.outside() is None, "the file is our own"
        assert b"".join(checkpoint_of(storage)) == desk.path.read_bytes()
        save(storage, 99)
    assert told(desk.path) == []


def checkpoint_of(storage: DeskStorage) -> list[bytes]:
    return list(checkpoint.Encoded(storage.tables))


def test_saves_made_beside_a_checkpoint_are_in_the_journal_before_too(fast, monkeypatch):
    """The file is then not what the last save of that journal left, but one before."""
    path = fast / "made" / "desk.json"
    path.parent.mkdir()
    storage = DeskStorage(path)
    save(storage, *range(5))

    def slow(desk: Path, chunks: checkpoint.Encoded) -> Draft:
        draft = Draft(desk, chunks)
        save(storage, 5, 6)  # while the whole desk is written
        return draft

    monkeypatch.setattr("store.file.storage.Draft", slow)
    assert storage.checkpoint()
    monkeypatch.undo()
    save(storage, 7)
    desk = copy_desk(path, fast / "killed")
    storage.close()
    newest(desk).unlink()
    with contextlib.closing(DeskStorage(desk)) as left:
        assert ["is missing" in str(found) for found in left.findings] == [True]
        assert left.tables["bài"].keys() == {str(number) for number in range(7)}


def test_a_later_journal_contradicts_one_that_is_cut(fast, desk):
    """A checkpoint was cut off: its journal is there, and says how far the one before must be."""
    log = desk.files["newest"]
    scan = journal.scan(log.read_bytes())
    last = max(scan.saves)
    header = msgspec.structs.replace(scan.header, number=5, digest="0" * 40, follows=last)
    later = log.with_name("desk.json.j-000005")
    later.write_bytes(journal.encode_line(msgspec.json.encode(header)) + b"\0")
    assert told(desk.path) == []
    data = log.read_bytes()
    end = line_ends(data)[-3]
    log.write_bytes(data[:end] + bytes(len(data) - end))
    (sentence,) = told(desk.path)
    assert "2 saves in it cannot be read" in sentence
    with contextlib.closing(DeskStorage(desk.path)) as storage:
        assert storage._saved == last, "no number is given out twice"


# --- what is no damage


def nothing_told(path: Path) -> None:
    assert told(path) == []
    with contextlib.closing(DeskStorage(path)) as storage:
        assert storage.findings == ()


@pytest.mark.parametrize("life", [some_saves, two_generations, lambda storage: None])
def test_a_kill_is_no_damage(tmp_path, life):
    path = tmp_path / "desk.json"
    killed(path, life)
    nothing_told(path)
    killed(path, life)
    nothing_told(path)


def test_nothing_is_said_beside_a_writer(tmp_path):
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as writer:
        reader = DeskStorage(writer.path, read_only=True)
        for number in range(60):
            save(writer, number)
            if number % 20 == 19:
                assert writer.checkpoint()
            assert told(writer.path) == []
            reader.follow()
            assert reader.findings == ()
            assert copied(reader.tables) == copied(writer.tables)


def test_a_large_save_is_no_damage(tmp_path):
    path = tmp_path / "desk.json"
    killed(path, lambda storage: storage.commit({"bài": {"1": document(1, 400_000)}}))
    nothing_told(path)


def test_a_desk_closed_where_its_checkpoint_failed_is_no_damage(tmp_path, monkeypatch):
    storage = DeskStorage(tmp_path / "desk.json")
    save(storage, 1, 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("store.file.storage.Draft", full)
        storage.close()
    assert newest(storage.path).stat().st_size < 4096, "the room was given back"
    nothing_told(storage.path)


def test_a_full_disk_is_no_damage_and_hides_none(tmp_path):
    """Where there is no room ahead, there is still the end mark."""
    (tmp_path / "made").mkdir()
    storage = DeskStorage(tmp_path / "made" / "desk.json")
    save(storage, 1)
    written = len(newest(storage.path).read_bytes().rstrip(b"\0"))
    with files_of_at_most(written + 1000):
        with pytest.raises(SaveError):
            storage.commit({"bài": {"2": document(2, 300_000)}})
        nothing_told(copy_desk(storage.path, tmp_path / "killed"))
        for number in range(3, 12):
            with contextlib.suppress(SaveError):
                storage.commit({"bài": {str(number): document(number, 40)}})
            killed = copy_desk(storage.path, tmp_path / "killed")
            assert told(killed) == []
            data = newest(killed).read_bytes()
            assert len(data) < written + 1000
            cut(newest(killed), line_ends(data)[-1])
            assert len(told(killed)) == 1
    storage.close()


def test_a_copy_of_the_desk_file_alone_is_no_damage(tmp_path):
    path = tmp_path / "desk.json"
    killed(path, two_generations)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for beside in ((), (".lock",), (".lock", ".prev")):
        for file in elsewhere.iterdir():
            file.unlink()
        for ending in ("", *beside):
            shutil.copy2(f"{path}{ending}", elsewhere / f"desk.json{ending}")
        nothing_told(elsewhere / "desk.json")


def test_a_copy_made_while_one_saves_is_no_damage(tmp_path):
    """A program that copies or syncs takes one file after the other, the lock file the last."""
    path = tmp_path / "desk.json"
    elsewhere = tmp_path / "elsewhere"

    def life(storage: DeskStorage) -> None:
        save(storage, *range(5))
        shutil.copytree(tmp_path, elsewhere, ignore=shutil.ignore_patterns("elsewhere"))
        save(storage, *range(5, 9))
        shutil.copy2(f"{path}.lock", elsewhere / "desk.json.lock")

    killed(path, life)
    nothing_told(elsewhere / "desk.json")


def test_another_desk_file_where_one_was_is_no_damage(tmp_path):
    """Somebody has taken all files away but the lock, and put a copy of a desk there."""
    path = tmp_path / "desk.json"
    killed(path, two_generations)
    data = path.read_bytes()
    for file in tmp_path.glob("desk.json*"):
        if file.suffix != ".lock":
            file.unlink()
    path.write_bytes(data)
    nothing_told(path)


@pytest.mark.parametrize("text", [b"", b"{", b'{"host":1}', b'{"host":"x","last":[]}', bytes(9000)])
def test_a_lock_file_that_says_nothing_is_no_damage(tmp_path, text):
    path = tmp_path / "desk.json"
    killed(path, some_saves)
    lock = path.with_name("desk.json.lock")
    lock.write_bytes(text)
    nothing_told(path)


def test_the_lock_of_another_computer_is_not_believed(tmp_path, monkeypatch):
    path = tmp_path / "desk.json"
    killed(path, some_saves)
    older = newest(path).read_bytes()
    killed(path, lambda storage: save(storage, 10))
    newest(path).write_bytes(older)
    assert len(told(path)) == 1
    monkeypatch.setattr("socket.gethostname", lambda: "another")
    assert told(path) == []


def test_an_older_toasoan_reads_who_has_the_desk(tmp_path):
    """It knows three fields, and lets others be."""
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as storage:
        save(storage, 1)
        holder = json.loads((tmp_path / "desk.json.lock").read_bytes())
        assert holder["process"] == os.getpid()
        assert holder["last"]["saved"] == 1
        with pytest.raises(Exception, match=f"process {os.getpid()}"):
            DeskLock(storage.path).take()
