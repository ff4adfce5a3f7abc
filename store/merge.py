"""What comes of it when another program has changed the desk file: three-way, by record.

An outsider may add and change, never delete: a file that is synced by halves looks like one from
which something was deleted. Where both have changed a record, ours stays and theirs is kept as a
conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from store.desk.tables import document_id
from store.file.journal import Documents
from store.file.recovery import Outside

_Place = tuple[str, str]
"""A table and the id of a document in it."""


class Merge(msgspec.Struct):
    """What is to be done with each document in which the two differ."""

    taken: dict[_Place, bytes] = {}
    """Theirs is new, or only they have changed it."""
    conflicts: dict[_Place, bytes] = {}
    """Both have changed it; theirs gives way."""
    older: dict[_Place, bytes] = {}
    """Theirs is a state from before the last common one: an older file was put there."""
    missing: list[_Place] = []
    """They have it no more; we do."""


def merge(ours: Documents, outside: Outside, tables: tuple[str, ...]) -> Merge:
    """Compare what is on the desk with what another program has left.

    Args:
        ours: the documents of the desk.
        outside: theirs, and what both began from, where that is known.
        tables: the names of those that hold records.
    """
    found = Merge()
    for name in tables:
        our = _by_record(ours.get(name, {}))
        base = _by_record((outside.base or {}).get(name, {}))
        there = set()
        for number, theirs in outside.theirs.get(name, {}).items():
            key = _key(number, theirs)
            there.add(key)
            _compare(found, (name, key), our.get(key), theirs, base.get(key))
        found.missing += [(name, key) for key in base if key in our and key not in there]
    return found


class _Named(msgspec.Struct):
    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


def _key(number: str, document: bytes) -> str:
    # The document id under which the desk keeps a record; scripts give numbers of their own.
    try:
        return document_id(msgspec.json.decode(document, type=_Named).id)
    except (msgspec.DecodeError, RecursionError):
        return number


def _by_record(table: Mapping[str, bytes]) -> dict[str, bytes]:
    return {_key(number, document): document for number, document in table.items()}


def _compare(
    found: Merge, place: _Place, ours: bytes | None, theirs: bytes, base: bytes | None
) -> None:
    if _same(ours, theirs) or _same(base, theirs):
        return
    known = base or ours
    if known and _is_older(theirs, known):
        found.older[place] = theirs
    elif ours is None or _same(base, ours):
        found.taken[place] = theirs
    else:
        found.conflicts[place] = theirs


def _same(one: bytes | None, other: bytes | None) -> bool:
    if one is None or other is None or one == other:
        return one == other
    return bool(_read(one) == _read(other))  # other spaces, or escaped letters


def _is_older(theirs: bytes, ours: bytes) -> bool:
    """Tell by the day of the last change, which a script that edits the file leaves alone."""
    their_day, our_day = _updated(theirs), _updated(ours)
    return bool(their_day and our_day and their_day < our_day)


def _updated(document: bytes) -> str:
    found = _read(document)
    return str(found.get("updated", "")) if isinstance(found, dict) else ""


def _read(document: bytes) -> Any:
    return msgspec.json.decode(document)
