"""Other processes and other programs: second writers, forks, readers, folders that go away."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import random
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from store.errors import ReadOnlyError, SaveError
from store.file import checkpoint, journal
from store.file.storage import DeskStorage
from tests.conftest import Clock

from .faults import copied, copy_desk, document, put, python

# --- two writers

CONTENDER = """
import json, sys, time
from pathlib import Path
from store.errors import ReadOnlyError
from store.file.storage import DeskStorage

path, name, end = Path(sys.argv[1]), sys.argv[2], time.monotonic() + float(sys.argv[3])
told, confirmed, storage = set(), 0, None
sys.stdin.readline()
while time.monotonic() < end:
    if storage is None:
        try:
            storage = DeskStorage(path)
            print("writes", flush=True)
        except ReadOnlyError as refusal:
            told.add(str(refusal))
            time.sleep(0.002)
            continue
    storage.commit({name: {str(confirmed): b'{"n":%d}' % confirmed}})
    confirmed += 1
    if confirmed % 50 == 0:
        assert storage.checkpoint()
print(json.dumps({"confirmed": confirmed, "told": sorted(told)}), flush=True)
sys.stdin.readline()
if storage:
    storage.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(5))
def test_of_two_that_contend_one_writes(tmp_path, turn):
    contend(tmp_path, 2)


def test_of_two_that_contend_one_writes_a_moment(tmp_path):
    contend(tmp_path, 0.3)


def contend(folder: Path, seconds: float) -> None:
    """Let two processes try to write one desk; whoever was first goes on alone."""
    path = folder / "desk.json"
    contenders = {name: python(CONTENDER, path, name, seconds) for name in "ab"}
    for process in contenders.values():
        process.stdin.write("\n")
        process.stdin.flush()
    said = {name: process.stdout.readline() for name, process in contenders.items()}
    (writer,) = [name for name, line in said.items() if line == "writes\n"]
    said[writer] = contenders[writer].stdout.readline()
    found = {name: json.loads(line) for name, line in said.items()}
    killed = copy_desk(path, folder / "killed")
    for process in contenders.values():
        process.communicate("\n")
        assert process.returncode == 0
    (other,) = set("ab") - {writer}
    assert found[other]["confirmed"] == 0
    assert found[writer]["confirmed"] > 0
    named = f"process {contenders[writer].pid} on {socket.gethostname()}"
    assert any(named in sentence for sentence in found[other]["told"]), found[other]["told"]
    assert all("is open in another toasoan" in sentence for sentence in found[other]["told"])
    for desk in (path, killed):
        with contextlib.closing(DeskStorage(desk)) as storage:
            assert set(storage.tables) == {writer}
            assert len(storage.tables[writer]) == found[writer]["confirmed"]
            assert storage.findings == ()
    print(f"{found[writer]['confirmed']} of {found[writer]['confirmed']} saves there")


def refused(path: Path) -> str:
    """What a second process is told."""
    script = """
import sys
from pathlib import Path
from store.errors import ReadOnlyError
from store.file.storage import DeskStorage
try:
    DeskStorage(Path(sys.argv[1])).close()
except ReadOnlyError as refusal:
    print(refusal)
"""
    output, _ = python(script, path).communicate()
    return output.strip()


def test_a_second_writer_is_told_who_the_first_is(tmp_path):
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as storage:
        storage.commit({"bài": {"1": document(1)}})
        sentence = refused(storage.path)
        assert f"process {os.getpid()} on {socket.gethostname()}" in sentence
        assert str(storage.path) in sentence
        with pytest.raises(ReadOnlyError, match=f"process {os.getpid()}"):  # in this one, too
            DeskStorage(storage.path)
        storage.commit({"bài": {"2": document(2)}})
    assert refused(storage.path) == ""


@pytest.mark.parametrize("when", ["after a save", "after a checkpoint", "after opening it again"])
def test_a_lock_file_that_is_deleted_lets_nobody_in(tmp_path, when):
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    if when == "after a checkpoint":
        assert storage.checkpoint()
    if when == "after opening it again":
        storage.close()
        storage = DeskStorage(storage.path)
    lock = storage.path.with_name("desk.json.lock")
    for number in range(2, 6):
        lock.unlink()
        assert "is open in another toasoan" in refused(storage.path)
        storage.commit({"bài": {str(number): document(number)}})
        assert "is open in another toasoan" in refused(storage.path)
        if number % 2:
            assert storage.checkpoint()
            assert "is open in another toasoan" in refused(storage.path)
    storage.close()
    with contextlib.closing(DeskStorage(storage.path)) as again:
        assert [*again.tables["bài"]] == ["1", "2", "3", "4", "5"]
        assert again.findings == ()


