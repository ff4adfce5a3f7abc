"""Undo: the changes of a session that can be reversed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar, Final, TypeVar

import msgspec

from store.desk.record_store import Raw, RecordStore, Step
from store.desk.references import NAMED_BY, names_one_of
from store.desk.revision_log import RevisionLog
from store.errors import N_, DeskError, InvalidValueError
from store.file.journal import merged
from store.records import Article, Id, Record, Status

R = TypeVar("R", bound=Record)

_DEPTH: Final = 200
"""How many changes of a session can be undone."""


class Undoable(msgspec.Struct, frozen=True):
    """A change of this session that can be undone."""

    label: str
    """What was done (a message id)."""
    at: datetime
    steps: tuple[Step, ...]
    """Each record before and after the change."""
    along: tuple[Raw, Raw] = ({}, {})
    """Other documents of the change (table → document ID → document), before and after it."""

    @property
    def ids(self) -> frozenset[Id]:
        """The IDs of the records that it changed."""
        return frozenset(record.id for step in self.steps for record in step if record)


_TakenBack = tuple[list[Step], Raw]
"""What an undo changes: records as they are and as they were, and the histories along with them."""


class Undo:
    """The list of the changes that can be undone, the last one first."""

    UNIT: ClassVar = 200
    """How many records may change between two keys: it takes some 50 ms."""

    def __init__(self, store: RecordStore, log: RevisionLog) -> None:
        self._store = store
        self._log = log
        self._entries: list[Undoable] = []

    def entries(self) -> list[Undoable]:
        """Return the changes of this session that can be undone, the last first."""
        return self._entries[::-1]

    def push(self, entry: Undoable) -> None:
        """Add a change to the list."""
        self._entries = [*self._entries[1 - _DEPTH :], entry]

    @property
    def last(self) -> Undoable | None:
        """The last change that can be undone."""
        return self._entries[-1] if self._entries else None

    def join_last(self, earlier: Undoable | None) -> Undoable:
        """Make one entry of the last one and an earlier one, if that is there; return it."""
        last = self._entries[-1]
        if any(entry is earlier for entry in self._entries[:-1]):
            assert earlier
            self._entries = [one for one in self._entries if one is not earlier and one is not last]
            self.list_as_one(last.label, (*earlier.steps, *last.steps))
        return self._entries[-1]

    def in_units(
        self, records: Sequence[R], change: Callable[[Sequence[R]], Sequence[R]]
    ) -> Iterator[Sequence[R]]:
        """Change very many records, `UNIT` of them at each step of the iteration.

        So that keys have their effect between the steps. All are one step of undo, also where the
        iteration is given up before its end. Where one unit is refused, those before it are undone:
        all of it has changed, or nothing.

        Args:
            records: any state of them.
            change: what to do with some of them. The step of the iteration is what it returns.
        """
        listed: Undoable | None = None
        for start in range(0, len(records), self.UNIT):
            before = self.last
            try:
                changed = change(records[start : start + self.UNIT])
            except DeskError:
                if listed and self.last is listed:
                    with suppress(DeskError):  # a full disk: it is listed, to be undone later
                        self.step_back()
                raise
            if self.last is not before:
                listed = self.join_last(listed)
            yield changed

    def list_as_one(self, label: str, steps: Iterable[Step]) -> None:
        """List changes that were written in several units as one change.

        `steps` are each record before and after each of the changes, in their order.
        """
        first_to_last: dict[Id, Step] = {}
        for before, after in steps:
            record = before or after
            assert record is not None
            began = first_to_last[record.id][0] if record.id in first_to_last else before
            first_to_last[record.id] = began, after
        if first_to_last:
            self.push(Undoable(label, self._store.now(), tuple(first_to_last.values())))

    def step_back(self) -> str | None:
        """Undo the last listed change, and return its label (None: there is none).

        It is undone field by field: later changes of other fields stay.

        Raises:
            InvalidValueError: it would delete a record that has been changed since, or that others
                refer to. Earlier changes of the same records leave the list too: they could only be
                undone after it.
        """
        last = self.last
        if last is None:
            return None
        self._refuse_if_worked_on(last)
        self._revert(last, [self._taken_back(last.steps)])
        return last.label

    def step_back_in_units(self) -> Iterator[int]:
        """Undo the last listed change as `step_back` does; keys have their effect meanwhile.

        Each step of the iteration prepares `UNIT` records and yields how many. All are written as
        one unit when the iteration ends; where it is given up before, nothing has been undone.
        """
        last = self.last
        if last is None:
            return
        self._refuse_if_worked_on(last)
        prepared: list[_TakenBack] = []
        for start in range(0, len(last.steps), self.UNIT):
            some = last.steps[start : start + self.UNIT]
            prepared.append(self._taken_back(some))
            yield len(some)
        if any(
            self._store.current(now or then) is not now for one in prepared for now, then in one[0]
        ):
            self._refuse_if_worked_on(last)  # something else has changed them in between
            prepared = [self._taken_back(last.steps)]
        self._revert(last, prepared)

    def _refuse_if_worked_on(self, entry: Undoable) -> None:
        """Refuse to delete what was new; it leaves the list, and what it is related to too."""
        if all(before for before, _after in entry.steps):
            return
        steps = [(self._store.current(b or a), b, a) for b, a in entry.steps]
        taken_back = [(now, _reverted(now, before, after)) for now, before, after in steps]
        is_worked_on = any(b is None and now not in (after, None) for now, b, after in steps)
        if is_worked_on or self._leaves_dangling(taken_back):
            self._entries = _without(entry, self._entries)
            raise InvalidValueError(
                N_(
                    "What was new has been worked on since, so it stays; delete it if you do not "
                    "want it."
                )
            )

    def _taken_back(self, steps: Iterable[Step]) -> _TakenBack:
        """Return what undoing some steps of a listed change changes."""
        present = ((self._store.current(b or a), b, a) for b, a in steps)
        taken_back = [(now, _reverted(now, before, after)) for now, before, after in present]
        changed = [(now, then) for now, then in taken_back if now != then]
        return changed, self._log.restored(changed)

    def _revert(self, entry: Undoable, prepared: Iterable[_TakenBack]) -> None:
        """Undo a listed change as one unit, and take it off the list."""
        changed: list[Step] = []
        along = self._documents_before(entry)
        for steps, histories in prepared:
            changed += steps
            along = merged(along, histories)
        self._store.commit(changed, along)
        self._entries = [one for one in self._entries if one is not entry]

    def _documents_before(self, entry: Undoable) -> Raw:
        """Return the other documents as they were before a change, if nothing changed them since.

        A lineage that has gone on since may have been seen by others.
        """
        before, after = entry.along
        tables = self._store.storage.tables
        found: Raw = {}
        for name, documents in after.items():
            now = tables.get(name, {})
            back = {n: before[name][n] for n, done in documents.items() if now.get(n) == done}
            if back:
                found[name] = back
        return found

    def _leaves_dangling(self, steps: Collection[Step]) -> bool:
        """Tell whether a record would refer to one that these steps delete."""
        gone = {now.id: type(now) for now, then in steps if now and not then}
        stays = {then.id: then for _, then in steps if then}
        others = (
            record
            for record_id, gone_kind in gone.items()
            for kind in NAMED_BY.get(gone_kind, ())
            for record in self._store.naming(kind, record_id)
        )
        return any(names_one_of(record, gone) for record in stays.values()) or any(
            record.id not in gone and record.id not in stays for record in others
        )


def _reverted(current: Record | None, before: Record | None, after: Record | None) -> Record | None:
    """Return a record with the change from `before` to `after` undone."""
    if before is None or after is None or current is None:
        return before
    changed = {
        name: getattr(before, name)
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    }
    if isinstance(current, Article) and current.status is Status.EXPORTED:
        for name in ("status", "taken"):  # it has gone out since: not undone but withdrawn
            changed.pop(name, None)
    if current.updated != after.updated:  # something else was changed since: that day stays
        changed.pop("updated", None)
    return msgspec.structs.replace(current, **changed)


def _without(refused: Undoable, entries: Iterable[Undoable]) -> list[Undoable]:
    """Return the entries of the undo list that are not related to a refused one."""
    held = refused.ids
    left: list[Undoable] = []
    for entry in reversed(list(entries)):
        if held.isdisjoint(entry.ids):
            left.insert(0, entry)
        else:
            held = held | entry.ids
    return left
