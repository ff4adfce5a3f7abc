"""The articles of a desk: writing, status, import and export of pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.articles import export, page_mapping
from store.articles.export_report import Planned
from store.articles.fact_uses import carried
from store.articles.history import Why
from store.articles.page_format import read_page, write_page
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Rumour, Task
from store.campaigns import checklist
from store.campaigns.tags import tags_of
from store.desk.bulk import BulkArticles
from store.desk.comments import Comments
from store.desk.copy_desk import CopyDesk
from store.desk.gates import Gates
from store.desk.ignored import Ignored
from store.desk.ledger import Ledger
from store.desk.page_import import PageImport
from store.desk.photos import Photos
from store.desk.pieces import fulfilled
from store.desk.record_store import PendingChange
from store.desk.replacing import Replacing
from store.desk.revisions import Revisions
from store.desk.search import Search
from store.desk.sources import Sources
from store.desk.undo import Undo
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.desk.verdicts import Verdicts
from store.desk.versions import Versions
from store.desk.workflow import Workflow
from store.destinations import refuse_lookalike, refuse_name
from store.errors import N_, InvalidValueError
from store.formats.registry import HOUSE_LAYOUT, Form
from store.ledger import LedgerEntry
from store.paths import expand_user
from store.records import Article, NewsItem, Status
from store.text import identity

if TYPE_CHECKING:
    from store.articles.plain_text import Block


class Articles(RecordService[Article]):
    """The articles of a desk."""

    def __init__(
        self,
        work: UnitOfWork,
        revisions: Revisions,
        undo: Undo,
        ledger: Ledger,
        copy_desk: CopyDesk,
        photos: Photos,
        search: Search,
    ) -> None:
        super().__init__(work, Article)
        self._ledger = ledger
        self._tasks = work.store.of(Task)
        self._news = work.store.of(NewsItem)
        self.sources = Sources(work)
        """The source sheets."""
        self.photos = photos
        """The photo sheets."""
        self.ignored = Ignored(work)
        """What the copy desk flags and an editor has set aside."""
        self.comments = Comments(work)
        """What is to be said about their words, on this desk alone."""
        self.incoming = PageImport(work, undo)
        """Pages from files of several formats, and from folders."""
        self.versions = Versions(work, ledger)
        """Versions of articles for other channels."""
        self.gates = Gates(work, self.versions, copy_desk)
        """What stands in the way of a status."""
        self.bulk = BulkArticles(work, revisions, undo, ledger, self.versions, self.gates, photos)
        """Changes of several articles at once."""
        self.copy_desk = copy_desk
        """What is wrong in their texts."""
        self.verdicts = Verdicts(work, copy_desk, search)
        """What the copy desk has found in each of them."""
        self.workflow = Workflow(self.bulk, self.gates)
        """Their status, past the gates."""
        self.replacing = Replacing(work.store, self.bulk)
        """Words found and replaced in many articles."""

    def find(self, prefix: str) -> Article:
        """Return the article whose ID begins with `prefix`; raises as `UnitOfWork.find`."""
        article = self._work.find(prefix, "articles")
        assert isinstance(article, Article)
        return article

    # ------------------------------------------------------------------ writing

    def new(self, campaign: Campaign | None = None, **fields: Any) -> Article:
        """Add a new article with the given fields."""
        article = Article(campaign=campaign.id if campaign else None, **fields)
        self._work.write(N_("new article"), [article])
        return self[article.id]

    def start(self, task: Task, *, new_task: bool = False) -> Article:
        """Add a new article that fulfils a task and takes over its tags.

        A new task is added with it, at the end of its phase, as one change.

        Raises:
            RecordNotFoundError: the task is not on the desk, and not a new one.
        """
        if new_task:
            place = checklist.next_position(task, self._store.naming(Task, task.campaign))
            task = msgspec.structs.replace(task, position=place)
        else:
            task = self._tasks[task.id]
        article = checklist.article_for(task)
        task = fulfilled(self._store, task, [*task.articles, article.id], article)
        self._work.write(N_("new article"), [article, task])
        return self[article.id]

    def type_text(self, article: Article, **fields: Any) -> Article:
        """Change what was typed into an article, without an entry in the undo list.

        The first text puts an idea or an assigned article in the status "writing".
        """
        return self._work.change(article, **self._begun(article, fields))

    def type_text_later(self, article: Article, **fields: Any) -> PendingChange | None:
        """Begin the change of `type_text`; returns as `UnitOfWork.change_later`."""
        return self._work.change_later(article, **self._begun(article, fields))

    def _begun(self, article: Article, fields: dict[str, Any]) -> dict[str, Any]:
        now = self.get(article.id) or article
        fields = carried(now, fields)
        body = fields.get("body", "")
        if now.status in (Status.IDEA, Status.ASSIGNED) and body.strip() and body != now.body:
            return {"status": Status.WRITING, **fields}
        return fields

    def remove(self, article: Article) -> None:
        """Delete an article, and remove it from tasks, bulletins and the rumours it answers.

        Its versions become articles of their own.
        """
        self.bulk.remove([self[article.id]])

    def is_unused(self, article: Article) -> bool:
        """Tell whether an article is empty and nothing refers to it."""
        now = self[article.id]
        written = (now.headline, now.byline, now.body, now.signoff, now.due, *tags_of(now))
        beside = (now.links, now.sources, now.kind, now.follow_ups, now.outcome, now.word_goal)
        if any((*written, *beside, now.comments, now.event)) or now.status is not Status.WRITING:
            return False
        if now.photos or now.master or self.versions.of(now):
            return False
        return not any(
            self._store.naming(kind, now.id) for kind in (Task, Rumour, LedgerEntry, Bulletin)
        )

    def discard_unused(self, article: Article) -> None:
        """Delete an article if it is unused, without undo."""
        if self.is_unused(article):
            self._work.write("", [], drop=[self[article.id]])

    def set_status(self, article: Article, status: Status, *, reason: str = "") -> Article:
        """Set the status of an article as `BulkArticles.set_status` does."""
        self.bulk.set_status([self[article.id]], status, reason=reason)
        return self[article.id]

    def set_word_goal(self, article: Article, goal: int | None) -> Article:
        """Set how many words the text of an article shall have; None for any number.

        Raises:
            InvalidValueError: it is less than one.
        """
        if goal is not None and goal < 1:
            raise InvalidValueError(N_("A text has at least one word; leave it empty for no goal."))
        return self._work.change(article, label=N_("word goal"), word_goal=goal)

    # ------------------------------------------------------------------ pages in and out

    def import_page(
        self,
        data: bytes,
        name: str,
        campaign: Campaign | None = None,
        *,
        blocks: Sequence[Block] | None = None,
        **tags: Any,
    ) -> Article:
        """Import a page of text: the article, and its cards as linked news items.

        The first revision of a plain text that was divided is the text as it came.

        Args:
            data: the bytes of the page.
            name: what an error calls it, such as its file name.
            campaign: what the article belongs to.
            blocks: how to divide a text without the page layout (`store.articles.plain_text`);
                None keeps it whole.
            tags: other fields of the article.

        Raises:
            PageError: it is not a text; nothing has changed.
            InvalidValueError: it would be for several channels; nothing has changed.
        """
        page = read_page(data, name)
        if blocks is None or not page.layout.whole:
            return self.incoming.take(page, campaign, tags)
        from store.articles.plain_text import page_of_blocks  # no start of the app needs it

        return self.incoming.take(page_of_blocks(blocks), campaign, tags, original=page)

    def twin(self, article: Article) -> Article | None:
        """Return another article with the same text: the same page, imported before."""
        headline, body = identity(article.headline), identity(article.body)
        for other in self:
            same_headline = other.id != article.id and identity(other.headline) == headline
            if same_headline and identity(other.body) == body:
                return other
        return None

    def page_bytes(self, article: Article) -> bytes:
        """Return the exact bytes of an article's page.

        Raises:
            PageError: the page could not be read back unchanged.
        """
        return write_page(page_mapping.page_of(self[article.id]))

    def read_again(self, article: Article, blocks: Sequence[Block] = ()) -> Article:
        """Parse the text of an article that was imported whole as a page once more.

        Args:
            article: which one.
            blocks: how to read it where it does not fit the page layout.

        Raises:
            PageError, InvalidValueError: it does not fit the layout, and no blocks are given.
        """
        current = self[article.id]
        page = read_page(current.body.encode(), current.title)
        if page.layout.whole and blocks:
            from store.articles.plain_text import page_of_blocks

            page = page_of_blocks(blocks)
        if page.layout.whole:
            raise InvalidValueError(
                N_(
                    "The text still does not fit the page layout: headline, byline ending in “|”, "
                    "paragraphs, each parted by one blank line."
                )
            )
        read, fresh = page_mapping.records_of(page, self._news)
        fields = {name: getattr(read, name) for name in page_mapping.TEXT_FIELDS}
        read_again = msgspec.structs.replace(current, **fields)
        self._work.write(N_("read again"), [read_again, *fresh], why=Why.IMPORT)
        return self[article.id]

    def unfinished(self, article: Article) -> list[str]:
        """Return what keeps an article from being finished, each as a sentence."""
        return export.unfinished(self[article.id])

    def export(
        self,
        article: Article,
        folder: Path,
        *,
        name: str | None = None,
        replace: bool = False,
        channel: str = "",
        form: Form = HOUSE_LAYOUT,
    ) -> Path:
        """Write an article to a file in a folder, as its page or in another form; return the path.

        A finished article is out: it gets an entry in the ledger, for the named channel or the one
        that follows from it (`store.ledger.channel_of_file`). An unfinished one gets the draft mark
        in its file name. The folder is created where it is missing. Without a name, date and
        headline make one.

        Raises:
            BlockedError: something blocks what is finished (`Workflow.let_pass`).
            InvalidValueError: the campaign has no such channel, no file can have that name, or an
                export template has failed.
            PageError: the page could not be read back unchanged, or not be written so.
            FileError: the file exists already and is not to be replaced, or cannot be written.
        """
        current = self[article.id]
        name = name or self.export_name(current, form.format.suffix)
        refuse_name(name)
        path = expand_user(folder) / name
        if channel:
            channel = self._ledger.channel_named(current, channel)
        self.bulk.refuse_blocked(current)
        made = self.bulk.make(Planned(current, path), form, channel)
        refuse_lookalike(path)
        export.write_all(path, made.page, made.extras, replace=replace)
        self.bulk.record([made])
        return path

    def export_name(self, article: Article, suffix: str = ".txt") -> str:
        """Return the file name of an article's export today."""
        return export.file_name(self[article.id], self._work.today(), suffix)
