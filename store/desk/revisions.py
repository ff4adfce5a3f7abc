"""The revisions of an article: kept, read and restored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from store.articles.history import History, Why
from store.desk.revision_log import REVISIONS, RevisionLog, decoded
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, FileError
from store.json_documents import document_id
from store.records import Article

RESTORED: Final = ("headline", "byline", "body", "signoff", "layout")
"""What is restored from a revision: the text, not the status."""


class Revisions:
    """The histories of the articles of a desk."""

    def __init__(self, work: UnitOfWork, log: RevisionLog) -> None:
        self._work = work
        self._store = work.store
        self._log = log
        self._articles = work.store.of(Article)

    def of(self, article: Article) -> History:
        """Return the revisions of an article, even if it has been deleted.

        Raises:
            FileError: the history is damaged.
        """
        text = self._store.storage.tables.get(REVISIONS, {}).get(document_id(article.id))
        try:
            return decoded(text) if text else History(article.id)
        except msgspec.DecodeError as error:
            raise FileError(
                N_(
                    "The history of “{title}” cannot be read ({reason}); the article itself can. "
                    "An older one may be in a backup."
                ),
                title=article.title,
                reason=error,
            ) from error

    def keep(self, article: Article, why: Why = Why.SAVE) -> None:
        """Keep the present state of an article as a revision: what an editor's own save does."""
        self.keep_all([self._articles[article.id]], why)

    def keep_all(self, articles: Iterable[Article], why: Why) -> None:
        """Keep the present states of some articles as revisions."""
        present = [now for article in articles if (now := self._articles.get(article.id))]
        if along := self._log.along([(current, current) for current in present], why):
            self._store.commit([], along)

    def restore(self, article: Article, place: int) -> Article:
        """Restore the text of a revision, by its index in the history, as a new revision.

        A deleted article comes back.

        Raises:
            FileError: that revision is damaged.
        """
        then = self.of(article).state(place)
        current = self._articles.get(article.id) or then
        fields = {name: getattr(then, name) for name in RESTORED}
        restored = msgspec.structs.replace(current, **fields)
        self._work.write(N_("restore a revision"), [restored], why=Why.RESTORE)
        return self._articles[article.id]

    def thin(self) -> None:
        """Thin the histories of all articles by age."""
        now = self._store.trusted_now
        thinned: dict[str, bytes | None] = {}
        for article in self._articles:
            history = self._log.history_of(article.id)
            if history and (smaller := history.thinned(now)) is not history:
                thinned[document_id(article.id)] = msgspec.json.encode(smaller)
        if thinned:
            self._store.commit([], {REVISIONS: thinned})
