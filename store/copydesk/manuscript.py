"""A text that is checked, in its parts, and where each part stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from store.article_parts import FactUse
from store.articles.page_format import Page, read_page
from store.articles.page_mapping import page_of
from store.articles.photos import Sighting
from store.campaign_records import Campaign, Document, Fact
from store.campaigns.lists import abbreviations
from store.records import Article
from store.text import paragraph_spans


class Archive(Protocol):
    """In how many pieces of a desk words and pairs of words stand (`store.search.neighbours`)."""

    @property
    def size(self) -> int:
        """Return about how many records there are; 0 where nothing can be told."""

    def seen(self, row: str) -> int:
        """Return in how many pieces a word or a pair of words stands, or some more."""

    def surely_seen(self, row: str) -> int:
        """Return the same, with fewer too many; this is slow."""


_YEAR: Final = re.compile(r"(?<![\d.,])20\d\d(?![\d,]|\.\d)")


class Scope(StrEnum):
    """What a part of a text is, for the rules that look at some only."""

    HEADLINE = "headline"
    BYLINE = "byline"
    LEAD = "lead"
    BODY = "body"
    SIGNOFF = "signoff"
    PHOTO = "photo"
    """A picture itself: the name of its file."""
    CAPTION = "caption"
    CARD = "card"
    CHANNEL = "channel"
    """A version for a channel: all of its paragraphs."""


class Part(Struct, frozen=True):
    """A paragraph of a text: a headline, a lead, a paragraph of the body or of a card."""

    scope: Scope
    field: str
    """Where it is kept: "headline", "body", "cards.2.summary", "photos.0.caption"."""
    text: str
    start: int = 0
    """Where it begins in that field, in characters."""
    line: int = 1
    """On which line of the page it begins; 0 for what is beside the page."""


class Location(Struct, frozen=True):
    """A place that a rule has flagged: a field of the article, and characters in it."""

    field: str
    start: int
    end: int
    line: int
    """On the page as it is written, counted from 1, as is the column."""
    column: int
    fix: str | None = None

    @property
    def photo(self) -> int:
        """Return the number of the photo it is in, from 1; 0 where it is in none."""
        name, _, rest = self.field.partition(".")
        return int(rest.partition(".")[0]) + 1 if name == "photos" else 0


class Known(Struct, frozen=True):
    """What a campaign knows that its texts must agree with."""

    documents: tuple[Document, ...] = ()
    abbreviations: Mapping[str, str] = {}
    """Its abbreviations, and what they stand for."""
    facts: tuple[Fact, ...] = ()
    """The entries of its fact sheet that hold."""
    day: date | None = None
    """The day about which a text is written; a day without a year is near it."""
    master: str = ""
    """Of a version: the text of the article that it is made of (bài gốc)."""
    slogan: str = ""
    uses: tuple[FactUse, ...] = ()
    """Where facts were put into the text from the fact sheet."""
    photos: tuple[Sighting, ...] = ()
    """The photos with what was found of their files."""
    units: tuple[str, ...] = ()
    """The names of its units."""
    sources: tuple[str, ...] = ()
    """The names on the source sheet of the article."""
    archive: Archive | None = None
    """Which words stand side by side in what the desk has."""


class Manuscript(Struct, frozen=True):
    """A text in its parts, as they follow on the page."""

    parts: tuple[Part, ...]
    known: Known = Known()

    def location(self, index: int, start: int, end: int, fix: str | None = None) -> Location:
        """Return the place of some characters of a part."""
        part = self.parts[index]
        above = part.text.count("\n", 0, start)
        column = start - (part.text.rfind("\n", 0, start) + 1) + 1
        return Location(
            part.field, part.start + start, part.start + end, part.line + above, column, fix
        )


def of_article(
    article: Article,
    campaign: Campaign | None = None,
    facts: Iterable[Fact] = (),
    master: Article | None = None,
    photos: Sequence[Sighting] = (),
) -> Manuscript:
    """Return an article as it is checked; one made for a channel has no lead and no body.

    Args:
        article: of the desk.
        campaign: the one that it belongs to, with whose register of documents it must agree.
        facts: the entries of its fact sheet that hold.
        master: of a version, the article that it is made of.
        photos: those of the article, with what was found of their files.
    """
    made = of_page(page_of(article), is_version=article.master is not None)
    made = with_photos(made, photos or tuple(Sighting(one) for one in article.photos))
    known = known_of(article, campaign, facts, master)
    return replace(made, known=replace(known, photos=made.known.photos))


def known_of(
    article: Article,
    campaign: Campaign | None,
    facts: Iterable[Fact] = (),
    master: Article | None = None,
) -> Known:
    """Return what the text of an article must agree with, but for its photos; see `of_article`."""
    known = Known(
        day=_day_of(article),
        master=f"{master.headline}\n\n{master.body}" if master else "",
        uses=article.facts_used,
        sources=tuple(
            name for one in article.sources if (name := one.who.partition(",")[0].strip())
        ),
    )
    if campaign is None:
        return known
    return replace(
        known,
        documents=campaign.documents,
        abbreviations=abbreviations(campaign),
        facts=tuple(facts),
        slogan=campaign.slogan,
        units=tuple(name for unit in campaign.units for name in (unit.name, unit.short) if name),
    )


def with_archive(manuscript: Manuscript, archive: Archive) -> Manuscript:
    """Return a manuscript that is checked by what stands in an archive, too."""
    return replace(manuscript, known=replace(manuscript.known, archive=archive))


def _day_of(article: Article) -> date | None:
    """Return the day about which an article is written, as far as that is known.

    It is near the day on which it was begun, unless it names other years only: an old page may
    have been taken in today.
    """
    if article.event:
        return article.event.date()
    years = set(_YEAR.findall(f"{article.headline} {article.body}"))
    if article.created is None or (years and str(article.created.year) not in years):
        return None
    return article.created.date()


def of_bytes(data: bytes, name: str) -> Manuscript:
    """Return a file as it is checked: a page in the house layout, or paragraphs of text.

    Raises:
        PageError: it is empty, too large, or not UTF-8 text.
    """
    return of_page(read_page(data, name))


def of_page(page: Page, *, is_version: bool = False) -> Manuscript:
    """Return a page as it is checked."""
    return Manuscript(tuple(_parts(page, is_version)))


def with_photos(manuscript: Manuscript, photos: Sequence[Sighting]) -> Manuscript:
    """Return a manuscript with photos below its page: of each the file, and the caption."""
    if not photos:
        return manuscript
    parts = [
        Part(scope, f"photos.{number}{name}", text, line=0)
        for number, photo in enumerate(one.photo for one in photos)
        for scope, name, text in (
            (Scope.PHOTO, "", photo.name),
            (Scope.CAPTION, ".caption", photo.caption),
        )
    ]
    known = replace(manuscript.known, photos=tuple(photos))
    return Manuscript((*manuscript.parts, *parts), known)


def _parts(page: Page, is_version: bool) -> Iterator[Part]:
    if page.layout.whole:
        yield from _paragraphs(page.body, 1, Scope.BODY, Scope.BODY)
        return
    line = 1
    yield Part(Scope.HEADLINE, "headline", page.headline, line=line)
    line += page.headline.count("\n") + 2
    yield Part(Scope.BYLINE, "byline", page.byline, line=line)
    line += 2
    first, others = (Scope.CHANNEL,) * 2 if is_version else (Scope.LEAD, Scope.BODY)
    yield from _paragraphs(page.body, line, first, others)
    line += page.body.count("\n") + 2
    if page.signoff:
        yield Part(Scope.SIGNOFF, "signoff", page.signoff, line=line)
    line += bool(page.signoff) + 2
    for number, card in enumerate(page.cards):
        for name, text in (("headline", card.headline), ("summary", card.summary)):
            yield Part(Scope.CARD, f"cards.{number}.{name}", text, line=line)
            line += text.count("\n") + (4 if name == "headline" else 2)


def _paragraphs(body: str, line: int, first: Scope, others: Scope) -> Iterator[Part]:
    scope = first
    for start, end in paragraph_spans(body):
        yield Part(scope, "body", body[start:end], start, line + body.count("\n", 0, start))
        scope = others
