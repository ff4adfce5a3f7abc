"""Keeping a desk: its file brought up to date, copies of it, and what other programs did to it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from store import kinds, migrations
from store.articles import export
from store.articles.history import History, Revision, Why
from store.desk.past import REVISIONS, Past, who
from store.desk.tables import Raw, Step, Table, document_id, json_of
from store.errors import N_, FileError, Finding, NotSaved, ReadOnly, finding
from store.file import backups
from store.file.backups import Keep
from store.file.checkpoint import encoded
from store.file.lock import DeskLock
from store.file.recovery import Outside
from store.files import expanded
from store.merge import Merge, merge
from store.records import Article, Conflict, Id, Record


class Comparison(msgspec.Struct, frozen=True):
    """What taking the state of another desk file would change."""

    added: tuple[Record, ...]
    """Records that would come."""
    changed: tuple[Record, ...]
    """Records that would change, as they would be."""
    gone: tuple[Record, ...]
    """Records that would go."""
    histories: tuple[History, ...] = ()
    """Histories that would get revisions they do not have, as they would be."""
    findings: tuple[Finding, ...] = ()
    """What the other file was found in."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.added or self.changed or self.gone or self.histories)


class Keeping(Past):
    """The tables of a desk, and the care for the file they are in.

    Args:
        path: the desk file.
        keep: how many dated backups are kept by themselves.
        options: as `Tables`.
    """

    def __init__(self, path: Path, *, keep: Keep | None = None, **options: Any) -> None:
        self._keep = keep or Keep()
        super().__init__(path, **options)
        if not self.read_only:
            with contextlib.suppress(NotSaved):  # a full disk: the next start does it
                self.take_in_outside()
                self.empty_bin()
        if self.is_empty and not len(self.bin) and (copies := _backups(path)):
            told = finding(
                N_(
                    "There is nothing on this desk, but there are backups of it; the newest is "
                    "{path}. To take it: toasoan restore FILE."
                ),
                path=copies[-1].path,
            )
            self._storage.findings = (*self._storage.findings, told)

    def _back_up_before_migration(self) -> None:
        try:
            backups.take(self.path, encoded(self._storage.tables), self.now())
        except OSError as error:
            raise ReadOnly(
                N_(
                    "The desk {path} is of an older toasoan, and no backup of it can be made "
                    "({reason}); it can be opened for reading only."
                ),
                path=self.path,
                reason=error.strerror,
            ) from error

    def close(self) -> None:
        """Bring the desk file up to date, close it and give the lock back; only reading is left."""
        self.settle()
        if not self.read_only:
            with contextlib.suppress(NotSaved):
                self.take_in_outside()
            self.checkpoint()
        super().close()

    # ------------------------------------------------------------------ other programs

    @property
    def is_changed_outside(self) -> bool:
        """Tell whether another program has written the desk file; `take_in_outside` merges it."""
        storage = self._storage
        return not self.read_only and (storage.is_changed_outside or storage.is_outside_waiting)

    def look_outside(self) -> Outside | None:
        """Read what another program has left in the place of the desk file; in any thread."""
        with contextlib.suppress(OSError):  # it is still there at the next look
            return self._storage.outside()
        return None

    def take_in_outside(self, found: Outside | None = None) -> None:
        """Merge what another program has left in the place of the desk file.

        What it has added or changed comes onto the desk; where we have changed the same, ours
        stays, and theirs goes to `conflicts`. `findings` tells.

        Args:
            found: what `look_outside` gave; None to look now.
        """
        if self.read_only:
            return
        found = found or self.look_outside()
        if found is None:
            return
        merged = merge(
            self._storage.tables, found, tuple(kind.table for kind in kinds.of_editors())
        )
        steps, unreadable = self._taken(merged)
        now = self.now()
        file = str(self._storage.last_aside or "")
        for (name, _), text in merged.conflicts.items():
            theirs = msgspec.json.decode(text)
            record = theirs.get("id")
            record = record if isinstance(record, str) else ""
            new = Conflict(
                created=now, updated=now, table=name, record=record, theirs=theirs, file=file
            )
            steps.append((None, new))
        steps += [
            (None, Conflict(created=now, updated=now, table=name, missing=ids, file=file))
            for name, ids in self._missing(merged).items()
        ]
        along = self._revisions(
            [step for step in steps if isinstance(step[1], Article)], Why.OUTSIDE
        )
        theirs = self._their_texts(merged, along)
        self._commit(steps, theirs)
        self._storage.outside_taken()
        self._tell(merged, unreadable)

    def _taken(self, merged: Merge) -> tuple[list[Step], int]:
        steps: list[Step] = []
        unreadable = 0
        for (name, _), text in merged.taken.items():
            try:
                record = self._record(name, msgspec.json.decode(text))
            except FileError:
                unreadable += 1
                continue
            # Stamped: a state from before must not pass for one that is as new.
            stamped = msgspec.structs.replace(record, updated=self.now())
            steps.append((self._current(record), stamped))
        return steps, unreadable

    def _missing(self, merged: Merge) -> dict[str, tuple[Id, ...]]:
        found: dict[str, tuple[Id, ...]] = {}
        for kind in kinds.of_editors():
            table: Table[Any] = self._tables[kind.type]
            keys = {key for name, key in merged.missing if name == table.name}
            ids = tuple(r.id for r in table if keys and document_id(r.id) in keys)
            if ids:
                found[table.name] = ids
        return found

    def _their_texts(self, merged: Merge, along: Raw | None) -> Raw | None:
        """Keep the text of an article that stays out as a revision before ours."""
        kept = dict((along or {}).get(REVISIONS, {}))
        for (name, _), text in {**merged.conflicts, **merged.older}.items():
            if name != self.articles.name:
                continue
            with contextlib.suppress(FileError):
                theirs = self._record(name, msgspec.json.decode(text))
                ours = self.articles.get(theirs.id)
                if ours is None or not isinstance(theirs, Article):
                    continue
                history = self._history_of(ours.id) or History(ours.id)
                for article, why in ((theirs, Why.OUTSIDE), (ours, Why.BEFORE)):
                    history = history.added(article, why=why, who=who(), at=self.now())
                kept[document_id(ours.id)] = msgspec.json.encode(history)
        return {REVISIONS: kept} if kept else None

    def _tell(self, merged: Merge, unreadable: int) -> None:
        told = []
        if merged.taken:
            told.append(
                finding(
                    N_("Another program has changed the desk file: {count} entries taken over."),
                    count=len(merged.taken) - unreadable,
                )
            )
        if merged.conflicts:
            told.append(
                finding(
                    N_(
                        "Another program has changed the desk file in a way that conflicts with "
                        "yours ({count} entries). Yours stand; see the conflicts: Ctrl+D."
                    ),
                    count=len(merged.conflicts),
                )
            )
        if merged.missing:
            told.append(
                finding(
                    N_(
                        "{count} entries are missing in the desk file that another program has "
                        "left. They are still here; see the conflicts: Ctrl+D."
                    ),
                    count=len(merged.missing),
                )
            )
        if merged.older:
            told.append(
                finding(
                    N_(
                        "An older copy of the desk file was put in its place; the newer state "
                        "stays ({count} entries). To go back on purpose: toasoan restore FILE."
                    ),
                    count=len(merged.older),
                )
            )
        if unreadable:
            told.append(
                finding(
                    N_("{count} entries that another program wrote cannot be read as records."),
                    count=unreadable,
                )
            )
        self._storage.findings = (*told, *self._storage.findings)

    def resolve(self, conflict: Conflict, *, theirs: bool) -> None:
        """Settle a conflict.

        Args:
            conflict: which one.
            theirs: take what the other program had (its state, or its deletion) instead of ours.

        Raises:
            UnknownRecord: it is settled already.
            FileError: what they have is no record that this version knows.
            BadValue: it belongs to a campaign that is gone.
        """
        conflict = self._now_of(conflict)
        if theirs and conflict.theirs is not None:
            theirs_of_it = self._record(conflict.table, conflict.theirs)
            put = self._at_home([theirs_of_it], kinds.title(theirs_of_it))
            self.write(N_("take theirs"), put, drop=[conflict], why=Why.OUTSIDE)
        elif theirs:
            table = self.table(conflict.table)
            gone = [record for record in table or () if record.id in conflict.missing]
            freed, along = self._left_by(gone)
            self.write(N_("take theirs"), freed, drop=[conflict, *gone, *along])
        else:
            self.write(N_("keep ours"), [], drop=[conflict])

    # ------------------------------------------------------------------ copies

    @property
    def is_behind(self) -> bool:
        """Tell whether the desk file itself lacks what the journal has."""
        return self._storage.is_behind

    @property
    def journal_size(self) -> int:
        """Give how many bytes of saves the journal has."""
        return self._storage.journal_size

    @property
    def can_be_written(self) -> bool:
        """Tell whether nobody has the desk open for writing."""
        return DeskLock(self.path).is_free()

    @property
    def idle_seconds(self) -> float:
        """Give how long nothing has been saved."""
        return self._storage.idle_seconds

    def checkpoint(self) -> None:
        """Bring the desk file itself up to date, and take a dated backup where one is due.

        May be called from any thread. What cannot be done now is done at the next call: the
        journal has everything.
        """
        with contextlib.suppress(OSError):
            if self._storage.checkpoint():
                backups.take_due(self.path, self.now(), self._keep)

    def save_copy(self, path: Path, *unsaved: Record) -> None:
        """Write the whole desk to another file, an ordinary desk file that must not be there yet.

        Args:
            path: where to, in a folder that is there.
            unsaved: states of records that the desk file did not take.

        Raises:
            FileError: something is there, or it cannot be written.
        """
        self._refuse_folder_or_self(path, path / self.path.name)
        if not path.parent.is_dir():
            raise FileError(
                N_("There is no folder {folder}; name a file in one that is there."),
                folder=path.parent,
            )
        tables = {name: dict(table) for name, table in self._storage.tables.items()}
        for record in unsaved:
            table = tables.setdefault(self._tables[type(record)].name, {})
            table[document_id(record.id)] = json_of(record)
        export.write(path, b"".join(encoded(tables)), replace=False)
        with contextlib.suppress(OSError):  # who may not read the desk may not read its copy
            path.chmod(stat.S_IMODE(self.path.stat().st_mode))

    def back_up(self) -> Path:
        """Make a dated backup of the desk as it stands, and give its path.

        Raises:
            FileError: it cannot be written.
        """
        try:
            return backups.take(self.path, encoded(self._storage.tables), self.now())
        except OSError as error:
            raise FileError(
                N_("A backup in {folder} cannot be made: {reason}."),
                folder=backups.folder(self.path),
                reason=error.strerror,
            ) from error

    def compare(self, path: Path) -> Comparison:
        """Tell what taking the state of another desk file would change.

        Raises:
            FileError: it is no desk, or cannot be read.
        """
        with self._opened(path) as other:
            return self._comparison(other)

    def take_state_of(self, path: Path) -> Path | None:
        """Make the desk hold what another desk file holds, as one change; give a backup of before.

        What goes is in the bin, what was written over in the histories, and all of it in the
        backup.

        Returns:
            The backup; None where there was nothing to keep.

        Raises:
            FileError: it is no desk, or cannot be read; or the backup cannot be made.
        """
        with self._opened(path) as other:
            found = self._comparison(other)
        before = self.back_up() if any(self._storage.tables.values()) else None
        if found.histories:
            along = {document_id(h.article): msgspec.json.encode(h) for h in found.histories}
            self._commit([], {REVISIONS: dict(along)})
        put = [*found.added, *found.changed]
        if put or found.gone:
            self.write(N_("restore a copy"), put, drop=found.gone, why=Why.RESTORE)
        return before

    def compact(self) -> None:
        """Thin the histories, empty the bin of what is old, and write the desk file anew.

        Raises:
            NotSaved: there is no room for it; nothing is lost.
        """
        now = self.now()
        thinned: dict[str, bytes | None] = {}
        for article in self.articles:
            history = self._history_of(article.id)
            if history and (smaller := history.thinned(now)) is not history:
                thinned[document_id(article.id)] = msgspec.json.encode(smaller)
        self.empty_bin()
        if thinned:
            self._commit([], {REVISIONS: thinned})
        self.checkpoint()
        if self.is_behind:
            raise NotSaved(
                N_("The desk file {path} could not be written anew; the journal has everything."),
                path=self.path,
            )

    def _refuse_folder_or_self(self, path: Path, example: Path) -> None:
        """Refuse what cannot be a copy of this desk.

        Raises:
            FileError: it is a folder, or the desk itself.
        """
        if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, never an OSError
            raise FileError(
                N_("{path} is a folder; name a file in it, such as {example}."),
                path=path,
                example=example,
            )
        with contextlib.suppress(OSError):
            if path.samefile(self.path):
                raise FileError(N_("{path} is the desk itself; name another file."), path=path)

    def _opened(self, path: Path) -> Keeping:
        """Open another desk file for reading, to take its state.

        Raises:
            FileError: it is not there, no desk, of a newer version, holds nothing, or is this one.
        """
        file = Path(os.path.realpath(expanded(path)))
        self._refuse_folder_or_self(file, max(_inside(file), default=file / self.path.name))
        if not os.path.isfile(file):  # noqa: PTH113
            if os.path.lexists(file):
                raise FileError(
                    N_("{path} is no ordinary file; name a desk file, such as a backup."), path=file
                )
            raise FileError(N_("There is no file {path}."), path=file)
        other = Keeping(file, read_only=True, clock=self.now)
        tables = other._storage.tables
        if migrations.newer(migrations.versions(tables, file)):
            told = next(found for found in other.findings() if "app" in found.values)
            raise FileError(told.message, **told.values)
        if not any(tables.values()):
            raise FileError(N_("{path} holds nothing that could be restored."), path=file)
        return other

    def _comparison(self, other: Keeping) -> Comparison:
        added: list[Record] = []
        changed: list[Record] = []
        gone: list[Record] = []
        for kind in kinds.of_editors():
            ours, theirs = self._tables[kind.type], other._tables[kind.type]
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
            findings=tuple(other.findings()),
        )

    def _grown(self, other: Keeping) -> Iterator[History]:
        """Give the histories to which another desk's have something to add, with that in them."""
        for article in other.articles:
            theirs = other._history_of(article.id)
            ours = self._history_of(article.id) or History(article.id)
            if theirs is None or ours.revisions[: len(theirs.revisions)] == theirs.revisions:
                continue
            if not ours.revisions:
                yield theirs
            elif new := _only_in(theirs, ours):
                united = History(article.id)
                for at, state in sorted([*_states(ours), *new], key=lambda pair: pair[0].at):
                    united = united.added(state, why=at.why, who=at.who, at=at.at)
                thinned = united.thinned(self.now())
                if _reasons(thinned) - _reasons(ours):  # else only what was thinned out long ago
                    yield thinned


def _backups(path: Path) -> list[backups.Backup]:
    with contextlib.suppress(OSError):  # a folder that may not be read
        return backups.found(path)
    return []


def _content(record: Record) -> Record:
    return msgspec.structs.replace(record, created=None, updated=None)


def _inside(folder: Path) -> list[Path]:
    """Give the desk files in a folder; of the folder of the backups, the newest is the last."""
    with contextlib.suppress(OSError):
        return list(folder.glob("*.json"))
    return []


def _states(history: History) -> list[tuple[Revision, Article]]:
    """Give the revisions that can be read, each with the article as it stood."""
    both = zip(history.revisions, history.states(), strict=True)
    return [(revision, state) for revision, state in both if state is not None]


def _only_in(theirs: History, ours: History) -> list[tuple[Revision, Article]]:
    """Give the revisions of a history that another one does not have."""
    here = [(revision.at, revision.why, _content(state)) for revision, state in _states(ours)]
    return [
        (revision, state)
        for revision, state in _states(theirs)
        if (revision.at, revision.why, _content(state)) not in here
    ]


def _reasons(history: History) -> Counter[tuple[object, ...]]:
    return Counter((revision.at, revision.why) for revision in history.revisions)
