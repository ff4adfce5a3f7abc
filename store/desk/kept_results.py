"""What the checks have found, as the index keeps it: read for each article when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

from store.desk.record_store import RecordStore
from store.desk.search import Search
from store.errors import DeskError
from store.records import Article, Id

if TYPE_CHECKING:
    from store.search.index import Index
    from store.search.kept_checks import Row


class KeptResults:
    """What was found in the articles of a desk; one thread at a time asks, any one may write.

    Args:
        store: the records of the desk.
        search: has the index.
    """

    def __init__(self, store: RecordStore, search: Search) -> None:
        self._store = store
        self._articles = store.of(Article)
        self._search = search
        self._fresh: dict[Id, Row | None] = {}
        """What is not in the index; None of an article that is to go from there."""
        self._index: Index | None = None
        """The index, while it is asked; None as long as it is being opened."""
        self._has_dropped = False
        """Whether what is kept of articles that are gone has been dropped."""
        self._writing = Lock()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let what is kept be asked for."""
        self._open()
        try:
            yield
        finally:
            index, self._index = self._index, None
            if index is not None and self._store.read_only:
                index.close()

    def _open(self) -> None:
        """Open the index; that of a desk for reading only is another's, and nothing is made."""
        from store.search import index_errors
        from store.search.index import Index

        with suppress(DeskError, *index_errors.FAILURES):
            if self._store.read_only:
                self._index = Index(self._search.index_path, read_only=True)
            else:
                self._index = self._search.opened()

    def of(self, one: Id) -> Row | None:
        """Return what is kept of an article; None for nothing, or while the index is opened."""
        from store.search import index_errors, kept_checks

        if row := self._fresh.get(one):
            return row
        if self._index is None and not self._store.read_only:
            self._open()
        with suppress(*index_errors.FAILURES):
            if self._index is not None:
                self._drop_gone(self._index)
                return kept_checks.of(self._index, one)
        return None

    def put(self, one: Id, row: Row) -> None:
        """Keep what was found in an article, from the next `write` on in the index."""
        self._fresh[one] = row

    def write(self) -> None:
        """Write what was found into the index; where that fails, it is found again some day."""
        from store.search import index_errors, kept_checks

        with self._writing:
            if not self._fresh or self._store.read_only:
                return
            fresh, self._fresh = self._fresh, {}
            with suppress(DeskError, *index_errors.FAILURES):
                index = self._search.opened()
                if index is None or index.read_only or index.is_private:  # or is being opened
                    self._fresh = fresh | self._fresh
                else:
                    kept_checks.keep(index, fresh)

    def _drop_gone(self, index: Index) -> None:
        """Drop what is kept of articles that have been gone since the last start.

        Those of this session may come back, by an undo.
        """
        from store.search import kept_checks

        if not self._has_dropped:
            self._has_dropped = True
            gone = [one for one in kept_checks.ids(index) if one not in self._articles]
            self._fresh |= dict.fromkeys(gone)
