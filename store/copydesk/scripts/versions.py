"""People, days and documents of a version that its master (bài gốc) does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from store.copydesk.mentions.days import days
from store.copydesk.mentions.documents import documents
from store.copydesk.mentions.people import Person, contradict, people
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.text import fold


@lru_cache(maxsize=8)
def master_of(text: str) -> Paragraph:
    """Return the text of a master as it is looked at; it is asked for at each pause of typing."""
    return Paragraph(text)


def other_people(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield names that differ in one word from one of the master; says the {right} one.

    So are those that the master calls something else: phó chủ tịch, and here chủ tịch.
    """
    likely = [one for one in people(master_of(sheets.known.master)) if one.is_likely]
    theirs = list({(one.name, one.title): one for one in likely}.values())
    known = {fold(person.name) for person in theirs}
    for sheet in sheets if theirs else ():
        for person in (one for one in people(sheet.paragraph) if one.is_likely):
            name = fold(person.name)
            where = (sheet.at, person.start, person.end, None)
            if name not in known:
                near = [one.name for one in theirs if _is_near(one.name, person.name)]
                if near:
                    fix = near[0] if len(set(near)) == 1 else None
                    yield Found(((*where[:3], fix),), {"right": near[0]})
                continue
            same = [one for one in theirs if fold(one.name) == name]
            other = next((one for one in same if contradict(one, person)), None)
            if other is not None:
                yield Found((where,), {"right": _titled(other)}, _titled(person))


def _is_near(one: str, other: str) -> bool:
    """Tell whether two names are as long and differ in one word."""
    words, others = fold(one).split(), fold(other).split()
    different = sum(a != b for a, b in zip(words, others, strict=False))
    return len(words) == len(others) and different == 1


def _titled(person: Person) -> str:
    return f"{person.title} {person.name}"


def other_days(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield days that the master does not name, where it names days; says the {right} ones."""
    named = days(master_of(sheets.known.master))
    theirs = list({one.said: one for one in named}.values())
    for sheet in sheets if theirs else ():
        for day in days(sheet.paragraph):
            if not any(day.may_be(other) for other in theirs):
                said = [other.said for other in theirs]
                where = (sheet.at, day.start, day.end, said[0] if len(said) == 1 else None)
                yield Found((where,), {"right": ", ".join(said)})


def other_documents(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield documents that the master does not cite, where it cites any; says the {right} ones."""
    theirs = list(dict.fromkeys(one.number for one in documents(master_of(sheets.known.master))))
    for sheet in sheets if theirs else ():
        for cited in documents(sheet.paragraph):
            if cited.number not in theirs:
                yield Found(
                    ((sheet.at, cited.start, cited.end, None),), {"right": ", ".join(theirs)}
                )
