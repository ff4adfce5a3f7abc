"""Search and related news, as in the app."""

from __future__ import annotations

import argparse
import sys
from time import monotonic
from typing import Final

from store import AT_ONCE, Article, Desk, DeskError, NewsItem
from store.record_kinds import searched
from tui import settings
from tui.cli.console import (
    cell,
    fields,
    note,
    opened,
    refuse_where_none,
    safe_json,
    telling_length,
)
from tui.cli.parser import Commands
from tui.i18n import _, ngettext, number, sentence
from tui.widgets.terminal_safe import one_line

PATIENCE: Final = 3.0
"""How many seconds a search may spend on reading the desk, without `--whole`."""


def add(commands: Commands) -> None:
    """Add the commands."""
    found = commands.add("search", _search, _("find what is on the desk, by words"))
    words = _("words, “a phrase” in quotes, author:, status:, after:, before:, -without (after --)")
    found.add_argument("words", nargs="+", metavar="WORDS", help=words)
    kinds, kind = [kind.code for kind in searched()], _("only of this kind (can be repeated)")
    found.add_argument("--kind", action="append", choices=kinds, help=kind)
    about = _("list what is related to an article or a news item")
    related = commands.add("related", _related, about)
    related.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))
    most = _("at most so many")
    whole = _("read the whole desk first, however long that takes; Ctrl+C keeps what is read")
    for command, usual in ((found, 50), (related, 20)):
        command.add_argument("--limit", type=int, default=usual, metavar="N", help=most)
        command.add_argument("--json", action="store_true", help=_("one JSON array of objects"))
        command.add_argument("--whole", action="store_true", help=whole)


def _search(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        _bring_up(desk, whole=options.whole)
        hits = desk.search.find(" ".join(options.words), options.limit, options.kind)
    if options.json:
        print(safe_json([fields(hit, "id", "kind", "headline") for hit in hits]))
        return
    width = telling_length([hit.id for hit in hits])
    names = {kind.code: _(kind.name).lower() for kind in searched()}
    longest = max((len(names[hit.kind]) for hit in hits), default=0)
    for hit in hits:
        print(f"{hit.id[:width]}  {names[hit.kind]:<{longest}}  {cell(hit.headline)}")
    if not hits:
        note(_("Nothing matches."))


def _related(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        piece = desk.records.find(options.id, "articles", "news")
        assert isinstance(piece, Article | NewsItem)
        _bring_up(desk, whole=options.whole)
        found = [
            (suggestion, record.headline)
            for suggestion in desk.search.suggestions(piece, options.limit)
            if (record := desk.links.target(suggestion.id))
        ]
    if options.json:
        rows = [
            {
                **fields(suggestion, "id", "kind"),
                "headline": headline,
                **fields(suggestion, "score", "reasons", "same"),
            }
            for suggestion, headline in found
        ]
        print(safe_json(rows))
        return
    width = telling_length([suggestion.id for suggestion, _headline in found])
    for suggestion, headline in found:
        reasons = one_line(" · ".join(suggestion.reasons))
        print(f"{suggestion.id[:width]}  {cell(headline)}  ({reasons})")
    if not found:
        note(_("Nothing like it on the desk."))


def _bring_up(desk: Desk, *, whole: bool) -> None:
    """Bring the index up to date as far as `PATIENCE` allows, and say what is left.

    A large desk that has never been searched takes minutes: each call does a few seconds of it.
    While an app has the desk open, the index is left to that.
    """
    is_others = desk.file.read_only and not desk.file.can_be_written
    watched = bool(sys.stderr and sys.stderr.isatty())
    until = monotonic() + PATIENCE
    said = False

    def progress(done: int, total: int) -> bool:
        nonlocal said
        if total - done <= AT_ONCE:
            return True
        if not whole:
            return not is_others and monotonic() < until
        if watched:
            text = _("reading the desk: {percent} %").format(percent=100 * done // total)
            print(f"\r{text}", end="", file=sys.stderr, flush=True)
        elif not said:
            note(_("Reading the desk for the search; this is done once."))
        said = True
        return True

    try:
        desk.search.index(progress)
    except DeskError as error:
        if not desk.search.state.is_there:
            raise
        note(sentence(error))  # what has been indexed can be searched
    finally:
        if said and watched:
            print(file=sys.stderr)
    if missing := desk.search.state.missing:
        _say_what_is_left(missing, is_others=is_others)


def _say_what_is_left(missing: int, *, is_others: bool) -> None:
    if is_others:
        text = ngettext(
            "{count} record has not been read yet, so there may be more to find; the app reads it "
            "when its search is opened, this command with --whole.",
            "{count} records have not been read yet, so there may be more to find; the app reads "
            "them when its search is opened, this command with --whole.",
            missing,
        )
    else:
        text = ngettext(
            "{count} record has not been read yet, so there may be more to find; the same command "
            "again reads on, with --whole to the end.",
            "{count} records have not been read yet, so there may be more to find; the same "
            "command again reads on, with --whole to the end.",
            missing,
        )
    note(text.format(count=number(missing)))
