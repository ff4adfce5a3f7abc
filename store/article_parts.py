"""Parts of an article: a card's text, the layout of its page, notes, what is ignored …"""

from __future__ import annotations

from datetime import datetime
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


class Fixed(Struct, frozen=True):
    """How many places of an article an editor has fixed as a rule of the copy desk proposed."""

    rule: str
    places: int
