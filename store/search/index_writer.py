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
        many = len(self.new) > FEW
        more = 0
        for id, (row, vector) in self.new.items():
            rest()
            before = old.get(id)
            if before and before["stamp"] == row["stamp"]:
                continue
            if before:
                had, leading = _terms_of(base, before)
                led[before["number"]] = leading
                _count(counts, had.terms, vector.terms)
                # Many are written again for another reason than an edit: all is weighed anew.
                vectors.append(vector if many else may_lead(vector, had, leading))
            else:
                _count(counts, (), vector.terms)
                vectors.append(vector)
            rows.append(row)
            more += before is None
            _put_row(base, row, before)
            if full_text:
                _put_texts(base, before, row)
            was = before["neighbours"] if before else b""
            self.rewritten.append(Rewritten(row["number"], was, row["neighbours"]))
        for id in self.gone:
            if id in old and id not in self.new:
                row = old[id]
                had, leading = _terms_of(base, row)
                _count(counts, had.terms, ())
                more -= 1
                for table in ("vectors", "items"):
                    base.execute(f"DELETE FROM {table} WHERE number=?", (row["number"],))
                if full_text:
                    _put_texts(base, row, None)
                _delete_postings(base, row["number"], leading)
                self.rewritten.append(Rewritten(row["number"], row["neighbours"], b""))
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
_PUT: Final = (
    f"INSERT INTO items({', '.join(_COLUMNS)}) VALUES({', '.join('?' * len(_COLUMNS))}) "
    "ON CONFLICT(number) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)
_TEXTS: Final = {
    "words": ("headline", "body", "author", "tags"),
    "headlines": ("headline",),
    "marks": ("headline", "body"),
}
"""The columns of each full text."""


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


def _put_row(base: sqlite3.Connection, row: _Row, old: _Row | None) -> None:
    row["number"] = old["number"] if old else None
    stays = old and old["day"] == row["day"]
    row["place"] = old["place"] if old and stays else _next_place(base, row["day"])
    done = base.execute(_PUT, [row[name] for name in _COLUMNS])
    if not old:
        row["number"] = done.lastrowid


def _terms_of(base: sqlite3.Connection, row: _Row) -> tuple[Vector, set[int]]:
    """Return the terms of an entry that is there, and those that lead to it.

    What it has of words side by side is put into its row.
    """
    packed, leading, row["neighbours"] = base.execute(
        "SELECT packed, leading, neighbours FROM vectors WHERE number=?", (row["number"],)
    ).fetchone()
    return Vector.unpacked(packed), set(array("I", leading))


def _count(counts: Counter[int], before: Iterable[int], after: Iterable[int]) -> None:
    """Count the terms that an entry has lost and those that it has gained."""
    had, has = set(before), set(after)
    counts.update(has - had)
    for term in had - has:
        counts[term] -= 1


def _put_texts(base: sqlite3.Connection, old: _Row | None, new: _Row | None) -> None:
    """Put the words of an entry in the place of the old ones, as far as they are others."""
    for table, columns in _TEXTS.items():
        before = (old["place"], *_text(table, old)) if old else None
        after = (new["place"], *_text(table, new)) if new else None
        if before == after:
            continue
        names = f"rowid, {', '.join(columns)}"
        values = ", ".join("?" * (len(columns) + 1))
        if before:  # without the text itself, SQLite must be told what it was
            base.execute(
                f"INSERT INTO {table}({table}, {names}) VALUES('delete', {values})", before
            )
        if after:
            base.execute(f"INSERT INTO {table}({names}) VALUES({values})", after)


def _text(table: str, row: _Row) -> tuple[str, ...]:
    if table != "marks":
        return tuple(row[column] for column in _TEXTS[table])
    return tuple(" ".join(map(spelling, row[c].split())) for c in ("marked_headline", "marked"))


def _delete_postings(base: sqlite3.Connection, number: int, leading: Iterable[int]) -> None:
    pairs = [(term, number) for term in leading]
    base.executemany("DELETE FROM postings WHERE term=? AND number=?", pairs)


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
    """Keep the terms of each new entry, and let the heaviest lead to it.

    Args:
        base: where they are kept.
        rows: of the entries.
        vectors: the terms of each that may lead to it.
        known: how many entries have a term.
        led: the terms that led to an entry before.
        rest: called before each entry.
    """
    (total,) = base.execute("SELECT max(number) FROM items").fetchone()
    postings, kept = [], []
    for row, vector in zip(rows, vectors, strict=True):
        rest()
        number = row["number"]
        terms = heaviest(vector, known, total)
        before = led.get(number, set())
        _delete_postings(base, number, before.difference(terms))
        postings += [(term, number) for term in terms if term not in before]
        kept.append((number, row["packed"], array("I", terms).tobytes(), row["neighbours"]))
    base.executemany("INSERT OR IGNORE INTO postings VALUES(?, ?)", sorted(postings))
    base.executemany(
        "REPLACE INTO vectors(number, packed, leading, neighbours) VALUES(?, ?, ?, ?)", kept
    )


def may_lead(vector: Vector, had: Vector, leading: set[int]) -> Vector:
    """Return those terms of a changed text that can be among its heaviest.

    To read how many entries have a term takes a page of the file for each. What did not lead before
    leads now only if it says more, or if something that led says less.

    Args:
        vector: the terms now.
        had: those before.
        leading: those that led before.
    """
    before = dict(zip(had.terms, had.weights, strict=True))
    changed = {
        term: use
        for term, use in zip(vector.terms, vector.weights, strict=True)
        if before.get(term) != use
    }
    stay = leading.intersection(vector.terms)
    if len(stay) < len(leading) or any(
        _least(changed[term]) < _least(before[term]) for term in stay & changed.keys()
    ):
        return vector
    terms = sorted(leading | changed.keys())
    uses = bytes([changed.get(term) or before[term] for term in terms])
    return Vector(array("I", terms), uses)


def heaviest(vector: Vector, known: dict[int, int], total: int) -> list[int]:
    """Return the terms that lead to an entry: of its headline, then rare and frequent ones."""
    if len(vector.terms) <= KEPT_TERMS:
        return list(vector.terms)

    weighed = []
    for term, held in zip(vector.terms, vector.weights, strict=True):
        weight = log(1 + total / known.get(term, 1)) * _OF_USE[held]
        weighed.append((weight + 1000 if held & IN_HEADLINE else weight, term))
    return [term for _weight, term in nlargest(KEPT_TERMS, weighed)]


def _least(held: int) -> float:
    """Return how heavy a term is that every entry has."""
    return _OF_USE[held] + (1000 if held & IN_HEADLINE else 0)


_OF_USE: Final = tuple(
    (1 + log(said) if (said := times(held)) else 0) * (1.25 if held & IS_NAME else 1)
    for held in range(256)
)
"""The weight of a term by how it is used."""


def frequencies(base: sqlite3.Connection, wanted: Collection[int]) -> dict[int, int]:
    """Return how many entries have each of some terms, if any do."""
    listed = msgspec.json.encode(list(wanted)).decode()
    return dict(
        base.execute(
            "SELECT term, items FROM json_each(?) CROSS JOIN frequencies ON term = value",
            (listed,),
        )
    )
