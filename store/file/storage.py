"""The storage under TinyDB: the documents in memory, every save in the journal first.

Stock `JSONStorage` overwrites the only copy in place and reads the whole file at every call. Here
the file is a checkpoint, replaced as a whole now and then; between checkpoints a save is one line
of the journal (`store.file.journal`), so its cost depends on the size of the change.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from tinydb.storages import Storage

from store.atomic import clear_drafts, free_name, held, of_file, write_beside
from store.clock import now
from store.errors import N_, FileError, Finding, SaveError, finding, os_errors_as
from store.file import checkpoint, journal, permissions, texts
from store.file.checkpoint import Signature, signature
from store.file.checkpoint_rotation import Draft, UncertainCommitError
from store.file.journal import Changes, Documents, Journal
from store.file.lock import DeskLock
from store.file.recovery import Outside, Recovered, base_of, is_same, previous_path, recover
from store.file.recovery_findings import UNREADABLE
from store.file.storage_checks import EMPTIED, KEPT, refuse_in_the_way, refuse_no_file
from store.json_documents import json_text

if TYPE_CHECKING:
    from store.lineage import Recorder


class DeskStorage(Storage):
    """The tables of one desk file; may be used from several threads.

    What `commit` has returned from is on the disk; what it refused is nowhere.

    Args:
        path: the desk file; it need not exist yet, its folder must.
        read_only: take no lock and change nothing.
        clock: returns the time, for the lock and the names of files put aside.

    Raises:
        FileError: the file is not a TinyDB file, or cannot be read.
        ReadOnlyError: it is in use, or its folder is not writable.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.path = path
        self.tables: Documents = {}
        """The JSON text of each document; to be changed only by `commit`."""
        self.findings: tuple[Finding, ...] = ()
        """The state in which the desk was found, and what was done about it."""
        self.recorder: Recorder | None = None
        """Adds the lineages of the records to each save."""
        self._last_save = time.monotonic()
        self._clock = clock
        self._gate = threading.RLock()
        self._process = os.getpid()
        self._journal: Journal | None = None
        """None: the next save begins a new generation."""
        self._is_given_up = False
        """Whether there was a journal of which it is unknown what is on the disk."""
        self._read_by = ""
        """The version of toasoan that had read each record of the checkpoint, as it says itself."""
        self._is_read = True
        """Whether nothing has come in but by `commit`."""
        self._saved = 0
        """The number of the last save."""
        self._signature: Signature | None = None
        """Of the desk file that we know; any other one was written by another program."""
        self._is_ours = True
        """Whether the file in place is the checkpoint that our journal extends."""
        self._outside: Outside | None = None
        self._covered: int | None = None
        """The number of our last save when the present file was found to have all of ours."""
        self._merged: Documents | None = None
        """What another program wrote to the desk file, once merged: the base of its next edit."""
        self._to_put_aside: str | None = None
        """Why the present file is to be kept before ours replaces it: a key of `KEPT`."""
        self._lock: DeskLock | None = None
        self._read_to: tuple[int, int] | None = None
        """For a reader: the journal it reads, and the offset in it."""
        refuse_no_file(path)
        if read_only:
            self._read()
            return
        lock = DeskLock(path)
        lock.take()
        with contextlib.ExitStack() as on_failure:  # nobody may be left with a lock and no desk
            on_failure.callback(self._let_go, lock)
            with os_errors_as(FileError, UNREADABLE, path=path):
                refuse_in_the_way(path)
                self._begin(lock, recover(path))
                lock.sign(clock())
            on_failure.pop_all()
        self._lock = lock
        self._note()

    def _note(self) -> None:
        """Write the state of the desk into the lock file; costs a save a few µs, and no sync."""
        if self._lock:
            waiting = self._journal.saves if self._journal else 0
            mark = self._signature.mark if self._signature else None
            self._lock.note(self._saved, waiting, mark)

    def _let_go(self, lock: DeskLock) -> None:
        if self._journal:
            self._journal.close()
        self._journal = None
        lock.release()

    @property
    def is_open(self) -> bool:
        """Tell whether changes are accepted."""
        return self._lock is not None

    # ------------------------------------------------------------------ the beginning

    def _show(self, found: Recovered) -> None:
        self.tables = found.tables
        self.findings = found.findings
        self._signature = found.signature
        self._saved = found.saved
        self._outside = found.outside
        self._is_ours = found.journal is not None
        header = found.journal.header if found.journal else None
        self._read_by = header.read_by if header else ""

    def _begin(self, lock: DeskLock, found: Recovered) -> None:
        self._show(found)
        lies = journal.journals(self.path)
        if found.number in lies:
            try:
                self._journal = Journal.reopen(lies[found.number], found.number, found.journal)
            except BlockingIOError as error:  # its lock file was deleted under the one that has it
                raise lock.refusal(error) from error
            except OSError:
                self._is_given_up = True
        clear_drafts(self.path)
        if found.damaged or found.outside:
            self._to_put_aside = "damaged" if found.damaged else "outside"
        if found.damaged:
            with contextlib.suppress(OSError):  # the next save tries again
                self._new_generation()

    # ------------------------------------------------------------------ saves

    def commit(self, changes: Changes) -> None:
        """Save documents of several tables as one unit: on the disk first, then in memory.

        Args:
            changes: table name → document ID → the document's JSON text, None to delete it.

        Raises:
            SaveError: none of them is in the file, nor in memory.
        """
        with self._gate:
            self._refuse_where_closed()
            if self.recorder:
                changes = self.recorder.completed(changes, self.tables)
            try:
                self._append(journal.encode_save(self._saved + 1, changes))
            except OSError as error:
                raise SaveError(
                    N_(
                        "The desk {path} could not be written: {reason}. It is as it was before "
                        "this change."
                    ),
                    path=self.path,
                    reason=error.strerror,
                ) from error
            self._saved += 1
            self._last_save = time.monotonic()
            journal.apply(changes, self.tables)
            self._note()
            if self.recorder:
                self.recorder.saved()

    def _refuse_where_closed(self) -> None:
        if self._lock is None:
            raise SaveError(N_("The desk {path} is open for reading only."), path=self.path)
        if os.getpid() != self._process:
            raise SaveError(
                N_("The desk {path} belongs to the process that opened it; open it again here."),
                path=self.path,
            )

    def _append(self, line: bytes) -> None:
        current = self._journal
        if current and current.is_sound and current.is_in_place:
            try:
                current.append(line)
            except OSError:
                if current.is_sound:  # the disk is full: a new generation would find no room
                    raise
            else:
                return
        self._new_generation()
        assert self._journal
        self._journal.append(line)

    # ------------------------------------------------------------------ checkpoints

    @property
    def _is_behind(self) -> bool:
        """Tell whether the desk file lacks saves that the journal has, or is gone."""
        current = self._journal
        if current is None:
            return self._is_given_up
        is_whole = self._is_ours and current.is_sound and self.path.exists()
        return current.saves > 0 or not is_whole

    @property
    def is_behind(self) -> bool:
        """Tell whether a checkpoint is due.

        None is due where another program's file has everything that is on the desk: replacing it
        would be news to the sync service, and two desks would write it in turn for ever.
        """
        is_covered = not self._is_ours and self._covered == self._saved
        return self._is_behind and not is_covered

    @property
    def saved_by(self) -> str | None:
        """The toasoan that has saved here, judging by the files beside the desk; None if none has.

        It is the version that had read each record of the desk file; empty where none had.
        """
        return self._read_by if self._saved > 0 else None

    @property
    def _reader(self) -> str:
        """The version that has read each record there is now; empty where none has."""
        return self.recorder.read_by() if self.recorder and self._is_read else ""

    @property
    def idle_seconds(self) -> float:
        """Return the time since the last save."""
        return time.monotonic() - self._last_save

    @property
    def journal_size(self) -> int:
        """Return the size of the saves in the journal, in bytes."""
        return self._journal.end if self._journal else 0

    def checkpoint(self) -> bool:
        """Bring the desk file up to date, while saves may go on in other threads.

        Returns:
            False where another program's version is in its place: see `outside`.

        Raises:
            OSError: it could not be written; the journal still has everything.
        """
        with self._gate:
            self._refuse_where_closed()
            if self._is_changed_outside or self._outside:
                return False
            self._put_aside()
            if not self._is_behind:
                return True
            snapshot = self.snapshot(as_file=True)
            current = self._journal
            saved, read_by = self._saved, self._reader
            place = current.end if current else 0
        draft = Draft(self.path, checkpoint.Encoded(snapshot))
        try:
            # Closing the last handle frees the file, which takes time: not while saves wait.
            with held(previous_path(self.path)), self._gate:
                if self._journal is not current or self._is_changed_outside:
                    return False
                since = current.read_from(place) if current and current.is_sound else b""
                if not since and saved != self._saved:
                    return False  # the journal has been given up meanwhile
                self._put_in_place(draft, saved, since, read_by)
        finally:
            draft.drop()
        return True

    def snapshot(self, *, as_file: bool = False) -> Documents:
        """Return all documents, to be written for others to see: as the desk file, or as a copy."""
        with self._gate:
            if self.recorder and self.is_open:
                since = self._last_save
                if shown := self.recorder.shown(self.tables, as_file=as_file):
                    with contextlib.suppress(SaveError):  # then it looks like a script's change
                        self.commit(shown)
                self._last_save = since
            return self.documents()

    def documents(self) -> Documents:
        """Return all documents, to be read in another thread."""
        with self._gate:
            return {name: texts.copied(table) for name, table in self.tables.items()}

    def _new_generation(self) -> None:
        """Write everything in memory to a new checkpoint with an empty journal."""
        if self._is_changed_outside:
            self._look_outside()
        self._put_aside()
        draft = Draft(self.path, checkpoint.Encoded(self.tables))
        try:
            self._put_in_place(draft, self._saved, b"", self._reader)
        finally:
            draft.drop()

    def _put_in_place(self, draft: Draft, follows: int, since: bytes, read_by: str) -> None:
        current = self._journal
        leads_here = (
            self._is_ours
            and current is not None
            and current.is_sound
            and current.is_in_place
            and self.path.exists()
        )
        try:
            self._journal, self._signature = draft.put_in_place(
                current, follows, since, leads_here=leads_here, read_by=read_by
            )
        except UncertainCommitError as error:
            self._journal, self._is_given_up = None, True
            self._signature = error.signature or self._signature
            raise
        self._is_given_up, self._is_ours, self._merged = False, True, None
        self._note()

    # ------------------------------------------------------------------ others

    @property
    def _is_changed_outside(self) -> bool:
        """Tell whether another program has written the desk file since we last read or wrote it."""
        try:
            return signature(self.path) not in (self._signature, None)
        except OSError:
            return False

    @property
    def is_outside_waiting(self) -> bool:
        """Tell whether another program has written something that is not on the desk yet."""
        return self._outside is not None or self._is_changed_outside

    def outside(self) -> Outside | None:
        """Return what another program has written in place of the desk file; None if nothing.

        It is kept beside the desk under a name of its own, and reported in `findings`. A damaged or
        empty file is only kept; the next checkpoint replaces it. May take as long as opening the
        desk.

        Raises:
            OSError: it could not be kept.
        """
        with self._gate:
            if self._is_changed_outside:
                self._look_outside()
            self._put_aside()
            return self._outside

    def outside_taken(self, *, is_covered: bool = False) -> None:
        """Note that the result of `outside` is on the desk now, so that checkpoints go on.

        It `is_covered` if it has everything that is on the desk.
        """
        self._covered = self._saved if is_covered else None
        if self._outside and not self._is_ours:  # theirs is still there
            self._merged = self._outside.theirs
        self._outside = None

    def _look_outside(self) -> None:
        found = checkpoint.read(self.path, strictly=True)
        if found is None:
            return
        if found.tables is None or found.is_empty:
            self._to_put_aside = "damaged"
            self.findings = (*self.findings, EMPTIED)
        else:
            base = self._merged or base_of(self.path)
            if not is_same(found.tables, base):
                self._to_put_aside = "outside"
                self._outside = Outside(found.tables, base, found.signature)
            elif self._journal and not self._journal.saves:
                self._covered = self._saved
        self._signature = found.signature
        self._is_ours = False

    def _put_aside(self) -> None:
        """Keep the present desk file under another name, if that is still to be done."""
        if self._to_put_aside is None:
            return
        stamp = f"{self._clock():%Y%m%d-%H%M%S}"
        aside = free_name(self.path.with_name(f"{self.path.name}.{self._to_put_aside}-{stamp}"))
        with contextlib.suppress(FileNotFoundError):
            # A copy, not a link: stock TinyDB goes on writing to the file it has open.
            draft = write_beside(self.path, of_file(self.path), permissions.of_desk(self.path))
            try:
                draft.replace(aside)
            finally:
                draft.unlink(missing_ok=True)  # each attempt would leave another one
            if self._outside:
                self._outside = replace(self._outside, aside=aside)
            self.findings = (*self.findings, finding(KEPT[self._to_put_aside], path=aside))
        self._to_put_aside = None

    # ------------------------------------------------------------------ readers

    def follow(self) -> Changes:
        """Apply what the writer has saved since, and return it; for a reader.

        Raises:
            FileError: the desk cannot be read any more.
        """
        changes = self._read_on()
        if changes is None:
            before = self.tables
            self._read()
            changes = journal.differences(before, self.tables)
        return changes

    def _read(self) -> None:
        found = recover(self.path)
        self._show(found)
        if not DeskLock(self.path).is_free():
            self.findings = ()  # what looks truncated is being written
        self._read_to = (found.number, found.journal.end) if found.journal else None

    def _read_on(self) -> Changes | None:
        """Read the journal from our position on; None where everything must be read again."""
        if self._is_changed_outside or self._read_to is None:
            return None
        number, place = self._read_to
        found = journal.read_on(self.path, number, place)
        if found is None:
            return None
        changes = found.changes()
        journal.apply(changes, self.tables)
        self._saved = max(found.saves, default=self._saved)
        self._read_to = (number, place + found.end)
        return changes

    # ------------------------------------------------------------------ TinyDB's protocol

    def read(self) -> dict[str, dict[str, Any]]:
        """Return all documents, decoded: the caller may change them."""
        return {
            name: {key: json.loads(document) for key, document in table.items()}
            for name, table in self.tables.items()
        }

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Replace the content of the desk by `data`, saving what that changes.

        Raises:
            SaveError: nothing has changed, in the file and in memory.
            ValueError, TypeError: JSON cannot express it.
        """
        wanted = {
            name: {str(key): json_text(document) for key, document in table.items()}
            for name, table in data.items()
        }
        self._is_read = False
        if changes := journal.differences(self.tables, wanted):
            self.commit(changes)

    def close(self) -> None:
        """Bring the desk file up to date and release the lock; the documents can still be read.

        A failed checkpoint loses nothing: the journal has everything.
        """
        with self._gate:
            if self._lock is None:
                return
            if os.getpid() != self._process:
                self._lock.drop()
                if self._journal:
                    self._journal.drop()
            else:
                with contextlib.suppress(OSError):
                    self.checkpoint()
                self._let_go(self._lock)
            self._lock = self._journal = None
