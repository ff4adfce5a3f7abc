"""A copy of the whole desk elsewhere: for a disk that takes nothing more, or a stick to carry."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Desk
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import _


class SaveCopyScreen(SaveDialog[Path]):
    """Ask where to, and write the desk there; answers the path.

    Args:
        desk: what is copied.
        unsaved: an article with text that the desk has not taken; it is in the copy.
    """

    MAY_REPLACE = False  # what is there may be another desk
    MAKES_FOLDERS = False

    def __init__(self, desk: Desk, unsaved: Article | None) -> None:
        name = f"~/toasoan-{desk.records.now():%Y%m%d-%H%M}.json"
        super().__init__(_("Save a copy of the desk"), name)
        self._desk = desk
        self._unsaved = unsaved

    def compose_body(self) -> ComposeResult:
        """Yield the entry."""
        if self._unsaved:
            told = _("What could not be saved is in the copy: “{title}”.")
            yield Static(told.format(title=self._unsaved.title), markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the copy."""
        self._desk.file.copies.save(path, *([self._unsaved] if self._unsaved else []))
        return path
