"""Changes of a desk, each a unit: written, undone and announced as a whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec

from store import record_kinds
from store.articles.history import Why
from store.articles.steps import with_step
from store.bookkeeping import Deleted
from store.desk.record_store import Change, PendingChange, Raw, RecordStore, Step
from store.desk.revision_log import RevisionLog, who
from store.desk.table import Table
from store.desk.undo import Undo, Undoable
from store.errors import N_, RecordNotFoundError
from store.records import Article, Record, encode

R = TypeVar("R", bound=Record)


class UnitOfWork:
    """What the services of a desk read and write through."""

    def __init__(self, store: RecordStore, log: RevisionLog, undo: Undo) -> None:
        self.store = store
        self._log = log
        self._undo = undo

    # ------------------------------------------------------------------ reading

    def now(self) -> datetime:
        """Return the time, with its offset."""
        return self.store.now()

    def today(self) -> date:
        """Return the current day."""
        return self.now().date()

    @property
    def is_empty(self) -> bool:
        """Tell whether the desk holds nothing yet."""
        return not any(len(self.store.of(kind.type)) for kind in record_kinds.of_editors())

    def table(self, name: str) -> Table[Any] | None:
        """Return the records of a table of the desk file; None for an unknown table."""
        return self.store.table(name)

    def latest(self, record: R) -> R:
        """Return a record as it is now; raises RecordNotFoundError where it is gone."""
        self.store.flush()
        return self.store.of(type(record))[record.id]

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each change; return a function that stops that."""
        return self.store.listen(listener)

    def find(self, prefix: str, *names: str) -> Record:
        """Return the record whose ID begins with `prefix`, in the named tables (all if none).

        Raises:
            RecordNotFoundError: there is none, or more than one.
        """
        wanted = prefix.strip().lower()
        tables = [
            self.store.of(kind.type)
            for kind in record_kinds.KINDS.values()
            if not names or kind.table in names
        ]
        found: list[Record] = [
            table[record_id]
            for table in tables
            for record_id in table.ids()
            if wanted and record_id.startswith(wanted)
        ]
        if not found:
            raise RecordNotFoundError(
                N_(
                    "Nothing on the desk has an ID that begins with “{prefix}”; "
                    "see toasoan list --help."
                ),
                prefix=prefix,
            )
        if len(found) > 1:
            raise RecordNotFoundError(
                N_("“{prefix}” is the beginning of {count} IDs; type more of it."),
                prefix=prefix,
                count=len(found),
            )
        return found[0]

    # ------------------------------------------------------------------ changes

    def add(self, record: R) -> R:
        """Add a new record, and return it as it is on the desk.

        Raises:
            SaveError: nothing has changed (as for every method that changes the desk).
        """
        self.write("", [record])
        return self.latest(record)

    def change(self, record: R, *, label: str = "", why: Why | None = None, **fields: Any) -> R:
        """Change some fields of the current state of a record, and return the new state.

        Args:
            record: any state of it; only its ID and kind count.
            label: of the entry in the undo list; empty for a change that is not listed
                (the text of an article, which is undone in the editor).
            why: the reason of a revision of an article; None for a change in passing.
            fields: the new values.
        """
        current = self.latest(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        self.write(label, [changed], why=why)
        return self.latest(record)

    def change_later(self, record: Record, **fields: Any) -> PendingChange | None:
        """Begin to change some fields of a record in passing: typing must not wait for the disk.

        Nothing has changed yet when this returns: `PendingChange.write` writes it, in any thread,
        and `RecordStore.flush` shows it on the desk. Return None where there is nothing to change.
        """
        current = self.latest(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return None
        now = self.store.now()
        changed = with_step(current, changed, now, who)
        steps: list[Step] = [(current, msgspec.structs.replace(changed, updated=now))]
        return self.store.prepare(steps, self._log.along(steps, None))

    def put_back(self, record: R, **fields: Any) -> R:
        """Add a record again that was deleted meanwhile, with some fields changed."""
        return self.add(msgspec.structs.replace(record, **fields))

    def write(
        self,
        label: str,
        put: Iterable[Record],
        drop: Iterable[Record] = (),
        *,
        why: Why | None = None,
        original: Article | None = None,
        along: Raw | None = None,
    ) -> None:
        """Add, replace and delete records as one unit.

        Args:
            label: of the entry in the undo list; empty for none. What is deleted under a label goes
                to the bin.
            put: new records, or new states of existing ones.
            drop: records to delete.
            why: the reason of a revision of an article; None for a change in passing.
            original: an article before it was given its present form: its first revision.
            along: other documents that belong to the same unit.
        """
        now = self.store.now()
        steps: list[Step] = []
        for record in put:
            stamped = msgspec.structs.replace(record, created=record.created or now, updated=now)
            before = self.store.current(record)
            steps.append((before, with_step(before, stamped, now, who)))
        steps += [(self.store.current(record), None) for record in drop]
        if label and (deleted := self._deleted(label, steps, now)):
            steps.append((None, deleted))
        kept = steps
        if original is not None:
            kept = [(original if a and a.id == original.id else b, a) for b, a in steps]
        along = along or {}
        tables = self.store.storage.tables
        there: Raw = {
            name: {number: tables.get(name, {}).get(number) for number in documents}
            for name, documents in along.items()
        }
        self.store.commit(steps, {**along, **self._log.along(kept, why)})
        if label:
            self._undo.push(Undoable(label, now, tuple(steps), (there, along)))

    def _deleted(self, label: str, steps: Sequence[Step], now: datetime) -> Deleted | None:
        """Return the entry of the bin for what some steps delete; None if they delete nothing."""
        gone = [b for b, a in steps if b and not a and not record_kinds.of(b).is_bookkeeping]
        if not gone:
            return None
        return Deleted(
            created=now,
            updated=now,
            label=label,
            title=record_kinds.title(gone[0]),
            gone=tuple((self.store.of(type(record)).name, encode(record)) for record in gone),
            changed=tuple(
                (self.store.of(type(after)).name, after.id, *_difference(before, after))
                for before, after in steps
                if before and after
            ),
        )


class RecordService(Table[R]):
    """A service of the desk that is also the collection of its records."""

    def __init__(self, work: UnitOfWork, kind: type[R]) -> None:
        table = work.store.of(kind)
        super().__init__(table.name, table._records)
        self._work = work
        self._store = work.store


def _difference(before: Record, after: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields in which two states of a record differ, as in their JSON objects."""
    old, new = encode(before), encode(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    names = [name for name in names if name != "updated"]
    return {n: old[n] for n in names if n in old}, {n: new[n] for n in names if n in new}


def values_of(changed: Record, fields: Collection[str]) -> dict[str, Any]:
    """Return the checked values of the fields that were to change."""
    return {name: getattr(changed, name) for name in fields}


def there(place: int, known: Sequence[Any]) -> int:
    """Return an index into a list; raises RecordNotFoundError where it is out of range."""
    if not 0 <= place < len(known):
        raise RecordNotFoundError(N_("That entry is no longer there."))
    return place
