"""Changes that other programs make to the desk file, merged."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from store import record_kinds
from store.articles.history import History, Why
from store.bookkeeping import Conflict
from store.desk.merge_conflicts import MergeConflicts
from store.desk.record_store import Raw, Step
from store.desk.revision_log import REVISIONS, RevisionLog, who
from store.desk.undo import Undo
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, FileError, finding
from store.file.journal import Documents
from store.file.recovery import Outside
from store.json_documents import document_id
from store.ledger import LedgerEntry, following
from store.lineage import LINEAGE, document_of
from store.merge import Merge, merge
from store.records import Article


class TakenIn(msgspec.Struct, frozen=True):
    """The result of merging another desk file."""

    taken: int
    """How many entries were added or updated."""
    asked: int
    """How many were changed on both sides, or deleted there: people are asked."""
    is_covered: bool = False
    """Whether that file has everything that is on the desk."""
    file: Path | None = None
    """Where that file is kept."""


class ExternalChanges:
    """The changes that other programs leave in the desk file, or beside it."""

    def __init__(self, work: UnitOfWork, log: RevisionLog, undo: Undo) -> None:
        self._store = work.store
        self._log = log
        self._undo = undo
        self._articles = work.store.of(Article)
        self._conflicts = work.store.of(Conflict)

    @property
    def is_waiting(self) -> bool:
        """Tell whether another program has written the desk file, for `merge` to merge."""
        return not self._store.read_only and self._store.storage.is_outside_waiting

    def look(self) -> Outside | None:
        """Read what another program wrote to the desk file; in any thread."""
        with contextlib.suppress(OSError):  # the next look tries again
            return self._store.storage.outside()
        return None

    def merge(self, found: Outside | None = None) -> None:
        """Merge what another program wrote to the desk file: what `look` gave, or a new look.

        New and changed records come onto the desk; where we have changed the same, ours stays, and
        theirs goes to `conflicts`. `findings` reports it.
        """
        if self._store.read_only:
            return
        found = found or self.look()
        if found is None:
            return
        merged = self.take_in(found, str(found.aside or ""))
        self._store.storage.outside_taken(is_covered=merged.is_covered)

    def compared(self, found: Outside) -> Merge:
        """Compare another desk file with this desk; in any thread."""
        return merge(self._store.storage.documents(), found, record_kinds.merged_tables())

    def shares_records(self, tables: Documents) -> bool:
        """Tell whether a file has a record in common with this desk."""
        ours = self._store.storage.documents()
        both = ((ours.get(name, {}), tables.get(name, {})) for name in record_kinds.merged_tables())
        return any(not here.keys().isdisjoint(there) for here, there in both)

    def take_in(self, found: Outside, file: str, *, label: str = "") -> TakenIn:
        """Merge another desk file.

        Args:
            found: what it holds, and the base of both.
            file: where it is kept.
            label: of the entry in the undo list; without one, `findings` reports instead.
        """
        tables = self._store.storage.tables
        merged = merge(tables, found, record_kinds.merged_tables())
        disputes = MergeConflicts(self._conflicts, tables, merged)
        steps, unreadable = self._taken(merged)
        now = self._store.now()
        new = disputes.new(
            lambda name: {document_id(r.id): r.id for r in self._store.table(name) or ()}
        )
        steps += [
            (None, msgspec.structs.replace(conflict, created=now, updated=now, file=file))
            for conflict in new
        ]
        steps += [(conflict, None) for conflict in disputes.settled()]
        articles = [step for step in steps if isinstance(step[1], Article)]
        along = self._with_their_texts(merged, self._log.along(articles, Why.OUTSIDE))
        if lineages := {key: document_of(lineage) for key, lineage in merged.lineages.items()}:
            along[LINEAGE] = dict(lineages)
        self._store.commit(steps, along)
        self._follow_ledger([after for _, after in steps if isinstance(after, LedgerEntry)])
        if label:
            self._undo.list_as_one(label, steps)
        else:
            self._tell(merged, new, unreadable)
        return TakenIn(
            taken=len(merged.taken) - unreadable,
            asked=sum(len(conflict.missing) or 1 for conflict in new),
            is_covered=disputes.is_covered() and not (steps or along),
        )

    def _follow_ledger(self, entries: Iterable[LedgerEntry]) -> None:
        """Let articles be out as their entries say, also where their text was in conflict."""
        steps: list[Step] = []
        for article in filter(None, map(self._articles.get, {entry.piece for entry in entries})):
            after = following(article, self._store.naming(LedgerEntry, article.id))
            if after != article:
                steps.append((article, msgspec.structs.replace(after, updated=self._store.now())))
        if steps:
            self._store.commit(steps, self._log.along(steps, None))

    def _taken(self, merged: Merge) -> tuple[list[Step], int]:
        steps: list[Step] = []
        unreadable = 0
        for (name, key), text in merged.taken.items():
            try:
                record = self._store.record(name, msgspec.json.decode(text))
            except FileError:
                merged.lineages.pop(key, None)
                unreadable += 1
                continue
            current = self._store.current(record)
            if current and current.updated == record.updated:  # a script does not update the date
                record = msgspec.structs.replace(record, updated=self._store.now())
            steps.append((current, record))
        return steps, unreadable

    def _with_their_texts(self, merged: Merge, along: Raw) -> Raw:
        """Add the text of each article that was not taken as a revision before ours."""
        kept = dict(along.get(REVISIONS, {}))
        given_way = {place: their.document for place, their in merged.conflicts.items()}
        for (name, _), text in {**given_way, **merged.older}.items():
            if name != self._articles.name or text is None:
                continue
            with contextlib.suppress(FileError):
                theirs = self._store.record(name, msgspec.json.decode(text))
                ours = self._articles.get(theirs.id)
                if ours is None or not isinstance(theirs, Article):
                    continue
                history = self._log.history_of(ours.id) or History(ours.id)
                if history.holds(theirs):
                    continue
                for article, why in ((theirs, Why.OUTSIDE), (ours, Why.BEFORE)):
                    history = history.added(article, why=why, who=who(), at=self._store.now())
                kept[document_id(ours.id)] = msgspec.json.encode(history)
        return {REVISIONS: kept} if kept else {}

    def _tell(self, merged: Merge, new: list[Conflict], unreadable: int) -> None:
        conflicts = sum(conflict.theirs is not None for conflict in new)
        missing = sum(len(conflict.missing) for conflict in new)
        told: dict[str, int] = {}
        if merged.taken:
            message = N_("Another program has changed the desk file: {count} entries taken over.")
            told[message] = len(merged.taken) - unreadable
        if conflicts:
            message = N_(
                "Another program has changed the desk file in a way that conflicts with "
                "yours ({count} entries). Yours stand; see the conflicts: Ctrl+D."
            )
            told[message] = conflicts
        if missing:
            message = N_(
                "{count} entries are missing in the desk file that another program has "
                "left. They are still here; see the conflicts: Ctrl+D."
            )
            told[message] = missing
        if merged.older and not (merged.taken or conflicts):  # else it has not seen our changes yet
            message = N_(
                "An older copy of the desk file was put in its place; the newer state "
                "stays ({count} entries). To go back on purpose: toasoan restore FILE."
            )
            told[message] = len(merged.older)
        if unreadable:
            message = N_("{count} entries that another program wrote cannot be read as records.")
            told[message] = unreadable
        new_findings = [finding(message, count=count) for message, count in told.items()]
        self._store.storage.findings = (*new_findings, *self._store.storage.findings)
