"""Parts of an article: a card's text, the layout of its page, comments, what is ignored …"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct


class CardText(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The text of a card."""

    headline: str
    byline: str = ""
    summary: str = ""


class Layout(Struct, frozen=True, omit_defaults=True):
    """The layout of a page as it was imported, for exporting it unchanged (page layout, rule 6).

    The default is the layout of a page written at the desk.
    """

    bom: bool = False
    line_end: Literal["\n", "\r\n"] = "\n"
    final_newline: bool = False
    heading: str | None = None
    """The heading of the related news as imported, or None: `HEADING` where there are cards."""
    whole: bool = False
    """Whether the page did not fit: `Page.body` is all of it, BOM and line ends too (rule 8)."""


class ReturnNote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a writer was asked to change when an article was returned."""

    note: str
    at: datetime
    who: str = ""


class Block(Struct, frozen=True, omit_defaults=True):
    """What kept an article from a status."""

    message: str = ""
    """An English message ID; empty for a rule of the copy desk."""
    rule: str = ""
    words: str = ""
    """What that rule had flagged, at the first place …"""
    places: int = 0
    """… of so many."""


class Override(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A status that was set although something blocked it (vượt chặn), and who answers for it."""

    status: str
    blocks: tuple[Block, ...]
    reason: str
    who: str
    at: datetime


class MadeOf(Struct, frozen=True, omit_defaults=True):
    """The text of a master (bài gốc) that a version was last brought up to."""

    headline: str = ""
    body: str = ""


class IgnoredFlag(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place that a rule of the copy desk flags and an editor has set aside.

    It is known by the words around it, not by its position, so that it stays set aside while the
    rest of the text is edited.
    """

    rule: str
    words: str
    before: str = ""
    """The last words before it in its paragraph."""
    after: str = ""
    reason: str = ""


class Comment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A comment on some words of an article, for its writer or for oneself (ghi chú).

    It is kept beside the text and known by the words around it, as `IgnoredFlag` is: so it stays
    where it is while the text is edited, and nothing that is made of the text can hold it.
    """

    text: str = ""
    who: str = ""
    at: datetime | None = None
    to_writer: bool = False
    """Whether it is for the writer; else for whoever has written it down."""
    field: str = "body"
    """The field of the article that has the words."""
    quote: str = ""
    """The words; empty where it is about the whole article."""
    before: str = ""
    """The last words before them in their line."""
    after: str = ""
    answer: str = ""
    done: datetime | None = None
    """When it was settled …"""
    settled_by: str = ""
    """… and by whom."""


class Taken(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step that an article has taken to another status: when, and who has set it."""

    status: str
    who: str
    at: datetime


class FactUse(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in the text of an article into which a fact was put from the fact sheet.

    Like `IgnoredFlag` it is known by the words around it (`store.articles.fact_uses`).
    """

    fact: str
    """The ID of the fact …"""
    key: str = ""
    """… and its key: a newer value is another entry of the same key."""
    field: str = "body"
    words: str
    """What was put there."""
    before: str = ""
    """The last words before it in its paragraph."""
    after: str = ""


class Photo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of an article: a file beside the desk, which is never read into it."""

    file: str
    """Its path with “/”, from the folder of the desk where it lies in there; else from the root."""
    caption: str = ""
    credit: str = ""
    """Who took it."""
    rights: str = ""
    """Whose it is and under which terms, as somebody typed it."""
    until: date | None = None
    """The last day on which it may be used; None for no end."""
    alt: str = ""
    """What it shows, for those who do not see it."""

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return PurePosixPath(self.file).name

    @property
    def told(self) -> str:
        """Return what is said of it, in one line, for those who search."""
        return " · ".join(filter(None, (self.caption, self.credit, self.alt)))


class Fixed(Struct, frozen=True):
    """How many places of an article an editor has fixed as a rule of the copy desk proposed."""

    rule: str
    places: int
