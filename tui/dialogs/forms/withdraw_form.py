"""The form that withdraws what went out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Desk, LedgerEntry
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _


class WithdrawForm(Form[LedgerEntry]):
    """Ask why something is withdrawn; answers the entry of the ledger."""

    def __init__(self, desk: Desk, entry: LedgerEntry) -> None:
        fields = [Field("reason", _("Reason"), hint=_("what was wrong with it"))]
        super().__init__(_("Withdraw: {title}").format(title=entry.headline), desk, None, fields)
        self._entry = entry

    def save(self, values: Mapping[str, Any]) -> LedgerEntry:
        """Withdraw it."""
        return self._desk.ledger.withdraw(self._entry, values["reason"])
