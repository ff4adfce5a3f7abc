"""Taking folders of pages in: a preview, the progress, and a report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Campaign, Desk
from store.articles.import_report import PageFound, PagesReport
from store.formats.incoming import PageFiles
from tui import pages_report as words
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.commands.plain_text import DividePage
from tui.commands.related import WriteNewsReport
from tui.dialogs.files.news_import import ReportFileScreen
from tui.dialogs.files.plain_text import PlainTextScreen
from tui.dialogs.files.reading import FoundRows, ReadingDialog, Sentence, Shown
from tui.i18n import N_, _, number
from tui.widgets.bars import progress_bar
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows

_MOST_SHOWN: Final = 1000
"""The most pages on the screen; a written report has all."""


class ImportFolderScreen(ReadingDialog[PagesReport]):
    """Show what is in files and folders, take it, and say what has come of it.

    Returns the report, or None where nothing was taken. Looking and taking are one worker, so that
    Esc stops either.
    """

    READING = "import"
    BINDINGS = [*bindings(DividePage, WriteNewsReport), Accept.labelled(N_("Import"))]
    DEFAULT_CSS = """
    ImportFolderScreen {
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & #notice { margin-bottom: 1; }
        & #progress { height: 1; color: $text-accent; display: none; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk, paths: list[Path], campaign: Campaign | None) -> None:
        super().__init__(_("Import pages from {folder}").format(folder=paths[0].name))
        self._desk = desk
        self._paths = paths
        self._campaign = campaign
        self._only_looks = True
        self._page_files = PageFiles()
        self._report: PagesReport | None = None
        """What has been found or taken so far; the worker changes it."""

    def compose_body(self) -> ComposeResult:
        """Yield the notice, the list and the progress."""
        yield from self.compose_notice()
        yield FoundRows(id="found")
        yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        """Look what there is."""
        self.query_one(FoundRows).focus()
        self._begin(only_looks=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what is possible now."""
        if action == "accept":
            return not self._reading
        if action == "write_news_report":
            return not self._reading and self._report is not None
        if action == DividePage.action:
            return not self._reading and self._only_looks and self._here is not None
        return True

    def offers(self, action: str) -> bool:
        """Offer to correct only what was divided by guess."""
        return action != DividePage.action or bool(self._here and self._here.is_divided)

    @property
    def _here(self) -> PageFound | None:
        """The page under the cursor."""
        row = self.query_one(FoundRows).current if self.query(FoundRows) else None
        return row.page if isinstance(row, _PageRow) else None

    @on(Rows.Highlighted, "#found")
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @on(Rows.Selected, "#found")
    def _row_clicked(self) -> None:
        if self.check_action(DividePage.action, ()):
            self.action_divide_page()

    @work
    async def action_divide_page(self) -> None:
        """Show how the page under the cursor is divided, and let it be corrected."""
        if (page := self._here) is None:
            return
        if not page.is_divided:
            told = _("{name} says its parts; it is taken as it is.")
            self.say(told.format(name=page.path.name), is_wrong=False)
            return
        with self.refusals():
            text = self._page_files.read(page.path)[0].text
            shown = PlainTextScreen(
                page.path.name, text, blocks=self._page_files.blocks_of(page.path)
            )
            if answer := await self.app.push_screen_wait(shown):
                self._page_files.divide(page.path, answer.blocks)
                self._begin(only_looks=True)

    # -------------------------------------------------------------- looking and taking

    def action_accept(self) -> None:
        """Take the pages; after that, leave."""
        if self._outcome is not None:
            self.dismiss(self._outcome)
        elif not self._reading and self._report is not None:
            self._begin(only_looks=False)

    def _begin(self, *, only_looks: bool) -> None:
        self._only_looks = only_looks
        told = _("Esc stops it; what has been taken by then stays.")
        self.say(_("Reading … Esc stops it.") if only_looks else told, is_wrong=False)
        self._begin_reading()
        self._read()

    @work(thread=True, exclusive=True, group=READING)
    def _read(self) -> None:
        """Read in a thread; changes of the desk run in the app's own."""
        worker = get_current_worker()

        def reads_on(report: PagesReport) -> bool:
            self._report = report
            return not self._stopped and not worker.is_cancelled

        report = self._desk.articles.incoming.take_files(
            self._paths,
            self._campaign,
            only_look=self._only_looks,
            files=self._page_files,
            reads_on=reads_on,
            turn=self.app.call_from_thread,
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_report, report)

    def progress_told(self, width: int) -> str:
        """Return a bar, and how many files."""
        if (report := self._report) is None:
            return ""
        bar = progress_bar(report.done, report.total, 24)
        return f"{bar} {number(report.done)}/{number(report.total)}"

    def _show_report(self, report: PagesReport) -> None:
        self._report = report
        self._end_reading()
        told = words.summary(report, only_look=self._only_looks)
        if self._only_looks:
            if report.taken:
                told = _("{summary} Ctrl+S takes them.").format(summary=told)
        else:
            self._outcome = report
            told = _("{summary} Ctrl+Z takes it back.").format(summary=told)
        self.say(told, is_wrong=report.stopped == "failed")
        rows = self.query_one(FoundRows)
        rows.show(list(_rows_of(report, self._desk)))
        if not self._only_looks or not isinstance(rows.current, _PageRow):
            rows.move_to(0)
        rows.focus()
        self.refresh_bindings()

    @work
    async def action_write_news_report(self) -> None:
        """Ask for a file, and write the report to it."""
        if self._report is None:
            return
        text = words.as_text(self._report, self._desk)
        name = f"~/toasoan-bai-{self._desk.records.now():%Y%m%d-%H%M}.txt"
        if path := await self.app.push_screen_wait(ReportFileScreen(text, name)):
            self.notify(_("Written: {path}").format(path=path), markup=False)


def _rows_of(report: PagesReport, desk: Desk) -> Iterator[Shown]:
    parts = (
        (_("Refused"), words.refusals(report)),
        (_("There already"), words.same(report)),
    )
    for name, sentences in parts:
        if shown := list(islice(sentences, _MOST_SHOWN)):
            yield Sentence(name, "title")
            yield from (Sentence(text, "warn", 2) for text in shown)
    if report.taken:
        yield Sentence(_("Pages"), "title")
    for page in report.taken[:_MOST_SHOWN]:
        yield _PageRow(page, tuple(_told_of_page(page, desk)))
    if (left := len(report.taken) - _MOST_SHOWN) > 0:
        more = _("… and {count} more; a written report has them all.")
        yield Sentence(more.format(count=number(left)), "dim", 2)


class _PageRow(NamedTuple):
    """A page, with what is to be known of it."""

    page: PageFound
    told: tuple[Sentence, ...]

    @property
    def key(self) -> str:
        """The file, which stays the same when the page is corrected."""
        return str(self.page.path)

    @property
    def is_heading(self) -> bool:
        """No, the cursor goes there."""
        return False

    def lines(self, width: int) -> list[Line]:
        """Draw its sentences below each other."""
        return [line for sentence in self.told for line in sentence.lines(width)]


def _told_of_page(page: PageFound, desk: Desk) -> Iterator[Sentence]:
    about = " · ".join(filter(None, (page.path.name, page.byline)))
    yield Sentence(f"+ {one_line(page.headline) or _('(no headline)')}", "", 2)
    yield Sentence(about, "dim", 4)
    yield from (Sentence(text, "warn", 4) for text in words.remarks(page, desk))
