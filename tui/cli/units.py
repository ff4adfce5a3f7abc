"""The units of a campaign: their tree, CSV import and export, and acknowledgements."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from store import Task
from store.campaigns.acknowledgements import acknowledged
from store.campaigns.unit_coverage import UnitCoverage
from store.campaigns.units import Branch, tree_of
from store.campaigns.units_csv import COLUMNS, MAX_BYTES, Refusal, read_units
from store.errors import N_, InvalidValueError
from store.paths import expand_user, read_file
from tui import settings
from tui.cli.console import (
    MOST_SAID,
    REFUSED,
    cell,
    fields,
    note,
    opened,
    read_day,
    refuse_useless,
    refuse_where_none,
    safe_json,
    share_of,
    the_campaign,
    told,
)
from tui.cli.parser import Commands
from tui.i18n import _, number
from tui.units_report import counted, left_aside
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("show the tree of units; units import and units export move it")
    units = commands.add("units", _units, about)
    what = _("take units in, or write them out")
    units.add_argument("what", nargs="?", choices=["import", "export"], help=what)
    units.add_argument("file", nargs="?", metavar="FILE", help=_("the CSV file"))
    units.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    units.add_argument("--json", action="store_true", help=_("one JSON array of objects"))
    dry = _("only say what an import would change")
    units.add_argument("--dry-run", action="store_true", help=dry)
    units.add_argument("--replace", action="store_true", help=_("write over a file of that name"))

    word = commands.add("acknowledge", _acknowledge, _("note that a task has reached a unit"))
    word.add_argument("task", metavar="TASK_ID", help=_("the ID, or the beginning of it"))
    word.add_argument("unit", metavar="UNIT", help=_("the full or short name of the unit"))
    word.add_argument("--undo", action="store_true", help=_("take the acknowledgement back"))
    done = _("the unit has also done it, on this day: 18.5, yesterday (default: today)")
    word.add_argument("--done", nargs="?", const="", metavar="DAY", help=done)
    word.add_argument("--note", default="", metavar="TEXT", help=_("how it was done"))


_USELESS: Final = {
    None: ("dry-run", "replace"),
    "import": ("json", "replace"),
    "export": ("json", "dry-run"),
}
"""The options that belong to the others of the three."""


def _units(options: argparse.Namespace, chosen: settings.Settings) -> int:
    refuse_useless(options, _USELESS[options.what], f"toasoan units {options.what or ''}".rstrip())
    if options.what and not options.file:
        raise InvalidValueError(
            N_("Name the CSV file: toasoan units {what} FILE."), what=options.what
        )
    if options.what == "import":
        return _import(options, chosen)
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        campaign = the_campaign(desk, options.campaign)
        if options.what == "export":
            path = desk.units.write(campaign, Path(options.file), replace=options.replace)
            print(one_line(str(path)))
            return 0
        coverage, last = desk.units.coverage(campaign), desk.units.last_words(campaign)
        rows = [
            _row(branch, coverage[branch.unit.name], last.get(branch.unit.name))
            for branch in tree_of(campaign).branches
        ]
    if options.json:
        print(safe_json(rows))
        return 0
    for row in rows:
        print(_line(row))
    if not rows:
        note(_("The campaign has no units yet; see toasoan units import."))
    return 0


def _row(branch: Branch, found: UnitCoverage, last: datetime | None) -> dict[str, Any]:
    """Return a unit for JSON."""
    return {
        **fields(branch.unit, *COLUMNS),
        **fields(branch, "depth", "below"),
        "flaw": branch.flaw.value,
        "acknowledged": found.acked,
        **fields(found, "asked", "stops"),
        "last": last,
        **fields(found, "planned", "writing", "approved", "out", "branch_out", "branch_pieces"),
    }


def _line(row: dict[str, Any]) -> str:
    """Return a unit as a line of the list."""
    word = share_of(row["acknowledged"], row["asked"])
    marks = ("■" if row["stops"] else "", f"({row['flaw']})" if row["flaw"] else "")
    indent = "  " * min(int(row["depth"]), 20)
    cells = [
        cell(row["short"] or row["name"]),
        word,
        share_of(row["branch_out"], row["branch_pieces"]),
        *filter(None, marks),
    ]
    return indent + "  ".join(cells)


def _import(options: argparse.Namespace, chosen: settings.Settings) -> int:
    data = read_file(expand_user(options.file), MAX_BYTES)
    with opened(options, chosen, read_only=options.dry_run) as desk:
        refuse_where_none(desk)
        campaign = the_campaign(desk, options.campaign)
        found = read_units(data, campaign, Path(options.file).name)
        if not options.dry_run and not found.is_empty:
            desk.units.take(campaign, found)
    for rows in (found.refused, found.remarks):
        _tell(rows)
    if aside := left_aside(found):
        note(aside)
    print(counted(found))
    if options.dry_run:
        note(_("Nothing has been changed; without --dry-run it is taken."))
    return REFUSED if found.refused else 0


def _tell(rows: Sequence[Refusal]) -> None:
    """Print the first messages to standard error, and how many more there are."""
    text = _("Line {line}: {sentence}")
    for row in rows[:MOST_SAID]:
        note(text.format(line=row.line, sentence=told(row.why)))
    if (left := len(rows) - MOST_SAID) > 0:
        note(_("… and {count} more.").format(count=number(left)))


def _acknowledge(options: argparse.Namespace, chosen: settings.Settings) -> None:
    if options.note and (options.done is None or options.undo):
        raise InvalidValueError(
            N_("--note says how it was done; give --done as well, or leave it out.")
        )
    with opened(options, chosen) as desk:
        task = desk.records.find(options.task, "tasks")
        assert isinstance(task, Task)
        if options.done is None:
            task = desk.tasks.acknowledge(task, options.unit, not options.undo)
        else:
            today = desk.records.today()
            day = None
            if not options.undo:
                campaign = desk.campaigns.get(task.campaign)
                day = read_day(options.done or "today", today, campaign, is_past=True)
            task = desk.units.report_done(task, options.unit, day, options.note)
        found = acknowledged(task, desk.campaigns[task.campaign])
    print(f"{task.id}\t{len(found.acked)}/{len(found.units)}\t{one_line(task.title)}")
