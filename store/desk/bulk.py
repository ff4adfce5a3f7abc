"""Changes of several articles at once, each one unit and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from store.articles import export
from store.articles.export_report import ExportReport, GoesOn, Planned, Turn
from store.articles.history import Why
from store.campaigns.checklist import retagged
from store.desk import bulk_export
from store.desk.bulk_export import Exporting
from store.desk.pieces import fulfilled, left_by
from store.desk.revisions import Revisions
from store.desk.undo import Undo, Undoable
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_
from store.paths import expand_user
from store.records import Article, Id, Status, Task


class BulkArticles:
    """What can be done with several articles at once; those that are gone are left out."""

    def __init__(self, work: UnitOfWork, revisions: Revisions, undo: Undo) -> None:
        self._work = work
        self._undo = undo
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

    # ------------------------------------------------------------------ export

    def export_plan(self, articles: Iterable[Article], folder: Path) -> list[Planned]:
        """Return the files in a folder to which `export` writes some articles."""
        present = self._present(articles)
        names = [export.file_name(article, self._work.today()) for article in present]
        return bulk_export.plan(present, expand_user(folder), names)

    def export(
        self,
        plan: Sequence[Planned],
        *,
        replace: bool = False,
        goes_on: GoesOn | None = None,
        turn: Turn | None = None,
    ) -> ExportReport:
        """Write the pages of articles to their files; the report says what was not written.

        Each becomes what `Articles.export` makes of it. A page that cannot be written, or a file
        that must not be replaced, keeps no other one back.

        Args:
            plan: what `export_plan` has returned.
            replace: whether files with other contents may be overwritten.
            goes_on: called before each file with the report so far; returns whether to go on.
            turn: runs what changes the desk, when the rest runs in a worker thread.
        """
        listed: Undoable | None = None

        def mark(out: Sequence[Article]) -> None:
            nonlocal listed
            before = self._undo.last
            self._mark_exported(out)
            if self._undo.last is not before:
                listed = self._undo.join_last(listed)

        exporting = Exporting(plan, mark, replace=replace, goes_on=goes_on, turn=turn)
        return exporting.run()

    def _mark_exported(self, written: Sequence[Article]) -> None:
        if self._store.read_only:
            return
        out = {"status": Status.EXPORTED, "exported": self._store.now()}
        finished = [article for article in written if not export.unfinished(article)]
        self.put(finished, N_("export"), lambda _article: out)
        self._revisions.keep_all(filter(export.unfinished, written), Why.EXPORT)

    def _present(self, articles: Iterable[Article]) -> list[Article]:
        return [now for article in articles if (now := self._articles.get(article.id))]

    def _settled(self, changed: dict[Id, Article]) -> list[Task]:
        """Return the tasks whose ticks follow from what changes in articles."""
        tasks = {t.id: t for one in changed for t in self._store.naming(Task, one)}
        settled = (fulfilled(self._store, t, t.articles, *changed.values()) for t in tasks.values())
        return [task for task in settled if task != tasks[task.id]]
