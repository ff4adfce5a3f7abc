"""Importing pages of text: from files, or pasted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Campaign, Desk, DeskError
from store.articles.page_format import read_page
from store.articles.plain_text import Block, read_plain_text
from store.formats.incoming import is_of_other_format
from store.paths import read_file
from store.records import Id
from tui import pages_report as words
from tui.commands.dialog_keys import Accept
from tui.dialogs.files.plain_text import PlainTextScreen
from tui.dialogs.files.reading import ReadingDialog
from tui.i18n import N_, _, ngettext, sentence
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField
from tui.widgets.terminal_safe import visible

MOST_TOLD: Final = 3
"""How many refusals are shown: more would push the keys out of sight."""

Source = tuple[str, Callable[[], bytes]]
"""The name of a page, and a function that returns its bytes."""


class OpenPageScreen(ReadingDialog[Id]):
    """Ask for files or a pasted page, and import them; returns the id of the first article."""

    READING = "import"
    ENTER_ACCEPTS = True
    BINDINGS = [Accept.labelled(N_("Import"))]
    DEFAULT_CSS = """
    OpenPageScreen #paste { height: 7; background: $background; padding: 0 1; margin-bottom: 1; }
    OpenPageScreen #or { color: $text-muted; }
    """

    def __init__(self, desk: Desk, campaign: Campaign | None) -> None:
        super().__init__(_("Open pages of text"))
        self._desk = desk
        self._campaign = campaign
        self._ask = True
        """Whether to show how a plain text is read."""
        self._folder: list[Path] = []
        """Folders, and files of other formats, that are shown first."""

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        hint = _("page.txt, article.docx, pages/*.md, or a folder")
        files = PathField(_("Files"), asks="files", id="files", placeholder=hint)
        files.entry.takes_text = False
        yield files
        yield from self.compose_notice()
        yield Static(_("or paste a page here:"), id="or", markup=False)
        yield BodyEntry(id="paste")
        if self._campaign:
            told = _("The articles join the campaign {name}.").format(name=self._campaign.name)
            yield Static(visible(told), markup=False)

    @property
    def has_unsaved(self) -> bool:
        """Whether a page was pasted."""
        return bool(self._pasted.strip())

    @property
    def _pasted(self) -> str:
        return self.query_one("#paste", BodyEntry).body

    @on(LineEntry.Changed, "#files")
    def _forget(self) -> None:
        """Clear the notice, which was about other files."""
        if not self._reading:
            self.say("")

    @on(PathEntry.TextPasted)
    def _take_pasted(self, event: PathEntry.TextPasted) -> None:
        """Put a page that was pasted in the place of a path where pages go."""
        paste = self.query_one("#paste", BodyEntry)
        paste.focus()
        paste.insert_text(event.text)
        self.say(_("What was pasted is a text, so it stands below."), is_wrong=False)

    @on(LineEntry.Submitted, "#files")
    def action_accept(self) -> None:
        """Import the files and the pasted page."""
        paths = self._files()
        if paths is None:
            return
        if any(path.is_dir() or is_of_other_format(path) for path in paths):
            if self._pasted.strip():
                self.say(_("Take the pasted page by itself first, or empty it."))
            else:
                self._folder = paths
                self._import_folder()
            return
        sources: list[Source] = [(path.name, partial(read_file, path)) for path in paths]
        if self._pasted.strip():
            sources.append((_pasted_name(), self._pasted.encode))
        if sources:
            self._import(sources)
        else:
            self.say(_("Name a file, or paste a page."))

    @work
    async def _import_folder(self) -> None:
        """Show first what is in folders, and in files of other formats."""
        from tui.dialogs.files.import_folder import ImportFolderScreen

        shown = ImportFolderScreen(self._desk, self._folder, self._campaign)
        report = await self.app.push_screen_wait(shown)
        if report is not None:
            self.app.notify(words.summary(report))
            self.dismiss(report.taken[0].article if report.taken else None)

    @work(exclusive=True, group=READING)
    async def _import(self, sources: list[Source]) -> None:
        """Import page by page, giving the event loop a turn before each."""
        taken: list[tuple[str, Article]] = []
        refused: list[str] = []
        self._reading, self._stopped, self._ask = True, False, True
        for number, (name, read) in enumerate(sources, 1):
            progress = _("Reading {number} of {count} … Esc stops.")
            self.say(progress.format(number=number, count=len(sources)))
            await asyncio.sleep(0)
            if self._stopped:
                break
            try:
                article = await self._take(read(), name, len(sources) - number)
            except DeskError as error:
                refused.append(sentence(error))
                continue
            if article is None:
                refused.append(_("{name} was not taken.").format(name=name))
            else:
                taken.append((name, article))
        self._reading = False
        self._report(taken, refused)

    async def _take(self, data: bytes, name: str, follow: int) -> Article | None:
        """Put a text on the desk; where it is no page, show first how it is read.

        Returns:
            the article; None where it is not to be taken.
        """
        page = read_page(data, name)
        blocks: tuple[Block, ...] | None = None
        if page.layout.whole:
            blocks = read_plain_text(page.body)
            if self._ask:
                shown = PlainTextScreen(name, page.body, follow)
                answer = await self.app.push_screen_wait(shown)
                if answer is None:
                    return None
                self._ask = not answer.all_that_follow
                blocks = answer.blocks or None
        return self._desk.articles.import_page(data, name, self._campaign, blocks=blocks)

    def _report(self, taken: list[tuple[str, Article]], refused: list[str]) -> None:
        told = ngettext("{count} page imported.", "{count} pages imported.", len(taken))
        count = told.format(count=len(taken))
        articles = [article for _name, article in taken]
        self._outcome = self._outcome or (articles[0].id if articles else None)
        if refused:  # the dialog stays open, so that the reasons can be read
            names = _("Imported: {names}.").format(names=", ".join(name for name, _one in taken))
            if left := len(refused) - MOST_TOLD:
                more = _("… and {count} more.")
                refused = refused if left < 2 else [*refused[:MOST_TOLD], more.format(count=left)]
            self.say("\n".join([*([names] if taken else []), *refused]))
            if _pasted_name() in dict(taken):
                self.query_one("#paste", BodyEntry).fill_in("")  # not to be taken twice
            return
        self.app.notify(count)
        if twin := next((a for a in articles if self._desk.articles.twin(a)), None):
            text = _("“{title}” was on the desk already; now it is there twice.")
            self.app.notify(text.format(title=twin.title), severity="warning", markup=False)
        self.dismiss(self._outcome)


def _pasted_name() -> str:
    return _("the pasted text")
