"""The form that returns articles to their writers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk, Status
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext


class ReturnForm(Form[list[Article]]):
    """Ask what the writer is to change; answers the articles that have changed."""

    BINDINGS = [Accept.labelled(N_("Return"))]

    def __init__(self, desk: Desk, articles: list[Article]) -> None:
        count = len(articles)
        title = ngettext("Return {count} article", "Return {count} articles", count)
        fields = [Field("note", _("To change"), hint=_("a note to the writer"))]
        super().__init__(title.format(count=count), desk, None, fields)
        self._articles = articles

    def save(self, values: Mapping[str, Any]) -> list[Article]:
        """Return them."""
        workflow = self._desk.articles.workflow
        return workflow.set_status(self._articles, Status.RETURNED, reason=values["note"])
