"""The desk: the one door through which the app and the command line read and change it.

Reads are from memory and give records. A change is one call, written to the file as one unit,
and announced once (`Desk.listen`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

import msgspec
from tinydb import TinyDB

from store import export, pages, plan
from store.errors import N_, BadValue, FileError, NotSaved, UnknownRecord
from store.file.lock import DeskLock
from store.file.storage import DeskStorage
from store.page import Page, read_page, write_page
from store.records import (
    Article,
    Campaign,
    Id,
    NewsItem,
    Record,
    Status,
    Task,
    encode,
)
from store.search import Entry, Hit, Index, Suggestion

SCHEMA: Final = 1
"""The version of the records in the file; a desk with a higher one was written by a newer app."""

_META_TABLE: Final = "_desk"
_UNDO_DEPTH: Final = 200
"""How many changes of a session can be taken back."""

R = TypeVar("R", bound=Record)


class Change(msgspec.Struct, frozen=True):
    """What one call has changed on the desk."""

    tables: frozenset[str]
    ids: frozenset[Id]


_Step = tuple[Record | None, Record | None]
"""A record before a change and after it; None where it is not there."""


class _Undo(msgspec.Struct, frozen=True):
    """What takes one change back: each record as it was before and after it."""

    label: str
    steps: tuple[_Step, ...]


class Table(Generic[R]):
    """The records of one kind, in the order they were added; read like a collection."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._records: dict[Id, R] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._records.values())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def get(self, record_id: Id | None) -> R | None:
        """Give the record, or None where there is none (any more)."""
        return self._records.get(record_id) if record_id else None

    def __getitem__(self, record_id: Id) -> R:
        """Give the record.

        Raises:
            UnknownRecord: there is none of that id.
        """
        try:
            return self._records[record_id]
        except KeyError:
            raise UnknownRecord(N_("The desk holds nothing under {id}."), id=record_id) from None

    def starting_with(self, prefix: str) -> list[R]:
        """Give the records whose id begins with `prefix`."""
        return [record for key, record in self._records.items() if key.startswith(prefix)]


def open_desk(
    path: Path | str,
    *,
    read_only: bool = False,
    clock: Callable[[], datetime] | None = None,
) -> Desk:
    """Open the desk file at `path`; a new one comes into being with its first change.

    Args:
        path: the file; a missing folder is made, unless `read_only`.
        read_only: take no lock and refuse changes; for reading beside a running app.
        clock: gives the time, with offset; for tests.

    Raises:
        FileError: it is no desk, belongs to a newer version, is in use, or cannot be reached.
    """
    file = Path(path).expanduser()
    if file.is_dir():
        raise FileError(
            N_("{path} is a folder; name a file in it, such as {example}."),
            path=file,
            example=file / "desk.json",
        )
    now = clock or (lambda: datetime.now().astimezone())
    lock = None
    if not read_only:
        _make_folder(file.parent)
        lock = DeskLock(file)
        lock.take(now())
    try:
        return Desk(file, lock, now)
    except FileError:
        if lock:
            lock.release()
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            N_("The folder {folder} cannot be made ({reason}); choose another with --desk FILE."),
            folder=folder,
            reason=error.strerror,
        ) from error


