"""The status of articles on the command line."""

from __future__ import annotations

import argparse

from store.records import FINISHED
from store.search.query import read_status
from tui import settings
from tui.cli.console import note, opened, told
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.labels import status_name
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the command."""
    status = commands.add("status", _set, _("set the status of an article"))
    status.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))
    status.add_argument("status", metavar="STATUS", help=_("such as to-edit, approved, returned"))
    why = _("why it is withdrawn, or what the writer is to change")
    status.add_argument("--note", default="", metavar="TEXT", help=why)


def _set(options: argparse.Namespace, chosen: settings.Settings) -> None:
    wanted = read_status(options.status)
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        article = desk.articles.set_status(article, wanted, reason=options.note)
        found = desk.articles.versions.findings(article) if article.status in FINISHED else []
    for one in found:  # approved all the same: the limits are the campaign's
        note(f"{one_line(article.title)}: {told(one)}")
    print(f"{article.id}\t{status_name(article.status)}\t{one_line(article.title)}")
