"""The kinds of records that a desk holds: the one place that lists them.

The tables of a desk, what is merged with another program's file, the bin, the versions in the file,
the doctor, the search, the recovery screen and the command line all read it; a new kind is one
entry here.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from store.errors import N_
from store.records import (
    Article,
    Campaign,
    Conflict,
    Deleted,
    Fact,
    NewsItem,
    Record,
    Rumour,
    SavedSearch,
    Task,
)
from store.search import entry
from store.search.entry import Entry


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of records."""

    type: type[Record]
    table: str
    """In the desk file."""
    name: str
    """What one record of it is called (a message id)."""
    counted: str
    """How many there are, in a few words (a message id with {count})."""
    title: Callable[[Any], str]
    """Gives what a record is called in lists of all kinds."""
    is_bookkeeping: bool = False
    """Whether it is the desk's own: not an editor's work, so it is neither merged with what another
    program has nor put in the bin."""
    code: str = ""
    """What the search calls it; empty where it is not searched."""
    entry: Callable[[Any], Entry] | None = None
    """Gives a record as the index takes it."""
    version: int = 1
    """Of its table in the desk file (`store.migrations`)."""


_TITLE: Final = attrgetter("title")
_NAME: Final = attrgetter("name")

KINDS: Final[dict[str, Kind]] = {
    kind.table: kind
    for kind in (
        Kind(
            type=Campaign,
            table="campaigns",
            name=N_("Campaign"),
            counted=N_("campaigns {count}"),
            title=_NAME,
        ),
        Kind(
            type=Task,
            table="tasks",
            name=N_("Task"),
            counted=N_("tasks {count}"),
            title=_TITLE,
            code="task",
            entry=entry.of_task,
        ),
        Kind(
            type=Article,
            table="articles",
            name=N_("Article"),
            counted=N_("articles {count}"),
            title=_TITLE,
            code="article",
            entry=entry.of_article,
        ),
        Kind(
            type=NewsItem,
            table="news",
            name=N_("News item"),
            counted=N_("news items {count}"),
            title=attrgetter("headline"),
            code="news",
            entry=entry.of_news,
        ),
        Kind(
            type=Fact,
            table="facts",
            name=N_("Fact"),
            counted=N_("facts {count}"),
            title=lambda fact: f"{fact.key}: {fact.value}",
            code="fact",
            entry=entry.of_fact,
        ),
        Kind(
            type=Rumour,
            table="rumours",
            name=N_("Negative news"),
            counted=N_("negative news {count}"),
            title=attrgetter("claim"),
            code="rumour",
            entry=entry.of_rumour,
        ),
        Kind(
            type=SavedSearch,
            table="searches",
            name=N_("Saved search"),
            counted=N_("saved searches {count}"),
            title=_NAME,
        ),
        Kind(
            type=Deleted,
            table="_bin",
            name=N_("Deleted"),
            counted=N_("in the bin {count}"),
            title=_TITLE,
            is_bookkeeping=True,
        ),
        Kind(
            type=Conflict,
            table="_conflicts",
            name=N_("Conflict"),
            counted=N_("conflicts {count}"),
            title=attrgetter("table"),
            is_bookkeeping=True,
        ),
    )
}
"""Table → its kind, in the order in which people read of them."""


def of(record: Record) -> Kind:
    """Return the kind of a record."""
    return next(kind for kind in KINDS.values() if kind.type is type(record))


def title(record: Record) -> str:
    """Return what a record is called in the bin and in lists of all kinds."""
    found: str = of(record).title(record)
    return found


def name_of(table: str) -> str:
    """Return what a record of a table is called (a message id); the table where it is unknown."""
    return KINDS[table].name if table in KINDS else table


def of_editors() -> list[Kind]:
    """Return the kinds that are an editor's work."""
    return [kind for kind in KINDS.values() if not kind.is_bookkeeping]


def merged_tables() -> tuple[str, ...]:
    """Return the tables in which another program may have written."""
    return tuple(kind.table for kind in of_editors())


def searched() -> list[Kind]:
    """Return the kinds that the search finds, those that are asked for most first."""
    found = [kind for kind in KINDS.values() if kind.entry]
    return sorted(found, key=lambda kind: _FIRST.get(kind.code, len(_FIRST)))


def entry_of(record: Record) -> Entry | None:
    """Return a record as the index takes it; None where its kind is not searched."""
    make = of(record).entry
    return make(record) if make else None


_FIRST: Final = {"article": 0, "news": 1}
"""In what order the search names its kinds; the others follow as above."""
