"""The ledger on the command line: what went out, written again, recorded as posted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from store import Article, Desk, LedgerEntry, Task
from store.dates.zone import on_wall
from store.text import show_day, show_time
from tui import settings
from tui.cli.console import (
    cell,
    fields,
    note,
    opened,
    read_day,
    refuse_where_none,
    safe_json,
    telling_length,
)
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("list what went out, the newest first")
    ledger = commands.add("ledger", _list, about)
    day = _("only what went out on this day: 18.5, Friday, yesterday")
    ledger.add_argument("--day", metavar="DAY", help=day)
    ledger.add_argument("--channel", metavar="NAME", help=_("only what went out in this channel"))
    ledger.add_argument("--json", action="store_true", help=_("one JSON array of objects"))
    below = commands.below(ledger)
    write = below.add("write", _write, _("write what went out to a file again, as it was"))
    write.add_argument("entry", metavar="ENTRY", help=_("the beginning of an ID"))
    write.add_argument("--to", required=True, metavar="DIR", help=_("the folder it goes to"))

    posted = commands.add("posted", _posted, _("record that something was posted in a channel"))
    posted.add_argument("id", metavar="ID", help=_("an article or a task"))
    posted.add_argument("--channel", required=True, metavar="NAME", help=_("the channel"))
    at = _("when: 18.5 22h, yesterday 8h30 (default: now)")
    posted.add_argument("--at", default="", metavar="TIME", help=at)
    where = _("an address, a link, a place")
    posted.add_argument("--where", default="", metavar="TEXT", help=where)

    correct = commands.add("correct", _correct, _("begin a correction of what went out"))
    correct.add_argument("entry", metavar="ENTRY", help=_("the beginning of an ID"))
    wrong, right = _("what was wrong, as it went out"), _("what is right")
    correct.add_argument("--wrong", required=True, metavar="TEXT", help=wrong)
    correct.add_argument("--right", required=True, metavar="TEXT", help=right)
    correct.add_argument("--number", default="", metavar="N", help=_("the number of the newspaper"))
    section = _("the page or section it stood in")
    correct.add_argument("--section", default="", metavar="TEXT", help=section)


def entry_row(desk: Desk, entry: LedgerEntry) -> dict[str, Any]:
    """Return an entry for JSON, without the bytes."""
    kind = "article" if entry.piece in desk.articles else None
    return {
        **fields(entry, "id", "at", "who", "piece"),
        "kind": "task" if entry.piece in desk.tasks else kind,
        **fields(
            entry, "headline", "channel", "called", "revision", "file", "form", "where", "digest"
        ),
        **fields(entry, "photos", "bulletin", "withdrawn", "reason"),
    }


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        now = desk.records.now()
        day = read_day(options.day, now.date(), None, is_past=True)
        found = desk.ledger.entries(day=day, channel=options.channel)
        rows = [entry_row(desk, entry) for entry in found]
    if options.json:
        print(safe_json(rows))
        return
    width = telling_length([entry.id for entry in found])
    for entry in found:
        at = on_wall(entry.at, now)
        when = f"{show_day(at.date())} {show_time(at.time())}"
        state = "  " + _("withdrawn") if entry.withdrawn else ""
        place = entry.where or entry.file
        channel = f"{entry.channel} ({entry.called})" if entry.called else entry.channel
        cells = (entry.id[:width], when, *map(cell, (channel, entry.headline, place)))
        print("  ".join(cells) + state)
    if not found:
        note(_("Nothing has gone out there."))


def _write(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        path = desk.ledger.write(desk.ledger.find(options.entry), Path(options.to))
    print(one_line(str(path)))


def _posted(options: argparse.Namespace, chosen: settings.Settings) -> None:
    from store.dates.moments import read_moment

    with opened(options, chosen) as desk:
        piece = desk.records.find(options.id, "articles", "tasks")
        assert isinstance(piece, Article | Task)
        campaign = desk.campaigns.get(piece.campaign)
        at = read_moment(options.at, desk.records.now(), campaign)
        entry = desk.ledger.posted(piece, options.channel, at=at, where=options.where)
    print(f"{entry.id}\t{one_line(entry.headline)}")


def _correct(options: argparse.Namespace, chosen: settings.Settings) -> None:
    from store.articles.corrections import Notice

    notice = Notice(
        wrong=options.wrong, right=options.right, number=options.number, section=options.section
    )
    with opened(options, chosen) as desk:
        article = desk.ledger.corrections.begin(desk.ledger.find(options.entry), notice)
    print(f"{article.id}\t{one_line(article.headline)}")
