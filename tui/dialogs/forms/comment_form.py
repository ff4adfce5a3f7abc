"""The forms with which comments on an article are written and answered."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any, Final

from msgspec.structs import replace

from store import Article, Desk
from store.article_parts import Comment
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _
from tui.widgets.terminal_safe import one_line

_SHOWN: Final = 60
"""The most characters of the words, or of a comment, in a title."""


class CommentForm(Form[Article]):
    """Ask what is to be said about some words, and to whom; answers the changed article.

    Args:
        desk: where the article is.
        article: any state of it.
        comment: one of its comments, or a new one that says nothing yet.
    """

    def __init__(self, desk: Desk, article: Article, comment: Comment) -> None:
        for_writer = comment.to_writer or comment.at is None
        whom = {True: _("the writer"), False: _("myself")}
        fields = [
            Field("text", _("Comment"), comment.text, wraps=True, help=_("It never goes out.")),
            Field("to_writer", _("For"), for_writer, "turn", among=whom),
        ]
        title = _("Comment on the whole article")
        if comment.quote:
            words = shorten(one_line(comment.quote), _SHOWN, placeholder=" …")
            title = _("Comment on “{words}”").format(words=words)
        super().__init__(title, desk, None, fields)
        self._article = article
        self._comment = comment

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the comment."""
        comments = self._desk.articles.comments
        if self._comment.at is None:
            return comments.add(self._article, replace(self._comment, **values))
        return comments.edit(self._article, self._comment, **values)


class AnswerForm(Form[Article]):
    """Ask for the answer to a comment, which settles it; answers the changed article."""

    def __init__(self, desk: Desk, article: Article, comment: Comment) -> None:
        told = _("What was done, or why nothing; the comment is settled then.")
        fields = [Field("answer", _("Answer"), comment.answer, wraps=True, help=told)]
        title = _("Answer: {comment}")
        said = shorten(one_line(comment.text), _SHOWN, placeholder=" …")
        super().__init__(title.format(comment=said), desk, None, fields)
        self._article = article
        self._comment = comment

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the answer."""
        return self._desk.articles.comments.answer(self._article, self._comment, values["answer"])
