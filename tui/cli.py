"""The command line: the same desk as the app, for scripts. Only the app loads Textual."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec

from store import Article, Campaign, Desk, DeskError, NewsItem, Task, __version__, open_desk
from store.errors import N_, BadValue, FileError, Finding, ReadOnly, UnknownRecord
from store.file.backups import folder
from store.files import expanded, read_file
from store.keeping import Comparison
from store.past import title
from tui import i18n, settings
from tui.i18n import LANGUAGES, _, filled, sentence
from tui.widgets.controls import one_line, visible

REFUSED: Final = 2
"""The exit code when something was refused; a sentence on standard error says what."""

_OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""Message ids of the standard library's parser that an editor can meet."""

argparse._ = _  # type: ignore[attr-defined]  # it has no other way to speak Vietnamese


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"toasoan: {one_line(message)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or the app where none is named; give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a locale that has no ệ
        sys.stdout.reconfigure(errors="backslashreplace")
    chosen, wrong = settings.load()
    i18n.use(i18n.choose(_named_language(given), chosen.language))
    if wrong:
        _note(
            _("The settings could not be understood; they are kept in {path}.").format(path=wrong)
        )
    options = _parser().parse_args(given)
    try:
        code: int = options.run(options, chosen)
        if sys.stdout:
            sys.stdout.flush()
    except DeskError as error:
        _complain(error)
        return REFUSED
    except BrokenPipeError:  # the reader (head, less) has had enough
        _stop_writing()
        return 1
    except OSError as error:  # standard output, mostly: files have sentences of their own
        _stop_writing()
        _note(_("Reading or writing failed: {reason}.").format(reason=error.strerror))
        return REFUSED
    except KeyboardInterrupt:
        return 130
    return code


