"""Measure related news: quality against a plain baseline, time, memory.

    python -m tests.bench.bench_related [--shared DIR] [--limit N]

E1 asks for pieces on the same story, E2 for the older pieces that editors linked. The baseline is
what blog plugins do: the 25 heaviest words of the text (TF-IDF), ranked by BM25.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log, log2
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from typing import Any, NamedTuple

from store.page import read_page
from store.search import Entry, Index
from store.text import nfc

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DEPTH = 5
Ranker = Callable[[Entry], list[str]]


class Question(NamedTuple):
    entry: Entry
    relevant: dict[str, int]


class TopWords:
    """The baseline: BM25 (k1 1.2, b 0.75) with the 25 heaviest words, marks kept."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._postings: dict[str, dict[str, int]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}
        for entry in entries:
            counts = self._count(entry)
            self._lengths[entry.id] = counts.total()
            for word, times in counts.items():
                self._postings[word][entry.id] = times
        self._mean = mean(self._lengths.values())

    def _count(self, entry: Entry) -> Counter[str]:
        words = nfc(f"{entry.headline}\n{entry.text}").lower().split()
        return Counter(word.strip(".,:;!?…–-“”‘’'\"()") for word in words)

    def _idf(self, word: str) -> float:
        entries = len(self._postings.get(word, ()))
        return log(1 + (len(self._lengths) - entries + 0.5) / (entries + 0.5))

    def ask(self, entry: Entry) -> list[str]:
        """Rank the entries for one text."""
        counts = self._count(entry)
        heaviest = sorted(counts, key=lambda word: -counts[word] * self._idf(word))[:25]
        scores: dict[str, float] = defaultdict(float)
        for word in heaviest:
            for id, times in self._postings.get(word, {}).items():
                norm = 0.25 + 0.75 * self._lengths[id] / self._mean
                scores[id] += self._idf(word) * times * 2.2 / (times + 1.2 * norm)
        scores.pop(entry.id, None)
        return sorted(scores, key=lambda id: (-scores[id], id))[:DEPTH]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file of JSON lines, packed or not."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def load(data: Path, limit: int | None) -> tuple[list[Entry], dict[str, list[Question]]]:
    """Read the questions, and the articles: all that are asked or relevant, `limit` others."""
    labels = {
        name: list(lines(data / f"{file}.jsonl"))
        for name, file in (("E1", "e1_same_story"), ("E2", "e2_editor_links"))
    }
    named = {
        id for rows in labels.values() for row in rows for id in (row["query"], *row["relevant"])
    }
    entries: dict[str, Entry] = {}
    others = 0
    for row in lines(data / "articles.jsonl.xz"):
        others += row["id"] not in named
        if row["id"] in named or limit is None or others <= limit:
            text = f"{row['sapo'] or ''}\n{row['body'] or ''}"
            entries[row["id"]] = Entry(row["id"], "article", row["title"], "", text)
    questions = {
        name: [Question(asked(entries[row["query"]], row), row["relevant"]) for row in rows]
        for name, rows in labels.items()
    }
    return list(entries.values()), questions


def asked(entry: Entry, row: dict[str, Any]) -> Entry:
    """Give the text to ask about; E2 has its own, without the headlines of the linked pieces."""
    text = row.get("query_body", entry.text)
    return Entry(entry.id, "article", entry.headline, "", text)


def ndcg(ids: list[str], relevant: dict[str, int]) -> float:
    """Rate the first places of a ranking, 1 for the best there can be."""
    ideal = sorted(relevant.values(), reverse=True)
    return gain([relevant.get(id, 0) for id in ids]) / gain(ideal)


def gain(grades: list[int]) -> float:
    """Sum up the grades of the first places, the later the less."""
    return sum((2.0**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:DEPTH]))


def quality(ask: Ranker, questions: list[Question]) -> float:
    """Give the mean nDCG@5."""
    return mean(ndcg(ask(question.entry), question.relevant) for question in questions)


def times(task: Callable[[Any], object], inputs: Iterable[Any]) -> str:
    """Run a task on each input and give p50, p95 and the worst in milliseconds."""
    taken = []
    for value in inputs:
        start = perf_counter()
        task(value)
        taken.append((perf_counter() - start) * 1000)
    parts = quantiles(taken, n=20)
    return f"p50 {parts[9]:.1f}  p95 {parts[18]:.1f}  worst {max(taken):.1f} ms"


def keystrokes(entries: list[Entry]) -> Iterator[str]:
    """Yield what stands in the search box while the start of some headlines is typed."""
    for entry in entries[:: max(1, len(entries) // 100)]:
        start = entry.headline[:16]
        yield from (start[:end] for end in range(1, len(start) + 1))


def ranks_of_cards(index: Index, shared: Path) -> list[int]:
    """Put the cards of the sample page among the articles, and rank them for its article."""
    file = next((shared / "pages").glob("*.txt"))
    page = read_page(file.read_bytes(), file.name)
    for at, card in enumerate(page.cards):
        index.put(Entry(f"card {at}", "news", card.headline, card.byline, card.summary))
    entry = Entry("page", "article", page.headline, page.byline, page.body)
    places = {one.id: at for at, one in enumerate(index.related(entry, limit=len(index)), 1)}
    return [places.get(f"card {at}", 0) for at in range(len(page.cards))]


def build(entries: list[Entry]) -> Index:
    """Put all entries into a new index."""
    index = Index()
    for entry in entries:
        index.put(entry)
    return index


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="where data/ and pages/ are")
    parser.add_argument("--limit", type=int, help="how many distractor articles (default: all)")
    parser.add_argument("--memory", action="store_true", help="trace the memory (slow)")
    options = parser.parse_args(arguments)
    entries, questions = load(options.shared / "data", options.limit)

    if options.memory:
        tracemalloc.start()
        kept = build(entries)
        print(f"memory of the index  {tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB")
        tracemalloc.stop()
        del kept
    start = perf_counter()
    index = build(entries)
    print(f"build  {len(entries)} articles  {perf_counter() - start:.1f} s")
    print("put again     ", times(index.put, entries[:500]))
    every = [question.entry for rows in questions.values() for question in rows]
    print("related       ", times(index.related, every))
    print("search        ", times(index.search, keystrokes(entries)))

    def ask(entry: Entry) -> list[str]:
        return [one.id for one in index.related(entry, limit=DEPTH)]

    baseline = TopWords(entries)
    for name, rows in questions.items():
        ours, theirs = quality(ask, rows), quality(baseline.ask, rows)
        print(f"{name} nDCG@{DEPTH}  ours {ours:.3f}  top 25 words {theirs:.3f}  ({len(rows)})")
    print(
        "places of the sample page's cards (0: not suggested) ",
        ranks_of_cards(index, options.shared),
    )


if __name__ == "__main__":
    main()
