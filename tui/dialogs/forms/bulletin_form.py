"""The forms of bulletins: the frame of one, and when it was broadcast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.widgets import Static

from store import Bulletin, Desk, LedgerEntry
from store.campaigns.bulletins import speed_of
from store.dates.moments import read_moment
from store.text import read_number
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _, number
from tui.widgets.due import WEEKDAYS
from tui.widgets.labels import moment_of

SEPARATOR: Final = "|"
"""What parts the transitions in their entry."""


class BulletinForm(Form[Bulletin]):
    """Ask for the frame of a bulletin, and save it; returns it as it is on the desk."""

    DEFAULT_CSS = """
    BulletinForm #about { color: $text-muted; height: auto; margin-top: 1; }
    """

    def __init__(self, desk: Desk, bulletin: Bulletin) -> None:
        campaign = desk.campaigns[bulletin.campaign]
        known = [bulletin.channel, *(channel.name for channel in campaign.channels)]
        among = {"": _("(no channel)"), **{name: name for name in known if name}}
        usual = speed_of(replace(bulletin, words_per_minute=None), campaign)
        speed = _("the channel's: {count}").format(count=number(usual))
        transitions = f" {SEPARATOR} ".join(bulletin.transitions)
        fields = [
            Field("name", _("Name"), bulletin.name, hint=_("Morning bulletin …")),
            Field("day", _("Day"), bulletin.day, "day", _("18.5, Friday, +3d …")),
            Field("channel", _("Channel"), bulletin.channel, "choice", among=among),
            Field("minutes", _("Minutes"), str(bulletin.minutes), shares_line=True),
            Field("words_per_minute", _("Speed"), str(bulletin.words_per_minute or ""), hint=speed),
            Field("opening", _("Opening"), bulletin.opening, hint=_("what is said first")),
            Field(
                "transitions",
                _("Between"),
                transitions,
                hint=_("said between items, in turn, parted by |"),
            ),
            Field("closing", _("Closing"), bulletin.closing, hint=_("what is said last")),
        ]
        is_new = bulletin.id not in desk.campaigns.bulletins
        title = _("New bulletin") if is_new else _("Edit the bulletin")
        super().__init__(title, desk, campaign, fields)
        self._bulletin = bulletin

    def compose_body(self) -> ComposeResult:
        """Yield the fields, and what the speed means."""
        yield from super().compose_body()
        told = _(
            "{name} and {day} stand for its own. 130 words (chữ, as spoken) a minute is slow, as "
            "for loudspeakers; presenters on television talk at 220 and more. Time yours once."
        )
        yield Static(told, id="about", markup=False)

    def save(self, values: Mapping[str, Any]) -> Bulletin:
        """Save the frame."""
        fields = {
            **values,
            "minutes": read_number(values["minutes"]) or 0,
            "words_per_minute": read_number(values["words_per_minute"]),
            "transitions": tuple(values["transitions"].split(SEPARATOR)),
        }
        bulletins = self._desk.campaigns.bulletins
        if self._bulletin.id in bulletins:
            return bulletins.edit(self._bulletin, **fields)
        made = {name: getattr(self._bulletin, name) for name in ("id", "campaign", "items")}
        return bulletins.add(Bulletin(**{**made, **fields}))


class BroadcastForm(Form[list[LedgerEntry]]):
    """Ask when and where a bulletin was broadcast; answers its entries in the ledger.

    With `again` it is known that it was broadcast before.
    """

    def __init__(self, desk: Desk, bulletin: Bulletin, again: bool = False) -> None:
        fields = [
            Field("at", _("When"), hint=_("yesterday 22h, 18.5 8h30; empty: now"), has_echo=True),
            Field("where", _("Where"), hint=_("a place, a station")),
        ]
        title = _("Broadcast: {name}").format(name=bulletin.name)
        super().__init__(title, desk, desk.campaigns.get(bulletin.campaign), fields)
        self._bulletin = bulletin
        self._again = again

    def _at(self) -> datetime:
        return read_moment(self.typed("at"), self._desk.records.now(), self._campaign)

    def understood(self, name: str) -> str:
        """Return when it was broadcast, as it was understood."""
        at = self._at()
        return f"{_(WEEKDAYS[at.weekday()])} {moment_of(at)}"

    def save(self, values: Mapping[str, Any]) -> list[LedgerEntry]:
        """Record it."""
        return self._desk.campaigns.bulletins.record_broadcast(
            self._bulletin, at=self._at(), where=values["where"], again=self._again
        )
