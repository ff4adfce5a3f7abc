"""Facts that were put into texts from the fact sheet, and where they stand after edits.

An anchor is carried over each edit of its text, so that it stays where it is while everything
around it changes, a little at a time. Where its words are deleted it sleeps: it says nothing, and
an undo wakes it. It is dropped with its whole surroundings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec.structs import replace

from store.article_parts import FactUse
from store.articles.word_anchors import place_of, words_around_in_line
from store.campaign_records import Fact
from store.records import Article
from store.text import identity

FIELDS: Final = ("headline", "body")
"""The fields in which a fact is remembered."""
_LONGEST: Final = 120
"""The most characters that an edit may leave in the place of a fact; else it was rewritten."""


def used(fact: Fact, field: str, text: str, start: int, end: int) -> FactUse:
    """Return the anchor of a fact that stands somewhere in a text."""
    before, after = words_around_in_line(text, start, end)
    return FactUse(
        fact=fact.id,
        key=fact.key,
        field=field,
        words=text[start:end],
        before=before,
        after=after,
    )


def place_in(use: FactUse, text: str) -> tuple[int, int] | None:
    """Return where a fact was put, and what stands there now; None where that is gone."""
    return place_of(text, use.words, use.before, use.after)


def standing_in(uses: Iterable[FactUse], article: Article) -> tuple[FactUse, ...]:
    """Return the anchors of another article whose facts stand in this one, too: of its master."""
    fields = {name: getattr(article, name) for name in FIELDS}
    return tuple(use for use in uses if _new(use, fields))


def facts_of(uses: Iterable[FactUse], facts: Iterable[Fact]) -> Iterator[tuple[FactUse, Fact]]:
    """Yield what the fact sheet has now for what was put into texts; it may have nothing."""
    facts = tuple(facts)
    by_id = {fact.id: fact for fact in facts}
    by_key: dict[str, Fact] = {}
    for use in uses:
        if use.fact not in by_id and not by_key:
            by_key = {identity(fact.key): fact for fact in reversed(facts)}  # the first one wins
        fact = by_id.get(use.fact) or by_key.get(identity(use.key))
        if fact:
            yield use, fact


def carried(article: Article, fields: Mapping[str, Any], *, put: str = "") -> dict[str, Any]:
    """Return the fields of a change with the anchors carried over to the new texts.

    Args:
        article: as it is before the change.
        fields: the new values; "facts_used" may hold anchors that are new with the new texts.
        put: words that have replaced others; where a fact stood, they are what it says now.
    """
    given: tuple[FactUse, ...] = fields.get("facts_used", article.facts_used)
    if not given or not any(name in fields for name in (*FIELDS, "facts_used")):
        return dict(fields)
    old = set(article.facts_used)
    kept = (_followed(use, article, fields) if use in old else _new(use, fields) for use in given)
    uses = tuple(dict.fromkeys(_saying(use, put, fields) for use in kept if use))
    if uses == article.facts_used:
        return {name: value for name, value in fields.items() if name != "facts_used"}
    return {**fields, "facts_used": uses}


def _followed(use: FactUse, article: Article, fields: Mapping[str, Any]) -> FactUse | None:
    if use.field not in fields:
        return use
    return _carried(use, getattr(article, use.field), fields[use.field])


def _saying(use: FactUse, put: str, fields: Mapping[str, Any]) -> FactUse:
    text = fields.get(use.field, "") if put else ""
    place = place_in(use, text) if put else None
    there = text[slice(*place)] if place else ""
    return replace(use, words=there) if place and there.lower() == put.lower() else use


def _new(use: FactUse, fields: Mapping[str, Any]) -> FactUse | None:
    """Return an anchor that is new; None where what was put there was taken back at once."""
    start, end = place_in(use, fields.get(use.field, "")) or (0, 0)
    return use if start < end else None


def _carried(use: FactUse, old: str, new: str) -> FactUse | None:
    """Return an anchor as it is known in a new text; None where its surroundings are gone."""
    if old == new:
        return use
    place = place_in(use, old)
    if place is None:
        return use if place_in(use, new) else None
    first, last = _edited(old, new)
    start, end, more = *place, len(new) - len(old)
    found = place_in(use, new)
    if found and start < end and _stood(found, new, old, first, last):
        found = None  # the same words, which are another place
    if start == end:  # it sleeps: what is typed between its neighbours is in its place
        if found:
            return use
        start = end = start if end <= first else start + more
    elif start >= last:
        start, end = start + more, end + more
    elif end > first:  # the edit has touched it
        words = old[start:end]
        start, end = min(start, first), max(end, last) + more
        was_rewritten = "\n" in new[start:end] or end - start > _LONGEST
        if found and (was_rewritten or new[slice(*found)] == words):
            start, end = found
        elif was_rewritten:
            return None
    start, end = _whole_words(new, start, end)
    before, after = words_around_in_line(new, start, end)
    if not before and not after and new[start:end] != use.words:
        return None  # by nothing would it be known
    return replace(use, before=before, after=after)


@lru_cache(maxsize=2)
def _edited(old: str, new: str) -> tuple[int, int]:
    """Return which characters of a text are others in a new one; all of its facts ask that."""
    first = _alike(old, new)
    return first, len(old) - _alike(old[first:][::-1], new[first:][::-1])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place with what was typed onto its words: 31.250 for 1.250."""
    while start < end and text[start].isalnum() and text[max(start - 1, 0) : start].isalnum():
        start -= 1
    while start < end and text[end - 1].isalnum() and text[end : end + 1].isalnum():
        end += 1
    return start, end


def _stood(place: tuple[int, int], new: str, old: str, first: int, last: int) -> bool:
    """Tell whether words of a new text stood at their place before, outside of what is edited."""
    return place[1] <= first or place[0] >= last + len(new) - len(old)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
