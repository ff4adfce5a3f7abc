"""Campaigns: beginning one, its progress, its report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from store import Campaign, Desk, Task
from store.campaigns.acknowledgements import acknowledged
from store.campaigns.matrix import Matrix
from store.campaigns.quotas import Period
from tui import settings
from tui.cli.console import (
    cell,
    chosen_campaigns,
    fields,
    note,
    opened,
    refuse_where_none,
    safe_json,
    share_of,
    telling_length,
    the_campaign,
)
from tui.cli.lists import task_row
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("write a campaign's report, plan and calendar to files")
    report = commands.add("report", _report, about)
    report.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    goes = report.add_mutually_exclusive_group(required=True)
    goes.add_argument("--to", metavar="DIR", help=_("the folder they go to"))
    ids = _("print its numbers instead, each with the IDs of what it counts, as a JSON array")
    goes.add_argument("--json", action="store_true", help=ids)
    number = _("the number of the report among your documents")
    report.add_argument("--number", default="", metavar="N", help=number)
    replace = _("write over files of the same name")
    report.add_argument("--replace", action="store_true", help=replace)

    plan = commands.add("plan", _plan, _("show how far the campaigns have come"))
    plan.add_argument("--campaign", metavar="NAME", help=_("only this campaign"))
    plan.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    campaign = commands.group("campaign", _("campaigns"))
    new = campaign.add("new", _new_campaign, _("begin a campaign from a template"))
    template = _("the name of a template (thang-cong-nhan, or one of your own) or a TOML file")
    new.add_argument("--template", required=True, metavar="NAME", help=template)
    new.add_argument("--year", required=True, type=int, help=_("the year its dates fall in"))
    new.add_argument("--name", help=_("its name (default: the template's, with the year)"))


def _new_campaign(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        campaign = desk.campaigns.new(
            options.template, options.year, options.name, folder=settings.templates_folder()
        )
    print(f"{campaign.id}\t{one_line(campaign.name)}")


def _report(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        campaign = the_campaign(desk, options.campaign)
        if options.json:
            print(safe_json(_numbers(desk, campaign)))
            return
        paths = desk.reports.write(
            campaign, Path(options.to), replace=options.replace, number=options.number
        )
    for path in paths:
        print(one_line(str(path)))
    if not any(path.suffix == ".ics" for path in paths):
        note(_("Nothing in the campaign has a day yet: there is no calendar file."))


def _numbers(desk: Desk, campaign: Campaign) -> list[dict[str, Any]]:
    """Return the numbers of a report for JSON, in their order."""
    from store.report import report_lines

    return [
        {
            **fields(spot, "part", "about"),
            "line": line.text.strip(),
            "shown": line.text[spot.start : spot.end],
            "value": spot.number.value,
            "counted": spot.number.counted,
            "names": [one.name for one in spot.number.items if one.name and one.why is None],
        }
        for line in report_lines(desk.reports.figures(campaign))
        for spot in line.spots
    ]


def _plan(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        rows = [_plan_row(desk, campaign) for campaign in chosen_campaigns(desk, options)]
    if options.json:
        print(safe_json(rows))
        return
    width = telling_length([row["id"] for row in rows])
    for row in rows:
        print(f"{row['id'][:width]}  {cell(row['name'])}  {_done(row['progress'])}")
        for phase in row["phases"]:
            print(f"  {cell(phase['name'])}  {_done(phase)}")
            for task in phase["tasks"]:
                if task["cascade"]:
                    print(f"    {cell(task['title'])}  {_stops(task['cascade'])}")
        for score in row["scores"]:
            print(f"  {cell(score['name'])}  {share_of(score['value'], score['of'])}")
            for part in score["parts"]:
                print(f"    {cell(part['label'])}  {_reached(part)}")


def _plan_row(desk: Desk, campaign: Campaign) -> dict[str, Any]:
    figures = desk.reports.figures(campaign)
    return {
        **fields(campaign, "id", "name", "year", "organisation", "start", "end"),
        "progress": {
            "done": figures.done.value,
            "total": len(figures.tasks),
            "overdue": figures.overdue.value,
            "tasks": {"done": figures.done.counted, "overdue": figures.overdue.counted},
        },
        "scores": [
            {
                **fields(score, "name", "value", "of", "ready", "planned"),
                "share": round(score.share, 4),
                "counted": score.counted,
                "parts": [
                    {
                        **fields(part, "label", "kind", "value", "of", "is_met"),
                        **fields(part, "per", "under_way", "counted"),
                    }
                    for part in score.parts
                ],
            }
            for score in figures.scores
        ],
        "matrix": {
            "in_sync": figures.in_sync.value,
            "total": len(figures.matrix.rows),
            "gaps": figures.empty.value,
            "late": sum(gap.is_late for gap in figures.gaps),
            **_axes(campaign, figures.matrix),
        },
        "phases": [
            {
                **fields(phase, "name", "done"),
                "total": len(phase.tasks),
                "tasks": [
                    {**task_row(desk, task), "cascade": _cascade(task, campaign)}
                    for task in phase.tasks
                ],
            }
            for phase in figures.phases
        ],
    }


def _cascade(task: Task, campaign: Campaign) -> dict[str, Any] | None:
    """Return where the chain of units stops for a task; None if it does not go down."""
    if not task.cascades:
        return None
    found = acknowledged(task, campaign)
    return {
        "units": len(found.units),
        "silent": [unit.name for unit in found.silent],
        "stopped_at": [unit.name for unit in found.stopped_at],
        "not_done": [unit.name for unit in found.not_done],
        "done": [
            {"unit": name, "day": ack.done, "note": ack.note} for name, ack in found.done.items()
        ],
    }


def _axes(campaign: Campaign, found: Matrix) -> dict[str, Any]:
    """Return the matrix for JSON: its axes with their groups, its cells with three counts."""
    return {
        "rows": {"axis": found.view.rows, "names": [row.name for row in found.rows]},
        "columns": {
            "axis": found.view.columns,
            "groups": _by_group(found),
        },
        "sync_groups": campaign.sync_groups,
        "sync_hours": campaign.sync_hours,
        "cells": [
            {
                "row": row.name,
                "column": column,
                **{name: len(pieces) for name, pieces in counts.items()},
                "pieces": counts,
                **fields(cell, "articles", "tasks"),
            }
            for row in found.rows
            for column, cell in zip(found.columns, row.cells, strict=True)
            for counts in (fields(cell, "planned", "ready", "out"),)
        ],
        "sync": [{"row": row.name, **msgspec.structs.asdict(row.sync)} for row in found.rows],
    }


def _by_group(found: Matrix) -> list[dict[str, Any]]:
    groups: dict[str, list[str]] = {}
    for name, group in zip(found.columns, found.groups, strict=True):
        groups.setdefault(group, []).append(name)
    return [{"group": group, "names": names} for group, names in groups.items()]


def _stops(found: dict[str, Any]) -> str:
    """Return where the chain of units stops, in numbers."""
    told = _("{units} units: {silent} have not acknowledged, {not_done} have and are not done")
    return told.format(
        units=found["units"], silent=len(found["silent"]), not_done=len(found["not_done"])
    )


def _reached(part: dict[str, Any]) -> str:
    reached = f"{part['value']}/{part['of']}" if part["of"] else ""
    if part["under_way"]:
        told = _("today {count}") if part["per"] is Period.DAY else _("this week {count}")
        count = "/".join(map(str, part["under_way"]))
        return f"{reached} · {told.format(count=count)}".strip(" ·")
    if reached:
        return reached
    return _("nothing to count yet") if part["kind"] else _("cannot be counted")


def _done(counted: dict[str, Any]) -> str:
    return share_of(counted["done"], counted["total"])
