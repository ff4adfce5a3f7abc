"""The records of a desk: what each one holds, and what it may hold.

All are frozen: a record in your hand never changes under you, and a change is a new record
(`UnitOfWork.change`). Ids are random UUIDs in hexadecimal, not UUIDv7 or ULID: those begin with the
time, so all that is made in one minute shares its first nine characters, while `toasoan show 3f9a`
wants the first few to tell records apart. What the time would have given, `created` gives.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import uuid4

import msgspec
from msgspec import Meta, Struct

Id = str
"""A record's id: 32 hexadecimal digits; the first 13 are its TinyDB document id."""


def new_id() -> Id:
    """Return an id that no other desk gives out (122 random bits)."""
    return uuid4().hex


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every record has."""

    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")] = msgspec.field(default_factory=new_id)
    created: datetime | None = None
    """Set by the desk when the record is added (with offset)."""
    updated: datetime | None = None
    """Set by the desk at each change (with offset)."""


class Status(StrEnum):
    """Where an article stands, in the order of the work (quy trình)."""

    IDEA = "idea"
    ASSIGNED = "assigned"
    WRITING = "writing"
    TO_EDIT = "to-edit"
    EDITING = "editing"
    TO_APPROVE = "to-approve"
    APPROVED = "approved"
    EXPORTED = "exported"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


FINISHED: Final = frozenset({Status.APPROVED, Status.EXPORTED})
"""An article in one of these goes out without the draft mark in its file name."""

NO_LONGER_WORKED_ON: Final = frozenset({Status.EXPORTED, Status.WITHDRAWN, Status.CANCELLED})
"""An article in one of these is never late."""


class Relation(StrEnum):
    """In what way a card is related to the article; not a part of the page."""

    NONE = ""
    BACKGROUND = "background"
    DEVELOPMENT = "development"
    SAME_TOPIC = "same-topic"
    RESPONSE = "response"


class CardText(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands on a card."""

    headline: str
    byline: str = ""
    summary: str = ""


