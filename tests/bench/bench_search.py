"""Measure the search and the index: what is found, how fast, how large.

    python -m tests.bench.bench_search [--shared DIR] [--items N] [--articles N] [--queries N]

The queries are made from the items themselves: scattered words, words in a row, a typo. Speed and
size are those of 100,000 dated items and 10,000 articles; where the data have fewer, items come
again with other words in them.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, process_time
from typing import Any

import msgspec

from store.search import Entry
from store.search.entry import Hit, Suggestion
from store.search.index import Index
from store.search.query import parse
from store.search.query_runner import search
from store.search.related import related
from store.text import nfc, syllables
from tests.bench.bench_related import SHARED, articles, news
from tests.bench.measure import conditions, mebibytes, p95, print_rows, table
from tests.bench.text import body, sentence
from tui.gc_tuning import keep_what_is_there

Family = Callable[[Entry, random.Random], str]


# ---------------------------------------------------------------- what is found


LITTLE: set[str] = set()
"""The 100 most frequent syllables: what nobody types to find one item."""


def scattered(entry: Entry, dice: random.Random) -> str:
    """Four different words of an item in any order, without marks, none of the most frequent."""
    words = sorted({*syllables(f"{entry.headline} {entry.text}")} - LITTLE)
    return " ".join(dice.sample(words, min(4, len(words))))


def in_a_row(entry: Entry, dice: random.Random) -> str:
    """Three words in a row of the headline, without marks."""
    return " ".join(_row(syllables(entry.headline), dice, 3))


def anywhere(entry: Entry, dice: random.Random) -> str:
    """Three words in a row of the headline or the text, without marks; many say `của thành phố`."""
    return " ".join(_row(syllables(f"{entry.headline} {entry.text}"), dice, 3))


def with_marks(entry: Entry, dice: random.Random) -> str:
    """Three words in a row of the headline, as they are written."""
    words = re.findall(r"[^\W_]+", nfc(entry.headline).lower())
    return " ".join(_row(words, dice, 3))


def with_typo(entry: Entry, dice: random.Random) -> str:
    """Four scattered words without marks, one of them with a typo."""
    words = scattered(entry, dice).split()
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if long:
        at = dice.choice(long)
        words[at] = mistyped(words[at], dice)
    return " ".join(words)


def mistyped(word: str, dice: random.Random) -> str:
    """Swap, drop, add or replace one letter."""
    at = dice.randrange(len(word) - 1)
    letter = dice.choice("abcdeghiklmnopqrstuvxy")
    return dice.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def _row(words: list[str], dice: random.Random, count: int) -> list[str]:
    start = dice.randrange(max(1, len(words) - count + 1))
    return words[start : start + count]


FAMILIES: tuple[tuple[str, Family], ...] = (
    ("four scattered words, no marks", scattered),
    ("three words in a row of the headline, no marks", in_a_row),
    ("the same, with marks that must agree", with_marks),
    ("three words in a row anywhere, no marks", anywhere),
    ("four scattered words, one typo", with_typo),
)
ROWS = (in_a_row, anywhere)


def chance(index: Index, entry: Entry, row: str) -> float:
    """Return the odds of an item to be among the first ten where many have the same row of words.

    Nothing in the words tells those apart that have them in the headline, nor those that have
    them elsewhere; the former come first. So much any ranking by the words alone can find.
    """
    (headline,) = index.ask("SELECT count(*) FROM words WHERE words MATCH ?", [f'headline:"{row}"'])
    if f" {row} " in f" {' '.join(syllables(entry.headline))} ":
        return min(1.0, 10 / headline[0])
    (anywhere,) = index.ask("SELECT count(*) FROM words WHERE words MATCH ?", [f'"{row}"'])
    others = anywhere[0] - headline[0]
    return min(1.0, max(0, 10 - headline[0]) / others) if others else 0.0


def series(
    entries: Sequence[Entry], dice: random.Random, count: int
) -> Iterator[tuple[str, set[str]]]:
    """Yield four words with which headlines of at least five days begin, and the newest of all.

    The newest are all items of the last day whose headline holds the words.
    """
    shared: dict[str, list[Entry]] = {}
    for entry in entries:
        words = syllables(entry.headline)
        if len(words) >= 4:
            shared.setdefault(" ".join(words[:4]), []).append(entry)
    many = sorted(row for row, those in shared.items() if len({one.day for one in those}) >= 5)
    heads = [(entry, f" {' '.join(syllables(entry.headline))} ") for entry in entries if entry.day]
    for row in dice.sample(many, min(count, len(many))):
        those = [entry for entry, headline in heads if f" {row} " in headline]
        newest = max(entry.day.toordinal() for entry in those if entry.day)
        yield row, {entry.id for entry in those if entry.day and entry.day.toordinal() == newest}


def searched(index: Index, words: str) -> list[Hit]:
    """Return what the words of the search box find."""
    return search(index, parse(words), limit=50, kinds=("article", "news"))


def suggested(index: Index, entry: Entry, known: dict[str, Entry]) -> list[Suggestion]:
    """Return what is related to an entry."""
    return related(index, entry, limit=20, exclude=(), text_of=known.get)


def hits(index: Index, entries: Sequence[Entry], count: int) -> Iterator[list[str]]:
    """Ask queries of each family and yield the rows of the table."""
    said = Counter(word for entry in entries for word in set(syllables(entry.text)))
    LITTLE.update(word for word, _times in said.most_common(100))
    for name, family in FAMILIES:
        dice = random.Random(5)
        asked = [(entry, family(entry, dice)) for entry in dice.sample(entries, count)]
        found, taken = 0, []
        odds = [chance(index, *one) for one in asked] if family in ROWS else []
        for entry, words in asked:
            start = perf_counter()
            ids = [hit.id for hit in searched(index, words)]
            taken.append((perf_counter() - start) * 1000)
            found += entry.id in ids[:10]
        most = f"{sum(odds) / count:.3f}" if odds else ""
        yield [name, f"{found / count:.3f}", most, f"{p95(taken):.1f}", f"{max(taken):.1f}"]
    found, taken = 0, []
    for words, newest in series(entries, random.Random(5), min(count, 200)):
        start = perf_counter()
        ids = [hit.id for hit in searched(index, words)]
        taken.append((perf_counter() - start) * 1000)
        found += bool(newest & set(ids[:3]))
    rate = f"{found / len(taken):.3f}" if taken else ""
    name = f"{len(taken)} series: the newest among the first three"
    yield [name, rate, "", f"{p95(taken):.1f}" if taken else "", f"{max(taken, default=0):.1f}"]


# ---------------------------------------------------------------- speed and size


def crowd(shared: Path, items: int, long: int) -> list[Entry]:
    """Return so many dated items and articles of 500 chữ, from the data where it is here."""
    dice = random.Random(3)
    known: list[Entry] = []
    texts: list[Entry] = []
    if (shared / "data").is_dir():
        known, texts = news(shared / "data")[0], articles(shared / "data", long)[0]
    made = [*known[:items]]
    while len(made) < items:
        made.append(_another(known, dice, len(made)))
    for at in range(long):
        words = texts[at % len(texts)].text.split()[:500] if texts else []
        text = " ".join(words) + " " + body(dice, 500 - len(words))
        headline = texts[at % len(texts)].headline if texts else sentence(dice, 12)
        made.append(Entry(f"article {at}", "article", headline, "PV", text.strip()))
    return made


def _another(known: Sequence[Entry], dice: random.Random, at: int) -> Entry:
    """Make an item that reads like one of the known, with every fifth word another one."""
    if not known:
        return Entry(f"item {at}", "news", sentence(dice, 12), "PV", body(dice, 40))
    one, other = dice.choice(known), dice.choice(known)
    words, others = one.text.split(), other.text.split() or ["tin"]
    words[::5] = [dice.choice(others) for _ in words[::5]]
    return msgspec.structs.replace(one, id=f"item {at}", text=" ".join(words))


def times(
    task: Callable[[Any], object],
    inputs: Iterable[Any],
    pause: Callable[[], object] | None = None,
) -> list[str]:
    """Run a task on each input and give median, p95 and the worst in milliseconds.

    Args:
        task: what is measured.
        inputs: each is given to it once.
        pause: called after each ten, not measured.
    """
    taken = []
    for number, value in enumerate(inputs, 1):
        start = perf_counter()
        task(value)
        taken.append((perf_counter() - start) * 1000)
        if pause and number % 10 == 0:
            pause()
    return summary(taken)


def summary(taken: Sequence[float]) -> list[str]:
    """Return median, p95 and the worst."""
    return [f"{median(taken):.1f}", f"{p95(taken):.1f}", f"{max(taken):.1f}"]


def keystrokes(entries: Sequence[Entry], count: int) -> Iterator[str]:
    """Yield what stands in the search box while the start of some headlines is typed."""
    dice = random.Random(9)
    for entry in dice.sample(list(entries), count):
        words = syllables(entry.headline)
        start = " ".join(words[dice.randrange(max(1, len(words) - 3)) :])[:14]
        yield from (start[:end] for end in range(1, len(start) + 1))


def most_memory(task: Thread) -> float:
    """Return the most MiB that the process has while a thread works."""
    most = 0.0
    task.start()
    while task.is_alive():
        task.join(0.05)
        most = max(most, mebibytes(os.getpid())[0])
    return most


MEMORY = """
import os, sys
from pathlib import Path
from store.search.index import Index
from store.search.query import parse
from store.search.query_runner import search
from store.search.related import related
from tests.bench.bench_search import keystrokes
from store.search import Entry
import msgspec
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
entries = msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=list[Entry])
known = {entry.id: entry for entry in entries}
from time import perf_counter
before, start = resident(), perf_counter()
index = Index(Path(sys.argv[1]))
related(index, entries[0], limit=20, exclude=(), text_of=known.get)
cold = (perf_counter() - start) * 1000
for entry in entries[1:]:
    related(index, entry, limit=20, exclude=(), text_of=known.get)
