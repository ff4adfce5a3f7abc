"""Measure a key to the screen through a pty, in the body of a long article."""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from statistics import median

from store import Article
from tests.bench.measure import bare, conditions, p95, spread, table, toasoan
from tests.bench.text import articles, body, write_desk
from tests.terminal.term import Terminal

RUNS = 2
KEYS = 150
WORDS = 5_000
OTHERS = 1_000
INTERVAL = 0.05
"""Seconds between two keys: a quick typist's bursts."""

PATIENCE = 60.0
"""Seconds that a key may take; in one long paragraph it takes some."""

INDEXING = 5.0
"""Seconds to leave the app alone after an article was opened."""

SIZES = ((80, 24), (140, 45))
TYPED = "zzzz "
"""Vietnamese has no z, so each one that appears was typed. The space is not timed: what it
changes cannot be told from what was there."""


@dataclass
class Case:
    """An app in a terminal of one size, its cursor in one place, and what was measured."""

    name: str
    size: tuple[int, int]
    place: str
    prepare: Callable[[Path], Sequence[str]]
    ready: Callable[[Terminal], None]
    milliseconds: list[float] = field(default_factory=list)


def cases(text: str, first_words: str, words_at_end: str, others: int) -> list[Case]:
    """Return the apps; the bare text comes before the app it is compared with.

    Args:
        text: what is typed into.
        first_words: where it begins.
        words_at_end: where it ends.
        others: how many other articles the larger desk has.
    """

    def bare_text(place: str) -> Callable[[Path], Sequence[str]]:
        def prepare(folder: Path) -> Sequence[str]:
            file = folder / "text.txt"
            file.write_text(text, encoding="utf-8")
            return bare(f"text-{place}", file)

        return prepare

    def desk(count: int) -> Callable[[Path], Sequence[str]]:
        def prepare(folder: Path) -> Sequence[str]:
            article = Article(headline="Bài dài", body=text)
            return toasoan(write_desk(folder / "desk.json", [article, *articles(count, 500)]))

        return prepare

    def bare_ready(place: str) -> Callable[[Terminal], None]:
        def prepare(terminal: Terminal) -> None:
            if place == "start":
                ready(terminal, first_words)
            else:
                ready(terminal, words_at_end)
                up(terminal)

        return prepare

    def desk_ready(place: str) -> Callable[[Terminal], None]:
        def prepare(terminal: Terminal) -> None:
            terminal.wait_for("Bài dài", 30)
            terminal.settle()
            terminal.send("f3")
            terminal.settle()
            terminal.send("home", "enter")
            ready(terminal, first_words, 30)
            if place == "end":
                terminal.send("ctrl+end")
                ready(terminal, words_at_end)
                up(terminal)
            # Suggestions are found by an index that a thread builds first: not what is timed.
            terminal.pump(INDEXING)

        return prepare

    return [
        Case(name, size, place, prepare, start(place))
        for size in SIZES
        for place in ("start", "end")
        for name, prepare, start in (
            ("bare TextArea", bare_text(place), bare_ready),
            ("toasoan", desk(0), desk_ready),
            (f"toasoan, {others:,} other articles", desk(others), desk_ready),
        )
    ]