def test_who_is_refused_by_the_journal_is_told_who_the_writer_is(tmp_path):
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as storage:
        storage.commit({"bài": {"1": document(1)}})
        storage.path.with_name("desk.json.lock").unlink()
        sentence = refused(storage.path)
        assert "process" not in sentence or f"process {os.getpid()} " in sentence


def test_who_comes_in_by_a_deleted_lock_takes_no_draft_away(tmp_path):
    """A second process that is refused has touched nothing of what the first is writing."""
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as storage:
        storage.commit({"bài": {"1": document(1)}})
        draft = tmp_path / ".desk.json.0123abcd.tmp"
        draft.write_bytes(b"being written")
        storage.path.with_name("desk.json.lock").unlink()
        assert refused(storage.path)
        assert draft.exists()


KILLED = """
import sys, time
from pathlib import Path
from store.file.storage import DeskStorage
storage = DeskStorage(Path(sys.argv[1]))
storage.commit({"bài": {"1": b'{"n":%s}' % sys.argv[2].encode()}})
print("saved", flush=True)
time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path):
    path = tmp_path / "desk.json"
    for number in range(3):
        process = python(KILLED, path, number)
        assert process.stdout.readline() == "saved\n"
        assert f"process {process.pid}" in refused(path)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with contextlib.closing(DeskStorage(path)) as storage:  # its name is still on the lock
            assert storage.tables == {"bài": {"1": b'{"n":%d}' % number}}
            assert storage.findings == ()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_no_lock_can_be_had_nobody_writes(tmp_path, monkeypatch, code):
    path = tmp_path / "desk.json"
    with contextlib.closing(DeskStorage(path)) as storage:
        storage.commit({"bài": {"1": document(1)}})

    def no_lock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", no_lock)
    with pytest.raises(ReadOnlyError, match="cannot lock files") as refusal:
        DeskStorage(path)
    assert os.strerror(code) in str(refusal.value)
    reader = DeskStorage(path, read_only=True)
    assert copied(reader.tables) == {"bài": {"1": document(1)}}
    with pytest.raises(SaveError, match="for reading only"):
        reader.commit({"bài": {"1": None}})


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder, from root too where that can be done."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    command = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("root writes everywhere, and a mount is not permitted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("killed", [False, True])
def test_a_folder_that_cannot_be_written_is_for_reading(tmp_path, killed):
    path = tmp_path / "desk" / "desk.json"
    path.parent.mkdir(exist_ok=True)
    storage = DeskStorage(path)
    storage.commit({"bài": {"1": document(1)}})
    if killed:
        path = copy_desk(path, tmp_path / "killed")
        path.with_name("desk.json.lock").unlink()
    storage.close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with unwritable(path.parent):
        with pytest.raises(ReadOnlyError) as refusal:
            DeskStorage(path)
        assert str(path.parent) in str(refusal.value)
        reader = DeskStorage(path, read_only=True)
        assert copied(reader.tables) == {"bài": {"1": document(1)}}
        assert reader.findings == ()
        assert reader.follow() == {}
        reader.close()
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


# --- forks


def in_child(work: Callable[[], Any]) -> str:
    """Do something in a fork of this process, and return what came of it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        answer = "nothing"
        try:
            answer = f"gave {work()}"
        except BaseException as error:  # noqa: BLE001 - the child says it, and ends
            answer = f"{type(error).__name__}: {error}"
        finally:
            os.write(theirs, answer.encode())
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return answer


