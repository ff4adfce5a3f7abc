"""The archive: everything that was written, found again and related to what is being written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import N_, BadValue
from store.linked import Linked
from store.records import Article, NewsItem, SavedSearch
from store.search import Entry, Hit, Index, Suggestion
from store.tables import Change
from store.text import same_text

if TYPE_CHECKING:
    from store.news.importing import NewsImport, ReadOn, Turn
    from store.news.reading import Preview
    from store.news.rows import Setting


class Archive(Linked):
    """A desk as far as search and related news go."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, **options)
        self._index: Index | None = None
        self._growing_index: Index | None = None
        """The index from the first call of `index` on: changes go in while it is being built."""
        self.listen(self._reindex)

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
        """Give what on the desk is related to an article, and neither linked nor refused yet.

        Args:
            article: its text as given is asked about, also where it is not saved yet.
            limit: the most suggestions.
        """
        current = self.articles[article.id]
        linked = {*(link.target for link in current.links), *current.unrelated}
        return self.index().related(_entry(article), limit=limit, exclude=linked)

    # ------------------------------------------------------------------ saved searches

    def save_search(self, words: str, name: str = "") -> SavedSearch:
        """Keep a search to be asked again; one with the same words is not kept twice."""
        words = words.strip()
        if not words:
            raise BadValue(N_("Type the words to search for first."))
        for known in self.searches:
            if same_text(known.words, words):
                return known
        search = SavedSearch(name=name.strip() or words, words=words)
        self.write(N_("save search"), [search])
        return self.searches[search.id]

    def remove_search(self, search: SavedSearch) -> None:
        """Take a saved search off the desk."""
        self.write(N_("delete saved search"), [], drop=[self.searches[search.id]])

    # ------------------------------------------------------------------ the index follows

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
