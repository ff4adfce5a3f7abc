"""Comments on the articles of a desk."""

from __future__ import annotations

from msgspec.structs import replace

from store.article_parts import Comment
from store.desk.revision_log import who
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.records import Article


class Comments:
    """Comments for the writer and for oneself (`store.articles.commenting`)."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._articles = work.store.of(Article)

    def add(self, article: Article, comment: Comment) -> Article:
        """Add a comment, and say who has made it and when.

        Raises:
            InvalidValueError: it says nothing.
        """
        made = replace(comment, text=_said(comment.text), who=who(), at=self._work.now())
        known = self._articles[article.id].comments
        return self._work.change(article, label=N_("new comment"), comments=(*known, made))

    def edit(self, article: Article, comment: Comment, *, text: str, to_writer: bool) -> Article:
        """Say something else, or to somebody else; raises as `add`, or as `settle`."""
        changed = replace(comment, text=_said(text), to_writer=to_writer)
        return self._put(article, comment, changed, N_("edit comment"))

    def answer(self, article: Article, comment: Comment, answer: str) -> Article:
        """Answer a comment, which settles it; raises as `add`, or as `settle`."""
        changed = replace(self._settled(comment), answer=_said(answer))
        return self._put(article, comment, changed, N_("answer a comment"))

    def settle(self, article: Article, comment: Comment, is_settled: bool) -> Article:
        """Settle a comment, or open it again.

        Raises:
            RecordNotFoundError: it is no longer there.
        """
        label = N_("settle a comment") if is_settled else N_("open a comment again")
        opened = replace(comment, done=None, settled_by="")
        changed = self._settled(comment) if is_settled else opened
        return self._put(article, comment, changed, label)

    def remove(self, article: Article, comment: Comment) -> Article:
        """Delete a comment; raises as `settle`."""
        return self._put(article, comment, None, N_("delete comment"))

    def _settled(self, comment: Comment) -> Comment:
        if comment.done:
            return comment
        return replace(comment, done=self._work.now(), settled_by=who())

    def _put(self, article: Article, old: Comment, new: Comment | None, label: str) -> Article:
        known = self._articles[article.id].comments
        if old not in known:
            raise RecordNotFoundError(N_("That entry is no longer there."))
        at = known.index(old)
        comments = (*known[:at], *((new,) if new else ()), *known[at + 1 :])
        return self._work.change(article, label=label, comments=comments)


def _said(text: str) -> str:
    if not (text := text.strip()):
        raise InvalidValueError(N_("Say it in a few words."))
    return text
