"""A dialog that asks for a day in natural language."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, DeskError
from store.dates.due import Due
from store.dates.parser import read_due
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import N_, _
from tui.widgets.due import due_in_words, plain
from tui.widgets.entry.line import LineEntry


class AskDay(Dialog[Due]):
    """Ask for a day; returns it as parsed.

    While nothing is typed, `now`, the current value, is shown. `does` says what is done with the
    day (a message id).
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    AskDay .field { margin-bottom: 0; }
    AskDay #day-echo { color: $text-muted; padding-left: 14; height: auto; min-height: 1; }
    """

    def __init__(
        self,
        title: str,
        today: date,
        campaign: Campaign | None = None,
        now: Due | None = None,
        *,
        does: str = N_("Set the day"),
    ) -> None:
        super().__init__(title)
        self._bindings.key_to_bindings["ctrl+s"] = [Accept.labelled(does)]
        self._today = today
        self._campaign = campaign
        self._now = now or Due()

    def compose_body(self) -> ComposeResult:
        """Yield the entry."""
        hint = _("18.5, Friday, +3d, 10 days before 1.5 …")
        with Horizontal(classes="field"):
            yield Static(_("Day"), classes="label", markup=False)
            yield LineEntry(id="day-typed", placeholder=hint)
        yield Static(id="day-echo", markup=False)

    def on_mount(self) -> None:
        """Focus the entry."""
        self._entry.focus()
        self.echo()

    @property
    def _entry(self) -> LineEntry:
        return self.query_one("#day-typed", LineEntry)

    @property
    def has_unsaved(self) -> bool:
        """Always False: a day is quickly typed again."""
        return False

    @on(LineEntry.Changed)
    def echo(self) -> None:
        """Show the day as it is understood; an error waits for Enter."""
        self.say("")
        due: Due | None = self._now
        if self._entry.text.strip():
            try:
                due = plain(read_due(self._entry.text, self._today, self._campaign))
            except DeskError:
                due = None
        told = due_in_words(due, self._today, self._campaign) if due else ""
        self.query_one("#day-echo", Static).update(told)

    def _read(self) -> Due | None:
        self.say("")
        with self.refusals():
            return plain(read_due(self._entry.text, self._today, self._campaign))
        return None

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Return the day."""
        due = self._read()
        if due and due.day is None:
            self.say(_("Which day? Type one such as 18.5, Friday or +3d."))
        elif due:
            self.dismiss(due)
