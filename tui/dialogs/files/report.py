"""Writing the report of a campaign to files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from store import Campaign, Desk, DeskError, FileExistsAlreadyError
from store.paths import expand_user
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.dialogs.dialog import ConfirmLoss, Dialog
from tui.i18n import _, sentence
from tui.widgets.entry.line import LineEntry


async def write_report(screen: Screen[Any], desk: Desk, campaign: Campaign) -> None:
    """Ask where the report goes, write it, and say what was written; in a worker."""
    settings = app_of(screen).settings
    asked = ReportScreen(desk, campaign, settings.report_folder)
    paths = await screen.app.push_screen_wait(asked)
    if paths:
        first, *others = paths
        settings.report_folder = str(first.parent)
        told = ", ".join((str(first), *(path.suffix for path in others)))
        screen.app.notify(_("Written: {path}").format(path=told), markup=False)


class ReportScreen(Dialog[list[Path]]):
    """Ask for a folder, and write report, plan and calendar there; answers their paths.

    Args:
        desk: where the campaign is.
        campaign: which one.
        folder: where the last report went; the empty text for the home folder.
    """

    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, campaign: Campaign, folder: str) -> None:
        super().__init__(_("Report: {name}").format(name=campaign.name))
        self._desk = desk
        self._campaign = campaign
        self._folder = folder or str(Path.home())

    def compose_body(self) -> ComposeResult:
        """Yield what is written, and the entry."""
        told = _("The report (.txt, .md), the plan (.csv) and the days (.ics), as of today.")
        yield Static(told, markup=False)
        with Horizontal(classes="field"):
            yield Static(_("Folder"), classes="label", markup=False)
            yield LineEntry(self._folder, id="folder")

    def on_mount(self) -> None:
        """Begin with the folder."""
        self.query_one("#folder").focus()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Write the files; where they stand already, ask first."""
        self._write()

    @work(exclusive=True)
    async def _write(self) -> None:
        try:
            folder = expand_user(self.query_one("#folder", LineEntry).text.strip() or ".")
            self.dismiss(self._desk.reports.write(self._campaign, folder))
        except FileExistsAlreadyError as error:
            question = _("{reason} Write over what is there?").format(reason=sentence(error))
            if await self.app.push_screen_wait(ConfirmLoss(question, _("Write over it"))):
                self._write_over(folder)
        except DeskError as error:
            self.say(sentence(error))

    def _write_over(self, folder: Path) -> None:
        try:
            self.dismiss(self._desk.reports.write(self._campaign, folder, replace=True))
        except DeskError as error:
            self.say(sentence(error))
