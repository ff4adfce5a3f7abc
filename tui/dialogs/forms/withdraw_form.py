"""The forms that withdraw what went out: an entry of the ledger, or whole articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk, LedgerEntry, Status
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext


class WithdrawForm(Form[LedgerEntry]):
    """Ask why something is withdrawn; answers the entry of the ledger."""

    BINDINGS = [Accept.labelled(N_("Withdraw"))]

    def __init__(self, desk: Desk, entry: LedgerEntry) -> None:
        fields = [Field("reason", _("Reason"), hint=_("what was wrong with it"))]
        super().__init__(_("Withdraw: {title}").format(title=entry.headline), desk, None, fields)
        self._entry = entry

    def save(self, values: Mapping[str, Any]) -> LedgerEntry:
        """Withdraw it."""
        return self._desk.ledger.withdraw(self._entry, values["reason"])


class WithdrawArticlesForm(Form[list[Article]]):
    """Ask why articles that are out are withdrawn; answers those that have changed."""

    BINDINGS = [Accept.labelled(N_("Withdraw"))]

    def __init__(self, desk: Desk, articles: list[Article]) -> None:
        count = len(articles)
        title = ngettext("Withdraw {count} article", "Withdraw {count} articles", count)
        fields = [Field("reason", _("Reason"), hint=_("what was wrong with it"))]
        super().__init__(title.format(count=count), desk, None, fields)
        self._articles = articles

    def save(self, values: Mapping[str, Any]) -> list[Article]:
        """Withdraw them."""
        workflow = self._desk.articles.workflow
        return workflow.set_status(self._articles, Status.WITHDRAWN, reason=values["reason"])
