"""Comments on articles in words: how many, for whom, about which words."""

from __future__ import annotations

from store import Article
from store.article_parts import Comment
from store.articles.commenting import is_gone, open_ones
from tui.i18n import _, ngettext


def comments_of(article: Article) -> str:
    """Return how many comments of an article are open; empty for none."""
    count = len(open_ones(article))
    told = ngettext("{count} comment", "{count} comments", count)
    return told.format(count=count) if count else ""


def whom_told(comment: Comment) -> str:
    """Return for whom a comment is."""
    return _("for the writer") if comment.to_writer else _("for myself")


def words_told(comment: Comment, article: Article) -> str:
    """Return the words that a comment is about, and whether they are gone."""
    if not comment.quote:
        return _("on the whole article")
    if is_gone(comment, article):
        return _("⚠ words gone: “{words}”").format(words=comment.quote)
    return f"“{comment.quote}”"
