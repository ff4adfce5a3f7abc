"""The tables of a desk: records in memory over the file, changed as units.

What the records mean is not known here (that is `store.desk`), nor what can be had back of them
(`store.desk.past`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import msgspec

from store import migrations
from store.dates.zone import fixed
from store.desk.references import Naming
from store.errors import (
    N_,
    DeskError,
    FileError,
    Finding,
    ReadOnlyError,
    RecordNotFoundError,
    SaveError,
    finding,
)
from store.file.database import Database
from store.file.journal import Changes, apply
from store.file.storage import DeskStorage
from store.record_kinds import KINDS, of_editors
from store.records import (
    Article,
    Campaign,
    Conflict,
    Deleted,
    Fact,
    Id,
    NewsItem,
    Record,
    Rumour,
    SavedSearch,
    Task,
    encode,
)

R = TypeVar("R", bound=Record)

Step = tuple[Record | None, Record | None]
"""A record before a change and after it; None where it is not there."""

Raw = dict[str, dict[str, bytes | None]]
"""Documents that are no records, written along with a change (table → document id → JSON text)."""


class Change(msgspec.Struct, frozen=True):
    """What one call has changed on the desk."""

    tables: frozenset[str]
    ids: frozenset[Id]


class Pending:
    """A change on its way to the disk.

    The desk shows it when it is flushed (`RecordStore.flush`).
    """

    def __init__(self, storage: DeskStorage, steps: Collection[Step], changes: Changes) -> None:
        self.steps = steps
        self.error: DeskError | None = None
        """Why it is *not* in the desk file."""
        self._storage = storage
        self._changes = changes
        self._gate = Lock()
        self._is_written = False

    def write(self) -> None:
        """Put it in the desk file, or wait until another thread has; in any thread."""
        with self._gate:
            if self._is_written:
                return
            try:
                self._storage.commit(self._changes)
            except DeskError as error:
                self.error = error
            self._is_written = True


class Table(Generic[R]):
    """The records of one kind, in the order they were added; read like a collection."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._records: dict[Id, R] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._records.values())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def get(self, record_id: Id | None) -> R | None:
        """Return the record, or None where there is none (any more)."""
        return self._records.get(record_id) if record_id else None

    def __getitem__(self, record_id: Id) -> R:
        """Return the record.

        Raises:
            RecordNotFoundError: there is none of that id.
        """
        try:
            return self._records[record_id]
        except KeyError:
            raise RecordNotFoundError(
                N_("The desk holds nothing under {id}."), id=record_id
            ) from None

    def starting_with(self, prefix: str) -> list[R]:
        """Return the records whose id begins with `prefix`."""
        return [record for key, record in self._records.items() if key.startswith(prefix)]


