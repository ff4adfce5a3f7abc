"""The tags of articles: names from their campaign's lists."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from typing import Any, Final

from store import Article, Campaign, Desk, InvalidValueError, Task
from store.campaigns.tags import SEVERAL, TAGS, carried, value_named
from store.errors import N_
from store.text import identity
from tui import settings
from tui.cli.console import opened
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line

_OPTIONS: Final = {
    "channels": ("--channel", N_("a channel; again for another, empty for none")),
    "topics": ("--topic", N_("a topic; again for another, empty for none")),
    "audiences": ("--audience", N_("an audience; again for another, empty for none")),
    "levels": ("--level", N_("a level; again for another, empty for none")),
    "goals": ("--goal", N_("the code of a goal; again for another, empty for none")),
    "strand": ("--strand", N_("the strand, empty for none")),
    "milestone": ("--milestone", N_("the milestone, empty for none")),
    "unit": ("--unit", N_("the unit whose piece it is, by its full or short name, empty for none")),
}
"""The option of each field, and its help (a message id)."""


def add(commands: Commands) -> None:
    """Add the command."""
    tag = commands.add("tag", _tag, _("tag an article with names from its campaign's lists"))
    tag.add_argument("id", nargs="+", metavar="ID", help=_("the ID, or the beginning of it"))
    tag.add_argument("--campaign", metavar="NAME", help=_("the campaign the articles belong to"))
    add_options(tag)
    event = _("when what it reports happened: 18.5 8h30, yesterday 22h; empty for no time")
    tag.add_argument("--event", metavar="TIME", help=event)


def add_options(command: argparse.ArgumentParser, fields: Collection[str] = TAGS) -> None:
    """Let a command take tags."""
    for field in fields:
        option, text = _OPTIONS[field]
        action = "append" if field in SEVERAL else "store"
        command.add_argument(option, dest=field, action=action, metavar="NAME", help=_(text))


def has_tags(options: argparse.Namespace) -> bool:
    """Return whether the options name tags."""
    return any(getattr(options, field) is not None for field in TAGS)


def named_tags(
    campaign: Campaign,
    options: argparse.Namespace,
    piece: Article | Task | None = None,
    fields: Collection[str] = TAGS,
) -> dict[str, Any]:
    """Return the fields that the options name, each value as the campaign spells it.

    Args:
        campaign: whose lists.
        options: as parsed.
        piece: its present tags are accepted, even if they are in no list.
        fields: those of `TAGS` that the command takes.

    Raises:
        DeskError: the campaign has no such name.
    """
    values: dict[str, Any] = {}
    for field in fields:
        asked = getattr(options, field)
        if asked is None:
            continue
        known = carried(piece, field) if piece else ()
        names = asked if field in SEVERAL else [asked]
        found = [_named(campaign, field, name, known) for name in names if name.strip()]
        values[field] = tuple(dict.fromkeys(found)) if field in SEVERAL else "".join(found)
    return values


def _named(campaign: Campaign, field: str, name: str, known: Collection[str]) -> str:
    alike = [value for value in known if identity(value) == identity(name)]
    return alike[0] if alike else value_named(campaign, field, name)


def _tag(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        articles = [desk.articles.find(prefix) for prefix in options.id]
        # All are read before any is changed: each campaign has its own lists.
        values = {
            article.id: {**_values(desk, article, options), **_event(desk, article, options)}
            for article in articles
        }
        desk.articles.bulk.edit_each(values)
        for article in articles:
            tagged = desk.articles[article.id]
            print(f"{tagged.id}\t{one_line(tagged.title)}")


def _event(desk: Desk, article: Article, options: argparse.Namespace) -> dict[str, Any]:
    if options.event is None:
        return {}
    from store.dates.moments import read_moment

    campaign = desk.campaigns.get(article.campaign)
    typed = options.event.strip()
    return {
        "event": read_moment(typed, desk.records.now(), campaign, may_come=True) if typed else None
    }


def _values(desk: Desk, article: Article, options: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of an article that the options name."""
    if options.campaign:
        campaign = desk.campaigns.find(options.campaign)
        return {"campaign": campaign.id, **named_tags(campaign, options, article)}
    own = desk.campaigns.get(article.campaign)
    if own is None and has_tags(options):
        raise InvalidValueError(
            N_("“{title}” has no campaign whose lists give its tags; name one with --campaign."),
            title=article.title or article.id,
        )
    return named_tags(own, options, article) if own else {}
