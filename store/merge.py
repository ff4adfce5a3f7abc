"""Merge of a desk file that another program has changed: record by record, by lineage.

Which of two states of a record is later follows from their lineages (`store.lineage`), never from a
clock. A state gives way to its descendant. Where neither descends from the other, both sides have
changed it: ours stays, and theirs becomes a conflict, for people to decide. A script that edits the
file leaves the lineages alone; its changes are found by comparing with the base, where that is
known.

Other programs may add and change, never delete: a half-synced file looks like one from which
something was deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import msgspec

from store.file.journal import Documents
from store.file.recovery import Outside
from store.lineage import LINEAGE, Lineage, State, file_mark, key_of, lineage_in

_Place = tuple[str, str]
"""A table and a document ID in it."""


class Merge(msgspec.Struct):
    """What to do with each document in which the two differ."""

    taken: dict[_Place, bytes] = {}
    """Theirs is new, or descends from ours."""
    conflicts: dict[_Place, State] = {}
    """Both have changed it; theirs is not taken."""
    older: dict[_Place, bytes] = {}
    """Ours descends from theirs: an older file was put there, or it has not seen ours yet."""
    missing: dict[_Place, Lineage] = {}
    """They lack it, we have it: with the lineage they left for it, empty if a script deleted it."""
    lineages: dict[str, Lineage] = {}
    """The lineage of the record under each document ID after the merge."""
    lacking: set[_Place] = set()
    """What we have and they lack, whether they deleted it or never had it."""
    untold: list[_Place] = []
    """What we have and they do not know yet."""


def merge(ours: Documents, outside: Outside, tables: tuple[str, ...]) -> Merge:
    """Compare the documents of the desk, in the tables of records, with another program's."""
    found = Merge()
    sides = _Sides(ours, outside)
    for name in tables:
        our = _by_record(ours.get(name, {}))
        base = _by_record((outside.base or {}).get(name, {}))
        there = set()
        for number, theirs in outside.theirs.get(name, {}).items():
            key = key_of(number, theirs)
            there.add(key)
            _compare(found, (name, key), sides, our.get(key), theirs, base.get(key))
        for key in (key for key in our if key not in there):
            place = (name, key)
            found.untold.append(place)
            found.lacking.add(place)
            if sides.is_deleted_there(key, our[key], is_known=key in base):
                found.missing[place] = sides.theirs(key, None).lineage
    if found.taken and not sides.is_our_file:  # it has not seen ours yet
        found.missing = {
            place: lineage for place, lineage in found.missing.items() if lineage.marks
        }
    return found


def _state(lineages: Mapping[str, bytes], key: str, document: bytes | None) -> State:
    return State(document, lineage_in(lineages, key))


class _Sides:
    """The states of a record on both sides and in their common base, by document id."""

    def __init__(self, ours: Documents, outside: Outside) -> None:
        base = outside.base or {}
        self.ours = partial(_state, ours.get(LINEAGE, {}))
        self.theirs = partial(_state, outside.theirs.get(LINEAGE, {}))
        self.base = partial(_state, base.get(LINEAGE, {}))
        self.is_our_file = file_mark(outside.theirs) == file_mark(base)
        """Whether it is the file that we wrote, edited by a script that knows no marks."""

    def is_deleted_there(self, key: str, document: bytes, *, is_known: bool) -> bool:
        """Tell whether they have deleted what we have, and we did not know it yet."""
        their, our = self.theirs(key, None), self.ours(key, document)
        if their.mark in our.marks:
            return False
        return is_known or their.descends_from(our)


def _by_record(table: Mapping[str, bytes]) -> dict[str, bytes]:
    return {key_of(number, document): document for number, document in table.items()}


def _compare(
    found: Merge,
    place: _Place,
    sides: _Sides,
    ours: bytes | None,
    theirs: bytes,
    base: bytes | None,
) -> None:
    _, key = place
    our, their = sides.ours(key, ours), sides.theirs(key, theirs)
    before = sides.base(key, base)
    if our.says(their):
        if our.lineage != their.lineage and their.mark not in our.marks:
            found.lineages[key] = our.whole.joined(their.marks)
        return
    if before.says(their) and their.lineage == before.lineage:
        found.untold.append(place)
    elif ours is None and not our.lineage.marks:
        found.taken[place] = theirs
        if their.lineage.marks:
            found.lineages[key] = their.whole
    elif their.descends_from(our):
        found.taken[place] = theirs
        found.lineages[key] = their.whole.joined(our.marks)
    elif our.descends_from(their):
        found.older[place] = theirs
        found.untold.append(place)
    elif ours is None or _is_edit(sides, our, their, before):
        # A record that we deleted and they changed comes back.
        found.taken[place] = theirs
        found.lineages[key] = their.whole.joined(our.marks)
    else:
        found.conflicts[place] = their
        found.untold.append(place)


def _is_edit(sides: _Sides, our: State, their: State, base: State) -> bool:
    """Tell whether a script has edited the state on the desk, which we have not changed.

    A file from before there were marks looks like that, too. Only there a date is compared: a state
    that claims to be older than ours is a conflict, whatever the clocks were.
    """
    if base.document is None or our.document is None or not base.says(our):
        return False
    their_time, our_time = _updated(their.document), _updated(our.document)
    is_earlier = their_time and our_time and their_time < our_time
    return sides.is_our_file and not is_earlier


class _Dated(msgspec.Struct):
    updated: str | None = None


def _updated(document: bytes | None) -> datetime | None:
    """Return when a document was last changed; None where that is unknown."""
    try:
        text = msgspec.json.decode(document or b"{}", type=_Dated).updated
        found = datetime.fromisoformat(text or "")
        return found if found.tzinfo else None
    except (msgspec.DecodeError, ValueError):
        return None
