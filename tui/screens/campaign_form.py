"""Beginning a campaign: from a template, or empty."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk, DeskError
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.i18n import _, sentence
from tui.screens.dialog import Dialog
from tui.widgets.entry.line import LineEntry

LAST_MONTH_TO_BEGIN = 5
"""After May, the Workers' Month to plan is next year's."""


class CampaignForm(Dialog[Campaign]):
    """Ask for year and name, and put the campaign on the desk; answers the campaign.

    Args:
        desk: where it goes.
        template: the name of the template; the empty text for an empty campaign.
    """

    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, template: str) -> None:
        super().__init__(_("New campaign"))
        self._desk = desk
        self._template = template

    def compose_body(self) -> ComposeResult:
        """Give the fields."""
        today = self._desk.today()
        year = today.year + (today.month > LAST_MONTH_TO_BEGIN)
        with Horizontal(classes="field"):
            yield Static(_("Year"), classes="label", markup=False)
            yield LineEntry(str(year), id="year")
        with Horizontal(classes="field"):
            yield Static(_("Name"), classes="label", markup=False)
            hint = _("left empty: the template's name and the year") if self._template else ""
            yield LineEntry(id="name", placeholder=hint)

    def on_mount(self) -> None:
        """Begin with what is asked for."""
        self.query_one("#year" if self._template else "#name").focus()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the campaign on the desk."""
        typed = self.query_one("#year", LineEntry).text.strip()
        name = self.query_one("#name", LineEntry).text.strip()
        if not typed.isdecimal():
            self.say(_("A year is a number such as 2027."))
            return
        try:
            self.dismiss(self._make(int(typed), name))
        except DeskError as error:
            self.say(sentence(error))

    def _make(self, year: int, name: str) -> Campaign:
        if self._template:
            return self._desk.new_campaign(self._template, year, name or None)
        return self._desk.empty_campaign(name, year)
