"""The comments on an article: to its writer, and to oneself."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from store import Article
from store.article_parts import Comment
from store.articles.commenting import in_order, is_gone, open_ones
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.comments import AnswerComment, GoToComment, SettleComment
from tui.dialogs.forms.comment_form import AnswerForm, CommentForm
from tui.i18n import N_, _
from tui.screens.records.base import ON_ENTRIES, ArticleRegister, Placed
from tui.widgets.comment_words import comments_of, whom_told, words_told
from tui.widgets.labels import when_of
from tui.widgets.virtual_list import Line, Rows

_SIGNS = {False: "○", True: "✔"}
"""The sign of a comment, by whether it is settled."""


class CommentRows(Rows[Placed[Comment]]):
    """The comments: what is said; below, for whom and by whom, and about which words."""

    article = Article()
    """The article as it is now."""

    def row_key(self, item: Placed[Comment]) -> str:
        """Return the place of the comment."""
        return str(item.place)

    def row_height(self, item: Placed[Comment], width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Placed[Comment], width: int) -> list[Line]:
        """Draw a comment; one that is settled is dim."""
        comment = item.value
        is_settled = comment.done is not None
        told = [whom_told(comment), comment.who]
        if comment.at:
            told.append(when_of(comment.at, app_of(self).desk.records.now()))
        second: Line = [(f"  {' · '.join(filter(None, told))} · ", "dim")]
        second.append((words_told(comment, self.article), "dim"))
        if is_gone(comment, self.article):
            second[-1] = (second[-1][0], "dim" if is_settled else "warn")
        sign = (f"{_SIGNS[is_settled]} ", "good" if is_settled else "accent")
        return [[sign, (comment.text, "dim" if is_settled else "title")], second]


class CommentsScreen(ArticleRegister):
    """The comments on an article; answers the place of the one whose words are gone to."""

    HEADING = N_("Comments: {title}")
    EMPTY = N_(
        "No comments yet.\nAlt+; in the text writes one about the selected words, a here one about "
        "the whole article. None ever goes out."
    )
    ROWS = CommentRows
    CLICK = GoToComment.action
    BINDINGS = bindings(GoToComment, SettleComment, AnswerComment, *ON_ENTRIES)
    NEEDS_ENTRY = ArticleRegister.NEEDS_ENTRY | {
        *(GoToComment.action, SettleComment.action, AnswerComment.action)
    }

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of the comments, for the help."""
        return [(_SIGNS[False], _("open")), (_SIGNS[True], _("settled"))]

    def entries(self) -> Sequence[Placed[Comment]]:
        """Return the comments, the open ones first, in the order of the text."""
        article = self.article
        self.query_one(CommentRows).article = article
        places = {one: place for place, one in enumerate(article.comments)}
        return [Placed(places[one], one) for one in in_order(article)]

    def words(self, item: Placed[Comment]) -> str:
        """Return all that a comment says."""
        one = item.value
        return " ".join((one.text, one.quote, one.answer, one.who, whom_told(one)))

    def head(self) -> str:
        """Count the comments."""
        settled = len(self.article.comments) - len(open_ones(self.article))
        parts = [comments_of(self.article) or _("none open")]
        if settled:
            parts.append(_("{count} settled").format(count=settled))
        return " · ".join(parts)

    def detail(self, item: Placed[Comment]) -> str:
        """Return the whole comment, its answer, and the words that it is about."""
        one = item.value
        answer = _("answer: {text}").format(text=one.answer) if one.answer else ""
        settled = ""
        if one.done:
            when = when_of(one.done, self._desk.records.now())
            settled = _("settled by {name} {when}").format(name=one.settled_by, when=when)
        told = (one.text, answer, settled, words_told(one, self.article))
        return " · ".join(filter(None, told))

    def form(self, item: Placed[Comment] | None) -> CommentForm:
        """Return the form of a comment; a new one is about the whole article."""
        return CommentForm(self._desk, self.article, item.value if item else Comment())

    def key_kept(self, kept: Article, item: Placed[Comment] | None) -> str:
        """Return the place of the comment; a new one is the last."""
        return str(item.place if item else len(kept.comments) - 1)

    def delete(self, item: Placed[Comment]) -> str:
        """Delete a comment; return what it said."""
        self._desk.articles.comments.remove(self.article, item.value)
        return item.value.text

    # -------------------------------------------------------------- keys

    def action_go_to_comment(self) -> None:
        """Answer the comment under the cursor, or say that its words are gone."""
        if item := self.current:
            if is_gone(item.value, self.article):
                self.say(_("The words are no longer in the text; Space settles the comment."))
            else:
                self.dismiss(str(item.place))

    def action_settle_comment(self) -> None:
        """Settle the comment, or open it again."""
        if item := self.current:
            with self.refusals():
                is_settled = item.value.done is None
                self._desk.articles.comments.settle(self.article, item.value, is_settled)

    @work
    async def action_answer_comment(self) -> None:
        """Answer the comment."""
        if item := self.current:
            form = AnswerForm(self._desk, self.article, item.value)
            await self.app.push_screen_wait(form)
