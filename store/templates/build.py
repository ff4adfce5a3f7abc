"""A checked template, and the records it makes for a year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, replace

from store.campaign_records import (
    Abbreviation,
    Campaign,
    Day,
    Document,
    Goal,
    Named,
    Quota,
    Task,
    Unit,
)
from store.campaigns.recurrence import read_repeat
from store.channels import Channel
from store.dates.anchors import day_of
from store.dates.lunar_days import from_template
from store.errors import N_, InvalidValueError
from store.templates.day_rules import DayRule
from store.templates.schema import PRIORITIES, Content, DayPart, DocumentPart, Groups, TaskPart

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9000
"""The years a campaign can be in; a few days on either side are still valid dates."""

_A_PERIOD: Final = " ?[–-] ?"


def in_year(text: str, year: int) -> str:
    """Replace `{year}` by a year."""
    # Not str.format: other braces in a text are just braces.
    return text.replace("{year}", str(year))


def without_year(text: str, year: int) -> str:
    """Replace the year by `{year}`; a period such as 2023–2028 is left alone."""
    number = rf"(?<![0-9]){year}(?![0-9])"
    either_side = rf"(?<![0-9]–)(?<![0-9]-)(?<![0-9] – )(?<![0-9] - ){number}(?!{_A_PERIOD}[0-9])"
    return re.sub(either_side, "{year}", text)


def refuse_year(year: int) -> None:
    """Raise InvalidValueError for a year in which no campaign can be."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(
            N_("A campaign cannot be in the year {year}; choose one from {first} to {last}."),
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )


class Template(Struct, frozen=True, kw_only=True):
    """A checked template, ready to build."""

    name: str
    """The built-in name, or the name of the file without `.toml`."""
    content: Content

    def title(self, year: int) -> str:
        """Return the default name of a campaign of `year`."""
        return in_year(self.content.name, year)

    def build(self, year: int, name: str | None = None) -> tuple[Campaign, list[Task]]:
        """Make the records of a campaign: new ids, days of the year, tasks in order.

        Days written with another year are left open, except those of documents. The default name
        is the template's own.

        Raises:
            InvalidValueError: the year is not from 1900 to 9000.
        """
        refuse_year(year)
        campaign = self._campaign(year, self.title(year) if name is None else name)
        return campaign, self._tasks(year, campaign)

    def _campaign(self, year: int, name: str) -> Campaign:
        content = self.content
        as_written = (
            *("organisation", "phases", "strands", "principles", "requirements"),
            *("levels", "topics", "sync_hours", "sync_groups", "news_hours", "most_cards"),
        )
        start, end = content.start, content.end
        first, last = _span(start, end, year) if start else (None, _place(end, year))
        return Campaign(
            name=name,
            year=year,
            start=first,
            end=last,
            slogan=in_year(content.slogan, year),
            template=self.name,
            goals=tuple(Goal(**asdict(part)) for part in content.goals),
            audiences=named(content.audiences),
            channels=_channels(content),
            units=tuple(Unit(**asdict(part)) for part in content.units),
            milestones=_days(content.milestones, year),
            anniversaries=_days(content.anniversaries, year),
            peaks=_days(content.peaks, year),
            documents=tuple(_document(part) for part in content.documents),
            abbreviations=tuple(Abbreviation(**asdict(part)) for part in content.abbreviations),
            quotas=tuple(Quota(**asdict(part)) for part in content.quotas),
            **{field: getattr(content, field) for field in as_written},
        )

    def _tasks(self, year: int, campaign: Campaign) -> list[Task]:
        seen: Counter[str] = Counter()
        tasks: list[Task] = []
        for part in self.content.tasks:
            tasks.append(_task(part, year, campaign, seen[part.phase]))
            seen[part.phase] += 1
        # Let the tasks wait for those that the template names by their keys.
        parts = self.content.tasks
        ids = {part.key: task.id for part, task in zip(parts, tasks, strict=True) if part.key}
        return [
            replace(task, after=tuple(ids[key] for key in part.after)) if part.after else task
            for part, task in zip(parts, tasks, strict=True)
        ]


def _task(part: TaskPart, year: int, campaign: Campaign, position: int) -> Task:
    values = asdict(part) | {
        "campaign": campaign.id,
        "title": in_year(part.title, year),
        "notes": in_year(part.notes, year),
        "due": _place(part.due, year),
        "due_time": part.time,
        "anchor": from_template(part.anchor, year),
        "priority": PRIORITIES[part.priority],
        "position": position,
        "after": (),
    }
    for name in ("key", "time", "until"):
        del values[name]
    return _hung(Task(**values), part.until, campaign, year)


def _hung(task: Task, until: DayRule | None, campaign: Campaign, year: int) -> Task:
    """Return a task due by its anchor, its repetition with a start and an end."""
    due = day_of(task.anchor, task.offset, campaign) or task.due
    if not task.repeat:
        return replace(task, due=due)
    rule, last = read_repeat(task.repeat), _place(until, year)
    rule = read_repeat(f"{rule};UNTIL={last:%Y%m%d}") if last else rule
    return replace(task, due=due, repeat=rule, instance=due)


def _place(rule: DayRule | None, year: int) -> date | None:
    return None if rule is None else rule.within(year)


def _span(start: DayRule | None, end: DayRule | None, year: int) -> tuple[date | None, date | None]:
    """Return the days of a start and its end; both belong to the start's year."""
    first = _place(start, year)
    return first, end.on(year) if first and end else None


def named(groups: Groups) -> tuple[Named, ...]:
    """Return the entries of a list that is written by groups."""
    return tuple(Named(name=name, group=group) for group, some in groups.items() for name in some)


def _channels(content: Content) -> tuple[Channel, ...]:
    """Return the channels, each in its form."""
    forms = {part.name: asdict(part) for part in content.channel_forms}
    listed = named(content.channels)
    return tuple(Channel(**{**forms.get(one.name, {}), **asdict(one)}) for one in listed)


def _days(parts: Iterable[DayPart], year: int) -> tuple[Day, ...]:
    spans = ((part.name, _span(part.start, part.end, year)) for part in parts)
    return tuple(Day(name=name, start=start, end=end) for name, (start, end) in spans)


def _document(part: DocumentPart) -> Document:
    # The day of issue does not depend on the year of the campaign.
    issued = part.issued.on(part.issued.year) if part.issued and part.issued.year else None
    return Document(**asdict(part) | {"issued": issued})
