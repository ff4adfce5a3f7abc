"""The index: one SQLite file that can be thrown away, for the search and for related news.

It holds what is derived from the records and nothing else. A file of another format, or one that
is damaged, is deleted and made anew; every entry carries a stamp of what was indexed of it, so
that after a crash or another program's changes only what differs is read again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import Any, Final

from store.file.permissions import index_files
from store.records import Id
from store.safe_open import PRIVATE, Rights, create, refuse_unless_ours
from store.search.entry import Entry
from store.search.index_writer import FEW, batches, count, frequencies
from store.search.tokens import Vector

FORMAT: Final = 2
"""Of the file, the tokens and the weights kept in it; another number makes it anew."""

PATIENCE: Final = 5.0
"""Seconds that another program which writes in the file is waited for."""

_MOST_COUNTED: Final = 50_000
"""Terms that are counted in memory at the most: 5 MB."""

_COMMON: Final = 200
"""What more entries hold than this, and than one in twice as many, is looked up once: half the
terms of a text, and they are a few thousand in all."""

_PAGES: Final = 50
"""How many pages of the full text are merged at once, in a pause."""

_SCHEMA: Final = """
CREATE TABLE items(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL, day INTEGER NOT NULL, status TEXT NOT NULL, stamp INTEGER NOT NULL,
    terms INTEGER NOT NULL, shown TEXT NOT NULL, headline TEXT NOT NULL, body TEXT NOT NULL,
    author TEXT NOT NULL, tags TEXT NOT NULL, marked_headline TEXT NOT NULL, marked TEXT NOT NULL
);
CREATE TABLE vectors(number INTEGER PRIMARY KEY, packed BLOB NOT NULL, leading BLOB NOT NULL);
CREATE TABLE frequencies(term INTEGER PRIMARY KEY, items INTEGER NOT NULL);
CREATE TABLE postings(term INTEGER, number INTEGER, PRIMARY KEY(term, number)) WITHOUT ROWID;
"""
_FULL_TEXT: Final = """
CREATE VIRTUAL TABLE words USING fts5(
    headline, body, author, tags, content='', tokenize='ascii', prefix='1 2 3'
);
CREATE VIRTUAL TABLE marks USING fts5(
    headline, body, content='', tokenize='ascii', detail='column'
);
"""
_FULL_TEXTS: Final = ("words", "marks")
# The tokenizer "ascii" takes every other character for a letter: what comes in is folded syllables
# with spaces between them, so nothing is left for it to decide.

Progress = Callable[[int, int], bool]


class Index:
    """The index. Every method may be called from any thread.

    Questions have a connection of their own, so that they are answered while a batch is put.

    Args:
        path: the file; None for a private one that goes with this object.
        read_only: read the file and never write it.
        readers: who else may read a new file.

    Raises:
        OSError: a link, a pipe or the like lies there, or a file that has another name, too.
        sqlite3.Error: it cannot be made here, or not be read.
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
        """Of `frequencies`, what is not written yet: an article has its terms all over the table,
        and one in a thousand more or less is felt by nobody, should it be lost."""
        self._common: dict[int, int] = {}
        """Of `frequencies`, what many entries hold, as it was when it was asked for."""
        self._connections: list[sqlite3.Connection] = []
        self._writing = RLock()
        self._reading = RLock()
        self._open()

    @property
    def is_private(self) -> bool:
        """Tell whether its file goes with this object."""
        return self._private is not None

    # ------------------------------------------------------------------ the file

    def _open(self) -> None:
        """Open the file; one that is damaged or of another format is made anew.

        Raises:
            sqlite3.Error: it cannot be made here, or not be read.
        """
        try:
            self._open_file()
        except sqlite3.OperationalError:
            if not self.read_only or self._is_immutable:
                raise
            self._is_immutable = True  # no room for what SQLite writes beside a file it reads
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
        self._read = self._connected()
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
        """Make the file where it is missing: SQLite would let everybody read it.

        What SQLite makes beside it gets the same rights.
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
            mode = "mode=ro&immutable=1"  # what is in its -wal file is put into a private copy
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
        # Never synced: what a power cut leaves damaged is made anew.
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
                    # What is put is merged in a pause (`tidy`), or when there is far too much.
                    for option, value in (("automerge", 0), ("crisismerge", 64)):
                        self._write.execute(
                            f"INSERT INTO {table}({table}, rank) VALUES(?, ?)", (option, value)
                        )
            self._write.execute(f"PRAGMA user_version={FORMAT}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all of what is done meanwhile, or nothing of it."""
        self._write.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._write.execute("COMMIT")
        except BaseException:  # whatever it is: the next writer may not find one begun
            with contextlib.suppress(sqlite3.Error):  # SQLite has done so itself: a full disk
                self._write.execute("ROLLBACK")
            raise

    def _delete(self) -> None:
        for path in index_files(self.path):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; a private one goes."""
        with self._writing, self._reading:
            if self._counts and not self._private and not self.read_only:
                with contextlib.suppress(sqlite3.Error):
                    self.settle()
            self._close_file()
            if self._private:
                self._private.cleanup()

    def discard(self) -> None:
        """Delete the file and begin an empty one: it is damaged."""
        with self._writing, self._reading:
            self._close_file()
            self._counts.clear()
            self._common.clear()
            self._total = None
            self._delete()
            self._open()

    def settle(self) -> None:
        """Write what is only counted in memory so far."""
        with self._writing:
            with self._transaction():
                count(self._write, self._counts)
            self._counts.clear()

    def tidy(self) -> None:
        """Do what putting has put off, in a pause: one put in twenty would take 30 ms for it."""
        if self.read_only:
            return
        if len(self._counts) > _MOST_COUNTED // 5:
            self.settle()
        for table in _FULL_TEXTS if self.has_full_text else ():
            merge = f"INSERT INTO {table}({table}, rank) VALUES('merge', {_PAGES})"
            is_merging = True
            while is_merging:  # by pieces: who puts meanwhile waits for one
                with self._writing:
                    before = self._write.total_changes
                    self._write.execute(merge)
                    # As the manual of FTS5 has it: less than two changes, and nothing was merged.
                    is_merging = self._write.total_changes - before > 1
        with self._writing:
            self._write.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def give_back(self) -> None:
        """Give back the room beside the file: on a full disk the saves of the desk need it."""
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
        """Return the rows that a SELECT finds."""
        with self._reading:
            return self._read.execute(statement, tuple(values)).fetchall()

    def each(self, statement: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows one by one; the reading is held until the caller has enough."""
        with self._reading:
            yield from self._read.execute(statement, tuple(values))

    def frequencies(self, wanted: Collection[int]) -> dict[int, int]:
        """Return how many entries hold each of some terms."""
        with self._reading:
            return self._frequencies(self._read, wanted)

    def frequencies_for_writing(
        self, base: sqlite3.Connection, vectors: list[Vector]
    ) -> dict[int, int]:
        """Return how many entries hold each term of some texts, within the change being written."""
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

    @property
    def total(self) -> int:
        """How many entries are in, as far as this object knows."""
        if self._total is None:
            self._total = len(self)
        return self._total

    def __len__(self) -> int:
        count: int = self.ask("SELECT count(*) FROM items")[0][0]
        return count

    def __contains__(self, id: object) -> bool:
        return bool(self.ask("SELECT 1 FROM items WHERE id=?", (id,)))

    def stamps(self) -> dict[Id, int]:
        """Return the stamp of each entry that is in."""
        return dict(self.ask("SELECT id, stamp FROM items"))

    # ------------------------------------------------------------------ putting

    def put(self, entry: Entry) -> None:
        """Add `entry`, or replace the one with its id; does nothing where it is in as it is."""
        self.put_all([entry])

    def drop(self, id: Id) -> None:
        """Take an entry out; does nothing where it is not in."""
        self.put_all([], gone=[id])

    def put_all(
        self,
        entries: Iterable[Entry],
        gone: Collection[Id] = (),
        progress: Progress | None = None,
        *,
        total: int | None = None,
        rest: Callable[[], None] = lambda: None,
    ) -> bool:
        """Put entries and take others out, a batch at a time.

        Args:
            entries: new or changed; each is asked for when its turn comes.
            gone: ids to take out.
            progress: called before the first batch and after each with how many are done and how
                many there are; answers whether to go on.
            total: how many there are of both; None to count them.
            rest: called before each entry; who works beside somebody's typing waits in it.

        Returns:
            whether it came to its end.
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
                self._total = total_before + more
                if len(self._counts) > _MOST_COUNTED or (self._counts and total > FEW):
                    self.settle()
                if total > FEW:
                    self._common.clear()
            if progress and not progress(done, total) and done < total:
                return False
        if total > FEW:
            self.tidy()
        if progress:
            progress(total, total)
        return True
