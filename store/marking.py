"""STAND-IN, to be replaced at the merge by `store.search` and the desk: same names, same meaning.

`parse`, `Query` → store.search.query · `shared` → store.search · `newest(desk, …)`,
`found(desk, …)` → desk.newest, desk.search. What imports from here need not change otherwise.
"""

from __future__ import annotations

import re
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from store.records import FINISHED, Article, Id
from store.text import fold, fold_with_map, nfc, same_text

if TYPE_CHECKING:
    from store.desk import Desk

Span = tuple[int, int]
"""Where something stands in a text: its start, and the place after its end."""

_WORD: Final = re.compile(r"[^\W_]+")
_LITTLE_WORDS: Final = (
    "các cho có còn của cùng cũng dưới đã đang đây đó được đến để đều hay hoặc khi là mà mọi một "
    "mỗi nào này nên nếu ngay nhằm như nhưng những ở rằng rất sau sẽ tại theo thì trên trong và "
    "vào vẫn về vì với"
)
_LITTLE: Final = frozenset(_LITTLE_WORDS.split())


class Hit(Struct, frozen=True):
    """What was found: of any kind."""

    id: Id
    kind: str
    headline: str


class Query(NamedTuple):
    """What was typed into the search."""

    phrases: tuple[str, ...]

    def marks(self, text: str) -> list[Span]:
        """Give where the words stand in a text, in its own letters."""
        folded, where = fold_with_map(text)
        where.append(len(text))
        spans: list[Span] = []
        for phrase in self.phrases:
            exact = fold(phrase) != nfc(phrase.lower())
            for found in re.finditer(rf"(?<![^\W_]){re.escape(fold(phrase))}", folded):
                span = where[found.start()], where[found.end()]
                if not exact or same_text(text[slice(*span)], phrase):
                    spans.append(span)
        return merged(spans)


def parse(words: str) -> Query:
    """Read what was typed into the search."""
    found = re.findall(r'["“”]([^"“”]+)["“”]|(\S+)', words)
    typed = [quoted or bare for quoted, bare in found if not bare.startswith("-")]
    return Query(tuple(word.rpartition(":")[2] for word in typed if word.rpartition(":")[2]))


def merged(spans: list[Span]) -> list[Span]:
    """Give spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


class _Word(NamedTuple):
    folded: str
    start: int
    end: int
    tells: bool


def _words(text: str) -> list[_Word]:
    folded, where = fold_with_map(text)
    where.append(len(text))
    words = []
    for found in _WORD.finditer(folded):
        start, end = where[found.start()], where[found.end()]
        words.append(_Word(found[0], start, end, nfc(text[start:end].lower()) not in _LITTLE))
    return words


def _pairs(text: str, words: list[_Word]) -> list[tuple[str, Span]]:
    """Give the neighbouring words of a text that can tell something, with their places."""
    return [
        (f"{a.folded} {b.folded}", (a.start, b.end))
        for a, b in pairwise(words)
        if a.tells and b.tells and not re.search(r"[^\w\s]\s|\n", text[a.end : b.start])
    ]


def shared(text_a: str, text_b: str) -> tuple[list[Span], list[Span]]:
    """Give where the phrases stand that two texts share, in the letters of each."""
    a, b = _pairs(text_a, _words(text_a)), _pairs(text_b, _words(text_b))
    both = {pair for pair, _ in a} & {pair for pair, _ in b}
    here, there = ([span for pair, span in side if pair in both] for side in (a, b))
    return merged(here), merged(there)


def newest(desk: Desk, article: Article, limit: int = 20) -> list[Id]:
    """Give the newest news items and finished articles that could be linked, the newest first."""
    linked = {article.id, *article.unrelated, *(link.target for link in article.links)}
    days = [(item.published, item.id) for item in list(desk.news) if item.published]
    days += [
        ((own.exported or own.updated).date(), own.id)  # type: ignore[union-attr]
        for own in list(desk.articles)
        if own.status in FINISHED and (own.exported or own.updated)
    ]
    return [id for _day, id in nlargest(limit, (d for d in days if d[1] not in linked))]


def found(desk: Desk, words: str, limit: int = 50) -> list[Hit]:
    """Find records of every kind by words."""
    hits = []
    for hit in desk.search(words, limit):
        if record := desk.linkable(hit.id):
            hits.append(Hit(hit.id, hit.kind, record.headline))
    asked = fold(" ".join(parse(words).phrases)).split()
    others = [("task", t.id, t.title) for t in list(desk.tasks)]
    others += [("fact", f.id, f"{f.key}: {f.value}") for f in list(desk.facts)]
    others += [("rumour", r.id, r.claim) for r in list(desk.rumours)]
    hits += [
        Hit(id, kind, title)
        for kind, id, title in others
        if asked and all(word in fold(title) for word in asked)
    ]
    return hits[:limit]
