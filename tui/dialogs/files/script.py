"""Writing the script of a bulletin to a file."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from store import Bulletin, Desk
from tui.app_context import app_of
from tui.commands.dialog_keys import Accept
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import N_, _, filled


class ScriptScreen(SaveDialog[Path]):
    """Ask for a file, at first in `folder`, and write the script to it; returns its path.

    An empty `folder` is the home folder.
    """

    BINDINGS = [Accept.labelled(N_("Save to file"))]
    EMPTY = N_("Name the file that the script goes to.")
    DEFAULT_CSS = """
    ScriptScreen #what { color: $text-muted; height: auto; margin-bottom: 1; }
    """

    def __init__(self, desk: Desk, bulletin: Bulletin, folder: str) -> None:
        title = _("Script: {name}").format(name=bulletin.name)
        name = desk.campaigns.bulletins.script_name(bulletin, "docx")
        super().__init__(title, str((Path(folder) if folder else Path.home()) / name))
        self._desk = desk
        self._bulletin = bulletin

    def compose_body(self) -> ComposeResult:
        """Yield which kinds of files there are, and the entry."""
        told = _("What the presenter reads, as spoken: .docx in large type, or .txt.")
        yield Static(told, id="what", markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the script."""
        return self._desk.campaigns.bulletins.write_script(
            self._bulletin,
            path,
            wording=app_of(self).settings.spoken,
            replace=replace,
            tell=filled,
        )
