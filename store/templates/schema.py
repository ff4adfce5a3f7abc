"""The schema of template files: of version 3, and of the versions before, which are subsets."""

from __future__ import annotations

from datetime import time as time_of_day
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from store.campaign_records import MOST_CARDS, Stage
from store.channels import Shape
from store.templates.day_rules import DayRule

VERSION: Final = 3
"""The newest supported version of the file format.

3: the forms of channels: their shape, limits and formulas.
2: tasks can be relative to a named day, wait for others, repeat, and have a time, a priority, a
unit …
"""

Text = Annotated[str, Meta(pattern=r"\S")]
Names = tuple[Text, ...]
Groups = dict[str, Names]
_MOST: Final = 99_999
_Count = Annotated[int, Meta(ge=0, le=_MOST)]
_Limit = Annotated[int, Meta(ge=1, le=_MOST)]
_Days = Annotated[int, Meta(ge=-_MOST, le=_MOST)]
_Clock = Annotated[time_of_day, Meta(tz=False)]

PRIORITIES: Final[dict[str, Literal[-1, 0, 1]]] = {"low": -1, "usual": 0, "high": 1}
"""The priorities of a task as written in a file."""


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table of the file; unknown keys are errors, so that misspelt ones are noticed."""


class GoalPart(Part, frozen=True, kw_only=True):
    """An entry of `goals`."""

    code: Text
    text: Text


class DayPart(Part, frozen=True, kw_only=True):
    """An entry of `milestones`, `anniversaries` or `peaks`."""

    name: Text
    start: DayRule | None = None
    end: DayRule | None = None


class DocumentPart(Part, frozen=True, kw_only=True):
    """An entry of `documents`; its day of issue needs a year."""

    kind: Text
    number: Text
    issued: DayRule | None = None
    issuer: str = ""
    title: str = ""


class QuotaPart(Part, frozen=True, kw_only=True):
    """An entry of `quotas`."""

    name: Text
    at_least: _Count | None = None
    at_most: _Count | None = None
    per: str = ""
    """“ngày”, “tuần”, “chiến dịch” or “năm”."""
    what: Literal["", "posts", "rumours", "questions", "campaigns", "typed"] = ""
    channels: Names = ()


class AbbreviationPart(Part, frozen=True, kw_only=True):
    """An entry of `abbreviations`."""

    short: Text
    words: Text


class ChannelFormPart(Part, frozen=True, kw_only=True):
    """An entry of `channel_forms`: what a text of a channel looks like, and how long it may be."""

    name: Text
    """One of `channels`."""
    shape: Shape | None = None
    most_words: _Limit | None = None
    most_characters: _Limit | None = None
    sentence_words: _Limit | None = None
    hashtags: _Count | None = None
    words_per_minute: _Limit | None = None
    opening: str = ""
    closing: str = ""


class UnitPart(Part, frozen=True, kw_only=True):
    """An entry of `units`; its parent is given by full name."""

    name: Text
    level: str = ""
    short: str = ""
    parent: str = ""
    contact: str = ""


class TaskPart(Part, frozen=True, kw_only=True):
    """An entry of `tasks`; it refers to lists of the template by name, to goals by code."""

    title: Text
    phase: str = ""
    key: str = ""
    """Its name in `after` of other tasks."""
    due: DayRule | None = None
    """With an anchor: the day to use while the anchor has none."""
    anchor: str = ""
    """The named day it is relative to, a lunar day ("10.3 âm lịch"), or `start` or `end`."""
    offset: _Days = 0
    """Days after the anchor; negative: before it."""
    time: _Clock | None = None
    notes: str = ""
    channels: Names = ()
    audiences: Names = ()
    levels: Names = ()
    topics: Names = ()
    goals: Names = ()
    strand: str = ""
    unit: str = ""
    milestone: str = ""
    stage: Stage | None = None
    priority: Literal["low", "usual", "high"] = "usual"
    repeat: str = ""
    """As in the app ("hằng tuần"), or an RRULE of RFC 5545."""
    until: DayRule | None = None
    """The last day of the repetition."""
    after: Names = ()
    """The keys of the tasks that must be done first."""
    cascades: bool = False


class Content(Part, frozen=True, kw_only=True):
    """The content of a template file."""

    version: Annotated[int, Meta(ge=1)]
    name: Text
    organisation: str = ""
    slogan: str = ""
    start: DayRule | None = None
    end: DayRule | None = None
    sync_hours: Annotated[int, Meta(ge=1, le=_MOST)] = 48
    sync_groups: tuple[str, str] = ("truyền thông đại chúng", "trực tiếp tại cơ sở")
    news_hours: Annotated[int, Meta(ge=1, le=_MOST)] = 24
    most_cards: Annotated[int, Meta(ge=0, le=_MOST)] = MOST_CARDS
    phases: Names = ()
    strands: Names = ()
    principles: Names = ()
    requirements: Names = ()
    goals: tuple[GoalPart, ...] = ()
    levels: Names = ()
    topics: Names = ()
    milestones: tuple[DayPart, ...] = ()
    anniversaries: tuple[DayPart, ...] = ()
    peaks: tuple[DayPart, ...] = ()
    documents: tuple[DocumentPart, ...] = ()
    quotas: tuple[QuotaPart, ...] = ()
    abbreviations: tuple[AbbreviationPart, ...] = ()
    units: tuple[UnitPart, ...] = ()
    audiences: Groups = {}
    channels: Groups = {}
    channel_forms: tuple[ChannelFormPart, ...] = ()
    tasks: tuple[TaskPart, ...] = ()


NAMED_DAYS: Final = ("milestones", "anniversaries", "peaks")
"""The lists of named days."""

TAGS: Final = ("channels", "audiences", "levels", "topics", "goals")
"""The lists of which a task may name several entries."""
