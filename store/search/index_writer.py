"""What is written to the index in one transaction: rows, and the terms that lead to them."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import nlargest
from itertools import chain
from math import log
from typing import Any, Final, Protocol

import msgspec

from store.records import Id
from store.search.entry import Entry
from store.search.neighbours import Rewritten, numbers_in
from store.search.tokens import (
    IN_HEADLINE,
    IS_NAME,
    Stretch,
    Vector,
    marked,
    pieces,
    spelling,
    times,
    vector_of,
    words_of,
)

KEPT_TERMS: Final = 64
"""The most terms that lead to an entry, the heaviest; its score uses all of them. Measured, nearly
nothing is lost."""
BATCH_TERMS: Final = 75_000
"""The size of a transaction in terms: each goes once through the whole file, and takes 20 MB."""
FEW: Final = 20
"""The terms of more entries than this are counted in the file at once."""
_PLACES_A_DAY: Final = 1 << 18
"""The place of an entry is its day and its number on it, so the newest has the greatest place."""


Rest = Callable[[], None]
_Row = dict[str, Any]


class TermCounts(Protocol):
    """The number of entries with each term, as a batch reads and changes it."""

    has_full_text: bool

    def count(self, counts: Counter[int]) -> None:
        """Count terms in memory, until they are written."""

    def frequencies_for_writing(
        self, base: sqlite3.Connection, vectors: list[Vector]
    ) -> dict[int, int]:
        """Return how many entries have each term of some texts, within the current transaction."""


class Batch:
    """What is written in one transaction."""

    def __init__(self) -> None:
        self.new: dict[Id, tuple[_Row, Vector]] = {}
        self.gone: list[Id] = []
        self.rewritten: list[Rewritten] = []
        """What `write` has changed of the words of pieces."""

    def add(self, entry: Entry) -> int:
        """Prepare an entry for writing, and return its number of terms; the last of an ID wins."""
        headline, text = list(pieces(entry.headline)), list(pieces(entry.text))
        vector = vector_of(headline, text)
        self.new[entry.id] = _row_of(entry, vector, headline, text), vector
        return len(vector.terms)

    def write(self, index: TermCounts, base: sqlite3.Connection, rest: Rest) -> int:
        """Write it in a transaction of `base`, and return by how many entries there are more now.

        `rest` is called before each entry.
        """
        full_text = index.has_full_text
        counts: Counter[int] = Counter()
        old = {id: row for id in (*self.new, *self.gone) if (row := _row(base, id))}
        led: dict[int, set[int]] = {}
        rows, vectors = [], []
        more = 0
        for id, (row, vector) in self.new.items():
            rest()
            before = old.get(id)
            if before and before["stamp"] == row["stamp"]:
                continue
            if before:
                had, led[before["number"]] = _take_out(base, before, full_text)
                counts.subtract(had)
            counts.update(vector.terms)
            rows.append(row)
            vectors.append(vector)
            more += before is None
            _put_row(base, row, before, full_text)
            was = before["neighbours"] if before else b""
            self.rewritten.append(Rewritten(row["number"], was, row["neighbours"]))
        for id in self.gone:
            if id in old and id not in self.new:
                had, leading = _take_out(base, old[id], full_text)
                counts.subtract(had)
                more -= 1
                _delete_postings(base, old[id]["number"], leading)
                self.rewritten.append(Rewritten(old[id]["number"], old[id]["neighbours"], b""))
        if len(rows) > FEW:
            count(base, counts)
        else:
            index.count(counts)
        if rows:
            known = index.frequencies_for_writing(base, vectors)
            _write_postings(base, rows, vectors, known, led, rest)
        return more


def batches(
    entries: Iterable[Entry], gone: Collection[Id], rest: Rest
) -> Iterator[tuple[int, Batch]]:
    """Yield the batches to be written, with how many entries are done after each."""
    batch, size, done = Batch(), 0, 0
    both: Iterable[Id | Entry] = chain(gone, entries)
    for one in both:
        if isinstance(one, Entry):
            rest()
            size += batch.add(one) + 50
        else:
            batch.gone.append(one)
            size += 500
        done += 1
        if size > BATCH_TERMS:
            yield done, batch
            batch, size = Batch(), 0
    if size:
        yield done, batch


_COLUMNS: Final = (
    *("number", "id", "place", "kind", "day", "status", "stamp", "terms", "shown"),
    *("headline", "body", "author", "tags", "marked_headline", "marked"),
)


def _row(base: sqlite3.Connection, id: Id) -> _Row | None:
    found = base.execute(f"SELECT {', '.join(_COLUMNS)} FROM items WHERE id=?", (id,)).fetchone()
    return dict(zip(_COLUMNS, found, strict=True)) if found else None


def _row_of(entry: Entry, vector: Vector, headline: list[Stretch], text: list[Stretch]) -> _Row:
    """Return the row of an entry, without its number and place."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "day": entry.day.toordinal() if entry.day else 0,
        "status": entry.status,
        "stamp": entry.stamp,
        "terms": len(vector.terms),
        "shown": entry.headline.encode().decode(),  # a new string: see `Entry.stamp`
        "headline": _joined(headline),
        "body": _joined(text),
        "author": " ".join(words_of(entry.author)),
        "tags": " ".join(words_of(entry.tags)),
        "marked_headline": " ".join(marked(headline)),
        "marked": " ".join(marked(chain(pieces(entry.author), text, pieces(entry.tags)))),
        "packed": vector.packed(),
        "neighbours": numbers_in(chain(headline, text)) if entry.is_archived else b"",
    }


