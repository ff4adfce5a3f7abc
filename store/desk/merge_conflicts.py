"""Conflicts with another desk file: which are new, which are resolved, and their lineages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from store.bookkeeping import Conflict
from store.desk.record_store import Raw
from store.file.journal import Documents
from store.json_documents import document_id
from store.lineage import LINEAGE, Lineage, State, document_of, lineage_in
from store.merge import Merge
from store.records import Id

_NOTHING: Final = "-"
"""Written in place of a lineage where a deletion left none."""


class MergeConflicts:
    """The conflicts of a desk, compared with the merge of another desk file.

    `tables` are the documents of the desk before the merge.
    """

    def __init__(self, conflicts: Iterable[Conflict], tables: Documents, merged: Merge) -> None:
        self._known = list(conflicts)
        self._missing: dict[str, set[Id]] = {}
        for conflict in self._known:
            self._missing.setdefault(conflict.table, set()).update(conflict.missing)
        self._asked = {(c.table, c.record, state_of(c).content) for c in self._known if c.theirs}
        self._tables = tables
        self._merged = merged

    def new(self, ids: Callable[[str], Mapping[str, Id]]) -> list[Conflict]:
        """Return the conflicts that people have not been asked about yet.

        `ids` returns, for a table, the record IDs by their document IDs.
        """
        found = []
        for (name, _), their in self._merged.conflicts.items():
            theirs = msgspec.json.decode(their.document or b"{}")
            record = theirs.get("id")
            record = record if isinstance(record, str) else ""
            if (name, record, their.content) not in self._asked:
                seen = their.lineage.text
                found.append(Conflict(table=name, record=record, theirs=theirs, seen=seen))
        missing: dict[str, dict[Id, str]] = {}
        known = {name: ids(name) for name in {name for name, _ in self._merged.missing}}
        for (name, key), lineage in self._merged.missing.items():
            record = known[name].get(key, "")
            if record and record not in self._missing.get(name, ()):
                missing.setdefault(name, {})[record] = lineage.text or _NOTHING
        found += [
            Conflict(table=name, missing=tuple(of), seen=" ".join(of.values()))
            for name, of in missing.items()
        ]
        return found

    def settled(self) -> list[Conflict]:
        """Return the resolved conflicts: ours descends from theirs, or nothing is missing."""
        return [conflict for conflict in self._known if self._is_settled(conflict)]

    def is_covered(self) -> bool:
        """Tell whether they lack only what is in a conflict already."""
        asked = {(c.table, document_id(c.record)) for c in self._known if _is_id(c.record)}
        asked |= {(c.table, document_id(one)) for c in self._known for one in c.missing}
        return asked.issuperset(self._merged.untold)

    def _is_settled(self, conflict: Conflict) -> bool:
        if conflict.missing:
            words = dict(zip(conflict.missing, conflict.seen.split(), strict=False))
            return not any(self._is_open(conflict, one, words) for one in conflict.missing)
        if not _is_id(conflict.record):
            return False
        key = document_id(conflict.record)
        there = self._tables.get(conflict.table, {}).get(key)
        now = State(self._merged.taken.get((conflict.table, key), there), self._lineage(key))
        their = state_of(conflict)
        return their.mark in now.marks or their.content == now.content

    def _is_open(self, conflict: Conflict, record: Id, words: dict[Id, str]) -> bool:
        """Tell whether it is still undecided that they lack a record."""
        key = document_id(record)
        document = self._tables.get(conflict.table, {}).get(key)
        if document is None:
            return False
        seen = words.get(record, _NOTHING)
        if seen == _NOTHING:  # the other file may never have had it
            return (conflict.table, key) in self._merged.lacking
        gone = State(None, Lineage.read(seen)).mark
        return gone not in State(document, self._lineage(key)).marks

    def _lineage(self, key: str) -> Lineage:
        """Return the lineage of a record after the merge, by its document ID."""
        known = self._tables.get(LINEAGE, {})
        return self._merged.lineages.get(key) or lineage_in(known, key)


def state_of(conflict: Conflict) -> State:
    """Return the state of theirs that was not taken."""
    text = None if conflict.theirs is None else msgspec.json.encode(conflict.theirs)
    return State(text, Lineage.read(conflict.seen))


def joined(tables: Documents, conflicts: Iterable[Conflict], *, theirs: bool) -> Raw:
    """Return the lineages after some conflicts are resolved.

    The remaining state descends from both sides, so nobody is asked the same again.
    """
    known = dict(tables.get(LINEAGE, {}))
    found: dict[str, bytes | None] = {}
    for conflict in conflicts:
        for record, their in _sides(conflict):
            key = document_id(record)
            document = tables.get(conflict.table, {}).get(key)
            our = State(document, lineage_in(known, key))
            first, second = (their, our) if theirs else (our, their)
            # A new mark: if two people decide differently, neither may descend from the other.
            lineage = first.whole.joined(second.marks).anew(first.content)
            if document is not None or theirs:
                found[key] = known[key] = document_of(lineage)
    return {LINEAGE: found} if found else {}


def _sides(conflict: Conflict) -> Iterable[tuple[Id, State]]:
    """Yield the ID of each record in a conflict, with their state of it."""
    if conflict.theirs is not None:
        if _is_id(conflict.record):
            yield conflict.record, state_of(conflict)
        return
    for record, seen in zip(conflict.missing, conflict.seen.split(), strict=False):
        if seen != _NOTHING:
            yield record, State(None, Lineage.read(seen))


def _is_id(text: Any) -> bool:
    """Tell whether a record could have this ID: a script may have written anything."""
    try:
        return len(text) == 32 and int(text[:13], 16) >= 0
    except (TypeError, ValueError):
        return False
