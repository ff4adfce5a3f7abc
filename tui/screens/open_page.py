"""Importing pages of text: from files, or pasted."""

from __future__ import annotations

import glob
import shlex
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Article, Campaign, Desk, DeskError
from store.files import read_file
from tui.commands import Accept, bindings
from tui.i18n import _, ngettext, sentence
from tui.screens.dialog import Dialog
from tui.widgets.controls import visible
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry


class OpenPageScreen(Dialog[str]):
    """Ask for files or a pasted page, and import them; answers the first article's id.

    Args:
        desk: where they go.
        campaign: what the articles belong to; None for no campaign.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    OpenPageScreen #paste { height: 8; background: $background; padding: 0 1; margin-bottom: 1; }
    OpenPageScreen #or { color: $text-muted; }
    """

    def __init__(self, desk: Desk, campaign: Campaign | None) -> None:
        super().__init__(_("Open pages of text"))
        self._desk = desk
        self._campaign = campaign
        self._stopped = False

    def compose_body(self) -> ComposeResult:
        """Give the fields."""
        with Horizontal(classes="field"):
            yield Static(_("Files"), classes="label", markup=False)
            yield LineEntry(id="files", placeholder=_("page.txt, or several: pages/*.txt"))
        yield Static(_("or paste a page here:"), id="or", markup=False)
        yield BodyEntry(id="paste")
        if self._campaign:
            yield Static(
                visible(
                    _("The articles join the campaign {name}.").format(name=self._campaign.name)
                ),
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin with the files."""
        self.query_one("#files").focus()

    @on(LineEntry.Submitted, "#files")
    def action_accept(self) -> None:
        """Import what was named or pasted."""
        typed = self.query_one("#files", LineEntry).text.strip()
        pasted = self.query_one("#paste", BodyEntry).body
        if typed:
            self._import_files(typed)
        elif pasted.strip():
            self._import_pasted(pasted)
        else:
            self.say(_("Name a file, or paste a page."))

    def _import_pasted(self, text: str) -> None:
        try:
            article = self._desk.import_page(text.encode(), _("the pasted text"), self._campaign)
        except DeskError as error:
            self.say(sentence(error))
        else:
            self.dismiss(article.id)

    @work(exclusive=True)
    async def _import_files(self, typed: str) -> None:
        """Import file by file; between two of them the screen is drawn and keys are taken."""
        import asyncio

        try:
            paths = named_files(typed)
        except ValueError:
            self.say(_("A quotation mark in the file names has no other one to close it."))
            return
        taken: list[Article] = []
        refused: list[str] = []
        for number, path in enumerate(paths, 1):
            self.say(
                _("Reading {number} of {count} … Esc stops.").format(
                    number=number, count=len(paths)
                )
            )
            await asyncio.sleep(0)
            if self._stopped:
                break
            try:
                taken.append(self._desk.import_page(read_file(path), path.name, self._campaign))
            except DeskError as error:
                refused.append(sentence(error))
        self._report(taken, refused)

    def _report(self, taken: list[Article], refused: list[str]) -> None:
        if refused and not taken:
            self.say(" ".join(refused[:3]))
            return
        for text in refused[:5]:
            self.app.notify(text, severity="error", markup=False, timeout=15)
        count = ngettext("{count} page imported.", "{count} pages imported.", len(taken))
        self.app.notify(count.format(count=len(taken)))
        self.dismiss(taken[0].id if taken else None)

    def action_cancel(self) -> None:
        """Stop an import that is running; else leave."""
        if any(worker.is_running for worker in self.workers if worker.node is self):
            self._stopped = True
        else:
            self.dismiss(None)


def named_files(typed: str) -> list[Path]:
    """Give the files that a line names: several parted by blanks, quotation marks, `~`, `*`.

    A name that stands for an existing file as it is, blanks and all, is that file.

    Raises:
        ValueError: a quotation mark is not closed.
    """
    whole = Path(typed).expanduser()
    if whole.exists():
        return [whole]
    paths = []
    for word in shlex.split(typed):
        name = str(Path(word).expanduser())
        # Path.glob takes no absolute pattern.
        found = sorted(glob.glob(name)) if glob.has_magic(name) else []  # noqa: PTH207
        paths += [Path(path) for path in found or [name]]
    return paths
