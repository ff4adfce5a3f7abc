"""Writing the report of a campaign to files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from store import Campaign, Desk
from tui.app_context import app_of
from tui.commands.dialog_keys import Accept
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import N_, _


async def write_report(screen: Screen[Any], desk: Desk, campaign: Campaign) -> None:
    """Ask for a folder, write the report there, and notify; to be called in a worker."""
    settings = app_of(screen).settings
    asked = ReportScreen(desk, campaign, settings.report_folder)
    paths = await screen.app.push_screen_wait(asked)
    if paths:
        first, *others = paths
        settings.report_folder = str(first.parent)
        told = ", ".join((str(first), *(path.suffix for path in others)))
        screen.app.notify(_("Written: {path}").format(path=told), markup=False)


class ReportScreen(SaveDialog[list[Path]]):
    """Ask for a folder, and write report, plan and calendar there; returns their paths.

    An empty `folder` is the home folder.
    """

    BINDINGS = [Accept.labelled(N_("Export"))]
    FOR_FOLDER = True
    DEFAULT_CSS = """
    ReportScreen #written { margin-bottom: 1; }
    """

    def __init__(self, desk: Desk, campaign: Campaign, folder: str) -> None:
        title = _("Report: {name}").format(name=campaign.name)
        super().__init__(title, folder or str(Path.home()))
        self._desk = desk
        self._campaign = campaign

    def compose_body(self) -> ComposeResult:
        """Yield the list of what is written, and the entry."""
        told = _(
            "The report (.txt, .md, .docx), the plan (.csv) and the calendar (.ics), as of today."
        )
        yield Static(told, id="written", markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> list[Path]:
        """Write the files."""
        return self._desk.reports.write(self._campaign, path, replace=replace)
