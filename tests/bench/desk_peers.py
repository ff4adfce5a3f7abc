"""What the desk file is measured beside, each in a process of its own.

    python -m tests.bench.desk_peers TASK PEER FILE

Each line of input is an order, each line of output its answer, both in JSON. Between two orders a
process waits, so the other peers can be asked in turn and all meet the same noise of the machine.
As little as can be is imported here: what a process holds is measured too.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any, Final, Protocol

Answer = dict[str, Any]
NAP: Final = 0.002
"""Seconds that the main thread sleeps between two pieces of work, as if it waited for keys."""


def edited(dice: random.Random, text: str) -> str:
    """Edit a text in one place, as an editor does: a few words go, a few come."""
    words = text.split(" ")
    place = dice.randrange(len(words))
    gone, new = dice.randrange(4), dice.randint(1, 6)
    start = dice.randrange(len(words))
    words[place : place + gone] = words[start : start + new]
    return " ".join(words)


# ---------------------------------------------------------------------- saves


class Peer(Protocol):
    """Something that keeps articles on a disk."""

    def take(self, dice: random.Random) -> str:
        """Take one of the articles to work on, and return its text."""

    def save(self, text: str) -> None:
        """Save the article with that text; on the disk when it returns."""


class Toasoan:
    """The desk, through the door that the editor's autosave uses."""

    def __init__(self, path: Path, **options: Any) -> None:
        from store import open_desk

        self._path = path
        self.desk = open_desk(path, **options)
        self._articles = list(self.desk.articles)
        self._article = self._articles[0]

    def take(self, dice: random.Random) -> str:
        self._article = dice.choice(self._articles)
        return self._article.body

    def save(self, text: str) -> None:
        self.desk.records.change(self._article, body=text)

    def journal_bytes(self) -> int:
        from store.file.journal import journals

        return sum(len(file.read_bytes().rstrip(b"\0")) for file in journals(self._path).values())


class Stock:
    """TinyDB as it comes."""

    def __init__(self, path: Path) -> None:
        from tinydb import TinyDB

        self._table = TinyDB(path, encoding="utf-8").table("articles")
        self._ids = [document.doc_id for document in self._table]
        self._id = self._ids[0]

    def take(self, dice: random.Random) -> str:
        self._id = dice.choice(self._ids)
        document: Any = self._table.get(doc_id=self._id)
        return str(document["body"])

    def save(self, text: str) -> None:
        self._table.update({"body": text}, doc_ids=[self._id])


class Sqlite:
    """One row an article, its JSON in a column."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        import msgspec

        self._encode = msgspec.json.encode
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._ids = [row[0] for row in self._base.execute("SELECT id FROM articles ORDER BY place")]
        self._id = self._ids[0]
        self._document: dict[str, Any] = {}

    def take(self, dice: random.Random) -> str:
        self._id = dice.choice(self._ids)
        found = self._base.execute("SELECT json FROM articles WHERE id = ?", (self._id,))
        self._document = json.loads(found.fetchone()[0])
        return str(self._document["body"])

    def save(self, text: str) -> None:
        self._document["body"] = text
        new = self._encode(self._document).decode()
        self._base.execute("UPDATE articles SET json = ? WHERE id = ?", (new, self._id))


class Bare:
    """The floor: the text at the end of a file, and fdatasync."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def take(self, dice: random.Random) -> str:
        return " ".join(["đoàn"] * 685)

    def save(self, text: str) -> None:
        os.write(self._file, text.encode())
        os.fdatasync(self._file)


PEERS: Final[dict[str, Callable[[Path], Peer]]] = {
    "toasoan": Toasoan,
    "sqlite": Sqlite,
    "stock": Stock,
    "bare": Bare,
}


class Saves:
    """Saves of one article after the other; the order says how many of the next one."""

    def __init__(self, peer: str, path: Path) -> None:
        self._peer = PEERS[peer](path)
        self._device = path.parent.stat().st_dev
        self._dice = random.Random(3)

    def answer(self, order: int) -> Answer:
        text = self._peer.take(self._dice)
        first = self._save(text := edited(self._dice, text))
        device = written_to(self._device)
        rest = [self._save(text := edited(self._dice, text)) for _ in range(order - 1)]
        return {
            "first": first,
            "rest": rest,
            "device": (written_to(self._device) - device) / len(rest),
            "journal": self._peer.journal_bytes() if isinstance(self._peer, Toasoan) else 0,
        }

    def _save(self, text: str) -> Answer:
        written = _written()
        wall, cpu = perf_counter(), process_time()
        self._peer.save(text)
        cpu, wall = process_time() - cpu, perf_counter() - wall
        return {"ms": wall * 1000, "cpu": cpu * 1000, "written": _written() - written}


def _written() -> int:
    """Return how many bytes this process has handed to the system to write.

    Not `write_bytes`: new kernels count there the whole folio of which one block is dirty.
    """
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))


def written_to(device: int) -> int:
    """Return how many bytes the disk has been told to write, by anybody, since it started."""
    for line in Path("/proc/diskstats").read_text().splitlines():
        major, minor, _, *counts = line.split()
        if os.makedev(int(major), int(minor)) == device:
            return int(counts[6]) * 512
    return 0


# ---------------------------------------------------------------------- opening


class Opening:
    """Opening a desk and holding it; the answer comes once."""

    def __init__(self, peer: str, path: Path) -> None:
        self._open = {"toasoan": self._desk, "json": self._json, "stock": self._stock}[peer](path)
        self._held: Any = None

    def answer(self, order: int) -> Answer:
        wall, cpu = perf_counter(), process_time()
        self._held = self._open()
        cpu, wall = process_time() - cpu, perf_counter() - wall
        return {"ms": wall * 1000, "cpu": cpu * 1000, "count": len(self._held)}

    def _desk(self, path: Path) -> Callable[[], Any]:
        from store import open_desk

        return lambda: open_desk(path).articles

    def _json(self, path: Path) -> Callable[[], Any]:
        def load() -> Any:
            with path.open(encoding="utf-8") as file:
                return json.load(file)["articles"]

        return load

    def _stock(self, path: Path) -> Callable[[], Any]:
        from tinydb import TinyDB

        return lambda: TinyDB(path, encoding="utf-8").table("articles").all()


