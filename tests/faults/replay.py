"""What a power cut may leave of a folder, at every moment of a run that strace has recorded.

The model: what was written to a file is there for certain once an fsync of it has ended that began
later; before that each write may be there, or not, or half. A name (made, linked, renamed, taken
away) is certain once the folder was synced; before that each one may be there or not, whatever
became of those before it. What nobody synced may be lost in any order. Where a file
had become longer, there may be nothing, zeros or what stood there before.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CALLS: Final = """
    open openat creat close write pwrite64 fsync fdatasync rename renameat renameat2 link linkat
    unlink unlinkat ftruncate
"""
"""What the replay knows."""

_OTHER_CALLS: Final = """
    writev pwritev pwritev2 truncate fallocate sendfile copy_file_range splice symlink symlinkat
    mkdir mkdirat rmdir dup dup2 dup3 sync_file_range io_uring_setup
"""
"""What would change the folder too; met there, the replay refuses to go on."""

FOLDER: Final = 0
"""The inode that stands for the folder itself."""

# --- what was done


@dataclass(frozen=True)
class Write:
    inode: int
    place: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """The file was cut, or stretched with zeros, to `size`."""

    inode: int
    size: int


@dataclass(frozen=True)
class Name:
    """`name` became one of `inode`; where it had another name before, that one went."""

    name: str
    inode: int
    before: str | None = None


@dataclass(frozen=True)
class Gone:
    name: str


@dataclass(frozen=True)
class Sync:
    """What was done to `inode` before `begun` is on the disk now."""

    inode: int
    begun: int
    call: str


@dataclass(frozen=True)
class Ack:
    """Save `number` was reported as safe."""

    number: int


Operation = Write | Cut | Name | Gone | Sync | Ack


def record(
    command: Sequence[str], folder: Path, acks: Path, trace: Path, cwd: Path
) -> list[Operation]:
    """Run `command` under strace; return what it did in `folder` and told in the file `acks`."""
    strace = ["strace", "-f", "-o", str(trace), "-s", str(1 << 26), "-xx"]
    strace += ["-e", f"trace={','.join(f'?{call}' for call in (CALLS + _OTHER_CALLS).split())}"]
    done = subprocess.run([*strace, *command], cwd=cwd, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    with trace.open(encoding="ascii") as lines:
        return list(_Recording(str(folder), str(acks)).read(lines))


def why_not() -> str:
    """Say why nothing can be recorded here; nothing where it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, text=True, check=False)
    return f"strace may not trace here: {tried.stderr[-100:]}" if tried.returncode else ""


_BEGUN: Final = re.compile(r"(\d+) +(\w+)\((.*?)(?: <unfinished \.\.\.>|\) += (-?\d+).*)\n")
_RESUMED: Final = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>.* = (-?\d+).*\n")
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class _Recording:
    """Reads the lines of strace; one process at a time writes, in as many threads as it likes."""

    def __init__(self, folder: str, acks: str) -> None:
        self._folder = folder
        self._acks = acks
        self._open: dict[int, int | None] = {}
        """File descriptor → inode; None for the acknowledgements."""
        self._places: dict[int, int] = {}
        """File descriptor → where it stands."""
        self._names: dict[str, int] = {}
        self._inodes = itertools.count(FOLDER + 1)
        self._done = 0

    def read(self, lines: Iterable[str]) -> Iterator[Operation]:
        begun: dict[str, tuple[str, str, int]] = {}
        for line in lines:
            if match := _BEGUN.fullmatch(line):
                thread, call, arguments, result = match.groups()
                if call == "close":  # the number may be given out again before it returns
                    self._open.pop(int(arguments), None)
                elif result is None:
                    begun[thread] = (call, arguments, self._done)
                else:
                    yield from self._count(call, arguments, int(result), self._done)
            elif match := _RESUMED.fullmatch(line):
                thread, call, result = match.groups()
                if call != "close":
                    started, arguments, since = begun.pop(thread)
                    assert started == call
                    yield from self._count(call, arguments, int(result), since)
            else:
                assert re.match(r"\d+ +(\+\+\+|---)", line), line[:200]

    def _count(self, call: str, text: str, result: int, begun: int) -> Iterator[Operation]:
        if result < 0:  # it changed nothing
            return
        for operation in self._operations(call, text, result, begun):
            self._done += 1
            yield operation

    def _operations(self, call: str, text: str, result: int, begun: int) -> Iterator[Operation]:
        strings = [bytes.fromhex(s.replace("\\x", "")) for s in _STRING.findall(text)]
        assert '"...' not in text, "strace has cut a string off"
        rest = _STRING.sub("", text).split(",")
        if call in ("open", "openat", "creat"):
            yield from self._opened(os.fsdecode(strings[0]), text, result)
        elif call in ("rename", "renameat", "renameat2"):
            before, after = map(self._inside, map(os.fsdecode, strings))
            if before or after:
                assert before, "a file came from another folder"
                assert after, "a file went to another folder"
                inode = self._names[before]
                if self._names.get(after) != inode:  # else rename does nothing
                    del self._names[before]
                    yield self._named(after, inode, before)
        elif call in ("link", "linkat"):
            before, after = map(self._inside, map(os.fsdecode, strings))
            if after:
                assert before, "a file came from another folder"
                yield self._named(after, self._names[before])
        elif call in ("unlink", "unlinkat"):
            if name := self._inside(os.fsdecode(strings[0])):
                del self._names[name]
                yield Gone(name)
        elif call in _OTHER_CALLS.split():
            paths = [self._inside(os.fsdecode(string)) for string in strings]
            handles = [int(part) for part in rest if part.strip().isdigit()]
            known = any(paths) or any(handle in self._open for handle in handles)
            assert not known, f"the replay does not know {call}({text[:200]})"
        elif (handle := int(rest[0])) in self._open:
            yield self._on(call, handle, strings, rest, result, begun)

    def _opened(self, path: str, text: str, handle: int) -> Iterator[Operation]:
        self._open.pop(handle, None)
        self._places[handle] = 0
        if path == self._acks:
            self._open[handle] = None
        elif path == self._folder:
            self._open[handle] = FOLDER
        elif name := self._inside(path):
            assert "O_TRUNC" not in text
            assert "O_APPEND" not in text
            if name not in self._names:
                yield self._named(name, next(self._inodes))
            self._open[handle] = self._names[name]

    def _on(
        self, call: str, handle: int, strings: list[bytes], rest: list[str], result: int, begun: int
    ) -> Operation:
        inode = self._open[handle]
        if inode is None:
            assert call == "write"
            return Ack(int(strings[0]))
        if call in ("fsync", "fdatasync"):
            return Sync(inode, begun, call)
        if call == "ftruncate":
            return Cut(inode, int(rest[1]))
        if call == "pwrite64":
            return Write(inode, int(rest[3]), strings[0][:result])
        assert call == "write"
        place = self._places[handle]
        self._places[handle] += result
        return Write(inode, place, strings[0][:result])

    def _named(self, name: str, inode: int, before: str | None = None) -> Name:
        self._names[name] = inode
        return Name(name, inode, before)

    def _inside(self, path: str) -> str | None:
        folder, _, name = path.rpartition("/")
        assert not folder.startswith(f"{self._folder}/")
        return name if folder == self._folder and name else None


