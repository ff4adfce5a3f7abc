"""Measure the list of articles in a terminal: sorting, filtering, and the preview.

    python -m tests.bench.bench_lists [--articles N] [--runs N]

In the app, through a pty, on a desk of 10,000 articles: from a key that sorts, or a letter of the
filter, to the last of what it changes on the screen; and from a key that moves the cursor to the
preview of the article there. No timer stands between the cursor and the preview.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.measure import conditions, spread, table, toasoan
from tests.bench.text import articles, write_desk
from tests.terminal.term import Terminal

ARTICLES = 10_000
WORDS = 500
RUNS = 40
COLUMNS, LINES = 140, 45
QUIET = 0.15
"""Seconds without output after which a key has had its whole effect."""
PREVIEW = 100
"""The column from which on all is the preview."""

ORDERS = ("channel", "status", "due", "words", "headline", "byline", "")
"""Typed to find them in the list of orders; empty for the one at the start."""


def taken(terminal: Terminal, key: str, is_there: Callable[[], bool]) -> float:
    """Press a key; return the milliseconds until something is on the screen.

    What comes is drawn only when all has come: pyte takes longer for it than the app, which would
    have to wait, as a pty holds 4 KB.
    """
    sent = time.perf_counter()
    terminal.send(key)
    found: float | None = None
    while found is None:
        pieces = list(burst(terminal))
        if not pieces:
            raise SystemExit(f"{key} changed nothing:\n{terminal.text()}")
        for received, data in pieces:
            terminal.draw(data)
            if found is None and is_there():
                found = (received - sent) * 1000
    terminal.settle(0.1)
    return found


def burst(terminal: Terminal) -> Iterator[tuple[float, bytes]]:
    """Yield what the app sends until it is quiet, and when each piece came."""
    patience = 10.0
    while data := terminal.receive(patience):
        yield terminal.read_at, data
        patience = QUIET


def changed(seen: Callable[[], str]) -> Callable[[], bool]:
    """Return whether what is seen is something else than now."""
    before = seen()
    return lambda: seen() != before


def sorting(terminal: Terminal, runs: int) -> list[float]:
    """Sort by one column after the other; what takes long is computed before."""
    for order in ORDERS:
        choose(terminal, order)
        terminal.send("enter")
        terminal.settle(2.0)
    times: list[float] = []
    for run in range(runs):
        order = ORDERS[run % len(ORDERS)]
        choose(terminal, order)

        def is_sorted(order: str = order) -> bool:
            told = f"sorted by: {order}" if order else "sorted by"
            is_closed = "Sort by" not in terminal.text()
            return is_closed and (told in terminal.text()) == bool(order)

        times.append(taken(terminal, "enter", is_sorted))
    return times


def choose(terminal: Terminal, order: str) -> None:
    """Open the list of orders, with the cursor on one."""
    terminal.send("s")
    terminal.wait_for("Sort by")
    terminal.send(*(order or "changed"))
    terminal.settle(0.2)


def filtering(terminal: Terminal, runs: int) -> list[float]:
    """Type words of headlines into the filter, and delete them."""
    terminal.send("f")
    terminal.settle(0.5)
    times: list[float] = []
    while len(times) < runs:
        for letter in "cong":
            times.append(taken(terminal, letter, changed(terminal.text)))
        terminal.send(*["backspace"] * 4)
        terminal.settle(0.5)
    terminal.send("escape")
    terminal.settle(0.5)
    return times


def previews(terminal: Terminal, runs: int) -> list[float]:
    """Move the cursor down; another article is in the preview then."""
    return [taken(terminal, "down", changed(lambda: preview(terminal))) for _ in range(runs)]


def preview(terminal: Terminal) -> str:
    """Return what stands in the preview."""
    return "\n".join(line[PREVIEW:] for line in terminal.screen())


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"of {WORDS} chữ")
    parser.add_argument("--runs", type=int, default=RUNS, help="keys of each kind")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        path = write_desk(home / "desk.json", list(articles(options.articles, WORDS)))
        with Terminal(toasoan(path), home, columns=COLUMNS, lines=LINES) as terminal:
            terminal.wait_for("F1 Help", 120)
            terminal.settle(1.0)
            terminal.send("f3")
            terminal.settle(1.0)
            times = {
                "a key that sorts": sorting(terminal, options.runs),
                "a letter of the filter": filtering(terminal, options.runs),
                "from the cursor to the preview": previews(terminal, options.runs),
            }
            terminal.signal(signal.SIGTERM)
            terminal.wait_end()
    print(
        f"### The list of {options.articles:,} articles of {WORDS} chữ, {COLUMNS}×{LINES} "
        "(milliseconds)\n"
    )
    rows = [[what, *spread(found, 1), f"{max(found):.1f}"] for what, found in times.items()]
    print(table(["", "min", "median", "p95", "worst"], rows))
    print(f"\n{conditions()}")


if __name__ == "__main__":
    main()
