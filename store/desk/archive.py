"""The archive: published news that comes in from files, and the searches that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk.finding import Finding
from store.errors import N_, InvalidValueError
from store.records import SavedSearch
from store.text import same_text

if TYPE_CHECKING:
    from store.news.importing import NewsImport, ReadOn, Turn
    from store.news.readers import Preview
    from store.news.row_mapping import Setting


class Archive(Finding):
    """A desk as far as published news goes, and the searches that are kept."""

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
        """Return for each file what it is and what its first pieces would be."""
        from store.news.readers import previews

        return previews(files, self._news_setting(mapping, source))

    def _news_setting(self, mapping: Mapping[str, str] | None, source: str) -> Setting:
        from store.news.row_mapping import Setting

        now = self.now()
        return Setting(today=now.date(), zone=now.tzinfo, mapping=mapping, source=source)

    # ------------------------------------------------------------------ saved searches

    def save_search(self, words: str, name: str = "") -> SavedSearch:
        """Keep a search to be asked again; one with the same words is not kept twice."""
        from store.search.query import refuse_too_long  # only for who searches

        words = words.strip()
        if not words:
            raise InvalidValueError(N_("Type the words to search for first."))
        refuse_too_long(words)
        for known in self.searches:
            if same_text(known.words, words):
                return known
        search = SavedSearch(name=name.strip() or words, words=words)
        self.write(N_("save search"), [search])
        return self.searches[search.id]

    def remove_search(self, search: SavedSearch) -> None:
        """Take a saved search off the desk."""
        self.write(N_("delete saved search"), [], drop=[self.searches[search.id]])