class RecordStore:
    """The tables of one desk file, and what changes them; a context manager that closes it.

    Args:
        path: the desk file.
        read_only: take no lock and refuse changes.
        clock: gives the time, with offset.

    Raises:
        FileError: it is no desk, or belongs to a newer version and cannot be read.
        ReadOnlyError: it can be opened for reading only.
    """

    def __init__(self, path: Path, *, read_only: bool, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._tables: dict[type[Record], Table[Any]] = {
            kind.type: Table(kind.table) for kind in KINDS.values()
        }
        self.campaigns: Table[Campaign] = self._tables[Campaign]
        self.tasks: Table[Task] = self._tables[Task]
        self.articles: Table[Article] = self._tables[Article]
        self.news: Table[NewsItem] = self._tables[NewsItem]
        self.facts: Table[Fact] = self._tables[Fact]
        """The fact sheets."""
        self.rumours: Table[Rumour] = self._tables[Rumour]
        """The log of negative news."""
        self.searches: Table[SavedSearch] = self._tables[SavedSearch]
        self.bin: Table[Deleted] = self._tables[Deleted]
        """What was deleted lately."""
        self.conflicts: Table[Conflict] = self._tables[Conflict]
        """What gave way when another program had changed the desk file."""
        self._names = Naming()
        self._listeners: list[Callable[[Change], None]] = []
        self._pending: Pending | None = None
        self._strays: dict[Id, str] = {}
        """Document ids of records that another program put in the file, under numbers of its own.

        They are put under ours at their first change.
        """
        self._database = Database(path, read_only=read_only, clock=clock)
        try:
            changes = self._migration()
            tables = self._storage.tables
            if changes:
                tables = {name: dict(table) for name, table in tables.items()}
                apply(changes, tables)
            for kind, table in self._tables.items():
                texts = tables.get(table.name, {})
                table._records = {record.id: record for record in self._records(kind, texts)}
            if changes and not read_only:
                self._back_up_before_migration()
                self._storage.commit(changes)
        except BaseException:  # whatever it is: nobody may be left with a lock and no desk
            self._database.close()
            raise

    # ------------------------------------------------------------------ the file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give the lock back; from now on, the desk is for reading only."""
        self.flush()
        self._database.close()

    def now(self) -> datetime:
        """Return the time, with its offset."""
        return fixed(self._clock())

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused."""
        return not self._storage.is_open

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been put on this desk yet."""
        return not any(len(self._tables[kind.type]) for kind in of_editors())

    def table(self, name: str) -> Table[Any] | None:
        """Return the records of a table of the desk file; None where this version knows none."""
        return self._tables[KINDS[name].type] if name in KINDS else None

    def findings(self) -> list[Finding]:
        """Return what the file was found in since the last call, each to be told to the editor."""
        found = list(self._storage.findings)
        self._storage.findings = ()
        return found

    @property
    def _storage(self) -> DeskStorage:
        storage = self._database.storage
        assert isinstance(storage, DeskStorage)
        return storage

    def _migration(self) -> Changes:
        """Return what takes an older file to this version.

        Refuse a newer one where it is written.
        """
        tables = self._storage.tables
        if self._storage.has_saved and migrations.META not in tables:
            return migrations.stamp(tables)  # made anew from the last saves alone
        versions = migrations.versions(tables, self.path)
        newer = migrations.newer(versions)
        if newer:
            told = finding(
                N_(
                    "The desk {path} was written by toasoan {app} (its {table} are of format "
                    "{version}, this one knows {known}); it can only be read. "
                    "Please update toasoan."
                ),
                path=self.path,
                app=versions.app or "?",
                table=newer,
                version=versions.tables[newer],
                known=migrations.VERSIONS.get(newer, 0),
            )
            if not self.read_only:
                raise ReadOnlyError(told.message, **told.values)
            self._storage.findings = (*self._storage.findings, told)
        return {} if newer else migrations.changes(tables, versions)

    def _back_up_before_migration(self) -> None:
        """Keep the file of the older version; for the class that knows of backups."""

    def _records(self, kind: type[R], texts: Mapping[str, bytes]) -> Iterator[R]:
        """Yield the records of one kind from their documents.

        Raises:
            FileError: one of them is none.
        """
        decoder = msgspec.json.Decoder(kind)
        for key, text in texts.items():
            try:
                record = decoder.decode(text)
                if record.id.encode() not in text:  # decoding has given it a new one
                    raise ValueError("Object missing required field `id`")
                if key != str(int(key)):  # as TinyDB reads it
                    raise ValueError(key)
            except (ValueError, msgspec.ValidationError, RecursionError) as error:
                raise self._no_record(kind, key, error) from error
            if key != document_id(record.id):
                self._strays[record.id] = key
            yield record

    def _no_record(self, kind: type[Record], key: str, reason: Exception) -> FileError:
        return FileError(
            N_(
                "The desk {path} holds something that is no record of it "
                "(table {table}, entry {entry}: {reason}). Nothing has been changed; "
                "toasoan doctor --repair puts it aside."
            ),
            path=self.path,
            table=self._tables[kind].name,
            entry=key,
            reason=reason,
        )

    def follow(self) -> None:
        """Take in what the program has saved that has the desk open for writing, and announce it.

        Raises:
            FileError: the desk cannot be read any more.
        """
        steps: list[Step] = []
        changes = self._storage.follow()
        for kind, table in self._tables.items():
            documents = changes.get(table.name, {})
            texts = {key: text for key, text in documents.items() if text is not None}
            steps += [(table.get(r.id), r) for r in self._records(kind, texts)]
            gone = {key for key, text in documents.items() if text is None}
            steps += [(r, None) for r in table if gone and document_id(r.id) in gone]
        for before, after in steps:
            self._remember(before, after)
        if steps:
            self._announce(steps)

    # ------------------------------------------------------------------ changes

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each change; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _now_of(self, record: R) -> R:
        """Return a record as it stands now; raises RecordNotFoundError where it has gone."""
        self.flush()
        current: R = self._tables[type(record)][record.id]
        return current

    def _current(self, record: Record | None) -> Record | None:
        assert record is not None
        self.flush()
        current: Record | None = self._tables[type(record)].get(record.id)
        return current

    def _naming(self, kind: type[R], record_id: Id | None) -> list[R]:
        """Return the records of a kind that name one, in the order in which they came to it."""
        table: Table[R] = self._tables[kind]
        if record_id is None:
            return []
        if not self._names.knows(kind):
            self._names.look_through(kind, table)
        return [table[naming] for naming in self._names.of(kind, record_id)]

    def _commit(self, steps: Collection[Step], along: Raw | None = None) -> None:
        """Write the second state of each step, in the file first, then in memory.

        Args:
            steps: the records that change.
            along: documents that are no records and belong to the same unit.
        """
        if pending := self._prepare(steps, along):
            self.flush()
            if pending.error:
                raise pending.error

    def _prepare(self, steps: Collection[Step], along: Raw | None) -> Pending | None:
        """Make a change ready to be written; None where there is nothing to write."""
        self.flush()
        if self.read_only:
            raise SaveError(N_("The desk {path} is open for reading only."), path=self.path)
        if not steps and not along:
            return None
        changes: Raw = {**migrations.first_stamp(self._storage.tables), **(along or {})}
        for before, after in steps:
            record = after or before
            assert record is not None
            documents = changes.setdefault(self._tables[type(record)].name, {})
            if record.id in self._strays:
                documents[self._strays[record.id]] = None
            documents[document_id(record.id)] = None if after is None else json_of(after)
        self._pending = Pending(self._storage, steps, changes)
        return self._pending

    def flush(self) -> None:
        """Wait for the change that is on its way, if there is one, and show it on the desk.

        Every other change does so first: they stand in the file in the order of the calls.
        """
        pending, self._pending = self._pending, None
        if pending is None:
            return
        pending.write()
        if pending.error is None:
            for before, after in pending.steps:
                self._remember(before, after)
            if pending.steps:
                self._announce(pending.steps)

    def _remember(self, before: Record | None, after: Record | None) -> None:
        record = after or before
        assert record is not None
        table = self._tables[type(record)]
        self._strays.pop(record.id, None)
        self._names.follow(type(record), table.get(record.id), after)
        if after is None:
            table._records.pop(record.id, None)
        else:
            table._records[record.id] = after

    def _announce(self, steps: Iterable[Step]) -> None:
        records = [after or before for before, after in steps]
        change = Change(
            tables=frozenset(self._tables[type(r)].name for r in records if r),
            ids=frozenset(r.id for r in records if r),
        )
        for listener in list(self._listeners):
            listener(change)

    # ------------------------------------------------------------------ finding a record

    def find(self, prefix: str, *names: str) -> Record:
        """Return the record whose id begins with `prefix`, in the named tables (all if none).

        Raises:
            RecordNotFoundError: nothing does, or more than one.
        """
        wanted = prefix.strip().lower()
        tables = [t for t in self._tables.values() if not names or t.name in names]
        found = [record for table in tables for record in table.starting_with(wanted) if wanted]
        if not found:
            raise RecordNotFoundError(
                N_("Nothing on the desk has an ID that begins with “{prefix}”; see toasoan list."),
                prefix=prefix,
            )
        if len(found) > 1:
            raise RecordNotFoundError(
                N_("“{prefix}” is the beginning of {count} IDs; type more of it."),
                prefix=prefix,
                count=len(found),
            )
        record: Record = found[0]
        return record


def json_of(record: Record) -> bytes:
    """Return the JSON text of a record as it stands in the desk file.

    Raises:
        SaveError: there is half a character in it, which no file can hold.
    """
    try:
        return msgspec.json.encode(encode(record))
    except UnicodeEncodeError as error:
        raise SaveError(
            N_(
                "The desk cannot keep half a character, as there is one after “{start}”; "
                "delete it there. Nothing has been changed."
            ),
            start=error.object[max(0, error.start - 40) : error.start].split("\n")[-1],
        ) from error


def document_id(record_id: Id) -> str:
    """Return the TinyDB document id of a record: the first 52 of its random bits.

    52, because a JSON number is exact up to 2^53 in every reader. The odds that two of 100,000
    records meet are one in a million.
    """
    return str(int(record_id[:13], 16))
