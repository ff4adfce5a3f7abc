"""The histories of the articles, as kept in the desk file."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Iterable
from typing import Final

import msgspec

from store.articles.history import History, Why, concerns_text, is_rewritten, noted
from store.desk.record_store import Raw, RecordStore, Step
from store.json_documents import document_id
from store.records import Article, Id, Record

REVISIONS: Final = "revisions"
"""The table of the histories: one document per article, under the article's document ID."""

decoded: Final = msgspec.json.Decoder(History).decode


class RevisionLog:
    """Adds revisions to the histories of articles that change."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store

    def along(self, steps: Iterable[Step], why: Why | None) -> Raw:
        """Return the changed histories of the articles that some steps change."""
        kept: dict[str, bytes | None] = {}
        user, now, trusted = who(), self._store.now(), self._store.trusted_now
        for before, after in steps:
            if not isinstance(after, Article):
                continue
            assert before is None or isinstance(before, Article)
            changed = noted(
                self.history_of(after.id),
                before,
                after,
                why=why,
                who=user,
                now=now,
                trusted=trusted,
            )
            if changed:
                kept[document_id(after.id)] = msgspec.json.encode(changed)
        return {REVISIONS: kept} if kept else {}

    def restored(self, steps: Iterable[Step]) -> Raw:
        """Return the changed histories of articles that an undo changes.

        Only a text that comes back is one that was restored: a card that was linked again, say,
        leaves no revision in which nothing has changed.
        """
        texts: list[Step] = []
        others: list[Step] = []
        for step in steps:
            if _brings_text(*step):
                texts.append(step)
            elif _concerns_text(*step):
                others.append(step)
        along = {**self.along(texts, Why.RESTORE).get(REVISIONS, {})}
        along |= self.along(others, None).get(REVISIONS, {})
        return {REVISIONS: along} if along else {}

    def history_of(self, article: Id) -> History | None:
        """Return the history of an article; None if there is none, or it cannot be read."""
        text = self._store.storage.tables.get(REVISIONS, {}).get(document_id(article))
        with contextlib.suppress(msgspec.DecodeError):
            return decoded(text) if text else None
        return None


def who() -> str:
    """Return the name of the user who makes the changes."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return "?"


def _concerns_text(before: Record | None, after: Record | None) -> bool:
    if isinstance(before, Article) and isinstance(after, Article):
        return concerns_text(before, after)
    return False


def _brings_text(before: Record | None, after: Record | None) -> bool:
    if not isinstance(before, Article):
        return True
    return isinstance(after, Article) and is_rewritten(before, after)
