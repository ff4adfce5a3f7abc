"""What a desk holds, from its files: after a crash, after damage, after another program.

A checkpoint is trusted when a journal names its digest. Where none does, it is either damage (it
cannot be read, is empty, or has other bytes with the same date), and the file is rebuilt from the
previous checkpoint and its journal; or another program's edit, and both versions are kept. The
digest in the journal proves the rebuilt file: the same tables give the same bytes.

Lost saves are reported where anything contradicts what is left: the end mark of the journal, the
numbers in the journals before and after, a desk file that is ahead of its journals, the number in
the lock file. What cannot be noticed: that all files of a desk, or its newest journal alone, were
replaced by older copies of themselves where the lock file was not written, or after a power cut.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from store.errors import N_, FileError, Finding, finding, os_errors_as
from store.file import backups, checkpoint, journal, texts
from store.file.checkpoint import Checkpoint, Signature
from store.file.journal import Documents, Header, Scan
from store.file.lock import Last, last_of
from store.file.recovery_findings import LOST, NO_JOURNAL, OLDER, PUT_BACK, REBUILT, UNREADABLE
from store.safe_open import read


class Outside(msgspec.Struct, frozen=True):
    """What another program has written in place of the desk file."""

    theirs: Documents
    base: Documents | None
    """The checkpoint that it started from; None where that is unknown."""
    signature: Signature
    aside: Path | None = None
    """Where it is kept."""


class Recovered(msgspec.Struct, frozen=True):
    """A desk as it was found."""

    tables: Documents
    number: int = 0
    """The number of the newest journal; 0 where there is none."""
    saved: int = 0
    """The number of the last save."""
    journal: Scan | None = None
    """The newest journal, where the desk file is the checkpoint that it extends."""
    signature: Signature | None = None
    """The signature of the desk file as it was read."""
    damaged: bool = False
    """Whether the desk file must be put aside and rewritten."""
    outside: Outside | None = None
    findings: tuple[Finding, ...] = ()


class _Log(msgspec.Struct, frozen=True):
    number: int
    scan: Scan

    @property
    def header(self) -> Header | None:
        return self.scan.header


class _Chain(msgspec.Struct, frozen=True):
    """A checkpoint with the later journals applied."""

    tables: Documents
    base: Documents | None
    """The checkpoint that the newest journal extends, if it is proven."""


def recover(desk: Path) -> Recovered:
    """Find out what the desk at `desk` holds; changes nothing.

    Raises:
        FileError: there is a file, but it is not a desk, and cannot be rebuilt; or it cannot be
            read.
    """
    last = last_of(desk)  # before the journals: a writer may be at work
    return _with_lost_saves_reported(last, _recovered(desk))


def _with_lost_saves_reported(last: Last | None, found: Recovered) -> Recovered:
    """Report saves that were confirmed here and are missing now."""
    if last is None:
        return found
    if found.number:
        lost = last.saved - found.saved
    else:  # no journal: the desk file itself does not say how far it is
        is_the_same = found.signature and found.signature.mark == last.desk
        lost = last.waiting if is_the_same else 0
    if lost <= 0:
        return found
    told = finding(
        N_(
            "What was saved last is not in the files of the desk any more ({count} saves): a file "
            "beside it was cut off, lost or replaced. Please look at what you did last."
        ),
        count=lost,
    )
    return msgspec.structs.replace(found, findings=(*found.findings, told))


def _recovered(desk: Path) -> Recovered:
    with os_errors_as(FileError, UNREADABLE, path=desk):
        found, logs = _read_both(desk)
    if found and found.tables is not None:
        places = _journals_naming(logs, found)
        if places:
            return _continued(found.tables, found.signature, logs[places[0] :])
    bare = [*journal.journals(desk)][len(logs) :]  # left out as unreadable
    if not logs or (len(logs) == 1 and _is_bare(logs[0]) and not _previous(desk)):
        return _without_journal(desk, found)
    return _named_by_no_journal(desk, logs, is_lost=bool(bare) or _is_bare(logs[-1]))


def _journals_naming(logs: list[_Log], found: Checkpoint) -> list[int]:
    """Return the indexes of the journals that name a checkpoint.

    Two checkpoints may be equal: a change that was undone, a checkpoint that failed. Then the date
    tells which one it is; a copy has another date, and could be any.
    """
    named = [n for n, log in enumerate(logs) if _names(log, found.digest)]
    dated = [n for n in named if _date(logs[n]) == found.signature.mtime_ns]
    return dated[-1:] or named


def _date(log: _Log) -> int | None:
    return log.header.mtime_ns if log.header else None


def _is_bare(log: _Log) -> bool:
    """Tell whether nothing in a journal can be read: cut off while it was created, or emptied."""
    return log.header is None and not log.scan.saves


def is_same(tables: Documents, base: Documents | None) -> bool:
    """Tell whether two desk files are equal, except for spaces and order."""
    return base is not None and _said(tables) == _said(base)


def _said(tables: Documents) -> dict[str, dict[str, Any]]:
    return {
        name: {key: msgspec.json.decode(document) for key, document in table.items()}
        for name, table in tables.items()
        if table
    }


def base_of(desk: Path) -> Documents | None:
    """Return the checkpoint that the newest journal extends, rebuilt from the files beside it.

    This is for a desk file that was replaced while the desk was open. None where it cannot be
    rebuilt.
    """
    try:
        logs = _read_logs(desk)
    except OSError:
        return None
    return _from_previous(_previous(desk), logs).base if logs else None


def can_be_made_anew(desk: Path) -> bool:
    """Tell whether the desk file could be rebuilt, proven, from the files beside it."""
    return base_of(desk) is not None


def _read_both(desk: Path) -> tuple[Checkpoint | None, list[_Log]]:
    """Read the desk file and its journals; again where a checkpoint overtakes the reader."""
    for _ in range(8):
        with contextlib.suppress(FileNotFoundError):
            return _read_once(desk)
    return _read_once(desk)


def _read_once(desk: Path) -> tuple[Checkpoint | None, list[_Log]]:
    """Read the desk file and its journals; usually, only the newest of those."""
    found = checkpoint.read(desk, expected=journal.newest_header(desk))
    lies = journal.journals(desk)
    if found and lies:
        number = max(lies)
        newest = _Log(number, journal.scan(read(lies[number])))
        if _names(newest, found.digest) and _date(newest) == found.signature.mtime_ns:
            return found, [newest]
    return found and checkpoint.with_tables(found), _read_logs(desk)


def _read_logs(desk: Path) -> list[_Log]:
    """Read the journals of a desk, oldest first.

    The last is left out if it was cut off while it was created: it is empty.
    """
    lies = journal.journals(desk)
    logs = [_Log(number, journal.scan(read(path))) for number, path in lies.items()]
    if len(logs) > 1 and _is_bare(logs[-1]):
        logs.pop()
    return logs


def _saves_of(logs: Iterable[_Log]) -> dict[int, bytes]:
    """Return the saves of some journals in order.

    A number in two of them is the same save, copied; or the older journal's disk failed, the save
    was refused, and the number given again.
    """
    saves: dict[int, bytes] = {}
    for log in logs:
        saves.update(log.scan.saves)
    return dict(sorted(saves.items()))


def _apply_saves(
    saves: Mapping[int, bytes], tables: Documents, after: int, until: int | None
) -> None:
    """Apply the saves with a number above `after`, up to `until`, to `tables`."""
    for number, save in saves.items():
        if number > after and (until is None or number <= until):
            journal.apply(journal.changes_of(save), tables)


def _names(log: _Log, digest: str) -> bool:
    return log.header is not None and log.header.digest == digest


def _copy(tables: Documents) -> Documents:
    return {name: texts.copied(table) for name, table in tables.items()}


def _continued(tables: Documents, signature: Signature, logs: list[_Log]) -> Recovered:
    """Continue from the desk file with its journal, and later journals where there are any.

    There are if a checkpoint was cut off, and then they have nothing new; or if an older desk file
    was put back, and then they have what was saved since.
    """
    first, newest = logs[0], logs[-1]
    assert first.header is not None
    saves, follows = _saves_of(logs), first.header.follows
    last = max([follows, *saves, *(log.header.follows for log in logs if log.header)])
    findings = [note for log in logs for note in _flaws_of(log, log is newest)]
    findings += _missing(saves, follows, last)
    _apply_saves(saves, tables, follows, None)
    is_newer = max(saves, default=follows) > max(first.scan.saves, default=follows)
    digest = first.header.digest
    is_ours = any(_names(log, digest) and _date(log) == signature.mtime_ns for log in logs)
    if len(logs) > 1 and (is_newer or not is_ours):
        findings.insert(0, PUT_BACK)
    return Recovered(
        tables=tables,
        number=newest.number,
        saved=last,
        journal=newest.scan if len(logs) == 1 else None,
        signature=signature,
        findings=tuple(findings),
    )


def _without_journal(desk: Path, found: Checkpoint | None) -> Recovered:
    """Recover a desk file without a journal: new, another program's, or an older version's."""
    if found is None or found.is_empty or found.tables is None:
        before = _previous(desk)
        if before and before.tables:
            return Recovered(
                tables=before.tables,
                damaged=True,
                signature=found.signature if found else None,
                findings=(OLDER,),
            )
    if found is None:
        return Recovered(tables={})
    if found.tables is None:
        raise FileError(
            N_(
                "{path} is not a desk file ({reason}); "
                "name another file, or a new one, with --desk FILE."
            ),
            path=desk,
            reason=found.flaw,
        )
    return Recovered(tables=found.tables, signature=found.signature)


def _named_by_no_journal(desk: Path, logs: list[_Log], *, is_lost: bool) -> Recovered:
    """Recover a desk file that no journal names: damaged, gone, or another program's edit."""
    found = checkpoint.read(desk, strictly=True)
    newest = logs[-1]
    if found is None and newest.header and not newest.header.follows and not _saves_of(logs):
        return Recovered(tables={}, number=newest.number)  # cut off before the first save
    before = _previous(desk)
    if before is None or (before.is_empty and not _journals_naming(logs, before)):
        before = _newest_backup(desk) or before
    chain = _from_previous(before, logs)
    flaws = (*_flaws_of(newest, True), *([LOST] if is_lost else []))
    signature = found.signature if found else None
    saved = max(_saves_of(logs), default=newest.header.follows if newest.header else 0)
    has_our_date = found is not None and found.signature.mtime_ns == _date(newest)
    recovered = partial(Recovered, number=newest.number, saved=saved, signature=signature)
    if found is None or found.tables is None or found.is_empty or has_our_date:
        rebuilt = REBUILT if chain.base is not None else OLDER
        return recovered(tables=chain.tables, damaged=True, findings=(rebuilt, *flaws))
    if (ours := _ahead_of_journals(before, logs, found.tables)) is not None:
        lost = () if is_lost or not newest.header else (NO_JOURNAL,)
        return recovered(tables=ours, findings=(*flaws, *lost))
    if chain.base is None:
        tables = _copy(found.tables)
        _apply_saves(newest.scan.saves, tables, 0, None)
    else:
        tables = chain.tables
    # Without its header, or with saves lost, an edit looks like a file of ours.
    is_told = newest.header is not None and not is_lost
    is_edit = is_told and not is_same(found.tables, chain.base)
    outside = Outside(found.tables, chain.base, found.signature) if is_edit else None
    return recovered(tables=tables, outside=outside, findings=flaws)


