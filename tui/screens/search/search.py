"""Searching everything on the desk from one entry, and acting on the results."""

from __future__ import annotations

from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker, WorkerError, WorkerState

from store import Article, Campaign, Desk, DeskError, NewsItem, SavedSearch, Task
from store.records import Id, added
from store.search import Hit
from store.search.query import parse
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.global_commands import Undo
from tui.commands.list_keys import CursorDown, CursorUp, PageDown, PageUp
from tui.commands.search import AttachHit, DropSearch, KeepSearch, LinkHit, OpenHit, PreviewHit
from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.many import undo_last
from tui.i18n import _, filled, ngettext, sentence
from tui.indexing import Indexing
from tui.screens.search.search_rows import KINDS, AnyRecord, HitRow, HitRows
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import GONE, title_of
from tui.widgets.preview import facts_line, notes_line, passages, text_of
from tui.widgets.virtual_list import MovesRows, Rows
from tui.workers import said

LIMIT: Final = 100
"""The most results that are listed."""


class SearchEntry(LineEntry):
    """The entry for the words, in which Enter opens what is under the cursor."""

    BINDINGS = bindings(OpenHit)

    def offers(self, action: str) -> bool:
        """Offer to open a result only where there is one."""
        rows = next(iter(self.screen.query(HitRows)), None)
        return action != OpenHit.action or bool(rows and rows.current)

    async def action_open_hit(self) -> None:
        """Accept the line."""
        await self.action_submit()


