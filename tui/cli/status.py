"""The status of articles on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from store import Article, Desk
from store.articles.commenting import for_writer
from store.records import FINISHED, Status
from store.search.query import read_status
from tui import settings
from tui.cli.console import ID_SHOWN, MOST_SAID, note, opened, told
from tui.cli.parser import Commands
from tui.i18n import _, ngettext
from tui.widgets.labels import SEVERITY_WORDS, override_told, status_name, stop_told
from tui.widgets.step_words import role_told, step_told
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the command."""
    about = _("set the status of an article; without one, say what stands in the way of each step")
    status = commands.add("status", _run, about)
    status.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))
    such_as = _("such as to-edit, approved, returned")
    status.add_argument("status", nargs="?", metavar="STATUS", help=such_as)
    why = _("why it is withdrawn, or what the writer is to change")
    status.add_argument("--note", default="", metavar="TEXT", help=why)
    passing = _("why it passes although something blocks it")
    status.add_argument("--override", default="", metavar="TEXT", help=passing)


def _run(options: argparse.Namespace, chosen: settings.Settings) -> None:
    if options.status is None:
        _tell_steps(options, chosen)
    else:
        _set(options, chosen)


def _tell_steps(options: argparse.Namespace, chosen: settings.Settings) -> None:
    """Say which steps an article may take, and what stands in their way."""
    from store.workflow import steps_from, stops

    with opened(options, chosen, read_only=True) as desk:
        article = desk.articles.find(options.id)
        ready = desk.articles.gates.ready(article)
        now = desk.records.now()
        for fault in desk.articles.copy_desk.faults:
            note(told(fault))
    print(f"{article.id}\t{status_name(article.status)}\t{one_line(article.title)}")
    for step in steps_from(article.status):
        print(f"→ {status_name(step.end)} · {role_told(step.by)}")
        for stop in stops(ready, step.end):
            print(f"    {_(SEVERITY_WORDS[stop.severity])}: {one_line(stop_told(stop))}")
    for taken in article.taken:
        print(one_line(step_told(taken, now)))
    for passed in article.overrides:
        print(one_line(override_told(passed)))


def tell_let_pass(desk: Desk, articles: Iterable[Article], status: Status) -> None:
    """Note what still blocks articles from a status, and goes on since somebody let it pass."""
    for article in articles:
        stops = desk.articles.gates.let_pass_before(article, status)
        if stops:
            text = _("“{title}” goes on although {blocks}.")
            blocks = "; ".join(map(stop_told, stops))
            note(text.format(title=one_line(article.title), blocks=one_line(blocks)))


def tell_warnings(desk: Desk, articles: Iterable[Article]) -> None:
    """Note how many warnings articles go out with, and what lists them; none keeps them back.

    What the app has found out of them is not looked for again.
    """
    desk.search.use_what_is_there()
    now = desk.articles.bulk.present(articles)
    warned = [one for one in desk.articles.verdicts.look_at(now) if one[1].warnings]
    for article, verdict in warned[:MOST_SAID]:
        text = ngettext(
            "“{title}” goes out with {count} warning; “check {id}” shows it.",
            "“{title}” goes out with {count} warnings; “check {id}” shows them.",
            verdict.warnings,
        )
        values = {"count": verdict.warnings, "id": article.id[:ID_SHOWN]}
        note(text.format(title=one_line(article.title), **values))
    if (more := len(warned) - MOST_SAID) > 0:
        text = ngettext(
            "{count} more article goes out with warnings; “check” shows those of an ID.",
            "{count} more articles go out with warnings; “check” shows those of an ID.",
            more,
        )
        note(text.format(count=more))


def _set(options: argparse.Namespace, chosen: settings.Settings) -> None:
    wanted = read_status(options.status)
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        tell_let_pass(desk, [article], wanted)
        passing = {"reason": options.note, "override": options.override}
        (article,) = desk.articles.workflow.set_status([article], wanted, **passing) or [article]
        going = len(for_writer(article)) if article.status is Status.RETURNED else 0
        found = desk.articles.versions.findings(article) if article.status in FINISHED else []
    if going:
        told_going = ngettext(
            "{count} comment goes back with it; “comment list” shows it.",
            "{count} comments go back with it; “comment list” shows them.",
            going,
        )
        note(told_going.format(count=going))
    for one in found:  # approved all the same: the limits are the campaign's
        note(f"{one_line(article.title)}: {told(one)}")
    print(f"{article.id}\t{status_name(article.status)}\t{one_line(article.title)}")
