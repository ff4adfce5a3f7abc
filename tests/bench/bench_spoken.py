"""Measure how long the processor takes to write 1,000 chữ as they are spoken.

    python -m tests.bench.bench_spoken [--runs N]

The text is made of the phrases of the tests, a figure or an abbreviation in each, so it has several
times as many as an article.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from store.spoken.reader import spoken
from store.text import count_words
from tests.bench.measure import conditions, spread, table

PHRASES = Path(__file__).parents[1] / "store" / "spoken" / "phrases.tsv"
WORDS = 1_000
RUNS = 50


def text_of(words: int) -> str:
    """Return a text of about so many chữ."""
    lines = PHRASES.read_text(encoding="utf-8").splitlines()
    phrases = cycle(line.partition("\t")[0] for line in lines if line and line[:2] != "# ")
    text: list[str] = []
    while words > 0:
        text.append(next(phrases))
        words -= count_words(text[-1])
    return ".\n\n".join(text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N")
    runs = parser.parse_args(arguments).runs
    text = text_of(WORDS)
    times: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        read = spoken(text)
        times.append((time.process_time() - start) * 1000)
    print(f"{conditions()}\n")
    head = (f"{count_words(text):,} chữ, {read.count} places written", "min ms", "median", "p95")
    print(table(head, [("as spoken", *spread(times, 1))]))


if __name__ == "__main__":
    main()
