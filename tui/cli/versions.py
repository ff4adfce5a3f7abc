"""Versions on the command line: those of an article, and new ones for other channels."""

from __future__ import annotations

import argparse
from typing import Any

from store import Article, Desk
from tui import settings
from tui.cli.console import cell, fields, note, opened, safe_json, telling_length, told
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("list the pieces of an article's message: the master, then its versions")
    versions = commands.add("versions", _list, about)
    versions.add_argument("id", metavar="ID", help=_("the master or any of its versions"))
    versions.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    group = commands.group("version", _("versions of an article for other channels"))
    new = group.add("new", _new, _("make versions of an article, each with a first draft"))
    new.add_argument("id", metavar="ID", help=_("the article, or the beginning of its ID"))
    channel = _("a channel of the campaign; again for another (default: those its tasks want)")
    new.add_argument("--channel", action="append", metavar="NAME", help=channel)


def version_row(desk: Desk, piece: Article) -> dict[str, Any]:
    """Return a piece of a message for JSON."""
    return {
        **fields(piece, "id", "master", "status", "channels"),
        "headline": piece.title,
        "out": fields(piece, "out")["out"],
        "stale": desk.articles.versions.is_stale(piece),
        "findings": [str(one) for one in desk.articles.versions.findings(piece)],
    }


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        found = desk.articles.versions.message(desk.articles.find(options.id))
        if options.json:
            print(safe_json([version_row(desk, piece) for piece in found]))
            return
        width = telling_length([piece.id for piece in found])
        for piece in found:
            facts = [told(one) for one in desk.articles.versions.findings(piece)]
            if piece.master is None:
                facts.insert(0, _("master"))
            if desk.articles.versions.is_stale(piece):
                facts.insert(0, _("stale"))
            known = (_(piece.status.value), ", ".join(piece.channels), piece.title)
            print("  ".join((piece.id[:width], *map(cell, known), "; ".join(facts))).rstrip())


def _new(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        versions = desk.articles.versions
        wanted = options.channel or versions.wanted(article)
        made = versions.make(article, wanted, wording=chosen.spoken)
        if not made:
            note(_("No task wants another channel; name one with --channel."))
        for piece in made:
            facts = "; ".join(told(one) for one in versions.findings(piece))
            print(f"{piece.id}\t{one_line(', '.join(piece.channels))}\t{facts}".rstrip())
