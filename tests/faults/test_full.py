"""A full disk: saves are refused, nothing is lost, and with room again one goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from store.errors import SaveError
from store.file import journal
from store.file.storage import DeskStorage
from tests.store.disk import files_of_at_most

from .faults import Ledger, copied, copy_desk, document


@contextlib.contextmanager
def small_disk(folder: Path, kind: str) -> Iterator[Path]:
    """A disk of 3 MB (memory) or 8 MB (ext4 in a file)."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    place = folder / "disk"
    place.mkdir()
    if kind == "tmpfs":
        command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    else:
        image = folder / "image"
        with image.open("wb") as file:
            file.truncate(8 << 20)
        if not shutil.which("mkfs.ext4"):
            pytest.skip("there is no mkfs.ext4")
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
        command = ["mount", "-o", "loop", str(image), str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip(f"mounting a small {kind} is not permitted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


class Filling:
    """Saves until it is refused, and keeps the ledger."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.storage = DeskStorage(path)
        self.ledger = Ledger()
        self.number = self.confirmed = self.refused = 0

    def save(self, size: int = 6000, key: int | None = None) -> bool:
        self.number += 1
        changes = {"bài": {str(key or self.number): document(self.number, size)}}
        try:
            self.storage.commit(changes)
        except SaveError as refusal:
            sentence = str(refusal)
            self.ledger.refuse(changes)
            self.refused += 1
            took = False
        else:
            self.ledger.confirm(changes)
            self.confirmed += 1
            sentence, took = "", True
        assert took or sentence.endswith("It is as it was before this change.")
        assert copied(self.storage.tables) == self.ledger.tables
        return took

    def save_until_refused(self, times: int) -> None:
        """Save until so many were refused; checkpoints may find no room."""
        until = self.refused + times
        while self.refused < until:
            self.save()
            assert self.number < 20_000, "the disk is not full"
            if self.number % 40 == 0:
                with contextlib.suppress(OSError):
                    self.storage.checkpoint()

    def look(self, desk: Path) -> None:
        with contextlib.closing(DeskStorage(desk)) as storage:
            assert self.ledger.is_kept(storage.tables), self.ledger.difference(storage.tables)

    def look_when_killed(self, elsewhere: Path) -> None:
        self.look(copy_desk(self.path, elsewhere))

    def close_and_look(self) -> None:
        self.storage.close()
        self.storage.close()
        self.look(self.path)

    def told(self) -> None:
        print(f"{self.confirmed} confirmed, {self.refused} refused, 0 lost")


def in_stock(path: Path) -> dict[str, Any]:
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return stock.storage.read()


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_a_full_disk_loses_nothing(tmp_path, kind):
    with small_disk(tmp_path, kind) as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(400_000))
        filling = Filling(disk / "desk.json")
        filling.save_until_refused(20)
        filling.look_when_killed(tmp_path / "killed")

        ballast.unlink()  # room for some more
        for _ in range(10):
            assert filling.save(key=1)
        filling.save_until_refused(20)
        filling.close_and_look()  # on a disk that is full

        filling.storage = DeskStorage(filling.path)  # opening finds no room either
        assert copied(filling.storage.tables) == filling.ledger.tables
        filling.save_until_refused(1)
        for key in list(filling.storage.tables["bài"])[10:]:
            changes = {"bài": {key: None}}
            try:
                filling.storage.commit(changes)  # to delete takes room, too: a line
            except SaveError:
                filling.ledger.refuse(changes)
            else:
                filling.ledger.confirm(changes)
        filling.look_when_killed(tmp_path / "killed")
        filling.close_and_look()
        filling.told()


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_a_disk_that_is_full_from_the_beginning(tmp_path, kind):
    with small_disk(tmp_path, kind) as disk:
        filling = Filling(disk / "desk.json")
        ballast = disk / "ballast"
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1000))
        for _ in range(5):
            assert not filling.save()
        filling.close_and_look()
        ballast.unlink()
        filling.storage = DeskStorage(filling.path)
        assert filling.storage.findings == ()
        assert filling.save()
        filling.close_and_look()


@pytest.mark.parametrize("size", [200_000, 300_000, 1_000_000])
def test_a_limit_on_the_size_of_files_loses_nothing(tmp_path, size):
    """As `ulimit -f` sets it: 300,000 lets the journal be made longer once, and then by halves."""
    filling = Filling(tmp_path / "desk.json")
    with files_of_at_most(size):
        filling.save_until_refused(20)
        filling.look_when_killed(tmp_path / "killed")
        assert filling.save(10, key=1), "a short one still has its place"
        with pytest.raises(OSError, match="File too large"):
            filling.storage.checkpoint()
        filling.look_when_killed(tmp_path / "killed")
        filling.close_and_look()
        filling.storage = DeskStorage(filling.path)
        filling.save_until_refused(5)
    for _ in range(20):
        assert filling.save()
    assert filling.storage.checkpoint()
    filling.close_and_look()
    assert len(in_stock(filling.path)["bài"]) == len(filling.ledger.tables["bài"])
    filling.told()


def test_the_first_save_finds_no_room(tmp_path):
    filling = Filling(tmp_path / "desk.json")
    for limit in (0, 1, 10, 100):
        with files_of_at_most(limit):
            assert not filling.save()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.json.lock"]
    with files_of_at_most(300):  # there is room for an empty desk
        assert not filling.save()
        filling.look_when_killed(tmp_path.with_name("killed"))
    assert filling.save()
    filling.close_and_look()


def test_a_journal_that_was_cut_back_has_no_halves(tmp_path):
    """What a full disk took the first half of is taken away again, so the next line follows."""
    filling = Filling(tmp_path / "desk.json")
    filling.save()
    newest = list(journal.journals(filling.path).values())[-1]
    written = len(newest.read_bytes().rstrip(b"\0"))
    with files_of_at_most(written + 1000):
        for _ in range(3):
            assert not filling.save(300_000)
            assert len(newest.read_bytes().rstrip(b"\0")) == written
        assert filling.save(100)
    scan = journal.scan(newest.read_bytes())
    assert scan.is_sound
    assert not scan.has_torn_tail
    filling.close_and_look()


def test_a_damaged_desk_opens_on_a_full_disk(tmp_path):
    """There is no room to make it anew on the disk; in memory it is, and is told."""
    filling = Filling(tmp_path / "desk.json")
    for _ in range(30):
        filling.save()
    filling.storage.checkpoint()
    filling.save()
    desk = copy_desk(filling.path, tmp_path / "killed")
    status = desk.stat()
    desk.write_bytes(desk.read_bytes()[:-1000])
    os.utime(desk, ns=(status.st_mtime_ns, status.st_mtime_ns))
    with files_of_at_most(1000), contextlib.closing(DeskStorage(desk)) as storage:
        assert copied(storage.tables) == filling.ledger.tables
        assert storage.findings
        with pytest.raises(SaveError):
            storage.commit({"bài": {"1": document(1)}})
        assert copied(storage.tables) == filling.ledger.tables
    with contextlib.closing(DeskStorage(desk)) as storage:
        assert copied(storage.tables) == filling.ledger.tables
        storage.commit({"bài": {"1": document(1)}})
    filling.storage.close()


def test_the_harness_sees_a_save_that_is_lost(tmp_path, monkeypatch):
    """The control: a storage that holds a refused save for saved is found."""

    class Careless(DeskStorage):
        def _append(self, line: bytes) -> None:
            with contextlib.suppress(OSError):
                super()._append(line)

    monkeypatch.setattr("tests.faults.test_full.DeskStorage", Careless)
    filling = Filling(tmp_path / "desk.json")
    with files_of_at_most(300_000):
        for _ in range(80):
            assert filling.save()
        with pytest.raises(AssertionError, match="→ None"):
            filling.look_when_killed(tmp_path / "killed")
    filling.storage.close()
