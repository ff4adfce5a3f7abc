"""Copies of a desk: backups, and restoring its state from another file."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from store import migrations, record_kinds
from store.articles import export
from store.articles.history import History, Revision, Why
from store.desk.record_store import RecordStore
from store.desk.revision_log import REVISIONS, RevisionLog
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, FileError, Finding, os_errors_as
from store.file import backups, permissions
from store.file.checkpoint import Encoded
from store.file.journal import Documents
from store.json_documents import document_id, json_of
from store.paths import expand_user, refuse_folder
from store.records import Article, Record
from store.safe_open import PRIVATE, Rights


class Comparison(msgspec.Struct, frozen=True):
    """What restoring another desk file would change."""

    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    """The records that would change, in their new state."""
    gone: tuple[Record, ...]
    histories: tuple[History, ...] = ()
    """The histories that would get more revisions, with these."""
    findings: tuple[Finding, ...] = ()
    """What was found when the other file was opened."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.added or self.changed or self.gone or self.histories)


class Copies:
    """Writes a desk to other files, and restores it from them."""

    def __init__(self, work: UnitOfWork, log: RevisionLog) -> None:
        self._work = work
        self._store = work.store
        self._log = log

    def save(self, path: Path, *unsaved: Record) -> None:
        """Write the whole desk to a new, ordinary desk file in an existing folder.

        `unsaved` are states of records that the desk file could not take.

        Raises:
            FileError: the file exists, or cannot be written.
        """
        refuse_folder_or_self(self._store.path, path, path / self._store.path.name)
        if not path.parent.is_dir():
            raise FileError(
                N_("There is no folder {folder}; name a file in one that is there."),
                folder=path.parent,
            )
        tables = self._store.storage.snapshot()
        for record in unsaved:
            table = tables.setdefault(self._store.of(type(record)).name, {})
            table[document_id(record.id)] = json_of(record)
        export.write(path, b"".join(Encoded(tables)), replace=False, rights=PRIVATE)

    def back_up(self) -> Path:
        """Make a dated backup of the desk, and return its path.

        Raises:
            FileError: it cannot be written.
        """
        desk = self._store.path
        refusal = N_("A backup in {folder} cannot be made: {reason}.")
        with os_errors_as(FileError, refusal, folder=backups.folder(desk)):
            data = Encoded(self._store.storage.snapshot())
            readers = rights_of_copies(desk, self._store.storage.tables)
            return backups.take(desk, data, self._store.now(), readers)

    def compare(self, path: Path) -> Comparison:
        """Return what restoring another desk file would change.

        Raises:
            FileError: it is not a desk, or cannot be read.
        """
        with closing(self._opened(path)) as other:
            return self._comparison(other)

    def restore(self, path: Path) -> Path | None:
        """Replace the content of the desk by that of another desk file, as one change.

        What is removed goes to the bin, what is overwritten to the histories, and all of it to a
        backup.

        Returns:
            The backup; None where the desk was empty.

        Raises:
            FileError: it is not a desk, or cannot be read; or the backup cannot be made.
        """
        with closing(self._opened(path)) as other:
            found = self._comparison(other)
        before = self.back_up() if any(self._store.storage.tables.values()) else None
        if found.histories:
            along = {document_id(h.article): msgspec.json.encode(h) for h in found.histories}
            self._store.commit([], {REVISIONS: dict(along)})
        put = [*found.added, *found.changed]
        if put or found.gone:
            self._work.write(N_("restore a copy"), put, drop=found.gone, why=Why.RESTORE)
        return before

    def _opened(self, path: Path) -> RecordStore:
        """Open another desk file for reading; raises FileError where it cannot be restored."""
        file = Path(os.path.realpath(expand_user(path)))
        refuse_folder_or_self(
            self._store.path, file, max(_inside(file), default=file / self._store.path.name)
        )
        if not os.path.isfile(file):  # noqa: PTH113
            if os.path.lexists(file):
                raise FileError(
                    N_("{path} is not a regular file; name a desk file, such as a backup."),
                    path=file,
                )
            raise FileError(N_("There is no file {path}."), path=file)
        other = RecordStore(file, read_only=True, clock=self._store.now)
        tables = other.storage.tables
        if migrations.newer(migrations.versions(tables, file)):
            told = next(found for found in taken_findings(other) if "app" in found.values)
            raise FileError(told.message, **told.values)
        if not any(tables.values()):
            raise FileError(N_("{path} holds nothing that could be restored."), path=file)
        return other

    def _comparison(self, other: RecordStore) -> Comparison:
        added: list[Record] = []
        changed: list[Record] = []
        gone: list[Record] = []
        for kind in record_kinds.of_editors():
            ours, theirs = self._store.of(kind.type), other.of(kind.type)
            for record in theirs:
                ours_of_it = ours.get(record.id)
                if ours_of_it is None:
                    added.append(record)
                elif _content(ours_of_it) != _content(record):
                    changed.append(record)
            gone += [record for record in ours if record.id not in theirs]
        return Comparison(
            tuple(added),
            tuple(changed),
            tuple(gone),
            histories=tuple(self._grown(other)),
            findings=tuple(taken_findings(other)),
        )

    def _grown(self, other: RecordStore) -> Iterator[History]:
        """Yield the histories to which the other desk has revisions to add, with these."""
        for article in other.of(Article):
            theirs = RevisionLog(other).history_of(article.id)
            ours = self._log.history_of(article.id) or History(article.id)
            if theirs is None or ours.revisions[: len(theirs.revisions)] == theirs.revisions:
                continue
            if not ours.revisions:
                yield theirs
            elif new := _only_in(theirs, ours):
                united = History(article.id)
                for at, state in sorted([*_states(ours), *new], key=lambda pair: pair[0].at):
                    united = united.added(state, why=at.why, who=at.who, at=at.at)
                thinned = united.thinned(self._store.trusted_now)
                if _reasons(thinned) - _reasons(ours):  # else only what was thinned out long ago
                    yield thinned


