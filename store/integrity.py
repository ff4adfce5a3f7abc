"""Integrity checks of the records of a desk, and the documents that repair it.

A document that is not a record is moved to a table of its own; a reference to a missing record is
resolved or removed. The doctor (`store.doctor`) reports and writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from store.articles.history import History
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Rumour, Task
from store.desk.revision_log import REVISIONS
from store.errors import N_, Finding
from store.file.journal import Documents
from store.json_documents import decode_entry, document_id, json_of
from store.record_kinds import KINDS
from store.records import Article, Id

UNREADABLE: Final = "_unreadable"
"""The table of documents that are not records, each as text with its origin."""


class Flaws(msgspec.Struct):
    """What is wrong with the records of a desk, and the changes that repair it."""

    findings: list[Finding] = []
    changes: dict[str, dict[str, bytes | None]] = {}
    """Table → document ID → the new document, None to delete it."""
    read: dict[str, int] = {}
    """Table → the number of readable records."""

    def tell(self, message: str, **values: object) -> None:
        """Add a finding."""
        self.findings.append(Finding(message, values))

    def put(self, name: str, key: str, text: bytes | None) -> None:
        """Set a document of the mended desk; None to delete it."""
        self.changes.setdefault(name, {})[key] = text


def flaws_of(tables: Documents) -> Flaws:
    """Check the documents of a desk."""
    flaws = Flaws()
    records: dict[str, dict[str, Any]] = {}
    known: dict[str, type[msgspec.Struct]] = {name: kind.type for name, kind in KINDS.items()}
    for name, kind in {**known, REVISIONS: History}.items():
        found = records[name] = {}
        decoder = msgspec.json.Decoder(kind)
        for key, text in tables.get(name, {}).items():
            try:
                found[key] = decode_entry(decoder, key, text)
            except (ValueError, RecursionError) as error:
                flaws.tell(
                    N_("Entry {entry} of the table {table} is not a valid record: {reason}."),
                    table=name,
                    entry=key,
                    reason=error,
                )
                _put_aside(flaws, tables, name, key)
        if kind is not History:
            _put_duplicates_aside(flaws, tables, name, found)
    flaws.read = {name: len(found) for name, found in records.items()}
    _mend_references(flaws, records)
    titles = {article.id: article.title for article in records["articles"].values()}
    for key, history in records[REVISIONS].items():
        _mend_history(flaws, tables, key, history, titles.get(history.article, ""))
    return flaws


def _put_duplicates_aside(
    flaws: Flaws, tables: Documents, name: str, found: dict[str, Any]
) -> None:
    """Of entries with the same ID, keep the one that the desk shows: the last."""
    shown = {record.id: key for key, record in found.items()}
    for key in [key for key, record in found.items() if shown[record.id] != key]:
        flaws.tell(
            N_("Entry {entry} of the table {table} has the ID of another one, {shown}."),
            table=name,
            entry=key,
            shown=shown[found.pop(key).id],
        )
        _put_aside(flaws, tables, name, key)


def _put_aside(flaws: Flaws, tables: Documents, name: str, key: str) -> None:
    flaws.put(name, key, None)
    _keep_text(flaws, tables, name, key)


def _keep_text(flaws: Flaws, tables: Documents, name: str, key: str) -> None:
    taken = {**tables.get(UNREADABLE, {}), **flaws.changes.get(UNREADABLE, {})}
    number = len(taken) + 1
    while str(number) in taken:
        number += 1
    text = tables[name][key].decode(errors="backslashreplace")
    kept = {"table": name, "entry": key, "document": text}
    flaws.put(UNREADABLE, str(number), msgspec.json.encode(kept))


def _mend_references(flaws: Flaws, records: Mapping[str, Mapping[str, Any]]) -> None:
    """Resolve references: a missing campaign is created empty, a missing article is removed."""
    campaigns = {campaign.id for campaign in records["campaigns"].values()}
    articles = {article.id for article in records["articles"].values()}
    back: dict[str, Campaign] = {}
    of_campaigns = [k.table for k in KINDS.values() if "campaign" in k.type.__struct_fields__]
    for name in of_campaigns:
        for key, record in records[name].items():
            mended = record
            wanted = record.campaign
            is_free = wanted is None or (not wanted and isinstance(record, Article))
            if wanted not in campaigns and not is_free:
                campaign = back.setdefault(wanted, _campaign(wanted))
                mended = msgspec.structs.replace(mended, campaign=campaign.id)
            if isinstance(record, Task) and not articles.issuperset(record.articles):
                there = tuple(article for article in record.articles if article in articles)
                mended = msgspec.structs.replace(mended, articles=there)
                flaws.tell(
                    N_("The task “{title}” names an article that is not there."),
                    title=record.title,
                )
            if isinstance(record, Bulletin) and not articles.issuperset(record.items):
                there = tuple(item for item in record.items if item in articles)
                mended = msgspec.structs.replace(mended, items=there)
                flaws.tell(
                    N_("The bulletin “{name}” names an article that is not there."),
                    name=record.name,
                )
            if isinstance(record, Article) and record.master and record.master not in articles:
                mended = msgspec.structs.replace(mended, master=None, made_of=None)
                flaws.tell(
                    N_("“{title}” is a version of an article that is not there."),
                    title=record.title,
                )
            if isinstance(record, Rumour) and record.answer and record.answer not in articles:
                mended = msgspec.structs.replace(mended, answer=None)
                flaws.tell(
                    N_("The answer to “{claim}” is an article that is not there."),
                    claim=record.claim,
                )
            if mended != record:
                flaws.put(name, key, json_of(mended))
    for campaign in back.values():
        flaws.tell(
            N_("A record refers to a campaign that is missing; a repair brings it back as {name}."),
            name=campaign.name,
        )
        flaws.put("campaigns", document_id(campaign.id), json_of(campaign))


def _campaign(wanted: Id) -> Campaign:
    """Return an empty campaign with an ID; with a new one where that is invalid."""
    try:
        return msgspec.convert({"id": wanted, "name": f"? {wanted[:6]}"}, Campaign)
    except msgspec.ValidationError:
        return Campaign(name="?")


def _mend_history(flaws: Flaws, tables: Documents, key: str, history: History, title: str) -> None:
    """Replace a history with unreadable revisions by one without them."""
    mended = History(history.article)
    states = history.states()
    if None not in states:
        return
    for revision, state in zip(history.revisions, states, strict=True):
        if state is not None:
            mended = mended.added(state, why=revision.why, who=revision.who, at=revision.at)
    flaws.tell(
        N_("In the history of “{title}” there are revisions that cannot be read: {count}."),
        title=title or history.article[:6],
        count=states.count(None),
    )
    flaws.put(REVISIONS, key, msgspec.json.encode(mended) if mended.revisions else None)
    _keep_text(flaws, tables, REVISIONS, key)
