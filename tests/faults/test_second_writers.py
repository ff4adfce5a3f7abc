"""Second writers of a desk, and folders that cannot be written."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import ReadOnlyError, SaveError
from store.file.storage import DeskStorage

from .faults import copied, copy_desk, document, python, refused

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
