"""The desk: the one door through which the app and the command line read and change it.

Reads are from memory and give records. A change is one call, written to the file as one unit,
and announced once (`Desk.listen`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store import export, pages, plan
from store.errors import N_, BadValue, FileError, ReadOnly
from store.file.backups import Keep
from store.files import expanded
from store.history import Why
from store.keeping import Keeping
from store.matrix import Gap, Matrix, View, count_matrix, ranked_gaps
from store.page import Page, read_page, write_page
from store.records import Article, Campaign, Id, NewsItem, Status, Task
from store.search import Entry, Hit, Index, Suggestion
from store.tables import Change
from store.text import identity

if TYPE_CHECKING:
    from store.report import Facts


def open_desk(
    path: Path | str,
    *,
    read_only: bool = False,
    keep: Keep | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Desk:
    """Open the desk file at `path`; a new one comes into being with its first change.

    Args:
        path: the file; a missing folder is made, unless `read_only`.
        read_only: take no lock and refuse changes; for reading beside a running app.
        keep: how many dated backups are kept by themselves.
        clock: gives the time, with offset; for tests.

    Raises:
        ReadOnly: it is in use, belongs to a newer version, or its folder takes no writer.
        FileError: it is no desk, or cannot be reached.
    """
    # What a link points at: two programs on one file must meet at one lock.
    file = Path(os.path.realpath(expanded(path)))
    if os.path.isdir(file):  # noqa: PTH112  # unlike Path.is_dir, never an OSError
        raise FileError(
            N_("{path} is a folder; name a file in it, such as {example}."),
            path=file,
            example=file / "desk.json",
        )
    if not read_only:
        _make_folder(file.parent)
    now = clock or (lambda: datetime.now().astimezone())
    return Desk(file, read_only=read_only, keep=keep, clock=now)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnly(
            N_("The folder {folder} cannot be made ({reason}); choose another with --desk FILE."),
            folder=folder,
            reason=error.strerror,
        ) from error


class Desk(Keeping):
    """The data of one newsroom desk. Made by `open_desk`; a context manager that closes it."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, **options)
        self._index: Index | None = None
        self._growing_index: Index | None = None
        """The index from the first call of `index` on: changes go in while it is being built."""
        self.listen(self._reindex)

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

    def catch_up(self) -> list[Task]:
        """Put the tasks on the desk that come again by now; none that was there before."""
        series = [task for task in self.tasks if task.repeat]
        if not series:
            return []
        from store.schedule import instances  # and dateutil: only for a desk that repeats

        deleted = [r for entry in self.bin for r in self.held_in(entry) if isinstance(r, Task)]
        made: list[Task] = []
        for first in series:
            for task in instances(first, [*self.tasks, *deleted, *made], self.today()):
                position = plan.next_position(task, [*self.tasks, *made])
                made.append(msgspec.structs.replace(task, position=position))
        if made:
            self.write("", made)
        return made

    def tick(self, task: Task) -> Task:
        """Tick a task, or take the tick off."""
        done = None if self.tasks[task.id].done else self.now()
        return self.change(task, label=N_("tick"), done=done, done_by_export=False)

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

    # ------------------------------------------------------------------ the matrix

    def matrix(self, campaign: Campaign, view: View) -> Matrix:
        """Count what a campaign covers where, in one view."""
        tasks, articles = self._pieces_of(campaign)
        return count_matrix(self.campaigns[campaign.id], tasks, articles, view)

    def gaps(self, campaign: Campaign, found: Matrix) -> list[Gap]:
        """Give the empty cells of a matrix of the campaign, the most pressing first."""
        return ranked_gaps(found, self.campaigns[campaign.id], self.today())

    def _pieces_of(self, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
        """Give the tasks of a campaign, and the articles that belong to it or to one of them."""
        tasks = [task for task in self.tasks if task.campaign == campaign.id]
        articles = {a.id: a for a in self.articles if a.campaign == campaign.id}
        for task in tasks:
            for named in task.articles:
                if named not in articles and (article := self.articles.get(named)):
                    articles[named] = article
        return tasks, articles

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
        """Say where an article stands; the ticks of its tasks follow where it goes out or back."""
        return self._put_status(article, N_("status"), status=status)

    def _put_status(self, article: Article, label: str, **fields: Any) -> Article:
        current = self.articles[article.id]
        changed = msgspec.structs.replace(current, **fields)
        if changed != current:
            ticked = plan.ticked_by(changed, self.tasks, self.articles.get, self.now())
            self.write(label, [changed, *ticked])
        return self.articles[article.id]

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
        self.write(N_("import"), [article, *fresh], why=Why.IMPORT)
        return self.articles[article.id]

    def twin(self, article: Article) -> Article | None:
        """Give another article that reads the same: the same page, imported before."""
        headline, body = identity(article.headline), identity(article.body)
        for other in self.articles:
            same_headline = other.id != article.id and identity(other.headline) == headline
            if same_headline and identity(other.body) == body:
                return other
        return None

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
        read_again = msgspec.structs.replace(current, **fields)
        self.write(N_("read again"), [read_again, *fresh], why=Why.IMPORT)
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
        path = expanded(folder) / (name or self.export_name(current))
        export.write(path, self.page_bytes(current), replace=replace)
        if self.read_only:
            return path
        if export.unfinished(current):
            self.mark(current, Why.EXPORT)
        else:
            self._put_status(current, "", status=Status.EXPORTED, exported=self.now())
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

    # ------------------------------------------------------------------ the report

    def facts(self, campaign: Campaign) -> Facts:
        """Count what there is to report of a campaign: its progress, matrix, gaps and scores."""
        from store.report import gather  # only when one is asked for

        tasks, articles = self._pieces_of(campaign)
        current = self.campaigns[campaign.id]
        return gather(current, tasks, articles, self.today(), campaigns=self.campaigns)

    def write_report(
        self, campaign: Campaign, folder: Path, *, replace: bool = False
    ) -> list[Path]:
        """Write the report of a campaign, its plan and its calendar, and give their paths.

        Args:
            campaign: which one.
            folder: where to; made where it is missing.
            replace: write over files of their names.

        Raises:
            FileError: a file is there already, and none has been written; or cannot be written.
        """
        from store.report import write

        return write(self.facts(campaign), expanded(folder), replace=replace)

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
