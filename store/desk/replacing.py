"""Finding words in many articles, and putting others in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from store.articles.fact_uses import carried, facts_of
from store.articles.find import find_all
from store.articles.letter_case import cased_like
from store.articles.reader_texts import fields_of, text_at, with_texts
from store.campaign_records import Fact
from store.desk.bulk import BulkArticles
from store.desk.record_store import RecordStore
from store.errors import N_, InvalidValueError
from store.records import Article, Id
from store.text import fold, sort_key

_ONE_LINE: Final = N_("Words are replaced within a line: type the new ones in one line.")


class Hit(NamedTuple):
    """A place where the words stand."""

    article: Article
    """In the state in which they were found."""
    field: str
    """Where it is kept (`store.articles.reader_texts`)."""
    start: int
    end: int
    asked: str = ""
    """What was looked for, as it was typed; empty for a fact that was put there."""

    def new_words(self, text: str) -> str:
        """Return what is put there for the text that was typed: with the capitals of the place."""
        return cased_like(text, self.words, self.asked)

    @property
    def words(self) -> str:
        """The words as they stand there."""
        return text_at(self.article, self.field)[self.start : self.end]

    def overlaps(self, other: Hit) -> bool:
        """Tell whether both have characters in common; they are of one article."""
        return self.field == other.field and self.start < other.end and other.start < self.end

    def around(self, most: int) -> tuple[str, str]:
        """Return what stands before and after them in their line, so many characters each."""
        text = text_at(self.article, self.field)
        before = text[max(self.start - most, 0) : self.start].rpartition("\n")[2]
        return before, text[self.end : self.end + most].partition("\n")[0]


class Replacing:
    """Words replaced in many articles, as one step of undo."""

    def __init__(self, store: RecordStore, bulk: BulkArticles) -> None:
        self._articles = store.of(Article)
        self._bulk = bulk

    def find(
        self,
        words: str,
        articles: Iterable[Article] | None = None,
        *,
        whole: bool = True,
        marks: bool = True,
        fact: Fact | None = None,
    ) -> list[Hit]:
        """Return where words stand, within lines, by article: those that are out come last.

        Args:
            words: what to find, in small or capital letters.
            articles: where; None for all of the desk. Those that are gone are left out.
            whole: whether only whole words (chữ) are found: "hoa" not in "hoan".
            marks: whether diacritics must be the same: "hoa" is not found in "hóa".
            fact: also where it was put into a text and something else stands now.
        """
        looked = self.look(words, self.places(articles), whole=whole, marks=marks, fact=fact)
        return [hit for hits in looked for hit in hits]

    def places(self, articles: Iterable[Article] | None = None) -> list[Article]:
        """Return the articles in the order in which they are looked through."""
        given = self._articles if articles is None else articles
        present = [now for one in given if (now := self._articles.get(one.id))]
        return sorted(present, key=lambda one: (one.out is not None, sort_key(one.title)))

    def look(
        self,
        words: str,
        articles: Iterable[Article],
        *,
        whole: bool = True,
        marks: bool = True,
        fact: Fact | None = None,
    ) -> Iterator[list[Hit]]:
        """Yield the hits of each article, as `find` returns them, so that others may take turns.

        With a fact, also the places where it was put into a text and something else stands now.
        """
        short = fold(words)
        for article in articles:
            put = list(_of_fact(article, fact)) if fact else []
            found = [
                Hit(article, field, start, end, words)
                for field in fields_of(article)
                # Folding is fast, and knowing where each letter was is not.
                if short and short in fold(text := text_at(article, field))
                for start, end in find_all(text, words, within_lines=True, whole=whole, marks=marks)
            ]
            yield [*(hit for hit in found if not any(map(hit.overlaps, put))), *put]

    def replace(self, hits: Iterable[Hit], text: str) -> list[Article]:
        """Put `text` in the place of the hits, with their capitals, in one step of undo.

        What is out is left as it is: it is corrected, or withdrawn. So is a field that has been
        changed since.

        Returns:
            The articles that changed.

        Raises:
            InvalidValueError: the new text has several lines.
        """
        if len(text.splitlines()) > 1 or text.endswith("\n"):
            raise InvalidValueError(_ONE_LINE)
        wanted: dict[Id, dict[str, list[Hit]]] = {}
        for hit in hits:
            wanted.setdefault(hit.article.id, {}).setdefault(hit.field, []).append(hit)

        def replaced(now: Article) -> dict[str, Any]:
            fields = wanted[now.id]
            new = {
                name: _replaced(some, text) for name, some in fields.items() if _stand(some, now)
            }
            values = carried(now, with_texts(now, new), put=text)
            if "links" in values:  # a source that changes along is no news to its card
                values["links"] = tuple(
                    msgspec.structs.replace(one, seen=None) if one.target in wanted else one
                    for one in values["links"]
                )
            return values

        present = [now for one in wanted if (now := self._articles.get(one)) and not now.out]
        return self._bulk.put(present, N_("replace words"), replaced)


def _of_fact(article: Article, fact: Fact) -> Iterator[Hit]:
    """Yield where a fact was put into an article and something else stands now."""
    from store.copydesk.scripts.sheet import otherwise_at  # its patterns are read late

    for use, _same in facts_of(article.facts_used, (fact,)):
        if place := otherwise_at(use, getattr(article, use.field), fact):
            yield Hit(article, use.field, *place)


def _stand(hits: list[Hit], now: Article) -> bool:
    """Tell whether a field is as it was when it was looked through."""
    field = hits[0].field
    return bool(text_at(hits[0].article, field) == text_at(now, field))


def _replaced(hits: list[Hit], text: str) -> str:
    old = text_at(hits[0].article, hits[0].field)
    kept, at = [], 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        kept += [old[at : hit.start], hit.new_words(text)]
        at = hit.end
    return "".join([*kept, old[at:]])
