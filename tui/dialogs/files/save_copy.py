"""A copy of the whole desk elsewhere: for a disk that takes nothing more, or a stick to carry."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Article, Desk, DeskError
from store.paths import expand_user
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.dialogs.dialog import Dialog
from tui.i18n import _, sentence
from tui.widgets.entry.line import LineEntry


class SaveCopyScreen(Dialog[Path]):
    """Ask where to, and write the desk there; answers the path.

    Args:
        desk: what is copied.
        unsaved: an article with text that the desk has not taken; it is in the copy.
    """

    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, unsaved: Article | None) -> None:
        super().__init__(_("Save a copy of the desk"))
        self._desk = desk
        self._unsaved = unsaved

    def compose_body(self) -> ComposeResult:
        """Yield the entry."""
        if self._unsaved:
            yield Static(
                _("What could not be saved is in the copy: “{title}”.").format(
                    title=self._unsaved.title
                ),
                markup=False,
            )
        with Horizontal(classes="field"):
            yield Static(_("File"), classes="label", markup=False)
            yield LineEntry(f"~/toasoan-{self._desk.records.now():%Y%m%d-%H%M}.json", id="file")

    def on_mount(self) -> None:
        """Begin with the path."""
        self.query_one("#file", LineEntry).focus()

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Write the copy."""
        unsaved = [self._unsaved] if self._unsaved else []
        try:
            path = expand_user(self.query_one("#file", LineEntry).text.strip())
            self._desk.file.copies.save(path, *unsaved)
        except DeskError as error:
            self.say(sentence(error))
        else:
            self.dismiss(path)
