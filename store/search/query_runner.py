"""Search as you type: the phrase, the headline, all words, some words; the newest first in each.

Each step is one full-text query, made only while there is room in the list. The entries are ordered
by day in the index, so the newest come first without sorting.

A number is asked for in each way in which it may be written: 2.000 and 2000 are one word in the
index, 2 000 two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import Enum
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.search.entry import Hit, Kind
from store.search.query import Query, Word
from store.search.tokens import number, numbers_joined, spelling, ways_to_write
from store.search.typed_rows import COLUMNS, Places, having

if TYPE_CHECKING:
    from store.search.index import Index

_MOST_LOOKED_AT: Final = 3000
"""The most entries whose spelling is compared with a half-typed word in one step."""
_MOST_CORRECTIONS: Final = 30
_MOST_DOUBTED: Final = 6
_LITTLE: Final = 10
"""The entries that one sees at a glance: steps that cost more are only made for fewer."""
_MOST_ORDERED: Final = 500
"""The most entries, the newest, that are put into another order by their length."""
_SOME_WORDS: Final = 3
"""From this many words on some may be missing; one of two would say nothing."""
_FEW: Final = 800
"""Where no more entries have some words in a row, it is faster to read how these go on than to look
up all that begins like the next word: `d` begins a word of nearly every text."""
_SHORT: Final = 2
"""In letters: what is no longer begins so many words that looking them up takes longest."""
_SHORTEST_CORRECTED: Final = 3
"""In letters: any two letters are one typo away from everything."""


class _Order(Enum):
    """Which entry comes first in a step."""

    NEWEST = "the newest"
    WHOLE = "the newest in which the last word is whole, then those in which it goes on"
    SHORTEST = "the shortest of the newest"
    CLOSEST = "the one with most of the words, and most rarely elsewhere"


class _Step(NamedTuple):
    """One query to the index."""

    words: str
    whole: bool
    """Whether the last word is not a prefix."""
    in_headline: bool = False
    order: _Order = _Order.NEWEST
    is_for_few: bool = False
    """Whether it is only made where little has been found: it costs more."""
    agreeing: tuple[Word, ...] | None = None
    """The words whose marks must agree; None for all that are not half typed."""
    any_agrees: bool = False
    """Whether one agreeing word is enough."""
    going_on: tuple[str, ...] = ()
    """Rows of words, of which the text must have one; of its last word the beginning is enough
    unless a space follows."""
    is_held: bool = False
    """Whether the places of these rows are worth keeping (`store.search.typed_rows`)."""


def search(index: Index, query: Query, *, limit: int, kinds: Collection[Kind]) -> list[Hit]:
    """Return what matches a query, the best first."""
    if query.is_empty or limit < 1 or not kinds:
        return []
    limit = min(limit, max(index.total, 1))  # SQLite refuses very large numbers
    if not index.has_full_text:
        return _plain(index, query, limit, kinds)
    found: dict[str, Hit] = {}
    for step in _steps(index, query):
        if len(found) >= _LITTLE and step.is_for_few:
            continue
        before = list(found.values())
        _take(index, query, step, found, limit, kinds)
        # An article before a task that matches as well: it is what one looks for by its words.
        new = sorted(list(found.values())[len(before) :], key=lambda hit: hit.kind == "task")
        found = {hit.id: hit for hit in (*before, *new)}
        if len(found) >= limit:
            break
    if not found and query.words:
        for step in _fallback_steps(index, query):
            _take(index, query, step, found, limit, kinds)
            if found:
                break
    return list(found.values())


# ---------------------------------------------------------------- the steps


def _steps(index: Index, query: Query) -> Iterator[_Step]:
    words = _folded(query.words)
    if not words:
        if query.phrases:
            quoted = " AND ".join(map(_typed, query.phrases))
            yield _Step(quoted, whole=True, in_headline=True)
        yield _Step("", whole=True)
        return
    several = len(words) > 1
    is_whole = not query.is_open
    whole_row = _Step(_phrase(words), whole=True)
    row, every = _row_and_all(index, words, is_whole=is_whole)
    if row.going_on and query.is_open and not query.words[-1].typed:
        yield row._replace(in_headline=True, order=_Order.WHOLE)
    else:
        yield whole_row._replace(in_headline=True)
        if query.is_open:
            yield row._replace(in_headline=True)
    if several:
        if len(words) < _SOME_WORDS:
            yield every._replace(in_headline=True)
            yield row._replace(is_for_few=True)
        else:
            # Three in a row are a quotation. Of texts with several words, the shortest is likelier
            # meant than the newest: scattered words find their text among the first ten in 98.5 %
            # of cases instead of 95 %. Headlines with the same row are mostly a series (Giá vàng
            # hôm nay), of which the newest is meant.
            short = _Step(_all(words), whole=True, order=_Order.SHORTEST, is_for_few=True)
            yield row._replace(order=_Order.SHORTEST, is_for_few=True)
            yield every._replace(in_headline=True)
            yield short
    # All that is left, in one step.
    yield _Step(_all(words, whole=is_whole), whole=is_whole)
    if several and query.is_open:
        beginnings = " AND ".join(f'"{word}" *' for word in words)
        yield _Step(beginnings, whole=False, is_for_few=True)


def _row_and_all(index: Index, words: list[str], *, is_whole: bool) -> tuple[_Step, _Step]:
    """Return the steps that find words in a row, and all of them; the last may be only begun."""
    row = _Step(_phrase(words, whole=is_whole), whole=is_whole)
    every = _Step(_all(words, whole=is_whole), whole=is_whole)
    rows = ways_to_write(words)
    known_of = [one.split() if is_whole else one.split()[:-1] for one in rows]
    pairs = [[number(" ".join(two)) for two in pairwise(one)] for one in known_of]
    if not all(pairs):
        return row, every
    known = index.frequencies([pair for one in pairs for pair in one])
    if sum(min(known.get(pair, 0) for pair in one) for one in pairs) > _FEW:
        return row, every
    going_on = tuple(f"{one} " for one in rows) if is_whole else tuple(rows)
    any_row = " OR ".join(f'"{" ".join(one)}"' for one in known_of)
    row = row._replace(words=any_row, going_on=going_on, is_held=True)
    if not is_whole and len(rows) == 1 and len(words[-1]) <= _SHORT:
        every = every._replace(words=_all(words[:-1]), going_on=tuple(words[-1:]))
    return row, every


def _phrase(words: list[str], *, whole: bool = True) -> str:
    """Return what finds words in a row; the last may be a beginning unless they are whole."""
    rows = [f'"{row}"' if whole else f'"{row}" *' for row in ways_to_write(words)]
    return rows[0] if len(rows) == 1 else f"({' OR '.join(rows)})"


def _typed(words: tuple[Word, ...]) -> str:
    return _phrase(_folded(words))


def _folded(words: tuple[Word, ...]) -> list[str]:
    return [word.folded for word in words]


def _all(words: list[str], *, whole: bool = True) -> str:
    """Return what finds all words anywhere; the last may be a beginning unless they are whole."""
    groups = numbers_joined(words)
    last = len(groups) - 1
    return " AND ".join(
        _number_or_word(group, whole=whole or at < last) for at, group in enumerate(groups)
    )


def _number_or_word(group: list[str], *, whole: bool) -> str:
    """Return what finds a word, or a number in each way to write it."""
    if len(group) == 1:
        return _phrase(group, whole=whole)
    # They may be two numbers all the same: Covid 19 100 ca.
    *first, last = (_phrase([word]) for word in group)
    listed = " AND ".join([*first, last if whole else f"{last} *"])
    return f"({_phrase([''.join(group)], whole=whole)} OR ({listed}))"


def _fallback_steps(index: Index, query: Query) -> Iterator[_Step]:
    """Yield the steps when nothing has every word: one word corrected, then some words."""
    words = _folded(query.words)
    marked = tuple(word for word in query.words if word.typed)
    rows, groups = [], []
    for at in _suspects(index, words):
        others = (*words[:at], *words[at + 1 :])
        near = _corrections(index, query.words[at], is_alone=len(words) == 1)
        if near:
            rows += [_phrase([*words[:at], other, *words[at + 1 :]]) for other in near]
            one = f"({' OR '.join(_phrase([other]) for other in near)})"
            groups.append(f"({' AND '.join([*(_phrase([other]) for other in others), one])})")
            marked = tuple(word for word in marked if word != query.words[at])
    if rows and 1 < len(words) <= _SOME_WORDS:  # for more, the next step is as good and faster
        yield _Step(" OR ".join(rows), whole=True, order=_Order.CLOSEST, agreeing=marked)
    if groups:
        yield _Step(" OR ".join(groups), whole=True, order=_Order.CLOSEST, agreeing=marked)
    if len(words) >= _SOME_WORDS:
        # Marks must agree here as well: if all words have marks, one agreeing word is enough.
        plain = [word for word in query.words if not word.typed]
        some = " OR ".join(f'"{word.folded}"' for word in plain or query.words)
        agreeing = () if plain else query.words
        yield _Step(some, whole=True, order=_Order.CLOSEST, agreeing=agreeing, any_agrees=True)


def _suspects(index: Index, words: list[str]) -> list[int]:
    """Return the indexes of the words that may have the typo: those in no text, else all."""
    unknown = [at for at, word in enumerate(words) if not _occurs(index, "words", word)]
    return unknown[:1] if unknown else list(range(min(len(words), _MOST_DOUBTED)))


def _occurs(index: Index, table: str, word: str) -> bool:
    """Tell whether any text has a word: its letters (`words`), or its spelling (`marks`)."""
    statement = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1"
    return bool(index.ask(statement, [_phrase([word])]))


def _corrections(index: Index, word: Word, *, is_alone: bool) -> list[str]:
    """Return the words of the index that are one typo away, the most frequent first.

    A word that was typed with marks is only corrected if no text has this spelling. A single word
    is not even then if a text has its letters: marks are no typos, and no other word tells what was
    meant.
    """
    letters = word.folded
    if len(letters) < _SHORTEST_CORRECTED or any(letter.isdigit() for letter in letters):
        return []
    if word.typed and _occurs(index, "marks", spelling(word.typed)):
        return []
    if word.typed and is_alone and _occurs(index, "words", letters):
        return []
    near = {number(other): other for other in _one_typo_away(letters) if other != letters}
    known = index.frequencies(list(near))
    by_use = sorted(known, key=lambda term: (-known[term], term))
    return [near[term] for term in by_use[:_MOST_CORRECTIONS]]


def _one_typo_away(word: str) -> Iterator[str]:
    """Yield the words with one letter more, less, changed, or swapped with the next."""
    for at in range(len(word) + 1):
        start, end = word[:at], word[at:]
        if end:
            yield start + end[1:]
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]
        for letter in ascii_lowercase:
            yield start + letter + end
            if end:
                yield start + letter + end[1:]


# ---------------------------------------------------------------- asking


def _take(
    index: Index,
    query: Query,
    step: _Step,
    found: dict[str, Hit],
    limit: int,
    kinds: Collection[Kind],
) -> None:
    """Add the hits of a step, as far as there is room."""
    half_typed = query.words[-1].typed if query.words and not step.whole else ""
    places = None
    if step.is_held and not step.in_headline and not _asks_more(query):
        places = index.typed_rows.places(step.going_on)
    statement, values = _statement(query, step, kinds, limit, bool(half_typed), places)
    looked_at = 0
    for id, kind, shown, marked_headline, marked, *_order in index.each(statement, values):
        looked_at += 1
        spelled = marked_headline if step.in_headline else f"{marked_headline} {marked}"
        if half_typed and f" {half_typed}" not in f" {spelled}":
            if looked_at >= _MOST_LOOKED_AT:
                return
            continue
        found.setdefault(id, Hit(id, kind, shown))
        if len(found) >= limit:
            return


def _statement(
    query: Query,
    step: _Step,
    kinds: Collection[Kind],
    limit: int,
    with_marks: bool,
    places: Places | None,
) -> tuple[str, list[Any]]:
    wheres, values = _filters(query, kinds)
    match = _match(query, step)
    source, order = "items", "items.place DESC"
    if places is not None:
        source = "json_each(?) AS held CROSS JOIN items ON items.place = held.value"
        values.insert(0, places)
    elif match:
        # CROSS keeps SQLite from reordering the join: the words are to decide, not the kinds.
        table = "headlines" if step.in_headline and not _asks_more(query) else "words"
        source = f"{table} CROSS JOIN items ON items.place = {table}.rowid"
        order = f"{table}.rank" if step.order is _Order.CLOSEST else f"{table}.rowid DESC"
        wheres.insert(0, f"{table} MATCH ?")
        values.insert(0, match)
    if step.going_on and places is None:
        wheres.append(having(("headline",) if step.in_headline else COLUMNS, step.going_on, values))
    if marks := _marks(query, step):
        wheres.append("items.place IN (SELECT rowid FROM marks WHERE marks MATCH ?)")
        values.append(marks)
    for row in query.without:
        if keys := _keys(row):
            wheres.append("items.place NOT IN (SELECT rowid FROM marks WHERE marks MATCH ?)")
            values.append(" AND ".join(keys))
    # A higher limit where rows are checked one by one and some may not match.
    most = _MOST_LOOKED_AT if not step.whole else 2 * limit
    # What stands behind the text in a row is slow to read.
    spelled = "items.marked_headline, items.marked" if with_marks else "'', ''"
    columns = f"items.id, items.kind, items.shown, {spelled}"
    if step.order is _Order.WHOLE:
        whole = having(("headline",), [f"{begun} " for begun in step.going_on], values)
        order = f"{whole} = 0, {order}"
    asked = f"{source} WHERE {' AND '.join(wheres)} ORDER BY {order}"
    if step.order is _Order.SHORTEST:
        newest = f"SELECT items.terms, items.place FROM {asked} LIMIT {_MOST_ORDERED}"
        chosen = f"SELECT * FROM ({newest}) ORDER BY terms, place DESC LIMIT {most}"
        return f"SELECT {columns} FROM ({chosen}) CROSS JOIN items USING(place)", values
    return f"SELECT {columns} FROM {asked} LIMIT {most}", values


def _filters(query: Query, kinds: Collection[Kind]) -> tuple[list[str], list[Any]]:
    wheres = [f"items.kind IN ({', '.join('?' * len(kinds))})"]
    values: list[Any] = list(kinds)
    if query.statuses is not None:
        wheres.append(f"items.status IN ({', '.join('?' * len(query.statuses))})")
        values += query.statuses
    if query.after:
        wheres.append("items.day >= ?")
        values.append(query.after.toordinal())
    if query.before:
        wheres.append("items.day BETWEEN 1 AND ?")
        values.append(query.before.toordinal() - 1)
    return wheres, values


def _asks_more(query: Query) -> bool:
    """Tell whether a query asks for more than words, which a full text must answer as well."""
    return bool(query.authors or query.without or (query.words and query.phrases))


def _match(query: Query, step: _Step) -> str:
    in_headline = step.in_headline and _asks_more(query)
    parts = [f"{'headline : ' if in_headline else ''}({step.words})"] if step.words else []
    parts += map(_typed, query.phrases)
    parts += [f"author : {_phrase(_folded(name), whole=False)}" for name in query.authors]
    match = " AND ".join(parts)
    plain = [row for row in query.without if not any(word.typed for word in row)]
    if match and plain:
        match = f"({match}) NOT ({' OR '.join(map(_typed, plain))})"
    return match


def _marks(query: Query, step: _Step) -> str:
    """Return the spellings that must match; a half-typed word is compared separately."""
    words = step.agreeing
    if words is None:
        words = query.words if step.whole else query.words[:-1]
    keys = _keys(words)
    if keys and step.any_agrees:
        parts = [f"({' OR '.join(keys)})"]
    else:
        parts = [f"headline : ({' AND '.join(keys)})"] if keys and step.in_headline else keys
    parts += _keys(word for row in (*query.phrases, *query.authors) for word in row)
    return " AND ".join(parts)


def _keys(words: Iterable[Word]) -> list[str]:
    return [f'"{spelling(word.typed)}"' for word in words if word.typed]


# ---------------------------------------------------------------- without FTS5


def _plain(index: Index, query: Query, limit: int, kinds: Collection[Kind]) -> list[Hit]:
    """Search the folded texts without FTS5, where this Python's sqlite3 lacks it."""
    wheres, values = _filters(query, kinds)
    whole = "' ' || headline || ' ' || body || ' ' || author || ' ' || tags || ' '"
    words = numbers_joined(_folded(query.words))
    last = len(words) - 1

    def has(where: str, row: list[str], *, is_whole: bool = True) -> str:
        rows = ways_to_write(row)
        values.extend(f" {one}{' ' if is_whole else ''}" for one in rows)
        return f"({' OR '.join([f'instr({where}, ?)'] * len(rows))})"

    for at, row in enumerate(words):
        wheres.append(has(whole, row, is_whole=not query.is_open or at < last))
    wheres += [has(whole, _folded(row)) for row in query.phrases]
    wheres += [has("' ' || author", _folded(name), is_whole=False) for name in query.authors]
    wheres += [f"NOT {has(whole, _folded(row))}" for row in query.without]
    found = index.ask(
        f"SELECT id, kind, shown FROM items WHERE {' AND '.join(wheres)} "
        f"ORDER BY instr(' ' || headline, ?) = 0, place DESC LIMIT {limit}",
        [*values, f" {query.words[0].folded if query.words else ''}"],
    )
    return [Hit(id, kind, shown) for id, kind, shown in found]
