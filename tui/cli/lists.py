"""Lists of what is on the desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import msgspec

from store import Desk, Task
from store.campaigns.facts import said
from store.campaigns.questions import QuestionEntry
from store.campaigns.rumours import Entry
from store.campaigns.tags import TAGS
from store.campaigns.timeliness import event_of, hours_to_out
from store.record_kinds import Kind, of_editors
from store.records import Id, encode
from tui import settings
from tui.cli.console import cell, fields, note, opened, safe_json, telling_length
from tui.cli.ledger import entry_row
from tui.cli.parser import Commands
from tui.i18n import N_, _


def add(commands: Commands) -> None:
    """Add the command."""
    listing = commands.add("list", _list, _("list what is on the desk"))
    lists = list(_lists())
    listing.add_argument("what", choices=lists, metavar="LIST", help=", ".join(lists))
    listing.add_argument("--json", action="store_true", help=_("one JSON array of objects"))


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        rows = list(_lists()[options.what](desk))
        if not desk.file.path.exists():
            note(_("There is no desk {path} yet.").format(path=desk.file.path))
    if options.json:
        print(safe_json(rows))
        return
    width = telling_length([row["id"] for row in rows if "id" in row])
    for row in rows:
        ids = [row["id"][:width]] if "id" in row else []
        row |= {name: _(_WORDS.get(row[name], row[name])) for name in _CODES if name in row}
        cells = [*ids, *(cell(row[name]) for name in _COLUMNS.get(options.what, ("title",)))]
        print("  ".join(cells).rstrip())


def _of_campaign(desk: Desk, campaign: Id | None) -> dict[str, Any]:
    known = desk.campaigns.get(campaign)
    return {"campaign": known.name if known else None, "campaign_id": campaign}


def _articles(desk: Desk) -> Iterable[dict[str, Any]]:
    for article in desk.articles:
        yield {
            **fields(article, "id", "status", "headline", "title", "byline"),
            **_of_campaign(desk, article.campaign),
            **fields(article, "due", "created", "updated", *TAGS, "needs_review", "event"),
            "hours_to_out": hours_to_out(
                event_of(article, desk.articles.get(article.master)), article.out
            ),
            "related": [link.target for link in article.links],
        }


def _tasks(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        for phase in desk.campaigns.checklist(campaign):
            for task in phase.tasks:
                yield task_row(desk, task)


def task_row(desk: Desk, task: Task) -> dict[str, Any]:
    """Return a task for JSON."""
    return {
        **fields(task, "id", "status", "due"),
        "time": task.due_time,
        **fields(task, "title", "phase", "owner", "priority"),
        **_of_campaign(desk, task.campaign),
        **fields(task, "articles", *TAGS, "stage", "after"),
        "waiting": [other.id for other in desk.tasks.waits_for(task)] if task.done is None else [],
        "cascades": task.cascades,
        "acked": [ack.unit for ack in task.acks],
        "done": task.done,
        "overdue": task.is_overdue(desk.records.now()),
    }


def _news(desk: Desk) -> Iterable[dict[str, Any]]:
    names = ("id", "headline", "author", "summary", "published", "source", "link", "text", "origin")
    for item in desk.news:
        yield {**fields(item, *names), "sources": msgspec.to_builtins(item.sources)}


def _campaigns(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        yield fields(campaign, "id", "name", "start", "end", "year")


def _facts(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        for row in desk.facts.sheet(campaign):
            yield {
                **fields(row.fact, "id", "key", "value", "unit"),
                "said": said(row.fact),
                **fields(row.fact, "source", "day", "since"),
                **fields(row, "until", "force"),
                **_of_campaign(desk, campaign.id),
            }


def _documents(desk: Desk) -> Iterable[dict[str, Any]]:
    from store.campaigns.documents import citation  # and its patterns

    for campaign in desk.campaigns:
        for document in campaign.documents:
            yield {
                **msgspec.structs.asdict(document),
                "citation": citation(document),
                **_of_campaign(desk, campaign.id),
            }


def _rumours(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        for entry in desk.rumours.log(campaign):
            rumour = entry.rumour
            yield {
                "id": rumour.id,
                "status": _status(entry),
                "hours": round(entry.hours, 1),
                **fields(rumour, "claim", "where", "seen"),
                "verdict": rumour.verdict or "unchecked",
                **fields(rumour, "checked", "answer"),
                **fields(entry, "answered", "due"),
                "late": entry.is_late,
                **_of_campaign(desk, campaign.id),
            }


def _questions(desk: Desk) -> Iterable[dict[str, Any]]:
    for campaign in desk.campaigns:
        for entry in desk.campaigns.questions.log(campaign):
            yield {
                "id": entry.question.id,
                "status": _status(entry),
                "hours": round(entry.hours, 1),
                **fields(entry.question, "text", "who", "where", "asked", "answer", "answered"),
                "due": entry.due,
                "late": entry.is_late,
                **_of_campaign(desk, campaign.id),
            }


def _status(entry: Entry | QuestionEntry) -> str:
    if entry.is_open:
        return "overdue" if entry.is_late else "open"
    return "late" if entry.is_late else "in-time"


def _rights(desk: Desk) -> Iterable[dict[str, Any]]:
    """Yield the rights cases, without their sources and contacts: these stay on the desk."""
    for case in desk.rights.cases():
        article, due = case.article, case.next
        yield {
            **fields(article, "id", "status", "title"),
            "next": due.follow_up.day if due else None,
            "what": due.follow_up.what if due else None,
            "overdue": bool(due and due.is_overdue),
            "closed": case.is_closed,
            "outcome": article.outcome,
            "follow_ups": [msgspec.structs.asdict(one) for one in article.follow_ups],
            **_of_campaign(desk, article.campaign),
        }


def _ledger(desk: Desk) -> Iterable[dict[str, Any]]:
    for entry in desk.ledger.entries():
        yield entry_row(desk, entry)


_LISTS: Final[dict[str, Callable[[Desk], Iterable[dict[str, Any]]]]] = {
    "articles": _articles,
    "tasks": _tasks,
    "news": _news,
    "campaigns": _campaigns,
    "facts": _facts,
    "documents": _documents,
    "rumours": _rumours,
    "questions": _questions,
    "rights": _rights,
    "ledger": _ledger,
}


def _lists() -> dict[str, Callable[[Desk], Iterable[dict[str, Any]]]]:
    """Return the function that makes each list; a plain one for kinds without one of their own."""
    others = {k.table: partial(_plain, k) for k in of_editors() if k.table not in _LISTS}
    return {**_LISTS, **others}


def _plain(kind: Kind, desk: Desk) -> Iterable[dict[str, Any]]:
    for record in desk.records.table(kind.table) or ():
        yield {"id": record.id, "title": kind.title(record), **encode(record)}


STATES: Final = (
    *(N_("idea"), N_("assigned"), N_("writing"), N_("to-edit"), N_("editing"), N_("to-approve")),
    *(N_("approved"), N_("exported"), N_("withdrawn"), N_("cancelled"), N_("returned")),
    *(N_("todo"), N_("doing"), N_("done"), N_("open"), N_("overdue"), N_("late"), N_("in-time")),
)
"""The states of articles, tasks and claims, marked for translation; in JSON they stay codes."""

_CODES: Final = ("status", "force", "verdict")
"""The columns that are codes, and words of their language for people."""

_WORDS: Final = {
    "now": N_("in force"),
    "over": N_("no longer in force"),
    "ahead": N_("to come"),
    "unchecked": N_("not checked"),
    "partly": N_("partly true"),
    "false": N_("false"),
    "true": N_("true"),
}

_COLUMNS: Final = {
    "articles": ("status", "title"),
    "tasks": ("status", "due", "title"),
    "news": ("headline", "author"),
    "campaigns": ("name", "start", "end"),
    "facts": ("force", "key", "said", "since", "source"),
    "documents": ("citation", "title"),
    "rumours": ("status", "hours", "claim", "verdict"),
    "questions": ("status", "hours", "text", "who", "answer"),
    "rights": ("next", "title", "what", "outcome"),
    "ledger": ("at", "channel", "headline"),
}
"""The columns of each list, behind the beginning of the ID (a document has none)."""
