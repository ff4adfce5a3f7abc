"""Search on the desk, and suggestions of related pieces."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from store.desk.pieces import ids_of_message
from store.desk.record_store import Change
from store.desk.table import Table
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, DeskError, FileError, InvalidValueError
from store.file import permissions
from store.file.lock import DeskLock
from store.record_kinds import entry_of, searched
from store.records import Article, Id, NewsItem, Record, SavedSearch
from store.search.entry import Entry, Hit, Kind, Suggestion
from store.text import same_text

if TYPE_CHECKING:
    from store.search.index import Index
    from store.search.neighbours import Archive

T = TypeVar("T")


AT_ONCE: Final = 1000
"""The most records that are indexed before a query is answered; with more of them missing, the
answer comes from what is indexed."""


class IndexState(msgspec.Struct, frozen=True):
    """How complete the index is."""

    ready: bool
    missing: int
    """How many records are not in it in their present state."""
    made_anew: bool = False
    """Whether an unusable one was replaced: damaged, or of another version."""
    refusal: DeskError | None = None
    """Why it cannot be updated, such as a full disk."""
    is_there: bool = False
    """Whether it can be queried."""

    @property
    def is_behind(self) -> bool:
        """Tell whether so much is missing that queries do not wait for it."""
        return self.missing > AT_ONCE


class Search:
    """Search on the desk, and suggestions of related pieces."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self.saved = work.store.of(SavedSearch)
        """The saved searches."""
        self._index: Index | None = None
        self._has_begun = False
        """Whether the index has been compared with the desk."""
        self._indexing = RLock()
        """Held while the index is changed."""
        self._waiting: dict[Id, None] = {}
        """The records that have changed since they were indexed."""
        self._index_missing = 0
        self._made_anew = False
        self._refusal: DeskError | None = None
        self._has_no_other_place = False
        """Whether a private index has been tried, and had no room either."""
        self._store.listen(self._reindex)

    # ------------------------------------------------------------------ the index

    @property
    def index_path(self) -> Path:
        """The file of the index; it may be deleted while nobody has the desk open."""
        return self._store.path.with_name(f"{self._store.path.name}.index")

    @property
    def state(self) -> IndexState:
        """Tell whether everything on the desk can be found, and if not, how much is missing."""
        if self._index is None or not self._has_begun:
            return IndexState(False, self._count_indexable(), refusal=self._refusal)
        missing = self._index_missing + len(self._waiting)
        return IndexState(missing == 0, missing, self._made_anew, self._refusal, is_there=True)

    def index(
        self,
        progress: Callable[[int, int], bool] | None = None,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        """Bring the index up to date with the desk.

        May be called from a worker thread while the desk is edited: no change is lost, and queries
        are answered from what is indexed. However this ends, the next call goes on from there.

        Args:
            progress: called with how many are indexed and how many there are, before anything is
                read and before each batch; returns whether to go on.
            rest: called before each record; waits there while somebody types.

        Raises:
            FileError: it cannot be updated, or there is no place for it: a full disk, a folder that
                is gone. What is indexed can still be searched.
        """
        from store.search import index_errors  # and sqlite3: only for who searches

        with self._indexing:
            self._refusal = None
            try:
                self._open_index()
                self._has_begun = True
                try:
                    self._update(progress, rest)
                except index_errors.FAILURES as error:
                    if index_errors.is_closed(error):
                        return
                    self._rebuild(error, progress, rest)
            except DeskError as error:
                self._refusal = error
                raise

    def opened(self) -> Index | None:
        """Return the index as it is, for what is kept beside it; None while it is being opened.

        Raises:
            FileError: there is no place for it.
        """
        if self._index is None and self._indexing.acquire(blocking=False):
            try:
                self._open_index()
            finally:
                self._indexing.release()
        return self._index

    def find(self, words: str, limit: int = 50, kinds: Collection[Kind] | None = None) -> list[Hit]:
        """Find records by words, the best first, but articles before tasks; the words are in the
        language of `store.search.query`.

        Raises:
            InvalidValueError: `sau:` or `trước:` does not name a day.
            FileError: there is no index, and none can be made (as in all queries).
        """
        from store.search.query import parse
        from store.search.query_runner import search

        query = parse(words, self._work.today())
        asked = [kind.code for kind in searched()] if kinds is None else kinds

        def ask(index: Index) -> list[Hit]:
            hits = search(index, query, limit=limit, kinds=asked)
            if any(word.typed for phrase in query.phrases for word in phrase):
                hits = [hit for hit in hits if query.agrees(self._text_of(hit.id))]
            return _articles_first(hits)

        return self._ask_index(ask)

    def record_of(self, hit: Hit) -> Record | None:
        """Return the record that was found; None where it is gone meanwhile."""
        kind = next((one for one in searched() if one.code == hit.kind), None)
        return self._store.of(kind.type).get(hit.id) if kind else None

    def suggestions(self, piece: Article | NewsItem, limit: int = 20) -> list[Suggestion]:
        """Return pieces related to a piece, without those linked to it or marked as not related.

        The given text counts, even if it is not saved yet. Near-duplicates of one story share one
        place (`Suggestion.same`).

        Raises:
            RecordNotFoundError: it is no longer on the desk.
        """
        from store.search.related import related

        aside: set[Id] = set()
        if isinstance(piece, Article):
            current = self._articles[piece.id]
            aside = {*(link.target for link in current.links), *current.unrelated}
            aside |= ids_of_message(self._store, current)
        entry = entry_of(piece)
        assert entry is not None
        return self._ask_index(
            lambda index: related(index, entry, limit=limit, exclude=aside, text_of=self._entry)
        )

    def newest(
        self, article: Article, limit: int = 20, related: Iterable[Suggestion] | None = None
    ) -> list[Id]:
        """Return the newest dated news and exported articles that are not suggested for an article,
        nor linked to it; without `related`, its suggestions are looked up, which is slow.
        """
        current = self._articles[article.id]
        known = {*(link.target for link in current.links), *current.unrelated}
        known |= ids_of_message(self._store, current)
        for found in self.suggestions(article) if related is None else related:
            known.update((found.id, *found.same))
        rows = self._ask_index(
            lambda index: index.ask(
                "SELECT id FROM items WHERE day BETWEEN 1 AND ? AND (kind = 'news' "
                "OR (kind = 'article' AND status = 'exported')) ORDER BY place DESC LIMIT ?",
                (self._work.today().toordinal(), limit + len(known)),
            )
        )
        return [row[0] for row in rows if row[0] not in known][:limit]

    def archive(self, besides: Sequence[Id] = ()) -> Archive:
        """Return which words stand side by side on the desk, as far as it is indexed already.

        Args:
            besides: the articles that do not count.
        """
        from store.search.neighbours import Archive

        return Archive(self._index, besides)

    def use_what_is_there(self) -> None:
        """Open the index where there is one, and index nothing: for who only reads the archive."""
        if self.index_path.exists():
            with self._indexing, contextlib.suppress(DeskError):
                self._open_index()

    def tidy(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Do the postponed work of the index, in a pause of the editor; in any thread.

        Args:
            go_on: asked after each piece of it; what is left is done in the next pause.
        """
        if self._index is None or not self._indexing.acquire(blocking=False):
            return
        from store.search import index_errors

        try:
            # Damaged or closed: the next query finds out.
            with contextlib.suppress(*index_errors.FAILURES):
                self._index.tidy(go_on)
        finally:
            self._indexing.release()

    def close(self) -> None:
        """Close the index."""
        index, self._index = self._index, None
        if index is not None:
            from store.search import index_errors

            with contextlib.suppress(*index_errors.FAILURES):  # it is derived: the desk is closed
                index.close()

    def _entry(self, record_id: Id) -> Entry | None:
        for table in self._indexable():
            if record := table.get(record_id):
                return entry_of(record)
        return None

    def _text_of(self, record_id: Id) -> str:
        entry = self._entry(record_id)
        return f"{entry.headline}\n{entry.author}\n{entry.text}\n{entry.tags}" if entry else ""

    def _indexable(self) -> tuple[Table[Any], ...]:
        return tuple(self._store.of(kind.type) for kind in searched())

    def _count_indexable(self) -> int:
        return sum(map(len, self._indexable()))

    def _ask_index(self, question: Callable[[Index], T]) -> T:
        """Query the index; if it is damaged, rebuild it and query again."""
        from store.search import index_errors

        try:
            return question(self._current_index())
        except index_errors.FAILURES as error:
            if index_errors.is_closed(error):
                raise index_errors.closed() from error
            with self._indexing:
                # Go on only while little is missing.
                self._rebuild(error, lambda done, total: total - done <= AT_ONCE, lambda: None)
        try:
            return question(self._current_index())
        except index_errors.OF_THE_DISK as error:
            is_closed = index_errors.is_closed(error)
            raise (index_errors.closed() if is_closed else index_errors.nowhere(error)) from error

    def _current_index(self) -> Index:
        """Return the index with the last changes in it; the first call builds it.

        While another thread updates it, or where it cannot be written, it is returned as it is.
        """
        if self._index is None or not self._has_begun:
            self.index()
        elif (self._waiting or self._owes_little) and self._indexing.acquire(blocking=False):
            try:
                if self._owes_little:  # it could not be written before
                    with contextlib.suppress(DeskError):
                        self.index()
                self._put_waiting()
            finally:
                self._indexing.release()
        if self._index is None:
            from store.search import index_errors

            raise index_errors.closed()
        return self._index

    @property
    def _owes_little(self) -> bool:
        return self._refusal is not None and 0 < self._index_missing <= AT_ONCE

    def _open_index(self) -> None:
        from store.search import index_errors
        from store.search.index import Index

        if self._index is not None:
            return
        opened: Index | None = None
        if not self._store.read_only or DeskLock(self._store.path).is_free():
            with contextlib.suppress(*index_errors.FAILURES):  # an unwritable folder
                opened = Index(self.index_path, readers=permissions.of_desk(self._store.path))
        if opened is None:
            with contextlib.suppress(*index_errors.FAILURES):  # none there, or of another format
                opened = Index(self.index_path, read_only=True)
        self._index = self._private_index() if opened is None else opened
        self._made_anew = self._index.made_anew
        self._index_missing = self._count_indexable()

    def _private_index(self) -> Index:
        from store.search import index_errors
        from store.search.index import Index

        try:
            return Index()
        except index_errors.FAILURES as error:
            raise index_errors.nowhere(error) from error

    def _rebuild(
        self,
        error: Exception,
        progress: Callable[[int, int], bool] | None,
        rest: Callable[[], None],
    ) -> None:
        """Fill an empty index: the file is damaged, or its disk is full or gone.

        If that fails, what could be searched before still can.
        """
        from store.search import index_errors

        before, missing = self._index, self._index_missing
        assert before is not None
        is_damaged = index_errors.is_damage(error)
        before.give_back()
        if not is_damaged and (before.is_private or self._has_no_other_place):
            raise index_errors.behind(error) from error
        fresh = None
        try:
            if is_damaged and not before.read_only:
                with contextlib.suppress(*index_errors.FAILURES):
                    before.discard()
                    fresh = before
            fresh = self._index = self._private_index() if fresh is None else fresh
            self._made_anew = True
            self._update(progress, rest)
        except (*index_errors.FAILURES, FileError) as second:
            if fresh is before:  # it is kept, as far as it was filled
                raise index_errors.behind(second) from error
            if fresh is not None:
                fresh.close()
            self._has_no_other_place = not is_damaged
            self._index, self._index_missing = (None if is_damaged else before), max(missing, 1)
            raise (index_errors.nowhere if is_damaged else index_errors.behind)(error) from second

    def _update(
        self, progress: Callable[[int, int], bool] | None, rest: Callable[[], None]
    ) -> None:
        index = self._index
        assert index is not None
        self._waiting.clear()
        left = index.stamps()
        count = self._count_indexable()
        self._index_missing = max(count - len(left), 0)
        if progress and not progress(count - self._index_missing, count):
            return
        changed: list[Id] = []  # not the records, of which there may be 100,000
        for table in self._indexable():
            for record in table.at_once():
                rest()
                entry = entry_of(record)
                if left.pop(record.id, None) != (entry and entry.stamp):
                    changed.append(record.id)
        gone = list(left)
        total = self._index_missing = len(changed) + len(gone)
        if not total:
            return
        whole = count + len(gone)

        def told(done: int, total: int) -> bool:
            self._index_missing = total - done
            return progress is None or progress(whole - self._index_missing, whole)

        if not told(0, total):
            return
        if index.read_only:
            index = self._index = index.copy()

        entries = (entry for record_id in changed if (entry := self._entry(record_id)))
        if index.put_all(entries, gone, told, total=total, rest=rest):
            self._index_missing = 0
            self._put_waiting()

    def _put_waiting(self) -> None:
        """Index what has changed; about 4 ms for an article, whatever the size of the desk.

        What there is no room for stays waiting: the rest can be searched.
        """
        from store.search import index_errors

        index = self._index
        assert index is not None
        waiting = list(self._waiting)
        entries = {record_id: self._entry(record_id) for record_id in waiting}
        try:
            if index.read_only:
                index = self._index = index.copy()
            index.put_all(
                [entry for entry in entries.values() if entry],
                [record_id for record_id, entry in entries.items() if entry is None],
            )
        except index_errors.FAILURES as error:
            if index_errors.is_damage(error):  # or closed
                raise
            self._refusal = index_errors.behind(error)
            index.give_back()
            return
        for record_id in waiting:
            self._waiting.pop(record_id, None)
        if not self._index_missing:
            self._refusal = None

    def _reindex(self, change: Change) -> None:
        """Remember what has changed: it is indexed before the next query."""
        if self._index is not None and any(kind.table in change.tables for kind in searched()):
            self._waiting.update(dict.fromkeys(change.ids))

    # ------------------------------------------------------------------ saved searches

    def save(self, words: str, name: str = "") -> SavedSearch:
        """Save a search; one with the same words is not saved twice."""
        from store.search.query import refuse_too_long  # loaded only for a search

        words = words.strip()
        if not words:
            raise InvalidValueError(N_("Type the words to search for first."))
        refuse_too_long(words)
        for known in self.saved:
            if same_text(known.words, words):
                return known
        search = SavedSearch(name=name.strip() or words, words=words)
        self._work.write(N_("save search"), [search])
        return self.saved[search.id]

    def remove(self, search: SavedSearch) -> None:
        """Delete a saved search."""
        self._work.write(N_("delete saved search"), [], drop=[self.saved[search.id]])


def _articles_first(hits: list[Hit]) -> list[Hit]:
    """Return the hits with the articles in the first of the places that articles and tasks have."""
    both = [hit for hit in hits if hit.kind in ("article", "task")]
    order = iter(sorted(both, key=lambda hit: hit.kind == "task"))
    return [next(order) if hit.kind in ("article", "task") else hit for hit in hits]
