"""The archive: everything that was written, found again and related to what is being written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import pages
from store.errors import N_, BadValue
from store.records import Article, Id, NewsItem
from store.search import Entry, Hit, Index, Suggestion
from store.tables import Change
from store.writing import Writing

if TYPE_CHECKING:
    from store.news.importing import NewsImport, ReadOn, Turn
    from store.news.reading import Preview
    from store.news.rows import Setting


class Archive(Writing):
    """A desk as far as search and related news go."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, **options)
        self._index: Index | None = None
        self._growing_index: Index | None = None
        """The index from the first call of `index` on: changes go in while it is being built."""
        self.listen(self._reindex)

    # ------------------------------------------------------------------ related news

    def link(self, article: Article, target: NewsItem | Article) -> Article:
        """Add a card for a news item or article at the end of an article's related list.

        Raises:
            BadValue: it is the article itself, or linked already.
        """
        current = self.articles[article.id]
        if target.id == current.id:
            raise BadValue(N_("An article cannot be related to itself."))
        if any(link.target == target.id for link in current.links):
            raise BadValue(N_("“{title}” is linked already."), title=target.headline)
        links = (*current.links, pages.link_to(target))
        return self.change(current, label=N_("link"), links=links)

    def unlink(self, article: Article, place: int) -> Article:
        """Take the card at `place` (from 0) off an article's related list."""
        current = self.articles[article.id]
        links = current.links[:place] + current.links[place + 1 :]
        layout = current.layout if links else pages.without_heading(current.layout)
        return self.change(current, label=N_("unlink"), links=links, layout=layout)

    def move_link(self, article: Article, place: int, by: int) -> int:
        """Move the card at `place` up (-1) or down (+1), and give its new place."""
        current = self.articles[article.id]
        links = list(current.links)
        new_place = min(max(place + by, 0), len(links) - 1)
        links.insert(new_place, links.pop(place))
        self.change(current, label=N_("move link"), links=tuple(links))
        return new_place

    # ------------------------------------------------------------------ news from files

    def import_news(
        self,
        files: Iterable[Path],
        mapping: Mapping[str, str] | None = None,
        progress: ReadOn | None = None,
        *,
        source: str = "",
        turn: Turn | None = None,
        dry: bool = False,
    ) -> NewsImport:
        """Put the news of some files on the desk; what cannot be taken is in the report.

        It is written in units of some hundred items, and is one entry of the undo list.

        Args:
            files: files and folders.
            mapping: field → column, for tables; what it does not name is guessed.
            progress: called with how far it has come; answers whether to go on. What has been
                written by then stays.
            source: what published it all, where the files do not say.
            turn: runs what reads or changes the desk, when all else is done in a worker thread.
            dry: write nothing; only say what would be taken.
        """
        from store.news.importing import Importing  # and csv, email …: only for an import

        setting = self._news_setting(mapping, source)
        return Importing(self, setting, read_on=progress, turn=turn, dry=dry).run(files)

    def preview_news(
        self, files: Iterable[Path], mapping: Mapping[str, str] | None = None, source: str = ""
    ) -> list[Preview]:
        """Give for each file what it is and what its first pieces would be."""
        from store.news.reading import previews

        return previews(files, self._news_setting(mapping, source))

    def _news_setting(self, mapping: Mapping[str, str] | None, source: str) -> Setting:
        from store.news.rows import Setting

        now = self.now()
        return Setting(today=now.date(), zone=now.tzinfo, mapping=mapping, source=source)

    def index(self, progress: Callable[[int, int], bool] | None = None) -> Index:
        """Give the index over everything on the desk, built on the first call.

        Args:
            progress: called with how many are in and how many there are; answers whether to go on.
                May be called from a worker thread: a change of the desk meanwhile is not lost.
        """
        if self._index is None:
            index = self._growing_index = Index()
            ids = [record.id for table in (self.articles, self.news) for record in table]
            for count, record_id in enumerate(ids):
                if progress and not progress(count, len(ids)):
                    return index
                if record := self.linkable(record_id):
                    index.put(_entry(record))
            self._index = index
        return self._index

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Find articles and news items by words; marks and case count only where typed."""
        return self.index().search(words, limit=limit)

    def suggestions(self, article: Article, limit: int = 20) -> list[Suggestion]:
        """Give what on the desk is related to an article and not linked to it yet."""
        current = self.articles[article.id]
        linked = {link.target for link in current.links}
        return self.index().related(_entry(current), limit=limit, exclude=linked)

    def linkable(self, record_id: Id) -> NewsItem | Article | None:
        """Give the news item or article of that id."""
        return self.news.get(record_id) or self.articles.get(record_id)

    def _reindex(self, change: Change) -> None:
        if self._growing_index is None:
            return
        for record_id in change.ids:
            if record := self.linkable(record_id):
                self._growing_index.put(_entry(record))
            else:
                self._growing_index.drop(record_id)


def _entry(record: Article | NewsItem) -> Entry:
    """Give a record as the index takes it."""
    if isinstance(record, Article):
        day = record.exported or record.updated
        return Entry(
            id=record.id,
            kind="article",
            headline=record.headline,
            author=record.byline,
            text=record.body,
            day=day.date() if day else None,
        )
    return Entry(
        id=record.id,
        kind="news",
        headline=record.headline,
        author=record.author,
        text=record.summary,
        day=record.published,
    )
