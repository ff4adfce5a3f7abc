"""The desk's actions on the comments of an article: write one, list them, go to their words."""

from __future__ import annotations

from textual import work

from store import Article
from store.article_parts import Comment
from store.articles.commenting import FIELDS, comment_on, place_of
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.comments import AddComment, ShowComments
from tui.screens.desk.campaigns import CampaignActions
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry


class CommentActions(CampaignActions):
    """The actions on comments of the screen that shows articles."""

    BINDINGS = bindings(AddComment, ShowComments)

    @work
    async def action_add_comment(self) -> None:
        """Ask for a comment on the selected words; outside a text, on the whole article."""
        from tui.dialogs.forms.comment_form import CommentForm

        comment = self._on_selection()
        article = self.chosen_article()
        if article and app_of(self).may_change():
            form = CommentForm(self.desk, article, comment)
            await self.app.push_screen_wait(form)

    def _on_selection(self) -> Comment:
        """Return a comment on what is selected in the open article, which says nothing yet."""
        entry, article, editor = self.focused, self.drafts.article, self.drafts.editor
        if editor is None or article is None or editor not in (entry.ancestors if entry else ()):
            return Comment()
        name, shown = str(entry and entry.id), editor.fields.as_shown(article)
        if name not in FIELDS:
            return Comment()
        if isinstance(entry, BodyEntry):
            start, end = sorted(map(entry.document.get_index_from_location, entry.selection))
        elif isinstance(entry, LineEntry):
            start, end = sorted(entry.selection)
            start, end = (start, end) if start < end else (0, len(entry.value))
        return comment_on(shown, name, start, end)

    @work
    async def action_show_comments(self) -> None:
        """List the comments of the article, and go to the words of the one that is chosen."""
        from tui.screens.records.comments import CommentsScreen

        article = self.chosen_article()
        if article is None:
            return
        picked = await self.app.push_screen_wait(CommentsScreen(self.desk, article))
        article = self.desk.articles.get(article.id)
        if picked is not None and article and int(picked) < len(article.comments):
            await self._go_to(article, article.comments[int(picked)])

    async def _go_to(self, article: Article, comment: Comment) -> None:
        """Open the article at the words of a comment."""
        self.action_go("drafts")
        if self.drafts.article is None or self.drafts.article.id != article.id:
            await self.drafts.open(article)
        editor = self.drafts.editor
        if editor and editor.article:
            shown = editor.fields.as_shown(editor.article)
            place = place_of(comment, shown)
            before = getattr(shown, comment.field)[: place[1]] if place else ""
            editor.fields.put_cursor(comment.field, before)
