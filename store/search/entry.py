"""The entries of the index, and the results of queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zlib import crc32

from msgspec import Struct

from store.bulletin import Bulletin
from store.campaign_records import Fact, Question, Rumour, Task
from store.dates.zone import local_day
from store.records import Article, Id, NewsItem

Kind = str
"""The name of a kind of records in the search (`store.record_kinds`)."""
LINKABLE: Final[tuple[Kind, ...]] = ("article", "news")
"""The kinds that can be related to an article."""


class Entry(Struct, frozen=True):
    """A record as it is indexed."""

    id: Id
    kind: Kind
    headline: str
    author: str
    text: str
    """The summary or the body."""
    day: date | None = None
    status: str = ""
    """The code of the status."""
    tags: str = ""
    """Topics, channels, audiences and the like, separated by commas."""
    updated: datetime | None = None
    is_archived: bool = False
    """Whether its words tell which words stand side by side (`store.search.neighbours`)."""

    @property
    def stamp(self) -> int:
        """Return a checksum of what is indexed."""
        fields = (self.id, self.kind, self.headline, self.author, self.text, str(self.day))
        # Encode a new string: CPython caches the UTF-8 of a text that msgspec or SQLite reads
        # for its lifetime, which would double the memory of all texts of the desk.
        return crc32("\0".join((*fields, self.status, self.tags)).encode(errors="surrogatepass"))


class Hit(Struct, frozen=True):
    """An entry that matches a query."""

    id: Id
    kind: Kind
    headline: str = ""


class Suggestion(Struct, frozen=True):
    """An entry that is related to a text, and why."""

    id: Id
    kind: Kind
    score: float
    """Comparable only within one list of suggestions."""
    reasons: tuple[str, ...]
    """Phrases that both share, the strongest first, spelled as in the queried text."""
    same: tuple[Id, ...] = ()
    """Other entries that say the same in nearly the same words, shown in this one's place."""


def of_news(news: NewsItem) -> Entry:
    """Return a news item as it is indexed."""
    return Entry(
        news.id,
        "news",
        news.headline,
        news.author,
        f"{news.summary}\n{news.text}".strip(),
        news.published,
        tags=news.source,
        updated=news.updated,
        is_archived=True,
    )


def of_fact(fact: Fact) -> Entry:
    """Return a fact as it is indexed."""
    text = f"{fact.value} {fact.unit}".strip()
    return Entry(fact.id, "fact", fact.key, fact.source, text, fact.day, updated=fact.updated)


def of_rumour(rumour: Rumour) -> Entry:
    """Return a claim as it is indexed."""
    seen = local_day(rumour.seen)
    text = "\n".join(part for part in (rumour.where, rumour.checked) if part)
    return Entry(rumour.id, "rumour", rumour.claim, "", text, seen, updated=rumour.updated)


def of_question(question: Question) -> Entry:
    """Return a question as it is indexed."""
    asked = local_day(question.asked)
    text = "\n".join(part for part in (question.who, question.where, question.answer) if part)
    return Entry(question.id, "question", question.text, "", text, asked, updated=question.updated)


def of_bulletin(bulletin: Bulletin) -> Entry:
    """Return a bulletin as it is indexed."""
    text = "\n".join(filter(None, (bulletin.opening, *bulletin.transitions, bulletin.closing)))
    return Entry(
        bulletin.id,
        "bulletin",
        bulletin.name,
        "",
        text,
        bulletin.day,
        tags=bulletin.channel,
        updated=bulletin.updated,
    )


def of_article(article: Article) -> Entry:
    """Return an article as it is indexed."""
    day = article.exported or article.updated
    return Entry(
        article.id,
        "article",
        article.headline,
        article.byline,
        "\n".join((article.body, *(photo.told for photo in article.photos))),
        local_day(day) if day else None,
        status=str(article.status),
        tags=_tags(article),
        updated=article.updated,
        is_archived=article.master is None,  # a version says again what its master says
    )


def of_task(task: Task) -> Entry:
    """Return a task as it is indexed."""
    return Entry(
        task.id,
        "task",
        task.title,
        task.owner,
        task.notes,
        task.due,
        status=task.status,
        tags=_tags(task),
        updated=task.updated,
    )


def _tags(of: Article | Task) -> str:
    lists = (*of.topics, *of.channels, *of.audiences, *of.levels)
    return ", ".join(filter(None, (*lists, of.unit, of.milestone)))
