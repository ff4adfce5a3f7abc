"""Saving a campaign as a template for others."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Desk
from store.templates.writer import file_name, template_file
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import N_, _


class SaveTemplateScreen(SaveDialog[Path]):
    """Ask for a file, at first in `folder`, and write the template to it; returns the path."""

    EMPTY = N_("Name the file that the template goes to.")
    QUESTION = N_("{path} is there already. Write over it? Comments in it would not be kept.")
    DEFAULT_CSS = """
    SaveTemplateScreen #what { color: $text-muted; height: auto; margin-bottom: 1; }
    """

    def __init__(self, desk: Desk, campaign: Campaign, folder: Path) -> None:
        title = _("Save as a template: {name}").format(name=campaign.name)
        super().__init__(title, str(folder / file_name(campaign)))
        self._desk = desk
        self._campaign = campaign

    def compose_body(self) -> ComposeResult:
        """Yield what a template contains, and the entry."""
        yield Static(
            _(
                "The lists and the tasks, with their days but without the year; no people, ticks "
                "or articles. From its folder it is offered under F6; elsewhere it is for others."
            ),
            id="what",
            markup=False,
        )
        yield from super().compose_body()

    def settled(self, path: Path) -> Path:
        """Return the file, with its extension."""
        found = super().settled(path)
        return found if found.is_dir() else template_file(found)

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the template."""
        return self._desk.campaigns.save_template(self._campaign, path, replace=replace)