# --- what may be left of it


@dataclass(frozen=True)
class State:
    """A folder as a power cut may leave it."""

    files: Mapping[str, bytes]
    acknowledged: int
    how: str
    """After how many operations, and what is lost of them."""
    dates: Mapping[str, int]
    """When some of the files were last written, in nanoseconds."""

    def lay(self, folder: Path) -> None:
        """Make `folder` hold the files of this state and nothing else."""
        for path in folder.iterdir():
            path.unlink()
        for name, data in self.files.items():
            path = folder / name
            path.write_bytes(data)
            if date := self.dates.get(name):
                os.utime(path, ns=(date, date))


@dataclass
class _File:
    """An inode: what is on the disk for certain, what is waiting, and what its readers see."""

    synced: bytes = b""
    waiting: list[tuple[int, Write | Cut]] = field(default_factory=list)
    seen: bytes = b""

    def sync(self, begun: int) -> None:
        self.synced = _done((op for at, op in self.waiting if at < begun), self.synced)
        self.waiting = [(at, op) for at, op in self.waiting if at >= begun]


def states(
    operations: Iterable[Operation], dates: Mapping[int, int] | None = None
) -> Iterator[State]:
    """Yield every state that a power cut may leave, after every operation, each one once.

    Args:
        operations: what was done, in an empty folder.
        dates: when files were last written, by their inodes, where that is known.
    """
    dates = dates or {}
    files: dict[int, _File] = {FOLDER: _File()}
    names: dict[str, int] = {}
    waiting: list[tuple[int, Name | Gone]] = []
    acknowledged = 0
    given: set[tuple[int, frozenset[tuple[str, int, int]]]] = set()
    for at, operation in enumerate(operations):
        match operation:
            case Write() | Cut():
                file = files.setdefault(operation.inode, _File())
                file.waiting.append((at, operation))
                file.seen = _done([operation], file.seen)
            case Name() | Gone():
                if isinstance(operation, Name):
                    files.setdefault(operation.inode, _File())
                waiting.append((at, operation))
            case Sync(inode=0, begun=begun):
                names = _named((op for when, op in waiting if when < begun), names)
                waiting = [(when, op) for when, op in waiting if when >= begun]
            case Sync():
                files.setdefault(operation.inode, _File()).sync(operation.begun)
            case Ack():
                acknowledged = operation.number
        last = operation if isinstance(operation, Write) else None
        contents = list(_contents(files, last))
        renamings = list(_namings([op for _, op in waiting], names))
        for (how_names, named), (how_data, data) in itertools.product(renamings, contents):
            if not _is_looked_at(how_names, how_data):
                continue
            state = {name: data.get(inode, files[inode].seen) for name, inode in named.items()}
            dated = {name: dates.get(inode, 0) for name, inode in named.items()}
            key = (
                acknowledged,
                frozenset((name, hash(text), dated[name]) for name, text in state.items()),
            )
            if key not in given:
                given.add(key)
                yield State(state, acknowledged, f"{at + 1}: {how_names}, {how_data}", dated)


