"""Write a campaign as a template: its lists and tasks, without what belongs to one year or desk.

A template is meant to be passed on, so owners, contacts, the people and addresses of channels,
articles, ticks and acknowledgements are left out. Days are written without a year, except
milestones and lunar days, which are facts of their year. Comments in the original template are
lost, since the desk does not store them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from msgspec.structs import asdict, fields, replace

from store.campaign_records import Campaign, Day, Document, Named, Quota, Task, Unit
from store.campaigns.holidays import lunar_day
from store.campaigns.quotas import Kind
from store.channels import Channel
from store.dates.anchors import day_named, day_of, has_anchor
from store.dates.lunar_days import for_template
from store.errors import N_, InvalidValueError
from store.paths import expand_user
from store.records import Id
from store.templates.build import without_year
from store.templates.day_rules import every_year, of_this_year
from store.templates.parser import checked
from store.templates.schema import PRIORITIES, TAGS, VERSION, ChannelFormPart
from store.text import nfc, show_day, slug

_UNTIL: Final = re.compile(r";?UNTIL=([0-9]{4})([0-9]{2})([0-9]{2})")
_PRIORITY_NAMES: Final = {number: name for name, number in PRIORITIES.items()}
_HEAD: Final = """\
# A campaign template for toasoan. Days are day.month, without the year: "1.5"; "31.12+5d" is 5 days
# later. A day with its year is a fact of that year. {year} becomes the year of the campaign.

"""
_ORDER: Final = (
    *("version", "name", "organisation", "slogan", "start", "end", "sync_hours", "sync_groups"),
    "news_hours",
    "most_cards",
    *("strands", "phases", "principles", "requirements", "levels", "topics"),
    *("goals", "milestones", "anniversaries", "peaks", "documents", "quotas", "units"),
    "abbreviations",
    *("audiences", "channels", "channel_forms", "tasks"),
)
"""The order of the keys: short ones first, tables last."""


def template_text(campaign: Campaign, tasks: Iterable[Task]) -> str:
    """Return a campaign and its tasks as the text of a template.

    Loading it and building it for the same year gives the same lists and tasks, undone. Names in
    tasks that the campaign no longer lists are left out, except phases, which are added.

    Tasks of other campaigns are ignored.

    Raises:
        InvalidValueError: it has no year, or is not valid as a template (an end before its start).
    """
    own = sorted_tasks(campaign, tasks)
    written = _Writer(campaign, own)
    document = _compact(written.head() | {"tasks": [written.task(task) for task in own]})

    import tomli_w  # only when a template is saved

    text = tomli_w.dumps({name: document[name] for name in _ORDER if name in document})
    checked(text, Path(campaign.name))  # so that it can be read again
    return _HEAD + text


def file_name(campaign: Campaign) -> str:
    """Return a portable file name for the template, without the year."""
    name = without_year(campaign.name, campaign.year) if campaign.year else campaign.name
    return f"{slug(name.replace('{year}', ' '))}.toml"


def template_file(path: Path | str) -> Path:
    """Return the path of a template's file, with `.toml` added if it is missing.

    Raises:
        FileError: the path begins with an unknown home folder.
    """
    file = expand_user(path)
    return file if file.suffix == ".toml" else file.with_name(f"{file.name}.toml")


def sorted_tasks(campaign: Campaign, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks for a copy of a campaign: by phase, with each series once."""
    own = [task for task in tasks if task.campaign == campaign.id]
    first = {task.id for task in own if task.repeat}
    kept = [task for task in own if task.series is None or task.series not in first]
    phases = _phases(campaign, own)
    return sorted(kept, key=lambda task: (phases.index(task.phase or ""), task.position))


def _phases(campaign: Campaign, tasks: Iterable[Task]) -> list[str]:
    """Return the phases in order, then those named only by tasks, as in the checklist."""
    return list(dict.fromkeys([*campaign.phases, *(task.phase for task in tasks)]))


def year_of(campaign: Campaign) -> int:
    """Return the year of a campaign.

    Raises:
        InvalidValueError: it has none, and no first or last day either.
    """
    known = campaign.start or campaign.end
    year = campaign.year or (known.year if known else None)
    if year is None:
        raise InvalidValueError(
            N_("The campaign “{name}” has no year; give it one in its lists (Alt+L) first."),
            name=campaign.name,
        )
    return year