def test_a_fork_may_not_write_and_does_no_harm(tmp_path):
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    sentence = in_child(lambda: storage.commit({"bài": {"1": None}}))
    assert sentence.startswith("SaveError: ")
    assert "belongs to the process that opened it" in sentence
    assert in_child(storage.checkpoint).startswith("SaveError: ")
    assert in_child(lambda: storage.write({})).startswith("SaveError: ")
    assert in_child(storage.close) == "gave None"
    assert in_child(lambda: storage.tables["bài"]["1"] == document(1)) == "gave True"
    assert "is open in another toasoan" in in_child(lambda: DeskStorage(storage.path))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    assert f"process {os.getpid()}" in refused(storage.path), "the lock is held still"
    storage.path.with_name("desk.json.lock").unlink()
    assert refused(storage.path), "and that of the journal"
    storage.commit({"bài": {"2": document(2)}})
    assert storage.checkpoint()
    storage.close()
    with contextlib.closing(DeskStorage(storage.path)) as again:
        assert again.tables == {"bài": {"1": document(1), "2": document(2)}}


def test_a_fork_that_lives_longer_does_not_keep_the_desk(tmp_path):
    """Our close gives the lock back, though a fork holds the same open files."""
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        os.close(theirs)
        os.read(ours, 1)
        os._exit(0)
    try:
        storage.close()
        said = refused(storage.path)
    finally:
        os.close(theirs)
        os.close(ours)
        os.waitpid(child, 0)
    assert said == ""


def test_a_program_that_is_started_holds_nothing(tmp_path):
    """An `$EDITOR` that outlives the desk does not keep it locked."""
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    editor = subprocess.Popen(["sleep", "60"], close_fds=False)
    try:
        storage.close()
        assert refused(storage.path) == ""
    finally:
        editor.kill()
        editor.wait()


# --- readers


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_reader_follows_the_writer(tmp_path, seed):
    """At every one of 200 steps it shows what the writer shows, and is told what has changed."""
    chance = random.Random(seed)
    path = tmp_path / "desk.json"
    writer = DeskStorage(path)
    reader = DeskStorage(path, read_only=True)
    shown = copied(reader.tables)
    for step in range(200):
        for _ in range(chance.randrange(3)):
            documents = {
                str(chance.randrange(30)): document(step, chance.randrange(2000))
                if chance.random() < 0.7
                else None
                for _ in range(chance.randrange(1, 4))
            }
            writer.commit({chance.choice(["bài", "việc", "tin"]): documents})
        kind = chance.random()
        if kind < 0.1:
            assert writer.checkpoint()
        elif kind < 0.14:
            writer.close()
            writer = DeskStorage(path)
            assert writer.findings == ()
        elif kind < 0.17:
            newest = list(journal.journals(path).values())[-1:]
            for gone in newest:  # the next save begins a new one
                gone.unlink()
            writer.commit({"bài": {"1": document(step)}})
        elif kind < 0.2:
            os.utime(path, ns=(step, step)) if path.exists() else None
            if writer.outside():
                writer.outside_taken()
        changes = reader.follow()
        assert copied(reader.tables) == copied(writer.tables), step
        shown = put(shown, changes)
        assert shown == copied(reader.tables), f"what follow gave at {step} is not all"
    assert reader.follow() == {}
    writer.close()
    reader.follow()
    assert copied(reader.tables) == copied(writer.tables)
    reader.close()


def test_a_reader_sees_only_whole_lines(tmp_path, monkeypatch):
    """The writer is in the middle of a line: the reader has what was before."""
    writer = DeskStorage(tmp_path / "desk.json")
    writer.commit({"bài": {"1": document(1)}})
    reader = DeskStorage(writer.path, read_only=True)
    real, seen = os.pwrite, []

    def by_pieces(handle: int, data: bytes, place: int) -> int:
        seen.append(reader.follow())
        return real(handle, data[:100], place)

    monkeypatch.setattr(os, "pwrite", by_pieces)
    writer.commit({"bài": {"1": document(2, 3000)}})
    monkeypatch.undo()
    assert len(seen) > 20
    assert not any(seen)
    assert reader.follow() == {"bài": {"1": document(2, 3000)}}
    writer.close()


def test_a_reader_may_be_overtaken_by_checkpoints(tmp_path, monkeypatch):
    """Between its looking which journals there are and reading them, some are deleted."""
    writer = DeskStorage(tmp_path / "desk.json")
    writer.commit({"bài": {"1": document(1)}})
    real, number = journal.journals, 1

    def and_then_they_change(desk: Path) -> dict[int, Path]:
        nonlocal number
        lie = real(desk)
        monkeypatch.setattr(journal, "journals", real)
        for _ in range(3):
            number += 1
            writer.commit({"bài": {"1": document(number)}})
            assert writer.checkpoint()
        return lie

    monkeypatch.setattr(journal, "journals", and_then_they_change)
    reader = DeskStorage(writer.path, read_only=True)
    assert copied(reader.tables) == copied(writer.tables)
    writer.close()