class SearchScreen(MovesRows, Dialog[Hit]):
    """One entry to search everything on the desk; answers the result to go to.

    Args:
        desk: what is searched.
        indexing: reports how much of the desk can be found.
        article: the open one, to which results are linked; None if there is none.
        campaign: whose tasks an article can be attached to; None for all tasks.
        task: the one under the cursor of the checklist.
    """

    BINDINGS = [
        CLOSE,
        *bindings(
            OpenHit,
            LinkHit,
            AttachHit,
            PreviewHit,
            KeepSearch,
            DropSearch,
            CursorUp,
            CursorDown,
            PageUp,
            PageDown,
            Undo,
        ),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & #hint { color: $text-muted; height: auto; margin-top: 1; }
        & #count { color: $text-muted; height: 1; }
        & HitRows { height: 1fr; margin-top: 0; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(
        self,
        desk: Desk,
        indexing: Indexing,
        *,
        article: Article | None = None,
        campaign: Campaign | None = None,
        task: Id | None = None,
    ) -> None:
        super().__init__(_("Search"))
        self._desk = desk
        self._indexing = indexing
        self._article = article.id if article else None
        self._campaign = campaign.id if campaign else None
        self._task_here = task
        self._is_asking = False
        self._is_outdated = False
        """Whether the desk or the index has changed since the last search began."""
        self._asked: str | None = None
        """The words whose results are shown; None if these are outdated."""
        self._answered = ""
        """The words whose results are shown, outdated or not."""
        self._has_more = False
        """Whether there are more results than are shown."""
        self._asking: Worker[None] | None = None
        self._doubted: Id | None = None
        """The result with a warning: the same key again links it all the same."""

    def compose_body(self) -> ComposeResult:
        """Yield the entry, what can be typed in it, and the results."""
        ways = _("author:hà · status:approved · after:18.5 · -word · “a phrase”")
        hint = f"{_('Accents need not be typed. Narrow it:')}\n{ways}"
        yield SearchEntry(id="search", placeholder=_("What are you looking for?"))
        yield Static(hint, id="hint", markup=False)
        yield Static(id="count", markup=False)
        yield HitRows(id="hits")

    def on_mount(self) -> None:
        """Begin in the entry, and follow the desk."""
        self.listen(self._desk.records.listen, lambda _change: self._look_again())
        self.listen(self._indexing.listen, self._look_again)
        self._indexing.start()
        self.query_one("#search").focus()
        self.call_after_refresh(self._look)

    @property
    def rows(self) -> HitRows:
        """The results."""
        return self.query_one(HitRows)

    @property
    def words(self) -> str:
        """What is typed in the entry."""
        return self.query_one("#search", LineEntry).text.strip()

    # -------------------------------------------------------------- searching

    def _look_again(self) -> None:
        self._asked, self._is_outdated = None, True
        self._look()

    @on(LineEntry.Changed, "#search")
    def _look(self) -> None:
        """Show the saved searches while nothing is typed; else search, one at a time."""
        words = self.words
        self.query_one("#hint").display = not words
        if not words:
            self._asked = self._answered = ""
            self._has_more = False
            saved = sorted(self._desk.search.saved, key=added, reverse=True)
            self._show([HitRow("saved", search, parse("")) for search in saved])
        elif not self._indexing.can_be_asked:
            self.rows.empty_text = ""
            self._count(self._so_far or self._indexing.trouble)
        elif not self._is_asking and words != self._asked:
            self._is_asking, self._is_outdated = True, False
            self._asking = self._ask(words)

    async def _answer(self) -> None:
        """Wait for the results of the words in the entry: the next key is meant for those."""
        while self._is_asking and self._asking and self._answered != self.words:
            try:
                await self._asking.wait()
            except WorkerError:  # shown by `on_worker_state_changed`
                return

    @work(thread=True, group="search")
    def _ask(self, words: str) -> None:
        """Search in a thread; what was typed meanwhile is searched next."""
        try:
            hits = self._desk.search.find(words, LIMIT + 1)
        except DeskError as error:
            self.app.call_from_thread(self._refused, words, error)
            return
        self.app.call_from_thread(self._arrived, words, hits)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Allow the same words to be searched again after a failure."""
        if event.worker.group == "search" and event.state is WorkerState.ERROR:
            self._is_asking, self._asked = False, None
            self._count(said(event.worker))

    def _refused(self, words: str, error: DeskError) -> None:
        self._is_asking = False
        self._asked = words
        if words == self.words:
            self._answered, self._has_more = words, False
            self._show([])
            self._count(sentence(error))
        self._look()  # again, if the words have changed meanwhile

    def _arrived(self, words: str, hits: list[Hit]) -> None:
        self._is_asking = False
        self._asked = None if self._is_outdated else words
        if words == self.words:
            self._answered = words
            query = parse(words, self._desk.records.today())
            records = ((hit.kind, self._desk.search.record_of(hit)) for hit in hits)
            article = self._desk.articles.get(self._article)
            linked = {link.target for link in article.links} if article else set()
            rows = [
                HitRow(k, r, query, r.id in linked) for k, r in records if isinstance(r, AnyRecord)
            ]
            self._has_more = len(rows) > LIMIT
            self._show(rows[:LIMIT])
            if refusal := self._desk.search.state.refusal:
                self.say(sentence(refusal))
        state = self._desk.search.state
        if state.is_behind and not state.refusal:  # it was damaged, and is being rebuilt
            self._indexing.start()
        self._look()  # again, if the words or the desk have changed meanwhile

    def _show(self, rows: list[HitRow]) -> None:
        if not rows or rows != self.rows.items:  # for the same results, keep the notice
            self._show_others(rows)
        shown = [kind for kind in KINDS if any(row.kind == kind for row in rows)]
        counts = [f"{_(KINDS[k][1])} {sum(row.kind == k for row in rows)}" for k in shown]
        total = ngettext("{count} result", "{count} results", len(rows)).format(count=len(rows))
        if self._has_more:
            # What has not been read yet may match better.
            more = _("{count}+ results, the best of them here")
            more = _("{count}+ results") if self._so_far else more
            total, counts = more.format(count=LIMIT), []
        found = " · ".join([total, *counts]) if rows and self.words else ""
        self._count("  ".join(filter(None, (self._so_far if self.words else "", found))))
        self.refresh_bindings()

    def _show_others(self, rows: list[HitRow]) -> None:
        if self._doubted not in {row.record.id for row in rows}:
            self.say("")
        if not self.words:
            self.rows.empty_text = _("No search is kept yet.")
        elif self._so_far:
            self.rows.empty_text = _("Nothing matches in what has been read so far.")
        else:
            self.rows.empty_text = _("Nothing matches.")
        was_moved = self.rows.cursor_place > 0
        stays = was_moved and self.rows.cursor_key in {row.record.id for row in rows}
        self.rows.show(rows)
        if not stays:
            self.rows.move_to(0)

    @property
    def _so_far(self) -> str:
        """How much of the desk has been read, while the index is being built."""
        bar = self._indexing.bar
        return _("{bar} of the desk has been read so far").format(bar=bar) if bar else ""

    def _count(self, text: str) -> None:
        self.query_one("#count", Static).update(text)

    # -------------------------------------------------------------- actions

    @property
    def here(self) -> HitRow | None:
        """The result under the cursor."""
        return self.rows.current if self.query(HitRows) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the result under the cursor."""
        kind = self.here.kind if self.here else ""
        is_piece, has_article = kind in ("article", "news"), self._article is not None
        offered = {
            DropSearch.action: kind == "saved",
            LinkHit.action: is_piece and has_article,
            AttachHit.action: kind == "article" or (kind == "task" and has_article),
            PreviewHit.action: is_piece,
            KeepSearch.action: bool(self.query("#search")) and bool(self.words),
        }
        return offered.get(action, True)

    @on(Rows.Highlighted, "#hits")
    def _row_changed(self) -> None:
        # The list reports its first row a moment later: a warning shown meanwhile must stay.
        if self._doubted and (self.here is None or self.here.record.id != self._doubted):
            self.say("")
            self._doubted = None
        self.refresh_bindings()

    @on(LineEntry.Submitted, "#search")
    @on(Rows.Selected, "#hits")
    async def action_open_hit(self) -> None:
        """Go to the result under the cursor."""
        await self._answer()
        row = self.here
        if row is None:
            return
        if isinstance(row.record, SavedSearch):
            entry = self.query_one("#search", LineEntry)
            entry.text = row.record.words
            entry.focus()
            entry.action_end()
            self._look()
        elif row.kind == "news":
            self._preview(row)
        else:
            hit = Hit(row.record.id, row.kind, getattr(row.record, "headline", ""))
            if self._desk.search.record_of(hit):
                self.dismiss(hit)
            else:
                self.notify(_(GONE))
                self._look_again()

    async def action_link_hit(self) -> None:
        """Link the result under the cursor to the open article."""
        await self._answer()
        self._link()

    def _link(self) -> None:
        row, article = self.here, self._desk.articles.get(self._article)
        if row is None or article is None or not isinstance(row.record, Article | NewsItem):
            return
        with self.refusals():
            known = app_of(self).link_doubts
            doubts = known.open(article.id, self._desk.links.doubts(article, row.record))
            is_itself = row.record.id == article.id  # which is always refused
            if doubts and self._doubted != row.record.id and not is_itself:
                told = " ".join(filled(doubt.message, doubt.values) for doubt in doubts)
                self._doubted = row.record.id
                self.say(f"{told} {_('The same key once more links it all the same.')}")
                return
            self._doubted = None
            known.override(article.id, doubts)
            self._desk.links.add(article, row.record)
            title = text_of(row.record).partition("\n")[0]
            self.notify(_("Linked: {title}").format(title=title), markup=False)

    @work
    async def action_attach_hit(self) -> None:
        """Attach an article to a task, or the open article to the task under the cursor."""
        from tui.dialogs.picker import Option, Picker

        await self._answer()
        row = self.here
        if row is None:
            return
        if isinstance(row.record, Task):
            self._fulfil(row.record.id, self._article)
            return
        if not isinstance(row.record, Article):
            return
        options = [
            Option(task.id, task.title, task.phase)
            for task in self._desk.tasks
            if self._campaign in (None, task.campaign)
        ]
        chosen = [self._task_here] if self._task_here else ()
        picker = Picker(_("To which task?"), options, chosen=chosen)
        if picked := await self.app.push_screen_wait(picker):
            self._fulfil(picked[0], row.record.id)

    def _fulfil(self, task_id: Id, article_id: Id | None) -> None:
        task, article = self._desk.tasks.get(task_id), self._desk.articles.get(article_id)
        if task is None or article is None:
            return
        with self.refusals():
            self._desk.tasks.attach(task, article)
            text = _("“{title}” fulfils the task “{task}”.")
            self.notify(text.format(title=title_of(article), task=task.title), markup=False)

    async def action_preview_hit(self) -> None:
        """Show the whole item, the words that were typed marked."""
        await self._answer()
        if self.here is not None:
            self._preview(self.here)

    def _preview(self, row: HitRow) -> None:
        from tui.dialogs.preview import PreviewScreen

        if not isinstance(row.record, Article | NewsItem):
            return
        text = text_of(row.record)
        facts = facts_line(row.record, self._desk.records.today())
        notes = notes_line(len(self._desk.links.backlinks(row.record.id)), ())
        parts = passages(text, row.query.marks(text), facts, notes)
        can_link = self._article is not None
        screen = PreviewScreen(_(KINDS[row.kind][1]), parts, can_link=can_link)
        self.app.push_screen(screen, self._after_preview)

    def _after_preview(self, answer: str | None) -> None:
        if answer == "link":
            self._link()

    def action_keep_search(self) -> None:
        """Save the search."""
        with self.refusals():
            search = self._desk.search.save(self.words)
            text = _("Kept: {words}. It is listed while the box is empty.")
            self.notify(text.format(words=search.words), markup=False)

    def action_drop_search(self) -> None:
        """Delete a saved search."""
        row = self.here
        if row is None or not isinstance(row.record, SavedSearch):
            return
        with self.refusals():
            self._desk.search.remove(row.record)
            self.rows.focus()  # where Ctrl+Z undoes a change of the desk, not of the entry
            self.tell_deleted(row.record.name)

    @work
    async def action_undo(self) -> None:
        """Undo the last change of the desk."""
        with self.refusals():
            await undo_last(self.app, self._desk)
