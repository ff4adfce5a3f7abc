"""The doctor of a desk: it checks the files, and repairs them without losing the original."""

from __future__ import annotations

import contextlib
import glob
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from store import migrations
from store.atomic import keep_as, replace_file
from store.clock import now as now_by_the_clock
from store.desk import Desk
from store.desk.conflict_copies import told
from store.errors import (
    N_,
    DeskError,
    FileError,
    Finding,
    Findings,
    ReadOnlyError,
    finding,
    os_errors_as,
)
from store.file import backups, journal
from store.file.backups import Keep
from store.file.checkpoint import Encoded
from store.file.conflict_copies import copies_beside, copies_of
from store.file.journal import Changes, Documents, apply
from store.file.lock import DeskLock
from store.file.recovery import Recovered, can_be_made_anew, recover
from store.file.recovery_findings import OLDER, PUT_BACK, REBUILT
from store.file.storage import DeskStorage
from store.file.storage_checks import KEPT
from store.integrity import UNREADABLE, flaws_of
from store.paths import desk_to_open
from store.record_kinds import KINDS
from store.safe_open import read

_LOOKS: Final = 4
_PAUSE: Final = 0.1
"""Seconds between two looks at what seems wrong: a running app may be saving just now."""

_NOT_YET: Final = {
    REBUILT.message: N_(
        "The desk file is damaged or gone; it can be made anew from the generation before and "
        "the journal, proven to be the same to the last byte."
    ),
    OLDER.message: N_(
        "The desk file is damaged or gone; it can be made anew from what lies beside it, which "
        "may not be the newest state."
    ),
    PUT_BACK.message: N_(
        "The desk file is an older copy of itself; what was saved since is in the journal, and "
        "will be put back. To go back on purpose: toasoan restore FILE."
    ),
}
"""Findings of recovery, which opening a desk acts on, as the doctor reports them before."""


class Report(msgspec.Struct, frozen=True):
    """One thing that the doctor has checked."""

    is_sound: bool
    finding: Finding


# ---------------------------------------------------------------------- looking


def examine(path: Path) -> list[Report]:
    """Check a desk and everything beside it; changes nothing, and works beside a running app.

    Raises:
        FileError: it is missing, not a desk, of a newer version, or cannot be read.
    """
    path = desk_to_open(path)
    try:
        found, has_spare = _look(path)
    except FileError as error:
        if not (copies := backups.readable(path)):
            raise
        return [
            _wrong(error.message, **error.values),
            _wrong(
                N_("There are backups of it; a repair puts the newest in its place: {path}."),
                path=copies[-1].path,
            ),
        ]
    _refuse_where_none(path, found)
    reports = list(_of_the_file(path, found, has_spare))
    flaws = flaws_of(_of_today(found.tables, path)[0])
    counts = [
        finding(kind.counted, count=flaws.read[name])
        for name, kind in KINDS.items()
        if flaws.read[name]
    ]
    counted = Findings(counts or [finding(N_("nothing yet"))])
    reports.append(_sound(N_("Read: {counts}."), counts=counted))
    reports += [Report(False, flaw) for flaw in flaws.findings]
    with contextlib.suppress(DeskError):  # the rest is reported of an unopenable desk, too
        reports += _conflict_copies(path)
    reports += _beside(path, found.tables)
    return reports


def _look(path: Path) -> tuple[Recovered, bool]:
    """Recover the desk in memory, and tell whether its file could be rebuilt.

    Only what is wrong at each of several looks is wrong: a single one may meet a save.
    """
    found, has_spare = recover(path), can_be_made_anew(path)
    for _ in range(_LOOKS - 1):
        is_calm = has_spare or not journal.journals(path)
        if is_calm and not (found.findings or found.outside):
            break
        time.sleep(_PAUSE)
        found, has_spare = recover(path), can_be_made_anew(path)
    return found, has_spare