def _stop_writing() -> None:
    """Let what is still to be written to standard output go nowhere."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named_language(arguments: Sequence[str]) -> str | None:
    """Give what `--lang` says, before the parser exists: its help is in that language."""
    scout = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    scout.add_argument("--lang")
    try:
        return str(scout.parse_known_args(arguments)[0].lang)
    except argparse.ArgumentError:
        return None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="toasoan",
        description=_(
            "The newsroom desk: a campaign's checklist, its articles and their related news, "
            "in one local file. Without a command, the app opens."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"toasoan {__version__}",
        help=_("say the version and exit"),
    )
    common = _Parser(add_help=False)
    for target, default in ((parser, None), (common, argparse.SUPPRESS)):
        target.add_argument(
            "--desk",
            metavar="FILE",
            default=default,
            help=_("the desk file (or TOASOAN_DESK; else the one in your data folder)"),
        )
        target.add_argument(
            "--lang", choices=LANGUAGES, default=default, help=_("the language of the screens")
        )
    parser.set_defaults(run=_open_app)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), prog="toasoan")

    def command(name: str, run: Callable[..., int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=text, description=text)
        added.set_defaults(run=run)
        return added

    pages = command("import", _import, _("put pages of text on the desk"))
    pages.add_argument("files", nargs="+", metavar="FILE", help=_("a page; - is standard input"))
    pages.add_argument("--campaign", metavar="NAME", help=_("the campaign the articles belong to"))

    listing = command("list", _list, _("list what is on the desk"))
    listing.add_argument("what", choices=list(_LISTS), help=", ".join(_LISTS))
    listing.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    page = command("show", _show, _("write an article's page to standard output"))
    page.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))

    out = command("export", _export, _("write articles to text files"))
    out.add_argument("ids", nargs="*", metavar="ID", help=_("articles; without any, all of them"))
    out.add_argument("--finished", action="store_true", help=_("only those that are finished"))
    out.add_argument("--campaign", metavar="NAME", help=_("only those of this campaign"))
    out.add_argument("--to", required=True, metavar="DIR", help=_("the folder they go to"))
    out.add_argument("--replace", action="store_true", help=_("write over files of the same name"))

    filed = command("report", _report, _("write a campaign's report, plan and calendar to files"))
    filed.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    filed.add_argument("--to", required=True, metavar="DIR", help=_("the folder they go to"))
    filed.add_argument(
        "--replace", action="store_true", help=_("write over files of the same name")
    )

    plan = command("plan", _plan, _("say how far the campaigns have come"))
    plan.add_argument("--campaign", metavar="NAME", help=_("only this campaign"))
    plan.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    tasks = command("tasks", _open_tasks, _("list the open tasks, the most pressing first"))
    tasks.add_argument("--campaign", metavar="NAME", help=_("only the tasks of this campaign"))
    tasks.add_argument(
        "--due",
        metavar="7d",
        help=_("only those due within 7d (days), 2w (weeks) or today, or overdue"),
    )
    tasks.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    campaign = command("campaign", _campaign_help, _("campaigns")).add_subparsers(
        title=_("commands"), metavar="new", required=True
    )
    begin = _("begin a campaign from a template")
    new = campaign.add_parser("new", parents=[common], help=begin, description=begin)
    new.set_defaults(run=_new_campaign)
    new.add_argument(
        "--template",
        required=True,
        metavar="NAME",
        help=_("the name of a built-in template (thang-cong-nhan) or a TOML file"),
    )
    new.add_argument("--year", required=True, type=int, help=_("the year its dates fall in"))
    new.add_argument("--name", help=_("its name; else the template's, with the year"))

    check = command("doctor", _doctor, _("check the desk file and everything beside it"))
    check.add_argument("--repair", action="store_true", help=_("mend what can be mended"))

    copy = command("backup", _backup, _("make a copy of the desk, also beside a running app"))
    copy.add_argument("--to", metavar="FILE", help=_("where to; else among the dated backups"))

    back = command("restore", _restore, _("take the state of another desk file, such as a backup"))
    back.add_argument("file", metavar="FILE", help=_("the desk file to take"))
    back.add_argument("--yes", action="store_true", help=_("do not ask first"))

    command("compact", _compact, _("thin the histories, empty the old bin, write the file anew"))

    command("paths", _paths, _("say where everything is kept"))
    return parser


# ---------------------------------------------------------------- the commands


def _open_app(options: argparse.Namespace, chosen: settings.Settings) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise DeskError(N_("The app needs a terminal; for scripts see toasoan --help."))
    # Before the first import of textual: its Kitty keyboard mode garbles some input methods.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    desk, reason = _desk_for_app(options, chosen)
    try:
        from tui.app import REOPEN, RESTART, ToasoanApp

        while True:
            app = ToasoanApp(desk, chosen, only_reading=reason)
            result = app.run()
            if result == REOPEN:
                desk.close()
                desk, reason = _desk_for_app(options, chosen)
            elif result == RESTART:
                i18n.use(i18n.choose(None, chosen.language))
            else:
                return app.return_code or 0
    finally:
        desk.close()


def _desk_for_app(
    options: argparse.Namespace, chosen: settings.Settings
) -> tuple[Desk, ReadOnly | None]:
    """Open the desk for writing; where only reading is left, for that, and say why."""
    path = _desk_path(options)
    try:
        return open_desk(path, keep=chosen.backups), None
    except ReadOnly as error:
        if not path.exists():
            raise
        return open_desk(path, read_only=True), error


def _import(options: argparse.Namespace, chosen: settings.Settings) -> int:
    refused = 0
    with _desk(options, chosen) as desk:
        campaign = desk.find_campaign(options.campaign) if options.campaign else None
        for name in options.files:
            called = _("standard input") if name == "-" else name
            try:
                data = _standard_input() if name == "-" else read_file(Path(name))
                article = desk.import_page(data, called, campaign)
            except DeskError as error:
                _complain(error)
                refused = REFUSED
                continue
            print(f"{article.id}\t{one_line(article.title)}", flush=True)
            if twin := desk.twin(article):
                told = _("{name} was on the desk already, as {id}; now it is there twice.")
                _note(told.format(name=called, id=twin.id))
            if article.needs_review:
                _note(
                    _("{name} does not fit the page layout; it is kept whole.").format(name=called)
                )
    return refused


def _list(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        rows = list(_LISTS[options.what](desk))
        if not desk.path.exists():
            _note(_("There is no desk {path} yet.").format(path=desk.path))
    if options.json:
        print(_safe_json(rows))
        return 0
    width = _telling_length([row["id"] for row in rows])
    for row in rows:
        cells = [row["id"][:width], *(_cell(row[name]) for name in _COLUMNS[options.what])]
        print("  ".join(cells).rstrip())
    return 0


def _show(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        data = desk.page_bytes(desk.find_article(options.id))
    if not sys.stdout:
        return 0
    if sys.stdout.isatty():  # what a page may hold is not for the terminal to obey
        print(visible(data.decode()))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _export(options: argparse.Namespace, chosen: settings.Settings) -> int:
    refused = 0
    written: set[Path] = set()
    with _desk(options, chosen) as desk:
        articles = _chosen_articles(desk, options)
        if not articles:
            _note(_("There is nothing to export."))
        for article in articles:
            name = desk.export_name(article)
            if expanded(options.to) / name in written:  # the same headline, twice in one export
                name = name.replace(".txt", f"-{article.id[:6]}.txt")
            unfinished = "; ".join(_(reason) for reason in desk.unfinished(article))
            try:
                path = desk.export(article, Path(options.to), name=name, replace=options.replace)
            except DeskError as error:
                _complain(error)
                refused = REFUSED
                continue
            written.add(path)
            print(f"{article.id}\t{one_line(str(path))}", flush=True)
            if unfinished:
                _note(
                    _("{name} went out as a draft: {reasons}.").format(
                        name=name, reasons=unfinished
                    )
                )
    return refused


def _chosen_articles(desk: Desk, options: argparse.Namespace) -> list[Article]:
    campaign = desk.find_campaign(options.campaign) if options.campaign else None
    named = [desk.find_article(prefix) for prefix in options.ids] or desk.articles
    return [
        article
        for article in {article.id: article for article in named}.values()
        if (campaign is None or article.campaign == campaign.id)
        and not (options.finished and desk.unfinished(article))
    ]


def _campaign_help(options: argparse.Namespace, chosen: settings.Settings) -> int:
    return 0


def _new_campaign(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen) as desk:
        campaign = desk.new_campaign(options.template, options.year, options.name)
    print(f"{campaign.id}\t{one_line(campaign.name)}")
    return 0


def _report(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        _refuse_where_none(desk)
        campaign = _the_campaign(desk, options.campaign)
        paths = desk.write_report(campaign, Path(options.to), replace=options.replace)
    for path in paths:
        print(one_line(str(path)))
    if not any(path.suffix == ".ics" for path in paths):
        _note(_("Nothing in the campaign has a day yet: there is no calendar file."))
    return 0


def _the_campaign(desk: Desk, name: str | None) -> Campaign:
    """Give the campaign of that name; without a name the only one."""
    if name:
        return desk.find_campaign(name)
    known = list(desk.campaigns)
    if len(known) == 1:
        return known[0]
    if not known:
        raise UnknownRecord(N_("The desk has no campaign yet; see toasoan campaign new."))
    raise UnknownRecord(
        N_("The desk has several campaigns; name one with --campaign: {names}."),
        names=", ".join(campaign.name for campaign in known),
    )


def _plan(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        rows = [_plan_row(desk, campaign) for campaign in _chosen_campaigns(desk, options)]
    if options.json:
        print(_safe_json(rows))
        return 0
    width = _telling_length([row["id"] for row in rows])
    for row in rows:
        print(f"{row['id'][:width]}  {_cell(row['name'])}  {_done(row['progress'])}")
        for phase in row["phases"]:
            print(f"  {_cell(phase['name'])}  {_done(phase)}")
        for score in row["scores"]:
            print(f"  {_cell(score['name'])}  {score['value']}/{score['of']}")
    return 0


def _done(counted: dict[str, Any]) -> str:
    return f"{counted['done']}/{counted['total']}"


def _open_tasks(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        until = _last_day(options.due, desk.today())
        found = [
            (campaign, task)
            for campaign in _chosen_campaigns(desk, options)
            for phase in desk.checklist(campaign)
            for task in phase.tasks
            if task.done is None and (until is None or (task.due and task.due <= until))
        ]
        found.sort(key=lambda pair: (pair[1].due is None, pair[1].due, -pair[1].priority))
        rows = [_task(desk, campaign, task) for campaign, task in found]
    if options.json:
        print(_safe_json(rows))
        return 0
    width = _telling_length([row["id"] for row in rows])
    for row in rows:
        mark = "overdue" if row["overdue"] else row["status"]
        cells = (row["id"][:width], mark, *(_cell(row[name]) for name in ("due", "owner", "title")))
        print("  ".join(cells))
    if not rows:
        _note(_("There is no such task."))
    return 0


def _last_day(due: str | None, today: date) -> date | None:
    """Give the last day that `--due` takes in; None for all."""
    if due is None:
        return None
    if due in ("today", "overdue"):
        return today - timedelta(days=due == "overdue")
    found = re.fullmatch(r"([0-9]{1,6})([dw])", due)
    if not found:
        raise BadValue(
            N_("“{text}” is no time for --due; write 7d, 2w, today or overdue."), text=due
        )
    days = int(found[1]) * (7 if found[2] == "w" else 1)
    return today + timedelta(days=min(days, (date.max - today).days))


def _chosen_campaigns(desk: Desk, options: argparse.Namespace) -> list[Campaign]:
    if options.campaign:
        return [desk.find_campaign(options.campaign)]
    if not desk.path.exists():
        _note(_("There is no desk {path} yet.").format(path=desk.path))
    return list(desk.campaigns)


def _doctor(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store import doctor

    def tell(reports: Iterable[doctor.Report]) -> bool:
        is_sound = True
        for report in reports:
            print(f"{'ok' if report.is_sound else '!!'}  {one_line(_filled(report.finding))}")
            is_sound = is_sound and report.is_sound
        return is_sound

    path = _desk_path(options)
    if options.repair:
        tell(doctor.repair(path, _now))
    if tell(doctor.examine(path)):
        return 0
    if not options.repair:
        _note(_("toasoan doctor --repair mends what can be mended; it keeps the original."))
    return 1


def _backup(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen, read_only=True) as desk:
        _refuse_where_none(desk)
        if options.to is None:
            path = desk.back_up()
        else:
            path = expanded(options.to)
            desk.save_copy(path)
    print(one_line(str(path)))
    return 0


def _refuse_where_none(desk: Desk) -> None:
    if desk.is_empty and not desk.path.exists():
        raise FileError(N_("There is no desk {path} yet."), path=desk.path)


def _restore(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen) as desk:
        change = desk.compare(Path(options.file))
        for found in change.findings:
            _note(_filled(found))
        if change.is_empty:
            _note(_("Nothing would change."))
            return 0
        for mark, records in (("+", change.added), ("~", change.changed), ("-", change.gone)):
            for record in records:
                kind = _(_KINDS[type(record)])
                print(f"{mark} {kind}  {record.id[:6]}  {_cell(title(record))}")
        print(_summary(change), flush=True)  # before the question
        if not options.yes and not _agreed():
            _note(_("Nothing has been changed; --yes takes it without asking."))
            return REFUSED
        before = desk.take_state_of(Path(options.file))
    if before:
        _note(_("Taken. The desk as it was is kept as {path}.").format(path=before))
    else:
        _note(_("Taken."))
    return 0


def _summary(change: Comparison) -> str:
    told = _("New: {added}, changed: {changed}, to the bin: {gone}.").format(
        added=len(change.added), changed=len(change.changed), gone=len(change.gone)
    )
    if not change.histories:
        return told
    more = _("Histories that get revisions back: {count}.").format(count=len(change.histories))
    return f"{told} {more}"


def _agreed() -> bool:
    """Ask on the terminal; no terminal is no."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    print(_("Take this state? [y/N] "), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "c", "có", "co")