class _Writer:
    """Writes the parts of a campaign as TOML values."""

    def __init__(self, campaign: Campaign, tasks: Sequence[Task]) -> None:
        self._campaign = campaign
        self._tasks = tasks
        self._year = year_of(campaign)
        self._keys = self._keys_of_awaited()
        lists: dict[str, Iterable[str]] = {
            "channels": [entry.name for entry in campaign.channels],
            "audiences": [entry.name for entry in campaign.audiences],
            "levels": campaign.levels,
            "topics": campaign.topics,
            "goals": [goal.code for goal in campaign.goals],
            "strand": campaign.strands,
            "unit": [unit.name for unit in campaign.units],
            "milestone": [day.name for day in campaign.milestones],
        }
        self._lists = {name: set(map(nfc, listed)) for name, listed in lists.items()}

    def _keys_of_awaited(self) -> dict[Id, str]:
        """Return a key for each task that others wait for: its title in ASCII."""
        awaited = {other for task in self._tasks for other in task.after}
        seen: Counter[str] = Counter()
        keys: dict[Id, str] = {}
        for task in self._tasks:
            if task.id in awaited:
                key = slug(task.title, 40)
                seen[key] += 1
                keys[task.id] = f"{key}-{seen[key]}" if seen[key] > 1 else key
        return keys

    def _text(self, text: str) -> str:
        return without_year(text, self._year)

    def _day(self, day: date | None) -> str | None:
        return every_year(day, self._year) if day else None

    # ------------------------------------------------------------------ the campaign

    def head(self) -> dict[str, Any]:
        """Return everything except the tasks."""
        campaign = self._campaign
        usual = Campaign(name="")
        plain = ("strands", "principles", "requirements", "levels", "topics")
        return {
            "version": VERSION,
            "name": self._text(campaign.name),
            "organisation": campaign.organisation,
            "slogan": self._text(campaign.slogan),
            "start": self._day(campaign.start),
            "end": self._day(campaign.end),
            "sync_hours": _unless(campaign.sync_hours, usual.sync_hours),
            "news_hours": _unless(campaign.news_hours, usual.news_hours),
            "most_cards": _unless(campaign.most_cards, usual.most_cards),
            "sync_groups": list(_unless(campaign.sync_groups, usual.sync_groups) or ()),
            "phases": [name for name in _phases(campaign, self._tasks) if name],
            "goals": [asdict(goal) for goal in campaign.goals],
            "audiences": _grouped(campaign.audiences),
            "channels": _grouped(campaign.channels),
            "channel_forms": [_form(one) for one in campaign.channels if len(_form(one)) > 1],
            "units": [self._unit(unit) for unit in campaign.units],
            "milestones": [self._fact(day) for day in campaign.milestones],
            "anniversaries": [self._named_day(day) for day in campaign.anniversaries],
            "peaks": [self._named_day(day) for day in campaign.peaks],
            "documents": [_document(document) for document in campaign.documents],
            "quotas": [self._quota(quota) for quota in campaign.quotas],
            "abbreviations": [asdict(entry) for entry in campaign.abbreviations],
            **{name: list(filter(str.strip, getattr(campaign, name))) for name in plain},
        }

    def _named_day(self, day: Day) -> dict[str, Any]:
        if lunar_day(day.name, self._year):
            return self._fact(day)
        end = self._day(day.end) if day.start else None
        return {"name": day.name, "start": self._day(day.start), "end": end}

    def _fact(self, day: Day) -> dict[str, Any]:
        if day.start is None:
            return {"name": day.name}
        end = show_day(day.end) if day.end else None
        return {"name": day.name, "start": of_this_year(day.start, self._year), "end": end}

    def _quota(self, quota: Quota) -> dict[str, Any]:
        """Return a quota without a number that was typed, which belongs to its year."""
        channels = self._of_list("channels", quota.channels)
        what = quota.what if quota.what in list(Kind) else ""
        written = replace(quota, value=None, value_day=None, channels=tuple(channels), what=what)
        return asdict(written) | {"channels": channels}

    def _unit(self, unit: Unit) -> dict[str, Any]:
        names = {other.name for other in self._campaign.units}
        return {
            "name": unit.name,
            "short": unit.short,
            "level": unit.level if unit.level in self._campaign.levels else None,
            "parent": unit.parent if unit.parent in names else None,
        }

    # ------------------------------------------------------------------ tasks

    def task(self, task: Task) -> dict[str, Any]:
        """Return a task."""
        return {
            "title": self._text(task.title),
            "phase": task.phase,
            "key": self._keys.get(task.id),
            **self._due(task),
            "time": task.due_time,
            "notes": self._text(task.notes),
            **{name: self._of_list(name, getattr(task, name)) for name in TAGS},
            **{name: self._one_of(name, getattr(task, name)) for name in ("strand", "unit")},
            "milestone": self._one_of("milestone", task.milestone),
            "stage": task.stage.value if task.stage else None,
            "priority": _unless(_PRIORITY_NAMES[task.priority], "usual"),
            **self._repeat(task),
            "after": [self._keys[other] for other in task.after if other in self._keys],
            "cascades": task.cascades or None,
        }

    def _due(self, task: Task) -> dict[str, Any]:
        if not task.anchor or not has_anchor(task.anchor, self._campaign):
            return {"due": self._day(task.due)}
        hung = day_of(task.anchor, task.offset, self._campaign)
        day = day_named(task.anchor, self._campaign)
        return {
            "anchor": day.name if day else for_template(task.anchor, self._year),
            "offset": task.offset or None,
            "due": None if hung else self._day(task.due),
        }

    def _repeat(self, task: Task) -> dict[str, Any]:
        found = _UNTIL.search(task.repeat)
        until = date(*map(int, found.groups())) if found else None
        return {"repeat": _UNTIL.sub("", task.repeat), "until": self._day(until)}

    def _of_list(self, name: str, values: Iterable[str]) -> list[str]:
        return [value for value in values if nfc(value) in self._lists[name]]

    def _one_of(self, name: str, value: str) -> str | None:
        return value if nfc(value) in self._lists[name] else None


def _unless(value: Any, usual: Any) -> Any:
    """Return a value, or None for the default, which is not written."""
    return None if value == usual else value


_OF_FORMS: Final = [f.name for f in fields(ChannelFormPart)]


def _form(channel: Channel) -> dict[str, Any]:
    """Return the name of a channel and its form, without who runs it and where."""
    values = {name: getattr(channel, name) for name in _OF_FORMS}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _grouped(entries: Iterable[Named | Channel]) -> dict[str, list[str]]:
    """Return the entries of a list by group."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry.name)
    return groups


def _document(document: Document) -> dict[str, Any]:
    return asdict(document) | {"issued": show_day(document.issued) if document.issued else None}


def _compact(value: Any) -> Any:
    """Remove empty values, at any depth."""
    if isinstance(value, dict):
        kept = {name: _compact(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    return [_compact(one) for one in value] if isinstance(value, list) else value
