"""What a desk called exported before there was a ledger, as entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec.structs import replace

from store.articles.history import History, Revision, Why
from store.articles.page_format import write_page
from store.articles.page_mapping import page_of
from store.digests import blake2b
from store.errors import PageError
from store.file.journal import Documents
from store.json_documents import document_id, json_of
from store.ledger import LedgerEntry, channel_of_file, moment, with_page
from store.records import TAKEN_BACK, Article, Status


def ledger_of_exports(tables: Documents) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the documents of the ledger of an older desk, and the articles that change with it.

    An article used to say when it last went out; now it says when it first did.
    """
    ledger: dict[str, bytes] = {}
    articles: dict[str, bytes] = {}
    histories = tables.get("revisions", {})
    for key, text in tables.get("articles", {}).items():
        try:
            article = msgspec.json.decode(text, type=Article)
            history = History(article.id)
            if kept := histories.get(document_id(article.id)):
                history = msgspec.json.decode(kept, type=History)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue  # told where the records are read
        entries = former_exports(article, history)
        ledger.update((document_id(entry.id), json_of(entry)) for entry in entries)
        live = [entry.at for entry in entries if entry.withdrawn is None]
        if entries and (first := min(live, key=moment, default=None)) != article.exported:
            document = msgspec.json.decode(text)
            document["exported"] = first
            articles[key] = msgspec.json.encode(document)
    return ledger, articles


def former_exports(article: Article, history: History) -> list[LedgerEntry]:
    """Return what an article's record and history tell of its exports, the first one first.

    An export that is kept as a revision has the bytes that went out. Of one that is not, or where
    somebody has set the status by hand, only a time is known. The IDs follow from article and time,
    so two machines that open the same old desk make the same entries.
    """
    if article.exported is None and article.status is not Status.EXPORTED:
        return []
    known = [
        (revision, state)
        for revision, state in zip(history.revisions, history.states(), strict=True)
        if state is not None
    ]
    entries = [_entry(article, revision, state) for revision, state in _exports(known)]
    at = article.exported or (None if entries else _first_time(article, known))
    if at is not None and moment(at) not in [moment(entry.at) for entry in entries]:
        entries.append(_bare(article, article, at))
    if article.status in TAKEN_BACK:
        withdrawn = _taken_back(article, known)
        entries = [replace(entry, withdrawn=withdrawn or entry.at) for entry in entries]
    return sorted(entries, key=lambda entry: moment(entry.at))


_Known = list[tuple[Revision, Article]]


def _exports(known: _Known) -> Iterator[tuple[Revision, Article]]:
    """Yield the revisions that went out; a draft has one, too, but is not exported in it."""
    for revision, state in known:
        if revision.why is Why.EXPORT and state.status is Status.EXPORTED:
            yield revision, state


def _first_time(article: Article, known: _Known) -> datetime | None:
    """Return when an article that nobody has exported was first called so, as far as is known."""
    times = (revision.at for revision, state in known if state.status is Status.EXPORTED)
    return next(times, article.updated or article.created)


def _taken_back(article: Article, known: _Known) -> datetime | None:
    """Return when an article was withdrawn or cancelled for the last time."""
    times = [revision.at for revision, state in known if state.status in TAKEN_BACK]
    return times[-1] if times else article.updated


def _entry(article: Article, revision: Revision, state: Article) -> LedgerEntry:
    entry = replace(_bare(article, state, revision.at), who=revision.who, revision=revision.at)
    try:
        return with_page(entry, write_page(page_of(state)))
    except PageError:  # it went out by another rule of the layout
        return entry


def _bare(article: Article, state: Article, at: datetime) -> LedgerEntry:
    digest = blake2b(f"{article.id} {at.isoformat()}".encode(), digest_size=16)
    return LedgerEntry(
        id=digest.hexdigest(),
        at=at,
        piece=article.id,
        headline=state.title,
        channel=channel_of_file(state) or channel_of_file(article),
    )
