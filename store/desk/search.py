"""What is on the desk found by words, and what is related to what is being written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from store.desk.record_store import Change
from store.desk.table import Table
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, DeskError, FileError, InvalidValueError
from store.file import permissions
from store.file.lock import DeskLock
from store.record_kinds import entry_of, searched
from store.records import Article, Id, NewsItem, SavedSearch
from store.search.entry import Entry, Hit, Kind, Suggestion
from store.text import same_text

if TYPE_CHECKING:
    from store.search.index import Index

T = TypeVar("T")


AT_ONCE: Final = 1000
"""So many records are read before a question is answered; with more of them missing, it is
answered from what has been read."""


class IndexState(msgspec.Struct, frozen=True):
    """How far the index is."""

    ready: bool
    missing: int
    """So many records are not in it as they stand on the desk."""
    made_anew: bool = False
    """Whether there was one that could not be used: damaged, or of another version."""
    refusal: DeskError | None = None
    """Why it cannot take in what is missing: a full disk, mostly."""
    is_there: bool = False
    """Whether there is something to ask."""

    @property
    def is_behind(self) -> bool:
        """Tell whether so much is missing that questions are not kept waiting for it."""
        return self.missing > AT_ONCE


class Search:
    """What is on the desk found by words, and what is related to what is being written."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self.saved = work.store.of(SavedSearch)
        """The searches that are kept."""
        self._index: Index | None = None
        self._indexing = RLock()
        """Held by who changes the index."""
        self._waiting: dict[Id, None] = {}
        """What has changed since it was put into the index."""
        self._index_missing = 0
        self._made_anew = False
        self._refusal: DeskError | None = None
        self._has_no_other_place = False
        """Whether a private index has been tried, and had no room either."""
        self._store.listen(self._reindex)

    # ------------------------------------------------------------------ the index

    @property
    def index_path(self) -> Path:
        """The file of the index; it may be deleted whenever nobody has the desk open."""
        return self._store.path.with_name(f"{self._store.path.name}.index")

    @property
    def state(self) -> IndexState:
        """Tell whether everything on the desk can be found, and if not, how much is missing."""
        if self._index is None:
            return IndexState(False, self._count_indexable(), refusal=self._refusal)
        missing = self._index_missing + len(self._waiting)
        return IndexState(missing == 0, missing, self._made_anew, self._refusal, is_there=True)

    def index(
        self,
        progress: Callable[[int, int], bool] | None = None,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        """Bring the index up to date: what differs from the desk is read again.

        May be called from a worker thread while the desk is edited: what changes meanwhile is not
        lost, and questions are answered from what is in. What is in stays in, however this ends:
        the next one goes on from there.

        Args:
            progress: called with how many are in and how many there are, before anything is read
                and before each batch; answers whether to go on.
            rest: called before each record; who works beside somebody's typing waits in it.

        Raises:
            FileError: it cannot be brought up to date, or there is no place at all where one could
                be kept: a full disk, a folder that is gone. What is in can be asked for still.
        """
        from store.search import index_errors  # and sqlite3: only for who searches

        with self._indexing:
            self._refusal = None
            try:
                self._open_index()
                try:
                    self._bring_up(progress, rest)
                except index_errors.FAILURES as error:
                    if index_errors.is_closed(error):
                        return
                    self._begin_again(error, progress, rest)
            except DeskError as error:
                self._refusal = error
                raise

    def find(self, words: str, limit: int = 50, kinds: Collection[Kind] | None = None) -> list[Hit]:
        """Find articles, news, tasks, facts and rumours by words, the best first.

        Args:
            words: as typed; the language of `store.search.query`.
            limit: the most hits.
            kinds: of which kinds of records; None for all.

        Raises:
            InvalidValueError: `sau:` or `trước:` names no day of the calendar.
            FileError: there is no index, and none can be made (so for whatever asks it).
        """
        from store.search.query import parse
        from store.search.query_runner import search

        query = parse(words, self._work.today())
        asked = [kind.code for kind in searched()] if kinds is None else kinds

        def ask(index: Index) -> list[Hit]:
            hits = search(index, query, limit=limit, kinds=asked)
            if any(word.typed for phrase in query.phrases for word in phrase):
                hits = [hit for hit in hits if query.agrees(self._text_of(hit.id))]
            return hits

        return self._ask_index(ask)

    def suggestions(self, piece: Article | NewsItem, limit: int = 20) -> list[Suggestion]:
        """Return what on the desk is related to a piece, and neither linked to it nor put aside.

        Near-copies of one story share one place (`Suggestion.same`).

        Args:
            piece: its text as given is asked about, also where it is not saved yet.
            limit: the most suggestions.

        Raises:
            RecordNotFoundError: it is no longer on the desk.
        """
        from store.search.related import related

        aside: set[Id] = set()
        if isinstance(piece, Article):
            current = self._articles[piece.id]
            aside = {*(link.target for link in current.links), *current.unrelated}
        entry = entry_of(piece)
        assert entry is not None
        return self._ask_index(
            lambda index: related(index, entry, limit=limit, exclude=aside, text_of=self._entry)
        )

    def newest(
        self, article: Article, limit: int = 20, related: Iterable[Suggestion] | None = None
    ) -> list[Id]:
        """Return the newest news and exported articles that are neither related nor linked to one.

        Only what has a day, and none that is still to come.

        Args:
            article: which one.
            limit: the most of them.
            related: its suggestions; None to look them up, which is as slow as `suggestions`.
        """
        current = self._articles[article.id]
        known = {current.id, *(link.target for link in current.links), *current.unrelated}
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

    def tidy(self) -> None:
        """Let the index do what it has put off, for a pause of the editor; in any thread."""
        if self._index is None or not self._indexing.acquire(blocking=False):
            return
        from store.search import index_errors

        try:
            with contextlib.suppress(
                *index_errors.FAILURES
            ):  # damaged or closed: who asks finds out
                self._index.tidy()
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
        """Ask the index; where it turns out to be damaged, make it anew and ask again.

        Raises:
            FileError: it cannot be asked, nor be made anew.
        """
        from store.search import index_errors

        try:
            return question(self._current_index())
        except index_errors.FAILURES as error:
            if index_errors.is_closed(error):
                raise index_errors.closed() from error
            with self._indexing:
                self._begin_again(error, _a_little, lambda: None)
        try:
            return question(self._current_index())
        except index_errors.OF_THE_DISK as error:
            is_closed = index_errors.is_closed(error)
            raise (index_errors.closed() if is_closed else index_errors.nowhere(error)) from error

    def _current_index(self) -> Index:
        """Return the index with the last changes in it; built by the first who asks.

        While another thread brings it up to date, or where it cannot be written, it is given as
        far as it is.
        """
        if self._index is None:
            self.index()
        elif (self._waiting or self._owes_little) and self._indexing.acquire(blocking=False):
            try:
                if self._owes_little:  # it could not be written then
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
            with contextlib.suppress(*index_errors.FAILURES):  # a folder that takes no file
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

    def _begin_again(
        self,
        error: Exception,
        progress: Callable[[int, int], bool] | None,
        rest: Callable[[], None],
    ) -> None:
        """Fill an empty index: the file is damaged, or its disk is full or gone.

        Raises:
            FileError: that cannot be done either; what could be asked before, can be still.
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
            self._bring_up(progress, rest)
        except (*index_errors.FAILURES, FileError) as second:
            if fresh is before:  # there it stands, as far as it has come
                raise index_errors.behind(second) from error
            if fresh is not None:
                fresh.close()
            self._has_no_other_place = not is_damaged
            self._index, self._index_missing = (None if is_damaged else before), max(missing, 1)
            raise (index_errors.nowhere if is_damaged else index_errors.behind)(error) from second

    def _bring_up(
        self, progress: Callable[[int, int], bool] | None, rest: Callable[[], None]
    ) -> None:
        index = self._index
        assert index is not None
        self._waiting.clear()
        known = index.stamps()
        records = {record.id: record for table in self._indexable() for record in list(table)}
        gone = [record_id for record_id in known if record_id not in records]
        self._index_missing = max(len(records) - (len(known) - len(gone)), 0)
        if progress and not progress(len(records) - self._index_missing, len(records)):
            return
        changed = []
        for record in records.values():
            rest()
            entry = entry_of(record)
            if entry and known.get(record.id) != entry.stamp:
                changed.append(record)
        total = self._index_missing = len(changed) + len(gone)
        if not total:
            return
        whole = len(records) + len(gone)

        def told(done: int, total: int) -> bool:
            self._index_missing = total - done
            return progress is None or progress(whole - self._index_missing, whole)

        if not told(0, total):
            return
        if index.read_only:
            index = self._index = index.copy()

        entries = (entry for record in changed if (entry := entry_of(record)))
        if index.put_all(entries, gone, told, total=total, rest=rest):
            self._index_missing = 0
            self._put_waiting()

    def _put_waiting(self) -> None:
        """Put what has changed since; about 4 ms for an article, whatever is on the desk.

        What there is no room for waits on: what is in can be asked for.
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
        """Remember what has changed: it is put into the index when somebody asks it."""
        if self._index is not None and any(kind.table in change.tables for kind in searched()):
            self._waiting.update(dict.fromkeys(change.ids))

    # ------------------------------------------------------------------ saved searches

    def save(self, words: str, name: str = "") -> SavedSearch:
        """Keep a search to be asked again; one with the same words is not kept twice."""
        from store.search.query import refuse_too_long  # only for who searches

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
        """Take a saved search off the desk."""
        self._work.write(N_("delete saved search"), [], drop=[self.saved[search.id]])


def _a_little(done: int, total: int) -> bool:
    """Go on where little is missing."""
    return total - done <= AT_ONCE
