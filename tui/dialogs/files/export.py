"""Exporting an article: what is unfinished, a preview of the page, and the file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Article, Desk, DeskError, Status
from store.articles.export_report import Planned
from store.destinations import refuse_name
from store.errors import BlockedError
from store.formats.registry import TEXT
from tui.commands import bindings
from tui.commands.dialog_keys import Accept, CopyPage, ExportSeveral
from tui.dialogs.files.export_form import FormRow, channels_of
from tui.dialogs.files.save_dialog import SaveDialog
from tui.dialogs.fitting import fit_height
from tui.dialogs.forms.override_form import asking_who
from tui.export_report import over_limits, photos_told
from tui.i18n import N_, _, sentence
from tui.terminal.clipboard import copy_to_system
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField
from tui.widgets.labels import SEVERITY_SIGNS, stop_told
from tui.widgets.terminal_safe import one_line, visible

if TYPE_CHECKING:
    from store.workflow import Stop

SEVERAL: Final = Path()
"""The answer of somebody who wants to export several articles instead."""


class ExportScreen(SaveDialog[Path]):
    """Preview an article and write it to a file; returns the path of the file, or `SEVERAL`.

    An empty `folder` is the home folder.
    """

    BINDINGS = [Accept.labelled(N_("Export")), *bindings(CopyPage, ExportSeveral)]
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
        self._suffix = TEXT.suffix
        """How the name of the file ends that belongs to the form."""
        self._copied = ""
        self._stops: list[Stop] = []
        """What the gates say of the article going out, the firmest first."""

    def compose_body(self) -> ComposeResult:
        """Yield the warning, the preview and the fields."""
        yield Static(id="unfinished", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(id="preview", markup=False)
        yield PathField(_("Folder"), self._path, asks="folder", id="folder")
        with Horizontal(classes="field"):
            yield Static(_("File"), classes="label", markup=False)
            yield LineEntry(self._desk.articles.export_name(self._article), id="file")
        yield FormRow(channels_of(self._desk, [self._article]), _("no channel"))

    def on_mount(self) -> None:
        """Show the page, and what is unfinished."""
        self._show_page()
        self._show_warnings()
        self._ask_gates()
        fit_height(self, self.query_one(VerticalScroll), self.query_one("#preview"))

    @work
    async def _ask_gates(self) -> None:
        """Say what the gates do; the first look reads the rules, which takes half a second."""
        from store.workflow import stops

        articles = self._desk.articles
        if articles.unfinished(self._article):
            return
        ready = await asyncio.to_thread(articles.gates.ready_later(self._article))
        # The limits are told by themselves, of the channel that is chosen here.
        self._stops = stops(replace(ready, over=()), Status.EXPORTED)
        self._show_warnings()

    def _show_warnings(self) -> None:
        """Say what is unfinished, what blocks it, and what is over the limits of the channel."""
        unfinished = _("Not finished, it is exported as a draft: {reasons}.")
        if self.query_one("#preview", Static).has_class("refused"):
            unfinished = _("Not finished: {reasons}.")
        told = []
        if reasons := self._desk.articles.unfinished(self._article):
            told.append(unfinished.format(reasons="; ".join(_(reason) for reason in reasons)))
        elif len(self._article.channels) > 1:
            counts = _(
                "The file counts for {channel}; record in the ledger what goes out elsewhere."
            )
            told.append(counts.format(channel=self._article.channels[0]))
        if blocks := [one for one in self._stops if one.severity == "block"]:
            held = _("Held back: {blocks}.")
            told.append(held.format(blocks=", ".join(map(stop_told, blocks))))
        if others := [one for one in self._stops if one not in blocks]:
            signed = (f"{SEVERITY_SIGNS[one.severity]} {stop_told(one)}" for one in others)
            told.append(" · ".join(signed))
        if facts := over_limits(self._desk, self._article, self._row.channel):
            told.append(_("Not right for its channel: {facts}.").format(facts=facts))
        file = Path(self.query_one("#file", LineEntry).text.strip())
        if photos := photos_told(self._article, self._row.form, file):
            told.append(photos)
        line = self.query_one("#unfinished", Static)
        line.display = bool(told)
        line.update("\n".join(map(one_line, told)))

    # -------------------------------------------------------------- what would be written

    @property
    def _row(self) -> FormRow:
        return self.query_one(FormRow)

    @property
    def choices(self) -> dict[str, Any]:
        """The form and the channel."""
        return self._row.choices if self.query(FormRow) else {}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose the form and the channel again."""
        self._row.restore(choices)
        self._form_changed()  # its message does not come back to who caused it

    @on(FormRow.Changed)
    def _form_changed(self) -> None:
        """Show the article in its new form, and let the file be named so."""
        entry = self.query_one("#file", LineEntry)
        stem = entry.text.removesuffix(self._suffix)
        self._suffix = self._row.form.format.suffix
        if not entry.text.endswith(self._suffix):  # as one that was kept does
            entry.fill_in(f"{stem}{self._suffix}")
        self._show_warnings()
        if self._row.form.is_house_layout:
            self._show_page()
        else:
            self._show_form()

    def _show_page(self) -> None:
        try:
            page = self._desk.articles.page_bytes(self._article).decode()
        except DeskError as error:
            self._show(sentence(error), is_refused=True)
        else:
            self._show(page.removeprefix("\ufeff"))

    @work(thread=True, exclusive=True, group="preview")
    def _show_form(self) -> None:
        """Make the file, which a template may take its time for."""
        try:
            text, is_refused = self._made(), False
        except DeskError as error:
            text, is_refused = sentence(error), True
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, text, is_refused=is_refused)

    def _made(self) -> str:
        form, channel = self._row.form, self._row.channel
        file = Path(self.query_one("#file", LineEntry).text.strip())
        made = self._desk.articles.bulk.make(Planned(self._article, file), form, channel)
        return form.shown(made.page)

    def _show(self, text: str, *, is_refused: bool = False) -> None:
        """Show a text, or in its place why there is none: remarks on the path replace others."""
        preview = self.query_one("#preview", Static)
        preview.update(visible(text))
        preview.set_class(is_refused, "refused")

    def action_copy_page(self) -> None:
        """Copy what would be written to the clipboard."""
        with self.refusals():
            self._copied = self._made()
            self.app.copy_to_clipboard(self._copied)
            self._copy_to_system()
            told = _("Copied. What is posted with it is recorded in the ledger (Alt+0, a).")
            self.notify(told)

    @work(thread=True, exclusive=True, group="clipboard")
    def _copy_to_system(self) -> None:
        copy_to_system(self._copied)

    def action_export_several(self) -> None:
        """Go on to the export of several articles."""
        self.dismiss(SEVERAL)

    # -------------------------------------------------------------- the file

    def named_path(self) -> Path:
        """Return the file in the folder."""
        name = self.query_one("#file", LineEntry).text.strip()
        refuse_name(name)
        return self.query_one(PathEntry).path / name

    async def _write(self, path: Path, *, replace: bool) -> None:
        """Write; what is blocked only when somebody answers for it."""
        try:
            await super()._write(path, replace=replace)
        except BlockedError:
            if self._desk.file.read_only:
                raise
            stops = self._desk.articles.gates.blocks(self._article, Status.EXPORTED)
            held = {self._article.id: stops}
            form = asking_who(self._desk, [self._article], Status.EXPORTED, held)
            if await self.app.push_screen_wait(form):
                await super()._write(path, replace=replace)

    def write(self, path: Path, *, replace: bool) -> Path:
        """Write the file."""
        return self._desk.articles.export(
            self._article,
            path.parent,
            name=path.name,
            replace=replace,
            channel=self._row.channel,
            form=self._row.form,
        )