def _refuse_where_none(path: Path, found: Recovered) -> None:
    if found.tables or path.exists():
        return
    if copies := backups.readable(path):
        raise FileError(
            N_(
                "There is no desk {path}, but there are backups of it; "
                "toasoan restore {backup} brings the newest back."
            ),
            path=path,
            backup=copies[-1].path,
        )
    raise FileError(N_("There is no desk {path} yet."), path=path)


def _of_the_file(path: Path, found: Recovered, has_spare: bool) -> Iterator[Report]:
    """Report on the desk file, its journal and the previous generation."""
    for flaw in found.findings:
        yield _wrong(_NOT_YET.get(flaw.message, flaw.message), **flaw.values)
    if found.outside:
        yield _sound(
            N_(
                "Another program has changed the desk file; its changes are merged when the "
                "desk is next opened."
            )
        )
    elif not found.findings:
        yield _sound(N_("The desk file and its journal belong together and are whole."))
    if has_spare:
        yield _sound(N_("The generation before could replace the desk file: proven."))
    elif not journal.journals(path):
        yield _sound(N_("There is no generation before yet that could replace the desk file."))
    elif not found.findings:
        yield _wrong(
            N_(
                "The generation before is gone or damaged: the desk file is whole, but could "
                "not be made anew if it were not."
            )
        )
    if not any(found.tables.values()) and (copies := backups.readable(path)):
        yield _wrong(
            N_(
                "The desk file holds nothing, but there are backups of it; "
                "toasoan restore {backup} brings the newest back."
            ),
            backup=copies[-1].path,
        )


def _of_today(tables: Documents, path: Path) -> tuple[Documents, Changes]:
    """Return the documents in the format of this version, and the changes that lead there."""
    versions = migrations.versions(tables, path)
    if migrations.newer(versions):
        raise ReadOnlyError(
            N_(
                "The desk {path} was written by a newer toasoan ({app}); please update this one "
                "before it checks or mends it."
            ),
            path=path,
            app=versions.app or "?",
        )
    changes = migrations.changes(tables, versions)
    if changes:
        tables = {name: dict(table) for name, table in tables.items()}
        apply(changes, tables)
    return tables, changes


def _beside(path: Path, tables: Documents) -> Iterator[Report]:
    """Report what is kept aside, in the desk file and beside it."""
    if aside := tables.get(UNREADABLE):
        yield _sound(
            N_(
                "Entries that are not valid records, kept in the table {table} of the desk file: "
                "{count}"
            ),
            table=UNREADABLE,
            count=len(aside),
        )
    for kind in ("damaged", "outside"):
        for kept in sorted(path.parent.glob(f"{glob.escape(path.name)}.{kind}-*")):
            yield _sound(
                N_("Kept from before: {path}. Delete it when you no longer need it."), path=kept
            )
    if copies := backups.readable(path):
        yield _sound(
            N_("{count} dated backups, the newest of {at}, in {folder}."),
            count=len(copies),
            at=f"{copies[-1].at.astimezone():%Y-%m-%d %H:%M}",
            folder=backups.folder(path),
        )


def _conflict_copies(path: Path) -> Iterator[Report]:
    """Report the conflict copies of a sync service, of the desk file and of what lies beside it."""
    with contextlib.suppress(OSError):  # a folder that may not be read
        if copies_of(path):
            with Desk(path, read_only=True, keep=None, clock=now_by_the_clock) as desk:
                desk.file.conflict_copies.look()
                for conflict_copy in desk.file.conflict_copies.found:
                    yield Report(False, told(conflict_copy))
        for copy in copies_beside(path):
            yield _wrong(
                N_(
                    "A sync service has made a conflict copy of a file beside the desk: "
                    "{path}. Let it sync only the desk file, and delete the copy."
                ),
                path=copy,
            )


# ---------------------------------------------------------------------- mending


def repair(path: Path, clock: Callable[[], datetime]) -> list[Report]:
    """Repair what can be repaired, and report what was found and done; the original is kept.

    The desk file itself is rebuilt. After a backup, documents that are not records are moved to a
    table of their own, and references to missing records are resolved.

    Raises:
        FileError: it is missing, not a desk, cannot be read, or is in use.
        DeskError: there is no room for it; nothing has changed.
    """
    path = desk_to_open(path)
    refusal = N_("The desk {path} cannot be mended: {reason}. It is as it was.")
    with os_errors_as(DeskError, refusal, path=path):
        reports = _from_backup(path, clock)
        _refuse_where_none(path, recover(path))
        reports += _mend(path, clock)
    return reports or [_sound(N_("There was nothing to mend."))]