def _from_previous(before: Checkpoint | None, logs: list[_Log]) -> _Chain:
    """Apply the later journals to the previous checkpoint, proving the newest checkpoint."""
    tables = _copy(before.tables) if before and before.tables is not None else {}
    # The last possible one: an older one may have saves that were refused.
    place = (_journals_naming(logs, before) if before else [])[-1:]
    known = logs[place[0]].header if place else None
    begun = known.follows if known else 0
    saves, newest = _saves_of(logs[place[0] if place else 0 :]), logs[-1].header
    base = None
    if known and newest:
        base = _copy(tables)
        _apply_saves(saves, base, begun, newest.follows)
        if known != newest and checkpoint.digest(checkpoint.Encoded(base)) != newest.digest:
            base = None
    _apply_saves(saves, tables, begun, None)
    return _Chain(tables, base)


def _ahead_of_journals(
    before: Checkpoint | None, logs: list[_Log], there: Documents
) -> Documents | None:
    """Return the state of a desk whose file is our own, one checkpoint ahead of its journals.

    It is if the previous checkpoint and a save of its journal lead to exactly these documents.
    Later saves are in the lost journal too, so they count.
    """
    places = _journals_naming(logs, before) if before else []
    if before is None or before.tables is None or not places:
        return None
    log = logs[places[-1]]
    assert log.header is not None
    tables = _copy(before.tables)
    differs = {
        (name, key)
        for name in {**tables, **there}
        for key in {**tables.get(name, {}), **there.get(name, {})}
        if tables.get(name, {}).get(key) != there.get(name, {}).get(key)
    }
    is_met = False
    for number, save in _saves_of(logs[places[-1] :]).items():
        if number <= log.header.follows:
            continue
        changes = journal.changes_of(save)
        journal.apply(changes, tables)
        for name, documents in changes.items():
            for key, document in documents.items():
                is_same = there.get(name, {}).get(key) == document
                (differs.discard if is_same else differs.add)((name, key))
        is_met = is_met or not differs
    return tables if is_met else None


