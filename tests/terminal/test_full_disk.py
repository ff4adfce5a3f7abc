"""The app where one full disk holds all it writes: desk, index, temporary folders, home."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from store import Article, NewsItem, open_desk
from tests.terminal.term import TOASOAN, Terminal

pytestmark = pytest.mark.slow

DISK = "/var/tmp"
"""What becomes the small disk, and /tmp with it, for the app alone."""

SCRIPT = f"""
set -e
mount -t tmpfs -o size=5m tmpfs {DISK}
cp "$1" {DISK}/desk.json
mkdir {DISK}/home
mount --bind {DISK} /tmp
cd {DISK}
shift
exec env -u TMPDIR HOME={DISK}/home XDG_STATE_HOME={DISK}/home "$@"
"""


def why_not() -> str:
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return "a small disk in a mount namespace needs root"
    done = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return "mount namespaces are not permitted here" if done.returncode else ""


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A desk file with an article and some news."""
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        desk.records.add(Article(headline="Bài đang viết", body="Câu đầu."))
        desk.records.write(
            "", [NewsItem(headline=f"Làng chài {n}", summary="Sửa phao.") for n in range(20)]
        )
    return path


@pytest.fixture
def terminal(begun: Path, home: Path) -> Iterator[Terminal]:
    if reason := why_not():
        pytest.skip(reason)
    script = ["unshare", "-m", "sh", "-c", SCRIPT, "sh", str(begun)]
    command = [*script, *TOASOAN, "--desk", f"{DISK}/desk.json", "--lang", "en"]
    with Terminal(command, home, columns=150, lines=40) as found:
        yield found


def disk_of(terminal: Terminal) -> Path:
    """The disk as the app sees it."""
    return Path(f"/proc/{terminal.pid}/root{DISK}")


def fill(disk: Path) -> None:
    """Take all the room there is; also what the app has given back since."""
    size = 1 << 20
    with (disk / "ballast").open("ab", buffering=0) as file:
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


def has_room(disk: Path) -> bool:
    """Tell whether something was saved, and the journal has its room: the index has none."""
    return any(file.stat().st_size > 200_000 for file in disk.glob("*.j-*"))


def words(number: int) -> str:
    """5 KB of syllables that stand nowhere else: an index grows by each of them."""
    draw = random.Random(number)
    return " ".join("".join(draw.choices("bcdghklmnpqrstvxaeiouy", k=6)) for _ in range(700))


def paste(terminal: Terminal, text: str) -> None:
    """Paste as a terminal does, each mark in one piece."""
    for piece in (b"\x1b[200~", text.encode(), b"\x1b[201~"):
        terminal.send(piece)
        terminal.pump(0.05)


def body_of(disk: Path, copy: Path) -> str:
    """What the next start would find, were the app killed now."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(disk, copy, ignore=shutil.ignore_patterns("home", "*.index*", "toasoan-*"))
    with open_desk(copy / "desk.json") as desk:
        assert desk.file.findings() == []
        (article,) = desk.articles
        return article.body


def test_the_app_lives_on_a_disk_that_is_full_and_saves_when_there_is_room(terminal, tmp_path):
    terminal.wait_for("Bài đang viết", timeout=60)
    terminal.press("enter")
    terminal.wait_for("Câu đầu.", timeout=60)
    terminal.press("ctrl+end")
    terminal.settle()
    disk = disk_of(terminal)
    paste(terminal, " Câu hai.")
    terminal.wait_for(lambda _: has_room(disk), timeout=60)
    terminal.settle(1)
    fill(disk)
    for number in range(100):  # the journal has room of its own for some
        paste(terminal, f"Đoạn {number}. Sửa phao ở làng chài. {words(number)}\n\n")
        with suppress(AssertionError):
            terminal.wait_for("NOT SAVED", timeout=1)
            break
    terminal.wait_for("NOT SAVED", timeout=60)
    terminal.settle()
    terminal.press("alt+g")  # the search, whose index has no room either
    terminal.wait_for("What are you looking for?", timeout=60)
    fill(disk)
    terminal.press(*"lang chai")
    terminal.wait_for("results", timeout=60)
    terminal.settle()
    terminal.press("escape")
    terminal.wait_for("Sign-off", timeout=60)
    terminal.settle()
    fill(disk)
    paste(terminal, "XONG")
    terminal.settle(1)  # what is related to what was typed is looked up meanwhile
    fill(disk)
    paste(terminal, "HẾT")
    terminal.wait_for("NOT SAVED", timeout=60)
    (disk / "ballast").unlink()
    terminal.wait_for(lambda screen: "NOT SAVED" not in screen, timeout=60)
    for _ in range(60):  # what was typed last is saved two seconds later at the most
        body = body_of(disk, tmp_path / "copy")
        if body.endswith("XONGHẾT"):
            break
        terminal.pump(0.5)
    assert body.endswith("XONGHẾT"), body[-100:]
    assert f"Đoạn {number}." in body
    assert not list(disk.rglob("crash-*"))
    terminal.press("ctrl+q")
    assert terminal.wait_end(30) == 0
