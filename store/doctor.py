"""The doctor of a desk: what is sound, what is not, and mending it without losing the original."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from store import migrations
from store.errors import N_, DeskError, Finding, finding
from store.file import backups
from store.file.checkpoint import encoded
from store.file.journal import Documents
from store.file.recovery import can_be_made_anew
from store.file.storage import DeskStorage
from store.history import History
from store.records import Article, Campaign, Conflict, Deleted, NewsItem, Record, Task
from store.tables import document_id, json_of

UNREADABLE: Final = "_unreadable"
"""The table to which a repair moves documents that are no records: `{"table", "document"}`."""

_KINDS: Final[dict[str, type[msgspec.Struct]]] = {
    "campaigns": Campaign,
    "tasks": Task,
    "articles": Article,
    "news": NewsItem,
    "revisions": History,
    "_bin": Deleted,
    "_conflicts": Conflict,
}


class Report(msgspec.Struct, frozen=True):
    """One thing that the doctor has looked at."""

    is_sound: bool
    finding: Finding


class _Flaws(msgspec.Struct):
    """What is wrong with the records of a desk, and the documents that mend it."""

    reports: list[Report] = []
    changes: dict[str, dict[str, bytes | None]] = {}


def examine(path: Path) -> list[Report]:
    """Look at a desk and everything beside it; changes nothing.

    Raises:
        FileError: it is no desk, or cannot be read.
    """
    storage = DeskStorage(path, read_only=True)
    reports = [_wrong(found) for found in storage.findings]
    if not path.exists() and not storage.tables:
        return [_wrong(finding(N_("There is no desk {path} yet."), path=path))]
    if not reports:
        reports.append(_sound(N_("The desk file and its journal belong together and are whole.")))
    if can_be_made_anew(path):
        reports.append(_sound(N_("The generation before could replace the desk file: proven.")))
    else:
        reports.append(
            _sound(N_("There is no generation before yet that could replace the desk file."))
        )
    reports += _flaws_of(storage.tables, path).reports
    reports += _beside(path)
    return reports


def repair(path: Path, clock: Callable[[], datetime]) -> list[Report]:
    """Mend what can be mended, after a backup, and tell what was done.

    The desk file itself is mended by opening it. Documents that are no records are moved to a
    table of their own, and what names something that is not there is given it or freed.

    Args:
        path: the desk file.
        clock: gives the time, with offset.

    Raises:
        FileError: it is no desk, cannot be read, or is in use.
        NotSaved: there is no room for it.
    """
    storage = DeskStorage(path, clock=clock)
    try:
        flaws = _flaws_of(storage.tables, path)
        reports = [_wrong(found) for found in storage.findings]
        if flaws.changes:
            copy = backups.take(path, encoded(storage.tables), clock())
            storage.commit(flaws.changes)
            reports += flaws.reports
            reports.append(_sound(N_("Mended. The desk as it was is kept as {path}."), path=copy))
    except OSError as error:
        raise DeskError(
            N_("The desk {path} cannot be mended: {reason}. It is as it was."),
            path=path,
            reason=error.strerror,
        ) from error
    finally:
        storage.close()
    return reports or [_sound(N_("There was nothing to mend."))]


def _flaws_of(tables: Documents, path: Path) -> _Flaws:
    """Look into the documents themselves."""
    migrations.versions(tables, path)  # refuses what is no desk
    flaws = _Flaws(reports=[], changes={})
    records: dict[str, dict[str, Record]] = {}
    for name, kind in _KINDS.items():
        records[name] = {}
        for key, text in tables.get(name, {}).items():
            try:
                decoded = msgspec.json.decode(text, type=kind)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                _move_away(flaws, name, key, text, str(error))
                continue
            if isinstance(decoded, Record):
                if decoded.id.encode() not in text:
                    _move_away(flaws, name, key, text, "id")
                    continue
                records[name][decoded.id] = decoded
            elif isinstance(decoded, History):
                _look_into(flaws, decoded)
    counts = ", ".join(f"{len(records[name])} {name}" for name in list(_KINDS)[:4])
    flaws.reports.insert(0, _sound(N_("Read: {counts}."), counts=counts))
    _mend_references(flaws, records)
    return flaws


def _move_away(flaws: _Flaws, name: str, key: str, text: bytes, reason: str) -> None:
    flaws.reports.append(
        _wrong(
            finding(
                N_("Entry {entry} of the table {table} is no record of it: {reason}."),
                table=name,
                entry=key,
                reason=reason,
            )
        )
    )
    kept = msgspec.json.encode({"table": name, "document": text.decode(errors="replace")})
    flaws.changes.setdefault(name, {})[key] = None
    flaws.changes.setdefault(UNREADABLE, {})[key] = kept


def _look_into(flaws: _Flaws, history: History) -> None:
    try:
        for place in range(len(history.revisions)):
            history.state(place)
    except DeskError as error:
        flaws.reports.append(_wrong(Finding(error.message, error.values)))


def _mend_references(flaws: _Flaws, records: dict[str, dict[str, Record]]) -> None:
    """See that what a record names is there: a campaign comes back empty, an article is let go."""
    lost: set[str] = set()
    for record in [*records["tasks"].values(), *records["articles"].values()]:
        assert isinstance(record, Task | Article)
        if record.campaign and record.campaign not in records["campaigns"]:
            lost.add(record.campaign)
        if not isinstance(record, Task):
            continue
        there = tuple(a for a in record.articles if a in records["articles"])
        if there != record.articles:
            flaws.reports.append(
                _wrong(
                    finding(
                        N_("The task “{title}” names an article that is not there."),
                        title=record.title,
                    )
                )
            )
            mended = msgspec.structs.replace(record, articles=there)
            flaws.changes.setdefault("tasks", {})[document_id(record.id)] = json_of(mended)
    for campaign in sorted(lost):
        name = f"? {campaign[:6]}"
        flaws.reports.append(
            _wrong(
                finding(
                    N_("A campaign is named that is not there; a repair brings it back as {name}."),
                    name=name,
                )
            )
        )
        new = Campaign(id=campaign, name=name)
        flaws.changes.setdefault("campaigns", {})[document_id(campaign)] = json_of(new)


def _beside(path: Path) -> Iterator[Report]:
    """Tell of the copies that lie beside the desk."""
    for kept in sorted(path.parent.glob(f"{path.name}.damaged-*")) + sorted(
        path.parent.glob(f"{path.name}.outside-*")
    ):
        yield _sound(N_("Kept from before: {path}. Delete it when you need it no more."), path=kept)
    found = backups.found(path)
    if found:
        yield _sound(
            N_("{count} dated backups, the newest of {at}, in {folder}."),
            count=len(found),
            at=f"{found[-1].at.astimezone():%Y-%m-%d %H:%M}",
            folder=backups.folder(path),
        )


def _sound(message: str, **values: object) -> Report:
    return Report(True, finding(message, **values))


def _wrong(found: Finding) -> Report:
    return Report(False, found)
