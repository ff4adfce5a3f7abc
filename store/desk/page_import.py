"""Pages taken in: one, or folders of them, each compared with what the desk has.

Reading files does not touch the desk, so that may run in a worker thread. What changes the desk is
passed to `turn`, which the app runs in the thread of the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from store.article_parts import Photo
from store.articles import page_mapping
from store.articles.export_report import Turn
from store.articles.history import Why
from store.articles.import_report import PageFound, PageRefused, PagesReport, ReadsOn, Twin
from store.articles.page_format import Page
from store.articles.photos import kept_path, tidy
from store.campaign_records import Campaign
from store.campaigns.tags import refuse_channels
from store.desk.undo import Undo, Undoable
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, FileError, Finding, PageError, SaveError
from store.records import Article, Id, NewsItem
from store.text import identity

if TYPE_CHECKING:
    from store.formats.incoming import PageFiles
    from store.formats.incoming_parts import Read
    from store.news.duplicates import Known
    from store.news.items import Found

_COMPARED: Final = 1_000
"""The most characters of a text that are compared: the beginning tells a story from another."""


class PageImport:
    """Takes pages in."""

    def __init__(self, work: UnitOfWork, undo: Undo) -> None:
        self._work = work
        self._undo = undo
        self._articles = work.store.of(Article)
        self._news = work.store.of(NewsItem)

    def take(
        self,
        page: Page,
        campaign: Campaign | None = None,
        tags: dict[str, Any] | None = None,
        original: Page | None = None,
    ) -> Article:
        """Add the article of a page, and its cards as linked news items.

        Args:
            page: in its parts.
            campaign: what the article belongs to.
            tags: other fields of the article.
            original: the text as it came; it becomes the first revision.
        """
        article, fresh = page_mapping.records_of(page, self._news)
        belongs = {"campaign": campaign.id if campaign else None, **(tags or {})}
        article = msgspec.structs.replace(article, **belongs)
        refuse_channels(None, article)
        came = None
        if original is not None:
            as_it_came, _cards = page_mapping.records_of(original, ())
            came = msgspec.structs.replace(as_it_came, id=article.id, **belongs)
        self._work.write(N_("import"), [article, *fresh], why=Why.IMPORT, original=came)
        return self._articles[article.id]

    def named(self, photos: Iterable[Photo]) -> tuple[Photo, ...]:
        """Return photos of a file with the names that their files have on the sheet."""
        folder = self._work.store.path.parent
        kept = ((photo, kept_path(Path(photo.file), folder)) for photo in photos)
        return tuple(tidy(msgspec.structs.replace(photo, file=file)) for photo, file in kept)

    def take_files(
        self,
        paths: Iterable[Path],
        campaign: Campaign | None = None,
        *,
        only_look: bool = False,
        files: PageFiles | None = None,
        reads_on: ReadsOn | None = None,
        turn: Turn | None = None,
        **tags: Any,
    ) -> PagesReport:
        """Take the pages in files and in folders, with the folders below; all are one undo step.

        A page that the desk has already, word by word, is not taken again, so an import that was
        stopped is simply begun anew.

        Args:
            paths: files and folders.
            campaign: what the articles belong to.
            only_look: whether nothing is to be taken: the report says what would be.
            files: reads them; the one that has looked at them need not read them again.
            reads_on: called before each file with the report so far; returns whether to go on.
            turn: runs what changes the desk, when the rest runs in a worker thread.
            tags: other fields of the articles.
        """
        from store.formats.incoming import PageFiles, is_readable
        from store.news.folder import files_in, is_photo_list
        from store.news.items import Refused

        report = PagesReport()
        found: list[Path] = []
        named = list(paths)
        for one in files_in(named):
            if isinstance(one, Refused):
                report.refused.append(PageRefused(Path(one.where), one.why))
            elif is_photo_list(one):
                report.lists.append(one)
            elif is_readable(one) or one in named:
                found.append(one)
            else:
                report.others.append(one)
        report.total = len(found) + len(report.refused)
        importing = _Importing(self, self._undo, list(self._articles), report, files or PageFiles())
        importing.turn = turn or importing.turn
        importing.only_looks = only_look
        importing.run(found, reads_on or (lambda _report: True), campaign, tags)
        return report


class _Importing:
    """One import."""

    only_looks = False

    def __init__(
        self,
        taking: PageImport,
        undo: Undo,
        known: list[Article],
        report: PagesReport,
        files: PageFiles,
    ) -> None:
        self._taking = taking
        self._undo = undo
        self._report = report
        self._files = files
        self._same = _same(known)
        self._near = _near(known)
        self._listed: Undoable | None = None
        self.turn: Turn = lambda work: work()

    def run(
        self,
        files: list[Path],
        reads_on: ReadsOn,
        campaign: Campaign | None,
        tags: dict[str, Any],
    ) -> None:
        """Take the files; the report says what has come of it."""
        for path in files:
            if not reads_on(self._report):
                self._report.stopped = "asked"
                break
            try:
                read, original = self._files.read(path)
                self._take(path, read, original, campaign, tags)
            except SaveError as error:
                self._report.stopped = "failed"
                self._report.failure = Finding(error.message, error.values)
                break
            except (PageError, FileError) as error:
                why = Finding(error.message, error.values)
                self._report.refused.append(PageRefused(path, why))

    def _take(
        self,
        path: Path,
        read: Read,
        original: Page | None,
        campaign: Campaign | None,
        tags: dict[str, Any],
    ) -> None:
        page, found = read.page, _found(read.page.headline, read.page.body)
        same = self._same.get(_key(page.headline, page.body))
        near = None if same else self._near.match(found)
        twin = same or (self._title(near.item) if near else None)
        told = PageFound(path, page.headline, page.byline, read.dropped, read.is_guess, twin)
        told = told._replace(photos=len(read.photos), is_divided=bool(read.text))
        if same:
            self._report.same.append(told)
            return
        if self.only_looks:
            self._report.taken.append(told)
            self._remember(str(path), page, found)
            return

        def put() -> None:
            photos = self._taking.named(read.photos)
            also = {**tags, "photos": photos} if photos else tags
            article = self._taking.take(page, campaign, also, original)
            self._listed = self._undo.join_last(self._listed)
            self._report.taken.append(told._replace(article=article.id))
            self._remember(article.id, page, found)

        self.turn(put)

    def _remember(self, name: Id, page: Page, found: Found) -> None:
        """Keep a page, with which those that follow are compared."""
        self._near.add_found(name, found)
        twin = Twin(name, page.headline, is_same=True)
        self._same[_key(page.headline, page.body)] = twin

    def _title(self, article: Id) -> Twin:
        title = next((twin.title for twin in self._same.values() if twin.article == article), "")
        return Twin(article, title, is_same=False)


def _key(headline: str, body: str) -> tuple[str, str]:
    return identity(headline), identity(body)


def _same(articles: Iterable[Article]) -> dict[tuple[str, str], Twin]:
    return {_key(one.headline, one.body): Twin(one.id, one.title, is_same=True) for one in articles}


def _near(articles: Iterable[Article]) -> Known:
    from store.news.duplicates import Known

    known = Known()
    for one in articles:
        known.add_found(one.id, _found(one.headline, one.body))
    return known


def _found(headline: str, body: str) -> Found:
    from store.news.items import Found

    return Found(where="", headline=headline, summary=body[:_COMPARED])
