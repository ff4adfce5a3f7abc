"""Importing news from files: what was taken, folded and refused, and why."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from store import InvalidValueError
from store.errors import N_
from store.paths import expand_user
from tui import settings
from tui.cli.console import INTERRUPTED, MOST_SAID, REFUSED, fields, note, opened, safe_json, told
from tui.cli.interrupts import asked_to_stop
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.news.import_report import NewsImport, Progress


def add(commands: Commands) -> None:
    """Add the commands."""
    news = commands.group("news", _("published news from outside"))
    taken = news.add("import", _import, _("put the news of files and folders on the desk"))
    files = _(
        "pages of text, CSV, JSON Lines, JSON Feed, RSS, Atom, WordPress, mbox, EML, saved HTML; "
        "or a folder"
    )
    taken.add_argument("files", nargs="+", metavar="FILE", help=files)
    columns = _(
        "which column of a table is which field: headline, summary, text, author, published, "
        "source, link"
    )
    taken.add_argument("--map", metavar="headline=title,…", help=columns)
    source = _("what published it, where no file says so")
    taken.add_argument("--source", default="", metavar="NAME", help=source)
    apart = _("do not fold this piece into another, such as feed.xml#3; may be repeated")
    taken.add_argument("--apart", action="append", default=[], metavar="WHERE", help=apart)
    dry = _("only say what would be taken; change nothing")
    taken.add_argument("--dry-run", action="store_true", help=dry)
    taken.add_argument("--json", action="store_true", help=_("the report as one JSON object"))
    every = _("list every piece, not only the first ones")
    taken.add_argument("--verbose", action="store_true", help=every)


def _import(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.news.mapping import read_map  # email, csv …: only for an import
    from store.news.readers import has_columns
    from tui.news_report import summary

    mapping = read_map(options.map) if options.map is not None else None
    paths = [expand_user(name) for name in options.files]
    if mapping is not None and not has_columns(paths):
        raise InvalidValueError(
            N_("--map names columns, and none of these files has any; leave it out.")
        )
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    # Where nothing changes, Ctrl+C needs no report: `bool()` is False.
    stopping = nullcontext(bool) if options.dry_run else asked_to_stop()
    with opened(options, chosen, read_only=options.dry_run) as desk, stopping as stops:

        def read_on(progress: Progress) -> bool:
            if is_seen:
                _show(progress)
            return not stops()

        report = desk.news.import_files(
            paths,
            mapping,
            read_on,
            source=options.source,
            dry=options.dry_run,
            apart=options.apart,
        )
        if is_seen:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        print(safe_json(_as_json(report)) if options.json else summary(report))
        _tell(report, all_of_it=options.verbose)
        if stops():
            return INTERRUPTED
    return REFUSED if report.files_refused or report.stopped else 0


def _show(progress: Progress) -> None:
    """Overwrite the last line of the terminal with the progress."""
    percent = 100 * progress.done // max(progress.total, 1)
    print(f"\r\x1b[K{percent} %  {one_line(progress.file)}", end="", file=sys.stderr, flush=True)


def _tell(report: NewsImport, *, all_of_it: bool) -> None:
    """Print to standard error what was refused, remarked and folded."""
    from tui import news_report as words

    folded = words.foldings(report, all_of_it=all_of_it)
    for sentences in map(list, (words.refusals(report), words.remarks(report), folded)):
        shown = len(sentences) if all_of_it else MOST_SAID
        for sentence in sentences[:shown]:
            note(sentence)
        if (left := len(sentences) - shown) > 0:
            note(_("… and {count} more; --verbose lists them all.").format(count=left))
    if any(one.piece and words.is_worth_telling(one) for one in report.folded):
        note(_("Imported with --apart and its place, such a piece is an item of its own."))
    if ending := words.ending(report):
        note(ending)


def _as_json(report: NewsImport) -> dict[str, Any]:
    return {
        "taken": report.taken,
        "folded": [
            fields(folded, "where", "headline", "item", "into", "why", "has_added")
            for folded in report.folded
        ],
        "refused": [
            {"where": refused.where, "reason": told(refused.why), "whole_file": refused.is_file}
            for refused in report.refused
        ],
        "told": [{"where": said.where, "what": told(said.what)} for said in report.told],
        **fields(report, "undated", "files", "stopped"),
        "failure": told(report.failure) if report.failure else None,
    }