def test_a_save_is_not_written_into_a_journal_that_is_cleared(tmp_path):
    """The smallest case: the journals are gone, and the new one is as old as they were."""
    storage = DeskStorage(tmp_path / "desk.json")
    for number in range(2):
        assert saved(storage, number)
        assert storage.checkpoint()
    for gone in journal.journals(storage.path).values():
        gone.unlink()
    assert saved(storage, 2)
    assert journal.journals(storage.path), "what was just confirmed lies somewhere"
    desk = copy_desk(storage.path, tmp_path / "killed")
    storage.close()
    with contextlib.closing(DeskStorage(desk)) as again:
        assert {*again.tables["bài"]} == {"0", "1", "2"}


# --- what goes away while the desk is open


def saved(storage: DeskStorage, number: int) -> bool:
    try:
        storage.commit({"bài": {str(number): document(number)}})
    except SaveError:
        return False
    return True


@pytest.mark.parametrize("back", ["the same", "an empty one", "a copy"])
@pytest.mark.parametrize("checkpointed", [False, True])
def test_a_folder_that_vanishes_refuses_saves_until_it_is_back(tmp_path, back, checkpointed):
    path, away = tmp_path / "desk" / "desk.json", tmp_path / "away"
    path.parent.mkdir()
    storage = DeskStorage(path)
    for number in range(1, 4):
        assert saved(storage, number)
    if checkpointed:
        assert storage.checkpoint()
    tables = copied(storage.tables)
    path.parent.rename(away)
    for number in range(4, 8):
        assert not saved(storage, number)
    with pytest.raises(OSError, match="No such file"):
        storage.checkpoint()
    assert copied(storage.tables) == tables
    assert list(tmp_path.iterdir()) == [away], "nothing has been made in its place"
    if back == "the same":
        away.rename(path.parent)
    elif back == "an empty one":
        path.parent.mkdir()
    else:
        shutil.copytree(away, path.parent)
    assert saved(storage, 8), "it goes on by itself"
    storage.outside()  # a copy has another inode; it may be taken for an edit, not for a loss
    if back == "a copy":
        storage.outside_taken()
    assert saved(storage, 9)
    assert storage.checkpoint()
    expected = {**tables["bài"], "8": document(8), "9": document(9)}
    assert copied(storage.tables) == {"bài": expected}
    for desk in (copy_desk(path, tmp_path / "killed"), path):
        if desk == path:
            storage.close()
        with contextlib.closing(DeskStorage(desk)) as again:
            assert copied(again.tables) == {"bài": expected}
            assert again.findings == ()


def test_a_folder_that_is_deleted_keeps_nobody_from_closing(tmp_path):
    path = tmp_path / "desk" / "desk.json"
    path.parent.mkdir()
    storage = DeskStorage(path)
    assert saved(storage, 1)
    shutil.rmtree(path.parent)
    assert not saved(storage, 2)
    storage.close()
    storage.close()
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "then",
    ["save", "checkpoint", "close", "save and kill"],
)
@pytest.mark.parametrize("saves", [0, 2])
def test_a_journal_that_is_deleted_is_begun_anew(tmp_path, saves, then):
    path = tmp_path / "desk.json"
    storage = DeskStorage(path)
    assert saved(storage, 1)
    assert storage.checkpoint()
    assert saved(storage, 2)
    assert storage.checkpoint()
    for number in range(saves):
        assert saved(storage, 3 + number)
    for gone in journal.journals(path).values():
        gone.unlink()
    if "save" in then:
        assert saved(storage, 9)
    if then == "checkpoint":
        assert storage.checkpoint()
    tables = copied(storage.tables)
    if "kill" in then:
        path = copy_desk(path, tmp_path / "killed")
    storage.close()
    with contextlib.closing(DeskStorage(path)) as again:
        assert copied(again.tables) == tables
        assert again.outside() is None
        assert again.findings == ()
        assert saved(again, 10)


