"""The pane of the articles: the list of them, and the editor of the open one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from store import Article
from store.articles.commenting import FIELDS
from store.articles.reshaping import Case
from store.records import Id
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.checks import ShowChecks
from tui.commands.shaping import (
    ChangeCase,
    InsertWords,
    MoveParagraphDown,
    MoveParagraphUp,
    ShapeText,
)
from tui.commands.versions import NextPiece, PieceBefore
from tui.commands.writing import FocusMode, PreviewPage, TypewriterScrolling
from tui.i18n import _
from tui.messages import ArticleOpened, EditorLeft
from tui.panes.article_list import ArticleList
from tui.panes.pane import Pane
from tui.panes.version_strip import VersionStrip
from tui.settings import Settings
from tui.widgets.bars import shown_key
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

if TYPE_CHECKING:
    from tui.panes.editor import ArticleEditor


EDITOR_CSS = Path(__file__).parents[1] / "editor.tcss"


class DraftsPane(Pane):
    """The pane of the articles, which shows the list or the editor."""

    BINDINGS = bindings(
        *(FocusMode, TypewriterScrolling, PreviewPage, NextPiece, PieceBefore),
        *(ShowChecks, MoveParagraphUp, MoveParagraphDown, ChangeCase, ShapeText, InsertWords),
    )

    def __init__(self) -> None:
        super().__init__(id="drafts")
        self.editor: ArticleEditor | None = None
        """Made with the first article: its 20 widgets and TextArea are a fifth of the start."""
        self._kept = ""
        """The text whose undo history was kept last."""
        self.list = ArticleList(id="article-list")
        """The list."""

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield self.list

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

    @property
    def chosen(self) -> Sequence[Article]:
        """The articles a command applies to: the open one, or else those of the list."""
        return [self.article] if self.article else self.list.chosen

    async def open(
        self,
        article: Article,
        field: str | None = None,
        cursor: tuple[int, int] | None = None,
        *,
        at: int | None = None,
    ) -> None:
        """Open an article in the editor.

        `field` is the entry to focus, None for the text, and `cursor` the position in the text if
        it is opened for the first time; `at` is where the cursor goes in that field.
        """
        if self.editor is None:
            from tui.panes.editor import ArticleEditor

            self.app.stylesheet.read(EDITOR_CSS)
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
        if at is not None:
            self.editor.fields.put_cursor(field or "body", getattr(article, field or "body")[:at])

    def save(self) -> bool:
        """Save what was typed; return whether nothing is left unsaved."""
        return self.editor is None or self.editor.save()

    def keep_typed(self) -> None:
        """Do `keep_text` if something was typed since: some 10 ms, so in a pause only."""
        if self.editor is None or self.article is None:  # or the editor is still being made
            return
        text = self.editor.body.text
        if text != self._kept:
            self._kept = text
            self.keep_text()

    def keep_text(self) -> None:
        """Write down where the cursor is and what can be undone, for the next start."""
        if editor := self.editor:
            editor.texts.remember(editor.autosave.id, editor.body)
            editor.texts.save(self.desk.articles)

    @property
    def unsaved(self) -> Article | None:
        """The article with the unsaved text; None if everything is saved."""
        return self.editor.unsaved if self.editor else None

    @on(EditorLeft)
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
        """Offer what is about a text only while one is open, and what shapes it in the text."""
        if action in (MoveParagraphUp.method, ShapeText.method):
            return isinstance(self._entry, BodyEntry)
        if action in (ChangeCase.method, InsertWords.method):
            return self._entry is not None
        if action == ShowChecks.method:
            return self.selected is not None
        return self.article is not None

    @property
    def _entry(self) -> BodyEntry | LineEntry | None:
        """The entry in which one writes, if it is one of the article."""
        focused = self.screen.focused
        is_text = self.article is not None and focused and focused.id in FIELDS
        return focused if is_text and isinstance(focused, BodyEntry | LineEntry) else None

    def follow_focus(self) -> None:
        """Show only the text, and the page, if that is wanted, as long as one writes there.

        In a narrow window the page is in the place of the text, unless that has the focus.
        """
        editor, focused = self.editor, self.screen.focused
        only_text = shows_page = False
        if editor and focused and editor in focused.ancestors:
            is_writing, page = editor.is_in_text(focused), editor.page
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
        page = self.editor.page
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

    def action_go_to_piece(self, by: int) -> None:
        """Go to another piece of the message, some places to the right."""
        if self.editor is None:
            return
        if piece := self.editor.query_one("#versions", VersionStrip).beside(by):
            self.editor.open(self.desk.articles[piece.id])
        else:
            self.notify(_("The article has no versions yet; Alt+↓ makes some."))

    def action_move_paragraph(self, by: int) -> None:
        """Move the paragraph at the cursor up (-1) or down (1)."""
        self._shape("up" if by < 0 else "down")

    def _shape(self, way: str) -> None:
        from tui.panes.shaping import shape

        if self.editor and (why := shape(self.editor.body, way)):
            self.notify(why)

    def action_change_case(self, case: Case | None = None) -> None:
        """Write the selection, or the line, in other letters."""
        from tui.panes.shaping import change_case

        if self.editor and self.article and (entry := self._entry):
            shown = self.editor.fields.as_shown(self.article)
            known = "\n".join(getattr(shown, name) for name in FIELDS if name != entry.id)
            change_case(entry, known, case)

    @work
    async def action_shape_text(self) -> None:
        """Choose what is done with the paragraph, or with the letters."""
        from tui.dialogs.picker import Picker
        from tui.panes.shaping import ways

        if not (picked := await self.app.push_screen_wait(Picker(_("Paragraph"), ways()))):
            return
        if picked[0] in [*Case]:
            self.action_change_case(Case(picked[0]))
        else:
            self._shape(picked[0])

    @work
    async def action_insert_words(self) -> None:
        """Choose what is put where the cursor is."""
        from tui.dialogs.picker import Picker
        from tui.panes.inserting import insert, offered

        editor, entry, article = self.editor, self._entry, self.article
        if editor is None or entry is None or article is None:
            return
        picker = Picker(_("Insert"), offered(self.desk, article))
        picked = await self.app.push_screen_wait(picker)
        if picked and editor.autosave.id == article.id:
            insert(self.desk, entry, editor.body, picked[0])

    @work
    async def action_show_checks(self) -> None:
        """List what the copy desk finds in the open text, or in the one under the cursor."""
        if self.article is None and (selected := self.selected):
            await self.open(self.desk.articles[selected])
        if self.editor:
            await self.editor.checks.show_list()

    @on(ArticleOpened)
    def _article_gone(self, event: ArticleOpened) -> None:
        if event.article is None and self.editor and self.editor.article is None:
            self.show_list()