def _missing(saves: Mapping[int, bytes], follows: int, last: int) -> list[Finding]:
    """Report the missing saves from the one after `follows` to the last."""
    count = last - follows - sum(number > follows for number in saves)
    message = N_(
        "The journal is damaged: {count} saves in it cannot be read. What stood there "
        "before is there; please look at what you did last."
    )
    return [finding(message, count=count)] if count else []


def _previous(desk: Path) -> Checkpoint | None:
    try:
        before = checkpoint.read(previous_path(desk), strictly=True)
    except OSError:
        return None
    return before if before and before.tables is not None else None


def _newest_backup(desk: Path) -> Checkpoint | None:
    """Read the newest dated backup that can be read: better than the last saves alone."""
    with contextlib.suppress(OSError):
        for backup in reversed(backups.found(desk)):
            copy = checkpoint.read(backup.path, strictly=True)
            if copy and copy.tables:
                return copy
    return None


def previous_path(desk: Path) -> Path:
    """Return the path of the previous checkpoint."""
    return desk.with_name(f"{desk.name}.prev")


def _flaws_of(log: _Log, is_newest: bool) -> list[Finding]:
    scan = log.scan
    flaws = {
        N_(
            "The beginning of the journal {name} is damaged; its saves are taken as the "
            "newest. Please look at what you did last."
        ): log.header is None and scan.saves,
        N_("A wrong bit in the journal {name} has been mended."): scan.mended,
        N_(
            "The last entry of the journal {name} is not whole: a save that was cut off "
            "before it was confirmed, or damage. Please look at what you did last."
        ): scan.has_torn_tail,
        N_(
            "The end of the journal {name} is missing, and with it perhaps your last "
            "saves. Please look at what you did last."
        ): scan.is_cut,
        N_(
            "The journal {name} ends without its usual room: the disk was full, or its "
            "end is missing, and with it your last saves. Please look at what you did "
            "last."
        ): scan.lacks_room and is_newest,  # older ones were truncated on purpose
    }
    name = f"j-{log.number:06}"
    return [finding(message, name=name) for message, is_met in flaws.items() if is_met]
