"""Damage to each file of a desk: noticed always, and undone wherever something is left to do it.

Zeros from the end of a line to the end of the newest journal cannot be told from fewer saves, in a
copy of a desk (where it lies as it was written, the lock file tells: `test_cut_journals`). That is
the one exception, and it is counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tinydb import TinyDB

from store.errors import FileError
from store.file import checkpoint, journal
from store.file.journal import Documents
from store.file.storage import DeskStorage

from .faults import copied, copy_desk, document
from .faults import fast as fast

FILES = ("desk", "newest", "older", "prev")
KINDS = ("bit", "zeros", "random", "cut", "cut behind a line", "emptied")


class Template(NamedTuple):
    """A desk that was killed, and what must be found in it."""

    path: Path
    tables: Documents
    whole: bytes
    """The bytes of its checkpoint, once everything is in it."""
    files: dict[str, Path]


def template(folder: Path, seed: int, *, documents: int, saves: int) -> Template:
    """Make a desk of several generations, with some saves in the newest journal, and kill it."""
    chance = random.Random(seed)
    made = folder / "made" / "desk.json"
    made.parent.mkdir(parents=True)
    storage = DeskStorage(made)
    number = 0

    def save() -> None:
        nonlocal number
        number += 1
        key = str(chance.randrange(documents))
        changes = {"bài": {key: document(number, chance.randrange(50, 1500))}}
        if chance.random() < 0.2:
            changes["bài"][str(chance.randrange(documents))] = None
        if chance.random() < 0.3:
            changes["việc"] = {str(chance.randrange(9)): document(number)}
        storage.commit(changes)

    for number in range(documents):
        storage.commit({"bài": {str(number): document(number, chance.randrange(200, 1500))}})
    for _ in range(3):
        for _ in range(saves):
            save()
        storage.checkpoint()
    for _ in range(saves):
        save()
    tables = copied(storage.tables)
    whole = b"".join(checkpoint.Encoded(storage.tables))
    path = copy_desk(made, folder / f"desk-{seed}")
    storage.close()
    shutil.rmtree(made.parent)
    older, newest = list(journal.journals(path).values())[-2:]
    before = path.with_name(path.name + ".prev")
    return Template(
        path, tables, whole, {"desk": path, "newest": newest, "older": older, "prev": before}
    )


def damaged(data: bytes, kind: str, chance: random.Random) -> bytes:
    """The bytes of a file after damage at a random place; other ones than before."""
    written = len(data.rstrip(b"\0"))
    place = chance.randrange(written)
    if kind == "bit":
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if kind == "cut":
        return data[:place]
    if kind == "cut behind a line":
        lines = data[:written].count(b"\n")
        kept = chance.randrange(lines) if lines else 0
        return b"".join(data.splitlines(keepends=True)[:kept])
    if kind == "emptied":
        return b""
    size = 4096 if kind == "zeros" else 512
    place = place // size * size if chance.random() < 0.5 else place
    piece = bytes(size) if kind == "zeros" else chance.randbytes(size)
    return data[:place] + piece[: len(data) - place] + data[place + size :]


def cannot_be_told(before: bytes, after: bytes) -> bool:
    """Whether zeros stand for the last saves of a journal, and nothing else has changed."""
    lines = after.rstrip(b"\0")
    is_less = len(lines) < len(before.rstrip(b"\0")) and before.startswith(lines)
    return is_less and lines.endswith(b"\n") and len(lines) < len(after)


class Damages:
    """Does one damage after the other, and counts what comes of them."""

    def __init__(self, folder: Path, *, edited: bool) -> None:
        self.folder = folder
        self.edited = edited
        self.counts: dict[tuple[str, str], Counter[str]] = {}
        self.wrong: list[str] = []

    def do(self, desk: Template, file: str, kind: str, seed: int) -> str:
        """Damage a file of a copy of the desk, open that, and say what came of it."""
        chance = random.Random(f"{file} {kind} {seed}")
        path = copy_desk(desk.path, self.folder / "harmed")
        target = path.with_name(desk.files[file].name)
        before = target.read_bytes()
        date = target.stat().st_mtime_ns
        after = damaged(before, kind, chance)
        with target.open("r+b") as handle:  # in place: two names of one file share it
            handle.truncate(0)
            handle.write(after)
        date += 10**9 * chance.randrange(1, 10**6) if self.edited else 0
        os.utime(target, ns=(date, date))
        what = f"{file} {kind} {seed}"
        if after == before:
            came = "no damage"
        elif file == "newest" and cannot_be_told(before, after):
            came = "cannot be told"
        else:
            came = self._look(desk, path, what)
            if file == "desk" and not self.edited and came == "exact":
                self._look_at_the_files(desk, path, after, what)
        self.counts.setdefault((file, kind), Counter())[came] += 1
        return came

    def _look(self, desk: Template, path: Path, what: str) -> str:
        try:
            storage = DeskStorage(path)
        except FileError as error:
            sentence = str(error)
            assert sentence.endswith(".")
            assert "\n" not in sentence
            return "refused"
        with contextlib.closing(storage):
            is_exact = copied(storage.tables) == desk.tables
            is_told = bool(storage.findings)
            theirs = storage.outside()
            if theirs is not None and what.startswith("desk") and self.edited:
                is_ours = is_exact and theirs.base is not None and storage.findings
                came = "theirs, ours exact" if is_ours else "SILENT"
            elif theirs is not None:
                came = "TAKEN FOR AN EDIT"
            elif is_exact:
                came = "exact"
            else:
                came = "told" if is_told else "SILENT"
            if came.isupper():
                self.wrong.append(f"{what}: {came}")
            for text in storage.tables.get("bài", {}).values():
                assert isinstance(json.loads(text), dict), what
            left = copied(storage.tables)
        with contextlib.closing(DeskStorage(path)) as again:
            assert copied(again.tables) == left, what
        return came

    def _look_at_the_files(self, desk: Template, path: Path, after: bytes, what: str) -> None:
        """The checkpoint is the same to the byte; the damaged file is kept."""
        assert path.read_bytes() == desk.whole, what
        (kept,) = path.parent.glob("desk.json.damaged-*")
        assert kept.read_bytes() == after, what

    def share(self, came: str, file: str, kind: str) -> float:
        counts = self.counts[file, kind]
        return counts[came] / (counts.total() - counts["cannot be told"] - counts["no damage"])

    def table(self) -> str:
        """What came of it all, for people (`pytest -s`)."""
        names = sorted({came for counts in self.counts.values() for came in counts})
        lines = [" | ".join(["", "edited" if self.edited else "bit rot", *names, ""]).strip()]
        for (file, kind), counts in self.counts.items():
            lines.append(" | ".join(["", f"{file} {kind}", *(str(counts[n]) for n in names), ""]))
        return "\n".join(lines)


@pytest.fixture
def desks(fast: Path) -> list[Template]:
    """Desks large and small: of one, a block of 4 KiB is all of the newest journal."""
    return [
        template(fast, 1, documents=40, saves=25),
        template(fast, 2, documents=12, saves=4),
        template(fast, 3, documents=90, saves=60),
        template(fast, 4, documents=15, saves=2),
    ]


def all_damages(folder: Path, desks: list[Template], each: int, *, edited: bool) -> Damages:
    damages = Damages(folder, edited=edited)
    for file in FILES:
        for kind in KINDS:
            for seed in range(each):
                damages.do(desks[seed % len(desks)], file, kind, seed)
    print(f"\n{damages.table()}")
    return damages


def look_at(damages: Damages) -> None:
    """Hold what came of it against what is promised."""
    assert damages.wrong == []
    for kind in KINDS:
        assert set(damages.counts["prev", kind]) <= {"exact", "no damage"}, "a spare is a spare"
        assert set(damages.counts["older", kind]) <= {"exact", "no damage"}, "a spare is a spare"
        came = set(damages.counts["desk", kind]) - {"no damage"}
        assert came <= ({"exact", "theirs, ours exact"} if damages.edited else {"exact"})
    assert damages.share("exact", "newest", "bit") >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("edited", [False, True], ids=["bit rot", "edited"])
def test_no_damage_is_silent(fast, desks, edited):
    look_at(all_damages(fast, desks, 60, edited=edited))


@pytest.mark.parametrize("edited", [False, True], ids=["bit rot", "edited"])
@pytest.mark.parametrize("file", ["desk", "older", "prev"])
def test_what_lies_there_twice_is_made_anew(fast, desks, file, edited):
    damages = Damages(fast, edited=edited)
    for kind in KINDS:
        for seed in range(20):
            damages.do(desks[seed % len(desks)], file, kind, seed)
    assert damages.wrong == []
    came = {came for counts in damages.counts.values() for came in counts}
    assert came <= {"exact", "no damage"} | ({"theirs, ours exact"} if edited else set())


def test_one_wrong_bit_in_the_newest_journal_is_mended(fast, desks):
    damages = Damages(fast, edited=False)
    for seed in range(100):
        damages.do(desks[seed % len(desks)], "newest", "bit", seed)
    assert damages.wrong == []
    assert damages.share("exact", "newest", "bit") >= 0.95


@pytest.mark.parametrize("left", [0, 1, 100], ids=["nothing", "one letter", "half a header"])
@pytest.mark.parametrize("generations", [1, 3])
def test_a_newest_journal_in_which_nothing_can_be_read_is_told(tmp_path, generations, left):
    storage = DeskStorage(tmp_path / "desk.json")
    for number in range(generations):
        storage.commit({"bài": {"1": document(number)}})
        storage.checkpoint()
    storage.commit({"bài": {"1": document(99)}})
    path = copy_desk(storage.path, tmp_path / "killed")
    storage.close()
    newest = list(journal.journals(path).values())[-1]
    newest.write_bytes(newest.read_bytes()[:left])
    with contextlib.closing(DeskStorage(path)) as storage:
        assert storage.findings
        assert storage.outside() is None, "nobody else was here"


@pytest.mark.parametrize("second", ["newest", "older", "prev"])
def test_two_files_damaged_at_once_are_never_silent(fast, desks, second):
    """Not promised to be exact, but to be told."""
    exact = told = 0
    for seed in range(60):
        desk = desks[seed % len(desks)]
        chance = random.Random(f"{second} {seed}")
        path = copy_desk(desk.path, fast / "harmed")
        for file in ("desk", second):
            target = path.with_name(desk.files[file].name)
            date, data = target.stat().st_mtime_ns, target.read_bytes()
            target.write_bytes(damaged(data, chance.choice(KINDS), chance))
            os.utime(target, ns=(date, date))
        try:
            storage = DeskStorage(path)
        except FileError:
            told += 1
            continue
        with contextlib.closing(storage):
            is_exact = copied(storage.tables) == desk.tables
            assert is_exact or storage.findings, seed
            exact += is_exact
            told += not is_exact
    print(f"desk and {second}: {exact} exact, {told} told")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", ["desk", "newest", "prev"])
def test_a_desk_that_was_closed_in_order_is_exact_again(fast, desks, file, kind):
    """Its newest journal has no saves, so nothing is in one place only."""
    for seed in range(12):
        path = copy_desk(desks[seed % len(desks)].path, fast / "closed")
        with contextlib.closing(DeskStorage(path)) as storage:
            tables = copied(storage.tables)
        newest = list(journal.journals(path).values())[-1]
        target = {"desk": path, "newest": newest, "prev": path.with_name("desk.json.prev")}[file]
        date, data = target.stat().st_mtime_ns, target.read_bytes()
        target.write_bytes(damaged(data, kind, random.Random(f"{file} {kind} {seed}")))
        os.utime(target, ns=(date, date))
        with contextlib.closing(DeskStorage(path)) as storage:
            assert copied(storage.tables) == tables, seed
            assert file != "desk" or storage.findings


def test_stock_tinydb_does_not_see_what_is_seen_here(fast, desks):
    """The control: the same damages to the same file."""
    counts: Counter[str] = Counter()
    for kind in KINDS:
        for seed in range(60):
            desk = desks[seed % len(desks)]
            before = desk.path.read_bytes()
            path = fast / "stock.json"
            path.write_bytes(damaged(before, kind, random.Random(f"desk {kind} {seed}")))
            with TinyDB(path, encoding="utf-8") as stock:
                try:
                    found = stock.storage.read() or {}
                    counts["exact" if found == json.loads(before) else "SILENT"] += 1
                except ValueError:
                    counts["refused"] += 1
    print(f"stock: {dict(counts)}")
    assert counts["exact"] == 0
    assert counts["SILENT"] > 60
    assert counts["refused"] > 60


def test_the_table_can_show_what_is_silent(fast, desks, monkeypatch):
    """The control: a desk that tells nothing fails the test above."""
    real = DeskStorage._show

    def mute(storage: DeskStorage, found: Any) -> None:
        real(storage, found)
        storage.findings = ()

    monkeypatch.setattr(DeskStorage, "_show", mute)
    damages = Damages(fast, edited=False)
    for seed in range(4):
        damages.do(desks[0], "newest", "zeros", seed)
    assert len(damages.wrong) == 4
