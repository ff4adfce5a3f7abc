"""Every state that a power cut may leave of a recorded run: what was acknowledged is there.

The run is 100 saves with checkpoints between and beside them, in three processes, of which two are
cut off, and one meets a failing disk. `tests.faults.replay` gives the states. Each is laid down and
opened as the next start would open it, and worked in.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from store.errors import FileError
from store.file import journal
from store.file.recovery import previous_path
from store.file.storage import DeskStorage
from tests.faults import replay, saver
from tests.faults.replay import FOLDER, Ack, Name, Operation, State, Sync, Write

ROOT = Path(__file__).resolve().parents[2]

DESK = "desk.json"

recorder = pytest.mark.skipif(bool(why := replay.why_not()), reason=why)


@pytest.fixture
def folder(tmp_path) -> Iterator[Path]:
    """An empty folder, in memory where that can be: nothing in it has to last."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as name:
        yield Path(name)


def a_run(place: Path, saves: int) -> list[Operation]:
    (place / "desk").mkdir()
    desk, acks = place / "desk" / DESK, place / "acks"
    program = [sys.executable, "-m", saver.__name__, "record", str(desk), str(acks), str(saves)]
    return replay.record(program, desk.parent, acks, place / "trace", cwd=ROOT)


class Judge:
    """Opens one state after the other and says what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[bytes, str] = {b"": ""}

    def verdict(self, state: State) -> str:
        """Say what is wrong; nothing where nothing is."""
        state.lay(self.folder)
        path = self.folder / DESK
        if wrong := self._stock(path, state):
            return wrong
        try:
            desk = DeskStorage(path)
        except FileError as error:
            return f"unreadable: {error}"
        number = saver.number_of(desk.tables)
        if number < state.acknowledged:
            return f"lost: {state.acknowledged - number}"
        if number > state.acknowledged + 1 or not saver.holds(desk.tables, number):
            return "mixed"
        if desk.outside():
            return "taken for somebody else's"
        return self._next_life(desk, number + 1)

    def _stock(self, path: Path, state: State) -> str:
        """Let stock TinyDB read the desk file, if it has not read these bytes before."""
        data = state.files.get(path.name, b"")
        if data not in self._read:
            try:
                tables = saver.read_by_stock(path)
                number = saver.number_of(tables)
                sound = number <= state.acknowledged + 1 and saver.holds(tables, number)
                self._read[data] = "" if sound else "stock reads a mixed file"
            except ValueError as error:
                self._read[data] = f"stock cannot read: {error}"
        return self._read[data]

    def _next_life(self, desk: DeskStorage, number: int) -> str:
        """Go on with a desk that was found: save, close, and look again."""
        desk.commit(saver.save(number))
        desk.close()
        if not saver.holds(saver.read_by_stock(desk.path), number):
            return "the next life loses it"
        again = DeskStorage(desk.path, read_only=True)
        if again.findings or not saver.holds(again.tables, number):
            return "the next life leaves it unsound"
        ours = {DESK, f"{DESK}.lock", previous_path(desk.path).name}
        left = {name for path in self.folder.iterdir() if (name := path.name) not in ours}
        # The journal, the one before it, and one that was cut off while it was made.
        if any(".j-" not in name for name in left) or len(left) > 3:
            return f"left behind: {sorted(left)}"
        return ""


def judged(states: Iterable[State], folder: Path) -> Counter[str]:
    """Count what is wrong, by its first word; the first of each is printed."""
    judge, counted = Judge(folder), Counter[str]()
    for state in states:
        verdict = judge.verdict(state)
        kind = verdict.partition(":")[0]
        if verdict and not counted[kind]:
            print(f"{state.acknowledged} acknowledged, after operation {state.how}: {verdict}")
        counted[kind] += 1
    return counted


@recorder
@pytest.mark.parametrize(
    ("saves", "least"),
    [
        pytest.param(12, 300, id="12 saves"),
        pytest.param(100, 1300, id="100 saves", marks=pytest.mark.slow),
        pytest.param(400, 5200, id="400 saves", marks=pytest.mark.nightly),
    ],
)
def test_no_power_cut_loses_or_mixes_what_was_acknowledged(saves, least, tmp_path, folder):
    operations = a_run(tmp_path, saves)
    assert sum(isinstance(op, Ack) for op in operations) == saves
    assert overtaken(operations) or saves < 100
    counted = judged(replay.states(operations, dates(operations)), folder)
    assert set(counted) == {""}, counted
    assert counted.total() >= least


def test_a_desk_that_is_again_what_it_was_keeps_its_newest_saves(tmp_path):
    """A text is changed and changed back, a checkpoint after each; then the power goes twice.

    Both times it brings back the oldest journal, whose deletion nobody has synced.
    """
    text, other = b'{"text":"as it was"}', b'{"text":"changed"}'
    path = tmp_path / "run" / DESK
    path.parent.mkdir()
    desk = DeskStorage(path)
    for document in (text, other, text):
        desk.commit({"articles": {"1": document}})
        assert desk.checkpoint()
        if document is other:
            oldest = {name: name.read_bytes() for name in path.parent.glob("*.j-*2")}
    path = cut(desk, tmp_path / "once", oldest)
    again = DeskStorage(path)
    assert again.tables["articles"] == {"1": text}
    again.commit({"articles": {"2": text}})
    last = DeskStorage(cut(again, tmp_path / "twice", oldest))
    for opened in (desk, again, last):
        opened.close()
    assert last.tables["articles"] == {"1": text, "2": text}


@pytest.mark.parametrize("length", [0, 12], ids=["not deleted for good", "cut off"])
def test_a_checkpoint_that_never_came_takes_nothing_along(tmp_path, length):
    """A text is changed and changed back, and the next checkpoint is cut off before its rename.

    Its journal lies there: half written, or its deletion after a failure was not synced.
    """
    path = tmp_path / "run" / DESK
    path.parent.mkdir()
    desk = DeskStorage(path)
    text = b'{"text":"as it was"}'
    desk.commit({"articles": {"1": text}})
    assert desk.checkpoint()
    for document in (b'{"text":"changed"}', text):
        desk.commit({"articles": {"1": document}})
    number, current = journal.journals(path).popitem()
    header = journal.scan(current.read_bytes()).header
    assert header
    newer = msgspec.structs.replace(
        header, number=number + 1, mtime_ns=header.mtime_ns + 10**9, follows=header.follows + 2
    )
    desk.commit({"articles": {"2": text}})  # beside the checkpoint, or after it has failed
    line = journal.encode_line(journal.encode_save(newer.follows + 1, {"articles": {"2": text}}))
    data = journal.encode_line(msgspec.json.encode(newer)) + line[:length]
    last = DeskStorage(cut(desk, tmp_path / "cut", {journal.path_of(path, number + 1): data}))
    for opened in (desk, last):
        opened.close()
    assert last.tables["articles"] == {"1": text, "2": text}


def cut(desk: DeskStorage, place: Path, back: Mapping[Path, bytes]) -> Path:
    """Return a copy of a desk in which some files are there again."""
    assert back
    shutil.copytree(desk.path.parent, place)
    for path, data in back.items():
        (place / path.name).write_bytes(data)
    return place / desk.path.name


def dates(operations: Iterable[Operation]) -> dict[int, int]:
    """Return the date of each checkpoint, by its inode, as the journal made after it names it."""
    draft, found, journals = FOLDER, {}, set[int]()
    for op in operations:
        if isinstance(op, Name) and op.name.endswith(".tmp"):
            draft = op.inode
        elif isinstance(op, Name) and ".j-" in op.name:
            journals.add(op.inode)
        elif isinstance(op, Write) and op.inode in journals and not op.place:
            header = journal.scan(op.data).header
            assert header
            found[draft] = header.mtime_ns
    return found


def overtaken(operations: Iterable[Operation]) -> int:
    """Count the checkpoints beside which saves went on, so that their journal begins with some."""
    return sum(
        isinstance(op, Write)
        and not op.place
        and b'"digest"' in op.data
        and op.data.count(b"\n") > 1
        for op in operations
    )


# --- the harness finds what it should


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> list[Operation]:
    return a_run(tmp_path_factory.mktemp("recorded"), 12)


def of_folder(sync: Sync, _: str) -> bool:
    return sync.inode == FOLDER


def of_lines(sync: Sync, _: str) -> bool:
    return sync.call == "fdatasync"


def of_drafts(_: Sync, name: str) -> bool:
    return name.endswith(".tmp")


def of_journals(sync: Sync, name: str) -> bool:
    return ".j-" in name and sync.call == "fsync"


@recorder
@pytest.mark.parametrize(
    ("is_left_out", "found"),
    [
        pytest.param(lambda *_: True, "lost", id="none at all"),
        pytest.param(of_folder, "lost", id="none of the folder"),
        pytest.param(of_lines, "lost", id="none of a save"),
        pytest.param(of_drafts, "stock cannot read", id="none of a whole file"),
        pytest.param(of_journals, "left behind", id="none of a new journal"),
    ],
)
def test_without_a_sync_it_is_found(is_left_out, found, recorded, folder):
    names = {op.inode: op.name for op in reversed(recorded) if isinstance(op, Name)}
    unsynced = replay.without(recorded, lambda op: is_left_out(op, names.get(op.inode, "")))
    assert unsynced != recorded
    judge = Judge(folder)
    verdicts = (
        judge.verdict(state).partition(":")[0] for state in replay.states(unsynced, dates(recorded))
    )
    assert found in verdicts


# --- the model


def left(*operations: Operation) -> set[tuple[int, str]]:
    """What may be left of some operations: acknowledged saves, and each file with its text."""
    return {
        (
            state.acknowledged,
            " ".join(
                f"{name}={data.decode('latin-1')}" for name, data in sorted(state.files.items())
            ),
        )
        for state in replay.states(operations)
    }


def made(name: str, inode: int, text: bytes, at: int) -> list[Operation]:
    """A file as it is made when all is done; `at` operations stand before."""
    return [
        Name(name, inode),
        Write(inode, 0, text),
        Sync(inode, at + 2, "fsync"),
        Sync(FOLDER, at + 3, "fsync"),
    ]


def test_a_file_that_nobody_synced_may_be_anything():
    text = b"ab" * 512
    kinds = {
        what: any(what == data for _, data in left(Name("a", 1), Write(1, 0, text)))
        for what in ("", "a=", f"a={text.decode()}", f"a={text.decode()[:512]}")
    }
    assert all(kinds.values()), kinds


def test_what_is_synced_stays():
    assert (1, "a=x") in left(*made("a", 1, b"x", 0), Ack(1))
    assert {text for acks, text in left(*made("a", 1, b"x", 0), Ack(1)) if acks} == {"a=x"}


def test_a_sync_says_nothing_of_what_came_after_it_began():
    early: list[Operation] = [
        Name("a", 1),
        Sync(FOLDER, 1, "fsync"),
        Write(1, 0, b"x"),
        Sync(1, 2, "fsync"),
        Ack(1),
    ]
    assert {"a=", "a=x"} <= {text for acks, text in left(*early) if acks}


def test_of_two_renames_either_may_be_lost():
    done = [
        *made("a", 1, b"x", 0),
        *made("b", 2, b"y", 4),
        Name("c", 1, "a"),
        Name("d", 2, "b"),
        Ack(1),
    ]
    assert {text for acks, text in left(*done) if acks} == {
        "a=x b=y",
        "b=y c=x",
        "a=x d=y",
        "c=x d=y",
    }


def test_of_two_writes_either_may_be_lost():
    done = [*made("a", 1, b"..", 0), Write(1, 0, b"1"), Write(1, 1, b"2"), Ack(1)]
    assert {text for acks, text in left(*done) if acks} == {"a=..", "a=1.", "a=.2", "a=12"}


def test_a_write_may_be_half_there():
    old, new = b"o" * 8192, b"n" * 8192
    texts = {text for _, text in left(*made("a", 1, old, 0), Write(1, 0, new))}
    assert f"a={'n' * 4096}{'o' * 4096}" in texts
    assert f"a={'o' * 4096}{'n' * 4096}" in texts
