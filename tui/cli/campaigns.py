"""Campaigns: beginning one, its progress, its report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from store import Campaign, Desk
from tui import settings
from tui.cli.console import (
    cell,
    chosen_campaigns,
    fields,
    note,
    opened,
    refuse_where_none,
    safe_json,
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
    report.add_argument("--to", required=True, metavar="DIR", help=_("the folder they go to"))
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
        paths = desk.reports.write(campaign, Path(options.to), replace=options.replace)
    for path in paths:
        print(one_line(str(path)))
    if not any(path.suffix == ".ics" for path in paths):
        note(_("Nothing in the campaign has a day yet: there is no calendar file."))


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
        for score in row["scores"]:
            print(f"  {cell(score['name'])}  {score['value']}/{score['of']}")
            for part in score["parts"]:
                print(f"    {cell(part['label'])}  {_reached(part)}")


def _plan_row(desk: Desk, campaign: Campaign) -> dict[str, Any]:
    figures = desk.reports.figures(campaign)
    return {
        **fields(campaign, "id", "name", "year", "organisation", "start", "end"),
        "progress": msgspec.structs.asdict(figures.progress),
        "scores": [
            {
                **fields(score, "name", "value", "of"),
                "share": round(score.share, 4),
                "counted": score.counted,
                "parts": [
                    fields(part, "label", "kind", "value", "of", "is_met", "counted")
                    for part in score.parts
                ],
            }
            for score in figures.scores
        ],
        "matrix": {
            "in_sync": figures.matrix.in_sync,
            "total": len(figures.matrix.rows),
            "gaps": figures.matrix.empty,
        },
        "phases": [
            {
                **fields(phase, "name", "done"),
                "total": len(phase.tasks),
                "tasks": [task_row(desk, task) for task in phase.tasks],
            }
            for phase in figures.phases
        ],
    }


def _reached(part: dict[str, Any]) -> str:
    if part["of"]:
        return f"{part['value']}/{part['of']}"
    return _("nothing to count yet") if part["kind"] else _("cannot be counted")


def _done(counted: dict[str, Any]) -> str:
    return f"{counted['done']}/{counted['total']}"
