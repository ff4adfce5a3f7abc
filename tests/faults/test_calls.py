"""Every call of the system that a desk makes fails once, and several times in a row."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from store import atomic
from store.errors import FileError, SaveError
from store.file import journal
from store.file.journal import Changes, Journal, apply
from store.file.storage import DeskStorage

from .faults import CALLS, CODES, Fault, Ledger, copied, copy_desk, document, open_files
from .faults import fast as fast
from .faults import little_room as little_room

pytestmark = pytest.mark.usefixtures("little_room")

FIRST = {"bài": {"1": document(1), "2": document(2, 3000)}, "việc": {"7": document(3)}}

Script = list[Changes | Literal["open", "checkpoint", "close"]]

SCRIPT: Script = [
    "open",
    FIRST,
    {"bài": {"1": document(4)}},
    {"bài": {"3": document(5, 9000), "2": None}},
    {"bài": {"1": document(6)}, "việc": {"7": None, "8": document(7)}},
    "checkpoint",
    {"bài": {"4": document(8)}},
    {"bài": {"4": document(9, 2500)}},
    {"việc": {"8": None}},
    "checkpoint",
    {"bài": {"1": document(20)}},
    "checkpoint",
    {"bài": {"5": document(11, 20000), "6": document(12)}, "việc": {"9": document(13)}},
    {"bài": {"5": None, "6": None, "1": None}},
    {"bài": {"6": document(14, 700)}},
    {"bài": {"1": document(15, 500)}, "việc": {"9": document(16, 5000)}},
    "close",
    "open",
    {"bài": {"1": document(17)}},
    {"việc": {"9": None, "10": document(18)}},
    "close",
    "open",
    "close",
]


AND_BACK: Script = [
    "open",
    FIRST,
    "checkpoint",
    {"bài": {"1": document(4)}},
    {"bài": {"1": document(1)}},  # as a Ctrl+Z: the next checkpoint has the very same bytes
    "checkpoint",
    {"bài": {"1": document(5)}},
    "checkpoint",
    "close",
    "open",
    {"bài": {"2": document(6)}},
    "close",
    "open",
    {"bài": {"2": document(2, 3000)}},
    "close",
    "open",
    {"việc": {"7": None}},
    "close",
]

TORN = "The last entry of the journal {name} is not whole"
"""How the one finding begins that a refused save may leave."""


class Run:
    """The script on one desk, under one fault; every promise is looked at.

    Args:
        folder: an empty one.
        fault: what fails.
        kind: the storage.
        script: what is done.
    """

    def __init__(
        self,
        folder: Path,
        fault: Fault,
        kind: Callable[..., Any] = DeskStorage,
        script: Script = SCRIPT,
    ) -> None:
        self.script = script
        self.path = folder / "desk" / "desk.json"
        self.path.parent.mkdir()
        self.copy = folder / "copy"
        self.fault = fault
        self.kind = kind
        self.ledger = Ledger()
        self.confirmed = self.refused = 0
        self.storage: Any = None

    def run(self) -> None:
        files = open_files()
        with self.fault:
            for step in self.script:
                if not self.fault.fired:
                    left = 4
                if step == "open":
                    self._open()
                elif step == "checkpoint":
                    self._checkpoint()
                elif step == "close":
                    self.storage.close()
                else:
                    self._save(step)
                with self.fault.paused():
                    assert copied(self.storage.tables) == self.ledger.tables, (
                        "memory is not as told"
                    )
                    if self.fault.fired and left:
                        left -= 1
                        self._look_after_a_crash()
        self._look_at_the_end()
        assert open_files() == files, "a file was left open"
        shutil.rmtree(self.path.parent)

    def _open(self) -> None:
        while True:
            over = self.fault.is_over
            try:
                self.storage = self.kind(self.path)
                break
            except FileError:
                assert not over, "the fault is over"
        with self.fault.paused():
            assert self.ledger.is_kept(self.storage.tables), self.ledger.difference(
                self.storage.tables
            )
            self.ledger.tables = copied(self.storage.tables)
            self.ledger.refused.clear()
            assert self.storage.outside() is None, "nobody else was here"

    def _save(self, changes: Changes) -> None:
        """Save; where that is refused, go on with the next, as an editor would."""
        over = self.fault.is_over
        try:
            self.storage.commit(changes)
        except SaveError:
            if over:  # the fault is: this save had to be taken
                raise
            self.refused += 1
            self.ledger.refuse(changes)
        else:
            self.confirmed += 1
            self.ledger.confirm(changes)

    def _checkpoint(self) -> None:
        over = self.fault.is_over
        try:
            assert self.storage.checkpoint(), "nobody else was here"
            self.ledger.refused.clear()
        except OSError:
            assert not over, "the fault is over"

    def _look_after_a_crash(self) -> None:
        self._look(copy_desk(self.path, self.copy))

    def _look_at_the_end(self) -> None:
        self._look_after_a_crash()
        with contextlib.closing(DeskStorage(self.path)) as storage:
            self.ledger.confirm({})
            storage.commit({"bài": {"99": document(99)}})
            assert storage.checkpoint()
        beside = {path.name for path in self.path.parent.iterdir()}
        assert not [name for name in beside if name.startswith(".") or "-2" in name], beside
        assert len(beside) <= 5, beside

    def _look(self, desk: Path) -> None:
        with contextlib.closing(DeskStorage(desk)) as storage:
            assert self.ledger.is_kept(storage.tables), self.ledger.difference(storage.tables)
            there = copied(storage.tables)
            false = [str(note) for note in storage.findings if not note.message.startswith(TORN)]
            assert not false, "nothing is damaged, and nobody else was here"
        assert self.ledger.is_kept(storage.tables)
        with contextlib.closing(DeskStorage(desk)) as storage:
            assert copied(storage.tables) == there


def calls_of_a_run(folder: Path, script: Script = SCRIPT) -> dict[str, int]:
    """How often the script makes each call when nothing fails."""
    counting = Fault("os.open")
    run = Run(folder, counting, script=script)
    run.run()
    assert run.refused == 0
    return {call: count for call, count in counting.counts.items() if count}


def all_of(
    folder: Path,
    call: str,
    *,
    kind: Callable[..., Any] = DeskStorage,
    script: Script = SCRIPT,
    codes: tuple[int, ...] = CODES,
    times: tuple[int, ...] = (1,),
    style: str = "refused",
) -> Iterator[Run]:
    """Run the script for every k of a call, and every way of failing."""
    count = calls_of_a_run(folder, script).get(call, 0)
    assert count, f"{call} is not made at all"
    for code in codes:
        for often in times:
            for nth in range(1, count + 1):
                fault = Fault(call, nth, code, often, style)
                run = Run(folder, fault, kind, script)
                try:
                    run.run()
                except BaseException as error:
                    error.add_note(f"where this failed: {fault}")
                    raise
                finally:
                    for left in (run.path.parent, run.copy):
                        shutil.rmtree(left, ignore_errors=True)
                assert fault.fired, f"{fault} was never met"
                yield run


def told(runs: list[Run]) -> None:
    """Say how much was tried (`-s` shows it)."""
    confirmed, refused = (
        sum(getattr(run, name) for run in runs) for name in ("confirmed", "refused")
    )
    print(f"{len(runs)} runs, {confirmed} saves confirmed, {refused} refused")


USED = [
    *("os.write", "os.pwrite", "os.fsync", "os.fdatasync", "os.replace", "os.link", "os.open"),
    *("os.ftruncate", "os.unlink", "os.stat", "os.fstat", "os.pread", "os.close"),
    *("os.scandir", "fcntl.flock", "io.open"),
]


def test_no_call_is_forgotten(fast):
    """The lists below name every call that the script makes."""
    assert {*calls_of_a_run(fast), *calls_of_a_run(fast, AND_BACK)} == {*USED}
    assert {"os.rename", "os.chmod"} <= {*CALLS}  # they are counted, and never made


@pytest.mark.parametrize("call", USED)
def test_each_call_fails_once_and_three_times(fast, call):
    rest = call in USED[9:]
    told([*all_of(fast, call, codes=(errno.EIO,), times=(1,) if rest else (1, 3))])


@pytest.mark.slow
@pytest.mark.parametrize("call", USED)
def test_each_call_fails_in_every_way(fast, call):
    told([*all_of(fast, call, times=(1, 2, 3, 5, 20))])


@pytest.mark.parametrize("call", ["os.pwrite", "os.write"])
def test_a_write_takes_half_and_then_fails(fast, call):
    told([*all_of(fast, call, codes=(errno.EIO, errno.ENOSPC), times=(1, 2), style="torn")])


@pytest.mark.parametrize("call", ["os.pwrite", "os.write"])
def test_a_write_that_takes_half_is_no_failure(fast, call):
    runs = [*all_of(fast, call, codes=(errno.EIO,), times=(1, 30), style="short")]
    assert not sum(run.refused for run in runs)


@pytest.mark.parametrize(
    "call",
    [
        "os.fsync",
        "os.fdatasync",
        *("os.link", "os.unlink", "os.ftruncate"),
        "os.replace",
    ],
)
def test_a_call_does_its_work_and_yet_fails(fast, call):
    """What a network drive does when only the answer is lost; a sync may have reached the disk."""
    told([*all_of(fast, call, codes=(errno.EIO,), times=(1, 2, 5), style="done")])


@pytest.mark.slow
@pytest.mark.parametrize("style", ["refused", "done"])
def test_each_call_fails_where_a_change_is_taken_back(fast, style):
    for call in ("os.write", "os.pwrite", "os.fsync", "os.fdatasync", "os.replace", "os.unlink"):
        how = {"script": AND_BACK, "codes": (errno.EIO,), "times": (1, 2, 5), "style": style}
        told([*all_of(fast, call, **how)])


# --- smallest cases of what the runs above have found


def test_a_change_that_was_taken_back_is_no_damage(tmp_path):
    """Two checkpoints with the same bytes: the newer journal is the one that counts."""
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    storage.checkpoint()
    storage.commit({"bài": {"1": document(2)}})
    storage.commit({"bài": {"1": document(1)}})
    storage.checkpoint()
    storage.commit({"bài": {"1": document(3)}})
    desk = copy_desk(storage.path, tmp_path / "killed")
    storage.close()
    with contextlib.closing(DeskStorage(desk)) as again:
        assert again.tables == {"bài": {"1": document(3)}}
        assert again.findings == ()


def test_what_was_refused_does_not_come_back_after_a_checkpoint(tmp_path, monkeypatch):
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})

    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fdatasync", failing)
    with pytest.raises(SaveError):
        storage.commit({"bài": {"1": document(2)}})
    monkeypatch.undo()
    assert storage.checkpoint()
    storage.close()
    with contextlib.closing(DeskStorage(tmp_path / "desk.json")) as again:
        assert again.tables == {"bài": {"1": document(1)}}


def test_what_was_refused_does_not_come_back_when_the_desk_is_made_anew(tmp_path, monkeypatch):
    path = tmp_path / "desk.json"
    storage = DeskStorage(path)
    storage.commit({"bài": {"1": document(1)}})

    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fdatasync", failing)
    with pytest.raises(SaveError):
        storage.commit({"bài": {"1": document(2)}})
    monkeypatch.undo()
    assert storage.checkpoint()
    storage.close()
    status = path.stat()
    path.write_bytes(path.read_bytes()[:-5])
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    with contextlib.closing(DeskStorage(path)) as again:
        assert again.findings
        assert again.tables == {"bài": {"1": document(1)}}


def test_its_own_file_is_never_taken_for_another_programs(tmp_path, monkeypatch):
    storage = DeskStorage(tmp_path / "desk.json")
    storage.commit({"bài": {"1": document(1)}})
    storage.commit({"bài": {"1": document(2)}})
    real = os.replace

    def done_and_failed(old: Path, new: Path) -> None:
        real(old, new)
        if Path(new).name == "desk.json":
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.replace", done_and_failed)
    with pytest.raises(OSError, match="Input/output"):
        storage.checkpoint()
    monkeypatch.undo()
    assert not storage.is_outside_waiting
    assert storage.checkpoint()
    storage.close()


# --- the harness must find what is wrong


def finds(folder: Path, calls: list[str], **how: Any) -> str:
    """What the harness has against a storage."""
    for call in calls:
        try:
            for _ in all_of(folder, call, codes=(errno.EIO,), **how):
                pass
        except AssertionError as error:
            return str(error)
    return ""


def test_a_storage_that_takes_no_notice_of_a_failed_sync_is_found(fast, monkeypatch):
    real = atomic.sync

    def careless(handle: int, *, data_only: bool = False) -> None:
        with contextlib.suppress(OSError):
            real(handle, data_only=data_only)

    monkeypatch.setattr(journal, "sync", careless)
    assert "→ None" in finds(fast, ["os.fdatasync"])


def test_a_storage_that_changes_memory_first_is_found(fast):
    class MemoryFirst(DeskStorage):
        def commit(self, changes: Changes) -> None:
            apply(changes, self.tables)
            super().commit(changes)

    for call in ("os.pwrite", "os.fdatasync", "os.replace"):
        how = {"kind": MemoryFirst, "times": (2,)}
        assert "memory is not as told" in finds(fast, [call], **how), call


def test_a_storage_that_goes_on_in_the_old_journal_is_found(fast):
    """The mistake of an earlier design: behind the rename, only the new journal counts."""

    class GoesOn(DeskStorage):
        def _put_in_place(self, *arguments: Any) -> None:
            before = self._journal
            try:
                super()._put_in_place(*arguments)
            except OSError:
                if before:
                    scan = journal.scan(before.path.read_bytes())
                    self._journal = Journal.reopen(before.path, before.number, scan)
                    self._is_given_up = False
                raise

    assert finds(fast, ["os.fsync"], kind=GoesOn)


def test_a_storage_that_lets_other_errors_out_is_found(fast):
    class Bare(DeskStorage):
        def commit(self, changes: Changes) -> None:
            self._append(journal.encode_save(self._saved + 1, changes))
            self._saved += 1
            apply(changes, self.tables)

    with pytest.raises(OSError, match="Input/output"):
        finds(fast, ["os.replace"], kind=Bare, times=(2,))
