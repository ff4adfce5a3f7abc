"""Facts: putting one on the sheet of a campaign."""

from __future__ import annotations

import argparse
from datetime import date

from store import Campaign, Desk, Fact
from store.dates.anchors import reference_day
from store.text import read_day
from tui import settings
from tui.cli.console import fields, opened, the_campaign
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the command."""
    fact = commands.group("fact", _("facts"))
    new = fact.add("add", _add_fact, _("put a fact on the sheet of a campaign"))
    new.add_argument("key", metavar="KEY", help=_("what it is about"))
    new.add_argument("value", metavar="VALUE", help=_("the figure, the name, the day"))
    new.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    new.add_argument("--unit", default="", metavar="U", help=_("what the figure counts"))
    new.add_argument("--source", default="", metavar="S", help=_("where it comes from"))
    new.add_argument("--day", metavar="D", help=_("the day of the source"))
    new.add_argument("--since", metavar="D", help=_("the day from which on it holds"))


def _add_fact(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        campaign = the_campaign(desk, options.campaign)
        fact = Fact(
            campaign=campaign.id,
            **fields(options, "key", "value", "unit", "source"),
            day=_day(options.day, desk, campaign),
            since=_day(options.since, desk, campaign),
        )
        fact = desk.facts.add(fact)
    print(f"{fact.id}\t{one_line(fact.key)}")


def _day(text: str | None, desk: Desk, campaign: Campaign) -> date | None:
    return None if text is None else read_day(text, reference_day(campaign, desk.records.today()))
