"""The records of a desk: articles, news, and what all records have in common.

All are frozen: a change is a new record (`UnitOfWork.change`). IDs are random UUIDs in hexadecimal,
so that their first characters tell records apart (`toasoan show 3f9a`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import uuid4

import msgspec
from msgspec import Meta, Struct

from store import article_parts as parts

Id = str
"""The ID of a record: 32 hexadecimal digits; the first 13 are its TinyDB document ID."""


def new_id() -> Id:
    """Return a new ID (122 random bits)."""
    return uuid4().hex


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The common fields of all records."""

    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")] = msgspec.field(default_factory=new_id)
    created: datetime | None = None
    """Set by the desk when the record is added (with offset)."""
    updated: datetime | None = None
    """Set by the desk at each change (with offset)."""


class Status(StrEnum):
    """The status of an article, in the order of the work (quy trình)."""

    IDEA = "idea"
    ASSIGNED = "assigned"
    WRITING = "writing"
    RETURNED = "returned"
    """Sent back to the writer, with a note (trả lại)."""
    TO_EDIT = "to-edit"
    EDITING = "editing"
    TO_APPROVE = "to-approve"
    APPROVED = "approved"
    EXPORTED = "exported"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


FINISHED: Final = frozenset({Status.APPROVED, Status.EXPORTED})
"""An article in one of these is exported without the draft mark in its file name."""

TAKEN_BACK: Final = (Status.WITHDRAWN, Status.CANCELLED)
"""An article in one of these does not come, or is no longer there for readers."""

NO_LONGER_WORKED_ON: Final = frozenset({Status.EXPORTED, *TAKEN_BACK})
"""An article in one of these is never late."""


class Relation(StrEnum):
    """How a card is related to the article; not part of the page."""

    NONE = ""
    BACKGROUND = "background"
    DEVELOPMENT = "development"
    SAME_TOPIC = "same-topic"
    RESPONSE = "response"


class Link(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card in an article's related list: its target, and its text.

    The text is kept here rather than looked up: an imported page is exported byte for byte, even if
    another page has another summary of the same news item.
    """

    kind: Literal["news", "article"]
    target: Id
    headline: str
    byline: str = ""
    summary: str = ""
    relation: Relation = Relation.NONE
    seen: parts.CardText | None = None
    """The text of the source when an editor last saw it; None where that is the card's text."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of an article's source sheet: who said or saw it, and how to verify it."""

    who: str
    where: str = ""
    when: str = ""
    """As the reporter wrote it: a day, an hour, "sau ca sáng"."""
    contact: str = ""
    second: str = ""
    """A second source that confirms it; empty if there is none."""
    beneficiary: str = ""
    """The real person or group that benefits from it."""
    figure: str = ""
    """The figure that this source supports."""


class FollowUp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which a case is checked again."""

    day: date
    what: str
    done: datetime | None = None


RIGHTS: Final = "rights"
"""The kind of an article that defends rights and interests (bảo vệ quyền lợi)."""


class Article(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An article: its text, its status, and its links. A version of one is an article, too."""

    campaign: Id | None = None
    kind: str = ""
    """`RIGHTS` for a rights case; empty for any other article."""
    headline: str = ""
    byline: str = ""
    body: str = ""
    """Paragraphs separated by a blank line, the lead first; as imported until the first edit."""
    signoff: str = ""
    status: Status = Status.WRITING
    return_note: str = ""
    """What the writer was asked to change when it was returned last; empty once it is approved."""
    returns: tuple[parts.ReturnNote, ...] = ()
    """The notes of all times that it was returned, the first one first."""
    overrides: tuple[parts.Override, ...] = ()
    """The times that somebody let it pass although something blocked it, the first one first."""
    taken: tuple[parts.Taken, ...] = ()
    """The steps that it has taken from one status to the next, the first one first."""
    due: date | None = None
    word_goal: int | None = None
    """How many words (chữ) the text shall have."""
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    strand: str = ""
    unit: str = ""
    """The name of the organisation that it belongs to."""
    milestone: str = ""
    links: tuple[Link, ...] = ()
    unrelated: tuple[Id, ...] = ()
    """News items and articles that an editor does not want suggested for this one."""
    layout: parts.Layout = msgspec.field(default_factory=parts.Layout)
    """The layout of the page: line ends, heading as imported … (page layout, rule 6)."""
    exported: datetime | None = None
    """When it first went out, by the entries of the ledger that are not withdrawn (`out`)."""
    sources: tuple[Source, ...] = ()
    """The source sheet."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Of a rights case: when it is checked again."""
    outcome: str = ""
    """Of a rights case: its result."""
    corrects: Id | None = None
    """Of a correction (đính chính): the entry of the ledger that it is about."""
    event: datetime | None = None
    """When what it reports happened, if it has a time."""
    master: Id | None = None
    """Of a version for another channel: the article that it was made of."""
    made_of: parts.MadeOf | None = None
    """Of a version: what that article said when the two were last compared."""
    ignored: tuple[parts.IgnoredFlag, ...] = ()
    """What the copy desk flags in it and an editor has set aside."""
    comments: tuple[parts.Comment, ...] = ()
    """What is to be said about its words on this desk; never in what goes out."""
    facts_used: tuple[parts.FactUse, ...] = ()
    """Where facts were put into it from the fact sheet."""
    fixed: tuple[parts.Fixed, ...] = ()
    """What was fixed in it as the copy desk proposed."""
    photos: tuple[parts.Photo, ...] = ()
    """Its pictures, in their order."""

    @property
    def message(self) -> Id:
        """Return the ID of its message: an article with its versions says one thing."""
        return self.master or self.id

    @property
    def out(self) -> datetime | None:
        """Return when it first went out; None if it is not out."""
        return None if self.status in TAKEN_BACK else self.exported

    @property
    def needs_review(self) -> bool:
        """Tell whether the page did not fit the layout and was imported whole (rule 8)."""
        return self.layout.whole

    @property
    def title(self) -> str:
        """Return the headline, or the first words where there is none (empty if nothing at all)."""
        return self.headline.strip() or self.body.strip().partition("\n")[0][:120].strip()


class Copy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The same story from another source, folded into one item."""

    source: str = ""
    link: str = ""
    published: date | None = None
    headline: str = ""
    """Where it differs from the item's, so that a copy is recognised when it comes again."""


class NewsItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A published piece from outside, identified by headline, author and summary."""

    headline: str
    author: str = ""
    summary: str = ""
    source: str = ""
    """The publisher: the name of a paper or a feed."""
    published: date | None = None
    text: str = ""
    """The full text, where it is known; paragraphs separated by a blank line."""
    link: str = ""
    """Its address on the web, or `mid:` and the Message-ID of a mail; nothing is fetched."""
    origin: str = ""
    """The name of the file it was imported from."""
    sources: tuple[Copy, ...] = ()
    """The other sources of the same story."""


class SavedSearch(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A search that is used again and again."""

    name: str
    words: str
    """The words that are searched for."""


_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def added(record: Record) -> datetime:
    """Return when a record was added, with an offset, for sorting."""
    return _moment(record.created)


def changed(record: Record) -> datetime:
    """Return when a record was last changed, with an offset, for sorting."""
    return _moment(record.updated)


def _moment(at: datetime | None) -> datetime:
    if at is None:
        return _NEVER
    return at if at.tzinfo else at.replace(tzinfo=UTC)  # another program may write it so


def encode(record: Record) -> dict[str, Any]:
    """Return a record as its JSON object in the desk file."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    document["id"] = record.id  # omit_defaults leaves out what a default factory made
    return document