def one_paragraph(text: str, size: int) -> str:
    """Return a text of so many bytes that has no line end."""
    line = " ".join(text.split()) + " "
    return (line.encode() * (size // len(line.encode()) + 1))[:size].decode(errors="ignore").strip()


def ready(terminal: Terminal, words: str, timeout: float = 10) -> None:
    """Wait for words, and until nothing more comes."""
    terminal.wait_for(lambda screen: words in " ".join(screen.split()), timeout)
    terminal.settle()


def up(terminal: Terminal) -> None:
    """Leave the last line: stock `TextArea` does not scroll at once to a line that wraps there."""
    terminal.send(*["up"] * 4)
    terminal.settle()


def measure(group: Sequence[Case], keys: int, interval: float) -> None:
    """Type into the apps of one size and place, a key here and a key there.

    So all of them meet the same noise of the machine, and each is typed into without a pause.
    """
    with ExitStack() as stack:
        terminals = [stack.enter_context(opened(case)) for case in group]
        next_key = time.perf_counter()
        for place in range(keys):
            key = TYPED[place % len(TYPED)]
            for case, terminal in zip(group, terminals, strict=True):
                terminal.pump(max(next_key - time.perf_counter(), 0))
                next_key = max(next_key, time.perf_counter()) + interval / len(group)
                taken = press(terminal, key)
                if taken is not None:
                    case.milliseconds.append(taken)


@contextmanager
def opened(case: Case) -> Iterator[Terminal]:
    """Open an app, its cursor in its place."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        columns, lines = case.size
        with Terminal(case.prepare(home), home, columns=columns, lines=lines) as terminal:
            case.ready(terminal)
            yield terminal
            terminal.signal(signal.SIGTERM)
            terminal.wait_end()


def press(terminal: Terminal, key: str) -> float | None:
    """Send a key; return the milliseconds until the screen shows it, None for one that is not seen.

    The time is that of the read which brought the change, not of what pyte makes of it.
    """
    before = terminal.text().count(key)
    sent = time.perf_counter()
    terminal.send(key)
    if key == " ":
        return None
    while terminal.text().count(key) <= before:
        if not terminal.read(PATIENCE):
            raise SystemExit(f"{key!r} was not shown:\n{terminal.text()}")
    return (terminal.read_at - sent) * 1000


def report(measured: Sequence[Case], what: str, runs: int, keys: int, interval: float) -> None:
    """Print the table."""
    print(
        f"### Key to screen in {what} "
        f"({runs} interleaved runs of {keys} keys, {1 / interval:.2g} a second, milliseconds)\n"
    )
    rows = []
    bare_times: list[float] = []
    for case in measured:
        times = case.milliseconds
        bare_times = times if case.name.startswith("bare") else bare_times
        rows.append(
            [
                f"{case.size[0]}×{case.size[1]}, {case.place} of the text: {case.name}",
                *spread(times, 1),
                f"{max(times):.1f}",
                f"{median(times) / median(bare_times):.2f}×",
                f"{p95(times) / p95(bare_times):.2f}×",
            ]
        )
    head = ["", "min", "median", "p95", "max", "median against bare", "p95 against bare"]
    print(table(head, rows))
    print(f"\n{conditions()}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench keys", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each app (default %(default)s)")
    parser.add_argument("--keys", type=int, default=KEYS, help="in a run (default %(default)s)")
    parser.add_argument(
        "--paragraph",
        type=int,
        metavar="KB",
        help="type at the start of one paragraph of that size instead, at 80×24",
    )
    parser.add_argument(
        "--others", type=int, default=OTHERS, help="other articles (default %(default)s)"
    )
    parser.add_argument(
        "--interval",
        type=float,
        default=INTERVAL,
        help="seconds between two keys (default %(default)s): from 1.5 on the articles are being "
        "checked when a key comes",
    )
    options = parser.parse_args(arguments)
    what = f"a body of {WORDS:,} chữ"
    text = body(random.Random(5), WORDS)
    if options.paragraph:
        what = f"one paragraph of {options.paragraph:,} KB"
        text = one_paragraph(text, options.paragraph * 1000)
    measured = cases(text, " ".join(text.split()[:4]), text.split()[-1], options.others)
    if options.paragraph:
        measured = [case for case in measured if (case.size, case.place) == (SIZES[0], "start")]
    for _run in range(options.runs):
        for _where, group in groupby(measured, key=lambda case: (case.size, case.place)):
            measure(list(group), options.keys, options.interval)
    report(measured, what, options.runs, options.keys, options.interval)


if __name__ == "__main__":
    main()
