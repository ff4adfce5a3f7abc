"""The base class of dialogs that write to a file or a folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.worker import WorkerError

from store import DeskError, FileExistsAlreadyError
from store.destinations import NO_FILE, Destination, file_destination, folder_destination
from store.paths import as_on_disk
from tui import recent_folders
from tui.commands import bindings
from tui.commands.dialog_keys import Accept, FieldAbove, FieldBelow
from tui.dialogs.dialog import ConfirmLoss, Dialog, Result
from tui.i18n import N_, _, filled, sentence
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField

PAUSE: Final = 0.3
"""Seconds without a key after which the typed path is checked."""


class SaveDialog(Dialog[Result]):
    """Ask for a path, and before overwriting anything; returns what `write` returns."""

    FOR_FOLDER: ClassVar = False
    """Whether it asks for a folder; the names of the files are fixed then."""
    MAY_REPLACE: ClassVar = True
    MAKES_FOLDERS: ClassVar = True
    ENTER_ACCEPTS = True
    EMPTY: ClassVar = N_("Name the file that this goes to.")
    """The error when nothing was typed."""
    QUESTION: ClassVar = N_("{path} is there already. Write over it?")
    """The question before overwriting."""

    BINDINGS = [Accept.labelled(N_("Save to file")), *bindings(FieldAbove, FieldBelow)]

    def __init__(self, title: str, path: str) -> None:
        super().__init__(title)
        self._path = path

    def compose_body(self) -> ComposeResult:
        """Yield the field."""
        if self.FOR_FOLDER:
            yield PathField(_("Folder"), self._path, asks="folder", id="folder")
        else:
            yield PathField(_("File"), self._path, asks="new file", id="file")

    def on_mount(self) -> None:
        """Focus the path."""
        self.query_one(PathEntry).focus()

    # -------------------------------------------------------------- for subclasses

    def named_path(self) -> Path:
        """Return the typed path, without looking at the disk; raises DeskError if there is none."""
        entry = self.query_one(PathEntry)
        typed = entry.text.strip()
        if not typed and not self.FOR_FOLDER:
            raise DeskError(self.EMPTY)
        if typed.endswith("/") and not self.FOR_FOLDER:
            raise DeskError(NO_FILE, path=typed)
        return entry.path

    def settled(self, path: Path) -> Path:
        """Return the path that is meant, spelled as on the disk."""
        return as_on_disk(path)

    def write(self, path: Path, *, replace: bool) -> Result:
        """Write to the path; raises DeskError."""
        raise NotImplementedError

    # -------------------------------------------------------------- checking and writing

    def _destination(self, path: Path) -> Destination:
        if self.FOR_FOLDER:
            return folder_destination(path)
        return file_destination(
            path, may_replace=self.MAY_REPLACE, makes_folders=self.MAKES_FOLDERS
        )

    @on(LineEntry.Changed)
    @work(exclusive=True, group="place")
    async def look(self) -> None:
        """Show remarks on the path, when typing has paused."""
        await asyncio.sleep(PAUSE)
        try:
            self._tell(await self._look_at(self.named_path()).wait())
        except DeskError:  # half a path is not an error
            self.say("")
        except WorkerError:  # cancelled by more typing, or reported by `tui.workers`
            pass

    @work(thread=True, group="disk")
    def _look_at(self, path: Path) -> Destination:
        return self._destination(self.settled(path))

    def _tell(self, found: Destination) -> None:
        told = filled(found.told.message, found.told.values) if found.told else ""
        self.say(told, is_wrong=not found.is_possible)

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Write; ask before overwriting something."""
        self.workers.cancel_group(self, "place")
        self._save()

    @work(exclusive=True)
    async def _save(self) -> None:
        try:
            path = self.settled(self.named_path())
            found = self._destination(path)
            if not found.is_possible:
                self._tell(found)
            elif not found.is_there or await self._may_replace(_(self.QUESTION).format(path=path)):
                await self._write(path, replace=found.is_there)
        except DeskError as error:  # not `refusals`: a read-only desk is copied and exported, too
            self.say(sentence(error))

    async def _write(self, path: Path, *, replace: bool) -> None:
        try:
            written = self.write(path, replace=replace)
        except FileExistsAlreadyError as error:
            question = _("{reason} Write over what is there?").format(reason=sentence(error))
            if not await self._may_replace(question):
                return
            written = self.write(path, replace=True)
        recent_folders.add(path if self.FOR_FOLDER else path.parent)
        self.dismiss(written)

    async def _may_replace(self, question: str) -> bool:
        dialog = ConfirmLoss(question, _("Write over it"))
        return await self.app.push_screen_wait(dialog) is not None
