"""Measure the desk file beside stock TinyDB, SQLite and json.load, on one disk in one run.

Saves: an article of 4.1 KB (4.8 KB as JSON) with small edits, one article after the other, each
peer in a process of its own, a block of saves here and a block there. Every article on the desk
has its first revision, from an earlier day, so the first save of an article keeps another one.
Stock TinyDB and SQLite hold the articles only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from types import TracebackType
from typing import Any, Final, Self

from store.desk.revision_log import REVISIONS
from tests.bench.desk_peers import Answer
from tests.bench.desks import REVISIONS_EACH, filled, histories, pieces, write_peers
from tests.bench.measure import conditions, disk, mebibytes, p95, table

ROOT: Final = Path(__file__).resolve().parents[2]
RUNS: Final = 10
SIZES: Final = (100, 1_000, 10_000)
BLOCK: Final = 20
"""Saves of a peer before it is another one's turn."""

BLOCK_OF_STOCK: Final = 2
CRASH_SAVES: Final = 2_000


class Worker:
    """A peer in its process; a context manager that ends it."""

    def __init__(self, task: str, peer: str, path: Path) -> None:
        command = [sys.executable, "-m", "tests.bench.desk_peers", task, peer, str(path)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
        self._read()

    def ask(self, order: int = 1) -> Answer:
        """Return an order and wait for its answer."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        answer: Answer = self._read()
        return answer

    def memory(self) -> tuple[float, float]:
        """Return what the process holds, and held at most, in MiB."""
        resident, _, peak = mebibytes(self._process.pid)
        return resident, peak

    def _read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._process.args!r} has ended")
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the process, and the desk in it as a crash does."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


# ---------------------------------------------------------------------- saves

Key = tuple[str, int]
"""A peer, and how many articles it holds."""

FILES: Final = {"toasoan": "desk.json", "sqlite": "desk.db", "stock": "stock.json"}


def measure_saves(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Save with each peer at each size, and print."""
    workers: dict[Key, Worker] = {("bare", 0): Worker("save", "bare", folder / "bare")}
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        records = pieces(size)
        write_peers(place, records)
        with filled(place / "desk.json", records, revisions=True):
            pass
        for peer, name in FILES.items():
            workers[peer, size] = Worker("save", peer, place / name)
    os.sync()
    found: dict[Key, list[Answer]] = {key: [] for key in workers}
    for run in range(runs + 1):
        for key in list(workers)[:: 1 if run % 2 else -1]:
            answer = workers[key].ask(BLOCK_OF_STOCK if key[0] == "stock" else BLOCK)
            if run:  # the first turn warms up
                found[key].append(answer)
    for worker in workers.values():
        worker.end()
    report_saves(found, sizes, runs)


def report_saves(found: dict[Key, list[Answer]], sizes: Sequence[int], runs: int) -> None:
    """Print the table of the saves."""
    print(
        f"### One save of an article of 4.1 KB ({runs} interleaved runs of {BLOCK} saves in a row, "
        f"{BLOCK_OF_STOCK} of stock TinyDB; milliseconds, KB on average)\n"
    )
    rest = {key: [s for answer in found[key] for s in answer["rest"]] for key in found}
    first = {key: [answer["first"] for answer in found[key]] for key in found}
    times = {key: median(save["ms"] for save in rest[key]) for key in found}

    def row(name: str, saves: list[Answer], against: Sequence[float], device: float) -> list[str]:
        taken = [save["ms"] for save in saves]
        written = mean(save["written"] for save in saves)
        return [
            name,
            *(f"{value:.2f}" for value in (median(taken), p95(taken), mean(taken))),
            *(f"{median(taken) / value:.2f}×" if value else "" for value in against),
            f"{median(save['cpu'] for save in saves):.2f}",
            f"{written / 1000:.1f}",
            f"{written / RECORD:.1f}×",
            f"{device / 1000:.1f}" if device else "",
        ]

    rows = []
    for size in sizes:
        sqlite = times["sqlite", size]
        for peer, name in NAMES.items():
            key = (peer, size)
            device = mean(answer["device"] for answer in found[key])
            against = (sqlite, times[peer, min(sizes)])
            rows.append(row(f"{size:,}: {name}", rest[key], against, device))
        name = f"{size:,}: toasoan, an article's first save: with a revision"
        small = median(save["ms"] for save in first["toasoan", min(sizes)])
        rows.append(row(name, first["toasoan", size], (sqlite, small), 0))
    bare = mean(answer["device"] for answer in found["bare", 0])
    against = (times["sqlite", max(sizes)], 0)
    rows.append(row("a line at the end of a file, fdatasync", rest["bare", 0], against, bare))
    head = ["articles", "median", "p95", "mean", "against sqlite3", f"against {min(sizes):,}"]
    print(table([*head, "CPU", "written", "against the record", "the disk wrote"], rows))
    turns = [pair for size in sizes for pair in pairwise(found["toasoan", size])]
    grown = [after["journal"] - before["journal"] for before, after in turns]
    grows = f"{mean(grown) / BLOCK:,.0f}" if grown else "?"
    print(
        f"\nA record has {RECORD:,} bytes; the journal grows by {grows} a save. Written: what "
        "the peer gave to the system. What the disk wrote is of all programs, the file system's "
        "journal with it: for a --scratch on a disk of its own."
    )


NAMES: Final = {"sqlite": "sqlite3, WAL, FULL", "stock": "stock TinyDB", "toasoan": "toasoan"}
RECORD: Final = 4_800
"""Bytes of an article's JSON, as the desks here have it on average."""


# ---------------------------------------------------------------------- opening


def crash(path: Path) -> None:
    """Leave a desk as a crash does, its last saves in the journal."""
    with Worker("save", "toasoan", path) as worker:
        for _ in range(CRASH_SAVES // BLOCK):
            worker.ask(BLOCK)


def measure_opening(folder: Path, count: int, runs: int) -> None:
    """Open desks in fresh processes, in turn, and print."""
    records = pieces(count)
    plain, crashed, revised = (folder / f"{name}.json" for name in ("plain", "crashed", "revised"))
    for path in (plain, crashed):
        with filled(path, records, revisions=False):
            pass
    crash(crashed)
    with filled(revised, records, revisions=False) as desk:
        desk.records.store.commit([], {REVISIONS: histories(records)})
    os.sync()
    cases = [
        ("json.load", "json", plain),
        ("toasoan", "toasoan", plain),
        (f"toasoan, after a crash with {CRASH_SAVES:,} saves", "toasoan", crashed),
        (f"json.load, with {REVISIONS_EACH} revisions each", "json", revised),
        (f"toasoan, with {REVISIONS_EACH} revisions each", "toasoan", revised),
        ("stock TinyDB, one read", "stock", plain),
    ]
    found: dict[str, list[Answer]] = {}
    memory: dict[str, list[tuple[float, float]]] = {}
    for run in range(runs + 1):
        for name, peer, path in cases[:: 1 if run % 2 else -1]:
            with Worker("open", peer, path) as worker:
                answer = worker.ask()
                if run:
                    found.setdefault(name, []).append(answer)
                    memory.setdefault(name, []).append(worker.memory())
            assert answer["count"] == count
    print(f"### Opening {count:,} articles ({runs} interleaved runs, milliseconds; MiB after it)\n")
    base = median(a["ms"] for a in found["json.load"])
    without = median(a["ms"] for a in found["toasoan"])
    stock = median(held for held, _ in memory["stock TinyDB, one read"])
    rows = []
    for name, _, path in cases:
        times = [a["ms"] for a in found[name]]
        held, peak = (median(values) for values in zip(*memory[name], strict=True))
        rows.append(
            [
                name,
                f"{path.stat().st_size / 1e6:.1f}",
                *(f"{value:.0f}" for value in (min(times), median(times), p95(times))),
                f"{median(times) / base:.2f}×",
                f"{median(times) / without:.2f}×",
                f"{median(a['cpu'] for a in found[name]):.0f}",
                f"{held:.0f}",
                f"{peak:.0f}",
                f"{held / stock:.2f}×",
            ]
        )
    head = ["", "MB", "min", "median", "p95", "against json.load", "against toasoan", "CPU"]
    print(table([*head, "RSS", "peak RSS", "RSS against stock"], rows))


# ---------------------------------------------------------------------- checkpoints


def measure_checkpoints(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Write the whole desk in a thread, and see what the main thread feels of it."""
    places = {}
    for size in sizes:
        place = places[size] = folder / str(size)
        place.mkdir()
        records = pieces(size)
        write_peers(place, records)
        for name in ("desk", "backed", "wait"):
            with filled(place / f"{name}.json", records, revisions=True):
                pass
    os.sync()
    freezes(places, runs)
    print()
    waits(places, runs)


def freezes(places: dict[int, Path], runs: int) -> None:
    """Measure how late the main thread comes, and print."""
    cases = {("a thread that counts", 0): ("counting", Path())}
    for size, place in places.items():
        cases["json.dumps of all, one write", size] = "dumps", place / "stock.json"
        cases["toasoan", size] = "toasoan", place / "desk.json"
        cases["toasoan, with a backup", size] = "toasoan, backup", place / "backed.json"
    found = in_turn("freeze", cases, runs)
    print(
        f"### How late the main thread is while another one writes the whole desk "
        f"({runs} interleaved runs, milliseconds: the longest delay of a run less the longest "
        "of its half second without)\n"
    )
    rows = []
    for (name, size), answers in found.items():
        late = [max(0.0, answer["busy"] - answer["idle"]) for answer in answers]
        rows.append(
            [
                f"{size:,}: {name}" if size else name,
                *(f"{value:.1f}" for value in (median(late), p95(late), max(late))),
                f"{median(a['idle'] for a in answers):.1f}",
                f"{median(a['seconds'] for a in answers) * 1000:.0f}",
            ]
        )
    head = ["articles", "median", "p95", "max", "median without", "the thread takes"]
    print(table(head, rows))


def waits(places: dict[int, Path], runs: int) -> None:
    """Measure how long a save waits for a checkpoint, and print."""
    cases = {}
    for size, place in places.items():
        cases["a line in a file, beside a file of that size being written", size] = (
            "bare",
            place / "stock.json",
        )
        cases["sqlite3, beside a file of that size being written", size] = (
            "sqlite",
            place / "stock.db",
        )
        cases["toasoan", size] = "toasoan", place / "wait.json"
        (place / "stock.sqlite").write_bytes((place / "desk.db").read_bytes())
        (place / "stock.db").write_bytes((place / "stock.json").read_bytes())
    found = in_turn("wait", cases, runs)
    print(f"### A save while the whole desk is written ({runs} interleaved runs, milliseconds)\n")
    rows = []
    for (name, size), answers in found.items():
        busy = [wait for answer in answers for wait in answer["busy"]]
        quiet = [wait for answer in answers for wait in answer["quiet"]]
        longest = [max(answer["busy"]) for answer in answers]
        rows.append(
            [
                f"{size:,}: {name}",
                *(f"{value:.1f}" for value in (median(busy), p95(busy), median(longest))),
                *(f"{value:.1f}" for value in (max(longest), median(quiet), max(quiet))),
            ]
        )
    head = ["articles", "median", "p95", "longest of a run, median", "longest of all"]
    print(table([*head, "median without", "longest without"], rows))


def in_turn(
    task: str, cases: dict[tuple[str, int], tuple[str, Path]], runs: int
) -> dict[tuple[str, int], list[Answer]]:
    """Ask each case in its own process, one after the other, so many times."""
    workers = {key: Worker(task, *case) for key, case in cases.items()}
    found: dict[tuple[str, int], list[Answer]] = {key: [] for key in cases}
    for run in range(runs + 1):
        for key in list(workers)[:: 1 if run % 2 else -1]:
            answer = workers[key].ask()
            if run:
                found[key].append(answer)
    for worker in workers.values():
        worker.end()
    return found


# ---------------------------------------------------------------------- revisions


def measure_revisions(folder: Path, runs: int) -> None:
    """Keep revisions after small edits, and print what each takes."""
    path = folder / "desk.json"
    with filled(path, pieces(100), revisions=False):
        pass
    with Worker("revise", "toasoan", path) as worker:
        few = [worker.ask(REVISIONS_EACH) for _ in range(runs * 2)]
        many = [worker.ask(100) for _ in range(runs // 3 + 1)]
    print(
        f"### Revisions after small edits of 4.1 KB ({len(few)} articles of {REVISIONS_EACH}, "
        f"{len(many)} of 100)\n"
    )
    places: list[tuple[str, Sequence[Answer], Callable[[list[Answer]], list[Answer]]]] = [
        ("the first, whole", few, lambda made: made[:1]),
        ("the 10 after it", few, lambda made: made[1:]),
        ("the 91st to the 100th", many, lambda made: made[-10:]),
    ]
    rows = []
    for name, answers, some in places:
        made = [one for answer in answers for one in some(answer["revisions"])]
        rows.append(
            [
                name,
                f"{median(one['bytes'] for one in made):.0f}",
                f"{p95([one['bytes'] for one in made]):.0f}",
                f"{median(one['whole'] for one in made):.0f}",
                f"{median(one['added'] for one in made):.2f}",
                f"{p95([one['added'] for one in made]):.2f}",
                f"{median(one['saved'] for one in made):.2f}",
            ]
        )
    head = ["", "bytes", "p95", "zlib -9 of all", "ms to add", "p95", "ms of a save with it"]
    print(table(head, rows))
    size = median(answer["history"] for answer in few)
    print(f"\nA history of {REVISIONS_EACH + 1} revisions takes {size / 1000:.1f} KB.")


PARTS: Final = ("save", "open", "checkpoint", "revise")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench desk", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=RUNS, help="of each peer (default %(default)s)")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="articles (default %(default)s)"
    )
    parser.add_argument("--scratch", type=Path, help="a folder on the disk to measure")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory(dir=options.scratch) as name:
            folder = Path(name)
            if part == "save":
                measure_saves(folder, options.sizes, options.runs)
            elif part == "open":
                measure_opening(folder, max(options.sizes), options.runs)
            elif part == "checkpoint":
                measure_checkpoints(folder, sorted(options.sizes)[-2:], options.runs)
            else:
                measure_revisions(folder, options.runs)
            print(f"\n{conditions()}, {disk(folder)}\n", flush=True)


if __name__ == "__main__":
    main()
