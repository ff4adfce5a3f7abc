"""Exporting articles: what is unfinished, a preview of the page, and the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static
from textual.worker import WorkerError, get_current_worker

from store import Article, Desk, DeskError
from store.articles.export_report import ExportReport, Planned
from tui import recent_folders
from tui.commands.dialog_keys import Accept
from tui.dialogs.files.reading import FoundRows, Sentence, Shown
from tui.dialogs.files.save_dialog import SaveDialog
from tui.dialogs.fitting import fit_height
from tui.i18n import N_, _, filled, ngettext, number, sentence
from tui.widgets.bars import progress_bar
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField
from tui.widgets.labels import title_of
from tui.widgets.terminal_safe import one_line, visible

PROGRESS_SECONDS: Final = 0.2
"""How often the progress is shown."""

MOST_NAMED: Final = 20
"""How many unfinished articles are named: the titles of thousands take a second to lay out."""


class ExportScreen(SaveDialog[Path]):
    """Preview an article's page and write it to a text file; returns the path of the file.

    An empty `folder` is the home folder.
    """

    BINDINGS = [Accept.labelled(N_("Export"))]
    DEFAULT_CSS = """
    ExportScreen #box { height: 100%; }
    ExportScreen VerticalScroll { height: 1fr; background: $boost; margin-bottom: 1; }
    ExportScreen #preview.refused { color: $text-error; }
    ExportScreen #unfinished { color: $text-warning; margin-bottom: 1; display: none; }
    """

    def __init__(self, desk: Desk, article: Article, folder: str) -> None:
        super().__init__(_("Export"), folder or str(Path.home()))
        self._desk = desk
        self._article = article

    def compose_body(self) -> ComposeResult:
        """Yield the warning, the preview and the fields."""
        yield Static(id="unfinished", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(id="preview", markup=False)
        yield PathField(_("Folder"), self._path, asks="folder", id="folder")
        with Horizontal(classes="field"):
            yield Static(_("File"), classes="label", markup=False)
            yield LineEntry(self._desk.articles.export_name(self._article), id="file")

    def on_mount(self) -> None:
        """Show the page, and what is unfinished."""
        unfinished = _("Not finished, it is exported as a draft: {reasons}.")
        preview = self.query_one("#preview", Static)
        try:
            page = self._desk.articles.page_bytes(self._article).decode()
            preview.update(visible(page.removeprefix("\ufeff")))
        except DeskError as error:
            unfinished = _("Not finished: {reasons}.")
            preview.update(sentence(error))  # in its place, as remarks on the path replace others
            preview.add_class("refused")
        told = ""
        if reasons := self._desk.articles.unfinished(self._article):
            told = unfinished.format(reasons="; ".join(_(reason) for reason in reasons))
        elif len(channels := self._article.channels) > 1:
            told = _("The file counts for {channel}; record in the ledger what goes out elsewhere.")
            told = told.format(channel=channels[0])
        if told:
            line = self.query_one("#unfinished", Static)
            line.display = True
            line.update(one_line(told))
        fit_height(self, self.query_one(VerticalScroll), preview)

    def named_path(self) -> Path:
        """Return the file in the folder."""
        name = self.query_one("#file", LineEntry).text.strip()
        if not name.isprintable() or name in ("", ".", "..") or "/" in name:
            raise DeskError(N_("“{name}” cannot be the name of a file here."), name=name[:80])
        return self.query_one(PathEntry).path / name

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the file."""
        return self._desk.articles.export(
            self._article, path.parent, name=path.name, replace=replace
        )


class Written(NamedTuple):
    """How many files were written to a folder."""

    folder: Path
    files: int


