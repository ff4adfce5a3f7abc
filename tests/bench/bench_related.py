"""Measure the quality of related news beside three others, in one run.

    python -m tests.bench.bench_related [--shared DIR] [--limit N]

E1 asks for pieces on the same story, E2 for the older pieces that editors linked, E3 (cards with
dates) for earlier items that a judge found useful; nDCG@5 with its 95 % interval (bootstrap).

`judged_cards.jsonl` has more cards of the kind of E3, by the IDs of the shared news: 110 drawn by
hash, the first six of five settings put together without names or order, judged by two who knew no
system; 22 had nothing that was useful. Settings are chosen on half of the queries (`A`, by hash),
and the other half (`B`) says what they are worth: so were all numbers of a card in
`store.search.relatedness`, not with the study's own cards in view, and those of a draft that
concern the lead and the length; its older ones were chosen with all of E1 and E2 in view.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from math import log2
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any, NamedTuple

from store.articles.page_format import read_page
from store.search import Entry
from store.search.index import Index
from store.search.related import related
from tests.bench.measure import conditions, print_rows
from tests.bench.related_peers import Bm25, PlainFts, raw_words, syllables_and_pairs

JUDGED = Path(__file__).with_name("judged_cards.jsonl")
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DEPTH = 5
Allowed = Callable[[str], bool]
Ranker = Callable[[Entry, Allowed, int], list[str]]


class Question(NamedTuple):
    entry: Entry
    relevant: dict[str, int]
    allowed: Allowed


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file of JSON lines, packed or not."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def articles(data: Path, limit: int | None) -> tuple[list[Entry], dict[str, list[Question]]]:
    """Read the articles and their questions; of those that are in no question, `limit`."""
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

    def asked(row: dict[str, Any]) -> Question:
        known = entries[row["query"]]
        text = row.get("query_body", known.text)
        entry = Entry(known.id, "article", known.headline, "", text)
        return Question(entry, row["relevant"], lambda id: True)

    halves: dict[str, list[Question]] = {f"{name} {half}": [] for name in labels for half in "AB"}
    for name, rows in labels.items():
        for row in rows:
            halves[f"{name} {_half(row['query'])}"].append(asked(row))
    return list(entries.values()), halves


def news(data: Path, limit: int | None = None) -> tuple[list[Entry], dict[str, list[Question]]]:
    """Read the dated items and their questions."""
    entries: dict[str, Entry] = {}
    times: dict[str, datetime] = {}
    labels: dict[str, list[dict[str, Any]]] = {
        "E3": list(lines(data / "e3_judged.jsonl")),
        "E3 A": [],
        "E3 B": [],
    }
    for row in lines(JUDGED):
        labels[f"E3 {_half(row['query'])}"].append(row)
    named = {
        id for rows in labels.values() for row in rows for id in (row["query"], *row["relevant"])
    }
    for at, row in enumerate(lines(data / "news.jsonl.xz")):
        if limit is None or at < limit or row["id"] in named:
            times[row["id"]] = datetime.fromisoformat(row["published"])
            day = times[row["id"]].date()
            text = row["summary"] or ""
            entries[row["id"]] = Entry(row["id"], "news", row["title"], row["source"], text, day)

    def asked(row: dict[str, Any]) -> Question:
        now = times[row["query"]]
        return Question(entries[row["query"]], row["relevant"], lambda id: times[id] < now)

    return list(entries.values()), {n: [asked(row) for row in rows] for n, rows in labels.items()}


def _half(id: str) -> str:
    """Return the half of the queries to which one belongs: settings are chosen on A only."""
    return "AB"[int(hashlib.sha256(f"half{id}".encode()).hexdigest(), 16) % 2]


def ndcg(ids: list[str], relevant: dict[str, int]) -> float:
    """Rate the first places of a ranking, 1 for the best there can be."""
    ideal = sorted(relevant.values(), reverse=True)
    return gain([relevant.get(id, 0) for id in ids]) / gain(ideal)


def gain(grades: list[int]) -> float:
    """Sum up the grades of the first places, the later the less."""
    return sum((2.0**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:DEPTH]))


def quality(ask: Ranker, questions: list[Question]) -> str:
    """Return the mean nDCG@5 of some questions, and its interval."""
    rated = [ndcg(ask(q.entry, q.allowed, DEPTH), q.relevant) for q in questions]
    dice = random.Random(1)
    means = sorted(mean(dice.choices(rated, k=len(rated))) for _ in range(2000))
    return f"{mean(rated):.3f} ({means[50]:.3f}–{means[-51]:.3f})"


def built(entries: Iterable[Entry]) -> Index:
    """Put entries into a new index."""
    index = Index()
    index.put_all(list(entries))
    return index


def ours(index: Index, entries: Iterable[Entry]) -> Ranker:
    """Rank as the desk does; near-copies that share a place are counted one by one."""
    known = {entry.id: entry for entry in entries}

    def ask(entry: Entry, allowed: Allowed, depth: int) -> list[str]:
        before = entry.day + timedelta(days=1) if entry.day else None
        found = related(index, entry, limit=60, exclude=(), text_of=known.get, before=before)
        ids = [id for one in found for id in (one.id, *one.same)]
        return [id for id in ids if allowed(id)][:depth]

    return ask


def ranks_of_cards(index: Index, entries: list[Entry], shared: Path) -> list[int]:
    """Put the cards of the sample page among the articles, and rank them for its article."""
    file = next((shared / "pages").glob("*.txt"))
    page = read_page(file.read_bytes(), file.name)
    cards = [
        Entry(f"card {at}", "news", card.headline, card.byline, card.summary)
        for at, card in enumerate(page.cards)
    ]
    index.put_all(cards)
    ask = ours(index, [*entries, *cards])
    asked = Entry("page", "article", page.headline, page.byline, page.body)
    ids = ask(asked, lambda id: True, 200)
    index.put_all([], gone=[card.id for card in cards])
    return [ids.index(card.id) + 1 if card.id in ids else 0 for card in cards]


METHODS = (
    "plain SQLite FTS5, headline, raw text",
    "the top 25 words (what the plugins do)",
    "folded syllables + pairs, BM25",
    "**toasoan**",
)


def rankers(entries: list[Entry], asked: list[Entry], index: Index) -> list[Ranker]:
    """Return the four ways to rank."""
    return [
        PlainFts(entries).ask,
        Bm25(entries, asked, raw_words, heaviest=25).ask,
        Bm25(entries, asked, syllables_and_pairs).ask,
        ours(index, entries),
    ]


def compared(
    entries: list[Entry], questions: dict[str, list[Question]], index: Index
) -> Iterator[list[str]]:
    """Yield a row of the table for each way to rank."""
    asked = [q.entry for rows in questions.values() for q in rows]
    for name, ask in zip(METHODS, rankers(entries, asked, index), strict=True):
        yield [name, *(quality(ask, rows) for rows in questions.values())]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print, each way to rank as soon as it has been asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="where data/ and pages/ are")
    parser.add_argument("--limit", type=int, help="how many distractors (default: all)")
    options = parser.parse_args(arguments)
    print(f"Related news, {conditions()}\n")
    for read in (articles, news):
        entries, questions = read(options.shared / "data", options.limit)
        start = perf_counter()
        index = built(entries)
        seconds = perf_counter() - start
        head = ("nDCG@5", *(f"{name}, {len(rows)} queries" for name, rows in questions.items()))
        print_rows(head, compared(entries, questions, index))
        print(f"\namong {len(entries)} (read into the index in {seconds:.0f} s)\n", flush=True)
        if read is articles:
            ranks = ranks_of_cards(index, entries, options.shared)
            print(
                "Short against long: the sample page's cards stand among the articles at "
                f"{', '.join(str(rank) if rank else 'none of the first 60' for rank in ranks)}.\n",
                flush=True,
            )
        index.close()


if __name__ == "__main__":
    main()
