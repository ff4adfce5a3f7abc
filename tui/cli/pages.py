"""Pages of text in and out: import, show, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from store import Article, Desk, DeskError, InvalidValueError
from store.articles.page_format import read_page
from store.errors import N_
from store.paths import expand_user, read_file
from tui import settings
from tui.cli.console import REFUSED, note, opened, standard_input
from tui.cli.parser import Commands
from tui.cli.tags import add_options, has_tags, named_tags
from tui.i18n import _, sentence
from tui.widgets.labels import role_name
from tui.widgets.terminal_safe import one_line, visible

if TYPE_CHECKING:
    from store.articles.plain_text import Block

_SHOWN: Final = 72
"""Characters of a paragraph that are shown."""


def add(commands: Commands) -> None:
    """Add the commands."""
    pages = commands.add("import", _import, _("put pages of text on the desk"))
    pages.add_argument("files", nargs="+", metavar="FILE", help=_("a page; - is standard input"))
    pages.add_argument("--campaign", metavar="NAME", help=_("the campaign the articles belong to"))
    plain = pages.add_mutually_exclusive_group()
    plain.add_argument(
        "--plain",
        action="store_true",
        help=_("do not say how a text without the page layout was read"),
    )
    plain.add_argument(
        "--whole",
        action="store_true",
        help=_("keep a text without the page layout in one piece, to be divided in the app"),
    )
    add_options(pages)

    page = commands.add("show", _show, _("write an article's page to standard output"))
    page.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))

    out = commands.add("export", _export, _("write articles to text files"))
    out.add_argument("ids", nargs="*", metavar="ID", help=_("articles; without any, all of them"))
    out.add_argument("--finished", action="store_true", help=_("only those that are finished"))
    out.add_argument("--campaign", metavar="NAME", help=_("only those of this campaign"))
    out.add_argument("--to", required=True, metavar="DIR", help=_("the folder they go to"))
    which = _("the channel they are for (default: the first of each article)")
    out.add_argument("--channel", default="", metavar="NAME", help=which)
    out.add_argument("--replace", action="store_true", help=_("write over files of the same name"))


def _import(options: argparse.Namespace, chosen: settings.Settings) -> int:
    refused = 0
    with opened(options, chosen) as desk:
        campaign = desk.campaigns.find(options.campaign) if options.campaign else None
        if campaign is None and has_tags(options):
            why = N_("Tags are names of a campaign's lists; name it with --campaign.")
            raise InvalidValueError(why)
        tags = named_tags(campaign, options) if campaign else {}
        for name in options.files:
            called = _("standard input") if name == "-" else name
            try:
                data = standard_input() if name == "-" else read_file(Path(name))
                blocks = None if options.whole else _blocks(data, called)
                article = desk.articles.import_page(data, called, campaign, blocks=blocks, **tags)
            except DeskError as error:
                note(sentence(error))
                refused = REFUSED
                continue
            print(f"{article.id}\t{one_line(article.title)}", flush=True)
            if twin := desk.articles.twin(article):
                text = _("{name} was on the desk already, as {id}; now it is there twice.")
                note(text.format(name=called, id=twin.id))
            if article.needs_review:
                told = _("{name} does not fit the page layout; it is kept whole.")
                note(told.format(name=called))
            elif blocks and not options.plain:
                _tell_plain(blocks, called)
    return refused


def _blocks(data: bytes, name: str) -> tuple[Block, ...] | None:
    """Return how a text without the page layout is read; None for a page."""
    page = read_page(data, name)
    if not page.layout.whole:
        return None
    from store.articles.plain_text import read_plain_text  # the start of the app needs none of it

    return read_plain_text(page.body)


def _tell_plain(blocks: tuple[Block, ...], name: str) -> None:
    """Say how a text without the page layout was read."""
    told = _("{name} does not fit the page layout; it was read as plain text:")
    note(told.format(name=name))
    for block in blocks:
        note(f"  {role_name(block.role)}: {shorten(block.text, _SHOWN, placeholder=' …')}")


def _show(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        data = desk.articles.page_bytes(desk.articles.find(options.id))
    if not sys.stdout:
        return
    if sys.stdout.isatty():  # a page may hold escape sequences
        print(visible(data.decode()))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _export(options: argparse.Namespace, chosen: settings.Settings) -> int:
    refused = 0
    written: set[Path] = set()
    with opened(options, chosen) as desk:
        articles = _chosen_articles(desk, options)
        if not articles:
            note(_("There is nothing to export."))
        for article in articles:
            name = desk.articles.export_name(article)
            if expand_user(options.to) / name in written:  # another article with this headline
                name = name.replace(".txt", f"-{article.id[:6]}.txt")
            unfinished = "; ".join(_(reason) for reason in desk.articles.unfinished(article))
            try:
                path = desk.articles.export(
                    article,
                    Path(options.to),
                    name=name,
                    replace=options.replace,
                    channel=options.channel,
                )
            except DeskError as error:
                note(sentence(error))
                refused = REFUSED
                continue
            written.add(path)
            print(f"{article.id}\t{one_line(str(path))}", flush=True)
            if unfinished:
                text = _("{name} went out as a draft: {reasons}.")
                note(text.format(name=name, reasons=unfinished))
    return refused


def _chosen_articles(desk: Desk, options: argparse.Namespace) -> list[Article]:
    campaign = desk.campaigns.find(options.campaign) if options.campaign else None
    named = [desk.articles.find(prefix) for prefix in options.ids] or desk.articles
    return [
        article
        for article in {article.id: article for article in named}.values()
        if (campaign is None or article.campaign == campaign.id)
        and not (options.finished and desk.articles.unfinished(article))
    ]
