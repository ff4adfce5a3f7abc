"""The index: one SQLite file for the search and for related news, which can be deleted at any time.

It holds only data derived from the records. A file of another format, or a damaged one, is deleted
and rebuilt. Every entry has a checksum of what was indexed, so that after a crash or another
program's changes only what differs is read again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from threading import RLock
from typing import Any, Final

from store.file.permissions import index_files
from store.records import Id
from store.safe_open import PRIVATE, Rights, create, refuse_unless_ours
from store.search.entry import Entry
from store.search.index_writer import FEW, batches, count, frequencies
from store.search.neighbours import Neighbours
from store.search.tokens import Vector
from store.search.typed_rows import TypedRows

FORMAT: Final = 6
"""Of the file, the tokens and the weights in it; another number rebuilds it."""

PATIENCE: Final = 5.0
"""Seconds to wait for another program that writes to the file."""

_MOST_COUNTED: Final = 50_000
"""The most terms that are counted in memory: 5 MB."""

_COMMON: Final = 200
"""A term in more entries than this, and in more than one of 400, is cached: half the terms of a
text, and a few thousand in all."""

_PAGES: Final = 50
"""How many pages of the full text are merged at once, in a pause."""

_SCHEMA: Final = """
CREATE TABLE items(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL,
    kind TEXT NOT NULL, day INTEGER NOT NULL, status TEXT NOT NULL, stamp INTEGER NOT NULL,
    terms INTEGER NOT NULL, shown TEXT NOT NULL, headline TEXT NOT NULL, body TEXT NOT NULL,
    author TEXT NOT NULL, tags TEXT NOT NULL, marked_headline TEXT NOT NULL, marked TEXT NOT NULL
);
CREATE INDEX items_in_order ON items(place, terms, kind, day, status);
CREATE TABLE vectors(
    number INTEGER PRIMARY KEY, packed BLOB NOT NULL, leading BLOB NOT NULL,
    neighbours BLOB NOT NULL
);
CREATE TABLE frequencies(term INTEGER PRIMARY KEY, items INTEGER NOT NULL);
CREATE TABLE postings(term INTEGER, number INTEGER, PRIMARY KEY(term, number)) WITHOUT ROWID;
"""
_BESIDE: Final = "CREATE TABLE IF NOT EXISTS checks(id TEXT PRIMARY KEY, key BLOB, result BLOB)"
"""What is kept here besides (`store.search.kept_checks`), also in a file that is there already."""
_FULL_TEXT: Final = """
CREATE VIRTUAL TABLE words USING fts5(
    headline, body, author, tags, content='', tokenize='ascii', prefix='1 2 3'
);
CREATE VIRTUAL TABLE headlines USING fts5(
    headline, content='', tokenize='ascii', prefix='1 2 3'
);
CREATE VIRTUAL TABLE marks USING fts5(
    headline, body, content='', tokenize='ascii', detail='column'
);
"""
_FULL_TEXTS: Final = ("words", "headlines", "marks")
"""Headlines have one of their own, besides: most of what is typed is found there, four times as
fast as among all words."""
# The tokenizer "ascii" takes every other character for a letter: what comes in is folded syllables
# with spaces between them, so nothing is left for it to decide.

Progress = Callable[[int, int], bool]


class Index:
    """The index. Every method may be called from any thread.

    Queries have a connection of their own, so that they are answered while a batch is written.

    Args:
        path: the file; None for a private one that is deleted with this object.
        read_only: never write the file.
        readers: who may read a new file.

    Raises:
        OSError: the path is a link, a pipe or the like, or a file with a second name.
        sqlite3.Error: it cannot be created, or not be read.
    """

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, readers: Rights = PRIVATE
    ) -> None:
        self._readers = readers
        self._private: tempfile.TemporaryDirectory[str] | None = None
        if path is None:
            self._private = tempfile.TemporaryDirectory(
                prefix="toasoan-", ignore_cleanup_errors=True
            )
            path = Path(self._private.name) / "index"
        self.path = path
        self.read_only = read_only
        self._is_immutable = read_only and not os.access(path.parent, os.W_OK)
        self.made_anew = False
        """Whether there was a file that could not be used."""
        self._total: int | None = None
        self._counts: Counter[int] = Counter()
        """Changes of `frequencies` that are not written yet: the terms of an article are all over
        the table, and losing a few counts makes no difference."""
        self._common: dict[int, int] = {}
        """A cache of `frequencies` for common terms."""
        self._neighbours = Neighbours()
        self._connections: list[sqlite3.Connection] = []
        self._writing = RLock()
        self._reading = RLock()
        self._open()

    @property
    def is_private(self) -> bool:
        """Tell whether its file is deleted with this object."""
        return self._private is not None

    # ------------------------------------------------------------------ the file

    def _open(self) -> None:
        """Open the file; one that is damaged or of another format is rebuilt."""
        try:
            self._open_file()
        except sqlite3.OperationalError:
            if not self.read_only or self._is_immutable:
                raise
            self._is_immutable = True  # SQLite cannot write its files beside the one it reads
            self._open_file()

    def _open_file(self) -> None:
        try:
            self._use_file()
        except sqlite3.OperationalError:
            self._close_file()
            raise
        except (sqlite3.DatabaseError, ValueError):  # ValueError: bytes in it that are no text
            self._close_file()
            if self.read_only:
                raise sqlite3.DatabaseError("no index of this format") from None
            self._begin_anew()
            self._use_file()

    def _use_file(self) -> None:
        self._write = self._connected()
        if self._write.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            raise sqlite3.DatabaseError("another format")
        if not self.read_only:
            self._set_up()
            self._write.execute(_BESIDE)
        self._read = self._connected()
        self.typed_rows = TypedRows(self.ask)
        for connection in (self._write, self._read):
            connection.execute("PRAGMA cache_size=-6144")
            connection.execute("PRAGMA temp_store=MEMORY")
        found = self._write.execute("SELECT 1 FROM sqlite_master WHERE name='words'")
        self.has_full_text = found.fetchone() is not None

    def _close_file(self) -> None:
        while self._connections:
            self._connections.pop().close()

    def _begin_anew(self) -> None:
        with contextlib.suppress(OSError):
            self.made_anew = self.path.stat().st_size > 0
        self._delete()
        self._write = self._connected()
        try:
            self._make()
        finally:
            self._close_file()

    def _make_file(self) -> None:
        """Create the file where it is missing: SQLite would let everybody read it.

        The files that SQLite creates beside it get the same rights.
        """
        for path in index_files(self.path):
            with contextlib.suppress(FileNotFoundError):
                refuse_unless_ours(path)
        if not self.read_only:
            with contextlib.suppress(FileExistsError):
                os.close(create(self.path, self._readers))

    def _connected(self) -> sqlite3.Connection:
        self._make_file()
        mode = "mode=ro" if self.read_only else "mode=rwc"
        if self._is_immutable:
            mode = "mode=ro&immutable=1"  # its -wal file is ignored; a private copy makes up for it
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        self._connections.append(connection)
        return connection

    def _set_up(self) -> None:
        self._write.execute("PRAGMA journal_mode=WAL")
        # Never synced: an index damaged by a power cut is rebuilt.
        self._write.execute("PRAGMA synchronous=OFF")
        self._write.execute("PRAGMA wal_autocheckpoint=10000")
        self._write.execute("PRAGMA journal_size_limit=16777216")

    def _make(self) -> None:
        self._set_up()
        with self._transaction():
            for statement in _SCHEMA.split(";"):
                self._write.execute(statement)
            with contextlib.suppress(sqlite3.OperationalError):  # no FTS5 in this sqlite3
                for statement in _FULL_TEXT.split(";"):
                    self._write.execute(statement)
                for table in _FULL_TEXTS:
                    # Segments are merged in a pause (`tidy`), or when there are far too many.
                    for option, value in (("automerge", 0), ("crisismerge", 64)):
                        self._write.execute(
                            f"INSERT INTO {table}({table}, rank) VALUES(?, ?)", (option, value)
                        )
            self._write.execute(f"PRAGMA user_version={FORMAT}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._write.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._write.execute("COMMIT")
        except BaseException:  # no transaction may be left open for the next writer
            with contextlib.suppress(sqlite3.Error):  # SQLite has done so itself: a full disk
                self._write.execute("ROLLBACK")
            raise

    def _delete(self) -> None:
        for path in index_files(self.path):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; delete a private one."""
        with self._writing, self._reading:
            if self._counts and not self._private and not self.read_only:
                with contextlib.suppress(sqlite3.Error):
                    self.settle()
            self._close_file()
            if self._private:
                self._private.cleanup()

    def discard(self) -> None:
        """Delete the damaged file and begin an empty one."""
        with self._writing, self._reading:
            self._close_file()
            self._counts.clear()
            self._common.clear()
            self._neighbours.forget()
            self._total = None
            self._delete()
            self._open()

    def settle(self, most: int | None = None) -> None:
        """Write the counts that are only in memory, or so many of them."""
        with self._writing:
            some = Counter(dict(islice(self._counts.items(), most)))
            with self._transaction():
                count(self._write, some)
            for term in some:
                del self._counts[term]

    def tidy(self, go_on: Callable[[], bool] = lambda: True, *, whole: bool = False) -> None:
        """Do postponed work in a pause: otherwise one write in twenty would take 30 ms for it.

        A writer waits for one piece of it, some 10 ms.

        Args:
            go_on: asked after each piece; what is left is done in the next pause.
            whole: make one piece of each full text, as after most of it was written: all that is
                asked is found a tenth faster, and large merges become rare.
        """
        if self.read_only:
            return
        while len(self._counts) > _MOST_COUNTED // 5 or (whole and self._counts):
            self.settle(_MOST_COUNTED // 25)
            if not go_on():
                return
        for table in _FULL_TEXTS if self.has_full_text else ():
            pages = -_PAGES if whole else _PAGES
            while self._merge(table, pages):
                pages = _PAGES  # a merge that has been begun is gone on with
                if not go_on():
                    return
        self._checkpoint()

    def _merge(self, table: str, pages: int) -> bool:
        """Merge some pages of a full text; return whether there were any."""
        with self._writing:
            before = self._write.total_changes
            self._write.execute(f"INSERT INTO {table}({table}, rank) VALUES('merge', {pages})")
            self._checkpoint()
            # The FTS5 manual: with fewer than two changes, nothing was merged.
            return self._write.total_changes - before > 1

    def _checkpoint(self) -> None:
        with self._writing:
            self._write.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def give_back(self) -> None:
        """Free the space beside the file: on a full disk the saves of the desk need it."""
        with contextlib.suppress(sqlite3.Error, ValueError), self._writing:
            self._write.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy(self) -> Index:
        """Return a private copy that can be written."""
        made = Index()
        with contextlib.ExitStack() as on_failure:  # it may have taken the last room there was
            on_failure.callback(made.close)
            with self._reading:
                self._read.backup(made._write)
            made._set_up()
            on_failure.pop_all()
        made.has_full_text = self.has_full_text
        return made

    # ------------------------------------------------------------------ what is in it

    def ask(self, statement: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT."""
        with self._reading:
            return self._read.execute(statement, tuple(values)).fetchall()

    def each(self, statement: str, values: Iterable[Any] = ()) -> Generator[tuple[Any, ...]]:
        """Yield the rows one by one; the read lock is held until the caller stops."""
        with self._reading:
            yield from self._read.execute(statement, tuple(values))

    def frequencies(self, wanted: Collection[int]) -> dict[int, int]:
        """Return how many entries have each of some terms."""
        with self._reading:
            return self._frequencies(self._read, wanted)

    def frequencies_for_writing(
        self, base: sqlite3.Connection, vectors: list[Vector]
    ) -> dict[int, int]:
        """Return how many entries have each term of some texts, within the current transaction."""
        return self._frequencies(base, sorted(set(chain.from_iterable(v.terms for v in vectors))))

    def _frequencies(self, base: sqlite3.Connection, wanted: Collection[int]) -> dict[int, int]:
        common = self._common
        known = frequencies(base, [term for term in wanted if term not in common])
        many = max(_COMMON, self.total // (2 * _COMMON))
        common.update((term, items) for term, items in known.items() if items > many)
        asked = set(wanted)
        known.update((term, common[term]) for term in asked & common.keys())
        for term in asked & self._counts.keys():
            items = known.pop(term, 0) + self._counts[term]
            if items > 0:
                known[term] = items
        return known

    def count(self, counts: Counter[int]) -> None:
        """Count terms in memory, until they are written."""
        kept = self._counts
        for term, by in counts.items():
            if by:
                kept[term] += by

    def counted_neighbours(self) -> Neighbours:
        """Return which words stand side by side; the first call counts all that is indexed.

        That takes about 0.1 s for a million words; a writer may come in between.
        """
        is_more = True
        while is_more:
            with self._writing:
                is_more = self._neighbours.read_on(self)
        return self._neighbours

    @property
    def total(self) -> int:
        """How many entries there are, as far as this object knows."""
        if self._total is None:
            self._total = len(self)
        return self._total

    def __len__(self) -> int:
        count: int = self.ask("SELECT count(*) FROM items")[0][0]
        return count

    def stamps(self) -> dict[Id, int]:
        """Return the checksum of each entry."""
        return dict(self.ask("SELECT id, stamp FROM items"))

    # ------------------------------------------------------------------ putting

    def change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let something be written in one transaction."""
        with self._writing, self._transaction():
            work(self._write)

    def put_all(
        self,
        entries: Iterable[Entry],
        gone: Collection[Id] = (),
        progress: Progress | None = None,
        *,
        total: int | None = None,
        rest: Callable[[], None] = lambda: None,
    ) -> bool:
        """Add, replace and delete entries, a batch at a time.

        Args:
            entries: new or changed ones, consumed one by one.
            gone: the IDs of those to delete.
            progress: called before the first batch and after each with how many are done and how
                many there are; returns whether to go on.
            total: how many there are of both; None to count them.
            rest: called before each entry; waits there while somebody types.

        Returns:
            whether all have been written.
        """
        if total is None:
            entries = list(entries)
            total = len(entries) + len(gone)
        if progress and not progress(0, total):
            return False
        for done, batch in batches(entries, gone, rest):
            with self._writing:
                total_before = self.total
                with self._transaction():
                    more = batch.write(self, self._write, rest)
                self._neighbours.follow(batch.rewritten)
                self._total = total_before + more
                if len(self._counts) > _MOST_COUNTED or (self._counts and total > FEW):
                    self.settle()
                if total > FEW:
                    self._common.clear()
            if progress and not progress(done, total) and done < total:
                return False
        if total > FEW:
            self.tidy(_always_after(rest), whole=2 * total > self.total)
        if progress:
            progress(total, total)
        return True


def _always_after(rest: Callable[[], None]) -> Callable[[], bool]:
    def go_on() -> bool:
        rest()
        return True

    return go_on
