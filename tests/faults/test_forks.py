"""A desk in a process that forks, or starts other programs."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable
from typing import Any

from store.file.storage import DeskStorage

from .faults import document, refused


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
