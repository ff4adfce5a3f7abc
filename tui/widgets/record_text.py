"""Records as text: deleted ones, and versions written by another program.

Both are JSON objects of the desk file. They may come from a newer version or another program, so
nothing is assumed about their fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from store import Desk
from store.record_kinds import name_of, title
from store.records import Status
from store.text import show_day
from tui.i18n import N_, _
from tui.widgets.labels import status_name

FIELDS: Final = {
    "title": N_("Title"),
    "name": N_("Name"),
    "headline": N_("Headline"),
    "byline": N_("Byline"),
    "author": N_("Byline"),
    "summary": N_("Summary"),
    "source": N_("Source"),
    "published": N_("Published"),
    "status": N_("Status"),
    "campaign": N_("Campaign"),
    "phase": N_("Phase"),
    "position": N_("Place"),
    "due": N_("Due"),
    "done": N_("Done"),
    "exported": N_("Exported"),
    "channels": N_("Channels"),
    "audiences": N_("Audiences"),
    "levels": N_("Levels"),
    "topics": N_("Topics"),
    "goals": N_("Goals"),
    "strand": N_("Strand"),
    "milestone": N_("Milestone"),
    "articles": N_("Articles"),
    "links": N_("Related"),
    "unrelated": N_("Not related"),
    "master": N_("Master"),
    "notes": N_("Notes"),
    "year": N_("Year"),
    "organisation": N_("Organisation"),
    "start": N_("Begins"),
    "end": N_("Ends"),
    "slogan": N_("Slogan"),
    "phases": N_("Phases"),
    "milestones": N_("Milestones"),
    "documents": N_("Documents"),
    "key": N_("About"),
    "value": N_("Value"),
    "unit": N_("Unit"),
    "day": N_("Source day"),
    "since": N_("Holds since"),
    "claim": N_("Claim"),
    "where": N_("Where"),
    "seen": N_("Seen"),
    "verdict": N_("Verdict"),
    "checked": N_("Checked"),
    "answer": N_("Answer"),
    "text": N_("Text"),
    "asked": N_("Asked"),
    "answered": N_("Answered"),
    "event": N_("Event"),
    "kind": N_("Kind"),
    "sources": N_("Sources"),
    "photos": N_("Photos"),
    "follow_ups": N_("Follow-ups"),
    "outcome": N_("Outcome"),
    "corrects": N_("Corrects"),
    "word_goal": N_("Word goal"),
    "return_note": N_("To change"),
    "returns": N_("Returned"),
    "overrides": N_("Let pass"),
    "blocks": N_("Blocked by"),
    "ignored": N_("Ignored"),
    "comments": N_("Comments"),
    "taken": N_("Steps"),
    "at": N_("When"),
    "who": N_("Who"),
    "channel": N_("Channel"),
    "file": N_("File"),
    "withdrawn": N_("Withdrawn"),
    "reason": N_("Reason"),
    "minutes": N_("Minutes"),
    "words_per_minute": N_("Words a minute"),
    "opening": N_("Opening"),
    "transitions": N_("Transitions"),
    "closing": N_("Closing"),
    "items": N_("Items"),
}
"""The labels of fields, in the order shown; others follow under their own names."""

_TEXT: Final = ("headline", "byline", "body", "signoff")
_NAMES: Final = ("headline", "title", "name", "key", "claim", "text")
_UNSEEN: Final = {
    *("id", "created", "updated", "layout", "made_of"),
    *("piece", "revision", "digest", "packed", "bulletin", "gone"),  # of an entry of the ledger
}
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d).*)?")

Document = dict[str, Any]
"""The JSON object of a record."""


def kind_name(table: str) -> str:
    """Return the name of the kind of record in a table."""
    return _(name_of(table))


def title_of_document(document: Document) -> str:
    """Return the title of a record."""
    found = (document.get(name) for name in (*_NAMES, "body"))
    text = next((str(value) for value in found if value), "")
    return text.strip().partition("\n")[0][:120] or _("(no headline)")


def states(desk: Desk, ours: Document, theirs: Document) -> tuple[str, str]:
    """Return two versions of one record as texts to compare.

    The text of an article is laid out as on its page; of its other fields, only those that differ
    are included.
    """
    ours, theirs = _plain(ours), _plain(theirs)
    both = {**ours, **theirs}
    names = _shown_names(both)
    if "body" not in both:
        return _listing(desk, ours, names), _listing(desk, theirs, names)
    names = [n for n in names if n not in _TEXT and ours.get(n) != theirs.get(n)]
    return _article(desk, ours, names), _article(desk, theirs, names)


def page_of(desk: Desk, gone: Iterable[tuple[str, Document]]) -> tuple[str, str]:
    """Return the byline and the text of what one deletion removed.

    The title is left out if it is a single record. `gone` has the table and the JSON object of
    each record.
    """
    records = [(table, _plain(document)) for table, document in gone]
    if len(records) > 1:
        return "", "\n".join(_line(desk, table, document) for table, document in records)
    for table, document in records:
        if table == "articles":
            text = "\n\n".join(str(document.get(n) or "") for n in ("body", "signoff")).strip()
            return str(document.get("byline") or ""), text
        names = [name for name in _shown_names(document) if name not in _NAMES]
        return "", _listing(desk, document, names)
    return "", ""


def _plain(document: Document) -> Document:
    """Return a JSON object as read from a file: lists for tuples, text for dates."""
    plain: Document = json.loads(json.dumps(document, default=str))
    return plain


def _shown_names(document: Document) -> list[str]:
    names = [name for name in FIELDS if name in document]
    return names + [n for n in document if n not in FIELDS and n not in (*_UNSEEN, *_TEXT)]


def _article(desk: Desk, document: Document, names: list[str]) -> str:
    if not document:
        return ""
    head = [str(document.get(name) or "") for name in ("headline", "byline")]
    facts = _listing(desk, document, names)
    parts = ("\n".join(filter(None, head)), facts, document.get("body"), document.get("signoff"))
    return "\n\n".join(str(part) for part in parts if part)


def _listing(desk: Desk, document: Document, names: Iterable[str]) -> str:
    values = ((name, _value(desk, name, document.get(name))) for name in names)
    return "\n".join(f"{_(FIELDS.get(name, name))}: {value}" for name, value in values if value)


def _line(desk: Desk, table: str, document: Document) -> str:
    facts = [_value(desk, name, document.get(name)) for name in ("phase", "due")]
    return " · ".join((kind_name(table), title_of_document(document), *filter(None, facts)))


def _value(desk: Desk, name: str, value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, (_value(desk, name, one) for one in value)))
    if isinstance(value, dict):
        if "headline" in value:  # a card
            return str(value["headline"])
        parts = (
            _value(desk, "status" if key == "status" else "", one)
            for key, one in value.items()
            if one is not True  # for the writer, say: no words of its own
        )
        return " · ".join(filter(None, parts))
    if value is None or value == "":
        return ""
    text = str(value)
    if name == "status" and text in set(Status):
        return status_name(Status(text))
    if name in ("campaign", "articles", "items", "unrelated", "answer", "master"):
        record = desk.campaigns.get(text) or desk.links.target(text)
        return (title(record) if record else "") or text[:6]
    return _day(text)


def _day(text: str) -> str:
    """Return an ISO date as it is usually written; any other text unchanged."""
    found = _DAY.fullmatch(text)
    try:
        day = show_day(date.fromisoformat(found[1])) if found else text
    except ValueError:
        return text
    return f"{day} {found[2]}" if found and found[2] else day
