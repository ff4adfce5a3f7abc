"""What a format is given: an article as it goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from store.articles.page_format import Page, as_written
from store.articles.page_mapping import page_of
from store.errors import N_, PageError
from store.formats.pictures import Picture
from store.records import Article

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Outgoing(msgspec.Struct, frozen=True):
    """An article as it goes out: what a format may use of it.

    Nothing here tells the present time. The same article makes the same bytes again, so that an
    export that was killed finds its own files and leaves them alone.
    """

    article: Article
    channel: str = ""
    """The channel that it is for; empty if it has none."""
    campaign: str = ""
    """The name of its campaign; empty if it has none."""
    pictures: tuple[Picture, ...] = ()
    """Those that go with the file, where its format takes pictures."""

    @property
    def page(self) -> Page:
        """Return the page, with the heading over its related news."""
        return as_written(page_of(self.article))

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs, the lead first, each with a line feed between its lines."""
        page = self.page
        if page.layout.whole:
            return page.body.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n").split("\n\n")
        return page.body.split("\n\n")

    @property
    def flow(self) -> Iterator[str | Picture]:
        """Yield the paragraphs with the pictures: one below the lead, the others at the end."""
        lead, *others = self.paragraphs
        yield lead
        yield from self.pictures[:1]
        yield from others
        yield from self.pictures[1:]

    @property
    def at(self) -> datetime:
        """Return when the article was begun: the only time of it that no export changes."""
        return self.article.created or _BEGINNING


def refuse_what_xml_lacks(page: Page) -> None:
    """Raise PageError where a page holds a control character, which no XML or HTML can hold."""
    cards = (text for one in page.cards for text in (one.headline, one.byline, one.summary))
    for text in (page.headline, page.byline, page.body, page.signoff, *cards):
        if found := _NOT_IN_XML.search(text):
            raise PageError(
                N_(
                    "The page holds the control character {code} after “{start}”, which this "
                    "format cannot hold; delete it, or export the page as text."
                ),
                code=f"U+{ord(found[0]):04X}",
                start=text[max(0, found.start() - 40) : found.start()].split("\n")[-1],
            )
