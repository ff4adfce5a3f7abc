"""The tables of a desk: records in memory over the file, changed as units, and taken back.

What the records mean is not known here (that is `store.desk`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

import msgspec
from tinydb import TinyDB

from store.errors import N_, BadValue, FileError, NotSaved, UnknownRecord
from store.file.lock import DeskLock
from store.file.storage import DeskStorage
from store.records import Article, Campaign, Id, NewsItem, Record, Task, encode, points_at

SCHEMA: Final = 1
"""The version of the records in the file; a desk with a higher one was written by a newer app."""

_META_TABLE: Final = "_desk"
_UNDO_DEPTH: Final = 200
"""How many changes of a session can be taken back."""

R = TypeVar("R", bound=Record)


class Change(msgspec.Struct, frozen=True):
    """What one call has changed on the desk."""

    tables: frozenset[str]
    ids: frozenset[Id]


_Step = tuple[Record | None, Record | None]
"""A record before a change and after it; None where it is not there."""


class _Undo(msgspec.Struct, frozen=True):
    """What takes one change back: each record as it was before and after it."""

    label: str
    steps: tuple[_Step, ...]

    @property
    def ids(self) -> frozenset[Id]:
        """The records it is about."""
        return frozenset(record.id for step in self.steps for record in step if record)


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
        """Give the record, or None where there is none (any more)."""
        return self._records.get(record_id) if record_id else None

    def __getitem__(self, record_id: Id) -> R:
        """Give the record.

        Raises:
            UnknownRecord: there is none of that id.
        """
        try:
            return self._records[record_id]
        except KeyError:
            raise UnknownRecord(N_("The desk holds nothing under {id}."), id=record_id) from None

    def starting_with(self, prefix: str) -> list[R]:
        """Give the records whose id begins with `prefix`."""
        return [record for key, record in self._records.items() if key.startswith(prefix)]


class Tables:
    """The tables of one desk file, and what changes them; a context manager that closes it."""

    def __init__(self, path: Path, lock: DeskLock | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.now = clock
        self._lock = lock
        self._database = TinyDB(path, storage=DeskStorage)
        self.campaigns: Table[Campaign] = Table("campaigns")
        self.tasks: Table[Task] = Table("tasks")
        self.articles: Table[Article] = Table("articles")
        self.news: Table[NewsItem] = Table("news")
        self._tables: dict[type[Record], Table[Any]] = {
            Campaign: self.campaigns,
            Task: self.tasks,
            Article: self.articles,
            NewsItem: self.news,
        }
        self._listeners: list[Callable[[Change], None]] = []
        self._undo: list[_Undo] = []
        self._strays: dict[Id, str] = {}
        """Document ids of records that another program put in the file, under numbers of its own.

        They are put under ours at their first change.
        """
        self._check_version()
        for kind, table in self._tables.items():
            table._records = self._read(table.name, kind)

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
        self._database.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused."""
        return self._lock is None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been put on this desk yet."""
        return not any(len(table) for table in self._tables.values())

    @property
    def set_aside(self) -> Path | None:
        """Where the desk file went that another program had written in the place of ours."""
        return self._storage.set_aside

    def forget_set_aside(self) -> None:
        """Forget `set_aside`: the editor has been told."""
        self._storage.set_aside = None

    @property
    def _storage(self) -> DeskStorage:
        storage = self._database.storage
        assert isinstance(storage, DeskStorage)
        return storage

    def _check_version(self) -> None:
        tables = self._storage.read()
        meta = tables.get(_META_TABLE, {}).get("1", {})
        version = meta.get("schema")
        if version is None and any(tables.values()):
            raise FileError(
                N_(
                    "{path} is a TinyDB file, but not a desk of toasoan; "
                    "name another file, or a new one, with --desk FILE."
                ),
                path=self.path,
            )
        if version is not None and (not isinstance(version, int) or version > SCHEMA):
            raise FileError(
                N_(
                    "The desk {path} was written by a newer toasoan (format {version}, "
                    "this one reads up to {known}); please update toasoan."
                ),
                path=self.path,
                version=version,
                known=SCHEMA,
            )

    def _read(self, name: str, kind: type[R]) -> dict[Id, R]:
        records = {}
        for key, document in self._storage.read().get(name, {}).items():
            try:
                int(key)  # as TinyDB reads it
                record = msgspec.convert(document, kind)
                if "id" not in document:  # convert has given it a new one
                    raise ValueError("Object missing required field `id`")
            except (ValueError, msgspec.ValidationError) as error:
                raise FileError(
                    N_(
                        "The desk {path} holds something that is no record of it "
                        "(table {table}, entry {entry}: {reason}). Nothing has been changed; "
                        "put a copy of the file from before in its place."
                    ),
                    path=self.path,
                    table=name,
                    entry=key,
                    reason=error,
                ) from error
            records[record.id] = record
            if key != _document_id(record.id):
                self._strays[record.id] = key
        return records

    # ------------------------------------------------------------------ changes

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each change; give what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def add(self, record: R) -> R:
        """Put a new record on the desk and give it as it stands there.

        Raises:
            NotSaved: the desk is as it was (so for every method that changes it).
        """
        self.write("", [record])
        return self._now_of(record)

    def change(self, record: R, *, label: str = "", **fields: Any) -> R:
        """Change some fields of a record, as it stands now, and give it as it stands then.

        Args:
            record: any state of it; only its id and kind count.
            label: what an undo of it is called; empty for changes that are not listed there
                (the text of an article: its undo is the editor's).
            fields: the new values.
        """
        current = self._now_of(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        self.write(label, [changed])
        return self._now_of(record)

    def restore(self, record: R, **fields: Any) -> R:
        """Put a record back that has gone meanwhile, with some fields changed."""
        return self.add(msgspec.structs.replace(record, **fields))

    def write(self, label: str, put: Iterable[Record], drop: Iterable[Record] = ()) -> None:
        """Put and drop some records as one unit.

        Args:
            label: what an undo of it is called; empty where it is not to be listed.
            put: new records, or new states of old ones.
            drop: records that go.
        """
        now = self.now()
        steps: list[_Step] = []
        for record in put:
            stamped = msgspec.structs.replace(record, created=record.created or now, updated=now)
            steps.append((self._current(record), stamped))
        steps += [(self._current(record), None) for record in drop]
        self._commit(steps)
        if label:
            self._undo = [*self._undo[1 - _UNDO_DEPTH :], _Undo(label, tuple(steps))]

    def undo(self) -> str | None:
        """Take the last listed change back, and give its label (None: there is none).

        Field by field: what was changed on the same records since, stays.

        Raises:
            BadValue: it would take away a record that has been worked on since, or that others
                name by now. What stands below it on the list and is about the same records goes
                off the list too: it could only be taken back before it.
        """
        if not self._undo:
            return None
        last = self._undo[-1]
        steps = [(self._current(before or after), before, after) for before, after in last.steps]
        taken_back = [(now, _taken_back(now, before, after)) for now, before, after in steps]
        is_worked_on = any(b is None and now not in (after, None) for now, b, after in steps)
        if is_worked_on or self._names_what_goes(taken_back):
            self._undo = _without(last, self._undo)
            raise BadValue(
                N_("What was new has been worked on since, so it stays; delete it if it is to go.")
            )
        self._commit([(now, then) for now, then in taken_back if now != then])
        self._undo.pop()
        return last.label

    def _names_what_goes(self, steps: Collection[_Step]) -> bool:
        """Tell whether a record would point at one that these steps take away."""
        gone = {now.id for now, then in steps if now and not then}
        if not gone:
            return False
        left = {record.id: record for table in self._tables.values() for record in table}
        left.update((then.id, then) for _, then in steps if then)
        return any(
            not gone.isdisjoint(points_at(record))
            for record in left.values()
            if record.id not in gone
        )

    def _now_of(self, record: R) -> R:
        """Give a record as it stands now; raises UnknownRecord where it has gone."""
        current: R = self._tables[type(record)][record.id]
        return current

    def _current(self, record: Record | None) -> Record | None:
        assert record is not None
        current: Record | None = self._tables[type(record)].get(record.id)
        return current

    def _commit(self, steps: Collection[_Step]) -> None:
        """Write the second state of each step, in the file first, then in memory."""
        if self.read_only:
            raise NotSaved(N_("The desk {path} is open for reading only."), path=self.path)
        if not steps:
            return
        changes: dict[str, dict[str, dict[str, Any] | None]] = {
            _META_TABLE: {"1": {"schema": SCHEMA}}
        }
        for before, after in steps:
            record = after or before
            assert record is not None
            name = self._tables[type(record)].name
            document = None if after is None else encode(after)
            documents = changes.setdefault(name, {})
            if record.id in self._strays:
                documents[self._strays[record.id]] = None
            documents[_document_id(record.id)] = document
        self._storage.commit(changes)
        for before, after in steps:
            self._remember(before, after)
        self._announce(steps)

    def _remember(self, before: Record | None, after: Record | None) -> None:
        record = after or before
        assert record is not None
        table = self._tables[type(record)]
        self._strays.pop(record.id, None)
        if after is None:
            table._records.pop(record.id, None)
        else:
            table._records[record.id] = after

    def _announce(self, steps: Iterable[_Step]) -> None:
        records = [after or before for before, after in steps]
        change = Change(
            tables=frozenset(self._tables[type(r)].name for r in records if r),
            ids=frozenset(r.id for r in records if r),
        )
        for listener in list(self._listeners):
            listener(change)

    # ------------------------------------------------------------------ finding a record

    def find(self, prefix: str, *names: str) -> Record:
        """Give the record whose id begins with `prefix`, in the named tables (all if none).

        Raises:
            UnknownRecord: nothing does, or more than one.
        """
        wanted = prefix.strip().lower()
        tables = [t for t in self._tables.values() if not names or t.name in names]
        found = [record for table in tables for record in table.starting_with(wanted) if wanted]
        if not found:
            raise UnknownRecord(
                N_("Nothing on the desk has an ID that begins with “{prefix}”; see toasoan list."),
                prefix=prefix,
            )
        if len(found) > 1:
            raise UnknownRecord(
                N_("“{prefix}” is the beginning of {count} IDs; type more of it."),
                prefix=prefix,
                count=len(found),
            )
        record: Record = found[0]
        return record


def _taken_back(
    current: Record | None, before: Record | None, after: Record | None
) -> Record | None:
    """Give what a record becomes when the change from `before` to `after` is taken back."""
    if before is None or after is None or current is None:
        return before
    changed = {
        name: getattr(before, name)
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    }
    if current.updated != after.updated:  # something else was changed since: that day stays
        changed.pop("updated", None)
    return msgspec.structs.replace(current, **changed)


def _without(refused: _Undo, entries: Iterable[_Undo]) -> list[_Undo]:
    """Give the entries of the undo list that have nothing to do with a refused one."""
    held = refused.ids
    left: list[_Undo] = []
    for entry in reversed(list(entries)):
        if held.isdisjoint(entry.ids):
            left.insert(0, entry)
        else:
            held = held | entry.ids
    return left


def _document_id(record_id: Id) -> str:
    """Give the TinyDB document id of a record: the first 52 of its random bits.

    52, because a JSON number is exact up to 2^53 in every reader. The odds that two of 100,000
    records meet are one in a million.
    """
    return str(int(record_id[:13], 16))
