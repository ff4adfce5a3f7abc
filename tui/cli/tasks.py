"""The tasks of the checklists: listed, added, changed, ticked."""

from __future__ import annotations

import argparse
import re
from datetime import date, timedelta
from typing import Any, Final

from store import Campaign, Desk, Task
from store.campaigns.schedule import agenda
from store.campaigns.tags import TAGS, value_named
from store.errors import N_, InvalidValueError
from store.text import identity
from tui import settings
from tui.cli.console import (
    cell,
    chosen_campaigns,
    note,
    opened,
    safe_json,
    telling_length,
    the_campaign,
)
from tui.cli.lists import task_row
from tui.cli.parser import Commands
from tui.cli.tags import add_options, named_tags
from tui.i18n import _
from tui.widgets.terminal_safe import one_line

_PRIORITIES: Final = {"high": 1, "usual": 0, "low": -1}

_TAGS: Final = [field for field in TAGS if field != "unit"]
"""The tags from lists; the unit of a task may be any."""


def add(commands: Commands) -> None:
    """Add the commands."""
    tasks = commands.add("tasks", _open_tasks, _("list the open tasks, the most pressing first"))
    tasks.add_argument("--campaign", metavar="NAME", help=_("only the tasks of this campaign"))
    due = _("only those due within 7d (days), 2w (weeks) or today, or overdue")
    tasks.add_argument("--due", metavar="7d", help=due)
    tasks.add_argument("--late", action="store_true", help=_("only those whose day has passed"))
    tasks.add_argument("--owner", metavar="NAME", help=_("only those of this person"))
    tasks.add_argument("--unit", metavar="NAME", help=_("only those of this unit"))
    tasks.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    task = commands.group("task", _("single tasks"))
    new = task.add("add", _add, _("put a task on a checklist; prints its ID"))
    new.add_argument("title", metavar="TITLE", help=_("what is to be done"))
    new.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    _add_values(new)
    edit = task.add("edit", _edit, _("change the values of tasks"))
    edit.add_argument("id", nargs="+", metavar="ID", help=_("the beginning of an ID"))
    edit.add_argument("--title", metavar="TITLE", help=_("what is to be done"))
    _add_values(edit)

    tick = commands.add("tick", _tick, _("tick tasks; what is ticked stays so"))
    tick.add_argument("id", nargs="+", metavar="ID", help=_("the beginning of an ID"))
    tick.add_argument("--off", action="store_true", help=_("take the tick off"))


def _add_values(command: argparse.ArgumentParser) -> None:
    due = _("when, as one says it: 18.5, Friday, +3d, 10 days before 1.5")
    command.add_argument("--due", metavar="TEXT", help=due)
    command.add_argument("--phase", metavar="NAME", help=_("a phase of the campaign"))
    command.add_argument("--owner", metavar="NAME", help=_("who does it"))
    command.add_argument("--unit", metavar="NAME", help=_("the unit that does it"))
    command.add_argument("--priority", choices=list(_PRIORITIES), help=_("how much it matters"))
    repeat = _("how it repeats: weekly, every Monday, every 2 weeks; empty for not at all")
    command.add_argument("--repeat", metavar="TEXT", help=repeat)
    add_options(command, _TAGS)


# ---------------------------------------------------------------- listing


def _open_tasks(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        now = desk.records.now()
        is_late = options.late or options.due == "overdue"
        until = _last_day(options.due, now.date())
        wanted = [
            task
            for campaign in chosen_campaigns(desk, options)
            for phase in desk.campaigns.checklist(campaign)
            for task in phase.tasks
            if _is_asked(task, options, until) and (not is_late or task.is_overdue(now))
        ]
        found = agenda(wanted, now)
        pressing = (*found.overdue, *found.today, *found.week, *found.later, *found.undated)
        rows = [task_row(desk, task) for task in pressing]
    if options.json:
        print(safe_json(rows))
        return
    width = telling_length([row["id"] for row in rows])
    for row in rows:
        mark = _("overdue") if row["overdue"] else _(row["status"])
        cells = (row["id"][:width], mark, *(cell(row[name]) for name in ("due", "owner", "title")))
        print("  ".join(cells))
    if not rows:
        note(_("There is no such task."))


def _is_asked(task: Task, options: argparse.Namespace, until: date | None) -> bool:
    if until is not None and (task.due is None or task.due > until):
        return False
    return all(
        wanted is None or identity(getattr(task, name)) == identity(wanted)
        for name, wanted in (("owner", options.owner), ("unit", options.unit))
    )


def _last_day(due: str | None, today: date) -> date | None:
    """Return the last day that `--due` includes; None for all."""
    if due is None:
        return None
    if due in ("today", "overdue"):
        return today
    found = re.fullmatch(r"([0-9]{1,6})([dw])", due)
    if not found:
        raise InvalidValueError(
            N_("“{text}” cannot be used with --due; write 7d, 2w, today or overdue."), text=due
        )
    days = int(found[1]) * (7 if found[2] == "w" else 1)
    return today + timedelta(days=min(days, (date.max - today).days))


# ---------------------------------------------------------------- changing


def _add(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        campaign = the_campaign(desk, options.campaign)
        first_phase = next(iter(campaign.phases), "")
        values = {"phase": first_phase, **_values(desk, campaign, options)}
        _tell(desk.tasks.add(Task(campaign=campaign.id, **values)))


def _edit(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        tasks = [desk.tasks.find(prefix) for prefix in options.id]
        # All are read before any is changed: each campaign has its own days and phases.
        values = [_values(desk, desk.campaigns[task.campaign], options, task) for task in tasks]
        for task in desk.tasks.edit_each(list(zip(tasks, values, strict=True))):
            _tell(task)


def _tick(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        tasks = [desk.tasks.find(prefix) for prefix in options.id]
        changing = [task for task in tasks if (task.done is None) != options.off]
        for task in changing:
            if waited := [] if options.off else desk.tasks.waits_for(task):
                titles = ", ".join(other.title for other in waited)
                note(_("“{title}” waits for: {titles}.").format(title=task.title, titles=titles))
        desk.tasks.tick_all(changing)
        for task in tasks:
            _tell(desk.tasks[task.id])


def _values(
    desk: Desk, campaign: Campaign, options: argparse.Namespace, task: Task | None = None
) -> dict[str, Any]:
    """Return the fields that the options name."""
    values = named_tags(campaign, options, task, _TAGS)
    if (options.due, options.repeat) != (None, None):
        from store.campaigns.recurrence import due_and_repeat, read_repeat
        from store.dates.due import Due, due_fields, due_of
        from store.dates.parser import read_due

        due = due_of(task) if task else Due()
        if options.due is not None:
            due = read_due(options.due, desk.records.today(), campaign)
        values |= due_fields(due)
        if options.repeat is not None:
            values |= due_and_repeat(due, read_repeat(options.repeat), task)
    if options.phase is not None:
        values["phase"] = value_named(campaign, "phase", options.phase)
    if options.priority is not None:
        values["priority"] = _PRIORITIES[options.priority]
    for name in ("title", "owner", "unit"):
        if (text := getattr(options, name)) is not None:
            values[name] = text.strip()
    return values


def _tell(task: Task) -> None:
    """Print a task as `import` does an article: its ID and title."""
    print(f"{task.id}\t{one_line(task.title)}")