def _compact(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with _desk(options, chosen) as desk:
        _refuse_where_none(desk)
        desk.checkpoint()  # so that the two sizes are of the same thing
        before = desk.path.stat().st_size
        desk.compact()
        after = desk.path.stat().st_size
    print(_("{before} → {after} bytes").format(before=f"{before:,}", after=f"{after:,}"))
    return 0


def _paths(options: argparse.Namespace, chosen: settings.Settings) -> int:
    print(f"{_('desk')}\t{one_line(str(_desk_path(options)))}")
    print(f"{_('backups')}\t{one_line(str(folder(_desk_path(options))))}")
    print(f"{_('settings')}\t{one_line(str(settings.settings_path()))}")
    print(f"{_('crash reports')}\t{one_line(str(settings.state_folder()))}")
    return 0


# ---------------------------------------------------------------- lists


def _campaign_name(desk: Desk, record_id: str | None) -> str | None:
    campaign = desk.campaigns.get(record_id)
    return campaign.name if campaign else None


def _articles(desk: Desk) -> Iterable[dict[str, Any]]:
    for article in desk.articles:
        yield {
            "id": article.id,
            "status": article.status,
            "headline": article.headline,
            "title": article.title,
            "byline": article.byline,
            "campaign": _campaign_name(desk, article.campaign),
            "campaign_id": article.campaign,
            "due": article.due,
            "created": article.created,
            "updated": article.updated,
            "needs_review": article.needs_review,
            "related": [link.target for link in article.links],
        }


def _tasks(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        for phase in desk.checklist(campaign):
            for task in phase.tasks:
                yield _task(desk, campaign, task)


def _task(desk: Desk, campaign: Campaign, task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "status": task.status,
        "due": task.due,
        "time": task.due_time,
        "title": task.title,
        "phase": task.phase,
        "owner": task.owner,
        "priority": task.priority,
        "campaign": campaign.name,
        "campaign_id": campaign.id,
        "articles": task.articles,
        "channels": task.channels,
        "audiences": task.audiences,
        "levels": task.levels,
        "topics": task.topics,
        "goals": task.goals,
        "unit": task.unit,
        "milestone": task.milestone,
        "done": task.done,
        "overdue": task.is_overdue(desk.today()),
    }


def _plan_row(desk: Desk, campaign: Campaign) -> dict[str, Any]:
    facts = desk.facts(campaign)
    return {
        "id": campaign.id,
        "name": campaign.name,
        "year": campaign.year,
        "organisation": campaign.organisation,
        "start": campaign.start,
        "end": campaign.end,
        "progress": msgspec.structs.asdict(facts.progress),
        "scores": [
            {
                "name": score.name,
                "value": score.value,
                "of": score.of,
                "share": round(score.share, 4),
                "counted": score.counted,
            }
            for score in facts.scores
        ],
        "matrix": {
            "in_sync": facts.matrix.in_sync,
            "total": len(facts.matrix.rows),
            "gaps": facts.matrix.empty,
        },
        "phases": [
            {
                "name": phase.name,
                "done": phase.done,
                "total": len(phase.tasks),
                "tasks": [_task(desk, campaign, task) for task in phase.tasks],
            }
            for phase in facts.phases
        ],
    }


def _news(desk: Desk) -> Iterable[dict[str, Any]]:
    for item in desk.news:
        yield {
            "id": item.id,
            "headline": item.headline,
            "author": item.author,
            "summary": item.summary,
            "published": item.published,
        }


def _campaigns(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        yield {
            "id": campaign.id,
            "name": campaign.name,
            "start": campaign.start,
            "end": campaign.end,
            "year": campaign.year,
        }


_LISTS: Final[dict[str, Callable[[Desk], Iterable[dict[str, Any]]]]] = {
    "articles": _articles,
    "tasks": _tasks,
    "news": _news,
    "campaigns": _campaigns,
}

_KINDS: Final[dict[type, str]] = {
    Article: N_("Article"),
    Task: N_("Task"),
    NewsItem: N_("News item"),
    Campaign: N_("Campaign"),
}
"""What a record is called where records of all kinds stand in one list."""

_COLUMNS: Final = {
    "articles": ("status", "title"),
    "tasks": ("status", "due", "title"),
    "news": ("headline", "author"),
    "campaigns": ("name", "start", "end"),
}
"""What stands in a list for people, besides the beginning of the ID."""


def _cell(value: object) -> str:
    return "–" if value in (None, "") else one_line(str(value))


def _telling_length(ids: Sequence[str]) -> int:
    """Give how many characters tell these ids apart, at least six."""
    return next((n for n in range(6, 33) if len({i[:n] for i in ids}) == len(ids)), 32)


def _safe_json(rows: list[dict[str, Any]]) -> str:
    """Give JSON whose control characters are escaped: the same data, harmless on a terminal."""
    text = msgspec.json.format(msgspec.json.encode(rows), indent=2).decode()
    unseen = {char for char in set(text) if not char.isprintable() and char != "\n"}
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in unseen})


# ---------------------------------------------------------------- in and out


def _desk_path(options: argparse.Namespace) -> Path:
    if options.desk == "":  # a variable that is not set, in a script: not the desk it meant
        raise DeskError(N_("--desk names no file; name one, or leave --desk out."))
    named = options.desk or os.environ.get("TOASOAN_DESK")
    path = expanded(named) if named else settings.desk_path()
    return Path(os.path.realpath(path))  # what belongs to a desk lies beside the file itself


def _desk(
    options: argparse.Namespace, chosen: settings.Settings, *, read_only: bool = False
) -> Desk:
    desk = open_desk(_desk_path(options), read_only=read_only, keep=chosen.backups)
    for found in desk.findings():
        _note(_filled(found))
    return desk


def _filled(found: Finding) -> str:
    return filled(found.message, found.values)


def _now() -> datetime:
    return datetime.now().astimezone()


def _standard_input() -> bytes:
    from store.page import MAX_PAGE_BYTES

    if not sys.stdin:
        raise FileError(N_("There is no standard input to read."))
    return sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)


def _complain(error: DeskError) -> None:
    _note(sentence(error))


def _note(text: str) -> None:
    print(f"toasoan: {one_line(text)}", file=sys.stderr)
