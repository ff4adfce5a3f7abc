"""The conflict copies that a sync service leaves beside the desk file: reported and merged."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from store import migrations, record_kinds
from store.atomic import free_name, sync_folder
from store.desk.copies import refuse_folder_or_self
from store.desk.external_changes import ExternalChanges, TakenIn
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, DeskError, FileError, Finding, SaveError, finding, os_errors_as
from store.file import checkpoint
from store.file.checkpoint import Signature
from store.file.conflict_copies import copies_of
from store.file.journal import Documents, apply
from store.file.recovery import Outside

_NAMED: Final = 50
"""The most records of a copy that are listed by title."""

TAKE_IN: Final = N_("take in a copy")
"""The label of the change in the undo list."""


class ConflictCopy(msgspec.Struct, frozen=True):
    """A conflict copy beside the desk that differs from it."""

    path: Path
    signature: Signature
    taken: int
    """How many entries would be added or updated."""
    asked: int = 0
    """How many were changed on both sides, or deleted on one: people are asked."""
    titles: tuple[str, ...] = ()
    """The titles of the first entries that would be added or updated."""


class ConflictCopies:
    """The copies that others have left beside the desk file."""

    def __init__(self, work: UnitOfWork, external: ExternalChanges) -> None:
        self._work = work
        self._store = work.store
        self._external = external
        self.found: tuple[ConflictCopy, ...] = ()
        """The copies that the last call of `look` found."""
        self._examined: dict[tuple[Path, Signature], ConflictCopy | None] = {}
        self._told: set[tuple[Path, Signature]] = set()

    def look(self) -> None:
        """Find the copies that differ from the desk, and report new ones (`found`, `findings`).

        May run in any thread. A file is read again only after it has changed.
        """
        examined: dict[tuple[Path, Signature], ConflictCopy | None] = {}
        with contextlib.suppress(OSError):  # a folder that may not be read
            for path in copies_of(self._store.path):
                with contextlib.suppress(OSError):  # gone meanwhile
                    if look := checkpoint.signature(path):
                        key = (path, look)
                        known = self._examined
                        examined[key] = known[key] if key in known else self._examine(path, look)
        self._examined = examined
        self.found = tuple(copy for copy in examined.values() if copy)
        for key, copy in examined.items():
            if copy and key not in self._told:
                self._told.add(key)
                found = told(copy)
                self._store.tell(found.message, **found.values)

    def take_in(self, path: Path) -> TakenIn:
        """Merge a conflict copy as one change, and rename it.

        New entries are added; where both sides changed the same, ours stays, and theirs goes to
        `conflicts`.

        Raises:
            FileError: it is not a copy of this desk, or cannot be read or renamed.
        """
        tables = self._read_copy(path)
        aside = self._free_aside()
        signature = checkpoint.signature(path)
        assert signature is not None
        found = Outside(tables, None, signature)
        merged = self._external.take_in(found, str(aside), label=TAKE_IN)
        return msgspec.structs.replace(merged, file=self.put_aside(path, aside))

    def put_aside(self, path: Path, aside: Path | None = None) -> Path:
        """Rename a copy without merging it, so that it is not reported again, and return its path.

        Raises:
            FileError: it cannot be renamed.
        """
        if self._store.read_only:
            raise SaveError(N_("The desk {path} is open for reading only."), path=self._store.path)
        aside = aside or self._free_aside()
        refusal = N_("{path} cannot be put aside: {reason}. Move it out of the folder yourself.")
        with os_errors_as(FileError, refusal, path=path):
            path.rename(aside)
            sync_folder(aside.parent)
        self.found = tuple(copy for copy in self.found if copy.path != path)
        return aside

    def _examine(self, path: Path, signature: Signature) -> ConflictCopy | None:
        try:
            tables = self._read_copy(path)
        except DeskError:
            return None
        merged = self._external.compared(Outside(tables, None, signature))
        asked = len(merged.conflicts) + len(merged.missing)
        if not (merged.taken or asked):
            return None
        titles = tuple(self._titles(islice(merged.taken.items(), _NAMED)))
        return ConflictCopy(path, signature, len(merged.taken), asked, titles)

    def _titles(self, documents: Iterable[tuple[tuple[str, str], bytes]]) -> Iterator[str]:
        for (table, _key), text in documents:
            with contextlib.suppress(FileError):  # of a newer toasoan
                yield record_kinds.title(self._store.record(table, msgspec.json.decode(text)))

    def _read_copy(self, path: Path) -> Documents:
        """Read another state of this desk; raises FileError where it is not one."""
        if not path.is_file():
            raise FileError(N_("There is no file {path}."), path=path)
        refuse_folder_or_self(self._store.path, path, path)
        with os_errors_as(FileError, N_("{path} cannot be read: {reason}."), path=path):
            found = checkpoint.read(path, strictly=True)
        if found is None or found.tables is None:
            flaw = found.flaw if found else ""
            raise FileError(N_("{path} is no desk file ({reason})."), path=path, reason=flaw)
        versions = migrations.versions(found.tables, path)
        if migrations.newer(versions):
            raise FileError(
                N_("{path} was written by a newer toasoan ({app}); please update this one."),
                path=path,
                app=versions.app or "?",
            )
        tables = found.tables
        apply(migrations.changes(tables, versions), tables)
        if not self._work.is_empty and not self._external.shares_records(tables):
            raise FileError(
                N_("{path} is another desk: it has no entry in common with this one."), path=path
            )
        return tables

    def _free_aside(self) -> Path:
        """Return a free name for a copy that has been handled."""
        stamp = f"{self._store.now():%Y%m%d-%H%M%S}"
        path = self._store.path
        return free_name(path.with_name(f"{path.name}.outside-{stamp}"))


def told(copy: ConflictCopy) -> Finding:
    """Return the sentence that reports a copy."""
    return finding(
        N_(
            "A sync service has left a conflict copy, {name}, beside the desk; entries that are "
            "missing or differ here: {count}. To take it in: Ctrl+D, 3, or "
            "toasoan take-in FILE."
        ),
        name=copy.path.name,
        count=copy.taken + copy.asked,
    )
