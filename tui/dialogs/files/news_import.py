"""Importing news from files: preview, mapping of columns, progress and report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Desk
from store.articles.export import write
from store.news.import_report import Folded, NewsImport, Progress
from store.news.items import Found, Piece, Refused
from store.news.mapping import FIELDS
from store.news.readers import MOST_PREVIEWS, Preview
from store.text import show_day
from tui import news_report as words
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.commands.related import ChooseColumn, TakeApart, WriteNewsReport
from tui.dialogs.files.reading import FoundRows, ReadingDialog, Sentence, Shown
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import N_, _, filled, ngettext, number
from tui.widgets.bars import progress_bar
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathField
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

LABELS: Final = {
    "headline": N_("Headline"),
    "summary": N_("Summary"),
    "text": N_("Text"),
    "author": N_("Author"),
    "published": N_("Published"),
    "source": N_("Source"),
    "link": N_("Address"),
}
"""The label of each field of a news item (message ids)."""

_MOST_SHOWN: Final = 1000
"""The maximum number of sentences of a kind on the screen; a report file has all."""


class ColumnRow(NamedTuple):
    """A field of a news item, the column it is read from, and a sample."""

    key: str
    """The name of the field."""
    column: str
    sample: str
    is_heading: bool = False

    def lines(self, width: int) -> list[Line]:
        """Draw the field."""
        return [
            [
                (f"  {fitted(_(LABELS[self.key]), 11)}", "accent"),
                (fitted(self.column or _("(none)"), 18), "" if self.column else "dim"),
                (f" {self.sample}", "dim"),
            ]
        ]


class FoldedRow(NamedTuple):
    """A piece that was folded, and can be taken apart again."""

    folded: Folded
    is_apart: bool = False
    is_heading: bool = False

    @property
    def key(self) -> str:
        """Where the piece stands in its file."""
        return self.folded.where

    def lines(self, width: int) -> list[Line]:
        """Draw the piece, and what it says itself."""
        piece = self.folded.piece
        said = (piece.summary or piece.text) if piece and not self.is_apart else ""
        told = words.of_folded(self.folded, is_apart=self.is_apart)
        drawn = Sentence(told, "", 2).lines(width)
        return [*drawn, [(f"      {fitted(one_line(said), width - 6)}", "dim")]] if said else drawn


class NewsImportScreen(ReadingDialog[NewsImport]):
    """Ask for files, preview their news, and import it; returns the report."""

    READING = "news"
    BINDINGS = [*bindings(ChooseColumn, TakeApart, WriteNewsReport), Accept.labelled(N_("Import"))]
    DEFAULT_CSS = """
    NewsImportScreen {
        /* A transparent screen would be drawn again as a whole with each update. */
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & .field, & PathField { margin-bottom: 0; }
        & FoundRows { margin-top: 1; }
        & #progress { height: 1; color: $text-accent; display: none; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Import news from files"))
        self._desk = desk
        self._mapping: dict[str, str] = {}
        self._previews: list[Preview] = []
        self._progress: Progress | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the entries, the list and the progress."""
        hint = _("news.csv, feeds/*.xml, or a folder")
        yield PathField(_("Files"), asks="files", id="files", placeholder=hint)
        yield from self.compose_notice()
        with Horizontal(classes="field"):
            yield Static(_("Source"), classes="label", markup=False)
            yield LineEntry(id="source", placeholder=_("the paper, where the files do not say"))
        yield FoundRows(id="found")
        yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        """Focus the files."""
        self.rows.empty_text = _(
            "Name files or folders; Enter previews them, Ctrl+S imports.\n"
            "Accepted: pages of text, CSV, JSON, RSS, Atom, JSON Feed, exports of WordPress, mbox, "
            "EML, saved web pages. Nothing is fetched from the network."
        )
        self.query_one("#files").focus()

    @property
    def choices(self) -> dict[str, Any]:
        """The columns that were chosen."""
        return dict(self._mapping)

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Restore the chosen columns."""
        self._mapping = {str(field): str(column) for field, column in choices.items()}

    @property
    def rows(self) -> FoundRows:
        """The list."""
        return self.query_one(FoundRows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what is possible now."""
        if action == "accept":
            return not self._reading
        if action == "choose_column":
            return self._outcome is None and not self._reading and self._at_column
        if action == "take_apart":
            return self._outcome is not None and self._at_folded and self.rows.has_focus
        if action == "write_news_report":
            return self._outcome is not None and not getattr(self.focused, "takes_letters", False)
        return True

    @property
    def _at_column(self) -> bool:
        return isinstance(self.rows.current, ColumnRow) and self.rows.has_focus

    @property
    def _at_folded(self) -> bool:
        row = self.rows.current
        return isinstance(row, FoldedRow) and row.folded.piece is not None and not row.is_apart

    # -------------------------------------------------------------- preview

    @on(LineEntry.Submitted)
    def look(self) -> None:
        """Preview the files."""
        paths = self._named()
        if paths and not self._reading:
            self._outcome = None
            self.say("")
            self._look(paths, self.query_one("#source", LineEntry).text.strip())

    def _named(self) -> list[Path]:
        paths = self._files()
        if paths == []:
            self.say(_("Name files or a folder."))
        return paths or []

    @work(thread=True, exclusive=True, group=READING)
    def _look(self, paths: list[Path], source: str) -> None:
        worker = get_current_worker()
        found = self._desk.news.preview(paths, self._mapping, source)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_previews, found)

    def _show_previews(self, found: list[Preview]) -> None:
        self._previews = found
        self.rows.show([row for preview in found for row in _rows_of(preview)])
        if len(found) == MOST_PREVIEWS:
            self.say(_("These are the first {count} files.").format(count=len(found)))
        elif not found:
            self.say(_("There is no file in it."))
        if found:
            self.rows.focus()

    @on(Rows.Highlighted, "#found")
    def _moved(self) -> None:
        self.refresh_bindings()

    # -------------------------------------------------------------- columns

    @on(Rows.Selected, "#found")
    @work
    async def action_choose_column(self) -> None:
        """Ask which column the field under the cursor is read from."""
        from tui.dialogs.picker import Option, Picker

        row = self.rows.current
        if not isinstance(row, ColumnRow) or self._reading or self._outcome:
            return
        columns = self._columns().items()
        options = [Option("", _("(none)")), *(Option(name, name, held) for name, held in columns)]
        picker = Picker(_(LABELS[row.key]), options, chosen=[row.column])
        picked = await self.app.push_screen_wait(picker)
        if picked:
            self._mapping[row.key] = picked[0]
            self.look()

    def _columns(self) -> dict[str, str]:
        """Return the columns of the tables, each with its first value."""
        found: dict[str, str] = {}
        for table in [preview.table for preview in self._previews if preview.table]:
            for column in table.columns:
                found.setdefault(column, _sample(table.rows, column))
        return found

    # -------------------------------------------------------------- importing

    def action_accept(self) -> None:
        """Import; after the import, leave."""
        if self._reading:
            return
        if self._outcome:
            self.dismiss(self._outcome)
            return
        if paths := self._named():
            self.say(_("Esc stops it; what has been taken by then stays."))
            self._progress = None
            self._begin_reading()
            self.rows.focus()
            self._import(paths, self.query_one("#source", LineEntry).text.strip())

    @work(thread=True, exclusive=True, group=READING)
    def _import(self, paths: list[Path], source: str) -> None:
        """Read in a thread; changes of the desk run in the app's own."""
        worker = get_current_worker()

        def read_on(progress: Progress) -> bool:
            self._progress = progress
            return not self._stopped and not worker.is_cancelled

        report = self._desk.news.import_files(
            paths, self._mapping, read_on, source=source, turn=self.app.call_from_thread
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_report, report)

    def progress_told(self, width: int) -> str:
        """Return a bar, what has been taken, and the file."""
        return _bar(self._progress, width) if self._progress else ""

    def _show_report(self, report: NewsImport) -> None:
        self._outcome = report
        self._end_reading()
        self.say(words.ending(report))
        self.rows.show(list(_rows_of_report(report)))
        self.rows.move_to(0)
        self.rows.focus()
        self.refresh_bindings()
        if report.taken:
            told = _("{summary} Ctrl+Z takes it back.")
            self.app.notify(told.format(summary=words.summary(report)))

    def action_take_apart(self) -> None:
        """Make the folded piece under the cursor an item of its own."""
        row = self.rows.current
        if not isinstance(row, FoldedRow) or not self._at_folded:
            return
        with self.refusals():
            self._desk.news.take_apart(row.folded)
            self.rows.show(
                [row._replace(is_apart=True) if at is row else at for at in self.rows.items]
            )
            self.refresh_bindings()
            told = _("“{title}” is an item of its own. Ctrl+Z takes it back.")
            self.notify(told.format(title=one_line(row.folded.headline)), markup=False)

    @work
    async def action_write_news_report(self) -> None:
        """Ask for a file, and write the report to it."""
        if self._outcome is None:
            return
        folded = [row for row in self.rows.items if isinstance(row, FoldedRow)]
        text = words.as_text(self._outcome, [row.folded for row in folded if row.is_apart])
        name = f"~/toasoan-tin-{self._desk.records.now():%Y%m%d-%H%M}.txt"
        path = await self.app.push_screen_wait(ReportFileScreen(text, name))
        if path:
            self.notify(_("Written: {path}").format(path=path), markup=False)


class ReportFileScreen(SaveDialog[Path]):
    """Ask for a file, suggesting `name`, and write a text to it; returns its path."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(_("Write report"), name)
        self._text = text

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the file."""
        write(path, self._text.encode(), replace=replace)
        return path


# ------------------------------------------------------------------ rows


def _rows_of(preview: Preview) -> Iterator[Shown]:
    yield Sentence(f"{preview.path.name}  {_(preview.kind)}".strip(), "title")
    if table := preview.table:
        for field in FIELDS:
            column = table.mapping.get(field, "")
            yield ColumnRow(field, column, _sample(table.rows, column) if column else "")
    for piece in preview.pieces:
        yield from _rows_of_piece(piece)


def _rows_of_piece(piece: Piece) -> Iterator[Shown]:
    if isinstance(piece, Refused):
        yield Sentence(f"! {words.of_refused(piece)}", "warn", 2)
    elif isinstance(piece, Found):
        day = show_day(piece.published) if piece.published else ""
        about = " · ".join(filter(None, (day, piece.source, piece.author)))
        yield Sentence(f"+ {piece.headline}", "", 2)
        if about:
            yield Sentence(about, "dim", 4)
        for said in piece.told:
            yield Sentence(filled(said.message, said.values), "warn", 4)


def _sample(rows: Iterable[Any], column: str) -> str:
    return next((str(row[column]) for row in rows if row.get(column)), "")[:200]


def _rows_of_report(report: NewsImport) -> Iterator[Shown]:
    yield Sentence(words.summary(report), "good")
    parts: Sequence[tuple[str, Iterator[Shown]]] = (
        (_("Refused"), (Sentence(text, "warn", 2) for text in words.refusals(report))),
        (_("To know"), (Sentence(text, "", 2) for text in words.remarks(report))),
        (_folded_title(report), map(FoldedRow, filter(words.is_worth_telling, report.folded))),
        ("", _doubles(report)),
    )
    for name, rows in parts:
        shown = list(islice(rows, _MOST_SHOWN))
        if shown:
            if name:
                yield Sentence(name, "title")
            yield from shown
        if left := sum(1 for _row in rows):
            more = _("… and {count} more; a written report has them all.")
            yield Sentence(more.format(count=left), "dim", 2)


def _doubles(report: NewsImport) -> Iterator[Shown]:
    """Yield how many foldings are not shown, so that those shown and the summary agree."""
    if count := sum(1 for one in report.folded if not words.is_worth_telling(one)):
        told = ngettext(
            "{count} more had nothing new; a written report names it.",
            "{count} more had nothing new; a written report names them.",
            count,
        )
        yield Sentence(told.format(count=number(count)), "dim", 2)


def _folded_title(report: NewsImport) -> str:
    if any(folded.piece for folded in report.folded):
        return _("Folded; t makes the one under the cursor an item of its own")
    return _("Folded")


def _bar(progress: Progress, width: int) -> str:
    share = progress.done / progress.total if progress.total else 0
    bar = progress_bar(progress.done, progress.total, max(min(width // 4, 24), 6))
    counts = _("{percent} % · taken {taken}, folded {folded}, refused {refused}").format(
        percent=round(100 * share),
        taken=progress.taken,
        folded=progress.folded,
        refused=progress.refused,
    )
    name = progress.file or _("reading the desk")
    return one_line(f"{bar} {counts}  {name}")[:width]
