"""Copy a campaign to another year: its lists and tasks, every day shifted by a rule.

Anniversaries, and whatever falls on one, keep their date; so do the campaign's first and last day.
Lunar days are recomputed. Milestones are facts of their year and are left open. What is relative
to a named day stays so. Any other day keeps its weekday or its date, as chosen; those that keep
their weekday all move by the same number of weeks, so that the intervals between them stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Fact, Task
from store.campaigns.holidays import lunar_day
from store.dates.anchors import START, day_of, has_anchor
from store.dates.lunar_days import lunar_day_named
from store.errors import N_, InvalidValueError
from store.records import Id, new_id
from store.templates.build import in_year, refuse_year, without_year
from store.templates.writer import sorted_tasks, year_of

Keep = Literal["weekday", "date"]

_UNTIL: Final = re.compile(r"UNTIL=([0-9]{4})([0-9]{2})([0-9]{2})")


class Rule(StrEnum):
    """The rule by which a day is shifted."""

    FIXED = "fixed"
    """The campaign's own first or last day."""
    ANNIVERSARY = "anniversary"
    """An anniversary, or a day that falls on one."""
    LUNAR = "lunar"
    """A lunar day, recomputed."""
    FACT = "fact"
    """A fact of its year: left open."""
    HANGS = "hangs"
    """Relative to a named day."""
    WEEKDAY = "weekday"
    """Keeps its weekday."""
    DATE = "date"
    """Keeps its date."""


class Shift(Struct, frozen=True):
    """How one day is shifted."""

    name: str
    """Of the named day or task; `start` for the campaign's own days."""
    before: date | None
    after: date | None
    rule: Rule
    part: Literal["", "end", "until"] = ""
    """Which day: the last one, or the end of the repetition; empty for the first or only one."""
    anchor: str = ""
    """The named day it is relative to."""


class Clone(Struct, frozen=True):
    """A campaign for another year, with what its days were shifted by."""

    campaign: Campaign
    tasks: tuple[Task, ...]
    facts: tuple[Fact, ...]
    shifts: tuple[Shift, ...]


def clone(
    campaign: Campaign,
    tasks: Iterable[Task],
    year: int,
    name: str | None = None,
    *,
    keep: Keep = "weekday",
    facts: Iterable[Fact] = (),
) -> Clone:
    """Copy a campaign to another year, with new ids, nothing done and no articles.

    Tasks and facts of other campaigns are ignored. The default name is the old one with the new
    year; `keep` is for days to which no other rule applies.

    Raises:
        InvalidValueError: the campaign has no year, or no campaign can be in the new one.
    """
    refuse_year(year)
    return _Cloner(campaign, year, keep).made(name, sorted_tasks(campaign, tasks), facts)


