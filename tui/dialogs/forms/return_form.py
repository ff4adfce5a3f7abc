"""The form that returns articles to their writers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Desk, Status
from store.article_parts import Comment
from store.articles.commenting import for_writer
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext
from tui.widgets.terminal_safe import one_line

MOST_NAMED: Final = 8
"""The most comments that are named: they fit in 24 lines."""


class ReturnForm(Form[list[Article]]):
    """Ask what the writer is to change; answers the articles that have changed."""

    BINDINGS = [Accept.labelled(N_("Return"))]
    DEFAULT_CSS = """
    ReturnForm #comments {
        height: auto; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, desk: Desk, articles: list[Article]) -> None:
        count = len(articles)
        title = ngettext("Return {count} article", "Return {count} articles", count)
        fields = [Field("note", _("To change"), hint=_("a note to the writer"))]
        super().__init__(title.format(count=count), desk, None, fields)
        self._articles = articles
        self._comments = [one for article in articles for one in for_writer(article)]

    def compose_body(self) -> ComposeResult:
        """Yield the field, and the comments that go back with the articles."""
        yield from super().compose_body()
        if count := len(self._comments):
            told = ngettext(
                "{count} comment goes back with it:", "{count} comments go back with it:", count
            )
            lines = [told.format(count=count), *map(_line, self._comments[:MOST_NAMED])]
            if count > MOST_NAMED:
                lines.append("…")
            yield Static("\n".join(lines), id="comments", markup=False)

    def save(self, values: Mapping[str, Any]) -> list[Article]:
        """Return them."""
        workflow = self._desk.articles.workflow
        return workflow.set_status(self._articles, Status.RETURNED, reason=values["note"])


def _line(comment: Comment) -> str:
    """Return a comment for a line, first what it asks: a long quote would cut that off."""
    words = f" · “{comment.quote}”" if comment.quote else ""
    return one_line(f"· {comment.text}{words}")
