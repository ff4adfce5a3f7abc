"""Keeping a desk: its file brought up to date, copies of it, and what other programs did to it."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from store import migrations, record_kinds
from store.articles import export
from store.articles.history import History, Revision, Why
from store.desk.conflicts import Conflicts, joined
from store.desk.past import REVISIONS, Past, who
from store.desk.unit_of_work import Raw, Step, document_id, json_of
from store.errors import N_, FileError, Finding, ReadOnlyError, SaveError, finding
from store.file import backups, rights
from store.file.backups import Keep
from store.file.checkpoint import encoded
from store.file.journal import Documents
from store.file.lock import DeskLock
from store.file.recovery import Outside
from store.file.safe_open import PRIVATE, NotOrdinaryError, Rights, refuse_unless_ours
from store.lineage import LINEAGE, Recorder, document_of
from store.merge import Merge, merge
from store.paths import expand_user
from store.records import Article, Conflict, Id, Record

_NARROWED: Final = N_(
    "Others on this machine could read this desk and its backups; from now on only you can. To "
    "share the desk, give {path} the rights you want (chmod): what comes after follows."
)
_NARROWED_TO_GROUP: Final = N_(
    "Others on this machine could read the desk {path} and its backups; from now on only the group "
    "of its folder can."
)


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


class TakenIn(msgspec.Struct, frozen=True):
    """What came of taking in another desk file."""

    taken: int
    """So many entries came, or are now as they were there."""
    asked: int
    """So many were changed on both sides, or deleted there: people are asked."""
    is_covered: bool = False
    """Whether that file lacks nothing of what is on the desk."""
    file: Path | None = None
    """Where it is kept."""


class Keeping(Past):
    """The tables of a desk, and the care for the file they are in.

    Args:
        path: the desk file.
        keep: how many dated backups are kept by themselves.
        options: as `RecordStore`.
    """

    def __init__(self, path: Path, *, keep: Keep | None = None, **options: Any) -> None:
        self._keep = keep or Keep()
        super().__init__(path, **options)
        self._storage.recorder = Recorder(record_kinds.merged_tables())
        if not self.read_only:
            self._tell_in_the_way()
            with contextlib.suppress(SaveError):  # a full disk: the next start does it
                self._narrow_once()
                self.merge_external_changes()
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

    def _narrow_once(self) -> None:
        """Take from others what an older toasoan, and the umask, let them do with the desk.

        Only once, which the desk file remembers: who shares the desk afterwards does so on purpose.
        """
        tables = self._storage.tables
        if migrations.is_narrowed(tables):
            return
        try:
            was_wide = rights.narrow(self.path)
        except OSError:  # another's file: they do it
            return
        if was_wide:
            told = _NARROWED_TO_GROUP if rights.is_shared(self.path.parent) else _NARROWED
            self._storage.findings = (*self._storage.findings, finding(told, path=self.path))
        if any(tables.values()):
            self._storage.commit(migrations.narrowed())

    def _tell_in_the_way(self) -> None:
        """Tell of links and the like under names of ours, where one can do without the file."""
        told = []
        folder = backups.folder(self.path)
        if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
            told.append(
                finding(
                    N_(
                        "No dated backups of this desk are made: {path} is a link, or no folder. "
                        "Move it away or delete it."
                    ),
                    path=folder,
                )
            )
        for path in rights.index_files(self.path):
            try:
                refuse_unless_ours(path)
            except NotOrdinaryError as error:
                told.append(
                    finding(
                        N_(
                            "The index of the search cannot be kept beside the desk: {path} lies "
                            "there, and {reason}. Move it away or delete it."
                        ),
                        path=path,
                        reason=error.strerror,
                    )
                )
            except OSError:  # there is none
                continue
        self._storage.findings = (*self._storage.findings, *told)

    def _readers(self) -> Rights:
        """Return who may read the desk, or may once it has been narrowed."""
        found = rights.of_desk(self.path)
        if migrations.is_narrowed(self._storage.tables):
            return found
        return rights.narrowed(found, self.path)

    def _back_up_before_migration(self) -> None:
        readers = self._readers()
        try:
            backups.take(self.path, encoded(self._storage.tables), self.now(), readers)
        except OSError as error:
            raise ReadOnlyError(
                N_(
                    "The desk {path} is of an older toasoan, and no backup of it can be made "
                    "({reason}); it can be opened for reading only."
                ),
                path=self.path,
                reason=error.strerror,
            ) from error

    def close(self) -> None:
        """Bring the desk file up to date, close it and give the lock back; only reading is left."""
        self.flush()
        if not self.read_only:
            with contextlib.suppress(SaveError):
                self.merge_external_changes()
            self.checkpoint()
        super().close()

    # ------------------------------------------------------------------ other programs

    @property
    def is_changed_outside(self) -> bool:
        """Tell whether another program has written the desk file.

        `merge_external_changes` merges it.
        """
        storage = self._storage
        return not self.read_only and (storage.is_changed_outside or storage.is_outside_waiting)

    def look_outside(self) -> Outside | None:
        """Read what another program has left in the place of the desk file; in any thread."""
        with contextlib.suppress(OSError):  # it is still there at the next look
            return self._storage.outside()
        return None

    def merge_external_changes(self, found: Outside | None = None) -> None:
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
        merged = self._merge(found, str(self._storage.last_aside or ""))
        self._storage.outside_taken(is_covered=merged.is_covered)

    def _compared(self, found: Outside) -> Merge:
        """Compare another desk file with this desk; in any thread."""
        return merge(self._storage.documents(), found, record_kinds.merged_tables())

    def _shares_records(self, tables: Documents) -> bool:
        """Tell whether a file has a record of this desk."""
        ours = self._storage.documents()
        both = ((ours.get(name, {}), tables.get(name, {})) for name in record_kinds.merged_tables())
        return any(not here.keys().isdisjoint(there) for here, there in both)

    def _merge(self, found: Outside, file: str, *, label: str = "") -> TakenIn:
        """Take in what another desk file has; `findings` tells where it is not to be listed.

        Args:
            found: what it has, and what both began from.
            file: where it is kept.
            label: what an undo of it is called; empty where it is not to be listed.
        """
        tables = self._storage.tables
        merged = merge(tables, found, record_kinds.merged_tables())
        disputes = Conflicts(self.conflicts, tables, merged)
        steps, unreadable = self._taken(merged)
        now = self.now()
        new = disputes.new(self._ids_of)
        steps += [
            (None, msgspec.structs.replace(conflict, created=now, updated=now, file=file))
            for conflict in new
        ]
        steps += [(conflict, None) for conflict in disputes.settled()]
        articles = [step for step in steps if isinstance(step[1], Article)]
        along = self._their_texts(merged, self._revisions(articles, Why.OUTSIDE)) or {}
        if lineages := {key: document_of(lineage) for key, lineage in merged.lineages.items()}:
            along[LINEAGE] = dict(lineages)
        self._commit(steps, along)
        if label:
            self.list_as_one(label, steps)
        else:
            self._tell(merged, new, unreadable)
        return TakenIn(
            taken=len(merged.taken) - unreadable,
            asked=sum(len(conflict.missing) or 1 for conflict in new),
            is_covered=disputes.is_covered() and not (steps or along),
        )

    def _ids_of(self, name: str) -> dict[str, Id]:
        """Return the ids of the records of a table by their document ids."""
        return {document_id(record.id): record.id for record in self.table(name) or ()}

    def _taken(self, merged: Merge) -> tuple[list[Step], int]:
        steps: list[Step] = []
        unreadable = 0
        for (name, key), text in merged.taken.items():
            try:
                record = self._record(name, msgspec.json.decode(text))
            except FileError:
                merged.lineages.pop(key, None)
                unreadable += 1
                continue
            current = self._current(record)
            if current and current.updated == record.updated:  # a script leaves the day alone
                record = msgspec.structs.replace(record, updated=self.now())
            steps.append((current, record))
        return steps, unreadable

    def _their_texts(self, merged: Merge, along: Raw | None) -> Raw | None:
        """Keep the text of an article that stays out as a revision before ours."""
        kept = dict((along or {}).get(REVISIONS, {}))
        given_way = {place: their.document for place, their in merged.conflicts.items()}
        for (name, _), text in {**given_way, **merged.older}.items():
            if name != self.articles.name or text is None:
                continue
            with contextlib.suppress(FileError):
                theirs = self._record(name, msgspec.json.decode(text))
                ours = self.articles.get(theirs.id)
                if ours is None or not isinstance(theirs, Article):
                    continue
                history = self._history_of(ours.id) or History(ours.id)
                if history.holds(theirs):
                    continue
                for article, why in ((theirs, Why.OUTSIDE), (ours, Why.BEFORE)):
                    history = history.added(article, why=why, who=who(), at=self.now())
                kept[document_id(ours.id)] = msgspec.json.encode(history)
        return {REVISIONS: kept} if kept else None

    def _tell(self, merged: Merge, new: list[Conflict], unreadable: int) -> None:
        told = []
        if merged.taken:
            told.append(
                finding(
                    N_("Another program has changed the desk file: {count} entries taken over."),
                    count=len(merged.taken) - unreadable,
                )
            )
        if conflicts := [conflict for conflict in new if conflict.theirs is not None]:
            told.append(
                finding(
                    N_(
                        "Another program has changed the desk file in a way that conflicts with "
                        "yours ({count} entries). Yours stand; see the conflicts: Ctrl+D."
                    ),
                    count=len(conflicts),
                )
            )
        if missing := [record for conflict in new for record in conflict.missing]:
            told.append(
                finding(
                    N_(
                        "{count} entries are missing in the desk file that another program has "
                        "left. They are still here; see the conflicts: Ctrl+D."
                    ),
                    count=len(missing),
                )
            )
        if merged.older and not (merged.taken or conflicts):  # else it has not had ours yet
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
            RecordNotFoundError: it is settled already.
            FileError: what they have is no record that this version knows.
            InvalidValueError: it belongs to a campaign that is gone.
        """
        conflict = self._now_of(conflict)
        if not theirs:
            self.keep_ours([conflict])
            return
        along = joined(self._storage.tables, [conflict], theirs=True)
        label = N_("take theirs")
        if conflict.theirs is not None:
            record = self._record(conflict.table, conflict.theirs)
            put = self._at_home([record], record_kinds.title(record))
            self.write(label, put, drop=[conflict], why=Why.OUTSIDE, along=along)
        else:
            table = self.table(conflict.table)
            gone = [record for record in table or () if record.id in conflict.missing]
            freed, with_them = self._left_by(gone)
            self.write(label, freed, drop=[conflict, *gone, *with_them], along=along)

    def keep_ours(self, conflicts: Iterable[Conflict]) -> None:
        """Settle some conflicts by leaving the desk as it is, as one change."""
        found = list(conflicts)
        along = joined(self._storage.tables, found, theirs=False)
        self.write(N_("keep ours"), [], drop=found, along=along)

    # ------------------------------------------------------------------ copies

    @property
    def is_behind(self) -> bool:
        """Tell whether the desk file itself lacks what the journal has."""
        return self._storage.is_behind and not self._storage.is_covered

    @property
    def journal_size(self) -> int:
        """Return how many bytes of saves the journal has."""
        return self._storage.journal_size

    @property
    def can_be_written(self) -> bool:
        """Tell whether nobody has the desk open for writing."""
        return DeskLock(self.path).is_free()

    @property
    def idle_seconds(self) -> float:
        """Return how long nothing has been saved."""
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
        tables = self._storage.snapshot()
        for record in unsaved:
            table = tables.setdefault(self._tables[type(record)].name, {})
            table[document_id(record.id)] = json_of(record)
        export.write(path, b"".join(encoded(tables)), replace=False, rights=PRIVATE)

    def back_up(self) -> Path:
        """Make a dated backup of the desk as it stands, and return its path.

        Raises:
            FileError: it cannot be written.
        """
        try:
            data = encoded(self._storage.snapshot())
            return backups.take(self.path, data, self.now(), self._readers())
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

    def restore_from(self, path: Path) -> Path | None:
        """Make the desk hold what another desk file holds, as one change.

        Return a backup of before.

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
            SaveError: there is no room for it; nothing is lost.
        """
        now = self.trusted_now
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
            raise SaveError(
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
        file = Path(os.path.realpath(expand_user(path)))
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
        for kind in record_kinds.of_editors():
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
        """Yield the histories to which another desk's have something to add, with that in them."""
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
                thinned = united.thinned(self.trusted_now)
                if _reasons(thinned) - _reasons(ours):  # else only what was thinned out long ago
                    yield thinned


def _backups(path: Path) -> list[backups.Backup]:
    with contextlib.suppress(OSError):  # a folder that may not be read
        return backups.found(path)
    return []


def _content(record: Record) -> Record:
    return msgspec.structs.replace(record, created=None, updated=None)


def _inside(folder: Path) -> list[Path]:
    """Return the desk files in a folder; of the folder of the backups, the newest is the last."""
    with contextlib.suppress(OSError):
        return list(folder.glob("*.json"))
    return []


def _states(history: History) -> list[tuple[Revision, Article]]:
    """Return the revisions that can be read, each with the article as it stood."""
    both = zip(history.revisions, history.states(), strict=True)
    return [(revision, state) for revision, state in both if state is not None]


def _only_in(theirs: History, ours: History) -> list[tuple[Revision, Article]]:
    """Return the revisions of a history that another one does not have."""
    here = [(revision.at, revision.why, _content(state)) for revision, state in _states(ours)]
    return [
        (revision, state)
        for revision, state in _states(theirs)
        if (revision.at, revision.why, _content(state)) not in here
    ]


def _reasons(history: History) -> Counter[tuple[object, ...]]:
    return Counter((revision.at, revision.why) for revision in history.revisions)