class Link(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card of an article's related list: what it points at, and the card as it stands there.

    The text of the card is kept here, not looked up: a page that came in goes out byte for byte,
    also where the same news item stands on another page with another summary.
    """

    kind: Literal["news", "article"]
    target: Id
    headline: str
    byline: str = ""
    summary: str = ""
    relation: Relation = Relation.NONE
    seen: CardText | None = None
    """What the source said when an editor last looked at it; None where that is the card's text."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of an article's source sheet: who said or saw it, and how that can be checked."""

    who: str
    where: str = ""
    when: str = ""
    """As the reporter wrote it down: a day, an hour, "sau ca sáng"."""
    contact: str = ""
    second: str = ""
    """The second source that says the same; empty where there is none yet."""
    beneficiary: str = ""
    """The real person or group that has something of it."""
    figure: str = ""
    """The figure that this source stands for."""


class FollowUp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which a case is looked at again."""

    day: date
    what: str
    done: datetime | None = None


RIGHTS: Final = "rights"
"""The kind of an article that defends rights and interests (bảo vệ quyền lợi)."""


class Stage(StrEnum):
    """When something is due in relation to a milestone (trước, trong, sau)."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Layout(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a page is dressed: kept with the article and written back (page layout, rule 6).

    The default is what a page written at the desk gets.
    """

    bom: bool = False
    line_end: Literal["\n", "\r\n"] = "\n"
    final_newline: bool = False
    heading: str | None = None
    """The heading over the related news as it came, or None: `HEADING` where there are cards."""
    whole: bool = False
    """The page did not fit: `Page.body` is all of it, BOM and line ends too (rule 8)."""


class Article(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An article: its text, where it stands, and what is linked to it."""

    campaign: Id | None = None
    kind: str = ""
    """`RIGHTS` for a rights case; empty for any other piece."""
    headline: str = ""
    byline: str = ""
    body: str = ""
    """Paragraphs parted by one blank line, the lead first; as imported until the first edit."""
    signoff: str = ""
    status: Status = Status.WRITING
    due: date | None = None
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    strand: str = ""
    unit: str = ""
    """The name of the organisation whose piece it is."""
    milestone: str = ""
    links: tuple[Link, ...] = ()
    unrelated: tuple[Id, ...] = ()
    """News items and articles that an editor does not want suggested for this one."""
    layout: Layout = msgspec.field(default_factory=Layout)
    """How the page is dressed: line ends, heading as it came … (the page layout, rule 6)."""
    exported: datetime | None = None
    """When it last went out as finished."""
    sources: tuple[Source, ...] = ()
    """The source sheet."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Of a rights case: when it is looked at again."""
    outcome: str = ""
    """Of a rights case: what came of it."""

    @property
    def needs_review(self) -> bool:
        """Tell whether the page did not fit the layout and was imported whole (rule 8)."""
        return self.layout.whole

    @property
    def title(self) -> str:
        """Return the headline, or the first words where there is none (empty if nothing at all)."""
        return self.headline.strip() or self.body.strip().partition("\n")[0][:120].strip()


class Copy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A news item as another source has it: the same story, folded into one item."""

    source: str = ""
    link: str = ""
    published: date | None = None
    headline: str = ""
    """Where it is another than the item's own; so a copy is known again when it comes again."""


class NewsItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A published piece from outside, known by headline, author and summary."""

    headline: str
    author: str = ""
    summary: str = ""
    source: str = ""
    """What published it: the name of a paper or a feed."""
    published: date | None = None
    text: str = ""
    """The whole piece, where it came with it; paragraphs parted by one blank line."""
    link: str = ""
    """Its address on the web, or `mid:` and the Message-ID of a mail; nothing is fetched there."""
    origin: str = ""
    """The name of the file it came in with."""
    sources: tuple[Copy, ...] = ()
    """The other sources that have the same story."""


class SavedSearch(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A search that is asked again and again."""

    name: str
    words: str
    """What is typed for it."""


class Fact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a campaign's fact sheet: the one form in which a thing is said everywhere."""

    campaign: Id
    key: str
    """What it is about: "áo dài trao tặng"."""
    value: str
    unit: str = ""
    source: str = ""
    day: date | None = None
    """Of the source."""
    since: date | None = None
    """From when on it is so."""


class Rumour(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the log of negative news: a claim, and what was done about it."""

    campaign: Id
    claim: str
    where: str = ""
    """Where it was seen."""
    seen: datetime
    verdict: Literal["", "false", "partly", "true"] = ""
    """What checking it has found; empty while it is not checked."""
    checked: str = ""
    """How it was checked, and by whom."""
    answer: Id | None = None
    """The article that answers it."""


class Ack(Struct, frozen=True, kw_only=True):
    """A unit's word that a task has reached it."""

    unit: str
    at: datetime


class Task(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a campaign's checklist."""

    campaign: Id
    title: str
    phase: str = ""
    position: int = 0
    """Place among the tasks of its phase, smallest first."""
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
    """Low, usual or high."""
    due_time: time | None = None
    anchor: str = ""
    """The named day of the campaign that `due` hangs on, or `start` or `end`; empty for none."""
    offset: int = 0
    """So many days after the anchor it is due; negative: before it."""
    repeat: str = ""
    """How it comes again, as an RRULE of RFC 5545; only on the first task of a series."""
    series: Id | None = None
    """The first task of the series this one belongs to."""
    instance: date | None = None
    """Its day in the series, whatever `due` says now: no second one is made for it."""
    after: tuple[Id, ...] = ()
    """The tasks that must be done before this one can be."""
    cascades: bool = False
    """Whether it goes down to every unit below `unit`, and each acknowledges it."""
    acks: tuple[Ack, ...] = ()
    articles: tuple[Id, ...] = ()
    """The articles that fulfil it, in the order they were attached."""
    done: datetime | None = None
    done_by_export: bool = False
    """Whether the tick came with the export of its articles; it goes when one is taken back."""

    @property
    def status(self) -> Literal["todo", "doing", "done"]:
        """Return done when ticked, doing when an article is attached, else todo."""
        if self.done is not None:
            return "done"
        return "doing" if self.articles else "todo"

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed and it is not ticked."""
        return self.done is None and self.due is not None and self.due < today


class Named(Struct, frozen=True, omit_defaults=True):
    """An entry of one of a campaign's lists."""

    name: str
    group: str = ""
    """The ring of an audience, the group of a channel; empty where the list has none."""


class Goal(Struct, frozen=True):
    """An aim that tasks and articles point at by its code."""

    code: str
    text: str


class Day(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named day of a campaign: a milestone, an anniversary, a peak of activity."""

    name: str
    start: date | None = None
    """None where the day is not fixed in the sun's calendar (Tết) or not yet known."""
    end: date | None = None


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document the campaign cites."""

    kind: str
    number: str
    issued: date | None = None
    issuer: str = ""
    title: str = ""


class Quota(Struct, frozen=True, kw_only=True):
    """A number the organisation has set itself."""

    name: str
    at_least: int | None = None
    at_most: int | None = None
    per: str = ""


class Unit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation in the chain from the city down to the grassroots."""

    name: str
    level: str
    short: str = ""
    parent: str = ""
    contact: str = ""


MOST_CARDS: Final = 8
"""How many related cards an article has at the most where no campaign says otherwise."""


class Campaign(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A campaign and its lists; the lists are the desk's own data, none of them is code."""

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
    channels: tuple[Named, ...] = ()
    levels: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    topics: tuple[str, ...] = ()
    milestones: tuple[Day, ...] = ()
    anniversaries: tuple[Day, ...] = ()
    peaks: tuple[Day, ...] = ()
    documents: tuple[Document, ...] = ()
    quotas: tuple[Quota, ...] = ()
    sync_hours: int = 48
    """Versions of one message go out within so many hours of each other."""
    sync_groups: tuple[str, str] = ("truyền thông đại chúng", "trực tiếp tại cơ sở")
    """The groups of channels in both of which a topic needs a finished piece to be in sync."""
    most_cards: int = MOST_CARDS
    """How many related cards the house style allows an article."""


class Deleted(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What one deletion took off the desk, as long as it can be had back (the bin)."""

    label: str
    """What was done (a message id, as in the undo list)."""
    title: str
    """Of what was deleted."""
    gone: tuple[tuple[str, dict[str, Any]], ...]
    """The table and the JSON object of each record that went."""
    changed: tuple[tuple[str, Id, dict[str, Any], dict[str, Any]], ...] = ()
    """The table and id of each record that changed along, and its changed fields before and after:
    the task that has lost its article."""


class Conflict(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What gave way when another program had changed the desk file while we had, too."""

    table: str
    record: Id = ""
    """Which record stands on the desk in the place of theirs; empty with `missing`."""
    theirs: dict[str, Any] | None = None
    """The JSON object of the record as the other program had it."""
    missing: tuple[Id, ...] = ()
    """Records of the table that were not in the other program's file; they are still here."""
    file: str = ""
    """Where the other program's file is kept."""
    seen: str = ""
    """What theirs descends from (`store.lineage`); of what is missing, a word for each."""


_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def added(record: Record) -> datetime:
    """Return when a record was added, as a moment to sort by: offsets differ between machines."""
    return _moment(record.created)


def changed(record: Record) -> datetime:
    """Return when a record was changed last, as a moment to sort by."""
    return _moment(record.updated)


def _moment(at: datetime | None) -> datetime:
    if at is None:
        return _NEVER
    return at if at.tzinfo else at.replace(tzinfo=UTC)  # as another program may write it


def encode(record: Record) -> dict[str, Any]:
    """Return a record as the JSON object that stands in the desk file."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    document["id"] = record.id  # omit_defaults leaves out what a default factory made
    return document
