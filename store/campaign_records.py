"""The records of a campaign: its lists, its tasks, and its logs of facts, rumours and questions."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

from store.channels import Channel
from store.letter import Letter
from store.records import Id, Record


class Stage(StrEnum):
    """When something is due relative to a milestone (trước, trong, sau)."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


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
