"""The records of a desk: their fields and values.

All are frozen: a change is a new record (`UnitOfWork.change`). IDs are random UUIDs in hexadecimal,
so that their first characters tell records apart (`toasoan show 3f9a`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import uuid4

import msgspec
from msgspec import Meta, Struct

from store import article_parts as parts
from store.channels import Channel
from store.letter import Letter

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


class Stage(StrEnum):
    """When something is due relative to a milestone (trước, trong, sau)."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


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


class Fact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a campaign's fact sheet: the one wording that is used everywhere."""

    campaign: Id
    key: str
    """What it is about: "áo dài trao tặng"."""
    value: str
    unit: str = ""
    source: str = ""
    day: date | None = None
    """The date of the source."""
    since: date | None = None
    """The first day on which it is valid."""


class Rumour(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the log of negative news: a claim, and the response to it."""

    campaign: Id
    claim: str
    where: str = ""
    """Where it was seen."""
    seen: datetime
    verdict: Literal["", "false", "partly", "true"] = ""
    """The result of checking it; empty while it is not checked."""
    checked: str = ""
    """How it was checked, and by whom."""
    answer: Id | None = None
    """The article that answers it."""
    answered: datetime | None = None
    """When that went out, if it was deleted since."""


class Question(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the log of questions: what readers and workers ask, and the answer."""

    campaign: Id
    text: str
    who: str = ""
    where: str = ""
    asked: datetime
    answer: str = ""
    answered: datetime | None = None
    """When the answer was out."""


class Ack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit's confirmation that a task has reached it, and later that it is done."""

    unit: str
    at: datetime
    done: date | None = None
    note: str = ""


class Task(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a campaign's checklist."""

    campaign: Id
    title: str
    phase: str = ""
    position: int = 0
    """Its place among the tasks of its phase, smallest first."""
    due: date | None = None
    notes: str = ""
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    strand: str = ""
    unit: str = ""
    """The name of the organisation that does it."""
    milestone: str = ""
    """The name of the milestone it belongs to; the congresses are covered in their order."""
    stage: Stage | None = None
    """Before, during or after that milestone."""
    owner: str = ""
    priority: Literal[-1, 0, 1] = 0
    """Low, normal or high."""
    due_time: time | None = None
    anchor: str = ""
    """What `due` depends on: a named day of the campaign, a lunar day, `start` or `end`."""
    offset: int = 0
    """How many days after the anchor it is due; negative: before it."""
    repeat: str = ""
    """Its recurrence, as an RRULE of RFC 5545; only on the first task of a series."""
    series: Id | None = None
    """The first task of the series this one belongs to."""
    instance: date | None = None
    """Its day in the series, even if `due` was changed, so that no second one is created for it."""
    after: tuple[Id, ...] = ()
    """The tasks that must be done before this one can be."""
    cascades: bool = False
    """Whether it is passed on to every unit below `unit`, each of which acknowledges it."""
    acks: tuple[Ack, ...] = ()
    articles: tuple[Id, ...] = ()
    """The articles that fulfil it, in the order they were attached."""
    done: datetime | None = None
    done_by_export: bool = False
    """Whether exporting its articles ticked it; then taking one back removes the tick."""

    @property
    def status(self) -> Literal["todo", "doing", "done"]:
        """Return done when ticked, doing when an article is attached, else todo."""
        if self.done is not None:
            return "done"
        return "doing" if self.articles else "todo"

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its day has passed, or its hour on that day, and it is not ticked."""
        due = datetime.combine(self.due or date.max, self.due_time or time.max)
        return self.done is None and due < now.replace(tzinfo=None)


class Named(Struct, frozen=True, omit_defaults=True):
    """An entry of one of a campaign's lists."""

    name: str
    group: str = ""
    """The ring of an audience; empty where the list has none."""


class Goal(Struct, frozen=True):
    """An aim that tasks and articles refer to by its code."""

    code: str
    text: str


class Day(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named day of a campaign: a milestone, an anniversary, a peak of activity."""

    name: str
    start: date | None = None
    """None where the day has no fixed solar date (Tết), or is not known yet."""
    end: date | None = None


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document the campaign cites."""

    kind: str
    number: str
    issued: date | None = None
    issuer: str = ""
    title: str = ""


class Quota(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A target that the organisation has set itself (`store.campaigns.quotas`)."""

    name: str
    at_least: int | None = None
    at_most: int | None = None
    """For answers: the hours within which they are to be out."""
    per: str = ""
    """The time for which it is set: ngày, tuần, chiến dịch, năm."""
    what: str = ""
    """What is counted; empty in an older desk, where the name says so."""
    channels: tuple[str, ...] = ()
    """Of pieces that are out: the channels that count."""
    value: int | None = None
    """Of a number typed by hand: the number, and its day."""
    value_day: date | None = None


class Abbreviation(Struct, frozen=True):
    """What is said for an abbreviation where a text is read aloud."""

    short: str
    words: str


class Unit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation in the hierarchy from the city down to the grassroots."""

    name: str
    level: str
    short: str = ""
    parent: str = ""
    contact: str = ""


MOST_CARDS: Final = 8
"""The most related cards of an article, unless its campaign has another limit."""


class Campaign(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A campaign and its lists; the lists are data of the desk, not code."""

    name: str
    year: int | None = None
    organisation: str = ""
    start: date | None = None
    end: date | None = None
    slogan: str = ""
    template: str = ""
    phases: tuple[str, ...] = ()
    strands: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    audiences: tuple[Named, ...] = ()
    channels: tuple[Channel, ...] = ()
    levels: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    topics: tuple[str, ...] = ()
    milestones: tuple[Day, ...] = ()
    anniversaries: tuple[Day, ...] = ()
    peaks: tuple[Day, ...] = ()
    documents: tuple[Document, ...] = ()
    quotas: tuple[Quota, ...] = ()
    letter: Letter = Letter()
    abbreviations: tuple[Abbreviation, ...] = ()
    sync_hours: int = 48
    """All versions of one message are published within this many hours."""
    sync_groups: tuple[str, str] = ("truyền thông đại chúng", "trực tiếp tại cơ sở")
    """The groups of channels in both of which a topic needs a finished piece to be in sync."""
    news_hours: int = 24
    """The hours from an event to the first piece out, above which it is late."""
    most_cards: int = MOST_CARDS
    """The most related cards that the house style allows an article."""


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
