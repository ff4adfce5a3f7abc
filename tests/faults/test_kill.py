"""A program killed at any moment, opening, saving or writing a checkpoint: nothing told is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Final

import pytest

from store.file import journal
from store.file.recovery import previous_path
from store.file.storage import DeskStorage
from tests.faults import saver

ROOT: Final = Path(__file__).resolve().parents[2]

MEMORY: Final = Path("/dev/shm")


CUT_OFF: Final = "The last entry of the journal {name} is not whole"
"""All that may be told after a kill."""


class Killer:
    """Lets a child save to a desk and kills it; the children are forked by a process of their own.

    That one has everything imported and no threads: a child costs 2 ms.
    """

    def __init__(self, kind: str, draw: random.Random) -> None:
        self._kind = kind
        self._draw = draw
        self._spawner = subprocess.Popen(
            [sys.executable, "-m", saver.__name__, "spawn"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._spawner.communicate()

    def a_life(self, path: Path, last: int) -> int:
        """Let a child go on after save `last`, kill it, and return the last save it acknowledged.

        One of four is killed while it opens the desk or soon after; the others after so many
        acknowledgements and a moment more, so that a slow machine makes as many saves.
        """
        enough, moment = self._draw.randint(1, 30), self._draw.uniform(0, 0.004)
        if self._draw.random() < 0.25:
            enough, moment = 0, self._draw.uniform(0, 0.01)
        self._tell(f"{self._kind} {last} {self._draw.randrange(10**6)} {path}")
        wanted = last + enough
        while last < wanted:
            last = self._number()
        sleep(moment)
        self._tell("kill")
        while number := self._number():
            last = number
        return last

    def _number(self) -> int:
        """Return the next acknowledgement; 0 where the child is dead."""
        assert self._spawner.stdout
        line = self._spawner.stdout.readline()
        assert line.strip().isdigit() or line == "dead\n", line
        return 0 if line == "dead\n" else int(line)

    def _tell(self, line: str) -> None:
        assert self._spawner.stdin
        print(line, file=self._spawner.stdin, flush=True)


@contextmanager
def killer(kind: str, seed: int) -> Iterator[Killer]:
    made = Killer(kind, random.Random(seed))
    try:
        yield made
    finally:
        made.close()


def look_at(path: Path, acknowledged: int, *, read_only: bool) -> int:
    """Check a desk whose program was killed, and return the save at which it stands."""
    if path.exists():
        stock = saver.read_by_stock(path)
        at = saver.number_of(stock)
        assert at <= acknowledged + 1
        assert saver.holds(stock, at), f"stock TinyDB reads a mixture of save {at} and others"
    else:
        assert not acknowledged
    desk = DeskStorage(path, read_only=read_only)
    try:
        number = saver.number_of(desk.tables)
        assert acknowledged <= number <= acknowledged + 1, f"{number} of {acknowledged}"
        assert saver.holds(desk.tables, number), f"a mixture of save {number} and others"
        assert not desk.outside()
        told = [note.message for note in desk.findings]
        assert all(message.startswith(CUT_OFF) for message in told), told
    finally:
        desk.close()
    if not read_only:
        assert saver.holds(saver.read_by_stock(path), number)
        assert not [name for name in beside(path) if ".j-" not in name]
    return number


def beside(path: Path) -> list[str]:
    """Return what lies beside a desk, but for its lock and the checkpoint before."""
    ours = {path.name, f"{path.name}.lock", previous_path(path).name}
    return sorted({file.name for file in path.parent.iterdir()} - ours)


def work_in(path: Path, number: int) -> None:
    """Save once more after save `number`, and leave as one should."""
    desk = DeskStorage(path)
    desk.commit(saver.save(number + 1))
    desk.close()
    assert saver.holds(saver.read_by_stock(path), number + 1)


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder whose files are in memory: there a save takes no time to wait for a disk."""
    if not MEMORY.is_dir():
        pytest.skip(f"{MEMORY} is not here")
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.mark.parametrize(
    "kills",
    [
        15,
        pytest.param(250, marks=pytest.mark.slow),
        pytest.param(5000, marks=pytest.mark.nightly),
    ],
)
@pytest.mark.parametrize("place", ["tmp_path", "in_memory"])
def test_a_killed_program_loses_and_mixes_nothing(place, kills, request):
    path = request.getfixturevalue(place) / "desk.json"
    number = acknowledged = 0
    with killer("desk", seed=kills) as killing:
        for kill in range(kills):
            last = killing.a_life(path, number)
            acknowledged += last - number
            # Every other time it is the next child that finds the desk as this one has left it.
            number = look_at(path, last, read_only=kill % 2 == 0)
    print(f"{kills} kills, {acknowledged} acknowledged saves")
    assert acknowledged > kills
    work_in(path, number)
    work_in(path, number + 1)
    assert len(beside(path)) == 2, "more than the journal and the one before"


