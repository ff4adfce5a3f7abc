"""The desk's own records: the entries of the bin, and conflicts with other programs' files."""

from __future__ import annotations

from typing import Any

from store.records import Id, Record


class Deleted(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the bin: what one deletion removed, while it can be restored."""

    label: str
    """The change (a message ID, as in the undo list)."""
    title: str
    """The title of what was deleted."""
    gone: tuple[tuple[str, dict[str, Any]], ...]
    """The table and the JSON object of each deleted record."""
    changed: tuple[tuple[str, Id, dict[str, Any], dict[str, Any]], ...] = ()
    """The table and ID of each record that changed along, and its changed fields before and after:
    the task that has lost its article."""


class Conflict(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A change of another program to the desk file that conflicted with ours and was not taken."""

    table: str
    record: Id = ""
    """The record that is on the desk instead; empty with `missing`."""
    theirs: dict[str, Any] | None = None
    """The JSON object of the record in the other program's file."""
    missing: tuple[Id, ...] = ()
    """Records of the table that were not in the other program's file; they are still here."""
    file: str = ""
    """Where the other program's file is kept."""
    seen: str = ""
    """The lineage of theirs (`store.lineage`); for `missing`, a word for each."""
