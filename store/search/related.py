"""Related news: pieces on the desk about the same subject, and why.

The whole text is the query. Its rarest terms lead to candidates; the best of these are scored by
all the terms they share, in one of two ways (`store.search.relatedness`): a draft is long, a card
is a headline and a paragraph.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from datetime import date
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from store.records import Id
from store.search.entry import LINKABLE, Entry, Kind, Suggestion
from store.search.explanations import Reader
from store.search.relatedness import DRAFT, Formula, formula_for
from store.search.tokens import Vector, vector
from store.search.weighed_text import Counts

if TYPE_CHECKING:
    from store.search.index import Index

COMMON_SHARE: Final = 0.05
"""A term in a greater share of the entries is ignored …"""
COMMON_COUNT: Final = 20
"""… unless it is in no more entries than this: a small desk with one subject keeps its words."""
_LEADING: Final = 250
"""How many of the rarest terms of the query lead to candidates …"""
_MOST_POSTINGS: Final = 40_000
"""… and to how many postings at most. E2 is 0.570 with 100 terms, 0.583 with 250 and with all."""
_CANDIDATES: Final = 1000
_RESCORED: Final = 120
"""Scored by all their terms: with 200 nothing better is found, 7 ms later."""
_AT_ONCE: Final = 100
"""Of how many candidates the length and day are read, before it is asked whether to go on: the best
are mostly among the first 200."""
_USUAL_AGE: Final = 90
"""The days between two pieces where one has none."""
_SAME: Final = 0.5
"""Two pieces that share more of their pairs than this (Jaccard) are duplicates."""


_NUMBERS: Final = msgspec.json.Decoder(list[int])


class _Candidate(NamedTuple):
    number: int
    id: Id
    kind: Kind
    day: int
    terms: int
    score: float


def related(
    index: Index,
    entry: Entry,
    *,
    limit: int,
    exclude: Collection[Id],
    text_of: Callable[[Id], Entry | None],
    before: date | None = None,
) -> list[Suggestion]:
    """Return what is related to an entry (which need not be in the index), the closest first.

    What shares nothing that can be shown as a reason is left out, and so is the entry itself: words
    in a row that are no phrase (`store.search.phrases`) are no reason.

    Args:
        index: the index.
        entry: its whole text is the query.
        limit: the most suggestions.
        exclude: IDs not to suggest, such as those of cards that are linked already.
        text_of: returns the entry of an ID, for the reasons; None where it is gone.
        before: only pieces older than this day.
    """
    if limit < 1:
        return []
    asked = vector(entry.headline, entry.text)
    known = index.frequencies(list(asked.terms))
    formula = formula_for(asked)
    weights = _weigh(asked, known, index.total, formula)
    found = _candidates(index, weights, formula, entry, {entry.id, *exclude}, before)
    vectors = _vectors(index, found)
    scored = sorted(
        (_scored(one, vectors[one.number], weights, formula, entry.day) for one in found),
        key=lambda one: (-one.score, -one.day, one.id),
    )
    # A card lets names count for much: Hà Nội, which is no reason beside áo dài.
    telling = weights if formula is DRAFT else _weigh(asked, known, index.total, DRAFT)
    reader = Reader(entry, telling, Counts(known, index.frequencies))
    return _with_reasons(scored, vectors, reader, limit, text_of)


def _weigh(asked: Vector, known: dict[int, int], total: int, formula: Formula) -> dict[int, float]:
    """Weigh the terms of a query by the square of their rarity, except for common ones."""
    common = max(COMMON_COUNT, COMMON_SHARE * total)
    return {
        term: log(1 + max(total, 1) / known[term]) ** 2 * formula.asked(term, use)
        for term, use in zip(asked.terms, asked.weights, strict=True)
        if 0 < known.get(term, 0) <= common
    }


def _candidates(
    index: Index,
    weights: dict[int, float],
    formula: Formula,
    entry: Entry,
    unwanted: Collection[Id],
    before: date | None,
) -> list[_Candidate]:
    """Return the most promising of the entries that the rarest terms lead to, the best first."""
    sums = _sums(index, weights)
    best = sorted(sums, key=sums.__getitem__, reverse=True)[:_CANDIDATES]
    found: list[_Candidate] = []
    for start in range(0, len(best), _AT_ONCE):
        some = best[start : start + _AT_ONCE]
        if len(found) >= _RESCORED:
            found = nlargest(_RESCORED, found, key=lambda one: one.score)
            if formula.corrected(sums[some[0]], 0, 0) < found[-1].score:
                break  # nothing that is left can come before those found, however short and new
        for number, id, kind, day, terms in _items(index, some, before):
            if id not in unwanted:
                score = formula.corrected(sums[number], terms, _days_between(entry.day, day))
                found.append(_Candidate(number, id, kind, day, terms, score))
    return nlargest(_RESCORED, found, key=lambda one: one.score)


def _sums(index: Index, weights: dict[int, float]) -> dict[int, float]:
    """Return the entries that the rarest terms lead to, each with the weights of these."""
    leading = nlargest(_LEADING, weights, key=weights.__getitem__)
    sums: dict[int, float] = {}
    room = _MOST_POSTINGS
    # The numbers of a term come as one text: a row for each would take three times as long.
    rows = index.each(
        "SELECT value, (SELECT json_group_array(number) FROM postings WHERE term = value) "
        "FROM json_each(?)",
        (msgspec.json.encode(leading).decode(),),
    )
    with contextlib.closing(rows):
        for term, listed in rows:
            weight = weights[term]
            numbers = _NUMBERS.decode(listed)[:room]
            for number in numbers:  # this loop is a tenth of all
                if number in sums:
                    sums[number] += weight
                else:
                    sums[number] = weight
            room -= len(numbers)
            if not room:
                break
    return sums


def _items(
    index: Index, numbers: list[int], before: date | None
) -> list[tuple[int, Id, Kind, int, int]]:
    listed = msgspec.json.encode(numbers).decode()
    end = before.toordinal() if before else 1 << 40
    return index.ask(
        "SELECT items.number, items.id, kind, day, terms FROM json_each(?) "
        "CROSS JOIN items ON items.number = json_each.value WHERE kind IN (?, ?) AND day < ?",
        (listed, *LINKABLE, end),
    )


def _days_between(day: date | None, found_day: int) -> int | None:
    """Return the days between two pieces, as usual where the found one has no day."""
    if day is None:
        return None
    return abs(day.toordinal() - found_day) if found_day else _USUAL_AGE


def _vectors(index: Index, found: list[_Candidate]) -> dict[int, Vector]:
    listed = msgspec.json.encode([one.number for one in found]).decode()
    rows = index.ask(
        "SELECT vectors.number, packed FROM json_each(?) "
        "CROSS JOIN vectors ON vectors.number = json_each.value",
        (listed,),
    )
    vectors = {number: Vector.unpacked(packed) for number, packed in rows}
    empty = Vector.unpacked(b"")
    return {one.number: vectors.get(one.number, empty) for one in found}


def _scored(
    one: _Candidate, held: Vector, weights: dict[int, float], formula: Formula, day: date | None
) -> _Candidate:
    weight = formula.held(one.terms)
    score = sum(
        weights[term] * weight(use)
        for term, use in zip(held.terms, held.weights, strict=True)
        if term in weights
    )
    corrected = formula.corrected(score, one.terms, _days_between(day, one.day))
    return one._replace(score=corrected)


def _with_reasons(
    scored: list[_Candidate],
    vectors: dict[int, Vector],
    reader: Reader,
    limit: int,
    text_of: Callable[[Id], Entry | None],
) -> list[Suggestion]:
    """Return the best with their reasons, duplicates folded into one."""
    found: list[Suggestion] = []
    taken: list[set[int]] = []
    said: set[int] = set()
    for one in scored:
        pairs = {term for term in vectors[one.number].terms if term & 1}
        twin = None
        if 2 * len(said & pairs) > len(pairs):  # a duplicate of any shares as much with that alone
            twin = next((at for at, other in enumerate(taken) if _same(pairs, other)), None)
        if twin is not None:
            known = found[twin]
            found[twin] = msgspec.structs.replace(known, same=(*known.same, one.id))
            continue
        if len(found) >= limit:
            break
        other = text_of(one.id)
        reasons = reader.reasons(other, vectors[one.number]) if other else ()
        if reasons:
            found.append(Suggestion(one.id, one.kind, round(one.score, 4), reasons))
            taken.append(pairs)
            said |= pairs
    return found


def _same(pairs: set[int], others: set[int]) -> bool:
    few, many = sorted((len(pairs), len(others)))
    if few <= _SAME * many or few < 3:
        return False
    both = len(pairs & others)
    return both > _SAME * (len(pairs) + len(others) - both)
