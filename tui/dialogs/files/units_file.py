"""Importing the units of a campaign from a CSV file, after a preview, and exporting them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Campaign, Desk, DeskError
from store.campaigns.units_csv import MAX_BYTES, UnitsImport, read_units
from store.paths import as_on_disk, read_file
from store.text import slug
from tui import recent_folders
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.commands.list_keys import CursorDown, CursorUp, PageDown, PageUp
from tui.dialogs.files.reading import FoundRows, ReadingDialog, Sentence
from tui.dialogs.files.save_dialog import SaveDialog
from tui.dialogs.fitting import fit_height
from tui.i18n import N_, _, filled, number, sentence
from tui.units_report import counted, left_aside
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField
from tui.widgets.terminal_safe import visible
from tui.widgets.virtual_list import MovesRows, Rows

ABOUT = N_(
    "Columns in any order: tên, tên tắt, cấp, đơn vị cấp trên, liên hệ (or name, short, level, "
    "parent, contact). Enter reads the file; nothing changes before it is taken with a second "
    "Enter."
)
_told: Final = partial(Sentence, hang=3)  # below the text after the mark


class UnitsImportScreen(MovesRows, ReadingDialog[bool]):
    """Ask for a file, show what it would change, and import it; returns True if it did."""

    READING = "units"
    BINDINGS = [
        Accept.labelled(N_("Import")),
        *bindings(CursorUp, CursorDown, PageUp, PageDown),
    ]
    DEFAULT_CSS = """
    UnitsImportScreen {
        & #box { width: 110; height: 100%; }
        & #counts { height: auto; text-style: bold; display: none; }
        & #about { color: $text-muted; height: auto; margin-bottom: 1; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Import units from a CSV file"))
        self._desk = desk
        self._campaign = campaign
        self._found: UnitsImport | None = None
        self._path = ""
        """The path of the file read, as it was typed."""

    def compose_body(self) -> ComposeResult:
        """Yield the entry, the counts and the remarks on rows."""
        yield PathField(_("File"), asks="file", id="units-file", placeholder=_("units.csv"))
        yield from self.compose_notice()
        yield Static(id="counts", markup=False)
        yield Static(_(ABOUT), id="about", markup=False)
        yield FoundRows(id="told")

    def on_mount(self) -> None:
        """Leave no more room for the remarks than they need."""
        fit_height(self, self.rows)

    @on(LineEntry.Changed, "#units-file")
    def _forget(self) -> None:
        """Clear the preview, which was of another file."""
        if self._found and self._typed != self._path:
            self._show(None)

    @property
    def _entry(self) -> PathEntry:
        return self.query_one("#units-file", PathEntry)

    @property
    def _typed(self) -> str:
        return self._entry.text.strip()

    @on(LineEntry.Submitted)
    @on(Rows.Selected)
    def action_accept(self) -> None:
        """Read the file; the second time, import it."""
        if self._reading:
            return
        if self._found is None:
            self._read()
        elif not self._found.is_empty:
            self._take(self._found)

    def _read(self) -> None:
        typed = self._typed
        if not typed:
            self.say(_("Name a CSV file of units."))
            return
        with self.refusals():
            path = as_on_disk(self._entry.path)
            data = read_file(path, MAX_BYTES)
            recent_folders.add(path.parent)
            recent_folders.add_files([path])
            self._path, self._reading = typed, True
            self.say("")
            self._preview(data, path.name)

    @work(thread=True, exclusive=True, group=READING)
    def _preview(self, data: bytes, name: str) -> None:
        worker = get_current_worker()

        def tell(line: int, of: int) -> bool:
            self.app.call_from_thread(self._progress, line, of)
            return not worker.is_cancelled

        try:
            found = read_units(data, self._desk.campaigns[self._campaign.id], name, tell)
        except DeskError as error:
            self.app.call_from_thread(self._refused, sentence(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _progress(self, line: int, of: int) -> None:
        if self._reading:
            told = _("Reading {number} of {count} … Esc stops.")
            self.say(told.format(number=number(line), count=number(of)))

    def _refused(self, told: str) -> None:
        self._end_reading()
        self.say(told)

    def _show(self, found: UnitsImport | None) -> None:
        self._reading, self._found = False, found
        self.say("")
        counts = self.query_one("#counts", Static)
        counts.display = found is not None
        counts.update(visible(counted(found)) if found else "")
        about = _(ABOUT)
        if found and found.is_empty:
            about = _("The file would change nothing; Esc leaves.")
        elif found:
            about = _("Enter takes it; Esc leaves everything as it is.")
        self.query_one("#about", Static).update(about)
        self.rows.show(told_of(found) if found else ())
        self._entry.offers_recent = not found  # the arrow keys then move in the list

    @property
    def rows(self) -> FoundRows:
        """The list."""
        return self.query_one(FoundRows)

    def _take(self, found: UnitsImport) -> None:
        with self.refusals():
            self._desk.units.take(self._campaign, found)
            self.app.notify(counted(found), markup=False)
            self.dismiss(True)

    def _stop_reading(self) -> None:
        self._end_reading()
        self.workers.cancel_group(self, self.READING)
        self.say(_("Stopped; nothing has changed."))


def told_of(found: UnitsImport) -> list[Sentence]:
    """Return the preview of a file: refused rows first, then remarks, changes and additions."""
    told = []
    if aside := left_aside(found):
        told.append(_told(aside, "dim"))
    line = _("Line {line}: {sentence}")
    for mark, rows, tone in (("✗", found.refused, "warn"), ("⚠", found.remarks, "")):
        for row in rows:
            text = line.format(line=row.line, sentence=filled(row.why.message, row.why.values))
            told.append(_told(f"{mark} {text}", tone))
    for before, after in found.changed:
        new = [
            f"{getattr(before, name) or '–'} → {getattr(after, name) or '–'}"
            for name in ("short", "level", "parent", "contact")
            if getattr(before, name) != getattr(after, name)
        ]
        told.append(_told(f"~ {after.name}: {'; '.join(new)}"))
    for unit in found.added:
        place = " < ".join(filter(None, (unit.name, unit.parent)))
        told.append(_told(f"+ {place}", "good"))
    return told


class UnitsExportScreen(SaveDialog[Path]):
    """Ask for a file, and write the units to it as CSV; returns its path."""

    BINDINGS = [Accept.labelled(N_("Export"))]

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        path = f"~/{slug(campaign.name)}-don-vi.csv"
        super().__init__(_("Write the units to a CSV file"), path)
        self._desk = desk
        self._campaign = campaign

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the file."""
        return self._desk.units.write(self._campaign, path, replace=replace)
