"""Importing pages of text: from files, or pasted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from store import Article, Campaign, Desk, DeskError
from store.paths import named_files, read_file
from store.records import Id
from tui import recent_folders
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import _, ngettext, sentence
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.path_field import PathField
from tui.widgets.terminal_safe import visible
from tui.workers import said

Source = tuple[str, Callable[[], bytes]]
"""What a page is called, and what gives its bytes."""


class OpenPageScreen(Dialog[str]):
    """Ask for files or a pasted page, and import them; answers the first article's id.

    Args:
        desk: where they go.
        campaign: what the articles belong to; None for no campaign.
    """

    CHANGES = True
    NOTICE_LAST = False
    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    OpenPageScreen #paste { height: 8; background: $background; padding: 0 1; margin-bottom: 1; }
    OpenPageScreen #or { color: $text-muted; }
    """

    def __init__(self, desk: Desk, campaign: Campaign | None) -> None:
        super().__init__(_("Open pages of text"))
        self._desk = desk
        self._campaign = campaign
        self._importing = False
        self._stopped = False
        self._taken: Id | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        hint = _("page.txt, or several: pages/*.txt")
        yield PathField(_("Files"), asks="files", id="files", placeholder=hint)
        yield from self.compose_notice()
        yield Static(_("or paste a page here:"), id="or", markup=False)
        yield BodyEntry(id="paste")
        if self._campaign:
            told = _("The articles join the campaign {name}.").format(name=self._campaign.name)
            yield Static(visible(told), markup=False)

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a page was pasted."""
        return bool(self._pasted.strip())

    @property
    def _pasted(self) -> str:
        return self.query_one("#paste", BodyEntry).body

    @on(LineEntry.Changed, "#files")
    def _forget(self) -> None:
        """What was said was of other files."""
        if not self._importing:
            self.say("")

    @on(LineEntry.Submitted, "#files")
    def action_accept(self) -> None:
        """Import what was named and what was pasted."""
        paths = files_or_told(self)
        if paths is None:
            return
        sources: list[Source] = [(path.name, partial(read_file, path)) for path in paths]
        if self._pasted.strip():
            sources.append((_("the pasted text"), self._pasted.encode))
        if sources:
            self._import(sources)
        else:
            self.say(_("Name a file, or paste a page."))

    @work(exclusive=True, group="import")
    async def _import(self, sources: list[Source]) -> None:
        """Import page by page; between two of them the screen is drawn and keys are taken."""
        taken: list[Article] = []
        refused: list[str] = []
        self._importing, self._stopped = True, False
        for number, (name, read) in enumerate(sources, 1):
            progress = _("Reading {number} of {count} … Esc stops.")
            self.say(progress.format(number=number, count=len(sources)))
            await asyncio.sleep(0)
            if self._stopped:
                break
            try:
                taken.append(self._desk.articles.import_page(read(), name, self._campaign))
            except DeskError as error:
                refused.append(sentence(error))
        self._importing = False
        self._report(taken, refused)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell here, too, that importing has failed; it can be begun again."""
        if event.worker.group == "import" and event.state is WorkerState.ERROR:
            self._importing = False
            self.say(said(event.worker))

    def _report(self, taken: list[Article], refused: list[str]) -> None:
        count = ngettext("{count} page imported.", "{count} pages imported.", len(taken))
        count = count.format(count=len(taken))
        self._taken = self._taken or (taken[0].id if taken else None)
        if refused:  # the dialog stays: what was refused, and why, is to be read
            self.say("\n".join([*([count] if taken else []), *refused]))
            return
        self.app.notify(count)
        if twin := next((a for a in taken if self._desk.articles.twin(a)), None):
            text = _("“{title}” was on the desk already; now it is there twice.")
            self.app.notify(text.format(title=twin.title), severity="warning", markup=False)
        self.dismiss(self._taken)

    def action_cancel(self) -> None:
        """Stop an import that is running; else leave, for the page that was taken if any."""
        if self._importing:
            self._stopped = True
        elif self._taken:
            self.dismiss(self._taken)
        else:
            super().action_cancel()


def files_or_told(dialog: Dialog[Any]) -> list[Path] | None:
    """Return the files that are named in a dialog; None where it says why none can be."""
    try:
        paths = named_files(dialog.query_one("#files", LineEntry).text.strip())
    except DeskError as error:
        dialog.say(sentence(error))
        return None
    if paths:
        recent_folders.add_of(paths[0])
    return paths