for words in keystrokes(entries, 40):
    search(index, parse(words), limit=50, kinds=("article", "news"))
print(resident() - before, cold)
"""


def memory(path: Path, entries: Sequence[Entry]) -> tuple[float, float]:
    """Return by how many MiB a fresh process grows, and its first suggestion in milliseconds."""
    with path.open("rb") as file:  # as after a night: nothing of it is in memory
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    asked = path.with_name("asked.json")
    asked.write_bytes(msgspec.json.encode(list(entries)))
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path), str(asked)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    grown, cold = done.stdout.split()
    return float(grown), float(cold)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="where data/ is")
    parser.add_argument("--items", type=int, default=100_000, help="dated items")
    parser.add_argument("--articles", type=int, default=10_000, help="articles of 500 chữ")
    parser.add_argument("--queries", type=int, default=1000, help="queries a family")
    options = parser.parse_args(arguments)
    print(f"Search and index, {conditions()}\n")
    entries = crowd(options.shared, options.items, options.articles)
    cards, texts = entries[: options.items], entries[options.items :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.json.index"
        # What is found is measured among the items as they are: those that are made up of others
        # have the same headlines.
        real = [entry for entry in cards if not entry.id.startswith("item ")] or cards
        index = Index()
        index.put_all(real)
        print_rows(
            ("hit@10", "found", "by chance", "ms p95", "worst"), hits(index, real, options.queries)
        )
        print(f"among {len(real)} items\n")
        index.close()

        index = Index(path)
        before = mebibytes(os.getpid())[0]
        start, busy = perf_counter(), process_time()
        most = most_memory(Thread(target=index.put_all, args=(entries,)))
        built, cpu = perf_counter() - start, process_time() - busy
        dice = random.Random(4)
        mixed = dice.sample(texts, min(150, len(texts))) + dice.sample(cards, 50)
        known = {entry.id: entry for entry in entries}
        changed = [
            msgspec.structs.replace(entry, text=f"{entry.text} {sentence(dice, 9)}")
            for entry in dice.sample(texts, min(200, len(texts)))
        ]
        fresh = [msgspec.structs.replace(entry, id=f"new {entry.id}") for entry in changed]
        keep_what_is_there()  # as the app does with what it has read
        paused: list[float] = []

        def pause() -> None:
            start = perf_counter()
            index.tidy()
            paused.append((perf_counter() - start) * 1000)

        rows = [
            ["suggestions", *times(lambda e: suggested(index, e, known), mixed)],
            [
                "a keystroke of search",
                *times(lambda words: searched(index, words), keystrokes(cards, 60)),
            ],
            ["an article changed", *times(lambda one: index.put_all([one]), changed, pause)],
            ["an article added", *times(lambda one: index.put_all([one]), fresh, pause)],
            ["what is put off for a pause of the editor, after ten of them", *summary(paused)],
        ]
        print(table(("ms", "median", "p95", "worst"), rows))
        index.close()
        resident, cold = memory(path, mixed)
        print(
            f"\n{len(cards)} items and {len(texts)} articles: built in {built:.0f} s "
            f"({cpu:.0f} s of processor); at the most {most - before:.0f} MiB more while building, "
            f"{resident:.0f} MiB resident in a fresh process that asks; "
            f"its first suggestion {cold:.0f} ms; file {path.stat().st_size / 1e6:.0f} MB."
        )


if __name__ == "__main__":
    main()