def test_stock_tinydb_is_caught(tmp_path):
    """The same saves, written in place: what these kills leave of them shows what they can find."""
    path = tmp_path / "stock.json"
    with killer("stock", seed=1) as killing:
        assert any(is_lost(path, killing.a_life(path, 0)) for _ in range(1000))


def is_lost(path: Path, acknowledged: int) -> bool:
    """Tell whether stock TinyDB finds its file unreadable, too old or mixed; take it away."""
    try:
        tables = saver.read_by_stock(path)
    except ValueError:
        return True
    number = saver.number_of(tables)
    path.unlink()
    return number < acknowledged or not saver.holds(tables, number)


# --- what is told after a kill


def killed(desk: DeskStorage, place: Path) -> Path:
    """Return the desk as a kill at this moment leaves it: a copy, for this process must live on."""
    shutil.copytree(desk.path.parent, place)
    return place / desk.path.name


def test_a_save_that_was_cut_off_is_told(tmp_path):
    desk = DeskStorage(tmp_path / "desk.json")
    desk.commit(saver.save(1))
    path = killed(desk, tmp_path / "killed")
    cut_off_a_save(path, desk.journal_size)
    again = DeskStorage(path)
    assert [note.message.startswith(CUT_OFF) for note in again.findings] == [True]
    assert saver.holds(again.tables, 1)
    again.close()
    desk.close()


def test_two_kills_are_not_taken_for_an_older_copy(tmp_path):
    first = DeskStorage(tmp_path / "desk.json")
    first.commit(saver.save(1))
    assert first.checkpoint()
    path = killed(first, tmp_path / "once")
    cut_off_a_save(path, first.journal_size)  # so the next save begins a generation, of the same
    second = DeskStorage(path)
    second.commit(saver.save(2))
    third = DeskStorage(killed(second, tmp_path / "twice"))
    assert saver.holds(third.tables, 2)
    for desk in (first, second, third):
        desk.close()
    assert not third.findings


def test_a_kill_in_the_first_save_is_no_damage(tmp_path, monkeypatch):
    replace = os.replace

    def be_killed_and_replace(source: Path, target: Path) -> None:
        if Path(target).name == "desk.json":
            killed(desk, tmp_path / "killed")
        replace(source, target)

    monkeypatch.setattr(os, "replace", be_killed_and_replace)
    (tmp_path / "run").mkdir()
    desk = DeskStorage(tmp_path / "run" / "desk.json")
    desk.commit(saver.save(1))
    monkeypatch.undo()
    desk.close()
    again = DeskStorage(tmp_path / "killed" / "desk.json")
    assert saver.holds(again.tables, 0)
    again.close()
    assert not again.findings


def cut_off_a_save(path: Path, end: int) -> None:
    """Leave what a save leaves that was killed in the midst of its write."""
    line = journal.encode_line(journal.encode_save(10**6, saver.save(10**6)))
    with journal.journals(path).popitem()[1].open("r+b") as file:
        file.seek(end)
        file.write(line[: len(line) // 2])
