"""Conflicts with changes that another program made to the desk file, and resolving them."""

from __future__ import annotations

from collections.abc import Iterable

from store import record_kinds
from store.articles.history import Why
from store.bookkeeping import Conflict
from store.desk.merge_conflicts import joined
from store.desk.pieces import left_by
from store.desk.trash import Trash
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_


class Conflicts(RecordService[Conflict]):
    """The open conflicts: both sides have changed the same record."""

    def __init__(self, work: UnitOfWork, trash: Trash) -> None:
        super().__init__(work, Conflict)
        self._trash = trash

    def resolve(self, conflict: Conflict, *, theirs: bool) -> None:
        """Resolve a conflict, by keeping ours or by taking their state or deletion.

        Raises:
            RecordNotFoundError: it is resolved already.
            FileError: theirs is not a record that this version knows.
            InvalidValueError: it belongs to a campaign that is gone.
        """
        conflict = self._work.latest(conflict)
        if not theirs:
            self.keep_ours([conflict])
            return
        along = joined(self._store.storage.tables, [conflict], theirs=True)
        label = N_("take theirs")
        if conflict.theirs is not None:
            record = self._store.record(conflict.table, conflict.theirs)
            put = self._trash.at_home([record], record_kinds.title(record))
            self._work.write(label, put, drop=[conflict], why=Why.OUTSIDE, along=along)
        else:
            table = self._store.table(conflict.table)
            gone = [record for record in table or () if record.id in conflict.missing]
            freed, with_them = left_by(self._store, gone)
            self._work.write(label, freed, drop=[conflict, *gone, *with_them], along=along)

    def keep_ours(self, conflicts: Iterable[Conflict]) -> None:
        """Resolve some conflicts by keeping the desk as it is, as one change."""
        found = list(conflicts)
        along = joined(self._store.storage.tables, found, theirs=False)
        self._work.write(N_("keep ours"), [], drop=found, along=along)
