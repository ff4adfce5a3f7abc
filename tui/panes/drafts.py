"""The pane of the articles: the list of them, and the editor of the open one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from store import Article, Change
from store.campaigns.rights import next_follow_up
from store.records import FINISHED, NO_LONGER_WORKED_ON, Id, Status, changed
from store.text import fold
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.articles import (
    AddArticle,
    DeleteArticle,
    EditTags,
    FilterArticles,
    OpenArticle,
    SetStatus,
)
from tui.commands.global_commands import Back
from tui.commands.writing import FocusMode, PreviewPage, TypewriterScrolling
from tui.dialogs.dialog import ConfirmLoss
from tui.i18n import _
from tui.messages import ArticleOpened, ArticleWanted, EditorLeft
from tui.panes.page_view import PageView
from tui.panes.pane import Pane
from tui.settings import Settings
from tui.widgets.bars import shown_key
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import cited, day_of, sources_of, status_name, title_of
from tui.widgets.virtual_list import Line, Rows

if TYPE_CHECKING:
    from tui.panes.editor import ArticleEditor

_OF_AN_ARTICLE = {command.action for command in (OpenArticle, SetStatus, EditTags, DeleteArticle)}

_folded = lru_cache(20_000)(fold)


class ArticleRows(Rows[Article]):
    """The rows of the list of articles."""

    def row_key(self, item: Article) -> str:
        """Return the id of the article."""
        return item.id

    def row_height(self, item: Article, width: int) -> int:
        """Return two: the headline and the facts."""
        return 2

    def row_lines(self, item: Article, width: int) -> list[Line]:
        """Draw an article."""
        today = self.app.desk.records.today()  # type: ignore[attr-defined]
        late = item.due and item.due < today and item.status not in NO_LONGER_WORKED_ON
        state = status_name(item.status)
        facts: Line = [("  ", ""), (state, "good" if item.status in FINISHED else "accent")]
        if item.needs_review:
            facts.append((" · " + _("needs review"), "warn"))
        if item.due:
            facts.append((f" · {day_of(item.due, today)}", "warn" if late else "dim"))
        if count := len(self.app.desk.links.backlinks(item.id)):  # type: ignore[attr-defined]
            facts.append((f" · ↩ {cited(count)}", "dim"))
        if case := next_follow_up(item):
            told = _("look again {day}").format(day=day_of(case.day, today))
            facts.append((f" · {told}", "warn" if case.day < today else "accent"))
        if item.sources:
            facts.append((f" · {sources_of(item)}", "dim"))
        if item.byline:
            facts.append((f" · {item.byline}", "dim"))
        if item.channels:
            facts.append((f" · {', '.join(item.channels)}", "dim"))
        gone = item.status in (Status.WITHDRAWN, Status.CANCELLED)
        return [[(title_of(item), "dim" if gone else "title")], facts]


class ArticleList(Pane):
    """The list of all articles, with an optional filter entry."""

    BINDINGS = bindings(
        OpenArticle, AddArticle, FilterArticles, SetStatus, DeleteArticle, Back, EditTags
    )

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield ArticleRows(id="articles")

    def on_mount(self) -> None:
        """Show the articles, and follow the desk."""
        self.follow_desk(self._desk_changed)
        self.refresh_rows()

    @property
    def rows(self) -> ArticleRows:
        """The list."""
        return self.query_one(ArticleRows)

    @property
    def _filter(self) -> LineEntry | None:
        return next(iter(self.query("#filter").results(LineEntry)), None)

    @property
    def _words(self) -> list[str]:
        return fold(self._filter.text).split() if self._filter else []

    def _desk_changed(self, change: Change) -> None:
        if "articles" in change.tables and self.display:
            self.refresh_rows()

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the articles as they are on the desk, the last changed one first."""
        words = self._words
        self.rows.empty_text = _("No articles yet.\nn begins one; Ctrl+O imports a page of text.")
        if words:
            self.rows.empty_text = _("Nothing matches.")
        found = [
            article
            for article in self.desk.articles
            if all(word in _folded(f"{article.title} {article.byline}") for word in words)
        ]
        self.rows.show(sorted(found, key=changed, reverse=True), key)

    # -------------------------------------------------------------- commands of the list

    @on(Rows.Selected, "#articles")
    def action_open_article(self) -> None:
        """Open the article under the cursor."""
        if article := self.rows.current:
            self.post_message(ArticleWanted(article.id))

    async def action_add_article(self) -> None:
        """Start a new article."""
        await self.run_action("screen.new_article")

    @work
    async def action_delete_article(self) -> None:
        """Delete the article under the cursor, after a question.

        On a slow line, Alt+D in the middle of a sentence may arrive as Esc and `d`.
        """
        article = self.rows.current
        if article is None:
            return
        question = _("Delete the article “{title}”?").format(title=title_of(article))
        if await self.app.push_screen_wait(ConfirmLoss(question, _("Delete"))):
            with self.refusals():
                self.desk.articles.remove(article)
                self.tell_deleted(title_of(article))

    def action_set_status(self) -> None:
        """Choose the status of the article under the cursor."""
        if article := self.rows.current:
            self.choose_status(article)

    def action_edit_tags(self) -> None:
        """Edit the tags of the article under the cursor."""
        if article := self.rows.current:
            self.edit_tags(article)

    async def action_filter_articles(self) -> None:
        """Show the filter entry."""
        if self._filter is None:  # made on demand: its style sheet would slow down every start
            hint = _("Type a part of the headline or byline …")
            await self.mount(LineEntry(id="filter", placeholder=hint), before=0)
        if self._filter:
            self._filter.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer commands on an article only if there is one, and Back only with a filter."""
        if action in _OF_AN_ARTICLE:
            return bool(self.query(ArticleRows)) and self.rows.current is not None
        return action != "back" or self._filter is not None

    @on(Rows.Highlighted, "#articles")
    def _row_changed(self) -> None:
        self.refresh_bindings()

    async def action_back(self) -> None:
        """Show the whole list again."""
        if self._filter:
            self.rows.focus()
            await self._filter.remove()
            self.refresh_rows(self.rows.cursor_key)

    @on(LineEntry.Changed, "#filter")
    def _narrow(self) -> None:
        self.refresh_rows()

    @on(LineEntry.Submitted, "#filter")
    def _to_list(self) -> None:
        self.rows.focus()


class DraftsPane(Pane):
    """The pane of the articles, which shows the list or the editor."""

    BINDINGS = bindings(FocusMode, TypewriterScrolling, PreviewPage)

    def __init__(self) -> None:
        super().__init__(id="drafts")
        self.editor: ArticleEditor | None = None
        """Made with the first article: its 20 widgets and TextArea are a fifth of the start."""

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield ArticleList(id="article-list")

    @property
    def list(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    @property
    def shown(self) -> Pane:
        """The visible one of list and editor."""
        return self.editor if self.editor and self.editor.display else self.list

    @property
    def article(self) -> Article | None:
        """The article in the visible editor, if any."""
        return self.editor.article if self.editor and self.editor.display else None

    @property
    def selected(self) -> Id | None:
        """The article a command applies to: the open one, or else the one under the cursor."""
        return self.article.id if self.article else self.list.rows.cursor_key

    async def open(
        self, article: Article, field: str | None = None, cursor: tuple[int, int] | None = None
    ) -> None:
        """Open an article in the editor.

        `field` is the entry to focus, None for the text, and `cursor` the position in the text if
        it is opened for the first time.
        """
        if self.editor is None:
            from tui.panes.editor import ArticleEditor

            self.editor = ArticleEditor()
            await self.mount(self.editor)
            self.editor.body.centre_cursor(self._settings.typewriter_scrolling)
        if cursor:
            self.editor.texts.put_cursor(article.id, cursor)
        if not self.editor.open(article):
            self.notify(
                _("The open article cannot be saved, so it stays open; see the top line."),
                severity="error",
            )
        self.editor.display = True
        self.list.display = False
        self.editor.query_one(f"#{field or 'body'}").focus()

    def save(self) -> bool:
        """Save what was typed; return whether nothing is left unsaved."""
        return self.editor is None or self.editor.save()

    def keep_text(self) -> None:
        """Write down where the cursor is and what can be undone, for the next start."""
        if editor := self.editor:
            editor.texts.remember(editor.autosave.id, editor.body)
            editor.texts.save(self.desk.articles)

    @property
    def unsaved(self) -> Article | None:
        """The article with the unsaved text; None if everything is saved."""
        return self.editor.unsaved if self.editor else None

    def show_list(self) -> None:
        """Leave the editor for the list, with the cursor on the article that was open."""
        if self.editor is None or not self.editor.display:
            return
        article = self.editor.article
        self.editor.leave()
        self.editor.display = False
        self.list.display = True
        self.list.refresh_rows(key=article.id if article else None)
        self.list.rows.focus()
        self.tell(ArticleOpened(None))

    def focus_content(self) -> None:
        """Focus the text or the list."""
        if self.editor and self.editor.display:
            self.editor.body.focus()
        else:
            self.list.rows.focus()

    # -------------------------------------------------------------- how the text is shown

    @property
    def _settings(self) -> Settings:
        return app_of(self).settings

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a text only while one is open."""
        return self.article is not None

    def follow_focus(self) -> None:
        """Show only the text, and the page, if that is wanted, as long as one writes there.

        In a narrow window the page is in the place of the text, unless that has the focus.
        """
        editor, focused = self.editor, self.screen.focused
        only_text = shows_page = False
        if editor and focused and editor in focused.ancestors:
            is_writing, page = editor.is_in_text(focused), editor.query_one(PageView)
            only_text = self._settings.focus_mode and (is_writing or focused is page)
            in_its_place = self.screen.has_class("narrow")
            shows_page = page.is_wanted and not (in_its_place and is_writing)
        self.screen.set_class(only_text, "only-text")
        self.screen.set_class(shows_page, "page-shown")

    def action_focus_mode(self) -> None:
        """Show nothing but the text, or everything again."""
        self._settings.focus_mode = not self._settings.focus_mode
        if self._settings.focus_mode:
            self.focus_content()
            self.notify(
                _("Only the text. {key} shows everything again.").format(
                    key=shown_key(self._settings.keys.get(FocusMode.id, FocusMode.key))
                )
            )
        self.follow_focus()

    def action_preview_page(self) -> None:
        """Show the page as it goes out, or the text alone."""
        if self.editor is None:
            return
        page = self.editor.query_one(PageView)
        page.is_wanted = not self.screen.has_class("page-shown")
        self.editor.show_page()
        if page.is_wanted and self.screen.has_class("narrow"):
            page.focus()
        elif not self.editor.is_in_text(self.screen.focused):
            self.editor.body.focus()
        self.follow_focus()

    def action_typewriter_scrolling(self) -> None:
        """Keep the line of the cursor in the middle, or let it go."""
        wanted = self._settings.typewriter_scrolling = not self._settings.typewriter_scrolling
        if self.editor:
            self.editor.body.centre_cursor(wanted)
        self.notify(
            _("The line of the cursor stays in the middle.")
            if wanted
            else _("The line of the cursor moves freely.")
        )

    @on(EditorLeft)
    def _editor_left(self) -> None:
        self.show_list()

    @on(ArticleOpened)
    def _article_gone(self, event: ArticleOpened) -> None:
        if event.article is None and self.editor and self.editor.article is None:
            self.show_list()
