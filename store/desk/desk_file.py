"""The file of a desk: kept up to date, private and backed up."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from store import migrations, record_kinds
from store.desk.conflict_copies import ConflictCopies
from store.desk.conflicts import Conflicts
from store.desk.copies import Copies, rights_of_copies, taken_findings
from store.desk.external_changes import ExternalChanges
from store.desk.record_store import MANY
from store.desk.revision_log import RevisionLog
from store.desk.revisions import Revisions
from store.desk.trash import Trash
from store.desk.undo import Undo
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, Finding, ReadOnlyError, SaveError, os_errors_as
from store.file import backups, permissions, texts
from store.file.backups import Keep
from store.file.checkpoint import Encoded
from store.file.journal import Documents
from store.file.lock import DeskLock
from store.file.texts import Sources
from store.json_documents import document_id, json_without_trace
from store.safe_open import NotOrdinaryError, refuse_unless_ours

_NARROWED: Final = N_(
    "Others on this machine could read this desk and its backups; from now on only you can. To "
    "share the desk, give {path} the rights you want (chmod): what comes after follows."
)

_NARROWED_TO_GROUP: Final = N_(
    "Others on this machine could read the desk {path} and its backups; from now on only the group "
    "of its folder can."
)


class DeskFile:
    """The file of a desk, what lies beside it, and what other programs do to them."""

    def __init__(
        self,
        work: UnitOfWork,
        log: RevisionLog,
        undo: Undo,
        trash: Trash,
        revisions: Revisions,
        keep: Keep,
    ) -> None:
        self._work = work
        self._store = work.store
        self._trash = trash
        self._revisions = revisions
        self._keep = keep
        self.copies = Copies(work, log)
        self.conflicts = Conflicts(work, trash)
        self.external = ExternalChanges(work, log, undo)
        self.conflict_copies = ConflictCopies(work, self.external)

    def begin(self) -> None:
        """Do what opening a desk involves: merge, narrow the rights, empty the bin, report."""
        if not self.read_only:
            self._tell_in_the_way()
            with contextlib.suppress(SaveError):  # a full disk: the next start does it
                self._narrow_once()
                self.external.merge()
                self._trash.expire()
        if self._work.is_empty and not len(self._trash) and (copies := backups.readable(self.path)):
            self._store.tell(
                N_(
                    "There is nothing on this desk, but there are backups of it; the newest is "
                    "{path}. To take it: toasoan restore FILE."
                ),
                path=copies[-1].path,
            )

    @property
    def path(self) -> Path:
        """The desk file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused."""
        return self._store.read_only

    def findings(self) -> list[Finding]:
        """Return what there is to report about the file since the last call."""
        return taken_findings(self._store)

    def follow(self) -> None:
        """Apply the changes saved by the process that holds the write lock.

        Raises:
            FileError: the desk cannot be read any more.
        """
        self._store.follow()

    @property
    def is_behind(self) -> bool:
        """Tell whether the journal has saves that the desk file lacks."""
        return self._store.storage.is_behind

    @property
    def journal_size(self) -> int:
        """Return the size of the saves in the journal, in bytes."""
        return self._store.storage.journal_size

    @property
    def can_be_written(self) -> bool:
        """Tell whether no process has the desk open for writing."""
        return DeskLock(self._store.path).is_free()

    @property
    def idle_seconds(self) -> float:
        """Return the time since the last save."""
        return self._store.storage.idle_seconds

    def checkpoint(self) -> None:
        """Bring the desk file up to date, and make a dated backup where one is due; in any thread.

        A failure is ignored: the journal has everything, and the next call tries again.
        """
        with contextlib.suppress(OSError):
            if self._store.storage.checkpoint():
                backups.take_due(self._store.path, self._store.now(), self._keep)

    def pack(self) -> None:
        """Compress in memory what was read of the desk file; in any thread.

        It takes a second of the processor for 100 MB, and leaves a third of it.
        """
        kept = [kind for kind in record_kinds.of_editors() if kind.type not in MANY]
        sources = {
            kind.table: Sources(
                {document_id(one.id): one for one in self._store.of(kind.type).at_once()},
                json_without_trace,
            )
            for kind in kept
        }
        texts.pack(self._store.storage.documents(), sources)

    def compact(self) -> None:
        """Thin the histories, empty the bin of old entries, and write the desk file anew.

        Raises:
            SaveError: there is no room for it; nothing is lost.
        """
        self._revisions.thin()
        self._trash.expire()
        self.checkpoint()
        if self.is_behind:
            raise SaveError(
                N_("The desk file {path} could not be written anew; the journal has everything."),
                path=self.path,
            )

    def close(self) -> None:
        """Bring the desk file up to date, close it and release the lock."""
        self._store.flush()
        if not self.read_only:
            with contextlib.suppress(SaveError):
                self.external.merge()
            self.checkpoint()
        self._store.close()

    def _narrow_once(self) -> None:
        """Remove the rights that an older toasoan, and the umask, gave to others.

        The desk file records that this was done: whoever shares the desk later does so on purpose.
        """
        tables = self._store.storage.tables
        if migrations.is_narrowed(tables):
            return
        try:
            was_wide = permissions.narrow(self._store.path)
        except OSError:  # another user's file: they narrow it
            return
        if was_wide:
            is_shared = permissions.is_shared(self.path.parent)
            self._store.tell(_NARROWED_TO_GROUP if is_shared else _NARROWED, path=self.path)
        if any(tables.values()):
            self._store.storage.commit(migrations.narrowed())

    def _tell_in_the_way(self) -> None:
        """Report links and the like under our names, where the desk works without the file."""
        folder = backups.folder(self._store.path)
        if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
            self._store.tell(
                N_(
                    "No dated backups of this desk are made: {path} is a link, or no folder. "
                    "Move it away or delete it."
                ),
                path=folder,
            )
        for path in permissions.index_files(self.path.with_name(f"{self.path.name}.index")):
            try:
                refuse_unless_ours(path)
            except NotOrdinaryError as error:
                self._store.tell(
                    N_(
                        "The search index cannot be kept beside the desk: {path} is "
                        "there, and {reason}. Move it away or delete it."
                    ),
                    path=path,
                    reason=error.strerror,
                )
            except OSError:  # there is none
                continue


def back_up_before_migration(path: Path, tables: Documents, now: datetime) -> None:
    """Back up a desk of an older version.

    Raises:
        ReadOnlyError: the backup cannot be made.
    """
    refusal = N_(
        "The desk {path} is of an older toasoan, and no backup of it can be made "
        "({reason}); it can be opened for reading only."
    )
    with os_errors_as(ReadOnlyError, refusal, path=path):
        backups.take(path, Encoded(tables), now, rights_of_copies(path, tables))
