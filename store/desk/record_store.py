"""The records of a desk in memory, over its file: read, changed as units, followed by listeners.

Nothing here knows what the records mean, nor how a change is undone (`unit_of_work`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

import msgspec

from store import migrations, record_kinds
from store._version import __version__
from store.dates.zone import fixed
from store.desk.decoded import Decoded
from store.desk.references import References
from store.desk.table import Table
from store.errors import (
    N_,
    DeskError,
    FileError,
    Finding,
    InvalidValueError,
    ReadOnlyError,
    SaveError,
    finding,
)
from store.file.database import Database
from store.file.journal import Changes, Documents, apply
from store.file.storage import DeskStorage
from store.file.texts import Texts, copied
from store.json_documents import decode_entry, document_id, json_of
from store.lineage import Recorder
from store.overlay import Overlay
from store.record_kinds import KINDS
from store.records import Id, NewsItem, Record
from store.used_days import KEY, READINGS, readings_in

R = TypeVar("R", bound=Record)

Step = tuple[Record | None, Record | None]
"""A record before and after a change; None where it does not exist."""

MANY: Final[frozenset[type[Record]]] = frozenset({NewsItem})
"""The kinds of which a desk may hold so many that they are decoded only when asked for."""

Raw = dict[str, dict[str, bytes | None]]
"""Documents that are not records, written with a change (table → document ID → JSON text)."""


class Change(msgspec.Struct, frozen=True):
    """What one call has changed on the desk."""

    tables: frozenset[str]
    ids: frozenset[Id]


class PendingChange:
    """A change that is being written; the desk shows it after `RecordStore.flush`."""

    def __init__(self, database: Database, steps: Collection[Step], changes: Changes) -> None:
        self.steps = steps
        self.error: DeskError | None = None
        """Why it is *not* in the desk file."""
        self._database = database
        self._changes = changes
        self._gate = Lock()
        self._is_written = False

    def write(self) -> None:
        """Write it to the desk file, or wait until another thread has; in any thread."""
        with self._gate:
            if self._is_written:
                return
            try:
                self._database.commit(self._changes)
            except DeskError as error:
                self.error = error
            self._is_written = True


class RecordStore:
    """The records of one desk file.

    Args:
        path: the desk file.
        read_only: take no lock and refuse changes.
        clock: returns the time, with offset.
        when_read: called when the files are read, before the records are decoded.
        before_migration: called with the documents of an older version before they are changed.

    Raises:
        FileError: it is not a desk, or of a newer version that cannot be read.
        ReadOnlyError: it can only be opened for reading.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        clock: Callable[[], datetime],
        when_read: Callable[[], None] = lambda: None,
        before_migration: Callable[[Documents], None] = lambda _documents: None,
    ) -> None:
        self.path = path
        self._clock = clock
        self._tables: dict[type[Record], Table[Any]] = {
            kind.type: Table(kind.table) for kind in KINDS.values()
        }
        self._references = References()
        self._listeners: list[Callable[[Change], None]] = []
        self._pending: PendingChange | None = None
        self._strays: dict[Id, str] = {}
        """Document IDs of records that another program wrote under numbers of its own.

        They move to our number when they are next changed.
        """
        self.db = Database(path, read_only=read_only, clock=clock)
        """TinyDB on the desk file."""
        with ExitStack() as on_failure:  # nobody may be left with a lock and no desk
            on_failure.callback(self.db.close)
            when_read()
            changes = self._migration()
            tables = self.storage.tables
            if changes:
                tables = {name: copied(table) for name, table in tables.items()}
                apply(changes, tables)
            for kind, table in self._tables.items():
                table._records = self._read(kind, tables.get(table.name, {}))
            if changes and not read_only:
                before_migration(self.storage.tables)
                self.storage.commit(changes)
                if told := migrations.told(changes):
                    self.tell(told.message, **told.values)
            self._readings = readings_in(self.storage.tables)
            self.db.take = self._take
            self.storage.recorder = Recorder(
                record_kinds.merged_tables(), lambda: "" if self._strays else __version__
            )
            on_failure.pop_all()

    # ------------------------------------------------------------------ the file

    def close(self) -> None:
        """Close the file and release the lock; the records can still be read."""
        self.flush()
        self.db.close()

    def now(self) -> datetime:
        """Return the time, with its offset."""
        return fixed(self._clock())

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused."""
        return not self.storage.is_open

    @property
    def storage(self) -> DeskStorage:
        """The documents of the desk file, and the methods that write them."""
        storage = self.db.storage
        assert isinstance(storage, DeskStorage)
        return storage

    def tell(self, message: str, **values: object) -> None:
        """Add a finding about the file, to be reported to the editor."""
        self.storage.findings = (*self.storage.findings, Finding(message, values))

    def _migration(self) -> Changes:
        """Return the changes that bring an older file to this version; refuse a newer one."""
        tables = self.storage.tables
        if self.storage.saved_by is not None and migrations.META not in tables:
            return migrations.stamp(tables)  # rebuilt from the last saves alone
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
            self.tell(told.message, **told.values)
        return {} if newer else migrations.changes(tables, versions)

    def _decode(self, decoder: msgspec.json.Decoder[R], name: str, key: str, text: bytes) -> R:
        """Return the record in a document of a table; raises FileError where there is none."""
        try:
            return decode_entry(decoder, key, text)
        except (ValueError, RecursionError) as error:
            raise FileError(
                N_(
                    "The desk {path} holds something that is not a valid record (table "
                    "{table}, entry {entry}: {reason}). Nothing has been changed; "
                    "toasoan doctor --repair puts it aside."
                ),
                path=self.path,
                table=name,
                entry=key,
                reason=error,
            ) from error

    def _read(self, kind: type[R], texts: Mapping[str, bytes]) -> MutableMapping[Id, R]:
        """Return the records of a table; raises FileError where a document is not a record.

        Where this toasoan has read each document before it wrote the file, as the journal says, not
        each is looked at again.
        """
        is_known = self.storage.saved_by == __version__
        if isinstance(texts, Overlay) and isinstance(texts.base, Texts):
            if kind in MANY and (is_known or self._can_wait(kind, texts.base)):
                return self._undecoded(kind, texts)
            if is_known and not any(texts.changes()):
                with suppress(ValueError, RecursionError):  # which one is told below
                    return {record.id: record for record in texts.base.decoded(kind)}
        return {record.id: record for record in self._records(kind, texts)}

    def _can_wait(self, kind: type[R], texts: Mapping[str, bytes]) -> bool:
        """Tell whether the records in the desk file may be decoded when they are asked for.

        Each must be a record, and lie under its number: it is found by its ID.
        """
        decoder, name = msgspec.json.Decoder(kind), self.of(kind).name
        try:
            return all(
                key == document_id(self._decode(decoder, name, key, text).id)
                for key, text in texts.items()
            )
        except FileError:  # unless it has been replaced since
            return False

    def _undecoded(self, kind: type[R], texts: Overlay[str, bytes]) -> Overlay[Id, R]:
        """Return the records of a table; those in the desk file are decoded when asked for."""
        decode = partial(self._decode, msgspec.json.Decoder(kind), self.of(kind).name)
        decoded = Decoded(texts.base, decode)
        records = Overlay(decoded)
        gone, put = texts.changes()
        for key in gone:
            del records[decoded.id_under(key)]
        for key, text in put.items():
            before = decoded.id_under(key) if key in texts.base and key not in gone else None
            for record in self._records(kind, {key: text}):
                if before not in (None, record.id):
                    records.pop(before, None)
                records[record.id] = record
        return records

    def _records(self, kind: type[R], texts: Mapping[str, bytes]) -> Iterator[R]:
        """Yield the records of some documents; raises FileError where one is not a record."""
        decoder, name = msgspec.json.Decoder(kind), self.of(kind).name
        for key, text in texts.items():
            record = self._decode(decoder, name, key, text)
            if key == document_id(record.id):
                self._strays.pop(record.id, None)
            else:
                self._strays[record.id] = key
            yield record

    def follow(self) -> None:
        """Apply changes saved by the process that holds the write lock, and announce them.

        Raises:
            FileError: the desk cannot be read any more.
        """
        self._show(self._steps_of(self.storage.follow()))

    # ------------------------------------------------------------------ reading

    def of(self, kind: type[R]) -> Table[R]:
        """Return the records of a kind."""
        table: Table[R] = self._tables[kind]
        return table

    def table(self, name: str) -> Table[Any] | None:
        """Return the records of a table of the desk file; None for an unknown table."""
        return self._tables[KINDS[name].type] if name in KINDS else None

    def current(self, record: Record | None) -> Record | None:
        """Return a record as it is now; None where it is gone."""
        assert record is not None
        self.flush()
        current: Record | None = self.of(type(record)).get(record.id)
        return current

    def naming(self, kind: type[R], *ids: Id | None) -> list[R]:
        """Return the records of a kind that refer to others: those of each, in their order."""
        table: Table[R] = self.of(kind)
        named_by = self._references.of(kind, table)
        return [table[naming] for one in ids if one for naming in named_by.get(one, ())]

    def record(self, name: str, document: dict[str, Any]) -> Record:
        """Return a record from its JSON object, as kept in the bin or in a conflict.

        Raises:
            FileError: it is not a record, or of an unknown kind.
        """
        kind = record_kinds.KINDS.get(name)
        try:
            if kind is None:
                raise ValueError(name)
            record: Record = msgspec.convert(document, kind.type)
            if document.get("id") != record.id:  # converting gave it a new one
                raise ValueError("Object missing required field `id`")
        except (ValueError, RecursionError) as error:
            raise FileError(
                N_(
                    "The desk {path} holds something that is not a valid record, or one of a "
                    "newer toasoan (table {table}, entry {entry}: {reason}). Nothing has been "
                    "changed."
                ),
                path=self.path,
                table=name,
                entry=document.get("id", "?"),
                reason=str(error),
            ) from error
        return record

    # ------------------------------------------------------------------ changes

    def _take(self, changes: Changes) -> None:
        """Save what a script has changed through TinyDB, and show it on the desk; without undo."""
        self.flush()
        try:
            steps = self._steps_of(changes)
        except FileError as error:
            raise InvalidValueError(
                N_("No record for table {table}: {reason}. Nothing has been changed."),
                table=error.values["table"],
                reason=error.values["reason"],
            ) from error
        self.db.commit({**migrations.first_stamp(self.storage.tables), **changes})
        self._show(steps)

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each change; return a function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def commit(self, steps: Collection[Step], along: Raw | None = None) -> None:
        """Write the second state of each step, first to the file, then to memory.

        `along` are other documents that belong to the same unit.
        """
        if pending := self.prepare(steps, along or {}):
            self.flush()
            if pending.error:
                raise pending.error

    def prepare(self, steps: Collection[Step], along: Raw) -> PendingChange | None:
        """Prepare a change for writing; None where there is nothing to write."""
        self.flush()
        if self.read_only:
            raise SaveError(N_("The desk {path} is open for reading only."), path=self.path)
        if not steps and not along:
            return None
        stamp = migrations.first_stamp(self.storage.tables)
        changes: Raw = {**stamp, **self.reading(), **along}
        for before, after in steps:
            record = after or before
            assert record is not None
            documents = changes.setdefault(self.of(type(record)).name, {})
            if record.id in self._strays:
                documents[self._strays[record.id]] = None
            documents[document_id(record.id)] = None if after is None else json_of(after)
        self._pending = PendingChange(self.db, steps, changes)
        return self._pending

    def flush(self) -> None:
        """Wait for the pending change, if there is one, and show it on the desk.

        Every other change does so first: the file has them in the order of the calls.
        """
        pending, self._pending = self._pending, None
        if pending is None:
            return
        pending.write()
        if pending.error is None:
            for record in (after or before for before, after in pending.steps):
                if record:  # it is under our number now
                    self._strays.pop(record.id, None)
            self._show(pending.steps)

    def _steps_of(self, changes: Changes) -> list[Step]:
        """Return the steps of some changes; raises FileError where a document is not a record."""
        steps: list[Step] = []
        for kind, table in self._tables.items():
            documents = changes.get(table.name, {})
            texts = {key: text for key, text in documents.items() if text is not None}
            put = list(self._records(kind, texts))
            steps += [(table.get(record.id), record) for record in put]
            if gone := {key for key, text in documents.items() if text is None}:
                stay = {record.id for record in put}
                steps += [
                    (record, None)
                    for record in table
                    if record.id not in stay
                    and self._strays.get(record.id, document_id(record.id)) in gone
                ]
        return steps

    def _show(self, steps: Collection[Step]) -> None:
        """Put the second state of each step in memory, and call the listeners."""
        if not steps:
            return
        tables: set[str] = set()
        ids: set[Id] = set()
        for before, after in steps:
            record = after or before
            assert record is not None
            table = self.of(type(record))
            self._references.follow(type(record), table.get(record.id), after)
            if after is None:
                table._records.pop(record.id, None)
            else:
                table._records[record.id] = after
            tables.add(table.name)
            ids.add(record.id)
        change = Change(frozenset(tables), frozenset(ids))
        for listener in list(self._listeners):
            listener(change)

    # ------------------------------------------------------------------ the days of use

    def reading(self) -> Raw:
        """Return the days of use with today (`used_days`), to be written; empty if unchanged."""
        before, self._readings = self._readings, self._readings.including(self.now())
        is_known = self._readings is before
        return {} if is_known else {READINGS: {KEY: msgspec.json.encode(self._readings)}}

    def is_day_doubtful(self) -> bool:
        """Tell whether the last change is so long ago that the clock may be wrong.

        If so, record this day: the next day of use will confirm it.
        """
        is_doubtful = self._readings.is_doubtful(self.now())
        if is_doubtful and (reading := self.reading()):
            self.commit([], reading)
        return is_doubtful

    @property
    def trusted_now(self) -> datetime:
        """The time by which age is judged (`store.used_days`)."""
        return self._readings.trusted(self.now())
