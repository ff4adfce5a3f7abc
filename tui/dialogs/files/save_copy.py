"""Saving a copy of the whole desk: when the disk is full, or to take it along."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Desk
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import _


class SaveCopyScreen(SaveDialog[Path]):
    """Ask for a file, and write the desk to it, with an unsaved article; returns the path."""

    MAY_REPLACE = False  # the file may be another desk
    MAKES_FOLDERS = False

    def __init__(self, desk: Desk, unsaved: Article | None) -> None:
        name = f"~/toasoan-{desk.records.now():%Y%m%d-%H%M}.json"
        super().__init__(_("Save a copy of the desk"), name)
        self._desk = desk
        self._unsaved = unsaved

    def compose_body(self) -> ComposeResult:
        """Yield a note on the unsaved article, and the entry."""
        if self._unsaved:
            told = _("What could not be saved is in the copy: “{title}”.")
            yield Static(told.format(title=self._unsaved.title), markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the copy."""
        self._desk.file.copies.save(path, *([self._unsaved] if self._unsaved else []))
        return path
