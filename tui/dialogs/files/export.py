"""Exporting articles: what is unfinished, a preview of the page, and the files."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from store import Article, Desk, DeskError
from tui.commands.dialog_keys import Accept
from tui.dialogs.files.save_dialog import SaveDialog
from tui.i18n import N_, _, sentence
from tui.widgets.entry.line import LineEntry
from tui.widgets.entry.path import PathEntry, PathField
from tui.widgets.labels import title_of
from tui.widgets.terminal_safe import one_line, visible


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
        unfinished = _("Not finished, it goes out as a draft: {reasons}.")
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


class ExportManyScreen(SaveDialog[list[Path]]):
    """Write the pages of several articles to a folder; returns the paths of the files.

    An empty `folder` is the home folder.
    """

    FOR_FOLDER = True
    DEFAULT_CSS = """
    ExportManyScreen #unfinished { color: $text-warning; margin-bottom: 1; max-height: 8; }
    """

    def __init__(self, desk: Desk, articles: list[Article], folder: str) -> None:
        title = _("Export {count} articles").format(count=len(articles))
        super().__init__(title, folder or str(Path.home()))
        self._desk = desk
        self._articles = articles

    def compose_body(self) -> ComposeResult:
        """Yield what is unfinished, and the folder."""
        drafts = [a for a in self._articles if self._desk.articles.unfinished(a)]
        if drafts:
            told = _("Not finished, they go out as drafts: {titles}.")
            titles = "; ".join(map(title_of, drafts))
            yield Static(told.format(titles=one_line(titles)), id="unfinished", markup=False)
        yield from super().compose_body()

    def write(self, path: Path, *, replace: bool) -> list[Path]:
        """Write the files."""
        return self._desk.articles.bulk.export(self._articles, path, replace=replace)
