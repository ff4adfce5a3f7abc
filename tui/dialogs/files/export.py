"""An article on its way out: what is unfinished, how the page reads, where it goes."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from store import Article, Desk, DeskError
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.dialogs.dialog import ConfirmLoss, Dialog
from tui.i18n import _, sentence
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import visible


class ExportScreen(Dialog[Path]):
    """Preview an article's page and write it to a text file; answers the path of the file.

    Args:
        desk: where the article is.
        article: which one.
        folder: where the last one went; the empty text for the home folder.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    ExportScreen #box { height: 100%; }
    ExportScreen VerticalScroll { height: 1fr; background: $boost; margin-bottom: 1; }
    ExportScreen #unfinished { color: $text-warning; margin-bottom: 1; display: none; }
    """

    def __init__(self, desk: Desk, article: Article, folder: str) -> None:
        super().__init__(_("Export"))
        self._desk = desk
        self._article = article
        self._folder = folder or str(Path.home())

    def compose_body(self) -> ComposeResult:
        """Yield what is unfinished, the preview and the fields."""
        yield Static(id="unfinished", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(id="preview", markup=False)
        with Horizontal(classes="field"):
            yield Static(_("Folder"), classes="label", markup=False)
            yield LineEntry(self._folder, id="folder")
        with Horizontal(classes="field"):
            yield Static(_("File"), classes="label", markup=False)
            yield LineEntry(self._desk.articles.export_name(self._article), id="file")

    def on_mount(self) -> None:
        """Show the page, and what is wrong with it."""
        unfinished = _("Not finished, it goes out as a draft: {reasons}.")
        try:
            page = self._desk.articles.page_bytes(self._article).decode()
        except DeskError as error:
            unfinished = _("Not finished: {reasons}.")
            self.say(sentence(error))
        else:
            self.query_one("#preview", Static).update(visible(page.removeprefix("\ufeff")))
        if reasons := self._desk.articles.unfinished(self._article):
            line = self.query_one("#unfinished", Static)
            line.display = True
            line.update(unfinished.format(reasons="; ".join(_(reason) for reason in reasons)))
        self.query_one("#folder").focus()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Write the file; where one of that name stands, ask first."""
        self._export()

    @work(exclusive=True)
    async def _export(self) -> None:
        folder = Path(self.query_one("#folder", LineEntry).text.strip() or ".").expanduser()
        name = self.query_one("#file", LineEntry).text.strip()
        if not name.isprintable() or name in ("", ".", "..") or "/" in name:
            self.say(_("“{name}” cannot be the name of a file here.").format(name=name[:80]))
            return
        path = folder / name
        try:
            replace = path.exists()
        except (OSError, ValueError):
            self.say(_("“{name}” cannot be the name of a file here.").format(name=name[:80]))
            return
        if replace:
            question = _("{path} is there already. Write over it?").format(path=path)
            if not await self.app.push_screen_wait(ConfirmLoss(question, _("Write over it"))):
                return
        try:
            self.dismiss(
                self._desk.articles.export(self._article, folder, name=name, replace=replace)
            )
        except DeskError as error:
            self.say(sentence(error))
