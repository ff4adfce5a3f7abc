"""What a campaign has settled, and a text says otherwise: days, people, the slogan, facts used."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from store.article_parts import FactUse
from store.articles.fact_uses import place_in
from store.campaign_records import Fact
from store.campaigns.facts import said
from store.copydesk.mentions.days import DAY, Day, day_in, days
from store.copydesk.mentions.facts_put import facts_put
from store.copydesk.mentions.figures import NUMBER, value_of
from store.copydesk.mentions.people import Person, is_name, people
from store.copydesk.mentions.slogans import slogans
from store.copydesk.mentions.spelled import all_figures
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet, Sheets
from store.text import identity, syllables


def other_days(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield days for which the fact sheet has another one: {key} is {right}."""
    for fact in sheets.known.facts:
        right = day_in(said(fact))
        for sheet in sheets if right else ():
            day = day_of_fact(sheet.paragraph, fact)
            if day and right and not day.may_be(right):
                where = (sheet.at, day.start, day.end, said(fact)[right.start : right.end])
                yield Found((where,), {"right": said(fact), "key": fact.key})


def day_of_fact(paragraph: Paragraph, fact: Fact) -> Day | None:
    """Return the day that a paragraph has for a fact; None where it has none.

    It is the only one of a sentence, and the words of the key stand before it.
    """
    key = syllables(fact.key)
    for day, words in paragraph.keep(day_of_fact, _only_days) if key else ():
        if any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1)):
            return day
    return None


def _only_days(paragraph: Paragraph) -> list[tuple[Day, list[str]]]:
    """Return the days that are the only ones of their sentences, and the words before them."""
    named = days(paragraph)
    starts = [day.start for day in named]
    found = []
    for start, end in paragraph.sentences if named else ():
        first = bisect_left(starts, start)
        if bisect_left(starts, end) == first + 1:
            day = named[first]
            found.append((day, syllables(paragraph.text[start : day.start])))
    return found


def other_people(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield names behind an office for which the fact sheet has another one: {key} is {right}."""
    for fact in sheets.known.facts:
        for sheet in sheets if is_name(said(fact)) else ():
            for person in people(sheet.paragraph):
                name = said(fact)
                if office_of_fact(person, fact) and identity(person.name) != identity(name):
                    where = (sheet.at, person.start, person.end, name)
                    yield Found((where,), {"right": name, "key": fact.key})


def office_of_fact(person: Person, fact: Fact) -> bool:
    """Tell whether a fact says who has the office by which a person is named."""
    if not person.office or not is_name(said(fact)):
        return False
    return syllables(f"{person.office} {person.of}") == syllables(fact.key)


def misquoted(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield where the slogan of the campaign stands in other words."""
    for sheet in sheets if sheets.known.slogan else ():
        for quoted in slogans(sheet.paragraph, sheets.known.slogan):
            if not quoted.is_right:
                yield Found(((sheet.at, quoted.start, quoted.end, sheets.known.slogan),))


# ---------------------------------------------------------------- facts put into the text


def changed_since(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield facts that were put into the text and have another value now: {key} is {right}."""
    for sheet, (start, end), fact, use in _uses(sheets):
        if identity(sheet.paragraph.text[start:end]) == identity(use.words):
            where = (sheet.at, start, end, said(fact))
            yield Found((where,), {"right": said(fact), "key": fact.key})


def edited_since(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield what stands where a fact was put and is not what the sheet says: {key} is {right}."""
    for sheet, (start, end), fact, use in _uses(sheets):
        if identity(sheet.paragraph.text[start:end]) != identity(use.words):
            where = (sheet.at, start, end, None)
            yield Found((where,), {"right": said(fact), "key": fact.key})


def _uses(sheets: Sheets) -> Iterator[tuple[Sheet, tuple[int, int], Fact, FactUse]]:
    """Yield where facts were put into a text that do not stand there any more."""
    for put in facts_put(sheets, sheets.known):
        if is_otherwise(put.sheet.paragraph.text[put.start : put.end], put.use, put.fact):
            yield put.sheet, (put.start, put.end), put.fact, put.use


def otherwise_at(use: FactUse, text: str, fact: Fact) -> tuple[int, int] | None:
    """Return where a fact was put into a text, if something else stands there now."""
    start, end = place_in(use, text) or (0, 0)
    return (start, end) if is_otherwise(text[start:end], use, fact) else None


def is_otherwise(now: str, use: FactUse, fact: Fact) -> bool:
    """Tell whether words stand for a fact and say something else.

    That is the value before, or a figure where it is a figure; what was deleted is nothing else.
    """
    if not now or says(now, fact):
        return False
    return identity(now) == identity(use.words) or _is_of_its_kind(now, fact)


def says(text: str, fact: Fact) -> bool:
    """Tell whether some words say what a fact says: in its words, or by the same figure or day."""
    if _in_whole_words(identity(said(fact)), identity(text)):
        return True
    paragraph = Paragraph(text)
    if right := day_in(said(fact)):
        return any(day.may_be(right) for day in days(paragraph))
    figure = NUMBER.match(fact.value)
    return figure is not None and value_of(figure) in {one.value for one in all_figures(paragraph)}


def _in_whole_words(words: str, text: str) -> bool:
    """Tell whether words stand in a text, not as part of longer ones: 1.250 is not in 31.250."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _is_of_its_kind(text: str, fact: Fact) -> bool:
    """Tell whether words are a figure as a fact is, or a day, or a name; else it was deleted."""
    paragraph = Paragraph(text)
    if day_in(said(fact)):
        return bool(days(paragraph)) or DAY.search(text) is not None
    if NUMBER.match(fact.value):
        return bool(all_figures(paragraph))
    return text[:1].isupper() and said(fact)[:1].isupper()
