"""Pages of text in and out: import, show, export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from store import (
    Article,
    Campaign,
    Desk,
    DeskError,
    FileError,
    InvalidValueError,
    Status,
)
from store.articles.commenting import open_ones
from store.articles.page_format import read_page
from store.errors import N_
from store.paths import expand_user, read_file
from tui import settings
from tui.cli.console import MOST_SAID, REFUSED, note, opened, refuse_useless, standard_input, told
from tui.cli.parser import Commands
from tui.cli.status import tell_let_pass, tell_warnings
from tui.cli.tags import add_options, has_tags, named_tags
from tui.export_report import export_summary, over_limits
from tui.i18n import _, ngettext, sentence
from tui.widgets.labels import role_name
from tui.widgets.terminal_safe import one_line, visible

if TYPE_CHECKING:
    from store.articles.export_report import ExportReport, Planned
    from store.articles.plain_text import Block
    from store.formats.registry import Form

_STANDARD_INPUT: Final = "-"
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
    folders = _(
        "also folders, with those below: .txt .md .docx .html; what is there already is left out"
    )
    pages.add_argument("--recursive", action="store_true", help=folders)
    dry = _("only say what would be taken")
    pages.add_argument("--dry-run", action="store_true", help=dry)
    add_options(pages)

    page = commands.add("show", _show, _("write an article's page to standard output"))
    page.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))

    out = commands.add("export", _export, _("write articles to files"))
    out.add_argument("ids", nargs="*", metavar="ID", help=_("articles; without any, all of them"))
    out.add_argument("--finished", action="store_true", help=_("only those that are finished"))
    out.add_argument("--campaign", metavar="NAME", help=_("only those of this campaign"))
    out.add_argument("--to", required=True, metavar="DIR", help=_("the folder they go to"))
    which = _("the channel they are for (default: the first of each article)")
    out.add_argument("--channel", default="", metavar="NAME", help=which)
    name = _("txt, md, html, docx, wxr, ninjs, eml, or an export template (see toasoan formats)")
    out.add_argument("--format", default="", metavar="NAME", help=name)
    encoding = _("of plain text: utf-8, utf-8-bom, windows-1258, tcvn3")
    out.add_argument("--encoding", default="", metavar="NAME", help=encoding)
    out.add_argument("--crlf", action="store_true", help=_("end lines as Windows wants it"))
    since = _("only those that are finished and have not gone out as they read now")
    out.add_argument("--since", choices=("last",), help=since)
    passing = _("why what is blocked goes out all the same")
    out.add_argument("--override", default="", metavar="TEXT", help=passing)
    out.add_argument("--replace", action="store_true", help=_("write over files of the same name"))


def _import(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.news.folder import is_photo_list
    from tui.pages_report import skipped

    refused = 0
    with opened(options, chosen) as desk:
        campaign = desk.campaigns.find(options.campaign) if options.campaign else None
        if campaign is None and has_tags(options):
            why = N_("Tags are names of a campaign's lists; name it with --campaign.")
            raise InvalidValueError(why)
        tags = named_tags(campaign, options) if campaign else {}
        if cause := _why_together(options):
            refuse_useless(options, ("whole", "plain"), cause)
            if _STANDARD_INPUT in options.files:
                raise InvalidValueError(
                    N_("Standard input (-) is a text for itself; leave out {what}."), what=cause
                )
            paths = [expand_user(name) for name in options.files]
            _refuse_folders(paths, options)
            return _import_files(desk, paths, campaign, tags, options)
        for name in options.files:
            called = _("standard input") if name == _STANDARD_INPUT else name
            if name != _STANDARD_INPUT and is_photo_list(Path(name)):
                note(skipped(Path(name)))
                continue
            try:
                data = standard_input() if name == _STANDARD_INPUT else read_file(Path(name))
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


def _why_together(options: argparse.Namespace) -> str:
    """Return the option or the file for which files are looked at together; empty for texts."""
    from store.formats.incoming import is_of_other_format

    asked = ("--recursive", options.recursive), ("--dry-run", options.dry_run)
    named = (name for name in options.files if is_of_other_format(Path(name)))
    return next((option for option, is_asked in asked if is_asked), "") or next(named, "")


def _refuse_folders(paths: Sequence[Path], options: argparse.Namespace) -> None:
    """Raise FileError for a folder, unless those are asked for."""
    if not options.recursive and (folder := next((one for one in paths if one.is_dir()), None)):
        raise FileError(
            N_("{path} is a folder; say --recursive to take what is in it."), path=folder
        )


def _import_files(
    desk: Desk,
    paths: Sequence[Path],
    campaign: Campaign | None,
    tags: Mapping[str, Any],
    options: argparse.Namespace,
) -> int:
    from tui import pages_report as words

    report = desk.articles.incoming.take_files(
        paths, campaign, only_look=options.dry_run, **dict(tags)
    )
    for page in report.taken:
        print(f"{page.article or '-'}\t{one_line(page.headline)}", flush=True)
        for remark in words.remarks(page, desk):
            note(f"{page.path.name}: {remark}")
    for text in (*words.same(report), *words.refusals(report)):
        note(text)
    if report.total > 1 or report.failure:
        note(words.summary(report, only_look=options.dry_run))
    return REFUSED if report.refused or report.failure else 0


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
        article = desk.articles.find(options.id)
        data = desk.articles.page_bytes(article)
    if count := len(open_ones(article)):
        told = ngettext(
            "{count} comment is open; “comment list {id}” shows it.",
            "{count} comments are open; “comment list {id}” shows them.",
            count,
        )
        note(told.format(count=count, id=article.id[:6]))
    if not sys.stdout:
        return
    if sys.stdout.isatty():  # a page may hold escape sequences
        print(visible(data.decode()))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _export(options: argparse.Namespace, chosen: settings.Settings) -> int:
    form = _form(options)
    with opened(options, chosen) as desk:
        articles = _chosen_articles(desk, options)
        if not articles:
            note(_("There is nothing to export."))
        finished = [one for one in articles if not desk.articles.unfinished(one)]
        tell_let_pass(desk, finished, Status.EXPORTED)
        if options.override:
            desk.articles.workflow.let_pass(
                finished,
                Status.EXPORTED,
                because=options.override,
            )
        plan = desk.articles.bulk.export_plan(articles, Path(options.to), form.format.suffix)
        drafts = {one.id: desk.articles.unfinished(one) for one in articles}
        over = {
            one.id: told for one in articles if (told := over_limits(desk, one, options.channel))
        }
        report = desk.articles.bulk.export(
            plan, replace=options.replace, form=form, channel=options.channel
        )
        refused = _tell_export(plan, report, drafts, over)
        there = {*report.written, *report.same}
        tell_warnings(desk, [one for one, path in plan if path in there and not drafts[one.id]])
        if len(articles) > MOST_SAID:
            note(export_summary(report, len(over)))
    return refused


def _form(options: argparse.Namespace) -> Form:
    """Return how to write: as it was asked for, or by the template of the channel, or as text."""
    from store.formats.registry import Form, form_of
    from store.formats.template import template_named

    folder = settings.export_templates_folder()
    template = None
    if options.channel and not options.format:
        template = template_named(options.channel, folder)
    if template is not None and not options.encoding and not options.crlf:
        return Form(template)
    name = options.format or (template.name if template else "")
    return form_of(name, options.encoding, has_crlf=options.crlf, templates=folder)


def _tell_export(
    plan: Sequence[Planned],
    report: ExportReport,
    drafts: Mapping[str, list[str]],
    over: Mapping[str, str],
) -> int:
    """Print what was written, and note what was not; return the exit code."""
    from store.articles.export import taken

    there = {*report.written, *report.same}
    for planned in plan:
        article, path = planned
        if path not in there:
            continue
        print(f"{article.id}\t{one_line(str(path))}", flush=True)
        if unfinished := drafts[article.id]:
            reasons = "; ".join(_(reason) for reason in unfinished)
            text = _("{name} went out as a draft: {reasons}.")
            note(text.format(name=path.name, reasons=reasons))
        if facts := over.get(article.id):
            text = _("{name} is not right for its channel: {facts}.")
            note(text.format(name=path.name, facts=facts))
    for planned in report.taken:
        note(sentence(taken(planned.path)))
    for one in report.refused:
        note(told(one.why))
    if report.failure:
        note(told(report.failure))
    return REFUSED if report.taken or report.refused or report.failure else 0


def _chosen_articles(desk: Desk, options: argparse.Namespace) -> list[Article]:
    campaign = desk.campaigns.find(options.campaign) if options.campaign else None
    named = [desk.articles.find(prefix) for prefix in options.ids] or desk.articles
    found = [
        article
        for article in {article.id: article for article in named}.values()
        if (campaign is None or article.campaign == campaign.id)
        and not (options.finished and desk.articles.unfinished(article))
    ]
    if options.since:
        return desk.articles.bulk.awaiting(found, options.channel)
    return found
