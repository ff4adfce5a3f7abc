"""What the tests of the desk file share; the storage below has more (`tests.faults`)."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import Desk, DeskError

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let each write beyond `size` bytes fail, as on a full disk, by the system's own means."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def failing(*names: str, code: int = errno.EIO) -> Iterator[None]:
    """Let all calls of these functions of `os` fail; at least one must be made."""
    calls = 0

    def fail(*_: object, **__: object) -> None:
        nonlocal calls
        calls += 1
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(os, name, fail)
        yield
    assert calls, "the fault was never met"


def lies_there(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, but for the locks."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def status(path: Path) -> tuple[int, ...]:
    """Return what tells whether a file was touched; not when it was read."""
    found = path.stat()
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def journals(desk: Path) -> int:
    """Return how many bytes of saves lie in the journals of a desk."""
    files = desk.parent.glob(f"{desk.name}.j-*")
    return sum(len(path.read_bytes().rstrip(b"\0")) for path in files)


def beside(desk: Path) -> list[str]:
    """Return what lies in the folder of a desk, but for what belongs to it."""
    own = re.compile(re.escape(desk.name) + r"(\.lock|\.prev|\.j-[0-9]{6}|\.backups)?")
    return sorted(p.name for p in desk.parent.iterdir() if not own.fullmatch(p.name))


def in_file(path: Path) -> list[str]:
    """Return the headlines that stock TinyDB finds in a desk file."""
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return [document["headline"] for document in stock.table("articles")]


def headlines(desk: Desk) -> list[str]:
    return [article.headline for article in desk.articles]


def one_sentence(error: DeskError) -> str:
    text = str(error)
    assert "\n" not in text
    assert text.endswith(".")
    assert "Traceback" not in text
    assert not re.search("{[a-z]", text)
    return text


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python that runs `script`, with pipes to it."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
