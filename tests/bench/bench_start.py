"""Measure the start: from exec to the first paint through a pty, and memory when it has settled."""

from __future__ import annotations

import argparse
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.bare import SHOWN
from tests.bench.measure import bare, conditions, mebibytes, spread, table, toasoan
from tests.bench.text import articles, news_items, write_desk
from tests.terminal.term import Terminal

RUNS = 15
MANY = 10_000
NEWS = 100_000
"""What is on the largest desk."""
OPENING = "Opening the desk"
"""What a large desk shows until it is read."""
SETTLED = 5.0
"""Seconds after the first paint: a large desk is packed by then, if the machine is not too busy."""
PATIENCE = 30.0
"""Seconds; an app that shows nothing until then is broken."""


@dataclass
class Case:
    """An app, what it shows (any of them), and what was measured."""

    name: str
    command: Sequence[str]
    shown: tuple[str, ...]
    milliseconds: list[float] = field(default_factory=list)
    memory: list[tuple[float, float, float]] = field(default_factory=list)


def cases(folder: Path, count: int) -> list[Case]:
    """Return the apps; the desk with articles is written here."""
    records = list(articles(count, 500))
    full = write_desk(folder / "full.json", records)
    many = list(articles(MANY, 500))
    listed = many[0].headline[:20]
    archive = write_desk(folder / "archive.json", [*many, *news_items(NEWS)])
    return [
        Case("bare hello", bare("hello"), (SHOWN,)),
        Case("three bare panes", bare("panes"), (SHOWN,)),
        Case("toasoan, empty desk", toasoan(folder / "empty.json"), ("No articles yet.",)),
        Case("toasoan, the welcome", toasoan(folder / "empty.json"), ("Welcome to toasoan",)),
        Case(f"toasoan, {count:,} articles", toasoan(full), (records[0].headline[:20],)),
        Case(f"toasoan, {MANY:,} articles, {NEWS:,} news", toasoan(archive), (OPENING, listed)),
        Case("the same, until its articles are listed", toasoan(archive), (listed,)),
    ]


def start(case: Case, folder: Path, settled: float) -> None:
    """Start the app once, and note how long that took and what it takes when it has settled."""
    home = folder / "home"
    home.mkdir()
    wanted = [text.encode() for text in case.shown]
    with Terminal(case.command, home, emulate=False) as terminal:
        while not any(text in terminal.output for text in wanted):
            left = terminal.started + PATIENCE - time.perf_counter()
            if left <= 0 or terminal.read(left) is None:
                raise SystemExit(f"{case.name}: {case.shown} was not shown")
        case.milliseconds.append((time.perf_counter() - terminal.started) * 1000)
        if settled:
            terminal.pump(settled)
            case.memory.append(mebibytes(terminal.pid))
        terminal.signal(signal.SIGTERM)
        terminal.wait_end()
    shutil.rmtree(home)
    (folder / "empty.json").unlink(missing_ok=True)


def report(measured: Sequence[Case], settled: float) -> None:
    """Print the tables."""
    hello = median(measured[0].milliseconds)
    runs = len(measured[0].milliseconds)
    print(f"### Start to first paint ({runs} interleaved runs, milliseconds)\n")
    rows = [
        [c.name, *spread(c.milliseconds), f"{median(c.milliseconds) / hello:.2f}×"]
        for c in measured
    ]
    print(table(["", "min", "median", "p95", "against bare hello"], rows))
    print(f"\n### Memory {settled:.0f} seconds after the first paint (MiB, median)\n")
    rows = [
        [c.name, *(f"{median(values):.1f}" for values in zip(*c.memory, strict=True))]
        for c in measured
        if c.memory
    ]
    print(table(["", "RSS", "PSS", "peak RSS"], rows))
    print(f"\n{conditions()}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench start", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each app (default %(default)s)")
    parser.add_argument("--articles", type=int, default=1000, help="on the full desk")
    parser.add_argument(
        "--settled",
        type=float,
        default=SETTLED,
        help="seconds until memory is looked at (default %(default)s); a busy machine packs longer",
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured = cases(folder, options.articles)
        for case in measured:  # unmeasured: compiles what is not compiled, fills the disk cache
            start(case, folder, 0)
            case.milliseconds.clear()
        for run in range(options.runs):
            for case in measured[:: 1 if run % 2 else -1]:
                start(case, folder, options.settled if run < 3 else 0)
    report(measured, options.settled)


if __name__ == "__main__":
    main()
