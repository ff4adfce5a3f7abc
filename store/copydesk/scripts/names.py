"""Names that a text spells in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from store.articles.bylines import is_names
from store.copydesk.manuscript import Scope
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.copydesk.tone_marks import without_style
from store.text import fold, identity

_LEAST: Final = 3
"""Words of a name; of two, both ways may be people of their own (Văn An, Văn Ân)."""
_MOST: Final = 5
_TITLES: Final = frozenset(("ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ"))


def spelled_two_ways(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield a name where its marks differ from those it has elsewhere; says the {other} way."""
    ways: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(dict)
    for sheet in sheets:
        for name, start, end in sheet.paragraph.keep(_names, _names):
            places = ways[fold(name)].setdefault(without_style(name), [])
            places.append((sheet.at, start, end))
    for forms in ways.values():
        usual = max(forms, key=lambda form: len(forms[form]))
        for form, places in forms.items():
            if form != usual and not form.isascii() and not usual.isascii():
                yield Found(tuple((*place, None) for place in places), {"other": usual})


def _names(paragraph: Paragraph) -> list[tuple[str, int, int]]:
    """Return the rows of capitalised words that may be people, without the title before them."""
    if paragraph.is_capitals:
        return []
    found, row = [], 0
    words = paragraph.words
    for at in range(len(words) + 1):
        goes_on = (
            at < len(words)
            and words[at].text[0].isupper()
            and words[at].text[1:].islower()
            and (not row or paragraph.phrase(at - 1, 2) is not None)
        )
        if goes_on:
            row += 1
            continue
        first = at - row
        if row and words[first].lower in _TITLES:
            first, row = first + 1, row - 1
        if _LEAST <= row <= _MOST:
            start, end = words[first].start, words[at - 1].end
            found.append((" ".join(word.text for word in words[first:at]), start, end))
        row = int(at < len(words) and words[at].text[0].isupper() and words[at].text[1:].islower())
    return found


def other_signoff(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield a sign-off that names somebody else than the byline; says the {other} one."""
    bylines = [sheet.paragraph.text for sheet in sheets if sheet.part.scope is Scope.BYLINE]
    byline = next(iter(bylines), "").strip()
    for sheet in sheets:
        signoff = sheet.paragraph.text.strip()
        if sheet.part.scope is not Scope.SIGNOFF or not (is_names(byline) and is_names(signoff)):
            continue
        one, other = identity(without_style(byline)), identity(without_style(signoff))
        if one not in other and other not in one:
            where = (sheet.at, 0, len(sheet.paragraph.text), None)
            yield Found((where,), {"other": byline})