class Desk:
    """The data of one newsroom desk. Made by `open_desk`; a context manager that closes it."""

    def __init__(self, path: Path, lock: DeskLock | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.now = clock
        self._lock = lock
        self._database = TinyDB(path, storage=DeskStorage)
        self.campaigns: Table[Campaign] = Table("campaigns")
        self.tasks: Table[Task] = Table("tasks")
        self.articles: Table[Article] = Table("articles")
        self.news: Table[NewsItem] = Table("news")
        self._tables: dict[type[Record], Table[Any]] = {
            Campaign: self.campaigns,
            Task: self.tasks,
            Article: self.articles,
            NewsItem: self.news,
        }
        self._listeners: list[Callable[[Change], None]] = []
        self._undo: list[_Undo] = []
        self._index: Index | None = None
        self._growing_index: Index | None = None
        """The index from the first call of `index` on: changes go in while it is being built."""
        self._check_version()
        for kind, table in self._tables.items():
            table._records = self._read(table.name, kind)

    # ------------------------------------------------------------------ the file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._database.close()
        if self._lock:
            self._lock.release()

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused."""
        return self._lock is None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been put on this desk yet."""
        return not any(len(table) for table in self._tables.values())

    @property
    def set_aside(self) -> Path | None:
        """Where the desk file went that another program had written in the place of ours."""
        return self._storage.set_aside

    def forget_set_aside(self) -> None:
        """Forget `set_aside`: the editor has been told."""
        self._storage.set_aside = None

    @property
    def _storage(self) -> DeskStorage:
        storage = self._database.storage
        assert isinstance(storage, DeskStorage)
        return storage

    def _check_version(self) -> None:
        tables = self._storage.read()
        meta = tables.get(_META_TABLE, {}).get("1", {})
        version = meta.get("schema")
        if version is None and any(tables.values()):
            raise FileError(
                N_(
                    "{path} is a TinyDB file, but not a desk of toasoan; "
                    "name another file, or a new one, with --desk FILE."
                ),
                path=self.path,
            )
        if version is not None and (not isinstance(version, int) or version > SCHEMA):
            raise FileError(
                N_(
                    "The desk {path} was written by a newer toasoan (format {version}, "
                    "this one reads up to {known}); please update toasoan."
                ),
                path=self.path,
                version=version,
                known=SCHEMA,
            )

    def _read(self, name: str, kind: type[R]) -> dict[Id, R]:
        records = {}
        for document in self._database.table(name):
            try:
                record = msgspec.convert(document, kind)
            except msgspec.ValidationError as error:
                raise FileError(
                    N_(
                        "The desk {path} holds something that is no record of it "
                        "(table {table}, entry {entry}: {reason}). Nothing has been changed; "
                        "put a copy of the file from before in its place."
                    ),
                    path=self.path,
                    table=name,
                    entry=document.doc_id,
                    reason=error,
                ) from error
            records[record.id] = record
        return records

    # ------------------------------------------------------------------ changes

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each change; give what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def add(self, record: R) -> R:
        """Put a new record on the desk and give it as it stands there.

        Raises:
            NotSaved: the desk is as it was (so for every method that changes it).
        """
        self.write("", [record])
        return self._now_of(record)

    def change(self, record: R, *, label: str = "", **fields: Any) -> R:
        """Change some fields of a record, as it stands now, and give it as it stands then.

        Args:
            record: any state of it; only its id and kind count.
            label: what an undo of it is called; empty for changes that are not listed there
                (the text of an article: its undo is the editor's).
            fields: the new values.
        """
        current = self._now_of(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        self.write(label, [changed])
        return self._now_of(record)

    def restore(self, record: R, **fields: Any) -> R:
        """Put a record back that has gone meanwhile, with some fields changed."""
        return self.add(msgspec.structs.replace(record, **fields))

    def write(self, label: str, put: Iterable[Record], drop: Iterable[Record] = ()) -> None:
        """Put and drop some records as one unit.

        Args:
            label: what an undo of it is called; empty where it is not to be listed.
            put: new records, or new states of old ones.
            drop: records that go.
        """
        now = self.now()
        steps: list[_Step] = []
        for record in put:
            stamped = msgspec.structs.replace(record, created=record.created or now, updated=now)
            steps.append((self._current(record), stamped))
        steps += [(self._current(record), None) for record in drop]
        self._commit(steps)
        if label:
            self._undo = [*self._undo[1 - _UNDO_DEPTH :], _Undo(label, tuple(steps))]

    def undo(self) -> str | None:
        """Take the last listed change back, and give its label (None: there is none).

        Field by field: what was changed on the same records since, stays.
        """
        if not self._undo:
            return None
        last = self._undo[-1]
        steps = [
            (
                self._current(before or after),
                _taken_back(self._current(before or after), before, after),
            )
            for before, after in last.steps
        ]
        self._commit([(now, then) for now, then in steps if now != then])
        self._undo.pop()
        return last.label

    def _now_of(self, record: R) -> R:
        """Give a record as it stands now; raises UnknownRecord where it has gone."""
        current: R = self._tables[type(record)][record.id]
        return current

    def _current(self, record: Record | None) -> Record | None:
        assert record is not None
        current: Record | None = self._tables[type(record)].get(record.id)
        return current

    def _commit(self, steps: Collection[_Step]) -> None:
        """Write the second state of each step, in the file first, then in memory."""
        if self.read_only:
            raise NotSaved(N_("The desk {path} is open for reading only."), path=self.path)
        if not steps:
            return
        changes: dict[str, dict[str, dict[str, Any] | None]] = {
            _META_TABLE: {"1": {"schema": SCHEMA}}
        }
        for before, after in steps:
            record = after or before
            assert record is not None
            name = self._tables[type(record)].name
            document = None if after is None else encode(after)
            changes.setdefault(name, {})[_document_id(record.id)] = document
        self._storage.commit(changes)
        for before, after in steps:
            self._remember(before, after)
        self._announce(steps)

    def _remember(self, before: Record | None, after: Record | None) -> None:
        record = after or before
        assert record is not None
        table = self._tables[type(record)]
        if after is None:
            table._records.pop(record.id, None)
        else:
            table._records[record.id] = after
        if self._growing_index is not None:
            _index(self._growing_index, record, after)

    def _announce(self, steps: Iterable[_Step]) -> None:
        records = [after or before for before, after in steps]
        change = Change(
            tables=frozenset(self._tables[type(r)].name for r in records if r),
            ids=frozenset(r.id for r in records if r),
        )
        for listener in list(self._listeners):
            listener(change)

    # ------------------------------------------------------------------ finding a record

    def find(self, prefix: str, *names: str) -> Record:
        """Give the record whose id begins with `prefix`, in the named tables (all if none).

        Raises:
            UnknownRecord: nothing does, or more than one.
        """
        wanted = prefix.strip().lower()
        tables = [t for t in self._tables.values() if not names or t.name in names]
        found = [record for table in tables for record in table.starting_with(wanted) if wanted]
        if not found:
            raise UnknownRecord(
                N_("Nothing on the desk has an ID that begins with “{prefix}”; see toasoan list."),
                prefix=prefix,
            )
        if len(found) > 1:
            raise UnknownRecord(
                N_("“{prefix}” is the beginning of {count} IDs; type more of it."),
                prefix=prefix,
                count=len(found),
            )
        record: Record = found[0]
        return record

    def find_article(self, prefix: str) -> Article:
        """Give the article whose id begins with `prefix`; raises as `find`."""
        article = self.find(prefix, "articles")
        assert isinstance(article, Article)
        return article

    def find_campaign(self, name: str) -> Campaign:
        """Give the campaign of that name, or whose id begins so; raises as `find`."""
        return plan.campaign_named(self.campaigns, name)

    # ------------------------------------------------------------------ campaigns and tasks

    def new_campaign(self, template: str, year: int, name: str | None = None) -> Campaign:
        """Put a campaign made from a template on the desk, with its tasks.

        Args:
            template: the name of a built-in one, or the path of a TOML file.
            year: the year its dates fall in.
            name: what it is called; None for the template's own name and the year.

        Raises:
            DeskError: no such template, or a wrong one.
        """
        from store.templates import load  # tomllib and the schema: only when one is used

        campaign, tasks = load(template).build(year, name)
        plan.refuse_same_name(self.campaigns, campaign.name)
        self.write(N_("new campaign"), [campaign, *tasks])
        return self.campaigns[campaign.id]

    def empty_campaign(self, name: str, year: int) -> Campaign:
        """Put a campaign without tasks on the desk; its phases are the usual four."""
        plan.refuse_same_name(self.campaigns, name)
        campaign = Campaign(name=name, year=year, phases=plan.USUAL_PHASES)
        self.write(N_("new campaign"), [campaign])
        return self.campaigns[campaign.id]

    def remove_campaign(self, campaign: Campaign) -> None:
        """Take a campaign and its tasks off the desk; its articles stay, without campaign."""
        tasks = [task for task in self.tasks if task.campaign == campaign.id]
        freed = [
            msgspec.structs.replace(article, campaign=None)
            for article in self.articles
            if article.campaign == campaign.id
        ]
        self.write(N_("delete campaign"), freed, drop=[campaign, *tasks])

    def checklist(self, campaign: Campaign) -> list[plan.Phase]:
        """Give the phases of a campaign, each with its tasks in order."""
        return plan.checklist(campaign, self.tasks)

    def add_task(self, task: Task) -> Task:
        """Put a new task at the end of its phase."""
        position = plan.next_position(task, self.tasks)
        self.write(N_("new task"), [msgspec.structs.replace(task, position=position)])
        return self.tasks[task.id]

    def edit_task(self, task: Task, **fields: Any) -> Task:
        """Change the values of a task; one that comes to another phase goes to its end."""
        current = self.tasks[task.id]
        if fields.get("phase", current.phase) != current.phase:
            there = msgspec.structs.replace(current, phase=fields["phase"])
            fields["position"] = plan.next_position(there, self.tasks)
        return self.change(current, label=N_("edit task"), **fields)

    def tick(self, task: Task) -> Task:
        """Tick a task, or take the tick off."""
        done = None if self.tasks[task.id].done else self.now()
        return self.change(task, label=N_("tick"), done=done)

    def move_task(self, task: Task, by: int) -> None:
        """Move a task up (-1) or down (+1) within its phase; at its end, do nothing."""
        moved = plan.moved(self.tasks[task.id], by, self.tasks)
        if moved:
            self.write(N_("move task"), moved)

    def remove_task(self, task: Task) -> None:
        """Take a task off the checklist."""
        self.write(N_("delete task"), [], drop=[self.tasks[task.id]])

    def attach(self, task: Task, article: Article) -> None:
        """Say that an article fulfils a task; it joins the task's campaign if it has none."""
        task = self.tasks[task.id]
        if article.id not in task.articles:
            self.set_articles(task, [*task.articles, article.id])

    def set_articles(self, task: Task, articles: Sequence[Id]) -> None:
        """Say which articles fulfil a task; those without a campaign join the task's."""
        task = self.tasks[task.id]
        joining = [
            msgspec.structs.replace(self.articles[article], campaign=task.campaign)
            for article in articles
            if self.articles[article].campaign is None
        ]
        fulfilled = msgspec.structs.replace(task, articles=tuple(articles))
        if joining or fulfilled != task:
            self.write(N_("attach articles"), [fulfilled, *joining])

    # ------------------------------------------------------------------ articles

    def start_article(self, task: Task) -> Article:
        """Put a new article on the desk that fulfils a task and carries its tags."""
        task = self.tasks[task.id]
        article = plan.article_for(task)
        fulfilled = msgspec.structs.replace(task, articles=(*task.articles, article.id))
        self.write(N_("new article"), [article, fulfilled])
        return self.articles[article.id]

    def remove_article(self, article: Article) -> None:
        """Take an article off the desk, and off the tasks it fulfilled."""
        tasks = [
            msgspec.structs.replace(t, articles=tuple(a for a in t.articles if a != article.id))
            for t in self.tasks
            if article.id in t.articles
        ]
        self.write(N_("delete article"), tasks, drop=[self.articles[article.id]])

    def set_status(self, article: Article, status: Status) -> Article:
        """Say where an article stands."""
        return self.change(article, label=N_("status"), status=status)

    # ------------------------------------------------------------------ pages in and out

    def import_page(self, data: bytes, name: str, campaign: Campaign | None = None) -> Article:
        """Put a page of text on the desk: the article, and its cards as news items, linked.

        Args:
            data: the bytes of the page.
            name: what a refusal calls it, such as its file name.
            campaign: what the article belongs to.

        Raises:
            PageError: it is no page; nothing has changed.
        """
        page = read_page(data, name)
        article, fresh = pages.records_of(page, self.news)
        if campaign:
            article = msgspec.structs.replace(article, campaign=campaign.id)
        self.write(N_("import"), [article, *fresh])
        return self.articles[article.id]

    def page(self, article: Article) -> Page:
        """Give an article as a page."""
        return pages.page_of(self.articles[article.id])

    def page_bytes(self, article: Article) -> bytes:
        """Give the exact bytes of an article's page.

        Raises:
            PageError: it would not read back as itself; says why.
        """
        return write_page(self.page(article))

    def read_again(self, article: Article) -> Article:
        """Read the text of an article that was imported whole as a page once more.

        Raises:
            PageError: it still does not fit the layout.
        """
        current = self.articles[article.id]
        page = read_page(current.body.encode(), current.title)
        if page.layout.whole:
            raise BadValue(
                N_(
                    "The text still does not fit the page layout: headline, byline ending in “|”, "
                    "paragraphs, each parted by one blank line."
                )
            )
        read, fresh = pages.records_of(page, self.news)
        fields = {name: getattr(read, name) for name in pages.TEXT_FIELDS}
        self.write(N_("read again"), [msgspec.structs.replace(current, **fields), *fresh])
        return self.articles[article.id]

    def unfinished(self, article: Article) -> list[str]:
        """Give what keeps an article from being finished, each as a sentence; empty if nothing."""
        return export.unfinished(self.articles[article.id])

    def export(
        self, article: Article, folder: Path, *, name: str | None = None, replace: bool = False
    ) -> Path:
        """Write the page of an article to a text file, and give its path.

        A finished article is marked as exported; one that is not carries the draft mark in the
        name of its file.

        Args:
            article: which one.
            folder: where to; made where it is missing.
            name: the name of the file; None for date and headline.
            replace: write over a file of that name.

        Raises:
            PageError: it would not read back as itself.
            FileError: the file is there already, or cannot be written.
        """
        current = self.articles[article.id]
        path = folder.expanduser() / (name or self.export_name(current))
        export.write(path, self.page_bytes(current), replace=replace)
        if not export.unfinished(current) and not self.read_only:
            self.change(current, status=Status.EXPORTED, exported=self.now())
        return path

    def export_name(self, article: Article) -> str:
        """Give the file name of an article's export today."""
        return export.file_name(self.articles[article.id], self.today())

    def today(self) -> date:
        """Give the day it is."""
        return self.now().date()

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


def _taken_back(
    current: Record | None, before: Record | None, after: Record | None
) -> Record | None:
    """Give what a record becomes when the change from `before` to `after` is taken back."""
    if before is None or after is None or current is None:
        return before
    changed = {
        name: getattr(before, name)
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    }
    return msgspec.structs.replace(current, **changed)


def _document_id(record_id: Id) -> str:
    """Give the TinyDB document id of a record: the first 52 of its random bits.

    52, because a JSON number is exact up to 2^53 in every reader. The odds that two of 100,000
    records meet are one in a million.
    """
    return str(int(record_id[:13], 16))


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


def _index(index: Index, record: Record, after: Record | None) -> None:
    """Bring the index up to what a record is now (None: it has gone)."""
    if after is None:
        index.drop(record.id)
    elif isinstance(after, Article | NewsItem):
        index.put(_entry(after))
