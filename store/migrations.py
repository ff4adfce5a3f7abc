"""The versions of the records in a desk file, and the migrations to the present ones.

Each table has its own version. A change of a record that older files cannot hold gets a number in
its `Kind` and a function in `STEPS`; a field with a default needs neither.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from store._version import __version__
from store.errors import N_, FileError, Finding, finding
from store.file.journal import Changes, Documents
from store.record_kinds import KINDS, of_editors

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes the JSON object of a record of one version and returns that of the next."""

META: Final = "_desk"
"""The table with the versions of the others."""

LEDGER: Final = "ledger"
"""The table of the ledger. In a file without it, exports were a status of the articles."""

VERSIONS: Final[dict[str, int]] = {
    **{kind.table: kind.version for kind in of_editors()},
    "revisions": 1,
    **{kind.table: kind.version for kind in KINDS.values() if kind.is_bookkeeping},
}
"""The version of each table in this program."""

STEPS: Final[dict[str, dict[int, Step]]] = {}
"""Table → version → the function that migrates a record to the next version."""

_FIRST: Final = ("campaigns", "tasks", "articles", "news")
"""The tables of toasoan 0.1, whose files have `{"schema": 1}` for them all."""


class Versions(msgspec.Struct, frozen=True):
    """The versions in a desk file."""

    tables: dict[str, int] = {}
    app: str = ""
    """The version of toasoan that wrote it."""
    schema: int | None = None
    """In a file of toasoan 0.1: the version of all its tables."""


def versions(tables: Documents, path: Path) -> Versions:
    """Read the versions of the tables.

    Raises:
        FileError: it is a TinyDB file, but not a desk.
    """
    text = tables.get(META, {}).get("1")
    try:
        meta = msgspec.json.decode(text, type=Versions) if text else Versions()
    except msgspec.DecodeError:
        meta = Versions()
    if meta.tables:
        return meta
    if meta.schema is not None:
        return Versions(dict.fromkeys(_FIRST, meta.schema), "0.1")
    if any(tables.values()):
        raise FileError(
            N_(
                "{path} is a TinyDB file, but not a desk of toasoan; "
                "name another file, or a new one, with --desk FILE."
            ),
            path=path,
        )
    return Versions()


def newer(found: Versions) -> str | None:
    """Return a table that only a newer program can write; None if there is none."""
    return next(
        (name for name, version in found.tables.items() if version > VERSIONS.get(name, 0)), None
    )


def changes(tables: Documents, found: Versions) -> dict[str, dict[str, bytes | None]]:
    """Return the changes that migrate an older file; empty if there are none.

    Raises:
        FileError: a document cannot be migrated.
    """
    changed: dict[str, dict[str, bytes | None]] = {}
    for name, version in found.tables.items():
        for step in range(max(version, 1), VERSIONS.get(name, 0)):  # the first one is 1
            before = {**tables.get(name, {}), **changed.get(name, {})}
            changed[name] = {
                key: _taken(STEPS[name][step], name, key, text)
                for key, text in before.items()
                if text is not None
            }
    if found.tables and LEDGER not in found.tables:
        from store.articles.former_exports import ledger_of_exports  # once in the life of a desk

        migrated = {**tables.get("articles", {}), **changed.get("articles", {})}
        now = {key: text for key, text in migrated.items() if text is not None}
        ledger, articles = ledger_of_exports({**tables, "articles": now})
        changed[LEDGER] = {**ledger}
        changed["articles"] = {**changed.get("articles", {}), **articles}
    return {**stamp(tables), **changed} if found.tables != VERSIONS and found.tables else changed


def told(changes: Changes) -> Finding | None:
    """Return what an editor is told of some changes; None where nothing has another meaning now."""
    if count := len(changes.get(LEDGER, {})):
        return finding(
            N_(
                "What this desk called exported now stands in the ledger (sổ xuất): {count}. A "
                "file counts for one channel; record what was posted in the others."
            ),
            count=count,
        )
    return None


def _taken(step: Step, name: str, key: str, text: bytes) -> bytes:
    try:
        return msgspec.json.encode(step(msgspec.json.decode(text)))
    except (LookupError, TypeError, ValueError) as error:
        raise FileError(
            N_(
                "Entry {entry} of the table {table} cannot be brought to this version ({reason}); "
                "the file is as it was. The toasoan that wrote it still opens it."
            ),
            table=name,
            entry=key,
            reason=repr(error),
        ) from error


_NARROWED: Final = "2"
"""The document of `META` that records that the desk was once made private to its owner."""


def is_narrowed(tables: Documents) -> bool:
    """Tell whether the desk was once made private, so that its present rights are on purpose."""
    return _NARROWED in tables.get(META, {})


def narrowed() -> dict[str, dict[str, bytes | None]]:
    """Return the change that records it."""
    return {META: {_NARROWED: b'{"narrowed":true}'}}


def first_stamp(tables: Documents) -> dict[str, dict[str, bytes | None]]:
    """Return `stamp`; for a new desk, also the record that it is private."""
    stamped = stamp(tables)
    if not tables.get(META):
        stamped[META].update(narrowed()[META])
    return stamped


def stamp(tables: Documents) -> dict[str, dict[str, bytes | None]]:
    """Return the change that records the versions of the tables; empty if they are recorded."""
    text = msgspec.json.encode({"app": __version__, "tables": VERSIONS})
    return {} if tables.get(META, {}).get("1") == text else {META: {"1": text}}
