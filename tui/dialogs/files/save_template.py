"""A campaign saved as a template, to begin others from and to share."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk, DeskError
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.dialogs.dialog import ConfirmLoss, Dialog
from tui.i18n import _, sentence
from tui.widgets.entry.line import LineEntry


class SaveTemplateScreen(Dialog[Path]):
    """Ask where to, and write the template there; answers the path.

    Args:
        desk: where the campaign is.
        campaign: what is saved.
        folder: where the desk's own templates are.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    SaveTemplateScreen #what { color: $text-muted; height: auto; margin-bottom: 1; }
    """

    def __init__(self, desk: Desk, campaign: Campaign, folder: Path) -> None:
        super().__init__(_("Save as a template: {name}").format(name=campaign.name))
        self._desk = desk
        self._campaign = campaign
        self._folder = folder

    def compose_body(self) -> ComposeResult:
        """Yield the entry, and what a template is."""
        from store.templates.writer import file_name

        yield Static(
            _(
                "The lists and the tasks, with their days but without the year; no people, ticks "
                "or articles. From its folder it is offered under F6; elsewhere it is for others."
            ),
            id="what",
            markup=False,
        )
        with Horizontal(classes="field"):
            yield Static(_("File"), classes="label", markup=False)
            yield LineEntry(str(self._folder / file_name(self._campaign)), id="file")

    def on_mount(self) -> None:
        """Begin with the path."""
        self.query_one("#file", LineEntry).focus()

    @on(LineEntry.Submitted)
    @work
    async def action_accept(self) -> None:
        """Write the template; ask before another file is written over."""
        from store.templates.writer import template_file

        typed = self.query_one("#file", LineEntry).text.strip()
        if not typed:
            self.say(_("Name the file that the template goes to."))
            return
        try:
            file = template_file(typed)
            if is_there := file.exists():
                question = _(
                    "{path} is there already. Write over it? Comments in it would not be kept."
                ).format(path=file)
                if not await self.app.push_screen_wait(ConfirmLoss(question, _("Write over it"))):
                    return
            self.dismiss(self._desk.campaigns.save_template(self._campaign, file, replace=is_there))
        except DeskError as error:
            self.say(sentence(error))
