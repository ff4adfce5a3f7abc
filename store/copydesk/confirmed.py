"""What a text says as the desk has it: figures of the fact sheet, documents, names.

It is marked quietly, so that nobody looks up again what is known to be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from store.campaign_records import Fact
from store.campaigns.facts import said
from store.copydesk.manuscript import Location, Manuscript
from store.copydesk.paragraph import Phrases
from store.copydesk.rule import Sheet
from store.copydesk.scripts.citations import agreeing
from store.copydesk.scripts.figures import stated
from store.copydesk.touching import Touched
from store.errors import N_, Finding, finding
from store.text import show_day

_Found = tuple[int, int, int, Finding]
"""The index of a part, start and end in it, and what confirms it."""
_NOT_A_NUMBER = re.compile(r"\A\D*\Z")


class Confirmed(NamedTuple):
    """Something that is right, at all its places, and what says so."""

    words: str
    places: tuple[Location, ...]
    by: Finding
    """A sentence; its message is an English message ID."""


def confirmed(
    manuscript: Manuscript,
    sheets: list[Sheet],
    maps: list[list[int] | range],
    flagged: Touched,
) -> list[Confirmed]:
    """Return what is right in a text, the same words together, in the order of the text.

    Args:
        manuscript: the text, and what is known of its matter.
        sheets: its paragraphs (`Checker.sheets`).
        maps: where their characters stand in the text.
        flagged: what is flagged; that is not called right, whatever else says so.
    """
    places: dict[tuple[str, str, str], tuple[Finding, list[Location]]] = {}
    for index, start, end, by in sorted(_found(manuscript, sheets), key=lambda one: one[:3]):
        place = manuscript.location(index, maps[index][start], maps[index][end])
        if place in flagged:
            continue
        words = sheets[index].paragraph.text[start:end]
        places.setdefault((words, by.message, str(by)), (by, []))[1].append(place)
    return [Confirmed(key[0], tuple(where), by) for key, (by, where) in places.items()]


def _found(manuscript: Manuscript, sheets: list[Sheet]) -> Iterator[_Found]:
    known = manuscript.known
    names = {name: finding(N_("in the list of units")) for name in known.units}
    names |= {name: finding(N_("on the source sheet")) for name in known.sources}
    names |= {
        fact.value: _of_sheet(fact) for fact in known.facts if _NOT_A_NUMBER.match(fact.value)
    }
    phrases = _phrases(tuple(names))
    for sheet in sheets:
        for start, end, name in phrases.found(sheet.paragraph):
            if " ".join(sheet.paragraph.text[start:end].split()) == name:
                yield sheet.at, start, end, names[name]
        for start, end, document in agreeing(sheet.paragraph, known.documents):
            day = show_day(document.issued) if document.issued else ""
            by = N_("in the register, {day}") if day else N_("in the register")
            yield sheet.at, start, end, finding(by, day=day)
    for fact in known.facts:
        for at, start, end in stated(fact, sheets):
            yield at, start, end, _of_sheet(fact)


def _of_sheet(fact: Fact) -> Finding:
    return finding(N_("on the fact sheet: {key}: {said}"), key=fact.key, said=said(fact))


@lru_cache(maxsize=4)
def _phrases(names: tuple[str, ...]) -> Phrases:
    return Phrases({name: name for name in names})