def _content(record: Record) -> Record:
    return msgspec.structs.replace(record, created=None, updated=None)


def _inside(folder: Path) -> list[Path]:
    """Return the desk files in a folder; in a folder of backups, the newest is the last."""
    with contextlib.suppress(OSError):
        return list(folder.glob("*.json"))
    return []


def _states(history: History) -> list[tuple[Revision, Article]]:
    """Return the readable revisions, each with the article as it was."""
    both = zip(history.revisions, history.states(), strict=True)
    return [(revision, state) for revision, state in both if state is not None]


def _only_in(theirs: History, ours: History) -> list[tuple[Revision, Article]]:
    """Return the revisions that are in one history and not in the other."""
    here = [(revision.at, revision.why, _content(state)) for revision, state in _states(ours)]
    return [
        (revision, state)
        for revision, state in _states(theirs)
        if (revision.at, revision.why, _content(state)) not in here
    ]


def _reasons(history: History) -> Counter[tuple[object, ...]]:
    return Counter((revision.at, revision.why) for revision in history.revisions)


def refuse_folder_or_self(desk: Path, path: Path, example: Path) -> None:
    """Raise FileError where `path` is a folder, or the desk itself."""
    refuse_folder(path, example)
    with contextlib.suppress(OSError):
        if path.samefile(desk):
            raise FileError(N_("{path} is the desk itself; name another file."), path=path)


def rights_of_copies(desk: Path, tables: Documents) -> Rights:
    """Return the rights of a copy: those of the desk, or those it will have once it is narrowed."""
    found = permissions.of_desk(desk)
    return found if migrations.is_narrowed(tables) else permissions.narrowed(found, desk)


def taken_findings(store: RecordStore) -> list[Finding]:
    """Return the findings about the file since the last call."""
    found = list(store.storage.findings)
    store.storage.findings = ()
    return found
