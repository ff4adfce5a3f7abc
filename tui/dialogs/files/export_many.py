"""Exporting several articles: which ones, the progress, and what has come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import WorkerError, get_current_worker

from store import Article, Desk, Status
from store.articles.export_report import ExportReport, Planned
from tui import recent_folders
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.dialog_keys import Accept, PickScope
from tui.dialogs.files.export_form import FormRow, channels_of
from tui.dialogs.files.reading import FoundRows, Sentence, Shown
from tui.dialogs.files.save_dialog import SaveDialog
from tui.dialogs.forms.override_form import asking_who
from tui.dialogs.picker import Option, Picker
from tui.export_report import export_summary, over_limits
from tui.i18n import N_, _, filled, ngettext, number
from tui.widgets.bars import progress_bar
from tui.widgets.entry.path import PathEntry
from tui.widgets.labels import title_of
from tui.widgets.terminal_safe import one_line

_MARKED: Final = "marked"
_AWAITING: Final = "awaiting"
"""Which articles are exported; other values are the id of a campaign."""

PROGRESS_SECONDS: Final = 0.2
"""How often the progress is shown."""

MOST_NAMED: Final = 20
"""How many unfinished articles are named: the titles of thousands take a second to lay out."""

_MOST_LINES: Final = 8
"""The most lines of what is to be known of some of them …"""
_WARNINGS: Final = 5
"""… of which there are so many kinds, …"""
_BESIDE: Final = 14
"""… and the lines of the dialog besides."""
_WIDTH: Final = 80
_AROUND: Final = 14
"""The columns beside the titles of a line, with what is lost where one wraps."""


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
    BINDINGS = [Accept.labelled(N_("Export")), *bindings(PickScope)]
    DEFAULT_CSS = """
    ExportManyScreen {
        & .warning { color: $text-warning; margin-bottom: 1; max-height: 8; display: none; }
        &.short .warning { margin-bottom: 0; }
        & #progress { height: 1; display: none; text-wrap: nowrap; }
        & #outcome { height: auto; max-height: 14; margin-top: 1; display: none; }
    }
    """

    def __init__(self, desk: Desk, articles: list[Article], folder: str) -> None:
        super().__init__(_title(len(articles)), folder or str(Path.home()))
        self._desk = desk
        self._articles = self._marked = articles
        self._scope = _MARKED
        self._is_writing = self._is_stopped = False
        self._written = Written(Path(), 0)
        self._report: ExportReport | None = None
        """What the last export has done; the worker changes it."""

    def compose_body(self) -> ComposeResult:
        """Yield what is unfinished, the folder, the progress, and what has come of it."""
        yield Static(id="unfinished", classes="warning", markup=False)
        yield Static(id="held", classes="warning", markup=False)
        yield Static(id="let-pass", classes="warning", markup=False)
        yield Static(id="warned", classes="warning", markup=False)
        yield Static(id="limits", classes="warning", markup=False)
        yield from super().compose_body()
        yield FormRow(channels_of(self._desk, self._articles, own=True), _("each its own"))
        yield from self.compose_notice()
        yield Static(id="progress", markup=False)
        yield FoundRows(id="outcome")

    def on_mount(self) -> None:
        """Say what is unfinished, and what else is to be known."""
        self._show_articles()
        self.listen(app_of(self).checking.listen, self._show_warned)

    def _show_articles(self) -> None:
        self.query_one("#title", Static).update(one_line(_title(len(self._articles))))
        drafts = [a for a in self._articles if self._desk.articles.unfinished(a)]
        told = ngettext(
            "Not finished, it is exported as a draft: {titles}.",
            "Not finished, they are exported as drafts: {titles}.",
            len(drafts),
        )
        self._warn("#unfinished", told, drafts)
        self._show_warned()
        self._ask_gates()
        self._look_at_limits()

    def _show_warned(self) -> None:
        """Say which have warnings, as far as it is known; the others are checked in the pauses."""
        known = app_of(self).checking.known
        there = self._desk.articles.bulk.present(self._articles)  # what went out has changed
        finished = (one for one in there if not self._desk.articles.unfinished(one))
        warned = [one for one in finished if (verdict := known(one)) and verdict.grade == "warned"]
        told = _("With warnings: {titles}.")
        self._warn("#warned", told, warned)

    def _warn(self, line: str, told: str, articles: Sequence[Article]) -> None:
        """Say what is to be known of some articles, if there are any."""
        shown = self.query_one(line, Static)
        shown.display = bool(articles)
        named = self._that_fit([one_line(title_of(one)) for one in articles[:MOST_NAMED]], told)
        titles = "; ".join(named)
        if left := len(articles) - len(named):
            titles += f" … (+{number(left)})"
        shown.update(told.format(titles=titles))

    def _that_fit(self, titles: Sequence[str], told: str) -> Sequence[str]:
        """Return the first of some titles: in a low window fewer, so that the fields are seen."""
        lines = min(max((self.app.size.height - _BESIDE) // _WARNINGS, 1), _MOST_LINES)
        room = lines * (min(self.app.size.width, _WIDTH) - _AROUND) - cell_len(told)
        ends = accumulate(cell_len(title) + 2 for title in titles)
        return titles[: max(sum(end <= room for end in ends), 1)]

    @work(thread=True, exclusive=True, group="gates")
    def _ask_gates(self) -> None:
        """Say what is held back, and what would be if nobody had let it pass."""
        worker, gates = get_current_worker(), self._desk.articles.gates
        held, let_pass = [], []
        for article in self._articles:
            if worker.is_cancelled:
                return
            if self._desk.articles.unfinished(article):
                continue
            if gates.blocks(article, Status.EXPORTED):
                held.append(article)
            elif gates.let_pass_before(article, Status.EXPORTED):
                let_pass.append(article)
        stays = ngettext(
            "Held back, it stays here: {titles}.", "Held back, they stay here: {titles}.", len(held)
        )
        self.app.call_from_thread(self._warn, "#held", stays, held)
        passed = _("Let pass before: {titles}.")
        self.app.call_from_thread(self._warn, "#let-pass", passed, let_pass)

    @on(FormRow.Changed)
    @work(thread=True, exclusive=True, group="limits")
    def _look_at_limits(self) -> None:
        """Say what is over the limits of its channel: counting thousands of texts takes a while."""
        worker, channel = get_current_worker(), self.query_one(FormRow).channel
        over = []
        for article in self._articles:
            if worker.is_cancelled:
                return
            if over_limits(self._desk, article, channel):
                over.append(article)
        told = ngettext(
            "Not right for its channel: {titles}.",
            "Not right for their channels: {titles}.",
            len(over),
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._warn, "#limits", told, over)

    # -------------------------------------------------------------- which articles

    @property
    def choices(self) -> dict[str, Any]:
        """The form and the channel."""
        return self.query_one(FormRow).choices if self.query(FormRow) else {}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose the form and the channel again."""
        self.query_one(FormRow).restore(choices)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another choice of articles only before anything has been written."""
        return not (action == PickScope.action and (self._is_writing or self._report))

    @work
    async def action_pick_scope(self) -> None:
        """Choose which articles are exported."""
        options = [Option(_AWAITING, _("all that are finished and have not gone out so"))]
        if self._marked:
            count = number(len(self._marked))
            options.insert(
                0, Option(_MARKED, _("those that are marked ({count})").format(count=count))
            )
        options += [
            Option(one.id, _("all of {campaign}").format(campaign=one.name))
            for one in self._desk.campaigns
        ]
        picker = Picker(_("Which articles?"), options, chosen=[self._scope])
        if picked := await self.app.push_screen_wait(picker):
            self._scope = picked[0]
            self._choose_articles()

    @work(thread=True, exclusive=True, group="scope")
    def _choose_articles(self) -> None:
        """Find them: comparing very many with what went out takes a while."""
        every = list(self._desk.articles)
        if self._scope == _AWAITING:
            channel = self.query_one(FormRow).channel
            found = self._desk.articles.bulk.awaiting(every, channel)
        elif self._scope == _MARKED:
            found = self._marked
        else:
            found = [one for one in every if one.campaign == self._scope]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_articles, found)

    @on(FormRow.Changed)
    def _form_changed(self) -> None:
        """Look again for what has not gone out, now in another channel."""
        if self._scope == _AWAITING:
            self._choose_articles()

    def _take_articles(self, found: list[Article]) -> None:
        self._articles = found
        self.query_one(FormRow).offer(channels_of(self._desk, found, own=True))
        self._show_articles()
        self.say("" if found else _("There is nothing to export."), is_wrong=False)

    # -------------------------------------------------------------- writing

    async def _write(self, path: Path, *, replace: bool) -> None:
        recent_folders.add(path)
        self._written = Written(path, 0)
        bulk, suffix = self._desk.articles.bulk, self.query_one(FormRow).form.format.suffix
        await self._export(lambda: bulk.export_plan(self._articles, path, suffix))

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
        worker, row = get_current_worker(), self.query_one(FormRow)

        def goes_on(report: ExportReport) -> bool:
            self._report = report
            return not self._is_stopped and not worker.is_cancelled

        return self._desk.articles.bulk.export(
            plan(),
            replace=replace,
            goes_on=goes_on,
            turn=self.app.call_from_thread,
            form=row.form,
            channel=row.channel,
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
        """Export; afterwards, ask who lets pass what is held back, and whether to write over files
        that were left alone.
        """
        if self._is_writing:
            return
        if self._report is None or self.query_one(PathEntry).has_focus:
            super().action_accept()
        elif held := _held(self._report):
            self._let_pass(held, self._report.taken)
        elif self._report.taken:
            self._write_over(self._report.taken)
        else:
            self.action_cancel()

    @work
    async def _let_pass(self, held: Sequence[Article], taken: Sequence[Planned]) -> None:
        """Ask who answers for what is held back, and write it; what is `taken` is asked later."""
        blocks = self._desk.articles.gates.blocks
        stops = {one.id: blocks(one, Status.EXPORTED) for one in held}
        form = asking_who(self._desk, held, Status.EXPORTED, stops)
        if await self.app.push_screen_wait(form):
            bulk, suffix = self._desk.articles.bulk, self.query_one(FormRow).form.format.suffix
            folder = self._written.folder
            await self._export(lambda: [*bulk.export_plan(held, folder, suffix), *taken])

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


def _title(count: int) -> str:
    title = ngettext("Export {count} article", "Export {count} articles", count)
    return title.format(count=number(count))


def _ending(report: ExportReport) -> str:
    """Return what an export has done, and which key goes on."""
    told = export_summary(report)
    if _held(report):
        told += " " + _("Ctrl+S asks who lets pass what is held back.")
        return told
    if report.taken:
        told += " " + _("Ctrl+S writes over the files that hold something else.")
    return told


def _held(report: ExportReport) -> list[Article]:
    """Return what did not go out since something blocks it."""
    return [one.article for one in report.refused if one.is_held]


def _rows_of(report: ExportReport) -> Iterator[Shown]:
    parts: Sequence[tuple[str, list[str], str]] = (
        (
            _("Refused"),
            [
                f"{title_of(one.article)}: {filled(one.why.message, one.why.values)}"
                for one in report.refused
            ],
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
