"""The registry of the kinds of records: the one place that lists them.

The tables of a desk, the merge with another program's file, the bin, the versions in the file, the
doctor, the search, the recovery screen and the command line all read it. A new kind is one entry
here.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from store.bookkeeping import Conflict, Deleted
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Question, Rumour, Task
from store.errors import N_
from store.ledger import LedgerEntry
from store.records import Article, NewsItem, Record, SavedSearch
from store.search.entry import (
    Entry,
    of_article,
    of_bulletin,
    of_fact,
    of_news,
    of_question,
    of_rumour,
    of_task,
)


class Kind(Struct, frozen=True):
    """One kind of records."""

    type: type[Record]
    table: str
    """Its table in the desk file."""
    name: str
    """The name of one record (a message ID)."""
    counted: str
    """Some records with their number (a message ID with {count})."""
    title: Callable[[Any], str]
    """Returns the title of a record in lists of all kinds."""
    code: str = ""
    """Its name in the search; empty where it is not searched."""
    entry: Callable[[Any], Entry] | None = None
    """Converts a record to an entry of the search index."""
    is_bookkeeping: bool = False
    """Whether it is the desk's own rather than an editor's work: neither merged with another
    program's file nor put in the bin."""
    version: int = 1
    """The version of its table in the desk file (`store.migrations`)."""


_TITLE: Final = attrgetter("title")
_NAME: Final = attrgetter("name")
_HEADLINE: Final = attrgetter("headline")
_CLAIM: Final = attrgetter("claim")
_TEXT: Final = attrgetter("text")
_TABLE: Final = attrgetter("table")


def _fact_title(fact: Fact) -> str:
    return f"{fact.key}: {fact.value}"


_ALL: Final = (
    Kind(Campaign, "campaigns", N_("Campaign"), N_("campaigns {count}"), _NAME),
    Kind(Task, "tasks", N_("Task"), N_("tasks {count}"), _TITLE, "task", of_task),
    Kind(Article, "articles", N_("Article"), N_("articles {count}"), _TITLE, "article", of_article),
    Kind(NewsItem, "news", N_("News item"), N_("news items {count}"), _HEADLINE, "news", of_news),
    Kind(Fact, "facts", N_("Fact"), N_("facts {count}"), _fact_title, "fact", of_fact),
    Kind(
        Rumour,
        "rumours",
        N_("Negative news"),
        N_("negative news {count}"),
        _CLAIM,
        "rumour",
        of_rumour,
    ),
    Kind(
        Question,
        "questions",
        N_("Question"),
        N_("questions {count}"),
        _TEXT,
        "question",
        of_question,
    ),
    Kind(
        Bulletin,
        "bulletins",
        N_("Bulletin"),
        N_("bulletins {count}"),
        _NAME,
        "bulletin",
        of_bulletin,
    ),
    Kind(LedgerEntry, "ledger", N_("Ledger entry"), N_("ledger entries {count}"), _HEADLINE),
    Kind(SavedSearch, "searches", N_("Saved search"), N_("saved searches {count}"), _NAME),
    Kind(Deleted, "_bin", N_("Deleted"), N_("in the bin {count}"), _TITLE, is_bookkeeping=True),
    Kind(
        Conflict, "_conflicts", N_("Conflict"), N_("conflicts {count}"), _TABLE, is_bookkeeping=True
    ),
)

KINDS: Final[dict[str, Kind]] = {kind.table: kind for kind in _ALL}
"""Table → its kind, in the order in which they are shown."""


def of(record: Record) -> Kind:
    """Return the kind of a record."""
    return next(kind for kind in KINDS.values() if kind.type is type(record))


def title(record: Record) -> str:
    """Return the title of a record in the bin and in lists of all kinds."""
    found: str = of(record).title(record)
    return found


def name_of(table: str) -> str:
    """Return the name of a record of a table (a message ID); the table where it is unknown."""
    return KINDS[table].name if table in KINDS else table


def of_editors() -> list[Kind]:
    """Return the kinds that are an editor's work."""
    return [kind for kind in KINDS.values() if not kind.is_bookkeeping]


def merged_tables() -> tuple[str, ...]:
    """Return the tables that are merged with another program's file."""
    return tuple(kind.table for kind in of_editors())


def searched() -> list[Kind]:
    """Return the kinds that the search finds, the most wanted first."""
    found = [kind for kind in KINDS.values() if kind.entry]
    return sorted(found, key=lambda kind: _FIRST.get(kind.code, len(_FIRST)))


def entry_of(record: Record) -> Entry | None:
    """Return a record as an entry of the search index; None where its kind is not searched."""
    make = of(record).entry
    return make(record) if make else None


_FIRST: Final = {"article": 0, "news": 1}
"""The order of the kinds in the search; the others follow as above."""
