"""What texts say, in one table: figures, days, people, documents, facts and the slogan.

What contradicts is what the rules of agreement find in each text (`rules/agreement.toml`), so the
table and the checks never tell two things. Between articles only people and documents are
compared: many articles have figures of their own for the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations, islice
from typing import Final, NamedTuple

from msgspec import Struct

from store.campaign_records import Document, Fact
from store.campaigns.documents import citation
from store.campaigns.facts import said
from store.copydesk.checker import Checker, Flag
from store.copydesk.ignoring import parted
from store.copydesk.manuscript import Known, Location, Manuscript
from store.copydesk.mentions.days import day_in, days
from store.copydesk.mentions.documents import documents
from store.copydesk.mentions.facts_put import facts_put
from store.copydesk.mentions.figures import NUMBER, SIGNS, is_of_fact
from store.copydesk.mentions.people import LEAST, Person, contradict, is_name, people
from store.copydesk.mentions.slogans import slogans
from store.copydesk.mentions.spelled import all_figures
from store.copydesk.rule import Sheet
from store.copydesk.scripts.sheet import day_of_fact, office_of_fact
from store.copydesk.tone_marks import without_style
from store.records import Article, Id
from store.text import fold, identity, sort_key

_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Kind(StrEnum):
    """What a matter of the table is."""

    FIGURE = "figure"
    DAY = "day"
    PERSON = "person"
    DOCUMENT = "document"
    SLOGAN = "slogan"
    OTHER = "other"
    """A fact that is none of these."""


class Place(Struct, frozen=True):
    """Where something is said."""

    article: Id
    where: Location
    words: str
    """What stands there."""


class Value(Struct, frozen=True):
    """One of the things that are said of a matter."""

    said: str
    places: tuple[Place, ...]
    is_settled: bool = False
    """Whether the fact sheet, or the register of documents, has it so."""
    disagrees: bool = False


class Matter(Struct, frozen=True):
    """Something of which texts say something, and all that they say."""

    kind: Kind
    about: str
    values: tuple[Value, ...]
    flags: tuple[Flag, ...] = ()
    """What the rules find there."""
    differs: bool = False
    """Whether articles differ in it."""

    @property
    def disagrees(self) -> bool:
        """Whether something in it contradicts."""
        return bool(self.flags) or self.differs


class Text(NamedTuple):
    """An article that is looked at, and how it is checked."""

    article: Article
    manuscript: Manuscript


def table(texts: Iterable[Text], checker: Checker) -> list[Matter]:
    """Return all that texts say, what contradicts first.

    Args:
        texts: the articles.
        checker: with the rules of agreement.
    """
    made = _Table()
    for text in texts:
        made.add(text, checker)
    found = [matter.finished() for matter in made.matters.values() if matter.is_told]
    order = list(Kind)
    return sorted(
        found, key=lambda one: (not one.disagrees, order.index(one.kind), sort_key(one.about))
    )


class _Said(NamedTuple):
    """Something that a paragraph says."""

    key: tuple[str, ...]
    kind: Kind
    about: str
    said: str
    start: int
    end: int
    person: Person | None = None


class _Matter:
    """A matter while texts are read."""

    def __init__(self, kind: Kind, about: str) -> None:
        self.kind = kind
        self.names = Counter([about])
        """What it is called, in the ways in which texts call it."""
        self.places: dict[str, list[Place]] = defaultdict(list)
        self.settled: set[str] = set()
        self.wrong: set[str] = set()
        self.flags: dict[int, Flag] = {}
        self.people: dict[str, list[tuple[Id, Person]]] = defaultdict(list)

    def mark(self, value: str, flag: Flag) -> None:
        """Note that a rule finds something in a value."""
        self.wrong.add(value)
        self.flags.setdefault(id(flag), flag)

    @property
    def is_told(self) -> bool:
        """Whether it belongs into the table: rows of capitalised words may be nobody."""
        likely = (one.is_likely for some in self.people.values() for _article, one in some)
        return not self.people or bool(self.flags or self.settled) or any(likely)

    def finished(self) -> Matter:
        """Return the matter with all that is said of it."""
        differing = self._differing()
        values = [
            Value(said, tuple(places), said in self.settled, said in self.wrong | differing)
            for said, places in self.places.items()
        ]
        values.sort(key=lambda one: (not one.is_settled, not one.disagrees, -len(one.places)))
        about = self.names.most_common(1)[0][0]
        return Matter(self.kind, about, tuple(values), tuple(self.flags.values()), bool(differing))

    def _differing(self) -> set[str]:
        """Return the values in which articles differ from each other."""
        if self.kind is Kind.PERSON:
            return self._other_people()
        if self.kind is not Kind.DOCUMENT:
            return set()
        dated = {value for value, places in self.places.items() if places and " ngày " in value}
        articles = {place.article for value in dated for place in self.places[value]}
        dates = {value.partition(" ngày ")[2].partition(" của ")[0] for value in dated}
        return dated if len(dates) > 1 and len(articles) > 1 else set()

    def _other_people(self) -> set[str]:
        forms: Counter[str] = Counter()
        kinds: dict[tuple[str, str, bool | None, str], tuple[Person, set[Id]]] = {}
        for value, some in self.people.items():
            for article, person in some:
                forms[without_style(person.name)] += 1
                kind = (value, person.name, person.is_man, person.office)
                kinds.setdefault(kind, (person, set()))[1].add(article)
        usual = forms.most_common(1)[0][0] if forms else ""
        found = set()
        for ((value, *_one), (person, here)), ((other, *_two), (one, there)) in combinations(
            kinds.items(), 2
        ):
            if len(here | there) == 1:
                continue  # a rule looks at one text
            if contradict(one, person):
                found |= {value, other}
            elif _is_misspelt(one, person):
                found.add(value if without_style(one.name) == usual else other)
        return found


def _is_misspelt(one: Person, other: Person) -> bool:
    """Tell whether names of two articles are one, with other marks.

    One of three words is, where both have the same office; else there may be two people.
    """
    name, form = without_style(one.name), without_style(other.name)
    if name == form or name.isascii() or form.isascii():
        return False
    same_office = bool(one.office) and identity(one.title) == identity(other.title)
    return same_office or len(name.split()) > LEAST


class _Table:
    """All matters while texts are read."""

    def __init__(self) -> None:
        self.matters: dict[tuple[str, ...], _Matter] = {}
        self._sheets: set[Id] = set()

    def add(self, text: Text, checker: Checker) -> None:
        """Read a text."""
        known = text.manuscript.known
        self._settle(known.facts)
        flags, _aside = parted(
            checker.check(text.manuscript), text.manuscript, text.article.ignored
        )
        spans: _Spans = defaultdict(list)
        sheets, maps = checker.sheets(text.manuscript)
        used = _used(sheets, known)
        for sheet in sheets:
            for one in _once(_said_in(sheet, known, used.get(sheet.at, ()))):
                start, end = maps[sheet.at][one.start], maps[sheet.at][one.end]
                where = text.manuscript.location(sheet.at, start, end)
                matter = self._matter(one.key, one.kind, one.about)
                words = sheet.paragraph.text[one.start : one.end]
                matter.places[one.said].append(Place(text.article.id, where, words))
                if one.person:
                    matter.people[one.said].append((text.article.id, one.person))
                spans[where.field].append((where.start, where.end, matter, one.said))
                if one.kind is Kind.DOCUMENT:
                    self._register(matter, one, known.documents)
        for found in spans.values():
            found.sort(key=lambda one: one[:2])
        for flag in flags:
            self._mark(flag, spans, text.article)

    def _matter(self, key: tuple[str, ...], kind: Kind, about: str) -> _Matter:
        if key in self.matters:
            self.matters[key].names[about] += 1
        return self.matters.setdefault(key, _Matter(kind, about))

    def _settle(self, facts: Iterable[Fact]) -> None:
        """Enter what the fact sheet says, whether any text says it or not."""
        for fact in facts:
            if fact.id not in self._sheets:
                self._sheets.add(fact.id)
                matter = self._matter(("fact", fact.id), _kind_of(fact), fact.key)
                matter.places[said(fact)] = []
                matter.settled.add(said(fact))

    def _register(self, matter: _Matter, one: _Said, register: Iterable[Document]) -> None:
        for document in register:
            if document.number == one.about and document.issued:
                value = citation(document).partition(" của ")[0]
                matter.places[value]  # a value of its own, with no place yet
                matter.settled.add(value)

    def _mark(self, flag: Flag, spans: _Spans, article: Article) -> None:
        """Mark what the places of a flag say; where they say nothing known, enter them."""
        found = False
        for place in flag.places:
            for matter, value in _at(place, spans[place.field]):
                matter.mark(value, flag)
                found = True
        if not found:
            matter = self._matter(("flag", flag.rule, flag.words), Kind.OTHER, flag.words)
            matter.places[flag.words] += [Place(article.id, one, flag.words) for one in flag.places]
            matter.mark(flag.words, flag)


_Spans = dict[str, list[tuple[int, int, _Matter, str]]]
"""What is said in each field: where it starts and ends, of which matter, and what."""


def _at(
    place: Location, spans: list[tuple[int, int, _Matter, str]]
) -> Iterator[tuple[_Matter, str]]:
    """Yield what is said at a place; the spans do not overlap each other."""
    first = bisect_left(spans, place.start, key=lambda one: one[1])
    for start, end, matter, value in islice(spans, first, None):
        if start >= place.end:
            break
        if end > place.start:
            yield matter, value


def _kind_of(fact: Fact) -> Kind:
    if day_in(said(fact)):
        return Kind.DAY
    if NUMBER.match(fact.value):
        return Kind.FIGURE
    return Kind.PERSON if is_name(said(fact)) else Kind.OTHER


# ---------------------------------------------------------------- what a paragraph says


def _said_in(sheet: Sheet, known: Known, used: Iterable[_Said]) -> Iterator[_Said]:
    yield from used
    yield from _documents(sheet)  # with their days, which are no days of their own then
    yield from _figures(sheet, known.facts)
    yield from _days(sheet, known.facts)
    yield from _people(sheet, known.facts)
    text = sheet.paragraph.text
    for quoted in slogans(sheet.paragraph, known.slogan):
        words = text[quoted.start : quoted.end]
        value = known.slogan if quoted.is_right else words
        key = ("slogan", identity(known.slogan))
        yield _Said(key, Kind.SLOGAN, known.slogan, value, quoted.start, quoted.end)


def _once(found: Iterable[_Said]) -> Iterator[_Said]:
    """Yield what is said, without what stands in words that say something already."""
    taken: list[tuple[int, int]] = []
    for one in found:
        place = bisect_left(taken, (one.start, one.end))
        before, behind = taken[max(place - 1, 0) : place], taken[place : place + 1]
        if any(one.start < end and start < one.end for start, end in (*before, *behind)):
            continue
        taken.insert(place, (one.start, one.end))
        yield one


def _used(sheets: Sequence[Sheet], known: Known) -> dict[int, list[_Said]]:
    """Return what stands where facts were put into the text, by the parts."""
    found: dict[int, list[_Said]] = defaultdict(list)
    for put in facts_put(sheets, known):
        if put.start < put.end:
            fact, words = put.fact, put.sheet.paragraph.text[put.start : put.end]
            said_there = _Said(
                ("fact", fact.id), _kind_of(fact), fact.key, words, put.start, put.end
            )
            found[put.sheet.at].append(said_there)
    return found


def _figures(sheet: Sheet, facts: Iterable[Fact]) -> Iterator[_Said]:
    text = sheet.paragraph.text
    for figure in all_figures(sheet.paragraph):
        if not figure.is_count or _YEAR.fullmatch(text, figure.start, figure.end):
            continue
        fact = next((one for one in facts if is_of_fact(sheet.paragraph, figure, one)), None)
        number = f"{figure.about} {text[figure.start : figure.end]}".strip()
        key: tuple[str, ...]
        if fact:
            key, about = ("fact", fact.id), fact.key
            value = f"{number} {fact.unit}".strip()
        elif figure.unit[0] in SIGNS:
            key, about, value = ("figure", "%"), "%", f"{number}{figure.unit[0]}"
        else:
            about = " ".join(figure.unit[:2])
            key, value = ("figure", *figure.unit[:2]), f"{number} {about}"
        yield _Said(key, Kind.FIGURE, about, value, figure.start, figure.end)


def _days(sheet: Sheet, facts: Iterable[Fact]) -> Iterator[_Said]:
    dated = {day_of_fact(sheet.paragraph, fact): fact for fact in facts if day_in(said(fact))}
    for day in days(sheet.paragraph):
        fact = dated.get(day)
        if fact:
            yield _Said(("fact", fact.id), Kind.DAY, fact.key, day.said, day.start, day.end)
        else:
            about = f"{day.day}.{day.month}"
            yield _Said(("day", about), Kind.DAY, about, day.said, day.start, day.end)


def _people(sheet: Sheet, facts: Iterable[Fact]) -> Iterator[_Said]:
    for person in people(sheet.paragraph):
        value = f"{person.title} {person.name}".strip()
        fact = next((one for one in facts if office_of_fact(person, one)), None)
        key = ("fact", fact.id) if fact else ("person", fold(person.name))
        about = fact.key if fact else person.name
        if fact:
            value = person.name
        yield _Said(key, Kind.PERSON, about, value, person.start, person.end, person)


def _documents(sheet: Sheet) -> Iterator[_Said]:
    for cited in documents(sheet.paragraph):
        kind = cited.kind.capitalize() or cited.known_kind
        one = Document(kind=kind, number=cited.number, issued=cited.day)
        end = max(cited.end, cited.day_end)
        key = ("document", identity(cited.number))
        yield _Said(key, Kind.DOCUMENT, cited.number, citation(one), cited.start, end)