class ExportManyScreen(SaveDialog[Written]):
    """Write the pages of several articles to a folder; returns how many files were written.

    It is done in a worker thread, and Esc stops it. Where every page has gone out, the dialog
    leaves; otherwise it says which have not. An empty `folder` is the home folder.
    """

    FOR_FOLDER = True
    NOTICE_LAST = False
    BINDINGS = [Accept.labelled(N_("Export"))]
    DEFAULT_CSS = """
    ExportManyScreen {
        & #unfinished { color: $text-warning; margin-bottom: 1; max-height: 8; }
        & #progress { height: 1; display: none; text-wrap: nowrap; }
        & #outcome { height: auto; max-height: 14; margin-top: 1; display: none; }
    }
    """

    def __init__(self, desk: Desk, articles: list[Article], folder: str) -> None:
        count = len(articles)
        title = ngettext("Export {count} article", "Export {count} articles", count)
        super().__init__(title.format(count=count), folder or str(Path.home()))
        self._desk = desk
        self._articles = articles
        self._is_writing = self._is_stopped = False
        self._written = Written(Path(), 0)
        self._report: ExportReport | None = None
        """What the last export has done; the worker changes it."""

    def compose_body(self) -> ComposeResult:
        """Yield what is unfinished, the folder, the progress, and what has come of it."""
        drafts = [a for a in self._articles if self._desk.articles.unfinished(a)]
        if drafts:
            told = ngettext(
                "Not finished, it is exported as a draft: {titles}.",
                "Not finished, they are exported as drafts: {titles}.",
                len(drafts),
            )
            titles = "; ".join(map(title_of, drafts[:MOST_NAMED]))
            if len(drafts) > MOST_NAMED:
                titles += f" … (+{number(len(drafts) - MOST_NAMED)})"
            yield Static(told.format(titles=one_line(titles)), id="unfinished", markup=False)
        yield from super().compose_body()
        yield from self.compose_notice()
        yield Static(id="progress", markup=False)
        yield FoundRows(id="outcome")

    # -------------------------------------------------------------- writing

    async def _write(self, path: Path, *, replace: bool) -> None:
        recent_folders.add(path)
        self._written = Written(path, 0)
        bulk = self._desk.articles.bulk
        await self._export(lambda: bulk.export_plan(self._articles, path))

    async def _export(
        self, plan: Callable[[], Sequence[Planned]], *, replace: bool = False
    ) -> None:
        self._is_writing, self._is_stopped = True, False
        self.say(_("Esc stops it; what has been written by then stays."), is_wrong=False)
        self.query_one("#outcome").display = False
        timer = self.set_interval(PROGRESS_SECONDS, self._show_progress)
        self.refresh_bindings()
        try:
            report = await self._write_files(plan, replace).wait()
        except WorkerError:  # reported by `tui.workers`
            self.say("")
        else:
            self._end(report)
        finally:
            timer.stop()
            self._is_writing = False
            self._show_progress()
            self.refresh_bindings()

    @work(thread=True, exclusive=True, group="export")
    def _write_files(self, plan: Callable[[], Sequence[Planned]], replace: bool) -> ExportReport:
        worker = get_current_worker()

        def goes_on(report: ExportReport) -> bool:
            self._report = report
            return not self._is_stopped and not worker.is_cancelled

        return self._desk.articles.bulk.export(
            plan(), replace=replace, goes_on=goes_on, turn=self.app.call_from_thread
        )

    def _show_progress(self) -> None:
        line, report = self.query_one("#progress", Static), self._report
        line.display = self._is_writing
        if self._is_writing and report:
            bar = progress_bar(report.done, report.total, 24)
            line.update(f"{bar} {number(report.done)}/{number(report.total)}")

    # -------------------------------------------------------------- what has come of it

    def _end(self, report: ExportReport) -> None:
        self._report = report
        self._written = Written(self._written.folder, self._written.files + len(report.written))
        if not (report.same or report.taken or report.refused or report.stopped):
            self.dismiss(self._written)
            return
        self.say(_ending(report), is_wrong=report.stopped == "failed")
        rows = self.query_one(FoundRows)
        rows.show(list(_rows_of(report)))
        rows.display = True
        rows.move_to(0)
        rows.focus()

    def action_accept(self) -> None:
        """Export; afterwards, ask whether to write over the files that were left alone."""
        if self._is_writing:
            return
        if self._report is None or self.query_one(PathEntry).has_focus:
            super().action_accept()
        elif self._report.taken:
            self._write_over(self._report.taken)
        else:
            self.action_cancel()

    @work
    async def _write_over(self, taken: Sequence[Planned]) -> None:
        question = ngettext(
            "Write over {count} file that holds something else?",
            "Write over {count} files that hold something else?",
            len(taken),
        )
        if await self._may_replace(question.format(count=len(taken))):
            await self._export(lambda: taken, replace=True)

    def action_cancel(self) -> None:
        """Stop writing; otherwise leave."""
        if self._is_writing:
            self._is_stopped = True
        elif self._report:
            self.dismiss(self._written)
        else:
            super().action_cancel()


def _ending(report: ExportReport) -> str:
    """Return what an export has done, in a sentence or two."""
    parts = [
        _("{count} written").format(count=number(len(report.written))),
        _("{count} skipped").format(count=number(len(report.same) + len(report.taken))),
        _("{count} refused").format(count=number(len(report.refused))),
    ]
    if left := report.total - report.done:
        parts.append(_("{count} left out").format(count=number(left)))
    told = [f"{', '.join(parts)}."]
    if report.failure:
        told.append(filled(report.failure.message, report.failure.values))
    elif report.stopped:
        told.append(_("Stopped."))
    if report.taken:
        told.append(_("Ctrl+S writes over the files that hold something else."))
    return " ".join(told)


def _rows_of(report: ExportReport) -> Iterator[Shown]:
    parts: Sequence[tuple[str, list[str], str]] = (
        (
            _("Refused"),
            [f"{title_of(a)}: {filled(why.message, why.values)}" for a, why in report.refused],
            "warn",
        ),
        (
            _("Skipped, for the file holds something else"),
            [planned.path.name for planned in report.taken],
            "",
        ),
        (
            _("Skipped, for the file holds the same page"),
            [path.name for path in report.same],
            "dim",
        ),
    )
    for name, texts, tone in parts:
        if texts:
            yield Sentence(f"{name} ({number(len(texts))})", "title")
            yield from (Sentence(text, tone, 2) for text in texts)