def _joined(text: list[Stretch]) -> str:
    return " ".join([folded for piece in text for _written, folded in piece])


def _next_place(base: sqlite3.Connection, day: int) -> int:
    end = (day + 1) * _PLACES_A_DAY
    (last,) = base.execute("SELECT max(place) FROM items WHERE place < ?", (end,)).fetchone()
    place = max(day * _PLACES_A_DAY, (last or 0) + 1)
    return place if place < end else _next_place(base, day + 1)


def _put_row(base: sqlite3.Connection, row: _Row, old: _Row | None, full_text: bool) -> None:
    row["number"] = old["number"] if old else None
    stays = old and old["day"] == row["day"]
    row["place"] = old["place"] if old and stays else _next_place(base, row["day"])
    names = ", ".join(_COLUMNS)
    values = ", ".join(f":{name}" for name in _COLUMNS)
    done = base.execute(f"INSERT INTO items({names}) VALUES({values})", row)
    row["number"] = done.lastrowid
    base.execute("INSERT INTO vectors VALUES(:number, :packed, x'', :neighbours)", row)
    if full_text:
        base.execute(
            "INSERT INTO words(rowid, headline, body, author, tags) "
            "VALUES(:place, :headline, :body, :author, :tags)",
            row,
        )
        base.execute("INSERT INTO headlines(rowid, headline) VALUES(:place, :headline)", row)
        base.execute("INSERT INTO marks(rowid, headline, body) VALUES(?, ?, ?)", _marks_of(row))


def _take_out(
    base: sqlite3.Connection, row: _Row, full_text: bool
) -> tuple[Iterable[int], set[int]]:
    """Delete an entry, and return its terms, and those that still lead to it.

    What it has of words side by side is put into its row.
    """
    number = (row["number"],)
    packed, leading, row["neighbours"] = base.execute(
        "SELECT packed, leading, neighbours FROM vectors WHERE number=?", number
    ).fetchone()
    base.execute("DELETE FROM vectors WHERE number=?", number)
    base.execute("DELETE FROM items WHERE number=?", number)
    if full_text:
        base.execute(
            "INSERT INTO words(words, rowid, headline, body, author, tags) "
            "VALUES('delete', :place, :headline, :body, :author, :tags)",
            row,
        )
        base.execute(
            "INSERT INTO headlines(headlines, rowid, headline) VALUES('delete', :place, :headline)",
            row,
        )
        base.execute(
            "INSERT INTO marks(marks, rowid, headline, body) VALUES('delete', ?, ?, ?)",
            _marks_of(row),
        )
    return Vector.unpacked(packed).terms, set(array("I", leading))


def _delete_postings(base: sqlite3.Connection, number: int, leading: Iterable[int]) -> None:
    pairs = [(term, number) for term in leading]
    base.executemany("DELETE FROM postings WHERE term=? AND number=?", pairs)


def _marks_of(row: _Row) -> tuple[int, str, str]:
    spelled = (" ".join(map(spelling, row[c].split())) for c in ("marked_headline", "marked"))
    return (row["place"], *spelled)


def count(base: sqlite3.Connection, counts: Counter[int]) -> None:
    """Add to the number of entries with each term."""
    base.executemany(
        "INSERT INTO frequencies VALUES(?, ?) "
        "ON CONFLICT(term) DO UPDATE SET items = items + excluded.items",
        sorted((term, by) for term, by in counts.items() if by),
    )
    gone = [(term,) for term, by in counts.items() if by < 0]
    base.executemany("DELETE FROM frequencies WHERE term=? AND items <= 0", gone)


def _write_postings(
    base: sqlite3.Connection,
    rows: list[_Row],
    vectors: list[Vector],
    known: dict[int, int],
    led: dict[int, set[int]],
    rest: Rest,
) -> None:
    """Let the heaviest terms of each new entry lead to it; `led` has those that did before."""
    (total,) = base.execute("SELECT max(number) FROM items").fetchone()
    postings, leading = [], []
    for row, vector in zip(rows, vectors, strict=True):
        rest()
        number = row["number"]
        terms = heaviest(vector, known, total)
        before = led.get(number, set())
        _delete_postings(base, number, before.difference(terms))
        postings += [(term, number) for term in terms if term not in before]
        leading.append((array("I", terms).tobytes(), number))
    base.executemany("INSERT OR IGNORE INTO postings VALUES(?, ?)", sorted(postings))
    base.executemany("UPDATE vectors SET leading=? WHERE number=?", leading)


def heaviest(vector: Vector, known: dict[int, int], total: int) -> list[int]:
    """Return the terms that lead to an entry: of its headline, then rare and frequent ones."""
    if len(vector.terms) <= KEPT_TERMS:
        return list(vector.terms)

    weighed = []
    for term, held in zip(vector.terms, vector.weights, strict=True):
        weight = log(1 + total / known.get(term, 1)) * _SAID[times(held)]
        weight *= 1.25 if held & IS_NAME else 1
        weighed.append((weight + 1000 if held & IN_HEADLINE else weight, term))
    return [term for _weight, term in nlargest(KEPT_TERMS, weighed)]


_SAID: Final = (0, *(1 + log(said) for said in range(1, 32)))
"""The weight of a term by how often it occurs."""


def frequencies(base: sqlite3.Connection, wanted: Collection[int]) -> dict[int, int]:
    """Return how many entries have each of some terms, if any do."""
    listed = msgspec.json.encode(list(wanted)).decode()
    return dict(
        base.execute(
            "SELECT term, items FROM json_each(?) CROSS JOIN frequencies ON term = value",
            (listed,),
        )
    )
