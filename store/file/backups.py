"""Dated backups of a desk file: hourly for a day, daily for a month, monthly for a year.

Each is an ordinary desk file named by its date, so it is restored by copying it. Hours, days and
months without a backup do not count: after a holiday, or a jump of the clock, all backups are still
there. All times are in UTC, so travelling, or summer time, loses none.
"""

from __future__ import annotations

import contextlib
import filecmp
import itertools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from store.atomic import clear_drafts, of_file, sync_folder, write_beside
from store.file import permissions
from store.safe_open import LINK, NotOrdinaryError, Rights, make_folder, widen_folder

_HOUR: Final = timedelta(hours=1)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_Count = Annotated[int, Meta(ge=0)]


class Keep(msgspec.Struct, frozen=True):
    """How many backups are kept; where all are 0, none is made or deleted automatically."""

    hourly: _Count = 24
    daily: _Count = 30
    monthly: _Count = 12

    @property
    def any(self) -> bool:
        """Tell whether backups are made at all."""
        return bool(self.hourly or self.daily or self.monthly)


class Backup(msgspec.Struct, frozen=True):
    """A backup of a desk file."""

    path: Path
    at: datetime
    """When it was made, in UTC to the second, according to its name."""


def folder(desk: Path) -> Path:
    """Return the folder of the backups of a desk, which need not exist."""
    return desk.with_name(f"{desk.name}.backups")


def found(desk: Path) -> list[Backup]:
    """Return the backups of a desk, oldest first; other files in the folder are ignored.

    Raises:
        OSError: the folder cannot be read.
    """
    named = re.compile(
        rf"{re.escape(desk.stem)}-([0-9]{{8}}T[0-9]{{6}}Z)(?:-([0-9]{{1,4}}))?"
        rf"{re.escape(desk.suffix)}"
    )
    backups = []
    try:
        for path in folder(desk).iterdir():
            name = named.fullmatch(path.name)
            if name is None or path.is_symlink() or not path.is_file():
                continue
            try:
                at = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
            except ValueError:  # a 13th month
                continue
            backups.append((at, int(name[2] or 1), path))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [Backup(path, at) for at, _, path in sorted(backups)]


def readable(desk: Path) -> list[Backup]:
    """Return the backups of a desk as `found`; none where the folder cannot be read."""
    with contextlib.suppress(OSError):
        return found(desk)
    return []


def outdated(backups: Sequence[Backup], now: datetime, keep: Keep) -> list[Backup]:
    """Return the backups that need not be kept.

    The newest of each hour, day and month is kept, for as many of them as `keep` says: of those
    with a backup, not of those on the calendar, so that no reading of the clock makes one old. The
    newest of all is kept, too; of several with the same date, the last in the list is newer. A
    backup dated after `now` is kept, since today's clock may be the wrong one, and does not replace
    another.
    """
    if not keep.any:
        return []
    now = now.astimezone(UTC)
    past = sorted((backup for backup in backups if backup.at <= now), key=lambda b: b.at)
    kept = {backup.path for backup in past[-1:]}
    periods: list[tuple[int, Callable[[datetime], int]]] = [
        (keep.hourly, lambda at: at.toordinal() * 24 + at.hour),
        (keep.daily, datetime.toordinal),
        (keep.monthly, lambda at: at.year * 12 + at.month),
    ]
    for count, number in periods:
        newest = {number(b.at.astimezone(UTC)): b for b in past}  # the last of a period stays in
        kept |= {newest[period].path for period in sorted(newest, reverse=True)[:count]}
    return [backup for backup in past if backup.path not in kept]


def take(desk: Path, data: Iterable[bytes], now: datetime, readers: Rights | None = None) -> Path:
    """Write a backup and return when it is on the disk; reuse an equal one of the same second.

    Without `readers`, those who may read the desk may read it.

    Raises:
        NotOrdinaryError: the folder of the backups is a link.
        OSError: no backup has been written.
    """
    readers = readers or permissions.of_desk(desk)
    place = _made_folder(desk, readers)
    draft = write_beside(_drafts(desk), data, readers)
    try:
        stem = f"{desk.stem}-{now.astimezone(UTC).strftime(_STAMP)}"
        for number in itertools.count(1):
            path = place / f"{stem}{f'-{number}' if number > 1 else ''}{desk.suffix}"
            try:
                _give_name(draft, path)
            except FileExistsError:
                if _same(draft, path):
                    break
                continue
            try:
                sync_folder(place)
            except OSError:
                path.unlink()
                raise
            break
        return path
    finally:
        draft.unlink(missing_ok=True)


def _made_folder(desk: Path, readers: Rights) -> Path:
    place = folder(desk)
    if place.is_symlink():  # backups would come to lie in somebody else's folder
        raise NotOrdinaryError(LINK, place)
    mode = permissions.of_folder(readers)
    if make_folder(place, mode & 0o700 if readers.group is not None else mode):
        sync_folder(place.parent)
    widen_folder(place, readers._replace(mode=mode))  # also where the desk has been shared since
    return place


def take_due(desk: Path, now: datetime, keep: Keep) -> Path | None:
    """Back up a desk file that was just written, if it has changed and none was made for an hour.

    Then delete outdated backups. Only for the process that holds the lock. Return the new backup,
    if there is one.

    Raises:
        OSError: no backup has been written, or an old one could not be deleted. No reason to refuse
            a change: the desk itself is safe.
    """
    if not keep.any or not _size(desk):
        return None
    now = now.astimezone(UTC)
    backups = found(desk)
    if any(abs(now - backup.at) < _HOUR for backup in backups):
        return None
    # One from a clock that ran ahead must not count as the last until that day.
    past = [backup for backup in backups if backup.at <= now]
    if backups and _same(desk, (past or backups)[-1].path):
        return None
    clear_drafts(_drafts(desk))
    taken = take(desk, of_file(desk), now)
    for backup in outdated(found(desk), now, keep):
        backup.path.unlink(missing_ok=True)
    return taken


def _drafts(desk: Path) -> Path:
    """Return the common name of all drafts, by which those of a killed program are found."""
    return folder(desk) / "backup"


def _give_name(draft: Path, path: Path) -> None:
    """Rename a draft to `path`, where nothing must exist yet."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links; nobody else makes backups of an open desk
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        draft.rename(path)


def _same(one: Path, other: Path) -> bool:
    filecmp.clear_cache()  # it compares only size and date
    return filecmp.cmp(one, other, shallow=False)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