def _from_backup(path: Path, clock: Callable[[], datetime]) -> list[Report]:
    """If the desk file cannot be read or rebuilt, replace it by the newest backup."""
    try:
        recover(path)
    except FileError as error:
        copies = backups.readable(path)
        if not copies or not path.is_file():
            raise
        lock = DeskLock(path)
        lock.take()
        try:
            aside = _aside(path, clock(), "")
            keep_as(path, aside)
            replace_file(path, read(copies[-1].path))
        finally:
            lock.release()
        return [
            _wrong(error.message, **error.values),
            _sound(KEPT["damaged"], path=aside),
            _sound(N_("The newest backup stands in its place: {path}."), path=copies[-1].path),
        ]
    return []


def _mend(path: Path, clock: Callable[[], datetime]) -> list[Report]:
    lying = list(journal.journals(path).values())
    storage = DeskStorage(path, clock=clock)
    outside = None
    try:
        tables, migration = _of_today(storage.tables, path)
        flaws = flaws_of(tables)
        # Either something is wrong, or it says where the original is kept.
        reports = [Report(found.message in KEPT.values(), found) for found in storage.findings]
        if storage.findings:
            reports += _keep_damaged(path, lying, clock())
        is_waiting = storage.is_outside_waiting
        if flaws.changes:
            copy = backups.take(path, Encoded(storage.tables), clock())
        if flaws.changes or not _is_whole(path):
            if is_waiting:
                outside = storage.outside()
            # Even an empty save replaces a damaged generation by a new one.
            storage.commit(journal.merged(migration, flaws.changes) if flaws.changes else {})
            storage.outside_taken()
            storage.checkpoint()
            if not _is_whole(path):  # an unreadable file is no proven previous generation
                storage.commit({})
                storage.checkpoint()
            if not (flaws.changes or reports):
                reports.append(_sound(N_("The generation before has been made anew.")))
        if flaws.changes:
            reports += [Report(False, flaw) for flaw in flaws.findings]
            reports.append(_sound(N_("Mended. The desk as it was is kept as {path}."), path=copy))
    finally:
        storage.close()
    if is_waiting:  # opening merges it; after a save of ours, pass what was read
        with Desk(path, read_only=False, keep=Keep(0, 0, 0), clock=clock) as desk:
            desk.file.external.merge(outside)
            reports += (_sound(told.message, **told.values) for told in desk.file.findings())
    return reports


def _is_whole(path: Path) -> bool:
    """Tell whether the files of a desk are sound, and the desk file could be rebuilt."""
    if recover(path).findings:
        return False
    return can_be_made_anew(path) or not journal.journals(path)


def _keep_damaged(path: Path, journals: list[Path], now: datetime) -> Iterator[Report]:
    """Keep the damaged journals: the rebuilt desk file has only what could be read of them."""
    for log in journals:
        if not log.exists():
            continue
        scan = journal.scan(read(log))
        if not scan.is_sound or (scan.lacks_room and log is journals[-1]):
            aside = _aside(path, now, log.suffix)
            keep_as(log, aside)
            yield _sound(N_("The journal as it was found is kept as {path}."), path=aside)


def _aside(path: Path, now: datetime, suffix: str) -> Path:
    """Return a free name for a damaged file of the desk."""
    name = aside = f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}"
    number = 1
    while os.path.lexists(path.with_name(aside + suffix)):
        number += 1
        aside = f"{name}-{number}"
    return path.with_name(aside + suffix)


# ---------------------------------------------------------------------- reports


def _sound(message: str, **values: object) -> Report:
    return Report(True, finding(message, **values))


def _wrong(message: str, **values: object) -> Report:
    return Report(False, finding(message, **values))
