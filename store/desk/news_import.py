"""Import of news from files, unit by unit; the whole import is one entry of the undo list.

Reading and comparing do not touch the desk, so they may run in a worker thread. What changes the
desk is passed to `turn`, which the app runs in the thread of the screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from store.errors import N_, DeskError, Finding
from store.news.duplicates import Known
from store.news.folder import files_in
from store.news.folding import folded, has_more
from store.news.import_report import Folded, NewsImport, Progress, ReadOn, Turn
from store.news.items import Found, Refused, Told
from store.news.readers import read
from store.news.row_mapping import Setting
from store.news.stream import Stream
from store.records import Id, NewsItem, Record

if TYPE_CHECKING:
    from store.desk.record_store import Step
    from store.desk.undo import Undo
    from store.desk.unit_of_work import UnitOfWork

UNIT: Final = 250
"""How many items are written as one unit: a line of some hundred kilobytes."""
_LOOK_UP: Final = 50
"""After how many items the progress is reported."""


class Importing:
    """One import; the arguments are those of `News.import_files`."""

    def __init__(
        self,
        work: UnitOfWork,
        undo: Undo,
        setting: Setting,
        *,
        read_on: ReadOn | None = None,
        turn: Turn | None = None,
        dry: bool = False,
        apart: Collection[str] = (),
    ) -> None:
        self._work = work
        self._undo = undo
        self._news = work.store.of(NewsItem)
        self._setting = setting
        self._read_on = read_on
        self._turn = turn or (lambda work: work())
        self._dry = dry
        self._apart = frozenset(apart)
        self._known = Known()
        self._report = NewsImport()
        self._fresh: dict[Id, NewsItem] = {}
        """The new items of the current unit; in a dry run, of all."""
        self._made: dict[Id, NewsItem] = {}
        """What a dry run would have added."""
        self._foldings: list[tuple[Folded, Found, str]] = []
        self._waiting = 0
        self._links: set[str] = set()
        """The links of the current file."""
        self._steps: list[Step] = []
        self._total = self._before = 0

    def run(self, paths: Iterable[Path]) -> NewsImport:
        """Read the files that paths stand for, and return the report."""
        files = list(files_in(paths))
        self._total = sum(_size(path) for path in files if isinstance(path, Path))
        try:
            if not self._total or self._look_through_desk():
                for file in files:
                    if not self._take_file(file):
                        break
                else:
                    self._write()
        except DeskError as error:
            self._report.stopped = "failed"
            self._report.failure = Finding(error.message, error.values)
        self._turn(lambda: self._undo.list_as_one(N_("import of news"), self._steps))
        return self._report

    # ------------------------------------------------------------------ reading

    def _look_through_desk(self) -> bool:
        there: list[Iterator[NewsItem]] = []
        self._turn(lambda: there.append(self._news.at_once()))
        for count, item in enumerate(there[0] if there else ()):
            self._known.add_item(item)
            if count % 500 == 0 and not self._goes_on("", 0):
                return False
        return True

    def _take_file(self, file: Path | Refused) -> bool:
        """Import one file; tell whether to go on."""
        self._report.files += 1
        if isinstance(file, Refused):
            self._report.refused.append(file)
            return True
        try:
            stream = Stream(file)
        except DeskError as error:
            why = Finding(error.message, error.values)
            self._report.refused.append(Refused(file.name, why, is_file=True))
            return True
        self._links.clear()
        with stream:
            goes_on = self._take_pieces(stream)
        self._before += _size(file)
        return goes_on

    def _take_pieces(self, stream: Stream) -> bool:
        for count, piece in enumerate(read(stream, self._setting)):
            if isinstance(piece, Found):
                self._take(piece, stream.name)
            elif isinstance(piece, Refused):
                self._report.refused.append(piece)
            else:
                self._report.told.append(piece)
            if count % _LOOK_UP == 0 and not self._goes_on(stream.name, stream.position):
                return False
            if self._waiting >= UNIT:
                self._write()
        return True

    def _goes_on(self, name: str, position: int) -> bool:
        if self._read_on is None:
            return True
        report = self._report
        progress = Progress(
            file=name,
            done=min(self._before + position, self._total),
            total=self._total,
            taken=len(report.taken) + len(self._fresh) * (not self._dry),
            folded=len(report.folded),
            refused=len(report.refused),
        )
        if self._read_on(progress):
            return True
        report.stopped = "asked"
        return False

    def _take(self, found: Found, name: str) -> None:
        self._waiting += 1
        found = self._with_link_compared(found)
        self._report.told += [Told(found.where, what) for what in found.told]
        match = None if found.where in self._apart else self._known.match(found)
        if match is None:
            item = _item(found, name)
            self._fresh[item.id] = item
            self._known.add_found(item.id, found)
            if found.published is None:
                self._report.undated[name] = self._report.undated.get(name, 0) + 1
            return
        if match.why == "story":
            self._known.add_found(match.item, found)
        told = Folded(found.where, found.headline, match.item, match.why, has_added=False)
        self._foldings.append((told, found, name))

    def _with_link_compared(self, found: Found) -> Found:
        """Return a piece with whether another piece of its file has had the very same link."""
        if not found.link or found.link.startswith("mid:") or found.shares_link:
            return found
        if found.link in self._links:
            return replace(found, shares_link=True)
        self._links.add(found.link)
        return found

    # ------------------------------------------------------------------ writing

    def _write(self) -> None:
        if self._waiting:
            self._turn(self._put)
        self._waiting = 0

    def _put(self) -> None:
        put = dict(self._fresh)
        self._report.folded += [self._fold(*folding, put) for folding in self._foldings]
        fresh, self._foldings = list(self._fresh), []
        if not self._dry and put:
            before = {key: self._news.get(key) for key in put}
            records: list[Record] = list(put.values())
            self._work.write("", records)
            self._steps += [(before[key], self._news[key]) for key in put]
        if self._dry:
            self._made.update(put)
        self._report.taken += fresh
        self._fresh = {}

    def _fold(self, told: Folded, found: Found, name: str, put: dict[Id, NewsItem]) -> Folded:
        """Fold a piece into its item, as that is now; `name` is that of the file."""
        made = put.get(told.item) or self._made.get(told.item)
        item = made or self._news.get(told.item)
        if item is None:  # gone from the desk while the file was being read
            return told
        with_it = folded(item, found)
        if with_it != item:
            put[item.id] = with_it
        is_same = with_it == item and not has_more(found, item)
        piece = None if is_same else _item(found, name)
        return replace(
            told,
            has_added=with_it != item,
            into=item.headline,
            piece=piece,
            before=item if piece else None,
        )


def _item(found: Found, name: str) -> NewsItem:
    return NewsItem(
        headline=found.headline,
        author=found.author,
        summary=found.summary,
        source=found.source,
        published=found.published,
        text=found.text,
        link=found.link,
        origin=name,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
