"""Names that a text spells in two ways, and people whom it calls two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Final

from store.articles.bylines import is_names, names_of
from store.copydesk.manuscript import Scope
from store.copydesk.mentions.people import Person, contradict, people
from store.copydesk.rule import Found, Sheets
from store.copydesk.slips import Near, is_a_letter_off, nearness
from store.copydesk.tone_marks import without_style
from store.text import fold, identity

_OFTEN: Final = 3
"""A name that stands so often is no slip of one that stands there once."""


def spelled_two_ways(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield a name where its marks differ from those it has elsewhere; says the {other} way."""
    ways: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(dict)
    for sheet in sheets:
        for person in people(sheet.paragraph):
            places = ways[fold(person.name)].setdefault(without_style(person.name), [])
            places.append((sheet.at, person.start, person.end))
    for forms in ways.values():
        usual = max(forms, key=lambda form: len(forms[form]))
        for form, places in forms.items():
            if form != usual and not form.isascii() and not usual.isascii():
                yield Found(tuple((*place, None) for place in places), {"other": usual})
    yield from _nearly_alike(sheets)


def _nearly_alike(sheets: Sheets) -> Iterator[Found]:
    """Yield names that differ from another one in a letter, or lack one of its middle words."""
    called: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for sheet in sheets:
        for person in people(sheet.paragraph):
            if person.is_likely:
                called[without_style(person.name)].append((sheet.at, person))
    for one, other in _close(called):
        usual, rare = sorted((one, other), key=lambda name: -len(called[name]))
        is_same = _is_letter_off(usual, rare) or _is_shorter(usual, rare)
        if not is_same or not _may_be_one(called[usual], called[rare], usual, rare):
            continue
        places = ((at, person.start, person.end, None) for at, person in called[rare])
        yield Found(tuple(places), {"other": usual})


def _close(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that are the same but for one word, in their order.

    Names are put together by what is left without each of their words: a list has hundreds.
    """
    order = {name: place for place, name in enumerate(names)}
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in order:
        words = fold(name).split()
        alike[*words,].append(name)
        for at in range(len(words)):
            alike[*words[:at], "", *words[at + 1 :]].append(name)
            alike[*words[:at], *words[at + 1 :]].append(name)
    pairs = {pair for some in alike.values() for pair in combinations(some, 2)}
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _is_letter_off(one: str, other: str) -> bool:
    """Tell whether two names differ in one word, by a letter or its sound; marks aside."""
    words, others = one.lower().split(), other.lower().split()
    if len(words) != len(others):
        return False
    different = [pair for pair in zip(words, others, strict=True) if fold(pair[0]) != fold(pair[1])]
    if len(different) != 1:
        return False
    word, near = different[0]
    return is_a_letter_off(fold(word), fold(near)) or nearness(word, near) is Near.SOUND


def _is_shorter(one: str, other: str) -> bool:
    """Tell whether two names are the same but for one middle word: Nguyễn Thị Thanh Hà."""
    short, long = sorted((fold(one).split(), fold(other).split()), key=len)
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1)
    )


def _may_be_one(
    usual: list[tuple[int, Person]], rare: list[tuple[int, Person]], name: str, other: str
) -> bool:
    """Tell whether two names that are nearly alike are those of one person.

    Of brothers, who share family and middle name, the given names differ.
    """
    last, others = fold(name).split(), fold(other).split()
    if last[-1] == others[-1] and len(last) == len(others):
        return True
    addressed = {person.address for _at, person in usual} & {person.address for _at, person in rare}
    if not addressed - {""}:
        return False
    return len(last) != len(others) or (len(rare) == 1 and len(usual) >= _OFTEN)


def other_titles(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield a person who is called something else elsewhere; says the {other} title.

    That is ông beside bà, and chủ tịch beside phó chủ tịch. Anything else may be a second office.
    """
    titles: dict[str, dict[tuple[bool | None, str], Person]] = defaultdict(dict)
    for sheet in sheets:
        for person in people(sheet.paragraph):
            known = titles[fold(person.name)]
            other = next((one for one in known.values() if contradict(one, person)), None)
            if other is not None:
                place = (sheet.at, person.start, person.end, None)
                yield Found((place,), {"title": person.title, "other": other.title})
            known.setdefault((person.is_man, person.office), person)


def other_signoff(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield a sign-off that names nobody of the byline; says the {other} one."""
    bylines = [sheet.paragraph.text for sheet in sheets if sheet.part.scope is Scope.BYLINE]
    byline = next(iter(bylines), "").strip()
    for sheet in sheets:
        signoff = sheet.paragraph.text.strip()
        if sheet.part.scope is not Scope.SIGNOFF or not (is_names(byline) and is_names(signoff)):
            continue
        pairs = product(names_of(byline), names_of(signoff))
        if not any(_is_same_author(one, other) for one, other in pairs):
            where = (sheet.at, 0, len(sheet.paragraph.text), None)
            yield Found((where,), {"other": byline})


def _is_same_author(one: str, other: str) -> bool:
    """Tell whether two names may be of one person: what is left off a name stands at its start."""
    longer, shorter = (identity(without_style(name)).split() for name in (one, other))
    if len(longer) < len(shorter):
        longer, shorter = shorter, longer
    return longer[-len(shorter) :] == shorter
