"""Saves that say what they are, and programs that make them: to be killed, or to be recorded.

Save number n is the same bytes every time: one unit over two tables, with n in every document it
puts. So of any desk it can be told which save it stands at, and whether it is mixed.

    python -m tests.faults.saver spawn                 a child a line of standard input, to kill
    python -m tests.faults.saver record DESK ACKS N    N saves in three lives, for strace
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

from tinydb.storages import JSONStorage

from store.file import journal
from store.file.storage import DeskStorage

Tables = dict[str, dict[str, bytes]]
Changes = dict[str, dict[str, bytes | None]]

TABLES: Final = {"articles": 7, "links": 11}
"""How many documents each table has at most: every id is put again after so many saves."""

_FIRST_ID: Final = 10**15

_TEXT: Final = (
    'Công đoàn khu Bắc tặng 1.250 vé xe – “về quê”, chị nói: "đủ cả".\n\t'
    "Chữ\u2028dòng\xa0khác \U0001f69a e\u0323\u0302 }}\\n{\0\x7f,"
) * 300

# --- the saves


@lru_cache(maxsize=1024)
def save(number: int) -> Changes:
    """What save `number` puts: a document in each table; some take others away."""
    draw = random.Random(number)
    changes: Changes = {}
    for name, count in TABLES.items():
        changes[name] = {_id(number % count): _document(number, draw)}
        if draw.random() < 0.3:
            changes[name][_id((number + draw.randrange(1, count)) % count)] = None
    return changes


def _id(place: int) -> str:
    return str(_FIRST_ID + place)


def _document(number: int, draw: random.Random) -> bytes:
    size = int(100 * 200 ** draw.random())  # 100 B to 20 KB
    start = draw.randrange(100)
    document = {"n": number, "text": _TEXT[start : start + size * 2 // 3]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def desk_after(number: int) -> Tables:
    """What a desk holds after save `number`."""
    latest: dict[tuple[str, str], bytes | None] = {}
    for earlier in range(number, max(number - max(TABLES.values()), 0), -1):
        for name, documents in save(earlier).items():
            for key, document in documents.items():
                latest.setdefault((name, key), document)
    tables: Tables = {name: {} for name in TABLES}
    for (name, key), document in latest.items():
        if document is not None:
            tables[name][key] = document
    return tables


def number_of(tables: Mapping[str, Mapping[str, bytes]]) -> int:
    """The newest save of which a desk holds something."""
    return max((json.loads(d)["n"] for table in tables.values() for d in table.values()), default=0)


def holds(tables: Mapping[str, Mapping[str, bytes]], number: int) -> bool:
    """Whether a desk is what it was after save `number`, to the last byte."""
    return {**{name: {} for name in TABLES}, **tables} == desk_after(number)


def read_by_stock(path: Path) -> Tables:
    """What stock TinyDB reads in a file, each document written as our saves write it.

    Raises:
        ValueError: it cannot be read.
    """
    storage = JSONStorage(str(path), encoding="utf-8")
    try:
        read = storage.read() or {}
    finally:
        storage.close()
    return {
        name: {
            key: json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
            for key, document in table.items()
        }
        for name, table in read.items()
    }


# --- to be killed


def spawn() -> None:
    """Make a child for each `KIND DESK LAST SEED` line, and kill it at the next line.

    What it acknowledges goes to standard output, a line each; `error …` is what it could not do;
    `dead` is the end of it. This process has no thread, so that it can be forked safely.
    """
    while order := sys.stdin.readline():
        kind, last, seed, path = order.rstrip("\n").split(" ", 3)
        child = os.fork()
        if not child:
            _live(_LIVES[kind], Path(path), int(last), random.Random(int(seed)))
        sys.stdin.readline()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


def _live(life: Callable[[Path, int, random.Random], None], path: Path, *rest: Any) -> NoReturn:
    try:
        life(path, *rest)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        _fail()
    os._exit(1)


def _fail() -> NoReturn:
    os.write(1, b"error %s\n" % repr(traceback.format_exc()).encode())
    os._exit(1)


def _desk_life(path: Path, last: int, draw: random.Random) -> None:
    """Save without end, with a checkpoint every few saves: here, in a thread, by closing."""
    desk = DeskStorage(path)
    assert holds(desk.tables, last), f"the desk opened at {number_of(desk.tables)}, not {last}"
    beside: threading.Thread | None = None
    while True:
        last += 1
        desk.commit(save(last))
        os.write(1, b"%d\n" % last)
        chance = draw.random()
        if chance < 0.15:
            assert desk.checkpoint() or beside
        elif chance < 0.4:
            if beside:
                beside.join()
            beside = threading.Thread(target=_checkpoint, args=(desk,))
            beside.start()
        elif chance < 0.44:
            if beside:
                beside.join()
            desk.close()
            desk = DeskStorage(path)
            assert not desk.findings
            assert holds(desk.tables, last)


def _checkpoint(desk: DeskStorage) -> None:
    try:
        desk.checkpoint()
    except BaseException:  # noqa: BLE001 - a thread would only print it
        _fail()


def _stock_life(path: Path, last: int, draw: random.Random) -> None:
    """The same saves by stock TinyDB, which writes its file in place."""
    storage = JSONStorage(str(path), encoding="utf-8")
    while True:
        last += 1
        tables = desk_after(last)
        storage.write(
            {
                name: {key: json.loads(document) for key, document in table.items()}
                for name, table in tables.items()
            }
        )
        os.write(1, b"%d\n" % last)


_LIVES: Final = {"desk": _desk_life, "stock": _stock_life}


# --- to be recorded


def record(path: Path, acks: Path, count: int) -> None:
    """Make `count` saves in three lives, each a process, and acknowledge them in the file `acks`.

    The first is cut off between two saves. In the second the disk fails once, and it is cut off
    in the midst of a save. The third finds the desk file deleted, and ends as it should.
    """
    lives = [
        (0, count * 4 // 10, _cut_off),
        (count * 4 // 10, count * 7 // 10, _cut_off_in_a_save),
        (count * 7 // 10, count, DeskStorage.close),
    ]
    for number, (begin, end, leave) in enumerate(lives):
        if number == 2:
            path.unlink()
        if not (child := os.fork()):
            try:
                _recorded_life(path, acks, range(begin + 1, end + 1), number == 1, leave)
            except BaseException:  # noqa: BLE001 - the child must not go on as the parent
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(1)


def _recorded_life(
    path: Path, acks: Path, numbers: range, fails: bool, leave: Callable[[DeskStorage], None]
) -> None:
    handle = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    desk = DeskStorage(path)
    assert holds(desk.tables, numbers.start - 1)
    beside: threading.Thread | None = None
    for number in numbers:
        if fails and number == numbers[len(numbers) // 2]:
            _fail_once("fdatasync")
        desk.commit(save(number))
        os.write(handle, b"%d\n" % number)
        if beside and number % 11 in (4, 8):
            beside.join()
        if number % 11 == 4:
            assert desk.checkpoint()
        elif number % 11 == 8:
            beside = threading.Thread(target=desk.checkpoint)
            beside.start()
    if beside:
        beside.join()
    leave(desk)


def _fail_once(name: str) -> None:
    real = getattr(os, name)

    def failing(*_arguments: object) -> None:
        setattr(os, name, real)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    setattr(os, name, failing)


def _cut_off(desk: DeskStorage) -> None:
    os._exit(0)


def _cut_off_in_a_save(desk: DeskStorage) -> None:
    path = journal.journals(desk.path).popitem()[1]
    line = journal.encode_line(journal.encode_save(10**6, save(10**6)))
    os.pwrite(os.open(path, os.O_WRONLY), line[: len(line) // 2], desk.journal_size)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "spawn":
        spawn()
    else:
        record(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
