"""Campaigns saved as templates, and cloned for another year."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui import settings
from tui.cli.console import cell, note, opened, refuse_where_none, the_campaign
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    campaign = commands.group("campaign", _("campaigns"))
    save = campaign.add("save-template", _save, _("write a campaign as a template to share"))
    save.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    save.add_argument("file", metavar="FILE", help=_("a TOML file"))
    save.add_argument("--replace", action="store_true", help=_("write over the file that is there"))

    clone = campaign.add("clone", _clone, _("begin a campaign of another year from one"))
    clone.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    clone.add_argument("--year", required=True, type=int, help=_("the year its dates fall in"))
    clone.add_argument("--name", help=_("its name (default: the old one, with the year)"))
    keep = _("what a day keeps that is no anniversary: its weekday (usual) or its date")
    clone.add_argument("--keep", choices=("weekday", "date"), default="weekday", help=keep)
    clone.add_argument("--facts", action="store_true", help=_("with the fact sheet"))
    dry = _("only say which day comes to which, and why")
    clone.add_argument("--dry-run", action="store_true", help=dry)


def _save(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        campaign = the_campaign(desk, options.campaign)
        path = desk.campaigns.save_template(campaign, Path(options.file), replace=options.replace)
    print(one_line(str(path)))


def _clone(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=options.dry_run) as desk:
        refuse_where_none(desk)
        campaign = the_campaign(desk, options.campaign)
        make = desk.campaigns.preview_clone if options.dry_run else desk.campaigns.clone
        made = make(
            campaign, options.year, options.name, keep=options.keep, with_facts=options.facts
        )
    if not options.dry_run:
        print(f"{made.campaign.id}\t{one_line(made.campaign.name)}")
        return
    from tui.widgets.clone_words import shown_day, what, why

    for shift in made.shifts:
        days = f"{shown_day(shift.before)}\t{shown_day(shift.after)}"
        print(f"{days}\t{cell(why(shift))}\t{cell(what(shift))}")
    note(_("Nothing has been written: “{name}” would be new.").format(name=made.campaign.name))
