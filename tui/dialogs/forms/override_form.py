"""The form with which articles pass although something blocks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from store import Article, Desk, Status
from store.errors import InvalidValueError
from store.records import Id
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _
from tui.widgets.labels import stop_told, title_of

if TYPE_CHECKING:
    from store.workflow import Stop


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
            Field("who", _("Name"), desk.articles.gates.user, help=_("Who answers for it.")),
        ]
        super().__init__(blocked, desk, None, fields)
        self._articles = articles
        self._status = status

    def save(self, values: Mapping[str, Any]) -> list[Article]:
        """Set the status."""
        if not values["reason"]:
            raise InvalidValueError(N_("Say why it passes all the same."))
        workflow, reason, who = self._desk.articles.workflow, values["reason"], values["who"]
        if self._status is Status.EXPORTED:  # that comes from the ledger, when the file is written
            return workflow.let_pass(self._articles, self._status, because=reason, by=who)
        return workflow.set_status(self._articles, self._status, override=reason, by=who)


def asking_who(
    desk: Desk, articles: Sequence[Article], status: Status, held: Mapping[Id, Sequence[Stop]]
) -> OverrideForm:
    """Return the form for articles of which some are blocked, with what blocks them."""
    first = next(article for article in articles if article.id in held)
    told = _("“{title}” is held back: {blocks}.")
    if len(held) > 1:
        told = _("{count} of {total} articles are held back; “{title}”: {blocks}.")
    blocked = told.format(
        title=title_of(first),
        blocks=", ".join(map(stop_told, held[first.id])),
        count=len(held),
        total=len(articles),
    )
    return OverrideForm(desk, list(articles), status, blocked)
