"""Published news, imported from files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk.undo import Undo
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_, InvalidValueError
from store.records import NewsItem

if TYPE_CHECKING:
    from store.news.import_report import Folded, NewsImport, ReadOn, Turn
    from store.news.readers import Preview
    from store.news.row_mapping import Setting


class News(RecordService[NewsItem]):
    """The news items of a desk."""

    def __init__(self, work: UnitOfWork, undo: Undo) -> None:
        super().__init__(work, NewsItem)
        self._undo = undo

    def import_files(
        self,
        files: Iterable[Path],
        mapping: Mapping[str, str] | None = None,
        progress: ReadOn | None = None,
        *,
        source: str = "",
        turn: Turn | None = None,
        dry: bool = False,
        apart: Collection[str] = (),
    ) -> NewsImport:
        """Import news from files and folders; the report says what could not be imported.

        It is written in units of some hundred items, and is one entry of the undo list.

        Args:
            files: files and folders.
            mapping: field → column, for tables; missing fields are guessed.
            progress: called with the progress; returns whether to go on. What was written stays.
            source: the publisher, where the files do not name one.
            turn: runs what reads or changes the desk, when the rest runs in a worker thread.
            dry: write nothing; only report what would be imported.
            apart: where pieces stand that are not folded, as the report names it (`a.xml#3`).
        """
        from store.desk.news_import import Importing  # and csv, email …: only for an import

        setting = self._setting(mapping, source)
        importing = Importing(
            self._work, self._undo, setting, read_on=progress, turn=turn, dry=dry, apart=apart
        )
        return importing.run(files)

    def preview(
        self, files: Iterable[Path], mapping: Mapping[str, str] | None = None, source: str = ""
    ) -> list[Preview]:
        """Return the format and the first items of each file."""
        from store.news.readers import previews

        return previews(files, self._setting(mapping, source))

    def take_apart(self, folded: Folded) -> NewsItem:
        """Make a folded piece an item of its own again, and return it.

        What it has brought into the item is taken out there, unless it has been changed since. This
        is one entry of the undo list.

        Raises:
            InvalidValueError: it was taken apart before, or the item is no longer on the desk, or
                the piece is only the item again.
        """
        from store.news.folding import apart

        piece, before, item = folded.piece, folded.before, self.get(folded.item)
        if piece is None or before is None:
            raise InvalidValueError(N_("It is only the same item again."))
        if self.get(piece.id) is not None:
            raise InvalidValueError(N_("It has been taken apart already."))
        if item is None:
            raise InvalidValueError(N_("The item that it was folded into is no longer there."))
        self._work.write(N_("taking news apart"), [apart(item, piece, before), piece])
        return self[piece.id]

    def _setting(self, mapping: Mapping[str, str] | None, source: str) -> Setting:
        from store.news.row_mapping import Setting

        now = self._store.now()
        return Setting(today=now.date(), zone=now.tzinfo, mapping=mapping, source=source)
