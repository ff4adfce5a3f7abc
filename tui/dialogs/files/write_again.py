"""The dialog that writes what went out to a file again."""

from __future__ import annotations

from pathlib import Path

from store import Desk, LedgerEntry
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import _


class WriteAgainScreen(SaveDialog[Path]):
    """Write what went out to a folder, as it was; returns the path of the file.

    A file that somebody has changed since is left as it is: there is no question to be asked.
    """

    FOR_FOLDER = True

    def __init__(self, desk: Desk, entry: LedgerEntry) -> None:
        folder = str(Path(entry.file).parent) if entry.file else str(Path.home())
        super().__init__(_("Write again: {title}").format(title=entry.headline), folder)
        self._desk = desk
        self._entry = entry

    async def _write(self, path: Path, *, replace: bool) -> None:
        self.dismiss(self._desk.ledger.write(self._entry, path))
