"""Measure an export of 1,000 finished articles: file by file, each with its entry in the ledger.

    python -m tests.bench.bench_export [--articles N] [--words N] [--formats NAME…]

Everything is synced: the files, their folder, and the journal of the desk. The peer writes the same
bytes to files as safely, and nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from store import open_desk
from store.atomic import create_file
from store.formats.registry import form_of
from store.records import Status
from tests.bench.measure import conditions, disk, table
from tests.bench.text import articles, write_desk

ARTICLES = 1_000
WORDS = 575
FORMATS = ("txt", "docx")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def measured(folder: Path, count: int, words: int, name: str) -> list[list[str]]:
    """Export all articles of a desk in a format, then write the same files without a desk."""
    finished = [replace(one, status=Status.APPROVED) for one in articles(count, words)]
    write_desk(folder / "desk.json", finished)
    form = form_of(name)
    with open_desk(folder / "desk.json") as desk:
        bulk = desk.articles.bulk
        plan = bulk.export_plan(desk.articles, folder / "out", form.format.suffix)
        times = timed(lambda: bulk.export(plan, form=form))
        assert len(desk.ledger) == count
    files = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert len(files) == count
    peer = folder / "peer"
    peer.mkdir()

    def write_all() -> None:
        for file, data in files.items():
            create_file(peer / file, data)

    return [
        [f"{name}, with the ledger", *(f"{value:.1f}" for value in times)],
        [f"{name}, only the files", *(f"{value:.1f}" for value in timed(write_all))],
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N")
    parser.add_argument("--words", type=int, default=WORDS, metavar="N")
    parser.add_argument("--formats", nargs="+", default=FORMATS, metavar="NAME")
    options = parser.parse_args(arguments)
    rows: list[list[str]] = []
    for name in options.formats:
        with tempfile.TemporaryDirectory() as folder:
            rows += measured(Path(folder), options.articles, options.words, name)
            where = disk(Path(folder))
    print(f"{conditions()}; {where}\n")
    head = (f"{options.articles:,} articles of {options.words} chữ", "seconds", "of the processor")
    print(table(head, rows))


if __name__ == "__main__":
    main()
