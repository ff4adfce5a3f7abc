"""What the fault tests share: system calls that fail, and a ledger of what was promised."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from store.errors import SaveError
from store.file import journal
from store.file.journal import Changes, Documents
from store.file.storage import DeskStorage

ROOT = Path(__file__).resolve().parents[2]

CODES = (errno.EIO, errno.ENOSPC, errno.EINTR)

CALLS: dict[str, tuple[ModuleType, str]] = {
    **{
        f"os.{name}": (os, name)
        for name in (
            *("write", "pwrite", "fsync", "fdatasync", "replace", "link", "open", "ftruncate"),
            *("unlink", "rename", "chmod", "stat", "fstat", "pread", "close", "scandir"),
        )
    },
    "fcntl.flock": (fcntl, "flock"),
    "io.open": (io, "open"),
}
"""What a desk asks of the system (`io.open` is what `Path.open` and `Path.read_bytes` call)."""


@pytest.fixture
def fast() -> Iterator[Path]:
    """A folder in memory where there is one: these tests bring their own idea of a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def document(number: int, size: int = 40) -> bytes:
    """A document of some `size` that tells which save it is of, so that halves are seen."""
    text = f"Tổ may số {number} tặng quà. "
    return json.dumps(
        {"n": number, "text": (text * (size // len(text) + 1))[:size], "end": number},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def copied(tables: Documents) -> Documents:
    """The tables, to be changed; those without a document do not count."""
    return {name: dict(table) for name, table in tables.items() if table}


def put(tables: Documents, changes: Changes) -> Documents:
    """What the tables are after a save; the tests' own idea of it."""
    after = copied(tables)
    for name, documents in changes.items():
        for key, text in documents.items():
            if text is None:
                after.get(name, {}).pop(key, None)
            else:
                after.setdefault(name, {})[key] = text
    return copied(after)


def copy_desk(path: Path, to: Path) -> Path:
    """Copy a desk with all that lies beside it, dates included: what kill -9 would leave now."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(path.parent, to)
    return to / path.name


def open_files() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0


class Fault:
    """A system call that fails when it is made for the nth time, while the `with` block lasts.

    Syncs are ours: one that fails drops what was written since the last one that did not, as
    Linux may (fsyncgate); so a storage that takes no notice of it loses something.

    Args:
        call: which one, of `CALLS`.
        nth: the first that fails; 0 to only count.
        code: how.
        times: how many fail, from the nth on.
        style: what it does before it fails: `refused` nothing, `torn` writes half, `done` all;
            or `short`: it does not fail, but takes half of the bytes.
    """

    def __init__(
        self, call: str, nth: int = 0, code: int = errno.EIO, times: int = 1, style: str = "refused"
    ) -> None:
        self.call, self.nth, self.code, self.times, self.style = call, nth, code, times, style
        self.counts = dict.fromkeys(CALLS, 0)
        self.fired = 0
        self._paused = False
        self._synced: dict[tuple[int, int], bytes] = {}
        self._patch = pytest.MonkeyPatch()
        self._real = {name: getattr(*place) for name, place in CALLS.items()}

    def __str__(self) -> str:
        code = errno.errorcode[self.code]
        return f"{self.call} {self.nth}.–{self.nth + self.times - 1}. {code} {self.style}"

    @property
    def is_over(self) -> bool:
        """Whether all that were to fail have."""
        return self.fired >= self.times

    def __enter__(self) -> Fault:
        for name, (module, attribute) in CALLS.items():
            self._patch.setattr(module, attribute, self._wrapped(name))
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Let every call work, and count none."""
        before, self._paused = self._paused, True
        try:
            yield
        finally:
            self._paused = before

    def _wrapped(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def call(*arguments: Any, **options: Any) -> Any:
            if self._paused:
                return None if "sync" in name else real(*arguments, **options)
            self.counts[name] += 1
            if (
                name == self.call
                and self.nth
                and self.counts[name] >= self.nth
                and self.fired < self.times
            ):
                self.fired += 1
                return self._fail(name, real, arguments, options)
            if "sync" in name:
                return self._sync(arguments[0])
            return real(*arguments, **options)

        return call

    def _fail(self, name: str, real: Callable[..., Any], arguments: Any, options: Any) -> Any:
        if "write" in name and self.style in ("torn", "short"):
            handle, data, *place = arguments
            taken = real(handle, data[: (len(data) + 1) // 2], *place)
            if self.style == "short":
                return taken
        elif name == "os.close" or (self.style == "done" and "sync" not in name):
            # a close that fails has closed
            real(*arguments, **options)
        if "sync" in name and self.style != "done":
            self._drop(arguments[0])
        raise OSError(self.code, os.strerror(self.code))

    def _sync(self, handle: int) -> None:
        with self.paused():
            status = os.fstat(handle)
            if stat.S_ISREG(status.st_mode):
                self._synced[status.st_dev, status.st_ino] = self._bytes(handle)

    def _drop(self, handle: int) -> None:
        """Forget what was not synced."""
        with self.paused():
            status = os.fstat(handle)
            if stat.S_ISREG(status.st_mode):
                there = self._synced.get((status.st_dev, status.st_ino), b"")
                # /proc: our handle may be for writing only
                with Path(f"/proc/self/fd/{handle}").open("r+b") as file:
                    file.truncate(0)
                    file.write(there)

    @staticmethod
    def _bytes(handle: int) -> bytes:
        return Path(f"/proc/self/fd/{handle}").read_bytes()


class Ledger:
    """What a desk has promised: the saves it confirmed, and those it refused since."""

    def __init__(self) -> None:
        self.tables: Documents = {}
        self.refused: list[Changes] = []

    def confirm(self, changes: Changes) -> None:
        """A save has been confirmed."""
        self.tables = put(self.tables, changes)
        self.refused.clear()

    def refuse(self, changes: Changes) -> None:
        """A save has been refused: it is not in memory. After a crash it may be there, whole, until
        something is saved after it."""
        self.refused.append(changes)

    def is_kept(self, tables: Documents) -> bool:
        """Tell whether a desk that was opened anew shows what it may."""
        return copied(tables) in [
            self.tables,
            *(put(self.tables, changes) for changes in self.refused),
        ]

    def difference(self, tables: Documents) -> str:
        """Say what is not as promised, for a failing test."""
        there = copied(tables)
        return "; ".join(
            f"{name}/{key}: {str(self.tables.get(name, {}).get(key))[:60]} → "
            f"{str(there.get(name, {}).get(key))[:60]}"
            for name in sorted({*self.tables, *there})
            for key in sorted({*self.tables.get(name, {}), *there.get(name, {})})
            if self.tables.get(name, {}).get(key) != there.get(name, {}).get(key)
        )


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals that are made longer often, so that there is more to fail."""
    monkeypatch.setattr(journal, "_AHEAD", 4096)


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python that runs `script`, with pipes to it."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


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


def saved(storage: DeskStorage, number: int) -> bool:
    """Try to save a document; return whether it was saved."""
    try:
        storage.commit({"bài": {str(number): document(number)}})
    except SaveError:
        return False
    return True
