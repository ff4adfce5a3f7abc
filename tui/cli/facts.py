"""Facts: putting one on the sheet of a campaign, and what texts say of the same things."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from msgspec import to_builtins

from store import Article, Campaign, Desk, Fact
from store.dates.anchors import reference_day
from store.records import TAKEN_BACK
from store.text import read_day
from tui import i18n, settings
from tui.cli.console import (
    fields,
    opened,
    refuse_useless,
    refuse_where_none,
    safe_json,
    the_campaign,
)
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.labels import MATTER_NAMES
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.copydesk.agreement import Matter, Value

_CONTRADICTS: Final = 1
_ID_SHOWN: Final = 8


def add(commands: Commands) -> None:
    """Add the command."""
    fact = commands.group("fact", _("facts"))
    new = fact.add("add", _add_fact, _("put a fact on the sheet of a campaign"))
    new.add_argument("key", metavar="KEY", help=_("what it is about"))
    new.add_argument("value", metavar="VALUE", help=_("the figure, the name, the day"))
    new.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    new.add_argument("--unit", default="", metavar="UNIT", help=_("what the figure counts"))
    new.add_argument("--source", default="", metavar="TEXT", help=_("where it comes from"))
    new.add_argument("--day", metavar="DAY", help=_("the day of the source"))
    new.add_argument("--since", metavar="DAY", help=_("the day from which on it holds"))
    about = _("list what texts say, contradictions first; 1 where something contradicts")
    table = fact.add("table", _table, about)
    which = _("articles, each with its versions (default: all texts of the campaign)")
    table.add_argument("ids", nargs="*", metavar="ID", help=which)
    table.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    table.add_argument("--json", action="store_true", help=_("as JSON, with every place"))


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


# ---------------------------------------------------------------- what texts say


def _table(options: argparse.Namespace, chosen: settings.Settings) -> int:
    if options.ids:
        refuse_useless(options, ["campaign"], "ID")
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        articles = _asked(desk, options)
        matters = desk.articles.copy_desk.agreement(articles)
    if options.json:
        print(safe_json([_as_row(matter) for matter in matters]))
    else:
        for matter in matters:
            for value in matter.values:
                print("\t".join(map(one_line, _as_cells(matter, value))))
    return _CONTRADICTS if any(matter.disagrees for matter in matters) else 0


def _asked(desk: Desk, options: argparse.Namespace) -> list[Article]:
    if options.ids:
        versions = desk.articles.versions
        found = [one for name in options.ids for one in versions.message(desk.articles.find(name))]
        return list({one.id: one for one in found}.values())
    campaign = the_campaign(desk, options.campaign)
    every = [article for article in desk.articles if article.campaign == campaign.id]
    return [article for article in every if article.status not in TAKEN_BACK]


def _as_cells(matter: Matter, value: Value) -> list[str]:
    sign = "≠" if value.disagrees else "="
    places = [
        f"{place.article[:_ID_SHOWN]}:{place.where.line}:{place.where.column}"
        for place in value.places
    ]
    if value.is_settled:
        places.insert(0, _("as on the sheet"))
    return [sign, _(MATTER_NAMES[matter.kind]), matter.about, value.said, " ".join(places)]


def _as_row(matter: Matter) -> dict[str, Any]:
    messages = [
        {"rule": flag.rule, "message": flag.message(i18n.current())} for flag in matter.flags
    ]
    row: dict[str, Any] = to_builtins(matter)
    return {**row, "disagrees": matter.disagrees, "flags": messages}
