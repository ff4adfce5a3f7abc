"""The form with which articles pass although something blocks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk, Status
from store.errors import InvalidValueError
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _


class OverrideForm(Form[list[Article]]):
    """Ask who answers for it, and why; answers the articles that have changed.

    Args:
        desk: where they are.
        articles: those whose status is set, blocked or not.
        status: the new one.
        blocked: what blocks them; already translated.
    """

    BINDINGS = [Accept.labelled(N_("Let it pass"))]

    def __init__(self, desk: Desk, articles: list[Article], status: Status, blocked: str) -> None:
        told = _("It is kept with the article, and stands in the report of the campaign.")
        fields = [
            Field("reason", _("Because"), hint=_("why it passes all the same"), help=told),
            Field("who", _("Name"), desk.articles.workflow.user, help=_("Who answers for it.")),
        ]
        super().__init__(blocked, desk, None, fields)
        self._articles = articles
        self._status = status

    def save(self, values: Mapping[str, Any]) -> list[Article]:
        """Set the status."""
        if not values["reason"]:
            raise InvalidValueError(N_("Say why it passes all the same."))
        return self._desk.articles.workflow.set_status(
            self._articles, self._status, override=values["reason"], by=values["who"]
        )
