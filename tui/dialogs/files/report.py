"""Writing the report of a campaign to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Desk
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import _

if TYPE_CHECKING:
    from tui.app import ToasoanApp


async def write_report(app: ToasoanApp, desk: Desk, campaign: Campaign) -> None:
    """Ask where the report goes, write it, and say what was written; in a worker."""
    paths = await app.push_screen_wait(ReportScreen(desk, campaign, app.settings.report_folder))
    if paths:
        first, *others = paths
        app.settings.report_folder = str(first.parent)
        told = ", ".join((str(first), *(path.suffix for path in others)))
        app.notify(_("Written: {path}").format(path=told), markup=False)


class ReportScreen(SaveDialog[list[Path]]):
    """Ask for a folder, and write report, plan and calendar there; answers their paths.

    Args:
        desk: where the campaign is.
        campaign: which one.
        folder: where the last report went; the empty text for the home folder.
    """

    FOR_FOLDER = True

    def __init__(self, desk: Desk, campaign: Campaign, folder: str) -> None:
        title = _("Report: {name}").format(name=campaign.name)
        super().__init__(title, folder or str(Path.home()))
        self._desk = desk
        self._campaign = campaign

    def compose_body(self) -> ComposeResult:
        """Yield what is written, and the entry."""
        told = _("The report (.txt, .md), the plan (.csv) and the days (.ics), as of today.")
        yield Static(told, markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> list[Path]:
        """Write the files."""
        return self._desk.reports.write(self._campaign, path, replace=replace)
