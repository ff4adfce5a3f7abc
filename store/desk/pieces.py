"""The tasks and articles of a campaign, what fulfils a task, and what a deletion affects."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from store.article_parts import MadeOf
from store.articles.page_mapping import as_signed
from store.bookkeeping import Deleted
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Question, Rumour, Task
from store.campaigns import checklist
from store.desk.record_store import RecordStore
from store.errors import FileError
from store.ledger import LedgerEntry, moment, remains_of
from store.records import Article, Id, Record, encode


def pieces_of(store: RecordStore, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
    """Return the tasks of a campaign, and the articles that belong to it or to one of the tasks."""
    tasks = store.naming(Task, campaign.id)
    articles = {article.id: article for article in store.naming(Article, campaign.id)}
    for task in tasks:
        for named in task.articles:
            if named not in articles and (article := store.of(Article).get(named)):
                articles[named] = article
    return tasks, articles


def counted_in(store: RecordStore, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
    """Return the pieces of a campaign, and what is left of those that went out and were deleted."""
    tasks, articles = pieces_of(store, campaign)
    for entry in store.naming(LedgerEntry, campaign.id):
        gone = entry.gone if entry.withdrawn is None and not _is_there(store, entry.piece) else None
        if gone and gone.campaign == campaign.id:
            articles[entry.piece] = msgspec.structs.replace(gone, id=entry.piece)
    return tasks, articles


def _is_there(store: RecordStore, piece: Id) -> bool:
    return piece in store.of(Article) or piece in store.of(Task)


def ids_of_message(store: RecordStore, article: Article) -> set[Id]:
    """Return the IDs of an article, its master and all versions of that."""
    of = article.message
    found = (one.id for one in store.naming(Article, of) if one.master == of)
    return {article.id, of, *found}


def first_out(store: RecordStore, article: Article) -> datetime | None:
    """Return when a message first went out, in whichever of its versions; None if it is not."""
    pieces = map(store.of(Article).get, ids_of_message(store, article))
    return min((moment(piece.out) for piece in pieces if piece and piece.out), default=None)


def is_stale(store: RecordStore, article: Article) -> bool:
    """Tell whether it is a version whose master reads otherwise than when it was made (cũ)."""
    master = store.of(Article).get(article.master)
    return master is not None and article.made_of != text_of(master)


def text_of(master: Article) -> MadeOf:
    """Return what versions are made of."""
    return MadeOf(headline=master.headline, body=master.body)


def entries_of(store: RecordStore, pieces: Iterable[Record]) -> list[LedgerEntry]:
    """Return the entries of the ledger for some tasks and articles."""
    return store.naming(LedgerEntry, *(piece.id for piece in pieces))


def entries_in(store: RecordStore, campaign: Campaign) -> Iterator[LedgerEntry]:
    """Yield the entries of the ledger for what is in a campaign, or was when it was deleted."""
    articles, tasks = store.of(Article), store.of(Task)
    for entry in store.of(LedgerEntry):
        piece = articles.get(entry.piece) or tasks.get(entry.piece) or entry.gone or entry
        if piece.campaign == campaign.id:
            yield entry


def renamed_in_deleted(
    store: RecordStore,
    entries: Iterable[Record],
    rename: Callable[[Task | Article], Sequence[Task | Article]],
) -> Iterator[Record]:
    """Yield what holds deleted pieces, the ledger and the bin, where a name in them is another now.

    Args:
        store: whose bin.
        entries: of the ledger, in their present state.
        rename: returns a piece with the new name; nothing where it does not carry the old one.
    """
    for entry in entries:
        if isinstance(entry, LedgerEntry) and entry.gone:
            for piece in rename(msgspec.structs.replace(entry.gone, id=entry.piece)):
                yield msgspec.structs.replace(entry, gone=piece)
    for deleted in store.of(Deleted):
        gone = tuple(_renamed(store, table, document, rename) for table, document in deleted.gone)
        if gone != deleted.gone:
            yield msgspec.structs.replace(deleted, gone=gone)


def _renamed(
    store: RecordStore,
    table: str,
    document: dict[str, Any],
    rename: Callable[[Task | Article], Sequence[Task | Article]],
) -> tuple[str, dict[str, Any]]:
    with contextlib.suppress(FileError):  # of a newer toasoan
        record = store.record(table, document)
        if isinstance(record, Task | Article) and (renamed := rename(record)):
            return table, encode(renamed[0])
    return table, document


def left_by(store: RecordStore, gone: Collection[Record]) -> tuple[list[Record], list[Record]]:
    """Return the records that change when others are deleted, and those deleted with them."""
    ids = {record.id for record in gone}
    along: dict[Id, Record] = {
        record.id: record
        for kind in (Task, Fact, Rumour, Question, Bulletin)
        for one in gone
        if isinstance(one, Campaign)
        for record in store.naming(kind, one.id)
        if record.id not in ids
    }
    ids |= along.keys()
    freed: dict[Id, Record] = {}
    for one in gone:
        if isinstance(one, Article | Task):
            for entry in store.naming(LedgerEntry, one.id):
                if entry.piece == one.id and entry.withdrawn is None:
                    gone_now = _in_message(remains_of(one), store.naming(Article, one.id), ids)
                    freed[entry.id] = msgspec.structs.replace(entry, gone=gone_now)
    for one in (*gone, *along.values()):
        for task in store.naming(Task, one.id):
            if task.id not in ids and one.id in task.articles:
                left = [article for article in task.articles if article not in ids]
                freed[task.id] = fulfilled(store, task, left)
        for article in store.naming(Article, one.id):
            if article.id not in ids and article.campaign == one.id:
                freed[article.id] = msgspec.structs.replace(article, campaign=None)
            if article.id not in ids and article.master == one.id:
                alone = as_signed(article)
                freed[article.id] = msgspec.structs.replace(alone, master=None, made_of=None)
        for rumour in store.naming(Rumour, one.id):
            if rumour.id not in ids and rumour.answer == one.id and isinstance(one, Article):
                out = first_out(store, one)
                freed[rumour.id] = msgspec.structs.replace(rumour, answer=None, answered=out)
        for bulletin in store.naming(Bulletin, one.id):
            if bulletin.id not in ids and one.id in bulletin.items:
                items = tuple(article for article in bulletin.items if article not in ids)
                freed[bulletin.id] = msgspec.structs.replace(bulletin, items=items)
    return [*freed.values()], [*along.values()]


def _in_message(left: Article, others: Iterable[Article], gone: Collection[Id]) -> Article:
    """Return what is left of a master in the message of a version that is out and stays."""
    versions = (one for one in others if one.master == left.id and one.id not in gone)
    first = next((one.id for one in versions if one.out), left.master)
    return msgspec.structs.replace(left, master=first)


def settled(store: RecordStore, changed: Mapping[Id, Article]) -> list[Task]:
    """Return the tasks whose ticks follow from articles that are about to change, by ID."""
    tasks = {task.id: task for one in changed for task in store.naming(Task, one)}
    found = (fulfilled(store, t, t.articles, *changed.values()) for t in tasks.values())
    return [task for task in found if task != tasks[task.id]]


def fulfilled(store: RecordStore, task: Task, articles: Iterable[Id], *changed: Article) -> Task:
    """Return a task with new articles that fulfil it, and the tick that follows from them.

    `changed` are articles that are about to change, in their new state.
    """
    task = msgspec.structs.replace(task, articles=tuple(articles))
    new = {article.id: article for article in changed}
    known = store.of(Article)
    return checklist.settled(task, lambda one: new.get(one) or known.get(one), store.now())