class _Cloner:
    """Copies one campaign to another year, and records how each day is shifted."""

    def __init__(self, campaign: Campaign, year: int, keep: Keep) -> None:
        self._old = campaign
        self._from, self._to = year_of(campaign), year
        self._keep: Rule = Rule(keep)
        self._shifts: list[Shift] = []
        anniversaries = [day for day in campaign.anniversaries if day.start]
        own = [day for day in anniversaries if not lunar_day(day.name, self._from)]
        self._fixed = {(day.start.day, day.start.month) for day in own if day.start}
        # From 1 March, after the leap day, so that most days move the least.
        days = (date(self._to, 3, 1) - date(self._from, 3, 1)).days
        self._weeks = timedelta(weeks=round(days / 7))

    def made(self, name: str | None, tasks: list[Task], facts: Iterable[Fact]) -> Clone:
        """Return the copy."""
        campaign = self._campaign(name)
        ids = {task.id: new_id() for task in tasks}
        made = tuple(self._task(task, campaign, ids) for task in tasks)
        copied = tuple(
            replace(fact, id=new_id(), campaign=campaign.id, created=None, updated=None)
            for fact in facts
            if fact.campaign == self._old.id
        )
        return Clone(campaign, made, copied, tuple(self._shifts))

    def _campaign(self, name: str | None) -> Campaign:
        old = self._old
        start, end = self._own_days()
        return replace(
            old,
            id=new_id(),
            created=None,
            updated=None,
            name=self._named(name),
            year=self._to,
            slogan=self._text(old.slogan),
            start=start,
            end=end,
            milestones=tuple(self._fact(day) for day in old.milestones),
            anniversaries=tuple(self._anniversary(day) for day in old.anniversaries),
            peaks=tuple(self._span(day) for day in old.peaks),
            quotas=tuple(replace(quota, value=None, value_day=None) for quota in old.quotas),
        )

    def _named(self, name: str | None) -> str:
        if name is not None:
            return name
        bare = without_year(self._old.name, self._from)
        return in_year(bare if "{year}" in bare else f"{bare} {{year}}", self._to)

    def _text(self, text: str) -> str:
        return in_year(without_year(text, self._from), self._to)

    # ------------------------------------------------------------------ days

    def _same_date(self, day: date) -> date:
        """Return the same date in the new year; 29.2 becomes 28.2 in most years."""
        year = day.year + self._to - self._from
        try:
            return day.replace(year=year)
        except ValueError:
            if (day.month, day.day) != (2, 29) or not 1 <= year <= date.max.year:
                raise _beyond(day) from None
            return day.replace(year=year, day=28)

    def _shifted(self, day: date, rule: Rule) -> date:
        if rule is not Rule.WEEKDAY:
            return self._same_date(day)
        try:
            return day + self._weeks
        except OverflowError:
            raise _beyond(day) from None

    def _rule(self, day: date) -> Rule:
        return Rule.ANNIVERSARY if (day.day, day.month) in self._fixed else self._keep

    def _note(self, shift: Shift) -> date | None:
        self._shifts.append(shift)
        return shift.after

    def _own_days(self) -> tuple[date | None, date | None]:
        start, end = self._old.start, self._old.end
        if start:
            start = self._note(Shift(START, start, self._same_date(start), Rule.FIXED))
        if end:
            end = self._note(Shift(START, end, self._same_date(end), Rule.FIXED, "end"))
        return start, end

    def _fact(self, day: Day) -> Day:
        if day.start:
            self._note(Shift(day.name, day.start, None, Rule.FACT))
        return Day(name=day.name)

    def _anniversary(self, day: Day) -> Day:
        year = (day.start.year if day.start else self._from) + self._to - self._from
        found = lunar_day(day.name, year)
        if found is None:
            return self._span(day, Rule.ANNIVERSARY)
        self._note(Shift(day.name, day.start, found, Rule.LUNAR))
        if day.start is None or day.end is None:
            return replace(day, start=found, end=None)
        end = found + (day.end - day.start)
        self._note(Shift(day.name, day.end, end, Rule.LUNAR, "end"))
        return replace(day, start=found, end=end)

    def _span(self, day: Day, rule: Rule | None = None) -> Day:
        """Shift a named day; its end follows the rule of its start, so as not to come before it."""
        if day.start is None:
            return Day(name=day.name)
        rule = rule or self._rule(day.start)
        start = self._note(Shift(day.name, day.start, self._shifted(day.start, rule), rule))
        end = day.end
        if end:
            end = self._note(Shift(day.name, end, self._shifted(end, rule), rule, "end"))
        return replace(day, start=start, end=end)

    # ------------------------------------------------------------------ tasks

    def _task(self, task: Task, campaign: Campaign, ids: dict[Id, Id]) -> Task:
        anchor = self._anchor(task)
        due = self._due(task, anchor, campaign)
        return replace(
            task,
            id=ids[task.id],
            created=None,
            updated=None,
            campaign=campaign.id,
            title=self._text(task.title),
            notes=self._text(task.notes),
            due=due,
            anchor=anchor,
            repeat=self._repeat(task),
            series=None,
            instance=due if task.repeat else None,
            after=tuple(ids[other] for other in task.after if other in ids),
            acks=(),
            articles=(),
            done=None,
            done_by_export=False,
        )

    def _anchor(self, task: Task) -> str:
        lunar = lunar_day_named(task.anchor)
        return lunar.shifted(self._to - self._from).name if lunar else task.anchor

    def _due(self, task: Task, anchor: str, campaign: Campaign) -> date | None:
        if anchor and has_anchor(anchor, campaign):
            hung = day_of(anchor, task.offset, campaign)
            rule = Rule.LUNAR if lunar_day_named(anchor) else Rule.HANGS
            shift = Shift(task.title, task.due, hung, rule, anchor=anchor)
            return self._note(shift) if task.due or hung else None
        if task.due is None:
            return None
        rule = self._rule(task.due)
        return self._note(Shift(task.title, task.due, self._shifted(task.due, rule), rule))

    def _repeat(self, task: Task) -> str:
        """Return the rule of a repetition with its last day shifted."""
        found = _UNTIL.search(task.repeat)
        if found is None:
            return task.repeat
        last = date(*map(int, found.groups()))
        rule = self._rule(last)
        after = self._shifted(last, rule)
        self._note(Shift(task.title, last, after, rule, "until"))
        return _UNTIL.sub(f"UNTIL={after.year:04d}{after.month:02d}{after.day:02d}", task.repeat)


def _beyond(day: date) -> InvalidValueError:
    return InvalidValueError(
        N_("{day} cannot be taken to that year; it would lie beyond the years of the calendar."),
        day=day,
    )
