"""A rule of the copy desk, whatever its kind, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, NamedTuple

from msgspec import Meta, Struct

from store.articles.photos import Sighting
from store.copydesk.manuscript import Known, Part, Scope
from store.copydesk.paragraph import Paragraph, Spot, Values

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*$")]
Filled = Annotated[str, Meta(pattern=r"\S")]


class Severity(StrEnum):
    """How much a finding weighs (chặn, cảnh báo, nhắc)."""

    BLOCK = "block"
    """It keeps a text from going on, unless somebody takes it upon themselves."""
    WARNING = "warning"
    REMINDER = "reminder"


class Example(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text that a rule is tried on, in its parts."""

    headline: str = ""
    byline: str = ""
    lead: str = ""
    body: str = ""
    """Paragraphs, parted by a blank line."""
    signoff: str = ""
    cards: tuple[str, ...] = ()
    """The summaries of cards."""
    facts: dict[str, str] = {}
    """The fact sheet of the campaign: keys, and figures with their units."""
    documents: dict[str, date] = {}
    """The register of the campaign: numbers of documents, and their days."""
    master: str = ""
    """The text of the article that a version is made of."""
    slogan: str = ""
    """That of the campaign."""
    used: dict[str, str] = {}
    """Keys of facts that were put into the body, as they stood in its words: “trao [1.250 suất]
    quà”."""
    photos: tuple[Sighting, ...] = ()
    """The photo sheet, with what is found of the files."""
    archive: dict[str, int] = {}
    """What a desk has: pairs of words in small letters, and in how many of 10,000 pieces."""


class Sheet(NamedTuple):
    """A part of a manuscript that a rule looks at."""

    at: int
    """Its index in the manuscript."""
    part: Part
    paragraph: Paragraph


class Sheets(tuple[Sheet, ...]):
    """The parts of a manuscript that a rule looks at, and what the desk knows of its matter."""

    known: Known = Known()


class Found(NamedTuple):
    """What a rule has found: one matter, at one place or at several."""

    places: tuple[tuple[int, int, int, str | None], ...]
    """The index of the part, start and end in it, and what would be right there."""
    values: Values = {}
    words: str | None = None
    """What is said to be flagged; None for the words at the first place."""


class Rule(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    dict=True,
):
    """What all rules have. Each kind is a class with fields of its own."""

    GIVES_WAY: ClassVar[bool] = False
    """Whether it says nothing of words of which another rule says something."""
    MEASURES: ClassVar[bool] = False
    """Whether it says how long something is, and nothing of the words there."""
    OF_WORDS: ClassVar[bool] = False
    """Whether it finds slips in the words alone, whatever they are held against."""
    ASKS_ARCHIVE: ClassVar[bool] = False
    """Whether what it finds depends on what else the desk has."""

    id: Name
    severity: Severity = Severity.WARNING
    vi: Filled
    """The message in Vietnamese; {words}, {fix} and what else the kind says are filled in."""
    en: Filled
    wrong: tuple[Filled | Example, ...]
    """Texts in which the rule must find something: its tests."""
    right: tuple[Filled | Example, ...]
    """Texts in which it must find nothing."""
    scope: tuple[Scope, ...] = ()
    """The parts it looks at; empty for all but byline, sign-off and the files of photos."""
    off: bool = False
    """Whether it is there, but nobody is told."""
    together: bool = False
    """Whether all that it finds in a text is one finding, with many places."""
    source: str = ""
    """Who says so."""

    def looks_at(self, scope: Scope) -> bool:
        """Tell whether the rule looks at a part."""
        if self.scope:
            return scope in self.scope
        return scope not in (Scope.BYLINE, Scope.SIGNOFF, Scope.PHOTO)

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield what is found in the parts that the rule looks at."""
        raise NotImplementedError


class ParagraphRule(Rule, frozen=True, kw_only=True):
    """A rule that needs to know no more than one paragraph at a time."""

    OF_WORDS = True

    def spots(self, paragraph: Paragraph) -> Iterable[Spot]:
        """Yield the places in a paragraph."""
        raise NotImplementedError

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield what is found in the parts that the rule looks at."""
        for sheet in sheets:
            spots = sheet.paragraph.keep(self.id, lambda one: tuple(self.spots(one)))
            for start, end, fix, values in spots:
                yield Found(((sheet.at, start, end, fix),), values)
