"""Reverse references: which records refer to a record, without searching the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Question, Rumour, Task
from store.ledger import LedgerEntry
from store.records import Article, Id, NewsItem, Record

NAMED_BY: Final[dict[type[Record], tuple[type[Record], ...]]] = {
    Campaign: (Task, Article, Fact, Rumour, Question, Bulletin, LedgerEntry),
    Task: (Task, LedgerEntry),
    Article: (Task, Article, Rumour, LedgerEntry, Bulletin),
    NewsItem: (Article,),
    LedgerEntry: (Article,),
    Bulletin: (LedgerEntry,),
}
"""The kinds of records that can refer to a kind."""


def references_of(record: Record) -> Iterator[Id]:
    """Yield the IDs of the records that a record refers to; one may come twice."""
    named: tuple[Id | None, ...]
    match record:
        case Article():
            links = (link.target for link in record.links)
            named = (record.campaign, record.master, record.corrects, *links)
        case Task():
            named = (record.campaign, *record.articles, *record.after, record.series)
        case Rumour():
            named = (record.campaign, record.answer)
        case Fact() | Question():
            named = (record.campaign,)
        case LedgerEntry():
            of_gone = record.gone.campaign if record.gone else None
            named = (record.piece, record.bulletin, record.campaign, of_gone)
        case Bulletin():
            named = (record.campaign, *record.items)
        case _:
            named = ()
    return filter(None, named)


def names_one_of(record: Record, ids: Collection[Id]) -> bool:
    """Tell whether a record refers to one of some others."""
    return any(one in ids for one in references_of(record))


class References:
    """For each record the IDs of those that refer to it, by kind.

    A kind is read when it is first asked about, and kept up to date from then on, so the cost of an
    edit does not grow with the desk.
    """

    def __init__(self) -> None:
        self._by_kind: dict[type[Record], dict[Id, dict[Id, None]]] = {}

    def follow(self, kind: type[Record], before: Record | None, after: Record | None) -> None:
        """Note a change of a record; one that still refers to another keeps its place."""
        named_by = self._by_kind.get(kind)
        if named_by is None:
            return
        named_before = set(references_of(before)) if before else set()
        named_after = dict.fromkeys(references_of(after)) if after else {}
        for named in named_before.difference(named_after):
            named_by[named].pop(before.id, None)  # type: ignore[union-attr]
        for named in named_after:
            if named not in named_before:
                named_by.setdefault(named, {})[after.id] = None  # type: ignore[union-attr]

    def of(self, kind: type[Record], records: Iterable[Record]) -> Mapping[Id, Collection[Id]]:
        """Return for each record the ids of those of a kind that refer to it, the first one first.

        Args:
            kind: the kind of the referring records.
            records: all records of the kind; read on the first call only.
        """
        named_by = self._by_kind.get(kind)
        if named_by is None:
            named_by = self._by_kind[kind] = {}
            for record in records:
                for one in references_of(record):
                    named_by.setdefault(one, {})[record.id] = None
        return named_by
