"""What related news is compared with: other ways to rank, each over the same entries."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import log

from store.search import Entry
from store.text import nfc, syllables

Allowed = Callable[[str], bool]
Terms = Callable[[Entry], list[str]]


class PlainFts:
    """SQLite FTS5 as it comes: raw text, the words of the headline joined by OR, its bm25."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, headline, text)")
        rows = ((entry.id, entry.headline, entry.text) for entry in entries)
        self._base.executemany("INSERT INTO t VALUES(?, ?, ?)", rows)

    def ask(self, entry: Entry, allowed: Allowed, depth: int) -> list[str]:
        """Rank the entries for one text."""
        words = dict.fromkeys(re.findall(r"\w+", entry.headline))
        match = " OR ".join(f'"{word}"' for word in words)
        rows = self._base.execute("SELECT id FROM t WHERE t MATCH ? ORDER BY rank", (match,))
        found: list[str] = []
        for (id,) in rows:
            if id != entry.id and allowed(id):
                found.append(id)
                if len(found) == depth:
                    break
        return found


class Bm25:
    """BM25 (k1 1.2, b 0.75) over the terms that some function gives of a text.

    Args:
        entries: to rank.
        asked: the texts that will be asked about; only their terms are kept.
        terms: gives the terms of a text.
        heaviest: ask by so many terms only, the heaviest by TF-IDF; None for all.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        asked: Iterable[Entry],
        terms: Terms,
        heaviest: int | None = None,
    ) -> None:
        self._terms, self._heaviest = terms, heaviest
        self._ids = [entry.id for entry in entries]
        wanted = {term for entry in asked for term in terms(entry)}
        lengths = array("f")
        postings: dict[str, tuple[array[int], array[float]]] = defaultdict(
            lambda: (array("I"), array("f"))
        )
        for at, entry in enumerate(entries):
            counts = Counter(terms(entry))
            lengths.append(counts.total())
            for term in counts.keys() & wanted:
                postings[term][0].append(at)
                postings[term][1].append(counts[term])
        mean = sum(lengths) / max(len(lengths), 1)
        for places, values in postings.values():
            for at, place in enumerate(places):
                norm = 0.25 + 0.75 * lengths[place] / mean
                values[at] = values[at] * 2.2 / (values[at] + 1.2 * norm)
        self._postings = dict(postings)

    def _idf(self, term: str) -> float:
        held = len(self._postings[term][0]) if term in self._postings else 0
        return log(1 + (len(self._ids) - held + 0.5) / (held + 0.5))

    def ask(self, entry: Entry, allowed: Allowed, depth: int) -> list[str]:
        """Rank the entries for one text."""
        counts = Counter(self._terms(entry))
        chosen: list[str] = list(counts)
        if self._heaviest:
            chosen.sort(key=lambda term: -counts[term] * self._idf(term))
            chosen = chosen[: self._heaviest]
        scores = [0.0] * len(self._ids)
        for term in chosen:
            if term in self._postings:
                weight = self._idf(term)
                for place, value in zip(*self._postings[term], strict=True):
                    scores[place] += weight * value
        found: list[str] = []
        for at in sorted(range(len(scores)), key=lambda at: -scores[at]):
            if not scores[at] or len(found) == depth:
                break
            if self._ids[at] != entry.id and allowed(self._ids[at]):
                found.append(self._ids[at])
        return found


def raw_words(entry: Entry) -> list[str]:
    """Return the words with their marks, as a plugin sees them."""
    words = nfc(f"{entry.headline}\n{entry.text}").lower().split()
    return [bare for word in words if (bare := word.strip(".,:;!?…–-“”‘’'\"()"))]


def syllables_and_pairs(entry: Entry) -> list[str]:
    """Return the folded syllables, and the pairs of neighbouring ones."""
    row = syllables(f"{entry.headline}\n{entry.text}")
    return row + [f"{a} {b}" for a, b in pairwise(row)]
