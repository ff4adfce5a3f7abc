"""Files and folders that go away, and clocks that are changed, while a desk is open."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from store.file import checkpoint, journal
from store.file.storage import DeskStorage
from tests.conftest import Clock

from .faults import copied, copy_desk, document, saved

# --- what goes away while the desk is open


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
    whole = b"".join(checkpoint.Encoded(again.tables))
    assert path.read_bytes() == whole
