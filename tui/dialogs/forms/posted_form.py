"""The form that records something as posted: in which channel, when, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store import Article, Desk, LedgerEntry, Task
from store.dates.moments import read_moment
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _
from tui.widgets.due import WEEKDAYS
from tui.widgets.labels import moment_of


class PostedForm(Form[LedgerEntry]):
    """Ask where and when an article or a task went out; answers the entry of the ledger.

    The first channel in which it is not out yet is offered.
    """

    def __init__(self, desk: Desk, piece: Article | Task) -> None:
        campaign = desk.campaigns.get(piece.campaign)
        known = [channel.name for channel in campaign.channels] if campaign else []
        names = dict.fromkeys((*piece.channels, *known))
        gone = {entry.channel for entry in desk.ledger.entries(piece=piece)}
        first = next((name for name in names if name not in gone), next(iter(names), ""))
        among = {name: name for name in names}
        channel = Field("channel", _("Channel"), first, "choice", among=among)
        if not names:
            channel = Field("channel", _("Channel"))
        fields = [
            channel,
            Field("at", _("When"), hint=_("yesterday 22h, 18.5 8h30; empty: now"), has_echo=True),
            Field("where", _("Where"), hint=_("an address, a link, a place")),
        ]
        super().__init__(_("Posted: {title}").format(title=piece.title), desk, campaign, fields)
        self._piece = piece

    def _at(self) -> datetime:
        return read_moment(self.typed("at"), self._desk.records.now(), self._campaign)

    def understood(self, name: str) -> str:
        """Return when it went out, as it was understood."""
        at = self._at()
        return f"{_(WEEKDAYS[at.weekday()])} {moment_of(at)}"

    def save(self, values: Mapping[str, Any]) -> LedgerEntry:
        """Record it."""
        channel, where = values["channel"], values["where"]
        return self._desk.ledger.posted(self._piece, channel, at=self._at(), where=where)