_ALL: Final = "all"
_SYNCED: Final = "synced"

_GARBAGE: Final = b'\xe1\xbb\0\n00000000 {}\n{"articles":{"1":{}}}\n' + bytes(range(256))
"""What may stand where a file had become longer, but nothing had been written yet."""


def _is_looked_at(how_names: str, how_data: str) -> bool:
    """Keep out what is special in both ways."""
    return bool({how_names, how_data} & {_ALL, _SYNCED})


def _namings(
    waiting: Sequence[Name | Gone], names: dict[str, int]
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield what the names in the folder may be.

    All, only the synced, each one missing or alone.
    """
    yield f"{_ALL}", _named(waiting, names)
    if not waiting:
        return
    yield f"{_SYNCED}", names
    if len(waiting) <= 4:
        for kept in itertools.product([False, True], repeat=len(waiting)):
            some = list(itertools.compress(waiting, kept))
            yield f"names {some}", _named(some, names)
        return
    for place, one in enumerate(waiting):
        yield f"all names but {one}", _named([*waiting[:place], *waiting[place + 1 :]], names)
        yield f"no names but {one}", _named([one], names)
        yield f"names up to {one}", _named(waiting[:place], names)


def _contents(
    files: Mapping[int, _File], last: Write | None
) -> Iterator[tuple[str, dict[int, bytes]]]:
    """Yield what may be in the files, where that is not what their readers see."""
    yield _ALL, {}
    open_files = {inode: file for inode, file in files.items() if file.waiting}
    if not open_files:
        return
    yield _SYNCED, {inode: file.synced for inode, file in open_files.items()}
    for inode, file in open_files.items():
        if len(open_files) > 1:
            yield f"{inode} synced only", {inode: file.synced}
        if len(file.seen) > len(file.synced):
            yield f"{inode} zeros", {inode: file.synced.ljust(len(file.seen), b"\0")}
            longer = _GARBAGE * (len(file.seen) // len(_GARBAGE) + 1)
            stale = file.synced + longer[len(file.synced) : len(file.seen)]
            yield f"{inode} garbage", {inode: stale}
        waiting = [op for _, op in file.waiting]
        if len(waiting) > 1:
            for place, dropped in enumerate(waiting):
                left = [*waiting[:place], *waiting[place + 1 :]]
                yield f"{_brief(dropped)} dropped", {inode: _done(left, file.synced)}
        if last and waiting[-1] is last:
            before = _done(waiting[:-1], file.synced)
            for how, parts in _torn(last):
                yield f"{_brief(last)} {how}", {inode: _done(parts, before)}


def _torn(write: Write) -> Iterator[tuple[str, list[Write | Cut]]]:
    """Yield a write of which a half is there; the other half is what was there before, or zeros."""
    size = len(write.data)
    end = write.place + size
    cuts = {1: size // 2}
    for block in (512, 4096):
        cuts[block] = (write.place + size // 2) // block * block - write.place
    cuts[-512] = (end - 1) // 512 * 512 - write.place  # all but the last block
    cuts[-4096] = 4096 - write.place % 4096  # the first block only
    for block, cut in cuts.items():
        if 0 < cut < size:
            first = Write(write.inode, write.place, write.data[:cut])
            second = Write(write.inode, write.place + cut, write.data[cut:])
            yield f"first part, {block}", [first]
            if block != 1:
                yield f"second part, {block}", [second]
                whole = Write(write.inode, write.place, write.data[:cut].ljust(size, b"\0"))
                yield f"first part and zeros, {block}", [whole]


def _done(operations: Iterable[Write | Cut], data: bytes) -> bytes:
    """Return what a file holds after `operations`."""
    result = bytearray(data)
    for op in operations:
        if isinstance(op, Cut):
            del result[op.size :]
            result.extend(bytes(op.size - len(result)))
        else:
            result.extend(bytes(max(op.place - len(result), 0)))
            result[op.place : op.place + len(op.data)] = op.data
    return bytes(result)


def _named(operations: Iterable[Name | Gone], names: Mapping[str, int]) -> dict[str, int]:
    """Return the names in a folder after `operations`."""
    result = dict(names)
    for op in operations:
        if isinstance(op, Gone):
            result.pop(op.name, None)
            continue
        if op.before and result.get(op.before) == op.inode:
            del result[op.before]
        result[op.name] = op.inode
    return result


def _brief(operation: Write | Cut) -> str:
    if isinstance(operation, Cut):
        return f"cut of {operation.inode} to {operation.size}"
    return f"write of {operation.inode} at {operation.place}+{len(operation.data)}"


def without(
    operations: Iterable[Operation], is_left_out: Callable[[Sync], bool]
) -> list[Operation]:
    """Return a run in which some syncs did nothing; the others keep their places."""
    return [
        Sync(op.inode, 0, op.call) if isinstance(op, Sync) and is_left_out(op) else op
        for op in operations
    ]
