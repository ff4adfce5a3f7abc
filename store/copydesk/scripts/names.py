"""Names that a text spells in two ways, and people whom it calls two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from store.articles.bylines import is_names, names_of
from store.copydesk.manuscript import Scope
from store.copydesk.mentions.people import Person, contradict, people
from store.copydesk.rule import Found, Sheets
from store.copydesk.tone_marks import without_style
from store.text import fold, identity


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
