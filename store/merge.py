"""What comes of it when another program has changed the desk file: three-way, by record.

An outsider may add and change, never delete: a file that is synced by halves looks like one from
which something was deleted. Where both have changed a record, ours stays and theirs is kept as a
conflict.
"""

from __future__ import annotations

from typing import Any

import msgspec

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
        our, their = ours.get(name, {}), outside.theirs.get(name, {})
        base = None if outside.base is None else outside.base.get(name, {})
        for key, theirs in their.items():
            _compare(found, (name, key), our.get(key), theirs, base.get(key) if base else None)
        found.missing += [(name, key) for key in base or () if key in our and key not in their]
    return found


def _compare(
    found: Merge, place: _Place, ours: bytes | None, theirs: bytes, base: bytes | None
) -> None:
    if _same(ours, theirs) or _same(base, theirs):
        return
    if ours is None:
        found.taken[place] = theirs
    elif _is_older(theirs, base or ours):
        found.older[place] = theirs
    elif _same(base, ours):
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
