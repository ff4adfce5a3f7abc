"""Changes of several articles at once, each one unit and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from store.articles import export, page_mapping
from store.articles.history import Why
from store.articles.page_format import write_page
from store.campaigns.checklist import retagged
from store.desk.ledger import Ledger, Written
from store.desk.pieces import left_by, settled
from store.desk.revisions import Revisions
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError
from store.ledger import LedgerEntry
from store.paths import expand_user
from store.records import Article, Id, Record, Status

_NOT_BY_HAND: Final = N_(
    "“Exported” comes from the ledger, not by hand: export the article, or record that it was "
    "posted."
)
_OUT_ALREADY: Final = N_("“{title}” has gone out; withdraw it instead.")


class BulkArticles:
    """What can be done with several articles at once; those that are gone are left out."""

    def __init__(self, work: UnitOfWork, revisions: Revisions, ledger: Ledger) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._revisions = revisions
        self._ledger = ledger

    def set_status(
        self, articles: Iterable[Article], status: Status, *, reason: str = ""
    ) -> list[Article]:
        """Set their status, and the ticks of their tasks that follow from it.

        What went out of those that are withdrawn is withdrawn in the ledger as well, with the
        reason.

        Returns:
            The articles that changed.

        Raises:
            InvalidValueError: only the ledger says that an article is out, or no longer.
        """
        present = [now for now in self._present(articles) if now.status is not status]
        fields: dict[str, Any] = {"status": status}
        along: list[LedgerEntry] = []
        match status:
            case Status.EXPORTED if present:
                raise InvalidValueError(_NOT_BY_HAND)
            case Status.CANCELLED if out := next((one for one in present if one.out), None):
                raise InvalidValueError(_OUT_ALREADY, title=out.title)
            case Status.WITHDRAWN:
                along = self._ledger.withdrawals(present, reason)
                fields["exported"] = None
        return self.put(present, N_("status"), lambda _article: fields, along)

    def edit(self, articles: Iterable[Article], **fields: str | None) -> list[Article]:
        """Change the same tags, or the campaign, of all; return the articles that changed."""
        return self.put(articles, N_("tags"), lambda _article: fields)

    def retag(
        self,
        articles: Iterable[Article],
        field: str,
        *,
        add: Collection[str],
        drop: Collection[str],
    ) -> list[Article]:
        """Add values to a list of all, and remove others; return the articles that changed.

        The list is one of `store.campaigns.tags.SEVERAL`; its other values stay.
        """
        return self.put(
            articles, N_("tags"), lambda article: {field: retagged(article, field, add, drop)}
        )

    def put(
        self,
        articles: Iterable[Article],
        label: str,
        fields: Callable[[Article], dict[str, Any]],
        along: Iterable[Record] = (),
    ) -> list[Article]:
        """Change fields of each article; return the articles that changed.

        Args:
            articles: any state of them.
            label: of the step of undo; empty for a change that is not listed.
            fields: the new values, by the present state of an article.
            along: other records that change with them.
        """
        changed: dict[Id, Article] = {}
        for current in self._present(articles):
            after = msgspec.structs.replace(current, **fields(current))
            if after != current:
                changed[after.id] = after
        if changed:
            self._work.write(label, [*changed.values(), *settled(self._store, changed), *along])
        return [self._articles[article] for article in changed]

    def remove(self, articles: Iterable[Article]) -> list[Article]:
        """Delete them, and remove them from their tasks and the rumours they answer.

        Returns:
            The articles that were deleted.
        """
        gone = self._present(articles)
        if gone:
            freed, _ = left_by(self._store, gone)
            label = N_("delete article") if len(gone) == 1 else N_("delete articles")
            self._work.write(label, freed, drop=gone)
        return gone

    def export(
        self, articles: Iterable[Article], folder: Path, *, replace: bool = False
    ) -> list[Path]:
        """Write their pages to text files in a folder, and return the paths.

        Each becomes what `Articles.export` makes of it. No file is written where a page cannot be,
        or where a file would be replaced that must not.

        Raises:
            PageError: a page could not be read back unchanged.
            FileError: a file exists already and is not to be replaced, or cannot be written.
        """
        present = self._present(articles)
        names = _names([export.file_name(article, self._work.today()) for article in present])
        pages = [
            (article, expand_user(folder) / name, write_page(page_mapping.page_of(article)))
            for article, name in zip(present, names, strict=True)
        ]
        if not replace:
            for _article, path, data in pages:
                export.refuse_taken(path, data)
        written: list[Written] = []
        try:
            for article, path, data in pages:
                export.write(path, data, replace=replace)
                written.append(Written(article, path, data))
        finally:
            self.record(written)
        return [path for _article, path, _data in pages]

    def record(self, written: Sequence[Written]) -> None:
        """Record files that have been written: in the ledger; of drafts only as revisions.

        The files come first and the entries after them: what the ledger calls out has been on the
        disk. Killed in between, the articles are still approved, which everybody sees; exporting
        them again finds the very files, leaves them alone and adds the entries.
        """
        if self._store.read_only:
            return
        finished = [one for one in written if not export.unfinished(one.article)]
        if finished:
            self._ledger.record(finished)
        for one in written:
            if export.unfinished(one.article):
                self._revisions.keep(one.article, Why.EXPORT)

    def _present(self, articles: Iterable[Article]) -> list[Article]:
        return [now for article in articles if (now := self._articles.get(article.id))]


def _names(wanted: Sequence[str]) -> list[str]:
    """Return names of files, each only once: of two articles with one headline, both go out."""
    names: list[str] = []
    for name in wanted:
        stem, number = name.removesuffix(".txt"), 1
        while name in names:
            number += 1
            name = f"{stem}-{number}.txt"
        names.append(name)
    return names
