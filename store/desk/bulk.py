"""Changes of several articles at once, each one unit and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from store.articles import export, page_mapping
from store.articles.history import Why
from store.articles.page_format import write_page
from store.campaigns.checklist import retagged
from store.desk.pieces import fulfilled, left_by
from store.desk.revisions import Revisions
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_
from store.paths import expand_user
from store.records import Article, Id, Status, Task


class BulkArticles:
    """What can be done with several articles at once; those that are gone are left out."""

    def __init__(self, work: UnitOfWork, revisions: Revisions) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._revisions = revisions

    def set_status(self, articles: Iterable[Article], status: Status) -> list[Article]:
        """Set their status, and the ticks of their tasks that follow from it.

        Returns:
            The articles that changed.
        """
        return self.put(articles, N_("status"), lambda _article: {"status": status})

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
    ) -> list[Article]:
        """Change fields of each article; return the articles that changed.

        Args:
            articles: any state of them.
            label: of the step of undo; empty for a change that is not listed.
            fields: the new values, by the present state of an article.
        """
        changed: dict[Id, Article] = {}
        for current in self._present(articles):
            after = msgspec.structs.replace(current, **fields(current))
            if after != current:
                changed[after.id] = after
        if changed:
            self._work.write(label, [*changed.values(), *self._settled(changed)])
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
        written: list[Article] = []
        try:
            for article, path, data in pages:
                export.write(path, data, replace=replace)
                written.append(article)
        finally:
            self._mark_exported(written)
        return [path for _article, path, _data in pages]

    def _mark_exported(self, written: Sequence[Article]) -> None:
        if self._store.read_only:
            return
        out = {"status": Status.EXPORTED, "exported": self._store.now()}
        finished = [article for article in written if not export.unfinished(article)]
        self.put(finished, N_("export"), lambda _article: out)
        for article in written:
            if export.unfinished(article):
                self._revisions.keep(article, Why.EXPORT)

    def _present(self, articles: Iterable[Article]) -> list[Article]:
        return [now for article in articles if (now := self._articles.get(article.id))]

    def _settled(self, changed: dict[Id, Article]) -> list[Task]:
        """Return the tasks whose ticks follow from what changes in articles."""
        tasks = {t.id: t for one in changed for t in self._store.naming(Task, one)}
        settled = (fulfilled(self._store, t, t.articles, *changed.values()) for t in tasks.values())
        return [task for task in settled if task != tasks[task.id]]


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
