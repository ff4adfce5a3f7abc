"""What is read of a file in another format: the parts of a page, and what is not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from store.article_parts import Layout, Photo
from store.articles.page_format import Card, Page, as_written
from store.articles.photos import MOST, caption_line
from store.articles.plain_text import Block, page_of_blocks, read_plain_text
from store.errors import N_, Finding, Findings, finding
from store.text import nfc

PICTURES: Final = N_("pictures ({count})")
EMPHASIS: Final = N_("bold and italic type ({count})")
SUBHEADS: Final = N_("subheads, now paragraphs ({count})")
LISTS: Final = N_("bullets and numbers of lists ({count})")
TABLES: Final = N_("lines of tables, now paragraphs ({count})")


class PictureReference(NamedTuple):
    """A picture that a file refers to."""

    source: str
    """As it stands there: the path of a file beside it, percent-encoded, or anything else."""
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def line(self) -> str:
        """Return what stands below it."""
        return caption_line(self.photo(""))

    def photo(self, file: str) -> Photo:
        """Return it as a photo with the path of its file."""
        return Photo(file=file, caption=self.caption, credit=self.credit, alt=self.alt)


Find = Callable[[str], Path | None]
"""Returns the file of a picture by how it is referred to, if it may be taken."""


def find_none(_source: str) -> None:
    """Find no file, as where there is no folder to look in."""


class Read(NamedTuple):
    """A page that was read from a file of another format."""

    page: Page
    dropped: Findings = Findings()
    """What the file held that is not kept, each in some words."""
    is_guess: bool = False
    """Whether it did not say which paragraph is what."""
    photos: tuple[Photo, ...] = ()
    """The pictures in a place of their own whose files are there, with the paths of these."""
    text: str = ""
    """What was divided into these parts; empty where the file says its parts."""

    def divided(self, blocks: Sequence[Block]) -> Read:
        """Return it as an editor divides it; without blocks, in one piece."""
        whole = Page(body=self.text, layout=Layout(whole=True))
        return self._replace(page=page_of_blocks(blocks) if blocks else whole, is_guess=False)


@dataclass
class Parts:
    """The parts of a page, as far as a file says them."""

    headline: str = ""
    byline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    signoff: str = ""
    heading: str | None = None
    cards: tuple[Card, ...] | None = ()
    """None where they could not be told apart."""


class PartsReader:
    """Collects the parts of a page, and what is not kept."""

    def __init__(self, find: Find = find_none) -> None:
        self._find = find
        self.parts = Parts()
        self.dropped: Counter[str] = Counter()
        """Message ids with `{count}`, and how many there were."""
        self.is_exact = False
        """Whether the file is one of ours, which says of every paragraph what it is."""
        self.photos: list[Photo] = []
        """The pictures that are taken along."""
        self._lost: list[Finding] = []

    def lost(self, message: str, **values: object) -> None:
        """Note something that is not kept."""
        self._lost.append(finding(message, **values))

    def take(self, picture: PictureReference) -> bool:
        """Take a picture along if its file is found; otherwise its caption belongs in the text."""
        path = self._find(picture.source) if len(self.photos) < MOST else None
        if path is None:
            self.dropped[PICTURES] += 1
            return False
        self.photos.append(picture.photo(str(path)))
        return True

    def read(self) -> Read:
        """Return the page."""
        counted = (finding(message, count=n) for message, n in self.dropped.items() if n)
        dropped = Findings((*self._lost, *counted))
        if self.is_exact:
            return Read(self._exact(), dropped, photos=tuple(self.photos))
        text = self._labelled()
        page = page_of_blocks(read_plain_text(text, wrapped=False))
        return Read(page, dropped, is_guess=True, photos=tuple(self.photos), text=text)

    def _exact(self) -> Page:
        parts = self.parts
        page = Page(
            headline=parts.headline,
            byline=parts.byline,
            body="\n\n".join(parts.paragraphs),
            signoff=parts.signoff,
            cards=parts.cards or (),
            layout=Layout(heading=parts.heading),
        )
        return as_written(page)

    def _labelled(self) -> str:
        """Return the text as a reporter would send it, with labels on what is known."""
        parts = self.parts
        above = [f"Tít: {_line(parts.headline)}"] if parts.headline.strip() else []
        if parts.byline.strip():
            above.append(f"Tác giả: {_line(parts.byline)}")
        # A line break within a paragraph would end it in a plain text.
        below = [_line(paragraph) for paragraph in parts.paragraphs]
        return nfc("\n\n".join(filter(None, (*above, *below))))


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
