"""Measure typing while the index is built beside it, and how soon suggestions follow a pause.

    python -m tests.bench.bench_beside [--items N] [--articles N] [--keys N] [--pauses N]

In the app, in a terminal of 140 columns, on a desk without an index: a key to the screen while the
index is built, the same when it is there, and from the last key of a headline to the first
suggestion. Each headline begins a new article and is that of another one on the desk.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from store import Article
from tests.bench.bench_keys import INTERVAL, TYPED, press
from tests.bench.measure import conditions, spread, table, toasoan
from tests.bench.text import articles, news_items, write_desk
from tests.terminal.term import Terminal

ITEMS = 100_000
ARTICLES = 10_000
WORDS = 500
KEYS = 300
PAUSES = 30
BUILDING = 600.0
"""Seconds that the building may take."""

COLUMNS, LINES = 140, 45
RELATED = 100
"""The column from which on all is the pane of the related news."""


def pane(terminal: Terminal) -> str:
    """Return what stands in the pane of the related news."""
    return "\n".join(line[RELATED:] for line in terminal.screen())


def typed(terminal: Terminal, keys: int) -> list[float]:
    """Type so many keys into the open text; return the milliseconds of each."""
    times = []
    next_key = time.perf_counter()
    for place in range(keys):
        terminal.pump(max(next_key - time.perf_counter(), 0))
        next_key = max(next_key, time.perf_counter()) + INTERVAL
        taken = press(terminal, TYPED[place % len(TYPED)])
        if taken is not None:
            times.append(taken)
    return times


def pauses(terminal: Terminal, known: Sequence[Article], count: int) -> list[float]:
    """Begin articles with the headlines of others; return the milliseconds to a suggestion.

    The last letter comes by itself: what a burst of 50 takes to be typed is no pause.
    """
    times = []
    for article in random.Random(6).sample(list(known), count):
        terminal.send("ctrl+n")
        terminal.settle(0.6)
        terminal.send(article.headline[:-1])
        terminal.settle(0.1)
        terminal.send(article.headline[-1])
        sent = time.perf_counter()
        wanted = article.headline[:12]
        while wanted not in pane(terminal):
            if not terminal.read(10):
                raise SystemExit(f"{wanted!r} was not suggested:\n{terminal.text()}")
        times.append((terminal.read_at - sent) * 1000)
        terminal.settle(0.6)
    return times


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=ITEMS, help="news on the desk")
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"of {WORDS} chữ")
    parser.add_argument("--keys", type=int, default=KEYS, help="typed in a row")
    parser.add_argument("--pauses", type=int, default=PAUSES, help="headlines that are typed")
    options = parser.parse_args(arguments)
    known = list(articles(options.articles, WORDS))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        path = write_desk(home / "desk.json", [*known, *news_items(options.items)])
        with Terminal(toasoan(path), home, columns=COLUMNS, lines=LINES) as terminal:
            terminal.wait_for("F1 Help", 120)
            terminal.settle(1.0)
            terminal.send("f3", "home", "enter")
            terminal.wait_for(" %", 60)
            started = time.perf_counter()
            times = {"a key while the index is built": typed(terminal, options.keys)}
            if "%" not in pane(terminal):
                raise SystemExit("the index was built before the typing had an end")
            terminal.wait_for(lambda _text: "%" not in pane(terminal), BUILDING)
            built = time.perf_counter() - started
            terminal.settle(1.0)
            times["a key when it is there"] = typed(terminal, options.keys)
            times["from the last key to a suggestion"] = pauses(terminal, known, options.pauses)
            terminal.signal(signal.SIGTERM)
            terminal.wait_end()
    print(
        f"### Beside the typing: {options.items:,} items and {options.articles:,} articles of "
        f"{WORDS} chữ, {COLUMNS}×{LINES} (milliseconds)\n"
    )
    rows = [[what, *spread(taken, 1), f"{max(taken):.1f}"] for what, taken in times.items()]
    print(table(["", "min", "median", "p95", "worst"], rows))
    print(f"\nThe index was there {built:.0f} s after the article was opened. {conditions()}")


if __name__ == "__main__":
    main()