# ---------------------------------------------------------------------- checkpoints


def _checkpoint(path: Path, *, with_backup: bool) -> tuple[Toasoan, Callable[[], None]]:
    from store.file.backups import Keep

    peer = Toasoan(path, **({} if with_backup else {"keep": Keep(0, 0, 0)}))

    def work() -> None:
        import shutil

        shutil.rmtree(path.with_name(f"{path.name}.backups"), ignore_errors=True)
        before = path.stat().st_ino
        peer.desk.file.checkpoint()
        assert path.stat().st_ino != before, "there was nothing to do"

    return peer, work


def _whole_file(path: Path) -> Callable[[], None]:
    """Return what replaces a file in the simplest way."""
    data = json.loads(path.read_bytes())

    def work() -> None:
        _write(path, json.dumps(data, ensure_ascii=False).encode())

    return work


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _counting() -> None:
    """Keep the interpreter busy, and nothing else: what any thread costs the main one."""
    until = perf_counter() + 0.5
    while perf_counter() < until:
        pass


class Freezes:
    """What the main thread feels of the work of another one: how late it is at most."""

    def __init__(self, peer: str, path: Path) -> None:
        self._desk: Toasoan | None = None
        self._dice = random.Random(4)
        if peer.startswith("toasoan"):
            self._desk, self._work = _checkpoint(path, with_backup=peer.endswith("backup"))
        else:
            self._work = _whole_file(path) if peer == "dumps" else _counting

    def answer(self, order: int) -> Answer:
        if self._desk:
            self._desk.save(edited(self._dice, self._desk.take(self._dice)))
        until = perf_counter() + 0.5
        idle = self._latest(lambda: perf_counter() < until)
        thread = threading.Thread(target=self._work)
        start = perf_counter()
        thread.start()
        busy = self._latest(thread.is_alive)
        seconds = perf_counter() - start
        return {"idle": idle * 1000, "busy": busy * 1000, "seconds": seconds}

    def _latest(self, goes_on: Callable[[], bool]) -> float:
        """Nap and work a little in turn; return the longest delay of any turn, in seconds."""
        latest = 0.0
        while goes_on():
            start = perf_counter()
            sleep(NAP)
            _some_work()
            latest = max(latest, perf_counter() - start - NAP)
        return latest


def _some_work() -> int:
    """Work for a tenth of a millisecond or so."""
    return sum(len(str(number)) for number in range(500))


class Waits:
    """How long saves wait while another thread writes the whole desk."""

    def __init__(self, peer: str, path: Path) -> None:
        self._dice = random.Random(6)
        self._peer: Peer
        if peer == "toasoan":
            self._peer, self._work = _checkpoint(path, with_backup=False)
        else:
            data, target = path.read_bytes(), path.with_suffix(".whole")
            self._peer = PEERS[peer](path.with_suffix(f".{peer}"))
            self._work = lambda: _write(target, data)

    def answer(self, order: int) -> Answer:
        until = perf_counter() + 0.5
        quiet = self._waits(lambda: perf_counter() < until)
        thread = threading.Thread(target=self._work)
        thread.start()
        return {"quiet": quiet, "busy": self._waits(thread.is_alive)}

    def _waits(self, goes_on: Callable[[], bool]) -> list[float]:
        waits = []
        text = self._peer.take(self._dice)
        while goes_on():
            text = edited(self._dice, text)
            start = perf_counter()
            self._peer.save(text)
            waits.append((perf_counter() - start) * 1000)
            sleep(0.005)
        return waits


# ---------------------------------------------------------------------- revisions


class Revisions:
    """Revisions of one article after the other, each after a small edit."""

    def __init__(self, peer: str, path: Path) -> None:
        self._peer = Toasoan(path)
        self._dice = random.Random(8)

    def answer(self, order: int) -> Answer:
        """Make so many revisions; give of each the bytes in the history and the milliseconds."""
        import zlib

        import msgspec

        from store.articles.history import History, Why
        from store.json_documents import json_of

        text = self._peer.take(self._dice)
        article = self._peer._article
        history, size, made = History(article.id), 0, []
        for _ in range(order + 1):
            article = msgspec.structs.replace(article, body=text)
            start = perf_counter()
            history = history.added(
                article, why=Why.SAVE, who="editor", at=self._peer.desk.records.now()
            )
            took = (perf_counter() - start) * 1000
            start = perf_counter()
            self._peer.desk.records.change(article, body=text, why=Why.SAVE)
            saved = (perf_counter() - start) * 1000
            before, size = size, len(msgspec.json.encode(history))
            whole = len(zlib.compress(json_of(article), 9))
            made.append({"bytes": size - before, "whole": whole, "added": took, "saved": saved})
            text = edited(self._dice, text)
        return {"revisions": made, "history": size, "record": len(json_of(article))}


TASKS: Final[dict[str, Any]] = {
    "save": Saves,
    "open": Opening,
    "freeze": Freezes,
    "wait": Waits,
    "revise": Revisions,
}


def main() -> None:
    task, peer, path = sys.argv[1:]
    at_work = TASKS[task](peer, Path(path))
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(at_work.answer(json.loads(line))), flush=True)
    os._exit(0)  # without closing: nothing of that is measured, and the desk stays as it is


if __name__ == "__main__":
    main()
