"""Beginning a campaign: from a template, or empty."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk, DeskError, InvalidValueError
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import N_, _, sentence
from tui.widgets.entry.line import LineEntry

LAST_MONTH_TO_BEGIN = 5
"""After May, the Workers' Month to plan is next year's."""


FROM_A_FILE = "file"
"""What stands for a template whose file is asked for as well."""


class CampaignForm(Dialog[Campaign]):
    """Ask for year and name, and put the campaign on the desk; answers the campaign.

    Args:
        desk: where it goes.
        template: the name of the template or the path of its file; `FROM_A_FILE` to ask for that;
            the empty text for an empty campaign.
    """

    CHANGES = True
    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, template: str) -> None:
        super().__init__(_("New campaign"))
        self._desk = desk
        self._template = template

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        today = self._desk.records.today()
        year = today.year + (today.month > LAST_MONTH_TO_BEGIN)
        if self._asks_for_file:
            with Horizontal(classes="field"):
                yield Static(_("File"), classes="label", markup=False)
                yield LineEntry(id="file", placeholder=_("a template that was sent to you: x.toml"))
        with Horizontal(classes="field"):
            yield Static(_("Year"), classes="label", markup=False)
            yield LineEntry(str(year), id="year")
        with Horizontal(classes="field"):
            yield Static(_("Name"), classes="label", markup=False)
            hint = _("left empty: the template's name and the year") if self._template else ""
            yield LineEntry(id="name", placeholder=hint)

    @property
    def _asks_for_file(self) -> bool:
        return self._template == FROM_A_FILE

    def on_mount(self) -> None:
        """Begin with what is asked for."""
        begin = "#year" if self._template else "#name"
        self.query_one("#file" if self._asks_for_file else begin).focus()

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a name or a file was typed."""
        return any(self._typed(entry.id or "") for entry in self.query("#name, #file"))

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineEntry).text.strip()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the campaign on the desk."""
        typed, name = self._typed("year"), self._typed("name")
        if not typed.isdecimal():
            self.say(_("A year is a number such as 2027."))
            return
        try:
            self.dismiss(self._make(int(typed), name))
        except DeskError as error:
            self.say(sentence(error))

    def _make(self, year: int, name: str) -> Campaign:
        if self._template:
            return self._desk.campaigns.new(self._named_template(), year, name or None)
        return self._desk.campaigns.new_empty(name, year)

    def _named_template(self) -> str:
        """Return the template's name, or the path of its file."""
        if not self._asks_for_file:
            return self._template
        typed = self._typed("file").strip("\"'")
        if not typed:
            raise InvalidValueError(N_("Name the template's file; it ends in .toml."))
        return typed