HARM: dict[str, Callable[[Path], Any]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-200]),
    "half a copy": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "an empty object": lambda path: path.write_bytes(b"{}"),
    "deleted": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", ["close", "kill", "save and close", "save and kill", "checkpoint"])
@pytest.mark.parametrize("what", HARM)
def test_a_desk_file_that_is_harmed_while_open_is_whole_again(tmp_path, what, how):
    path = tmp_path / "desk.json"
    storage = DeskStorage(path)
    for number in range(1, 6):
        assert saved(storage, number)
        assert storage.checkpoint()
    assert saved(storage, 6)
    HARM[what](path)
    if "save" in how:
        assert saved(storage, 7)
    tables = copied(storage.tables)
    if how == "checkpoint":
        assert storage.outside() is None, "from outside nothing is deleted"
        with contextlib.suppress(OSError):
            storage.checkpoint()
    if "kill" in how:
        path = copy_desk(path, tmp_path / "killed")
    storage.close()
    with contextlib.closing(DeskStorage(path)) as again:
        assert copied(again.tables) == tables
        assert again.outside() is None
        # a checkpoint at the end may have put it right already, and then there is nothing to tell
        assert again.findings or how == "checkpoint" or (what == "deleted" and "kill" not in how)
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        assert {str(document.doc_id) for document in stock.table("bài")} == {*tables["bài"]}
    with contextlib.closing(DeskStorage(path)) as again:
        assert again.findings == ()


def test_a_checkpoint_brings_a_deleted_desk_file_back(tmp_path):
    storage = DeskStorage(tmp_path / "desk.json")
    assert saved(storage, 1)
    assert saved(storage, 2)
    storage.path.unlink()
    assert storage.checkpoint()
    assert json.loads(storage.path.read_bytes())["bài"].keys() == {"1", "2"}
    storage.close()


def test_a_desk_file_that_was_deleted_comes_back_for_its_owner_only(tmp_path):
    storage = DeskStorage(tmp_path / "desk.json")
    before = os.umask(0o077)
    try:
        assert saved(storage, 1)
        storage.path.unlink()
        for gone in journal.journals(storage.path).values():
            gone.unlink()
        assert saved(storage, 2)
        storage.close()
    finally:
        os.umask(before)
    modes = {path.name: oct(path.stat().st_mode & 0o077) for path in tmp_path.glob("desk.json")}
    assert modes == {"desk.json": "0o0"}


# --- clocks


def test_a_clock_that_runs_backwards_has_no_effect(tmp_path):
    """What comes after what is told by numbers alone."""
    path = tmp_path / "desk.json"
    clock = Clock()
    for generation in range(6):
        clock.time -= timedelta(days=1)
        storage = DeskStorage(path, clock=clock)
        assert storage.findings == ()
        assert len(storage.tables.get("bài", {})) == generation * 2
        assert saved(storage, generation * 2)
        assert storage.checkpoint()
        assert saved(storage, generation * 2 + 1)
        killed = copy_desk(path, tmp_path / "killed")
        tables = copied(storage.tables)
        storage.close()
        dates = list(range(1, 10**18, 10**16))
        for seed in range(10):
            desk = copy_desk(killed, tmp_path / "shuffled")
            chance = random.Random(seed)
            chance.shuffle(dates)
            for file, date in zip(sorted(desk.parent.iterdir()), dates, strict=False):
                if file != desk or seed % 2:
                    os.utime(file, ns=(date, date))
            with contextlib.closing(DeskStorage(desk)) as again:
                assert copied(again.tables) == tables
                assert again.findings == ()
                assert again.outside() is None


def test_dates_that_are_changed_while_open_have_no_effect(tmp_path):
    path = tmp_path / "desk.json"
    storage = DeskStorage(path)
    for number in range(8):
        assert saved(storage, number)
        if number % 3 == 0:
            assert storage.checkpoint()
        for file in tmp_path.iterdir():
            if file != path:
                os.utime(file, ns=(number * 10**15, number * 10**15))
    tables = copied(storage.tables)
    storage.close()
    with contextlib.closing(DeskStorage(path)) as again:
        assert copied(again.tables) == tables
        assert again.findings == ()
    whole = b"".join(checkpoint.encoded(again.tables))
    assert path.read_bytes() == whole
